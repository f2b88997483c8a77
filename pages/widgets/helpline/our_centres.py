"""Which centres work under this helpline, and in which time zone?"""

import streamlit as st

from casework import centres
from casework.access import Act
from casework.centres import CentreLine
from casework.desk import Desk
from pages.widgets import state
from pages.widgets.fragments import callback
from pages.widgets.helpline import forget, zone_choices

NEW = 0


def our_centres(desk: Desk) -> None:
    st.write("A centre is the team whose people these are; its counsellors see no other's.")
    known = {each.id: each for each in centres.centres(desk)}
    st.dataframe(
        [
            {"Centre": each.name, "Time zone": each.zone, "Colleagues": each.colleagues}
            for each in known.values()
        ],
        hide_index=True,
        alt="Every centre with its time zone",
    )
    chosen = st.selectbox(
        "Change",
        [NEW, *known],
        format_func=lambda n: known[n].name if n in known else "a new centre",
        key="f_centre",
        width=400,
    )
    one_centre(known.get(chosen or NEW))


def one_centre(line: CentreLine | None) -> None:
    key = f"f_c_{line.id if line else NEW}"
    choices = zone_choices()
    with st.form("centre", border=False, width=620):
        st.text_input("Name", line.name if line else "", key=f"{key}_name")
        st.selectbox(
            "Time zone",
            choices,
            index=choices.index(line.zone) if line and line.zone in choices else 0,
            key=f"{key}_zone",
            help="Its days, reports and safe hours are counted in it.",
        )
        st.form_submit_button("Save", on_click=save_centre, args=(key, line), type="primary")


@callback(Act.MANAGE_HELPLINE)
def save_centre(desk: Desk, key: str, line: CentreLine | None) -> None:
    name, zone = st.session_state[f"{key}_name"], st.session_state[f"{key}_zone"]
    if line is None:
        centres.add_centre(desk, name=name, zone=zone)
    else:
        centres.change_centre(desk, line, name=name, zone=zone)
    forget("f_c_")
    st.session_state["f_centre"] = NEW
    state.say("success", f"{name.strip()} is saved.")
