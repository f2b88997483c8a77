"""One field of a listing is open at a time: which, what stood there when it was opened, and what then?"""

from typing import Any

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Line
from casework.directory.saying import words
from casework.directory.stated import NO
from casework.errors import Differs, Refused
from pages.widgets.components.focus import focus
from pages.widgets.fragments import callback
from pages.widgets.listing import forms, group_too
from pages.widgets.state import say

OPEN, SEEN, ROUND = "_edit_field", "_edit_seen", "_edit_round"
PROBLEM, DIFFERS = "_edit_problem", "_edit_differs"
LAST = "_edit_last"  # the button the keyboard goes back to
AXIS = "axis."  # a whole axis is one form: its tags are chosen together
UNCHANGED = "That is what it says already; nothing was changed."


def is_open(field: str) -> bool:
    return bool(st.session_state.get(OPEN) == field)


def prefix() -> str:
    """Fresh keys for each opening: the browser keeps what stood in the old ones."""
    return f"_e{st.session_state.get(ROUND, 0)}_"


def button(field: str) -> str:
    """The key of what opens it: a class of the page as well, so no dot in it."""
    return f"_open_{field.replace('.', '_')}"


def back_to_its_button() -> None:
    """Whoever works by keyboard goes on where they were."""
    held = st.session_state
    if OPEN not in held and LAST in held:
        focus(held[LAST])


def open_line(line: Line) -> None:
    _open(line.field, line.value)


def open_axis(axis: str, stand: frozenset[str]) -> None:
    _open(f"{AXIS}{axis}", stand)


def _open(field: str, seen: Any) -> None:
    close()
    group_too.forget()
    held = st.session_state
    held[OPEN], held[SEEN], held[ROUND] = field, seen, held.get(ROUND, 0) + 1


def close() -> None:
    held = st.session_state
    if OPEN in held:
        held[LAST] = button(held[OPEN])
    for key in (OPEN, SEEN, PROBLEM, DIFFERS):
        st.session_state.pop(key, None)


@callback(Act.EDIT_DIRECTORY)
def save(desk: Desk, record_id: int, field: str) -> None:
    """What was typed stays in the form until it is good."""
    held = st.session_state
    held.pop(PROBLEM, None)
    seen: Any = held.get(SEEN)
    try:
        if field.startswith(AXIS):
            _save_tags(desk, record_id, field.removeprefix(AXIS), seen)
        else:
            value = forms.typed(field, seen, prefix())
            directory.edit(desk, record_id=record_id, field=field, value=value, seen=seen)
            group_too.ask(desk, record_id, field, seen)
    except Differs as both:
        held[DIFFERS] = both
        return
    except Refused as reason:
        held[PROBLEM] = str(reason)
        return
    close()
    say("success", "Saved. The lists of the call desk follow at once.")


def _save_tags(desk: Desk, record_id: int, axis: str, seen: frozenset[str]) -> None:
    yes = set(st.session_state.get(f"{prefix()}values") or ())
    no = set(st.session_state.get(f"{prefix()}refused") or ())
    if yes & no:
        raise Refused("One thing is pressed in both rows. It holds, or it plainly does not.")
    chosen = yes | {f"{NO}{value}" for value in no}
    if chosen == seen:
        raise Refused(UNCHANGED)
    for value in sorted(chosen ^ seen, key=lambda value: value in chosen):  # what goes goes first
        directory.edit(
            desk,
            record_id=record_id,
            field=f"tag.{axis}.{value}",
            value=value in chosen,
            seen=value in seen,
        )


@callback(Act.EDIT_DIRECTORY)
def write_over(desk: Desk, record_id: int, both: Differs) -> None:
    """Both were shown, and ours was chosen."""
    close()
    directory.edit(desk, record_id=record_id, field=both.field, value=both.yours, seen=both.theirs)
    say("success", "Saved. The lists of the call desk follow at once.")


@callback(Act.EDIT_DIRECTORY)
def take_back(desk: Desk, record_id: int, field: str) -> None:
    directory.undo_edit(desk, record_id=record_id, field=field)
    close()
    group_too.forget()
    say("success", "Taken back. Its source's own words show again.")


@callback(Act.EDIT_DIRECTORY)
def decide(desk: Desk, record_id: int, field: str, keep: str, seen: Any) -> None:
    directory.decide(desk, record_id=record_id, field=field, keep=keep, seen=seen)
    close()
    say("success", "Decided. It is asked again only when its source changes this once more.")


def in_words(both: Differs) -> str:
    theirs, yours = words(both.field, both.theirs), words(both.field, both.yours)
    return (
        f"Somebody changed this a moment ago. It now says: {theirs}. You wrote: {yours}. "
        "Nothing was overwritten; choose one, or change yours and save again."
    )
