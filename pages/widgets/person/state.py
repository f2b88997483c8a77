"""What happened to them, and how may they be reached?"""

from uuid import UUID

import streamlit as st

from casework import people
from casework.desk import Desk
from casework.people import PersonFile, Rules
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
        key="_p_state",
        horizontal=True,
    )
    st.text(CONSEQUENCE[state])
    left, right = st.columns(2)
    left.date_input("Since", value=file.state_since, key="_p_since")
    if state in {"in_custody", "in_hospital"}:
        right.date_input("Until, if known", value=file.state_until, key="_p_until")
    st.button("Write it down", key="_p_save", on_click=_save, args=(file.id, file.version))


@callback
def _save(desk: Desk, person: UUID, version: int) -> None:
    read = st.session_state
    people.set_state(
        desk,
        person,
        state=read["_p_state"],
        version=version,
        since=read.get("_p_since"),
        until=read.get("_p_until"),
    )
    say("success", "Written down.")


def how_to_reach(file: PersonFile) -> None:
    if not file.ways:
        st.text("No number. They call us, with their case code.")
    for way in file.ways:
        st.text(f"{way.value}   {' '.join(way.words)}")
    with st.expander("A number they gave"):
        left, right = st.columns(2)
        left.text_input("Number", key="_p_number", autocomplete="off")
        right.segmented_control(
            "Safe to call?", ["yes", "no", "unknown"], key="_p_safe", format_func=str.capitalize
        )
        left.segmented_control(
            "Voicemail",
            ["no", "ok_no_name", "ok_identify"],
            format_func={
                "no": "No",
                "ok_no_name": "Without our name",
                "ok_identify": "With our name",
            }.__getitem__,
            key="_p_voicemail",
        )
        right.text_input("What to say if somebody else answers", key="_p_cover", autocomplete="off")
        st.button("Keep the number", key="_p_keep", on_click=_keep, args=(file.id,))


@callback
def _keep(desk: Desk, person: UUID) -> None:
    read = st.session_state
    rules = Rules(
        safe=read.get("_p_safe") or "not_asked",
        voicemail=read.get("_p_voicemail") or "not_asked",
        cover_phrase=read.get("_p_cover") or "",
    )
    people.add_channel(desk, person_id=person, value=read.get("_p_number") or "", rules=rules)
    say("success", "Kept.")
