"""How does a counsellor ask for a supervisor? What follows stands in the card (`widgets/someone.py`)."""

from uuid import UUID

import streamlit as st

from casework import calls, summons
from casework.access import Act
from casework.desk import Desk
from pages.widgets.fragments import callback, fragment, refresh


@fragment(key="someone", act=Act.SUMMON, says=False)
def someone(desk: Desk, call_id: UUID) -> None:
    """The button in the top bar, and the mark that makes the page look who comes."""
    st.button(
        "I need someone  F9",
        key="need_someone",
        disabled=calls.on_desk(desk, call_id).state != "open",
        on_click=_ask,
        args=(call_id,),
    )
    one = summons.of_call(desk, call_id)
    if one is not None and one.mine:
        st.html(f'<span class="pl-asked" data-since="{one.asked_at.timestamp():.0f}"></span>')


@callback
def _ask(desk: Desk, call_id: UUID) -> None:
    """Pressed again while it is open, it changes nothing."""
    if summons.of_call(desk, call_id) is None:
        summons.ask(desk, call_id=call_id)
    refresh("someone")
