"""What left about this person, on what basis?"""

import streamlit as st

from casework import ledger
from casework.desk import Desk
from casework.people import PersonFile
from pages.widgets.times import clock, day


def disclosed(desk: Desk, file: PersonFile) -> None:
    found = ledger.of_person(desk, file.id)
    if not found:
        st.text("Nothing about them was told to anybody.")
        return
    st.markdown("**What left, and on what basis**")
    for one in found:
        parts = (f"{day(one.at)} {clock(one.at)}", one.letter, one.recipient, one.basis, one.what)
        told = "  ·  ".join(part for part in (*parts, one.nature) if part)
        st.text(f"{told}  ·  by {one.by}")
