"""Where on the call am I, and how do I get to another step?

The buttons never change, so a change of step sends none of them again: which one is current, and which
steps hold an answer, is shown by look.css from what the step and the top line carry.
"""

import streamlit as st

from casework.desk import Desk
from pages.widgets.call.steps import QUICK, READ_OUT, STEPS
from pages.widgets.fragments import callback, refresh

FIRST = 1


def now_at() -> int:
    """The number of the step on the screen; QUICK is the quick lane."""
    return int(st.session_state.setdefault("_step", FIRST))


def begin_at(number: int) -> None:
    st.session_state["_step"] = number


def menu() -> None:
    for number, step in enumerate(STEPS, start=1):
        st.button(
            step.name,
            key=f"step_{number}",
            type="tertiary",
            width="stretch",
            on_click=go_to,
            args=(number,),
        )
    st.button("Quick lane", key=f"step_{QUICK}", width="stretch", on_click=go_to, args=(QUICK,))


@callback
def go_to(_desk: Desk, number: int) -> None:
    """The read-out takes the right column too, and gives it back."""
    before = now_at()
    st.session_state["_step"] = number
    if READ_OUT in {before, number}:
        refresh("step", "matches")
    refresh("step")
