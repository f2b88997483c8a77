"""Which flags has this person, why and until when; and who may set, renew or end one?"""

from datetime import datetime
from uuid import UUID

import streamlit as st

from casework import people
from casework.access import Act
from casework.desk import Desk
from casework.flags import KINDS, NO_REASON, SPANS, USUAL_SPAN, Flagged, day_of, last_day
from casework.people import PersonFile
from pages.widgets.fragments import callback
from pages.widgets.state import say, start_with
from pages.widgets.times import here

HIDES = (
    "While a flag stands, nobody finds them by phone or name, only by case code and word. "
    "It is over by itself after its last day."
)


def flags_of(desk: Desk, file: PersonFile) -> None:
    decides = desk.may(Act.FLAG_PERSON)
    st.text(HIDES)
    shown = {one.kind for one in file.standing}
    for one in file.standing:
        _stands(desk, file, one, decides)
    for one in file.flags:
        if one.state == "asked" and one.kind not in shown:
            shown.add(one.kind)
            _asked(desk, file, one, decides)
    open_kinds = [kind for kind in KINDS if kind not in shown]
    if open_kinds:
        _new(desk, file, open_kinds, decides)
    _before(file)


def _stands(desk: Desk, file: PersonFile, one: Flagged, decides: bool) -> None:
    st.markdown(f"**{_first(one.words)}**")
    by = f", by {one.set_by}" if one.set_by else ""
    since = f"\nSet {on(one.set_at)}{by}." if one.set_at else ""
    st.text(f"Why: {one.reason or NO_REASON}{since}")
    if decides:
        key = f"{file.id}_{one.kind}_{file.version}"
        if not one.reason:
            _why(key)
        last = _last(desk, key, "Renew it from today for")
        with st.container(horizontal=True, key=f"flag_{one.kind}"):
            at = (file.id, file.version, one.kind)
            words = f"Renew until {last}"
            st.button(words, key=f"_flag_renew_{one.kind}", on_click=_renew, args=at)
            st.button("End it now", key=f"_flag_end_{one.kind}", on_click=_end, args=at)


def _asked(desk: Desk, file: PersonFile, one: Flagged, decides: bool) -> None:
    st.markdown(f"**{_first(KINDS[one.kind])}: asked for, not set yet**")
    when = f" on {on(one.asked_at)}" if one.asked_at else ""
    st.text(f"{one.asked_by} asks for it{when}: {one.reason}")
    if not decides:
        st.text("A supervisor decides. Until then they are found as before.")
        return
    key = f"{file.id}_{one.kind}_{file.version}"
    start_with(f"_flag_why_{key}", one.reason)
    _why(key)
    last = _last(desk, key, "For how long?")
    with st.container(horizontal=True, key=f"flag_{one.kind}"):
        at = (file.id, file.version, one.kind)
        words = f"Set it until {last}"
        st.button(words, key=f"_flag_set_{one.kind}", on_click=_set, args=at)
        st.button("Not needed", key=f"_flag_no_{one.kind}", on_click=_turn_down, args=at)


def _new(desk: Desk, file: PersonFile, kinds: list[str], decides: bool) -> None:
    key, again = f"{file.id}_new_{file.version}", _ran_out(file, kinds)
    words = "Set a flag" if decides else "Ask a supervisor for a flag"
    with st.expander(words, expanded=decides and again is not None):
        first = again.kind if again else kinds[0] if len(kinds) == 1 else None
        start_with(f"_flag_kind_{key}", first)
        st.pills("Which?", kinds, format_func=KINDS.__getitem__, key=f"_flag_kind_{key}")
        start_with(f"_flag_why_{key}", again.reason if again else "")
        _why(key)
        at = (file.id, file.version)
        if decides:
            last = _last(desk, key, "For how long?")
            st.button(f"Set it until {last}", key="_flag_new", on_click=_set, args=at)
        else:
            st.button("Ask for it", key="_flag_new", on_click=_ask, args=at)


def _ran_out(file: PersonFile, kinds: list[str]) -> Flagged | None:
    """The newest of all, if it was over by itself: likely to be set again, for the same reason."""
    newest = next(iter(file.flags), None)
    return newest if newest and newest.state == "over" and newest.kind in kinds else None


def _why(key: str) -> None:
    st.text_input(
        "Why? One sentence, read by colleagues alone", key=f"_flag_why_{key}", autocomplete="off"
    )


def _last(desk: Desk, key: str, label: str) -> str:
    """The span is chosen, and the day it comes to is what the button says."""
    start_with(f"_flag_span_{key}", USUAL_SPAN)
    span = st.pills(
        label,
        list(SPANS),
        format_func=SPANS.__getitem__,
        required=True,
        key=f"_flag_span_{key}",
    )
    return last_day(desk, span or USUAL_SPAN)


def _before(file: PersonFile) -> None:
    """The record stays: every flag there was, and what became of it."""
    over = [one for one in file.flags if one.state not in {"asked", "stands"}]
    if over:
        st.markdown("**Before**")
        st.text("\n".join(_told(one) for one in over))


def _told(one: Flagged) -> str:
    began = one.set_at or one.asked_at
    ended = f" {on(one.ended_at)}, by {one.ended_by}" if one.ended_at else ""
    how = {
        "over": "over by itself",
        "early": f"ended{ended}",
        "renewed": f"renewed{ended}",
        "not_set": f"asked for by {one.asked_by}, not set; decided{ended}",
    }[one.state]
    since = f"from {on(began)}" if began else ""
    return "  ·  ".join(part for part in (one.words, since, how, one.reason or NO_REASON) if part)


def on(at: datetime) -> str:
    return day_of(at.astimezone(here()).date())


def _first(words: str) -> str:
    return words[0].upper() + words[1:]


def _typed(person: UUID, version: int, kind: str) -> tuple[str, str, int]:
    """The kind, the reason and the span of one form; the new one's has no kind yet."""
    read, key = st.session_state, f"{person}_{kind or 'new'}_{version}"
    chosen = kind or read.get(f"_flag_kind_{key}") or ""
    return chosen, read.get(f"_flag_why_{key}") or "", read.get(f"_flag_span_{key}") or 0


@callback
def _set(desk: Desk, person: UUID, version: int, kind: str = "") -> None:
    chosen, why, span = _typed(person, version, kind)
    people.flag(desk, person, kind=chosen, reason=why, span=span, version=version)
    say("success", "The flag stands. They are found by case code and word alone.")


@callback
def _renew(desk: Desk, person: UUID, version: int, kind: str) -> None:
    _, why, span = _typed(person, version, kind)
    people.renew_flag(desk, person, kind=kind, span=span, version=version, reason=why)
    say("success", "Renewed.")


@callback
def _end(desk: Desk, person: UUID, version: int, kind: str) -> None:
    people.end_flag(desk, person, kind=kind, version=version)
    say("success", "Ended. It stays in their history, and can be set again.")


@callback
def _ask(desk: Desk, person: UUID, version: int) -> None:
    chosen, why, _ = _typed(person, version, "")
    people.ask_for_flag(desk, person, kind=chosen, reason=why, version=version)
    say("success", "Asked for. It waits on the supervisor's first screen.")


@callback
def _turn_down(desk: Desk, person: UUID, version: int, kind: str) -> None:
    people.turn_down_flag(desk, person, kind=kind, version=version)
    say("success", "Not set. That it was asked for stays in their history.")
