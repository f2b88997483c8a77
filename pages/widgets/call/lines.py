"""How are the places named that they keep away from, and those they tried before: a line for each?"""

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import directory, needs
from casework.access import Act
from casework.desk import Desk
from casework.directory import Picked
from casework.facts import value
from casework.needs import Named
from pages.widgets.call.ask import WATCHING
from pages.widgets.fragments import callback, fragment, refresh
from pages.widgets.plain import plain
from pages.widgets.state import key_for

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page

SHORTEST, AT_MOST, AROUND = 2, 6, 60.0
NEAREST = {"miles": "5"}  # until they say how far
# The questions of a line beside what names it, and the keys their answers stand under.
PARTS = {"away": ("where", "miles"), "tried": ("how",)}
PICK = {
    "away": "A group or place on our list to keep away from: two letters of its name",
    "tried": "What did they try? Two letters of its name",
}


def away(page: "Page", side: str) -> None:
    """A ZIP or town, or a place or group of the directory; each with its miles."""
    _lines(page, side, "away")
    st.button("+ a ZIP or town", key="_more_away", on_click=_begun, args=(page.call.id, side))
    pick_away(page.call.id, side, _near(page, side))


def tried(page: "Page", side: str) -> None:
    _lines(page, side, "tried")
    pick_tried(page.call.id, side, _near(page, side))
    page.ask(f"{side}.tried")


def _near(page: "Page", side: str) -> str:
    return value(page.facts, f"{side}.zip") or value(page.facts, f"{side}.town") or ""


def _lines(page: "Page", side: str, kind: str) -> None:
    found = needs.lines.of(page.facts, side, kind)
    listings = {line.said["listing"] for line in found if "listing" in line.said}
    names = directory.picked(page.desk, listings)
    for line in found:
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            _line(page, line, names)


def _line(page: "Page", line: Named, names: Mapping[str, Picked]) -> None:
    listing = line.said.get("listing")
    if listing:
        st.text(names[listing].name)
    page.ask(*(line.path(name) for name in PARTS[line.kind] if name != "where" or not listing))
    what = names[listing].name if listing else line.said.get("where") or "this line"
    st.button(
        "Remove",
        key=f"_gone_{line.side}_{line.kind}_{line.id}",
        type="tertiary",
        help=plain(f"Take {what} off"),
        on_click=_removed,
        args=(page.call.id, line),
    )


@callback
def _begun(desk: Desk, call: UUID, side: str) -> None:
    needs.lines.add(desk, call_id=call, side=side, kind="away", said=NEAREST)
    refresh("step")


@callback
def _removed(desk: Desk, call: UUID, line: Named) -> None:
    needs.lines.remove(desk, call_id=call, side=line.side, kind=line.kind, line=line.id)
    for name in PARTS[line.kind]:
        for key in (key_for(line.path(name)), "c_" + key_for(line.path(name))):
            st.session_state.pop(key, None)
    refresh(*WATCHING, "step")


@fragment(key="pick_away", act=Act.SEARCH_DIRECTORY, says=False)
def pick_away(desk: Desk, call: UUID, side: str, near: str) -> None:
    _pick(desk, call, side, "away", near)


@fragment(key="pick_tried", act=Act.SEARCH_DIRECTORY, says=False)
def pick_tried(desk: Desk, call: UUID, side: str, near: str) -> None:
    _pick(desk, call, side, "tried", near)


def _pick(desk: Desk, call: UUID, side: str, kind: str, near: str) -> None:
    """As they type; what is near them before what is anywhere."""
    words = st.text_input(
        PICK[kind], key=f"_pick_{side}_{kind}", live="300ms", placeholder=" ", autocomplete="off"
    )
    if len(words.strip()) < SHORTEST:
        return
    found = directory.looked_up(desk, words, near=near, miles=AROUND, limit=AT_MOST)
    if not found:
        st.text("Nothing of that name. What they say can stand in the field below.")
        return
    st.pills(
        "Which one?",
        list(found),
        format_func=lambda listing: plain(found[listing]),
        key=f"_picked_{side}_{kind}",
        label_visibility="collapsed",
        on_change=_picked,
        args=(call, side, kind),
    )


@callback
def _picked(desk: Desk, call: UUID, side: str, kind: str) -> None:
    listing = st.session_state.pop(f"_picked_{side}_{kind}", None)
    if listing:
        said = {"listing": listing} | (NEAREST if kind == "away" else {})
        needs.lines.add(desk, call_id=call, side=side, kind=kind, said=said)
        st.session_state[f"_pick_{side}_{kind}"] = ""
    refresh(*WATCHING, "step")
