"""One place on one quick screen: what it is, how it is reached, and whether somebody asked today."""

from collections.abc import Mapping

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from imports.opening import opening_times, understood
from matching.words import Kind
from pages.widgets.components.focus import focus
from pages.widgets.fragments import callback, fragment, refresh
from pages.widgets.plain import plain
from pages.widgets.state import say

# The kinds of the emergency table are entered there, area by area.
KINDS = [kind for kind in directory.ENTERED if kind not in directory.TABLE]
NOT_CHECKED = "not verified"
CHECKED = {"": NOT_CHECKED, **directory.HOW}
TEXTS = ("name", "phone", "place", "hours", "notes", "cost", "address", "website")
KIND = "f_place_kind"  # stays for the next one: one seldom enters a single coach
ROUND = (
    "_place_round"  # fresh fields after each place: the browser keeps what stood in the old ones
)


def key(name: str) -> str:
    return f"f_place_{st.session_state.get(ROUND, 0)}_{name}"


@fragment(key="one_place", act=Act.EDIT_DIRECTORY)
def one_place(desk: Desk) -> None:
    kind = st.pills(
        "What is it?",
        KINDS,
        format_func=directory.ENTERED.__getitem__,
        default=Kind.WARM_LINE,
        required=True,
        key=KIND,
    )
    st.text(directory.ABOUT.get(kind, "Whatever helps and is none of the others."))
    with st.container(horizontal=True, gap="small"):
        name = st.text_input("Name", key=key("name"), live="300ms", autocomplete="off")
        phone = st.text_input("Phone", key=key("phone"), live="300ms", autocomplete="off")
        st.text_input("ZIP, or town and state", key=key("place"), autocomplete="off")
    focus(key("name"))
    listed_already(desk, name or "", phone or "")
    with st.container(horizontal=True, gap="medium"):
        with st.container():
            hours()
        st.text_input("Anything to know", key=key("notes"), autocomplete="off")
    with st.container(horizontal=True, gap="medium"):
        _pills("For whom", "for_whom", directory.WHOM)
        _pills("What it costs", "pays", directory.PAYS)
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        st.pills(
            "Is it right? How do you know?",
            list(CHECKED),
            format_func=CHECKED.__getitem__,
            default="",
            required=True,
            key=key("checked"),
        )
        st.button("Add it", key="_add_place", type="primary", on_click=_add)
    more()


def _pills(label: str, name: str, choices: Mapping[str, str]) -> None:
    st.pills(
        label,
        list(choices),
        format_func=choices.__getitem__,
        selection_mode="multi",
        key=key(name),
    )


def listed_already(desk: Desk, name: str, phone: str) -> None:
    """Said while typing; nobody is stopped."""
    for one in directory.known_already(desk, name=name, phone=phone):
        beside = ", ".join(filter(None, (one.card.where, one.card.phone)))
        st.warning(plain(f"Listed already: {one.card.name}. {beside} ({one.why})"))


def hours() -> None:
    typed = st.text_input(
        "Hours",
        key=key("hours"),
        live="300ms",
        placeholder="Mon-Fri 9-5; Sat 10-2   or   24/7",
        autocomplete="off",
    )
    if typed and not understood(opening_times(typed, "UTC")):
        st.text("Kept in your words; the lists will not know when it is open.")


def more() -> None:
    with st.expander("More: online, address, website, Spanish, cost in words"):
        st.checkbox("It can be reached online or by phone from anywhere", key=key("online"))
        with st.container(horizontal=True, gap="small"):
            st.text_input("Street and number", key=key("address"), autocomplete="off")
            st.text_input("Website", key=key("website"), autocomplete="off")
            st.text_input("What it costs, in words", key=key("cost"), autocomplete="off")
        st.checkbox("The address is private: never shown, never printed", key=key("private"))
        st.checkbox("They speak Spanish", key=key("spanish"))


@callback(Act.EDIT_DIRECTORY)
def _add(desk: Desk) -> None:
    held = st.session_state
    texts = {name: held.get(key(name)) or "" for name in TEXTS}
    typed = directory.Typed(
        kind=Kind(held.get(KIND) or Kind.WARM_LINE),
        checked=held.get(key("checked")) or "",
        online=bool(held.get(key("online"))),
        private_address=bool(held.get(key("private"))),
        spanish=bool(held.get(key("spanish"))),
        for_whom=frozenset(held.get(key("for_whom")) or ()),
        pays=frozenset(held.get(key("pays")) or ()),
        **texts,
    )
    directory.enter(desk, typed)
    held[ROUND] = held.get(ROUND, 0) + 1
    shown = "" if typed.checked else " It shows as not verified until somebody asked."
    say("success", f"{typed.name.strip()} is on the lists.{shown}")
    refresh("one_place")
