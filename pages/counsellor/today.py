"""What waits for me now: a new call, call-backs, my open calls, and what I did today."""

from datetime import datetime, timedelta

import streamlit as st

from casework import calls, follow_ups
from casework.access import Act
from casework.calls import OnDesk
from casework.desk import Desk
from casework.fields import STAGES
from casework.follow_ups import Due
from pages.widgets.call.ending import undoable
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.screen import go, show
from pages.widgets.times import clock, here

CALL_DESK, FOLLOW_UPS = "counsellor/call_desk.py", "counsellor/follow_ups.py"
NEAREST = 5


def today(desk: Desk) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("New call  ·  F2", key="new_call", type="primary"):
            go(CALL_DESK, call=str(calls.begin(desk)))
        if st.button("Quick lane: a meeting or a number", key="quick_call"):
            st.session_state["_quick"] = True
            go(CALL_DESK, call=str(calls.begin(desk)))
        by_number(desk)
    left, right = st.columns(2, gap="large")
    with left:
        call_backs(follow_ups.due(desk, mine=True))
    with right:
        my_calls(desk)
        afterwards(desk)


def by_number(desk: Desk) -> None:
    number = st.text_input(
        "A call by its number", key="f_number", placeholder="7K4-M2XH", width=220
    )
    if number:
        go(CALL_DESK, call=str(calls.by_number(desk, number)))


def call_backs(rows: list[Due]) -> None:
    waiting = [one for one in rows if one.late or (one.now and not one.they_call_us)]
    st.header("Call-backs due now", anchor=False)
    if not waiting:
        st.text("None. They come from referrals and from what was promised on a call.")
    with st.container(key="list_due", gap=None):
        for one in waiting[:NEAREST]:
            words = f"{one.words}  ·  {plain(one.reason)}"
            if st.button(words, key=f"due_{one.id}", type="tertiary", width="stretch"):
                st.session_state["_follow_up"] = str(one.id)
                go(FOLLOW_UPS)
    more = len(waiting) - NEAREST
    if more > 0 and st.button(f"{more} more", key="call_backs"):
        go(FOLLOW_UPS)


def my_calls(desk: Desk) -> None:
    still_open = calls.my_open(desk)
    st.header("My open calls", anchor=False)
    if not still_open:
        st.text("None. A call you leave before it is closed waits here, with every word.")
    list_of(still_open, "open")
    done = [call for call in calls.mine_today(desk) if call.state != "open"]
    st.header("My calls today", anchor=False)
    if not done:
        st.text("No call closed yet today.")
    list_of(done, "done")
    undoable(desk)


def list_of(found: list[OnDesk], key: str) -> None:
    with st.container(key=f"list_{key}", gap=None):
        for call in found:
            if st.button(line(call), key=f"open_{call.number}", type="tertiary", width="stretch"):
                go(CALL_DESK, call=str(call.id))


def line(call: OnDesk) -> str:
    parts = [call.number, clock(call.started_at), STAGES.get(call.stage, "stage not asked")]
    if call.outcome:
        parts.append(calls.OUTCOMES.get(call.outcome, call.outcome))
    if call.afterwards:
        parts.append("entered afterwards")
    return "  ·  ".join(parts)


def afterwards(desk: Desk) -> None:
    """From paper, or for a colleague, with its true time (product.md 1.1)."""
    with st.expander("Log a call from before"):
        earlier = datetime.now(here()) - timedelta(hours=1)
        with st.container(horizontal=True):
            st.date_input("Day", value=earlier.date(), key="_before_day")
            st.time_input("Hour", value=earlier.time(), key="_before_hour", step=300)
        others = dict(calls.colleagues(desk))
        st.selectbox(
            "Who was on the line?",
            [None, *others],
            format_func=lambda key: "I was" if key is None else others[key],
            key="_before_by",
        )
        st.button("Open it", key="before", on_click=_before)
    if opened := st.session_state.pop("_before", None):
        go(CALL_DESK, call=opened)


@callback
def _before(desk: Desk) -> None:
    read = st.session_state
    day, hour = read["_before_day"], read["_before_hour"]
    at = datetime.combine(day, hour, here())
    read["_before"] = str(calls.begin(desk, started_at=at, taken_by=read["_before_by"]))


show(today, title="Today", act=Act.LOG_CALL)
