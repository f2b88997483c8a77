"""What waits for me now: a new call, my open calls, and what I did today."""

import streamlit as st

from casework import calls
from casework.access import Act
from casework.calls import OnDesk
from casework.desk import Desk
from casework.fields import STAGES
from pages.widgets.fragments import callback
from pages.widgets.screen import show


def today(desk: Desk) -> None:
    st.button("New call  ·  F2", key="new_call", type="primary", on_click=begin)
    still_open = calls.my_open(desk)
    done = [call for call in calls.mine_today(desk) if call.state != "open"]
    st.subheader("My open calls", anchor=False)
    if not still_open:
        st.text("None. A call you leave before it is closed waits here.")
    for call in still_open:
        st.text(line(call))
    st.subheader("My calls today", anchor=False)
    if not done:
        st.text("No call closed yet today.")
    for call in done:
        st.text(line(call))


@callback(Act.LOG_CALL)
def begin(desk: Desk) -> None:
    calls.begin(desk)


def line(call: OnDesk) -> str:
    parts = [call.number, f"{call.started_at:%H:%M}", STAGES.get(call.stage, "stage not asked")]
    if call.outcome:
        parts.append(calls.OUTCOMES.get(call.outcome, call.outcome))
    return "  ·  ".join(parts)


show(today, title="Today", act=Act.LOG_CALL)
