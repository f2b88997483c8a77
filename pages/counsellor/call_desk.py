"""The call desk: where am I, what do I ask, what can I offer."""

from uuid import UUID

import streamlit as st

from casework import calls, facts
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound
from pages.widgets.call import top
from pages.widgets.call.ask import not_known
from pages.widgets.call.offers import right_column
from pages.widgets.call.steps import STEPS, last_step, page_of
from pages.widgets.components.guard import guard
from pages.widgets.fragments import callback, fragment, refresh
from pages.widgets.screen import show
from pages.widgets.state import forget_answers


def call_desk(desk: Desk) -> None:
    call_id = _call_in_hand(desk)
    guard(call_id, facts.newest_versions(desk, call_id), on_not_known=not_known)
    top_bar(call_id)
    left, middle, right = st.columns([15, 52, 64], gap="medium")
    with left:
        menu()
    with middle, st.container(key="middle", height=622, border=False):
        step(call_id)
    with right, st.container(key="right", height=622, border=False):
        matches(call_id)


def _call_in_hand(desk: Desk) -> UUID:
    """The call of the address bar, else of this session; an opaque id, never a name."""
    given = st.query_params.get("call") or st.session_state.get("_call")
    try:
        call_id = UUID(str(given))
    except ValueError as bad:
        raise NotFound("That call") from bad
    calls.on_desk(desk, call_id)
    if st.session_state.get("_call") != call_id:
        forget_answers()
    st.query_params["call"] = str(call_id)
    st.session_state["_call"] = call_id
    return call_id


@fragment(key="top", act=Act.LOG_CALL)
def top_bar(desk: Desk, call_id: UUID) -> None:
    top.top_bar(desk, call_id)


@fragment(key="menu", act=Act.LOG_CALL)
def menu(_desk: Desk) -> None:
    chosen = st.session_state.setdefault("_step", 1)
    for number, (name, _) in enumerate(STEPS, start=1):
        st.button(
            name,
            key=f"step_{number}",
            type="secondary" if number == chosen else "tertiary",
            width="stretch",
            on_click=_go,
            args=(number,),
        )


@fragment(key="step", act=Act.LOG_CALL)
def step(desk: Desk, call_id: UUID) -> None:
    number = st.session_state.get("_step", 1)
    name, ask = STEPS[number - 1]
    with st.container(key="head", horizontal=True, horizontal_alignment="distribute"):
        st.header(name, anchor=False)
        if number < last_step():
            onward = f"{STEPS[number][0]} →"
            st.button(onward, key="next", type="primary", on_click=_go, args=(number + 1,))
    ask(page_of(desk, call_id))


@fragment(key="matches", act=Act.MATCH)
def matches(desk: Desk, call_id: UUID) -> None:
    right_column(desk, call_id)


@callback
def _go(_desk: Desk, number: int) -> None:
    st.session_state["_step"] = number
    refresh("menu", "step")


show(call_desk, title="Call desk", act=Act.LOG_CALL)
