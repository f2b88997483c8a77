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

# The one open; the one whose number shows, and that it was opened just now.
CHOSEN, NUMBER, TICKET = "_follow_up", "_follow_up_number", "_follow_up_ticket"
WHOSE = {"mine": "Mine and the pool's", "all": "Everybody's"}
PANE = 600  # so that list and person stay side by side at 768 px, however long the list
HEARD = [code for code in follow_ups.OUTCOMES if code != "not_reached"]
NOT_REACHED = {
    "no_answer": "No answer",
    "left_message": "Left a message",
    "wrong_person": "Somebody else",
    "dead_number": "Number is dead",
    "asked_not_to_call": "Asked us not to call",
}


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
    with left, st.container(key="due", height=PANE, border=False):
        lists(found)
    with right, st.container(key="one", height=PANE, border=False):
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
    who = "" if due.mine else due.counsellor or "in the pool"
    tier = due.tier if due.tier in {"T0", "T1", "T2"} else ""
    return joined(due.words.removeprefix("due now, "), tier, due.reason, tries(due), who)


def tries(due: Due) -> str:
    if due.they_call_us:
        return ""
    return f"try {due.tries + 1} of {due.cap}" if not due.used_up else "tries used up"


def joined(*parts: str) -> str:
    return "  ·  ".join(part for part in parts if part)


@callback
def open_it(_desk: Desk, key: str) -> None:
    put_away()
    st.session_state[CHOSEN] = key


def put_away() -> None:
    """Nothing of one person stays on the screen for the next."""
    for key in (CHOSEN, NUMBER, TICKET):
        st.session_state.pop(key, None)
    st.session_state["_note"], st.session_state["_heard"] = "", None


def one(desk: Desk, due: Due) -> None:
    st.header(plain(due.reason[0].upper() + due.reason[1:]), anchor=False)
    whose = "" if due.mine else due.counsellor
    st.text(joined(due.words, tries(due), f"call {due.call_number}", whose))
    if due.they_call_us:
        st.text("Do not ring. They call us, with their case code; nothing here is late.")
    elif st.session_state.get(NUMBER) == str(due.id):
        number(desk, due.id)
    else:
        st.button(
            "Show the number", key="_show_number", type="primary", on_click=show_it, args=(due.id,)
        )
    if not due.counsellor:
        st.button("I take it", key="_take", on_click=take, args=(due.id, due.version))
    if not due.they_call_us:
        not_reached(due)
    heard(desk, due)


@callback
def show_it(desk: Desk, key: UUID) -> None:
    st.session_state[NUMBER] = str(key)
    st.session_state[TICKET] = follow_ups.contact(desk, key).ticket


def number(desk: Desk, key: UUID) -> None:
    """The number and what to keep to. Showing it stands in the trail, once."""
    reach = follow_ups.contact(desk, key, ticket=st.session_state.get(TICKET, ""))
    st.session_state[TICKET] = reach.ticket
    if reach.not_now:
        st.warning(plain(reach.not_now))
    with st.container(horizontal=True, gap="large", vertical_alignment="bottom", key="number"):
        st.header(plain(reach.number) or "No number", anchor=False, width="content")
        st.text(reach.name, width="content")
    told = [" ".join(reach.rules)]
    told += [f"We promised: {reach.promised}"] if reach.promised else []
    told += [f"Voicemail, these words: {reach.voicemail}"] if reach.voicemail else []
    told += [f"For you only: {line}" for line in reach.flags]
    told += [f"How to approach: {reach.approach}"] if reach.approach else []
    st.text("\n".join(told))


def not_reached(due: Due) -> None:
    st.markdown("**Not reached**")
    if due.used_up:
        st.text(f"All {due.cap} tries are used up.")
        st.button(
            "Close: not reached any more",
            key="_give_up",
            on_click=close,
            args=(due.id, due.version, "not_reached"),
        )
    with st.container(horizontal=True, gap="small", key="not_reached"):
        for result, words in NOT_REACHED.items():
            st.button(
                words,
                key=f"_try_{result}",
                disabled=due.used_up and result != "asked_not_to_call",
                on_click=tried,
                args=(due.id, due.version, result),
            )


def heard(desk: Desk, due: Due) -> None:
    """What became of the places they were sent to, then what was heard in all."""
    places(desk, due)
    chosen = st.pills(
        "They called: what did you hear?" if due.they_call_us else "Reached: what did you hear?",
        HEARD,
        format_func=follow_ups.OUTCOMES.__getitem__,
        key="_heard",
    )
    st.text_input("Note, if it matters", key="_note", autocomplete="off")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="reached"):
        if not due.they_call_us:
            st.button(
                "Reached",
                key="_reached",
                disabled=not chosen,
                on_click=reached,
                args=(due.id, due.version),
            )
        st.button(
            "Close without a call",
            key="_close",
            disabled=not chosen,
            on_click=close,
            args=(due.id, due.version),
        )
        st.checkbox("Ring again as planned", value=True, key="_again")


def places(desk: Desk, due: Due) -> None:
    """The one this call-back is about; the others of that call stand behind a press."""
    found = referrals.of_call(desk, due.call_id) if due.call_id is not None else []
    still_open = [one for one in found if one.is_open]
    first = next((one for one in still_open if one.id == due.referral_id), None)
    first = first or next(iter(still_open), None)
    if first is not None:
        referral_steps(desk, first)
    others = [one for one in still_open if one is not first]
    if others:
        with st.expander(f"Sent elsewhere too: {plain(', '.join(one.name for one in others))}"):
            for other in others:
                referral_steps(desk, other)


@callback
def take(desk: Desk, key: UUID, version: int) -> None:
    follow_ups.take(desk, follow_up_id=key, version=version)


@callback
def tried(desk: Desk, key: UUID, version: int, result: str) -> None:
    note = st.session_state.get("_note") or ""
    follow_ups.record_attempt(desk, key, result=result, version=version, note=note)
    done(desk, key, f"Recorded: {follow_ups.RESULTS[result]}.")


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
    done(desk, key, "Recorded: reached.")


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
    done(desk, key, "Closed.")


def done(desk: Desk, key: UUID, words: str) -> None:
    """Words for the next drawing; this one is put away, and the next to ring stands ready."""
    put_away()
    mine = st.session_state.get("f_follow_ups") != "all"
    left = (d for d in follow_ups.due(desk, mine=mine) if (d.late or d.now) and d.id != key)
    after = next((d for d in left if not d.they_call_us), None)
    if after is not None:
        st.session_state[CHOSEN] = str(after.id)
        words += f" Next: {after.reason}, {after.words}."
    say("success", words)


show(follow_up_screen, title="Follow-ups", act=Act.FOLLOW_UP)
