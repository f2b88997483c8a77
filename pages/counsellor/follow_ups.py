"""Follow-ups: whom to ring now, what is safe on their number, and what was heard."""

from uuid import UUID

import streamlit as st

from casework import follow_ups, referrals
from casework.access import Act
from casework.desk import Desk
from casework.follow_ups import Due
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.referral_steps import referral_steps
from pages.widgets.screen import show
from pages.widgets.state import say

CHOSEN, NUMBER = "_follow_up", "_follow_up_number"  # ids: the one open, the one whose number shows
WHOSE = {"mine": "Mine and the pool's", "all": "Everybody's"}
HEARD = [code for code in follow_ups.OUTCOMES if code != "not_reached"]
NOT_REACHED = [result for result in follow_ups.RESULTS if result != "reached"]


def follow_up_screen(desk: Desk) -> None:
    whose = st.segmented_control(
        "Whose",
        list(WHOSE),
        format_func=WHOSE.__getitem__,
        default="mine",
        key="f_follow_ups",
        label_visibility="collapsed",
    )
    found = follow_ups.due(desk, mine=whose != "all")
    left, right = st.columns([2, 3], gap="large")
    with left:
        lists(found)
    with right:
        chosen = next((d for d in found if str(d.id) == st.session_state.get(CHOSEN)), None)
        if chosen:
            one(desk, chosen)
        elif found:
            st.text("Press one to see how to reach them.")


def lists(found: list[Due]) -> None:
    if not found:
        st.text("Nobody is due within a day. Call-backs come from referrals and promises on calls.")
    parts = {
        "Late": [d for d in found if d.late],
        "Due now": [d for d in found if d.now and not d.they_call_us],
        "Within a day": [d for d in found if not (d.late or d.now or d.they_call_us)],
        "They call us": [d for d in found if d.they_call_us],
    }
    for title, part in parts.items():
        if part:
            st.header(title, anchor=False)
            with st.container(key=f"list_{title.lower().replace(' ', '_')}", gap=None):
                for due in part:
                    st.button(
                        plain(line(due)),
                        key=f"_open_{due.id}",
                        type="tertiary",
                        width="stretch",
                        on_click=open_it,
                        args=(str(due.id),),
                    )


def line(due: Due) -> str:
    tries = f"try {due.tries + 1} of {due.cap}" if not due.used_up else "tries used up"
    who = "" if due.mine else due.counsellor or "in the pool"
    tier = due.tier if due.tier in {"T0", "T1", "T2"} else ""
    parts = [due.words, tier, due.reason, due.call_number, tries, who]
    return "  ·  ".join(part for part in parts if part)


def open_it(key: str) -> None:
    st.session_state[CHOSEN] = key
    st.session_state.pop(NUMBER, None)


def one(desk: Desk, due: Due) -> None:
    st.header(plain(due.reason[0].upper() + due.reason[1:]), anchor=False)
    st.text(line(due))
    if due.person_id is None:
        st.text("Nobody gave a name or number; they call us, with their case code.")
    elif st.session_state.get(NUMBER) == str(due.id):
        number(desk, due.id)
    else:
        st.button(
            "Show the number", key="_show_number", type="primary", on_click=show_it, args=(due.id,)
        )
    if not due.counsellor:
        st.button("I take it", key="_take", on_click=take, args=(due.id, due.version))
    attempts(due)
    if due.call_id is not None:
        mine = [r for r in referrals.of_call(desk, due.call_id) if r.is_open]
        for referral in mine:
            referral_steps(desk, referral)


def show_it(key: UUID) -> None:
    st.session_state[NUMBER] = str(key)


def number(desk: Desk, key: UUID) -> None:
    """The number and, beside it, what to keep to; each showing stands in the trail."""
    reach = follow_ups.contact(desk, key)
    left, right = st.columns([2, 3])
    with left:
        st.header(reach.number or "No number", anchor=False)
        st.text(reach.name)
    with right:
        st.text("\n".join(part for part in (*reach.rules, reach.approach) if part))


def attempts(due: Due) -> None:
    st.text_input("Note, if it matters", key="_note", autocomplete="off")
    st.markdown("**Not reached**")
    if due.used_up:
        st.text(f"All {due.cap} tries are used up.")
        st.button(
            "Close: not reached any more",
            key="_give_up",
            on_click=close,
            args=(due.id, due.version, "not_reached"),
        )
    with st.container(horizontal=True, key="not_reached"):
        for result in NOT_REACHED:
            st.button(
                follow_ups.RESULTS[result].capitalize(),
                key=f"_try_{result}",
                disabled=due.used_up and result != "asked_not_to_call",
                on_click=tried,
                args=(due.id, due.version, result),
            )
    heard = st.pills(
        "Reached: what did you hear?",
        HEARD,
        format_func=follow_ups.OUTCOMES.__getitem__,
        key="_heard",
    )
    st.checkbox("Ring again as planned", value=True, key="_again")
    with st.container(horizontal=True, key="reached"):
        st.button(
            "Reached",
            key="_reached",
            disabled=not heard,
            on_click=reached,
            args=(due.id, due.version),
        )
        st.button(
            "Close without a call",
            key="_close",
            disabled=not heard,
            on_click=close,
            args=(due.id, due.version),
        )


@callback
def take(desk: Desk, key: UUID, version: int) -> None:
    follow_ups.take(desk, follow_up_id=key, version=version)


@callback
def tried(desk: Desk, key: UUID, version: int, result: str) -> None:
    note = st.session_state.get("_note") or ""
    follow_ups.record_attempt(desk, key, result=result, version=version, note=note)
    done(f"Recorded: {follow_ups.RESULTS[result]}.")


@callback
def reached(desk: Desk, key: UUID, version: int) -> None:
    read = st.session_state
    follow_ups.record_attempt(
        desk,
        key,
        result="reached",
        version=version,
        note=read.get("_note") or "",
        outcome=read.get("_heard") or "",
        again=bool(read.get("_again")),
    )
    done("Recorded: reached.")


@callback
def close(desk: Desk, key: UUID, version: int, outcome: str = "") -> None:
    read = st.session_state
    follow_ups.close(
        desk,
        follow_up_id=key,
        outcome=outcome or read.get("_heard") or "",
        version=version,
        note=read.get("_note") or "",
        again=not outcome and bool(read.get("_again")),
    )
    done("Closed.")


def done(words: str) -> None:
    """Words for the next drawing; the number goes from the screen."""
    say("success", words)
    st.session_state["_note"] = ""
    st.session_state["_heard"] = None
    st.session_state.pop(NUMBER, None)


show(follow_up_screen, title="Follow-ups", act=Act.FOLLOW_UP)
