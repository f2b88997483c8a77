"""Helpline: what stands on letters, whom the desk rings at night, which hotlines, centres and lists?"""

import streamlit as st

from casework import centres
from casework.access import Act
from casework.desk import Desk
from pages.widgets.helpline.hotlines import hotlines
from pages.widgets.helpline.letterhead import letterhead
from pages.widgets.helpline.lists import lists
from pages.widgets.helpline.our_centres import our_centres
from pages.widgets.screen import show

PARTS = {
    "letterhead": "Letterhead and night",
    "hotlines": "Hotlines",
    "centres": "Centres",
    "lists": "Lists",
}


def our_helpline(desk: Desk) -> None:
    part = st.segmented_control(
        "Part",
        list(PARTS),
        format_func=PARTS.__getitem__,
        default="letterhead",
        required=True,
        key="f_part",
        label_visibility="collapsed",
    )
    house = centres.house(desk)
    if part == "hotlines":
        hotlines(house)
    elif part == "centres":
        our_centres(desk)
    elif part == "lists":
        lists(desk)
    else:
        letterhead(house)


show(our_helpline, title="Helpline", act=Act.MANAGE_HELPLINE)
