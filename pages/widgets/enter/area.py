"""What does each area we serve have for an emergency? One line of fields, and Enter, for each gap."""

from collections.abc import Sequence

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Area, AreaTable, Dialling
from casework.places import counties
from imports.places import CODES
from matching.words import Kind
from pages.widgets.components.focus import focus
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.state import say

NUMBER = "number"
WORDS = {NUMBER: "its emergency centre", **{k.value: w for k, w in directory.TABLE.items()}}
NONE = "none yet"
WHOLE = "the whole state"
CHOSEN, KIND = "f_area", "f_area_kind"
FIELDS = ("name", "phone", "place")
ROUND = "_area_round"  # fresh fields after each line, the cursor in the first
FEW = 7


def field(name: str) -> str:
    return f"f_area_{st.session_state.get(ROUND, 0)}_{name}"


def areas(desk: Desk) -> None:
    served = directory.served_areas(desk)
    tables = [directory.area_table(desk, area) for area in served]
    if tables:
        at_a_glance(tables)
    else:
        st.text(
            "Which counties or states do your callers live in? Feeds seldom hold their emergency "
            "departments, crisis teams, shelters and syringe services, and never the number of their "
            "emergency centre."
        )
    chosen = which(served)
    if chosen is not None:
        one_area(tables[served.index(chosen)])
    if served:
        with st.expander("Another county or state"):
            another()
    else:
        another()


def at_a_glance(tables: Sequence[AreaTable]) -> None:
    st.dataframe(
        [
            {
                "Area": table.area.label,
                "Emergency centre": ", ".join(one.phone for one in table.centres) or NONE,
                **{
                    words.capitalize(): ", ".join(table.places.get(kind, ())) or NONE
                    for kind, words in directory.TABLE.items()
                },
            }
            for table in tables
        ],
        hide_index=True,
        alt="Each area we serve, and what it has for an emergency",
    )


def which(served: Sequence[Area]) -> Area | None:
    """The area one works on; the first, until another is chosen."""
    if not served:
        return None
    if st.session_state.get(CHOSEN) not in served:
        st.session_state[CHOSEN] = served[0]
    if len(served) == 1:
        return served[0]
    if len(served) <= FEW:
        return st.pills("Area", served, format_func=_label, key=CHOSEN, required=True)
    return st.selectbox("Area", served, format_func=_label, key=CHOSEN, width=420)


def _label(area: Area) -> str:
    return area.label


def one_area(table: AreaTable) -> None:
    st.header(plain(table.area.label), anchor=False)
    lacks = " · ".join(table.lacks)
    if lacks:
        st.warning(f"Missing here: {lacks}.")
    else:
        st.success("Nothing is missing here.")
    line(table)
    for one in table.centres:
        centre(one)
    for kind, words in directory.TABLE.items():
        names = table.places.get(kind)
        if names:
            st.text(f"{words.capitalize()}: {', '.join(names)}")
    st.button("Take this area out of the table", on_click=_leave, args=(table.area,))


def line(table: AreaTable) -> None:
    """The first gap is chosen already; Enter in any field adds it."""
    gaps = [code for code, words in _by_code().items() if words in table.lacks]
    if KIND not in st.session_state:
        st.session_state[KIND] = gaps[0] if gaps else NUMBER
    st.pills(
        "What do you add?", list(WORDS), format_func=WORDS.__getitem__, required=True, key=KIND
    )
    number = st.session_state[KIND] == NUMBER
    with (
        st.form("area_line", border=False),
        st.container(horizontal=True, gap="small", vertical_alignment="bottom"),
    ):
        st.text_input("Name", key=field("name"), autocomplete="off")
        st.text_input(
            "Ten-digit number" if number else "Phone", key=field("phone"), autocomplete="off"
        )
        st.text_input(
            "Anything to know" if number else "Town or ZIP",
            key=field("place"),
            placeholder="" if number else table.area.county or "Town or ZIP",
            autocomplete="off",
        )
        st.checkbox("I rang it today and it is right", key=field("rung"))
        st.form_submit_button("Add", type="primary", on_click=_add, args=(table.area,))
    focus(field("name"))


def _by_code() -> dict[str, str]:
    return WORDS | {NUMBER: directory.NUMBER}


def centre(one: Dialling) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        of = one.county or WHOLE
        st.text("  ·  ".join(filter(None, (one.phone, one.name, of, one.rung, one.note))))
        name = plain(one.name)
        st.button(
            f"Rang {name} today, it is right", key=f"_rang_{one.id}", on_click=_rang, args=(one.id,)
        )
        st.button(f"Take {name} out", key=f"_out_{one.id}", on_click=_drop, args=(one.id,))


def another() -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        state = st.selectbox(
            "State", sorted(CODES), index=None, placeholder="Choose", key="f_state"
        )
        if state:
            st.selectbox("County", [WHOLE, *counties(state)], key="f_county")
            st.button("Add this area", on_click=_serve)


@callback(Act.EDIT_DIRECTORY)
def _serve(desk: Desk) -> None:
    county = st.session_state.get("f_county") or WHOLE
    area = directory.serve(desk, st.session_state["f_state"], "" if county == WHOLE else county)
    st.session_state[CHOSEN] = area
    st.session_state.pop(KIND, None)
    say("success", f"{area.label} is in the table. Fill what is missing, line by line.")


@callback(Act.EDIT_DIRECTORY)
def _leave(desk: Desk, area: Area) -> None:
    directory.serve_no_longer(desk, area)
    say("success", f"{area.label} is out of the table; its places stay in the directory.")


@callback(Act.EDIT_DIRECTORY)
def _add(desk: Desk, area: Area) -> None:
    name, phone, third = (st.session_state.get(field(each)) or "" for each in FIELDS)
    rung = bool(st.session_state.get(field("rung")))
    kind = st.session_state[KIND]
    if kind == NUMBER:
        directory.enter_number(
            desk,
            state=area.state,
            county=area.county,
            name=name,
            phone=phone,
            note=third,
            rung=rung,
        )
    else:
        place = directory.place_in(area, third)
        checked = "phone" if rung else ""
        directory.enter(
            desk,
            directory.Typed(kind=Kind(kind), name=name, phone=phone, place=place, checked=checked),
        )
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(KIND, None)  # on to the next gap
    say("success", f"{name.strip()} is entered.")


@callback(Act.EDIT_DIRECTORY)
def _rang(desk: Desk, centre_id: int) -> None:
    directory.rang_number(desk, centre_id)


@callback(Act.EDIT_DIRECTORY)
def _drop(desk: Desk, centre_id: int) -> None:
    directory.drop_number(desk, centre_id)
    say("success", "That number is out of the table.")
