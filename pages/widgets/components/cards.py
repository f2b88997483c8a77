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


def cards(lists: Sequence[Mapping[str, Any]], *, key: str, on_act: Callable[[], None]) -> None:
    """Draw lists of match cards; a press arrives as `st.session_state[key].act` with name, key, list."""
    _cards(data={"lists": list(lists)}, key=key, on_act_change=on_act)
