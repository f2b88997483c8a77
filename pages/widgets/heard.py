"""What did they tell you on the telephone? One press each, and a few minutes to take it back."""

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import Card
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.state import say

WAITS = "waits"


def place_of(card: Card) -> dict[str, int | None]:
    """What a report is about: the service, or the whole group."""
    group = None if card.service_id is not None else card.group_id
    return {"service_id": card.service_id, "group_id": group}


def heard_of(desk: Desk, card: Card) -> None:
    """What was told of it and counts still, with a way back for who pressed wrong."""
    for one in directory.told(desk, **place_of(card)):
        with st.container(
            key=f"told_{one.id}", horizontal=True, vertical_alignment="center", gap="small"
        ):
            st.warning(plain(f"They told us: {one.words}."), width="stretch")
            if one.mine_to_undo:
                st.button("Undo", key=f"_untold_{one.id}", on_click=take_back, args=(one.id,))


def report_on(desk: Desk, card: Card) -> None:
    """The keys; none for who may not report."""
    if not desk.may(Act.REPORT_LISTING):
        return
    key = f"_told_{card.key}"
    st.text("What did they tell you?")
    with st.container(key=f"told_keys_{card.key}", horizontal=True, gap="small"):
        for kind, words in directory.HEARD.items():
            if kind == WAITS:
                st.button(f"{words} …", key=f"{key}_{kind}", on_click=ask_weeks, args=(key,))
            else:
                st.button(words, key=f"{key}_{kind}", on_click=report, args=(card, kind))
    if st.session_state.get(f"{key}_asked"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text("Weeks:")
            for weeks, words in directory.WEEKS.items():
                st.button(
                    words, key=f"{key}_weeks_{weeks}", on_click=report, args=(card, WAITS, weeks)
                )


@callback
def ask_weeks(_desk: Desk, key: str) -> None:
    st.session_state[f"{key}_asked"] = not st.session_state.get(f"{key}_asked")


@callback
def report(desk: Desk, card: Card, kind: str, weeks: int | None = None) -> None:
    directory.report(desk, kind=kind, weeks=weeks, **place_of(card))
    matches.look_again()
    st.session_state.pop(f"_told_{card.key}_asked", None)
    say("success", "Reported. The lists count it from now on.")


@callback
def take_back(desk: Desk, report_id: int) -> None:
    directory.take_back(desk, report_id)
    matches.look_again()
    say("success", "Taken back.")
