"""What stands on letters, and whom does the desk ring at night?"""

from dataclasses import fields

import streamlit as st

from casework import centres
from casework.access import Act
from casework.centres import House, Letterhead
from casework.desk import Desk
from casework.errors import Stale
from pages.widgets import state
from pages.widgets.fragments import callback
from pages.widgets.helpline import SEEN, forget, zone_choices

OTHERS = "Somebody else saved a moment ago. What you typed stands below; what is saved now: {}."


def letterhead(house: House) -> None:
    names = [each.name for each in fields(Letterhead)]
    if "f_h_name" not in st.session_state:
        for name in names:
            st.session_state[f"f_h_{name}"] = getattr(house.letterhead, name)
        st.session_state[SEEN] = house.seen
    with st.form("letterhead", border=False, width=620):
        st.text_input("Name", key="f_h_name", help="As it stands on letters.")
        st.text_input("Address", key="f_h_address", placeholder="not printed when empty")
        with st.container(horizontal=True):
            st.text_input("Phone people ring", key="f_h_phone")
            st.text_input("Hours", key="f_h_hours", placeholder="every day, around the clock")
        st.selectbox("Time zone", zone_choices(), key="f_h_zone")
        with st.container(horizontal=True):
            st.text_input(
                "Number of who is on call",
                key="f_h_on_call_phone",
                help="The desk shows it when a counsellor needs someone and nobody answers.",
            )
            st.text_input("Number of the deputy", key="f_h_deputy_phone", help="Rung after that.")
        st.form_submit_button("Save", on_click=save_letterhead, type="primary")


@callback(Act.MANAGE_HELPLINE)
def save_letterhead(desk: Desk) -> None:
    typed = {each.name: st.session_state[f"f_h_{each.name}"] for each in fields(Letterhead)}
    try:
        centres.change_letterhead(desk, Letterhead(**typed), seen=st.session_state[SEEN])
    except Stale:
        saved = centres.house(desk)
        st.session_state[SEEN] = saved.seen
        theirs = [t for n, text in typed.items() if (t := getattr(saved.letterhead, n)) != text]
        state.say("error", OTHERS.format(", ".join(theirs) or "the same"))
        return
    forget("f_h_")
    state.say("success", "Saved. New letters and the desk use it from now on.")
