"""What stands above the call desk: the number, the clock, the people with their tiers, the buttons."""

from datetime import timedelta
from html import escape
from uuid import UUID

import streamlit as st

from casework import calls, facts
from casework.desk import Desk
from db.models import now
from pages.widgets.call import steps
from pages.widgets.call.ending import ending
from pages.widgets.call.gate import TIER_WORDS
from pages.widgets.call.menu import go_to
from pages.widgets.call.names import name_of
from pages.widgets.call.someone import someone

OVER = {"closed": "closed", "void": "no call"}
LIVE = timedelta(hours=3)  # an open call older than this waits as a draft; nobody is on the line


def line(desk: Desk, call_id: UUID) -> None:
    """The number, the clock and the people with their tiers, drawn again whenever one moves."""
    call, known = calls.on_desk(desk, call_id), facts.known(desk, call_id)
    sides = ("caller",) if call.about_self else ("caller", "concerned")
    people = "".join(_person(call, known, side) for side in sides)
    state = "" if call.state == "open" else f'<span class="closed">{OVER[call.state]}</span>'
    answered = " ".join(f"has-{number}" for number in steps.answered(known))
    st.html(
        f'<div class="top {answered}"><span class="number">{escape(call.number)}</span>'
        f"{_clock(call)}{people}{state}</div>"
    )


def _clock(call: calls.OnDesk) -> str:
    """How long they have been talking; the guard keeps it running, without a rerun."""
    if call.state != "open" or now() - call.started_at > LIVE:
        return ""
    return f'<span class="clock" data-since="{call.started_at.timestamp():.0f}"></span>'


def _person(call: calls.OnDesk, known: facts.Facts, side: str) -> str:
    tier = call.caller_tier if side == "caller" else call.concerned_tier
    shown = "" if tier == "not_cleared" else tier
    return (
        f'<span class="tier {tier}">{escape(name_of(call, known, side))} '
        f"<b>{shown} {TIER_WORDS[tier]}</b></span>"
    )


def buttons(call_id: UUID) -> None:
    st.button("Danger gate  F4", key="danger", on_click=go_to, args=(steps.DANGER,))
    st.button("Read out  F8", key="read_out", on_click=go_to, args=(steps.READ_OUT,))
    someone(call_id)
    with st.popover("End…", key="end"):
        ending(call_id)
