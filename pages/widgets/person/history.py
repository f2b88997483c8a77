"""What stands in the history of an opened record: calls, letters, the name and how to approach them?"""

from uuid import UUID

import streamlit as st

from casework import calls, people
from casework.desk import Desk
from casework.fields import STAGES
from casework.people import PersonFile
from pages.widgets.fragments import callback
from pages.widgets.state import say, start_with
from pages.widgets.times import day


def calls_of(file: PersonFile) -> None:
    """One line for each call; what was said stays in the call."""
    lines = [
        "  ·  ".join(
            part
            for part in (
                day(call.started_at),
                call.number,
                "called" if call.as_caller else "was called about",
                STAGES.get(call.stage, ""),
                calls.OUTCOMES.get(call.outcome or "", ""),
            )
            if part
        )
        for call in file.calls
    ]
    st.text("\n".join(lines) or "No call yet.")


def letters_of(file: PersonFile) -> None:
    if not file.letters:
        st.text("No letter was made.")
    with st.container(horizontal=True, key="letters"):
        for letter in file.letters:
            label = f"{letter.number}, {day(letter.issued_at)}"
            st.link_button(label, f"/files/letter/{letter.id}")


def who_they_are(file: PersonFile) -> None:
    with st.expander("How to approach them, and their name"):
        start_with(f"_approach_{file.id}", file.note)
        start_with(f"_named_{file.id}", file.name)
        st.text_area(
            "How to approach them",
            key=f"_approach_{file.id}",
            height=80,
            help="Read by colleagues before they speak, never aloud.",
        )
        st.text_input("Name", key=f"_named_{file.id}", autocomplete="off")
        st.button("Keep", key="_who_keep", on_click=_keep, args=(file.id, file.version))


@callback
def _keep(desk: Desk, person: UUID, version: int) -> None:
    read = st.session_state
    name = read.get(f"_named_{person}") or ""
    people.note(
        desk, person, approach=read.get(f"_approach_{person}") or "", name=name, version=version
    )
    say("success", "Kept.")
