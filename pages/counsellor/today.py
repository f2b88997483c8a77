"""What waits for me now: a new call, my open calls, and what I did today."""

from uuid import UUID

import streamlit as st

from casework import calls
from casework.access import Act
from casework.calls import OnDesk
from casework.desk import Desk
from casework.fields import STAGES
from pages.widgets.screen import go, show

CALL_DESK = "counsellor/call_desk.py"


def today(desk: Desk) -> None:
    if st.button("New call  ·  F2", key="new_call", type="primary"):
        go(CALL_DESK, call=str(calls.begin(desk)))
    still_open = calls.my_open(desk)
    done = [call for call in calls.mine_today(desk) if call.state != "open"]
    st.subheader("My open calls", anchor=False)
    if not still_open:
        st.text("None. A call you leave before it is closed waits here.")
    for call in still_open:
        if st.button(line(call), key=f"open_{call.number}", type="tertiary"):
            go(CALL_DESK, call=str(call.id))
    st.subheader("My calls today", anchor=False)
    if not done:
        st.text("No call closed yet today.")
    for call in done:
        if st.button(line(call), key=f"done_{call.id}", type="tertiary"):
            open_call(call.id)


def line(call: OnDesk) -> str:
    parts = [call.number, f"{call.started_at:%H:%M}", STAGES.get(call.stage, "stage not asked")]
    if call.outcome:
        parts.append(calls.OUTCOMES.get(call.outcome, call.outcome))
    return "  ·  ".join(parts)


show(today, title="Today", act=Act.LOG_CALL)
