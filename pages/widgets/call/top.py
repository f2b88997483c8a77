"""What stands above the call desk: the number, the people with their tiers, and how it ends."""

from datetime import timedelta
from html import escape
from uuid import UUID

import streamlit as st

from casework import calls, facts
from casework.access import Act
from casework.desk import Desk
from db.models import now
from pages.widgets.call import steps
from pages.widgets.call.gate import TIER_WORDS
from pages.widgets.call.menu import go_to
from pages.widgets.call.names import name_of
from pages.widgets.call.someone import someone
from pages.widgets.fragments import callback, fragment, refresh

LIVE = timedelta(hours=3)  # an open call older than this waits as a draft; nobody is on the line


def line(desk: Desk, call_id: UUID) -> None:
    """The number, the clock and the people with their tiers, drawn again whenever one moves."""
    call, known = calls.on_desk(desk, call_id), facts.known(desk, call_id)
    sides = ("caller",) if call.about_self else ("caller", "concerned")
    people = "".join(_person(call, known, side) for side in sides)
    state = "" if call.state == "open" else f'<span class="closed">{escape(call.state)}</span>'
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


@fragment(key="ending", act=Act.LOG_CALL)
def ending(desk: Desk, call_id: UUID) -> None:
    _ending(calls.on_desk(desk, call_id))


def _ending(call: calls.OnDesk) -> None:
    if call.state != "open":
        st.text(f"This call is {call.state}.")
        return
    st.radio(
        "How did it end?",
        list(calls.OUTCOMES),
        format_func=lambda code: calls.OUTCOMES[code],
        index=None,
        key="_outcome",
    )
    st.button(
        "Close the call", key="close", type="primary", on_click=_close, args=(call.id, call.version)
    )
    st.pills(
        "It was no call",
        list(calls.NO_CALL),
        format_func=lambda code: calls.NO_CALL[code],
        key="_no_call",
        on_change=_no_call,
        args=(call.id, call.version),
    )


@callback
def _close(desk: Desk, call: UUID, version: int) -> None:
    calls.close(desk, call_id=call, outcome=st.session_state.get("_outcome") or "", version=version)
    refresh("top", "ending", "step", "matches")


@callback
def _no_call(desk: Desk, call: UUID, version: int) -> None:
    what = st.session_state.get("_no_call")
    if what:
        calls.no_call(desk, call_id=call, what=what, version=version)
        refresh("top", "ending", "step", "matches")
