"""People: find somebody without giving them away, and open their record."""

from uuid import UUID

import streamlit as st

from casework import calls, follow_ups, people
from casework.access import Act
from casework.desk import Desk
from casework.fields import STAGES
from casework.people import Masked, PersonFile
from db.models import now
from pages.widgets.fragments import callback, fragment
from pages.widgets.person import consent, ledger, state
from pages.widgets.plain import plain
from pages.widgets.referral_steps import referral_steps
from pages.widgets.screen import show
from pages.widgets.state import say
from pages.widgets.times import day

CHOSEN = "_person"  # the id of the open record
BY = {"code": "Code and word", "name": "Name", "number": "Number"}


def people_screen(desk: Desk) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        search(desk)
    with right:
        chosen = st.session_state.get(CHOSEN)
        if chosen:
            record(chosen)
        else:
            st.text("Never say that anyone called before. Opening a record is written down.")


def search(desk: Desk) -> None:
    by = st.segmented_control(
        "Find by",
        list(BY),
        format_func=BY.__getitem__,
        default="code",
        key="f_people_by",
        label_visibility="collapsed",
    )
    if by == "name":
        name = st.text_input("Name, as it sounds", key="_name", autocomplete="off")
        if name:
            masked(people.by_name(desk, name), "Nobody of that name. It may be spelled otherwise.")
            return
    elif by == "number":
        phone = st.text_input("Number", key="_phone", autocomplete="off")
        if phone:
            used = people.number_used_before(desk, phone)
            st.text(
                "This number has been used before. Ask for their code and word, or a name."
                if used
                else "This number has not been used before."
            )
    else:
        code, word = st.columns(2)
        code.text_input("Case code", key="_code", autocomplete="off")
        word.text_input("Their word", key="_word", autocomplete="off")
        st.button("Open", key="_by_code", type="primary", on_click=by_code)
    with st.expander("People of the centre"):
        masked(people.of_centre(desk), "Nobody is known yet; most people stay unnamed.")


def masked(found: list[Masked], empty: str) -> None:
    if not found:
        st.text(empty)
    with st.container(key="list_people", gap=None):
        for one in found:
            times = "1 call" if one.calls == 1 else f"{one.calls} calls"
            st.button(
                "  ·  ".join(part for part in (plain(one.label), times, one.how_sure) if part),
                key=f"_open_{one.id}",
                type="tertiary",
                width="stretch",
                on_click=open_it,
                args=(str(one.id),),
            )


def open_it(key: str) -> None:
    st.session_state[CHOSEN] = key


@callback
def by_code(desk: Desk) -> None:
    read = st.session_state
    read[CHOSEN] = str(people.by_code(desk, read.get("_code") or "", read.get("_word") or ""))
    read["_word"] = ""


@fragment(key="record", act=Act.OPEN_PERSON)
def record(desk: Desk, key: str) -> None:
    """A part of its own, so that a new search does not open the record once more."""
    file = people.open_person(desk, UUID(key))
    st.header(plain(file.name or "No name"), anchor=False)
    st.text(head(file))
    history, sent, papers, reach, happened = st.tabs(
        ["Calls", "Referrals", "Letters and consents", "Reach", "What happened"]
    )
    with history:
        st.text(past(file) or "No call yet.")
        st.button("Close the record", key="_shut", on_click=shut)
    with sent:
        if not file.referrals:
            st.text("They were sent nowhere yet.")
        for referral in file.referrals:
            referral_steps(desk, referral)
    with papers:
        letters(file)
        consent.standing(desk, file)
        ledger.disclosed(desk, file)
        with st.expander("Record a signed consent"):
            consent.signed_form(file)
    with reach:
        state.how_to_reach(file)
    with happened:
        state.what_happened(file)


def shut() -> None:
    st.session_state.pop(CHOSEN, None)
    say("info", "The record is closed.")


def head(file: PersonFile) -> str:
    at = now()
    lines = [str(file)]
    lines += [
        f"We promised to ring: {p.reason}, {follow_ups.said(p.due_from, p.due_to, p.zone, at=at)}"
        if not p.they_call_us
        else f"They call us: {p.reason}"
        for p in file.promised
    ]
    return "\n".join(lines)


def past(file: PersonFile) -> str:
    """One line for each call; what was said stays in the call."""
    return "\n".join(
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
    )


def letters(file: PersonFile) -> None:
    if not file.letters:
        st.text("No letter was made.")
    with st.container(horizontal=True, key="letters"):
        for letter in file.letters:
            label = f"{letter.number}, {day(letter.issued_at)}"
            st.link_button(label, f"/files/letter/{letter.id}")


show(people_screen, title="People", act=Act.SEE_PEOPLE)
