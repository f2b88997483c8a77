"""Who is it, without telling anybody that anyone called before (product.md 1.7)?"""

from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import facts, follow_ups, people
from casework.desk import Desk
from casework.people import Masked, PersonFile
from casework.reach import words_for
from pages.widgets.call.reaching import how_to_reach
from pages.widgets.fragments import callback, refresh
from pages.widgets.person.glance import glance, sent
from pages.widgets.plain import plain

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page

BY = {"code": "Code and word", "name": "Name", "number": "Number", "new": "Give them a code"}
NOBODY = "Nobody of that name. It may be spelled otherwise."
USED = "This number has been used before. Ask for their code and word, or a name."
NOT_USED = "This number has not been used before."


def returning(page: "Page") -> None:
    """Found by what they say themselves; a number alone opens nothing. What was opened stands first."""
    opened = [side for side in page.sides if _opened_here(page, side)]
    again = (
        "Somebody else, or a case code" if opened else "They say we know each other, or want a code"
    )
    with st.expander(again):
        side = _whom(page)
        by = st.segmented_control(
            "Find by",
            list(BY),
            format_func=BY.__getitem__,
            default="code",
            key="_by",
            label_visibility="collapsed",
        )
        {"name": _name, "number": _number, "new": _new_code}.get(by or "", _code)(page, side)


def _opened_here(page: "Page", side: str) -> bool:
    ticket, person = st.session_state.get(f"_opened_{side}"), _person(page, side)
    if not ticket or person is None:
        return False
    file = people.open_person(page.desk, person, ticket=ticket)
    st.session_state[f"_opened_{side}"] = file.ticket
    who = "" if page.call.about_self else f"{page.name_of(side)}: "
    lines = [
        f"{who}{file.name or 'No name'}  ·  {file.at_a_glance}",
        *glance(file)[1:],
        *sent(file),
    ]
    st.text("\n".join(lines))
    _about_whom(page, side, file)
    return True


def _person(page: "Page", side: str) -> UUID | None:
    return page.call.caller_id if side == "caller" else page.call.concerned_id


def _about_whom(page: "Page", side: str, file: PersonFile) -> None:
    """A mother who called about her son before: one press, if it is about him again."""
    if page.call.about_self or side != "caller" or page.call.concerned_id is not None:
        return
    for one in file.theirs:
        if one.called_about and not one.flagged:
            st.button(
                f"About the same person again: {plain(one.words)}",
                key=f"_about_{one.id}",
                on_click=_opened,
                args=(page.call.id, one.id, "concerned"),
            )


def _whom(page: "Page") -> str:
    if page.call.about_self:
        return "caller"
    chosen = st.segmented_control(
        "Who is it?",
        ["caller", "concerned"],
        format_func=page.name_of,
        default="caller",
        key="_whom",
        label_visibility="collapsed",
    )
    return chosen or "caller"


def _code(page: "Page", side: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="by_code"):
        st.text_input("Case code", key="_code", autocomplete="off", width=150)
        st.text_input("Their word", key="_word", autocomplete="off", width=190)
        st.button("Open", key="_code_go", on_click=_by_code, args=(page.call.id, side))


def _name(page: "Page", side: str) -> None:
    name = st.text_input("Name, as it sounds", key="_name", autocomplete="off")
    found = people.by_name(page.desk, name) if name else []
    if name and not found:
        st.text(NOBODY)
    with st.container(key="list_names", gap=None):
        for one in found[:6]:
            st.button(
                masked_line(one),
                key=f"_name_{one.id}",
                type="tertiary",
                width="stretch",
                on_click=_opened,
                args=(page.call.id, one.id, side),
            )


def masked_line(one: Masked) -> str:
    times = "1 call" if one.calls == 1 else f"{one.calls} calls"
    return plain("  ·  ".join(part for part in (one.label, times, one.how_sure) if part))


def _number(page: "Page", _side: str) -> None:
    phone = st.text_input("Number", key="_number", autocomplete="off")
    if phone:
        st.text(USED if people.number_used_before(page.desk, phone) else NOT_USED)


def _new_code(page: "Page", side: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", key="new_code"):
        st.text_input("A word they choose", key="_new_word", autocomplete="off", width=250)
        st.button("Make a code", key="_make_code", on_click=_make_code, args=(page.call.id, side))
    if st.session_state.get("_made_code"):
        st.text(f"Read it out twice: {st.session_state['_made_code']}")


def known(page: "Page", side: str) -> None:
    """From unnamed to known: their own, logged step; nobody has to take it (domain.md 1.7)."""
    person = _person(page, side)
    if person is not None and not st.session_state.get(f"_opened_{side}"):
        with st.container(horizontal=True, vertical_alignment="center", key=f"has_{side}"):
            st.text(f"{page.name_of(side)} has a record.")
            st.button(
                "Open it",
                key=f"_open_{side}",
                type="tertiary",
                on_click=_opened,
                args=(page.call.id, person, side),
            )
    how_to_reach(page, side, _keep)


def _keep(desk: Desk, call: UUID, side: str) -> None:
    people.keep_said(desk, call, side)
    rules = people.rules_said(facts.known(desk, call), side)
    st.session_state[f"_kept_{side}"] = " ".join(words_for(rules)[:2])
    follow_ups.propose(desk, call_id=call, side=side)
    refresh("top", "step", "matches")


@callback
def _by_code(desk: Desk, call: UUID, side: str) -> None:
    read = st.session_state
    _stand(desk, call, people.by_code(desk, read["_code"], read["_word"]), side)


@callback
def _opened(desk: Desk, call: UUID, person: UUID, side: str) -> None:
    _stand(desk, call, person, side)


def _stand(desk: Desk, call: UUID, person: UUID, side: str) -> None:
    file = people.open_on_call(desk, call_id=call, person_id=person, side=side)
    st.session_state[f"_opened_{side}"] = file.ticket
    st.session_state["_word"] = ""
    refresh("top", "step", "matches")


@callback
def _make_code(desk: Desk, call: UUID, side: str) -> None:
    person = people.on_call(desk, call_id=call, side=side)
    made = people.case_code_for(desk, person, st.session_state["_new_word"])
    st.session_state["_made_code"] = made
    refresh("step")
