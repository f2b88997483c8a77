"""Whom do we ring back: what is late, what is due now, and what was heard."""

from datetime import timedelta

import streamlit as st

from casework import follow_ups
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound
from casework.follow_ups import Due
from pages.widgets.fragments import callback
from pages.widgets.screen import go, show
from pages.widgets.steps import next_step

OPEN = "_follow_up"
AHEAD = timedelta(days=14)


def follow_ups_screen(desk: Desk) -> None:
    mine = st.segmented_control("Whose", ["Mine", "My centre's"], default="Mine", key="f_whose")
    rows = follow_ups.due(desk, mine=mine == "Mine", ahead=AHEAD)
    listed, opened = st.columns([5, 6], gap="large")
    with listed:
        for title, some in _parts(rows).items():
            st.header(f"{title} ({len(some)})", anchor=False)
            with st.container(key=f"list_{title.split()[0].lower()}", gap=None):
                for one in some:
                    st.button(
                        _line(one),
                        key=f"due_{one.id}",
                        type="tertiary",
                        on_click=_open,
                        args=(one,),
                    )
            if not some:
                st.text("Nothing.")
    with opened:
        chosen = next((r for r in rows if r.id == st.session_state.get(OPEN)), None)
        if chosen is None:
            st.text("Open one on the left. The number is shown only then.")
        else:
            _one(desk, chosen)


def _parts(rows: list[Due]) -> dict[str, list[Due]]:
    return {
        "Late": [r for r in rows if r.late],
        "Due now": [r for r in rows if r.now],
        "Coming up": [r for r in rows if not r.late and not r.now],
    }


def _line(one: Due) -> str:
    tier = one.tier if one.tier in {"T0", "T1", "T2"} else ""
    who = "" if one.mine else f" · {one.counsellor or 'the pool'}"
    return "  ·  ".join(p for p in (one.words, tier, one.reason, one.call_number) if p) + who


def _one(desk: Desk, one: Due) -> None:
    reach = st.session_state.get(f"_reach_{one.id}")
    if reach is None:
        raise NotFound("That call-back")
    st.header(reach.name, anchor=False)
    if reach.number:
        st.html(f'<div class="aloud"><div class="phone">{reach.number}</div></div>')
    for rule in (*reach.rules, reach.approach):
        if rule:
            st.text(rule)
    st.text(f"{one.reason}  ·  {one.words}  ·  tries {one.tries} of {one.cap}")
    if one.call_id and st.button("Open the call", key="open_call", type="tertiary"):
        go("counsellor/call_desk.py", call=str(one.call_id))
    st.pills(
        "What happened?",
        list(follow_ups.RESULTS),
        format_func=lambda code: follow_ups.RESULTS[code],
        key=f"_result_{one.id}",
    )
    if st.session_state.get(f"_result_{one.id}") == "reached" or one.used_up or one.they_call_us:
        st.pills(
            "What did you hear?",
            list(follow_ups.OUTCOMES),
            format_func=lambda code: follow_ups.OUTCOMES[code],
            key=f"_heard_{one.id}",
        )
    st.text_area("Note", key=f"_note_{one.id}", height=80)
    st.button("Record the call-back", key="record", type="primary", on_click=_record, args=(one,))
    if one.referral_id is not None:
        st.header("What became of it", anchor=False)
        next_step(desk, one.referral_id)


@callback
def _open(desk: Desk, one: Due) -> None:
    st.session_state[OPEN] = one.id
    st.session_state[f"_reach_{one.id}"] = follow_ups.contact(desk, one.id)


@callback
def _record(desk: Desk, one: Due) -> None:
    result = st.session_state.get(f"_result_{one.id}") or ""
    heard = st.session_state.get(f"_heard_{one.id}") or ""
    note = st.session_state.get(f"_note_{one.id}") or ""
    if heard and result != "reached":
        follow_ups.close(desk, follow_up_id=one.id, outcome=heard, version=one.version, note=note)
    else:
        follow_ups.record_attempt(
            desk, one.id, result=result, version=one.version, note=note, outcome=heard
        )
    st.session_state.pop(OPEN, None)


show(follow_ups_screen, title="Follow-ups", act=Act.FOLLOW_UP)
