"""When do we ring back, and what was promised?"""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import follow_ups
from casework.desk import Desk
from pages.widgets.fragments import callback, refresh
from pages.widgets.plain import plain
from pages.widgets.times import here

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page


def ring_back(page: "Page") -> None:
    st.markdown("**We ring back**")
    booked = follow_ups.of_call(page.desk, page.call.id)
    for due in booked:
        st.text(due)
    if not booked:
        st.text(
            "Nothing booked: they gave no safe way to reach them. They can call with their code."
        )
    with st.expander("Promise a time"):
        _promise(page)


def _promise(page: "Page") -> None:
    tomorrow = (datetime.now(here()) + timedelta(days=1)).date()
    with st.container(horizontal=True, gap="small"):
        st.date_input("Day", value=tomorrow, key="_promise_day", width=150)
        st.time_input("Hour, ours", value=time(10), key="_promise_hour", width=130)
    st.text_input("What for, so that whoever rings knows", key="_promise_note", autocomplete="off")
    for side in page.sides:
        st.button(
            plain(f"We ring the {page.name_of(side).lower()} then"),
            key=f"promise_{side}",
            on_click=_promised,
            args=(page.call.id, side),
        )
    st.text("It is moved into their safe hours.")


@callback
def _promised(desk: Desk, call: UUID, side: str) -> None:
    read = st.session_state
    at = datetime.combine(read["_promise_day"], read["_promise_hour"], here())
    note = read.get("_promise_note") or ""
    follow_ups.book(desk, call_id=call, side=side, at=at, note=note)
    read["_promise_note"] = ""
    refresh("step")
