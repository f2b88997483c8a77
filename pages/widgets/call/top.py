"""What stands above the call desk: the number, the people with their tiers, and how it ends."""

from html import escape
from uuid import UUID

import streamlit as st

from casework import calls, facts
from casework.desk import Desk
from pages.widgets.call.gate import TIER_WORDS
from pages.widgets.call.steps import name_of
from pages.widgets.fragments import callback, refresh


def top_bar(desk: Desk, call_id: UUID) -> None:
    call, known = calls.on_desk(desk, call_id), facts.known(desk, call_id)
    sides = ("caller",) if call.about_self else ("caller", "concerned")
    with st.container(key="desk_bar", horizontal=True, vertical_alignment="center"):
        st.html(_line(call, known, sides))
        st.button("Danger gate  F4", key="danger", on_click=_to, args=(2,))
        st.button("Read out  F8", key="read_out", on_click=_to, args=(8,))
        with st.popover("End…", key="end"):
            _ending(call)


def _line(call: calls.OnDesk, known: facts.Facts, sides: tuple[str, ...]) -> str:
    people = "".join(
        f'<span class="tier {tier}">{escape(name_of(call, known, side))} '
        f"<b>{tier if tier != 'not_cleared' else ''} {TIER_WORDS[tier]}</b></span>"
        for side in sides
        for tier in [call.caller_tier if side == "caller" else call.concerned_tier]
    )
    state = "" if call.state == "open" else f'<span class="closed">{escape(call.state)}</span>'
    return (
        f'<div class="top"><span class="number">{escape(call.number)}</span>{people}{state}</div>'
    )


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
def _to(_desk: Desk, number: int) -> None:
    st.session_state["_step"] = number
    refresh("menu", "step")


@callback
def _close(desk: Desk, call: UUID, version: int) -> None:
    calls.close(desk, call_id=call, outcome=st.session_state.get("_outcome") or "", version=version)
    refresh("top", "step", "matches")


@callback
def _no_call(desk: Desk, call: UUID, version: int) -> None:
    what = st.session_state.get("_no_call")
    if what:
        calls.no_call(desk, call_id=call, what=what, version=version)
        refresh("top", "step", "matches")
