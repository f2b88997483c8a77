"""How is a call ended, and what does the screen say once it is over?"""

from uuid import UUID

import streamlit as st

from casework import calls, endings
from casework.access import Act
from casework.calls import OnDesk
from casework.desk import Desk
from casework.endings import Ended
from pages.widgets.fragments import callback, fragment, refresh
from pages.widgets.times import clock, day

ALL = ("top", "ending", "someone", "silent", "step", "matches")


@fragment(key="ending", act=Act.LOG_CALL, says=False)
def ending(desk: Desk, call_id: UUID) -> None:
    call = calls.on_desk(desk, call_id)
    if call.state != "open":
        st.text("This call is over.")
        return
    st.radio(
        "How did it end?",
        list(calls.OUTCOMES),
        format_func=lambda code: calls.OUTCOMES[code],
        index=None,
        key="_outcome",
    )
    st.button(
        "Close the call", key="close", type="primary", on_click=_close, args=(call.id, call.version)
    )
    st.pills(
        "It was no call: one press, undone for 24 hours on Today",
        list(calls.NO_CALL),
        format_func=lambda code: calls.NO_CALL[code],
        key="_no_call",
        on_change=_no_call,
        args=(call.id, call.version),
    )
    _abusive(call)


def _abusive(call: OnDesk) -> None:
    with st.expander("It was abusive"):
        st.text_input(
            "What was said or done, in one sentence",
            key="_abusive",
            autocomplete="off",
        )
        st.text(f"The word and the sentence go after {endings.ABUSIVE_DAYS} days.")
        st.button(
            "Close as abusive", key="abusive", on_click=_as_abusive, args=(call.id, call.version)
        )


def standing(desk: Desk, call_id: UUID) -> None:
    """Above the steps of a call that is over: what it was, and what can still be added."""
    found = endings.ended(desk, call_id)
    if found is None:
        return
    with st.container(key="over", horizontal=True, vertical_alignment="center"):
        st.text(words(found))
        _undo(found)


def words(found: Ended) -> str:
    if found.void:
        return f"Put down as: {found.what}. It counts as no call, and nothing can be added to it."
    until = f"{day(found.add_until)} {clock(found.add_until)}"
    said = f"This call is closed: {found.what}."
    if found.sentence:
        said = f"{said} “{found.sentence}” Both go after {endings.ABUSIVE_DAYS} days."
    if found.may_add:
        return (
            f"{said} What you write now is added as a new version; nothing is overwritten. Whoever took "
            f"it can add until {until}, a supervisor also later."
        )
    return f"{said} Adding to it ended {until}, or it is a colleague's. A supervisor can add."


def undoable(desk: Desk) -> None:
    """On Today: what I put down as no call within the last day."""
    found = endings.undoable(desk)
    if not found:
        return
    st.header("Put down as no call", anchor=False)
    for one in found:
        with st.container(
            key=f"undoable_{one.number}", horizontal=True, vertical_alignment="center"
        ):
            until = (
                f", until {day(one.undo_until)} {clock(one.undo_until)}" if one.undo_until else ""
            )
            st.text(f"{one.number}  ·  {one.what}{until}")
            _undo(one)


def _undo(found: Ended) -> None:
    if found.may_undo:
        st.button(
            "Undo: it was a call" if found.void else "Undo: it was not abusive",
            key=f"undo_{found.number}",
            on_click=_undone,
            args=(found.call_id, found.void),
        )


@callback
def _close(desk: Desk, call: UUID, version: int) -> None:
    calls.close(desk, call_id=call, outcome=st.session_state.get("_outcome") or "", version=version)
    refresh(*ALL)


@callback
def _no_call(desk: Desk, call: UUID, version: int) -> None:
    what = st.session_state.get("_no_call")
    if what:
        calls.no_call(desk, call_id=call, what=what, version=version)
        refresh(*ALL)


@callback
def _as_abusive(desk: Desk, call: UUID, version: int) -> None:
    sentence = st.session_state.get("_abusive") or ""
    endings.abusive(desk, call_id=call, sentence=sentence, version=version)
    st.session_state.pop("_abusive", None)
    refresh(*ALL)


@callback
def _undone(desk: Desk, call: UUID, void: bool) -> None:
    """No `refresh`: it stands on two screens, and the call is another one afterwards."""
    if void:
        calls.undo_no_call(desk, call_id=call)
    else:
        endings.take_back(desk, call_id=call)
    for key in ("_no_call", "_abusive", "_outcome"):
        st.session_state.pop(key, None)
