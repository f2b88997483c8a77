"""How are single days and parts of a day chosen, 28 of them, as one element?"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from casework.fields.times import DAYS, HOURS, PARTS, Cell

_HERE = Path(__file__).parent
_week = st.components.v2.component(
    "peerline_week",
    html='<details class="week"><summary>Single days and hours</summary>'
    '<div class="grid"></div></details>',
    css=(_HERE / "week.css").read_text(),
    js=(_HERE / "week.js").read_text(),
)


def week(chosen: Iterable[Cell], *, key: str, on_choose: Callable[[], None]) -> None:
    """Draw the week; what is chosen then is `chosen_in(key)`."""
    data = {
        "chosen": [f"{day},{part}" for day, part in sorted(chosen)],
        "days": DAYS,
        "parts": PARTS,
        "hours": HOURS,
    }
    _week(data=data, key=key, on_chosen_change=on_choose)


def chosen_in(key: str) -> set[Cell] | None:
    """The parts of the week that are ticked; None when nothing was pressed."""
    said: Any = st.session_state[key].chosen
    if not said:
        return None
    pairs = (str(one).split(",") for one in said["cells"])
    return {(int(day), int(part)) for day, part in pairs}
