"""People: find somebody without giving them away, and open their record."""

from uuid import UUID

import streamlit as st

from casework import people
from casework.access import Act
from casework.desk import Desk
from casework.people import Masked, PersonFile
from pages.widgets.components.focus import focus
from pages.widgets.fragments import callback, fragment
from pages.widgets.person import consent, flags, history, ledger, reach, same, state
from pages.widgets.person.glance import glance
from pages.widgets.plain import plain
from pages.widgets.referral_steps import referral_steps
from pages.widgets.screen import show
from pages.widgets.state import say

CHOSEN, TICKET = "_person", "_person_ticket"  # the open record, and that it was opened just now
BY = {"code": "Code and word", "name": "Name", "number": "Number"}
FIRST = {"code": "_code", "name": "_name", "number": "_phone"}
PARTS = {
    "calls": "Calls",
    "referrals": "Referrals",
    "papers": "Letters and consents",
    "reach": "Reach",
    "state": "What happened",
    "flags": "Flags",
    "same": "Who else",
}


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
    chosen = st.segmented_control(
        "Find by",
        list(BY),
        format_func=BY.__getitem__,
        default="code",
        key="f_people_by",
        label_visibility="collapsed",
    )
    by = chosen or "code"
    {"name": by_name, "number": by_number, "code": by_code}[by](desk)
    focus(FIRST[by])
    with st.expander("People of the centre"):
        masked(people.of_centre(desk), "Nobody is known yet; most people stay unnamed.", "all")


def by_name(desk: Desk) -> None:
    name = st.text_input("Name, as it sounds", key="_name", autocomplete="off")
    if name:
        empty = "Nobody of that name. It may be spelled otherwise."
        masked(people.by_name(desk, name), empty, "named")


def by_number(desk: Desk) -> None:
    phone = st.text_input("Number", key="_phone", autocomplete="off")
    if phone:
        used = people.number_used_before(desk, phone)
        st.text(
            "This number has been used before. Ask for their code and word, or a name."
            if used
            else "This number has not been used before."
        )


def by_code(_desk: Desk) -> None:
    code, word = st.columns(2)
    code.text_input("Case code", key="_code", autocomplete="off")
    word.text_input("Their word", key="_word", autocomplete="off")
    st.button("Open", key="_by_code", type="primary", on_click=open_by_code)


def masked(found: list[Masked], empty: str, where: str) -> None:
    if not found:
        st.text(empty)
    with st.container(key=f"list_{where}", gap=None):
        for one in found:
            times = "1 call" if one.calls == 1 else f"{one.calls} calls"
            key = f"_open_{one.id}" if where == "named" else f"_open_{where}_{one.id}"
            st.button(
                plain("  ·  ".join(part for part in (one.label, times, one.how_sure) if part)),
                key=key,
                type="tertiary",
                width="stretch",
                on_click=open_it,
                args=(str(one.id),),
            )


@callback
def open_it(desk: Desk, key: str) -> None:
    file = people.open_person(desk, UUID(key))
    st.session_state[CHOSEN], st.session_state[TICKET] = str(file.id), file.ticket
    st.session_state.pop("f_part", None)


@callback
def open_by_code(desk: Desk) -> None:
    read = st.session_state
    found = people.by_code(desk, read.get("_code") or "", read.get("_word") or "")
    file = people.open_person(desk, found)
    read[CHOSEN], read[TICKET], read["_word"] = str(file.id), file.ticket, ""


@fragment(key="record", act=Act.OPEN_PERSON)
def record(desk: Desk, key: str) -> None:
    """Opened once, with its line in the trail; drawn again as often as the screen asks."""
    if st.session_state.get(CHOSEN) != key:
        shut()  # it was closed in this part alone; the screen around it has to know
        st.rerun()
    file = people.open_person(desk, UUID(key), ticket=st.session_state.get(TICKET, ""))
    st.session_state[TICKET] = file.ticket
    with st.container(horizontal=True, horizontal_alignment="distribute", key="head"):
        st.header(plain(file.name) or "No name", anchor=False)
        st.button("Close the record", key="_shut", on_click=shut)
    st.text("\n".join(glance(file)))
    part = st.segmented_control(
        "Part",
        list(PARTS),
        format_func=PARTS.__getitem__,
        default="calls",
        key="f_part",
        label_visibility="collapsed",
    )
    with st.container(key=f"part_{part or 'calls'}"):
        one_part(desk, file, part or "calls")


def one_part(desk: Desk, file: PersonFile, part: str) -> None:
    if part == "referrals":
        sent(desk, file)
    elif part == "papers":
        papers(desk, file)
    elif part == "reach":
        reach.how_to_reach(file)
    elif part == "state":
        state.what_happened(file)
    elif part == "flags":
        flags.flags_of(desk, file)
    elif part == "same":
        same.same_person(desk, file, open_it)
    else:
        history.calls_of(file)
        history.who_they_are(file)


def sent(desk: Desk, file: PersonFile) -> None:
    if not file.referrals:
        st.text("They were sent nowhere yet.")
    for referral in file.referrals:
        referral_steps(desk, referral)


def papers(desk: Desk, file: PersonFile) -> None:
    history.letters_of(file)
    consent.standing(desk, file)
    ledger.disclosed(desk, file)
    with st.expander("Record a signed consent"):
        consent.signed_form(file)


def shut() -> None:
    st.session_state.pop(CHOSEN, None)
    st.session_state.pop(TICKET, None)
    say("info", "The record is closed.")


show(people_screen, title="People", act=Act.SEE_PEOPLE)
