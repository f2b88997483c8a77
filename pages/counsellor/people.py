"""Whom do we know: found by code and word or by how a name sounds, masked until opened."""

from uuid import UUID

import streamlit as st

from casework import consents, people
from casework.access import Act
from casework.desk import Desk
from casework.people import PersonFile
from pages.widgets.fragments import callback
from pages.widgets.screen import go, show
from pages.widgets.steps import next_step
from pages.widgets.times import day


def people_screen(desk: Desk) -> None:
    listed, opened = st.columns([5, 7], gap="large")
    with listed:
        _search(desk)
    with opened:
        file: PersonFile | None = st.session_state.get("_file")
        if file is None:
            st.text("Open somebody on the left. Opening is written in the audit trail.")
        else:
            _file(desk, file)


def _search(desk: Desk) -> None:
    name = st.text_input("Name, or how it sounds", key="f_name", autocomplete="off")
    code, word = st.columns(2)
    code.text_input("Case code", key="_find_code", autocomplete="off")
    word.text_input("Their word", key="_find_word", autocomplete="off")
    st.button("Open by code and word", key="by_code", on_click=_by_code)
    number = st.text_input("Has this number called before?", key="_find_number", autocomplete="off")
    if number:
        used = people.number_used_before(desk, number)
        st.text(
            "This number has been used before." if used else "Not used before, as far as we know."
        )
    found = people.by_name(desk, name) if name.strip() else people.of_centre(desk)
    st.header("Sounds like it" if name.strip() else "Latest", anchor=False)
    with st.container(key="list_people", gap=None):
        for one in found:
            sure = f"  ·  {one.how_sure}" if one.how_sure else ""
            words = f"{one.label}  ·  {one.calls} {'call' if one.calls == 1 else 'calls'}{sure}"
            st.button(words, key=f"p_{one.id}", type="tertiary", on_click=_open, args=(one.id,))
    if not found:
        st.text("Nobody. Anonymous callers have no record here; their calls do.")


def _file(desk: Desk, file: PersonFile) -> None:
    st.header(file.name or "No name", anchor=False)
    for line in (file.approach, *file.flags):
        if line:
            st.text(line)
    for way in file.ways:
        st.text("  ·  ".join((way.value, *way.words)))
    for sent in file.referrals:
        with st.expander(f"{sent.name}: {sent.words}"):
            next_step(desk, sent.id)
    st.header("Calls, letters, consents", anchor=False)
    for past in file.calls:
        if st.button(
            f"{past.number}  ·  {day(past.started_at)}", key=f"c_{past.id}", type="tertiary"
        ):
            go("counsellor/call_desk.py", call=str(past.id))
    for paper in file.letters:
        st.link_button(
            f"Letter {paper.number}  ·  {day(paper.issued_at)}", f"/files/letter/{paper.id}"
        )
    for consent in consents.of_person(desk, file.id):
        until = f"until {consent.until}" if consent.holds else "no longer holds"
        st.text(f"Consent for {consent.recipient}: {', '.join(consent.what)}; {until}")
        if consent.holds:
            st.button("Take it back", key=f"r_{consent.id}", on_click=_revoke, args=(consent.id,))
    with st.expander("Something happened to them"):
        _state(file)


def _state(file: PersonFile) -> None:
    st.pills(
        "What happened?",
        [code for code in people.STATES if code != file.state],
        format_func=lambda code: people.STATES[code],
        key="_state",
    )
    st.date_input("Until, if known", value=None, key="_state_until")
    st.button("Write it down", key="state_go", on_click=_happened, args=(file.id, file.version))


@callback
def _open(desk: Desk, person: UUID) -> None:
    st.session_state["_file"] = people.open_person(desk, person)


@callback
def _by_code(desk: Desk) -> None:
    person = people.by_code(desk, st.session_state["_find_code"], st.session_state["_find_word"])
    st.session_state["_file"] = people.open_person(desk, person)


@callback
def _revoke(desk: Desk, consent: UUID) -> None:
    consents.revoke(desk, consent)


@callback
def _happened(desk: Desk, person: UUID, version: int) -> None:
    state, until = st.session_state.get("_state") or "", st.session_state.get("_state_until")
    people.set_state(desk, person, state=state, version=version, until=until)
    st.session_state["_file"] = people.open_person(desk, person)


show(people_screen, title="People", act=Act.SEE_PEOPLE)
