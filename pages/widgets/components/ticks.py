"""How is a long list ticked, hundreds of lines as one element, and pressed once?"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

_HERE = Path(__file__).parent
_ticks = st.components.v2.component(
    "peerline_ticks",
    html='<div class="ticks"><div class="keys"><button type="button"></button>'
    '<button type="button">Tick all</button><button type="button">Tick none</button></div>'
    "<ul></ul></div>",
    css=(_HERE / "ticks.css").read_text(),
    js=(_HERE / "ticks.js").read_text(),
)


class Line(NamedTuple):
    """What is read of one line: its name, where it is, and of whom it is."""

    id: int
    name: str
    where: str
    of: str


def ticks(
    lines: Sequence[Line],
    *,
    label: str,
    press: str,
    press_one: str,
    key: str,
    on_press: Callable[[], None],
) -> None:
    """All are ticked at first; `press` is the words of the button, "{}" how many are ticked. What is
    ticked when it is pressed is `ticked_in(key)`."""
    data = {
        "lines": [line._asdict() for line in lines],
        "label": label,
        "press": press,
        "press_one": press_one,
    }
    _ticks(data=data, key=key, on_joined_change=on_press)


def ticked_in(key: str) -> list[int]:
    """Nothing where nothing was pressed."""
    said: Any = st.session_state[key].joined
    return [int(id) for id in said["ids"]] if said else []
