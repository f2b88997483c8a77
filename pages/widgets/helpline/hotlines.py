"""Which hotlines do we name, and when was each last rung?"""

from datetime import date

import streamlit as st

from casework import centres
from casework.access import Act
from casework.centres import HotlineLine, House
from casework.desk import Desk
from pages.widgets import state
from pages.widgets.fragments import callback
from pages.widgets.helpline import SEEN, forget


def hotlines(house: House) -> None:
    st.write(
        "They stand in every sheet for callers, after 911 and 988. Ring each of them now and then: "
        "a dead number in a bad night is worse than none."
    )
    st.session_state[SEEN] = house.seen
    if house.hotlines:
        st.dataframe(
            [
                {
                    "Hotline": each.name,
                    "Number": each.number,
                    "What it is for": each.about,
                    "Last checked": f"{each.checked:%a %d %b %Y}" if each.checked else "not yet",
                }
                for each in house.hotlines
            ],
            hide_index=True,
            alt="Our hotlines and when each was last rung",
        )
    else:
        st.info("No hotline yet. Without one, sheets name 911 and 988 only.")
    known = {each.name: each for each in house.hotlines}
    chosen = st.selectbox(
        "Change", ["", *known], format_func=lambda n: n or "a new hotline", key="f_line", width=400
    )
    one_hotline(known.get(chosen))


def one_hotline(line: HotlineLine | None) -> None:
    key = f"f_l_{line.name if line else ''}"
    with st.form("hotline", border=False, width=620):
        with st.container(horizontal=True):
            st.text_input("Name", line.name if line else "", key=f"{key}_name")
            st.text_input("Number", line.number if line else "", key=f"{key}_number")
        with st.container(horizontal=True):
            st.text_input("What it is for", line.about if line else "", key=f"{key}_about")
            st.date_input(
                "Last rung and right on",
                line.checked if line else None,
                key=f"{key}_checked",
                format="MM/DD/YYYY",
            )
        with st.container(horizontal=True):
            old = line.name if line else ""
            st.form_submit_button("Save", on_click=save_hotline, args=(key, old), type="primary")
            if line:
                st.form_submit_button(
                    "Rung today, it is right", on_click=save_hotline, args=(key, old, True)
                )
                st.form_submit_button("Take it out", on_click=drop_hotline, args=(old,))


@callback(Act.MANAGE_HELPLINE)
def save_hotline(desk: Desk, key: str, old: str, today: bool = False) -> None:
    typed = {name: st.session_state[f"{key}_{name}"] for name in ("name", "number", "about")}
    checked = centres.today(desk) if today else as_day(st.session_state[f"{key}_checked"])
    line = HotlineLine(**typed, checked=checked)
    centres.keep_hotline(desk, line, instead_of=old, seen=st.session_state[SEEN])
    forget("f_l_")
    st.session_state["f_line"] = ""
    state.say("success", f"{line.name.strip()} is saved.")


def as_day(picked: object) -> date | None:
    return picked if isinstance(picked, date) else None


@callback(Act.MANAGE_HELPLINE)
def drop_hotline(desk: Desk, name: str) -> None:
    centres.drop_hotline(desk, name, seen=st.session_state[SEEN])
    st.session_state["f_line"] = ""
    state.say("success", f"{name} is taken out.")
