"""The call desk: where am I, what do I ask, what can I offer."""

from uuid import UUID

import streamlit as st

from casework import calls, facts
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound
from pages.widgets.call import ending, menu, top
from pages.widgets.call.ask import not_known
from pages.widgets.call.offers import right_column
from pages.widgets.call.silent import silent
from pages.widgets.call.steps import READ_OUT, page_of, step_of
from pages.widgets.call.strike import strike
from pages.widgets.components.guard import guard
from pages.widgets.fragments import fragment
from pages.widgets.not_refreshed import not_refreshed
from pages.widgets.screen import show
from pages.widgets.state import forget_answers


def call_desk(desk: Desk) -> None:
    if not _given():
        return nothing_open(desk)
    call_id = _call_in_hand(desk)
    with st.container(key="desk_bar", horizontal=True, vertical_alignment="center"):
        top_line(call_id)
        guard(
            call_id, facts.newest_versions(desk, call_id), on_not_known=not_known, on_strike=strike
        )
        top.buttons(call_id)
    left, middle, right = st.columns([15, 52, 64], gap="medium")
    with left:
        menu.menu()
        silent(call_id)
    with middle, st.container(key="middle", height=622, border=False):
        step(call_id)
    with right, st.container(key="right", height=622, border=False):
        matches(call_id)


def nothing_open(desk: Desk) -> None:
    st.text("No call is open here. Calls you left before they were closed wait on Today.")
    if st.button("New call  ·  F2", key="new_call", type="primary"):
        st.query_params["call"] = str(calls.begin(desk))
        st.rerun()


def _given() -> str:
    """The call of the address bar, else of this session; an opaque id, never a name."""
    return str(st.query_params.get("call") or st.session_state.get("_call") or "")


def _call_in_hand(desk: Desk) -> UUID:
    try:
        call_id = UUID(_given())
    except ValueError as bad:
        raise NotFound("That call") from bad
    calls.on_desk(desk, call_id)
    quick = st.session_state.pop("_quick", False)
    if st.session_state.get("_call") != call_id:
        calls.opened(desk, call_id)
        forget_answers()
        menu.begin_at(menu.QUICK if quick else menu.FIRST)
    st.query_params["call"] = str(call_id)
    st.session_state["_call"] = call_id
    return call_id


@fragment(key="top", act=Act.LOG_CALL, says=False)
def top_line(desk: Desk, call_id: UUID) -> None:
    top.line(desk, call_id)


@fragment(key="step", act=Act.LOG_CALL)
def step(desk: Desk, call_id: UUID) -> None:
    ending.standing(desk, call_id)
    step_of(page_of(desk, call_id), menu.now_at())


@fragment(key="matches", act=Act.MATCH)
def matches(desk: Desk, call_id: UUID) -> None:
    not_refreshed()
    right_column(desk, call_id, read_aloud=menu.now_at() == READ_OUT)


show(call_desk, title="Call desk", act=Act.LOG_CALL)
