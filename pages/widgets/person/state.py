"""What happened to them, and what follows from it?"""

from uuid import UUID

import streamlit as st

from casework import people
from casework.desk import Desk
from casework.people import PersonFile
from pages.widgets.fragments import callback
from pages.widgets.state import say

CONSEQUENCE = {
    "died": "Every call-back, referral and letter stops at once; who called about them is rung.",
    "in_custody": "Call-backs stop; contact is planned around release, when tolerance is lost.",
    "in_hospital": "Call-backs stop; contact is planned around the day they come out.",
    "moved": "Nothing stops. Ask where they are now.",
    "none": "As before.",
}


def what_happened(file: PersonFile) -> None:
    state = st.radio(
        "What happened?",
        list(people.STATES),
        format_func=people.STATES.__getitem__,
        index=list(people.STATES).index(file.state),
        key=f"_p_state_{file.id}",
        horizontal=True,
    )
    if state == file.state == "none":
        return
    st.text(CONSEQUENCE[state])
    left, right = st.columns(2)
    left.date_input("Since", value=file.state_since, key=f"_p_since_{file.id}")
    if state in {"in_custody", "in_hospital"}:
        right.date_input("Until, if known", value=file.state_until, key=f"_p_until_{file.id}")
    st.button("Write it down", key="_p_save", on_click=_save, args=(file.id, file.version))


@callback
def _save(desk: Desk, person: UUID, version: int) -> None:
    read = st.session_state
    people.set_state(
        desk,
        person,
        state=read[f"_p_state_{person}"],
        version=version,
        since=read.get(f"_p_since_{person}"),
        until=read.get(f"_p_until_{person}"),
    )
    say("success", "Written down.")
