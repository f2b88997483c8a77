"""Which number reaches help where they are? 911 from this desk rings in our own county (domain.md 2.4)."""

from html import escape

import streamlit as st

from casework import directory, needs
from casework.desk import Desk
from casework.facts import Facts
from casework.safety import Assessment

RINGS_HERE = "911 dialled from here reaches our own county."
ASK_WHERE = f"Ask where they are. {RINGS_HERE} They dial it there."


def dialling(desk: Desk, known: Facts, side: str, assessment: Assessment) -> None:
    """Once for each person for whom a step speaks of 911; the number large, or plainly that we have
    none."""
    if not any(urgent.rings_911 for urgent in assessment.urgent):
        return
    found = directory.dial(desk, needs.where(known, side))
    if not found.area:
        st.text(ASK_WHERE)
    elif found.centres:
        st.html(_numbers(found))
    else:
        st.text(
            f"{RINGS_HERE} No number of the emergency centre in {found.area} is known here. They "
            "dial 911 there; or dial 911 and ask your own to transfer: "
            f"“transfer me to 911 in {found.area}”."
        )


def _numbers(found: directory.Dial) -> str:
    lines = "".join(
        f"<li><b>{escape(one.phone)}</b> {escape(one.name)}"
        f"<small>{escape('; '.join(filter(None, (one.rung, one.note))))}</small></li>"
        for one in found.centres
    )
    return (
        f'<div class="dial"><p>{RINGS_HERE} They dial 911 there; or we ring the emergency centre of '
        f"{escape(found.area)}:</p><ul>{lines}</ul></div>"
    )
