"""What waits for me now: a new call, my open calls, and what I did today."""

import streamlit as st

from casework import calls, follow_ups
from casework.access import Act
from casework.calls import OnDesk
from casework.desk import Desk
from casework.fields import STAGES
from pages.widgets.screen import go, show
from pages.widgets.times import clock

CALL_DESK = "counsellor/call_desk.py"


def today(desk: Desk) -> None:
    if st.button("New call  ·  F2", key="new_call", type="primary"):
        go(CALL_DESK, call=str(calls.begin(desk)))
    _call_backs(desk)
    still_open = calls.my_open(desk)
    done = [call for call in calls.mine_today(desk) if call.state != "open"]
    st.header("My open calls", anchor=False)
    if not still_open:
        st.text("None. A call you leave before it is closed waits here.")
    list_of(still_open, "open")
    st.header("My calls today", anchor=False)
    if not done:
        st.text("No call closed yet today.")
    list_of(done, "done")
    _by_number(desk)


def _call_backs(desk: Desk) -> None:
    rows = follow_ups.due(desk, mine=True)
    late, due = sum(one.late for one in rows), sum(one.now for one in rows)
    words = f"{late} call-backs late, {due} due now"
    if (late or due) and st.button(words, key="call_backs"):
        go("counsellor/follow_ups.py")
    if not (late or due):
        st.text("No call-back is due now.")


def _by_number(desk: Desk) -> None:
    number = st.text_input("A call by its number", key="f_number", placeholder="7K4-M2XH")
    if number:
        go(CALL_DESK, call=str(calls.by_number(desk, number)))


def list_of(found: list[OnDesk], key: str) -> None:
    with st.container(key=f"list_{key}", gap=None):
        for call in found:
            if st.button(line(call), key=f"open_{call.number}", type="tertiary", width="stretch"):
                go(CALL_DESK, call=str(call.id))


def line(call: OnDesk) -> str:
    parts = [call.number, clock(call.started_at), STAGES.get(call.stage, "stage not asked")]
    if call.outcome:
        parts.append(calls.OUTCOMES.get(call.outcome, call.outcome))
    return "  ·  ".join(parts)


show(today, title="Today", act=Act.LOG_CALL)
