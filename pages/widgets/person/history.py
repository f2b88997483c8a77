"""What stands in the history of an opened record: calls, letters, the name and how to approach them?"""

from uuid import UUID

import streamlit as st

from casework import calls, people
from casework.access import Act
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


def who_they_are(desk: Desk, file: PersonFile) -> None:
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
    if desk.may(Act.FLAG_PERSON):
        _flags(file)


@callback
def _keep(desk: Desk, person: UUID, version: int) -> None:
    read = st.session_state
    name = read.get(f"_named_{person}") or ""
    people.note(
        desk, person, approach=read.get(f"_approach_{person}") or "", name=name, version=version
    )
    say("success", "Kept.")


def _flags(file: PersonFile) -> None:
    """A supervisor's word; whoever is flagged comes up by code and word alone."""
    chosen = st.pills(
        "Never found by phone or name",
        list(people.FLAGS),
        format_func=people.FLAGS.__getitem__,
        selection_mode="multi",
        default=[code for code, words in people.FLAGS.items() if words in file.flags],
        key=f"_flags_{file.id}_{file.version}",
    )
    if {people.FLAGS[code] for code in chosen} != set(file.flags):
        st.button(
            "Write it down",
            key="_flags_keep",
            on_click=_flag,
            args=(file.id, file.version, tuple(chosen)),
        )


@callback
def _flag(desk: Desk, person: UUID, version: int, chosen: tuple[str, ...]) -> None:
    people.flag(
        desk,
        person,
        vulnerable="vulnerable" in chosen,
        violent="violent" in chosen,
        version=version,
    )
    say("success", "Written down.")
