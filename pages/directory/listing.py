"""One listing, whole: what everybody reads, what its source wrote, what was written here, and since when."""

import pandas as pd
import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Whole
from pages.widgets.listing import editing
from pages.widgets.listing.lines import day, fields, tags
from pages.widgets.listing.questions import questions
from pages.widgets.plain import plain
from pages.widgets.screen import go, show


def listing(desk: Desk) -> None:
    asked = {name: number(name) for name in ("service", "meeting", "group")}
    if asked["service"] is not None or asked["meeting"] is not None:
        one(directory.whole(desk, service_id=asked["service"], meeting_id=asked["meeting"]))
    elif asked["group"] is not None:
        group(desk, asked["group"])
    else:
        st.write("Which listing? Find it by its name, town or service.")
        if st.button("Find a listing", type="primary"):
            go("counsellor/find.py")


def number(name: str) -> int | None:
    text = st.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def group(desk: Desk, group_id: int) -> None:
    name, meetings = directory.meetings_of(desk, group_id)
    st.header(plain(name), anchor=False)
    st.write("A group's meetings are listed one by one. Press the one you mean.")
    if desk.may(Act.EDIT_DIRECTORY) and len(meetings) > 1:
        st.write("All of them moved? Change the address of one; it then asks about the others.")
    with st.container(key="list_meetings", gap=None):
        for id, said in meetings.items():
            if st.button(plain(said), key=f"_meeting_{id}", type="tertiary", width="stretch"):
                go("directory/listing.py", meeting=str(id))


def one(found: Whole) -> None:
    st.header(plain(found.name), anchor=False)
    origin = "entered here" if found.entered_here else f"from {found.source}"
    st.text(f"{found.kind[0].upper()}{found.kind[1:]} · {origin} · {found.checked}")
    if found.missing_since:
        st.warning(f"No longer in its source's file since {day(found.missing_since)}.")
    questions(found)
    fields(found)
    st.subheader("What it offers and asks", anchor=False)
    tags(found)
    as_it_came(found)
    history(found)
    editing.back_to_its_button()
    if found.attribution:
        st.caption(plain(found.attribution))


def as_it_came(found: Whole) -> None:
    """What belongs to no field above, so that nothing its source wrote is out of sight."""
    if found.withheld:
        st.text("Its source's own record holds what may not be shown here; an editor can see it.")
        return
    rows = [(tag.code_list, tag.code) for tag in found.unread]
    if not rows and not found.rest:
        return
    with st.expander("What else its source wrote"):
        if rows:
            st.caption("Codes nobody here knows, kept as they are")
            table(rows, "its list", "its code")
        if found.rest:
            table(found.rest, "its field", "what it says")


def table(rows: object, *columns: str) -> None:
    shown = [tuple(plain(each) for each in row) for row in rows]  # type: ignore[attr-defined]
    st.table(pd.DataFrame(shown, columns=list(columns)), hide_index=True)


def history(found: Whole) -> None:
    with st.expander("Its history"):
        if not found.past:
            st.text("Nothing has changed since it came in.")
        for line in found.past:
            st.text(f"{day(line.at)}: {line.told}" + (f"\n{line.detail}" if line.detail else ""))


show(listing, title="Listing", act=Act.SEARCH_DIRECTORY)
