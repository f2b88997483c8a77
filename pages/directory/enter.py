"""Add a place: what no feed brings, the emergency table of our areas, the national starter list."""

import streamlit as st

from casework.access import Act
from casework.desk import Desk
from pages.widgets.enter.area import areas
from pages.widgets.enter.national import national
from pages.widgets.enter.place import one_place
from pages.widgets.screen import show

PARTS = {
    "place": "Add a place",
    "area": "Emergency numbers of an area",
    "national": "National list",
}


def add_a_place(desk: Desk) -> None:
    part = st.segmented_control(
        "Part",
        list(PARTS),
        format_func=PARTS.__getitem__,
        default="place",
        required=True,
        key="f_enter",
        label_visibility="collapsed",
    )
    if part == "area":
        areas(desk)
    elif part == "national":
        national(desk)
    else:
        one_place()


show(add_a_place, title="Add a place", act=Act.EDIT_DIRECTORY)
