"""Which places should be asked next: one press opens the script?"""

from collections.abc import Sequence

import streamlit as st

from casework.directory import Card, DueLine
from pages.widgets.figures import plural
from pages.widgets.plain import plain
from pages.widgets.screen import go

ASK = "_ask"  # the place whose script is to be opened: "s12", "g3"
CHANGE = "_change"  # the place whose listing is to be opened
VERIFY, LISTING = "directory/verify.py", "directory/listing.py"
STAMPED = "_stamped"  # the last check: (its id, in words, what it changed)


def ask_list(key: str, lines: Sequence[DueLine]) -> None:
    with st.container(key=f"list_{key}", gap=None):
        for line in lines:
            st.button(
                " · ".join([f"**{plain(line.card.name)}**", *map(plain, _beside(line))]),
                key=f"_ask_{key}_{line.place.sort}{line.place.id}",
                type="tertiary",
                width="stretch",
                on_click=choose,
                args=(f"{line.place.sort}{line.place.id}",),
            )


def choose(place: str) -> None:
    st.session_state[ASK] = place


def change(place: str) -> None:
    st.session_state[CHANGE] = place


def follow() -> None:
    """To the script or the listing that was pressed; the last line of a screen."""
    if place := st.session_state.pop(ASK, None):
        go(VERIFY, place=place)
    if place := st.session_state.pop(CHANGE, None):
        go(LISTING, **{"service" if place[0] == "s" else "group": place[1:]})


def where_of(card: Card) -> str:
    online = "online" if card.online else ""
    return " · ".join(part for part in (card.phone, card.where or online) if part)


def _beside(line: DueLine) -> list[str]:
    found = [where_of(line.card), line.card.fresh if line.since else "never checked"]
    if line.card.unverified:
        found[1] = "not verified yet"
    if line.used.times:
        found.append(used(line))
    if line.tries:
        found.append(f"not reached {line.tries} time{plural(line.tries)}")
    return [part for part in found if part]


def used(line: DueLine) -> str:
    """ "read out 12 times and referred to 3 times in 90 days" """
    parts = [
        f"{words} {count} time{plural(count)}"
        for words, count in (("read out", line.used.read_out), ("referred to", line.used.referred))
        if count
    ]
    return f"{' and '.join(parts)} in 90 days"
