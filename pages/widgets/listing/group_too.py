"""One meeting was changed: is it so for the group's other meetings as well? Asked where it was changed,
answered in one press.
"""

from dataclasses import dataclass

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import Others
from casework.directory.saying import NOTHING, words
from pages.widgets.fragments import callback
from pages.widgets.plain import plain
from pages.widgets.state import say

ASKED, DONE, CHOSEN = "_group_too", "_group_too_done", "_group_too_chosen"

LONG = 120  # letters of what stood there


@dataclass(frozen=True)
class Asked:
    record_id: int  # the meeting that was changed
    others: Others


@dataclass(frozen=True)
class Done:
    record_id: int
    field: str
    events: list[int]


def ask(desk: Desk, record_id: int, field: str, was: object) -> None:
    """After a change of one meeting; nothing is asked where no other said the same."""
    others = directory.others_alike(desk, record_id=record_id, field=field, was=was)
    if others.meetings:
        st.session_state[ASKED] = Asked(record_id, others)


def forget() -> None:
    for key in (ASKED, DONE):
        st.session_state.pop(key, None)


def under(record_id: int, field: str) -> None:
    """Below the line that was changed: the question, then what came of it."""
    asked: Asked | None = st.session_state.get(ASKED)
    done: Done | None = st.session_state.get(DONE)
    if asked and (asked.record_id, asked.others.field) == (record_id, field):
        _question(asked.others)
    elif done and (done.record_id, done.field) == (record_id, field):
        _answered(done)


def _question(others: Others) -> None:
    meetings = others.meetings
    many = len(meetings)
    with st.form("form_group_too", enter_to_submit=False):
        st.pills(
            plain(
                f"{_meetings(many)} of this group {_said(others)}. Is the change true of "
                + ("it as well?" if many == 1 else "them as well? Take out those it is not for.")
            ),
            list(meetings),
            format_func=lambda record: plain(meetings[record]),
            selection_mode="multi",
            default=list(meetings),
            key=CHOSEN,
        )
        with st.container(horizontal=True, gap="small"):
            press = "Change it too" if many == 1 else "Change these too"
            st.form_submit_button(press, type="primary", on_click=change)
            st.form_submit_button("No, only the one", on_click=forget)


def _said(others: Others) -> str:
    was = " ".join(words(others.field, others.was).split())
    if was == NOTHING:
        return "said nothing here either"
    return f"said the same before: “{was if len(was) <= LONG else was[:LONG] + '…'}”"


def _answered(done: Done) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.success(f"{_meetings(len(done.events))} of this group changed too.", width="stretch")
        st.button("Undo", key="_undo_group_too", on_click=undo)


def _meetings(many: int) -> str:
    return "1 other meeting" if many == 1 else f"{many} other meetings"


@callback(Act.EDIT_DIRECTORY)
def change(desk: Desk) -> None:
    asked: Asked = st.session_state[ASKED]
    chosen = st.session_state.get(CHOSEN) or []
    forget()
    if not chosen:
        return
    others = asked.others
    events = directory.edit_too(
        desk, records=chosen, field=others.field, value=others.value, seen=others.was
    )
    matches.look_again()
    st.session_state[DONE] = Done(asked.record_id, others.field, events)


@callback(Act.EDIT_DIRECTORY)
def undo(desk: Desk) -> None:
    done: Done = st.session_state[DONE]
    forget()
    back = directory.take_back_too(desk, done.events)
    matches.look_again()
    say("success", f"Taken back: {_meetings(back)} as before.")
