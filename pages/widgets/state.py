"""Which keys may stand in `st.session_state`, and how is a field's path carried by a key?

The database is the truth; here stand ids, filters and flags only. Prefixes: `d_` a field of a call,
`f_` a filter, `_` private to this module's functions.
"""

import re
from dataclasses import dataclass
from typing import Any

import streamlit as st

SAID = "_said"  # words to show at the next drawing: (kind, text)
CONFLICTS = "_conflicts"  # field path → the two texts that met

PATH = re.compile(r"(?!.*--)[a-z]+(?:\.[a-z0-9_-]+)+")


@dataclass(frozen=True)
class Conflict:
    """Two texts written for one field; both are kept."""

    field: str
    theirs: str
    yours: str


def key_for(field: str) -> str:
    """The widget key of a field path: `call.last_use` → `d_call--last_use`.

    A dot becomes two dashes, so the class `st-key-…` in the page carries the path and the guard
    can read it back; names hold single underscores only.
    """
    if not PATH.fullmatch(field):
        raise ValueError("not a field path")
    return "d_" + field.replace(".", "--")


def field_of(key: str) -> str:
    """The field path a widget key carries."""
    if not key.startswith("d_"):
        raise ValueError("not the key of a field")
    return key.removeprefix("d_").replace("--", ".")


def start_with(key: str, value: Any) -> None:
    """Give a widget its first value; later runs keep what the person made of it."""
    if key not in st.session_state:
        st.session_state[key] = value


def forget_answers() -> None:
    """Another call is opened: nothing that stood on the screen of the last one may stand on this one."""
    for key in list(st.session_state):
        if str(key).startswith(("d_", "c_d_", "m_d_", "_")) and key not in {SAID, CONFLICTS}:
            del st.session_state[key]


def say(kind: str, words: str) -> None:
    """Words for the person, drawn at the next run: kind is `error`, `success` or `info`."""
    st.session_state.setdefault(SAID, []).append((kind, words))


def take_said() -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = st.session_state.pop(SAID, [])
    return said


def conflicts() -> dict[str, Conflict]:
    found: dict[str, Conflict] = st.session_state.setdefault(CONFLICTS, {})
    return found
