"""How do match lists get onto the page as one element that moves without flashing?"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
_cards = st.components.v2.component(
    "peerline_cards",
    html='<div class="offers"></div>',
    css=(_HERE / "cards.css").read_text(),
    js=(_HERE / "cards.js").read_text(),
)


def cards(
    lists: Sequence[Mapping[str, Any]],
    *,
    heard: Mapping[str, str],
    weeks: Mapping[int, str],
    key: str,
    on_act: Callable[[], None],
) -> None:
    """Draw lists of match cards; a press arrives as `st.session_state[key].act` with name, key, list.

    `heard`: what may be reported of a place (none: nothing), `weeks`: for how long one may wait.
    """
    data = {"lists": list(lists), "heard": list(heard.items()), "weeks": list(weeks.items())}
    _cards(data=data, key=key, on_act_change=on_act)
