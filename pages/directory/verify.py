"""Ask one place on the telephone: the number, what to ask in order, and what came of it."""

from html import escape

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import OpenReport, Question, Script
from pages.widgets.ask_list import STAMPED, change, follow
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.screen import go, show
from pages.widgets.state import start_with

WORKLIST = "directory/worklist.py"
OPENED, DONE = "_asking", "_asked_done"  # which place; that its script is over
SAME, OTHER = "still so", "it is different"
HAD, CHANGED = "_ask_had", "_ask_changed"  # field → what stood there at first; what was written
ELSEWHERE = "_ask_elsewhere"  # something was changed on the listing's own page
HOW = {
    "phone": "by phone",
    "website": "on their website",
    "email": "by e-mail",
    "visit": "was there",
}
# What is one line, and what is typed there.
BY_HAND = {"phones": "The right number", "wait": "How soon, in their words"}
NOTHING = "Press a place on “To look after”; its script opens here."


def ask(desk: Desk) -> None:
    place = str(st.query_params.get("place") or st.session_state.get(OPENED) or "")
    if st.session_state.pop(DONE, False) or not place:
        if place:
            go(WORKLIST)
        st.text(NOTHING)
        if st.button("To look after", type="primary"):
            go(WORKLIST)
        return
    opened(place)
    script = directory.script(desk, place)
    who, what = st.columns([2, 3], gap="large")
    with who:
        head(desk, script)
        ending(script)
    with what:
        questions(script)
    follow()


def opened(place: str) -> None:
    """Another place: nothing answered for the last one stands for this one."""
    if st.session_state.get(OPENED) != place:
        for key in [k for k in st.session_state if str(k).startswith("_answer_")]:
            del st.session_state[key]
        for key in ("_asked_note", HAD, CHANGED, ELSEWHERE):
            st.session_state.pop(key, None)
        st.session_state[OPENED] = place
    st.query_params["place"] = place


def head(desk: Desk, script: Script) -> None:
    card = script.listed.card
    first, *others = script.listed.phones or ["No number is listed."]
    with st.container(key="ask_head", gap=None):
        st.header(plain(card.name), anchor=False)
        st.html(f'<p class="ask-number">{escape(first)}</p>')
        st.text("\n".join(part for part in ("; ".join(others), card.where) if part))
    st.text(script.greeting)
    for one in directory.open_reports(desk, script.place):
        st.warning(plain(f"A colleague was told: {one.words}. Ask about it."))
        st.button("Not so any more", key=f"_no_more_{one.ids[0]}", on_click=no_more, args=(one,))
    last = directory.asked_when(desk, **place_of(script), limit=1)
    fresh = card.fresh[:1].upper() + card.fresh[1:]
    by = f" {last[0].by} asked last: {last[0].outcome}." if last else ""
    st.text(f"{fresh}.{by}")


@callback
def no_more(desk: Desk, one: OpenReport) -> None:
    directory.settle(desk, one.ids, settled="no_more")
    matches.look_again()


def place_of(script: Script) -> dict[str, int | None]:
    id = script.place.id
    return (
        {"service_id": id, "group_id": None}
        if script.place.sort == "s"
        else {"service_id": None, "group_id": id}
    )


def questions(script: Script) -> None:
    had = st.session_state.setdefault(HAD, {one.field: one.have for one in script.questions})
    for number, one in enumerate(script.questions, 1):
        question(script, number, one, had.get(one.field, one.have))


def question(script: Script, number: int, one: Question, had: str) -> None:
    with st.container(
        key=f"ask_{number}", horizontal=True, vertical_alignment="center", gap="small"
    ):
        now = "" if one.have == had else f"  \nNow: {plain(one.have)}"
        st.markdown(
            f"{number}\\. **{plain(one.ask)}**  \nWe {'had' if now else 'have'}: {plain(had)}{now}",
            width="stretch",
        )
        st.segmented_control(
            plain(one.ask),
            choices(one, had),
            key=f"_answer_{one.field}",
            label_visibility="collapsed",
            width="content",
            on_change=answered,
            args=(script, one),
        )
    if st.session_state.get(f"_answer_{one.field}") == OTHER:
        otherwise(script, one)


def choices(one: Question, had: str) -> list[str]:
    """Still so, and what else there is to say."""
    if not one.answers:
        return [SAME, OTHER]
    return (
        [SAME, *(each for each in one.answers if each != had)]
        if had in one.answers
        else [*one.answers]
    )


def otherwise(script: Script, one: Question) -> None:
    """How it is: typed here where that is one line, else in the listing."""
    if one.field in BY_HAND:
        st.text_input(
            BY_HAND[one.field], key=f"_answer_text_{one.field}", on_change=typed, args=(script, one)
        )
    else:
        place = f"{script.place.sort}{script.place.id}"
        st.button(
            "Change it in the listing", key=f"_to_{one.field}", on_click=change, args=(place,)
        )


def elsewhere(place: str) -> None:
    """It was put right, though not here; what was pressed here is forgotten on the way."""
    st.session_state[ELSEWHERE] = True
    change(place)


@callback
def answered(desk: Desk, script: Script, one: Question) -> None:
    """A yes or a no is written at once; still so takes it back."""
    chosen = st.session_state.get(f"_answer_{one.field}")
    changed = st.session_state.setdefault(CHANGED, {})
    directory.put_back(desk, changed.pop(one.field, []))
    if chosen is not None and chosen in one.answers:
        changed[one.field] = directory.put_right(desk, script.records, one.answers[chosen])
    matches.look_again()


@callback
def typed(desk: Desk, script: Script, one: Question) -> None:
    words = st.session_state.get(f"_answer_text_{one.field}") or ""
    changed = st.session_state.setdefault(CHANGED, {})
    if one.field == "phones":
        made = directory.new_number(desk, script.records, words)
    else:
        made = directory.put_right(desk, script.records, {one.field: words})
    changed[one.field] = changed.get(one.field, []) + made
    matches.look_again()


def ending(script: Script) -> None:
    start_with("_asked_how", "phone")
    st.pills("How did you ask?", list(HOW), format_func=HOW.__getitem__, key="_asked_how")
    st.text_input("Anything for the next who asks", key="_asked_note", max_chars=500)
    with st.container(key="ask_end", horizontal=True, gap="small"):
        for outcome, words in ENDINGS.items():
            st.button(
                words,
                type="primary" if outcome == "confirmed" else "secondary",
                key=f"_done_{outcome}",
                on_click=finish,
                args=(script, outcome),
            )


@callback
def finish(desk: Desk, script: Script, outcome: str) -> None:
    """Gone takes it off the lists; all right is "put right" where something was changed."""
    changes = []
    if outcome == "gone":
        changes = directory.put_right(desk, script.records, {"status": "inactive"})
    if outcome == "confirmed" and _something_changed(script):
        outcome = "corrected"
    made = directory.verify(
        desk,
        outcome=outcome,
        how=st.session_state.get("_asked_how") or "phone",
        note=st.session_state.get("_asked_note") or "",
        **place_of(script),
    )
    matches.look_again()
    st.session_state[STAMPED] = (made, f"{script.listed.card.name}: {WORDS[outcome]}", changes)
    st.session_state[DONE] = True


def _something_changed(script: Script) -> bool:
    answers = [st.session_state.get(f"_answer_{one.field}") for one in script.questions]
    elsewhere = st.session_state.get(ELSEWHERE, False)
    return elsewhere or OTHER in answers or any(st.session_state.get(CHANGED, {}).values())


ENDINGS = {
    "confirmed": "All of it is right now",
    "not_reached": "Nobody reached",
    "gone": "They are gone",
}
WORDS = {
    "confirmed": "verified from today.",
    "corrected": "put right, and verified from today.",
    "not_reached": "not reached. It comes back in three days.",
    "gone": "gone, and off the lists.",
}


show(ask, title="Check a listing", act=Act.VERIFY_LISTING)
