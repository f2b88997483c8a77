"""How may they be reached: each number with what is safe on it, changed where it stands?"""

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from casework import people
from casework.desk import Desk
from casework.errors import CaseworkError
from casework.hours import hours
from casework.people import PersonFile, Rules
from casework.reach import NOTHING_SAID, said
from pages.widgets.fragments import callback
from pages.widgets.state import say, start_with

NOT_SAID = {"unknown": "not sure", "declined": "would not say"}
RING = {"yes": "any time", "only_window": "only in some hours", "no": "no", **NOT_SAID}
VOICEMAIL = {
    "ok_no_name": "without our name",
    "ok_identify": "may say who we are",
    "no": "no",
    **NOT_SAID,
}
TEXTS = {"yes": "yes", "no": "no", **NOT_SAID}


def how_to_reach(file: PersonFile) -> None:
    if not file.ways:
        st.text("No number. They call us, with their case code.")
    for way in file.ways:
        st.text(f"{way.value}   {' '.join(way.words)}")
        with st.expander(f"Change what is safe on {way.value}"):
            _rules(str(way.id), way.rules)
            with st.container(horizontal=True, key=f"way_{way.id}"):
                st.button("Keep", key=f"_way_keep_{way.id}", on_click=_change, args=(way.id,))
                st.button("Out of use", key=f"_way_drop_{way.id}", on_click=_drop, args=(way.id,))
            _refused(str(way.id))
    with st.expander("A number they gave", expanded=not file.ways):
        key = f"new_{file.id}_{len(file.ways)}"
        st.text_input("Number", key=f"_w_number_{key}", autocomplete="off")
        _rules(key, NOTHING_SAID)
        st.button("Keep the number", key="_p_keep", on_click=_add, args=(file.id, key))
        _refused(key)


def _rules(key: str, now: Rules) -> None:
    """The rules of one channel; nothing chosen is "not asked"."""
    _chips("May we ring it?", RING, f"_w_safe_{key}", now.safe)
    start_with(f"_w_hours_{key}", hours(now.window) if now.window else "")
    st.text_input("Safe hours, their time (5 to 8 pm)", key=f"_w_hours_{key}", autocomplete="off")
    _chips("Voicemail?", VOICEMAIL, f"_w_voicemail_{key}", now.voicemail)
    _chips("Texts?", TEXTS, f"_w_texts_{key}", now.texts)
    start_with(f"_w_may_answer_{key}", now.may_answer)
    start_with(f"_w_cover_{key}", now.cover_phrase)
    with st.container(horizontal=True, key=f"who_answers_{key}"):
        st.text_input("Who else may answer?", key=f"_w_may_answer_{key}", autocomplete="off")
        st.text_input("If somebody else answers, we say", key=f"_w_cover_{key}", autocomplete="off")


def _chips(label: str, words: Mapping[str, str], key: str, now: str) -> None:
    start_with(key, now if now in words else None)
    st.pills(label, list(words), format_func=words.__getitem__, key=key)


def _said(key: str) -> Rules:
    read = st.session_state
    return said(
        safe=read.get(f"_w_safe_{key}") or "not_asked",
        hours=read.get(f"_w_hours_{key}") or "",
        voicemail=read.get(f"_w_voicemail_{key}") or "not_asked",
        texts=read.get(f"_w_texts_{key}") or "not_asked",
        may_answer=read.get(f"_w_may_answer_{key}") or "",
        cover_phrase=read.get(f"_w_cover_{key}") or "",
    )


def _refused(key: str) -> None:
    """Beside the fields, and what was typed still stands in them."""
    words = st.session_state.pop(f"_w_refused_{key}", "")
    if words:
        st.error(words)


@callback
def _add(desk: Desk, person: UUID, key: str) -> None:
    number = st.session_state.get(f"_w_number_{key}") or ""
    try:
        people.add_channel(desk, person_id=person, value=number, rules=_said(key))
    except CaseworkError as refused:
        st.session_state[f"_w_refused_{key}"] = str(refused)
    else:
        say("success", "Kept. Call-backs that are booked keep to these hours.")


@callback
def _change(desk: Desk, channel: UUID) -> None:
    try:
        people.change_rules(desk, channel_id=channel, rules=_said(str(channel)))
    except CaseworkError as refused:
        st.session_state[f"_w_refused_{channel}"] = str(refused)
    else:
        say("success", "Kept. Call-backs that are booked keep to these hours.")


@callback
def _drop(desk: Desk, channel: UUID) -> None:
    people.drop_channel(desk, channel_id=channel)
    say("success", "Out of use. Nobody rings it any more.")
