"""Who asks for someone, and who comes: the card on every screen, drawn by the page itself."""

from pathlib import Path
from typing import Any

import streamlit as st

from casework.access import Act, may
from casework.team import Present

_HERE = Path(__file__).parent / "components"
_card = st.components.v2.component(
    "peerline_someone",
    html='<div class="pl-someone" hidden></div>',
    js=(_HERE / "someone.js").read_text(),
    isolate_styles=False,
)


def someone_asked(here: Present) -> str | None:
    """The id of the call a supervisor wants to open from the card, just now."""
    found: Any = _card(
        key="someone_card",
        data={"all": may(here.actor.role, Act.ANSWER_SUMMONS)},
        on_open_change=lambda: None,
    )
    return str(found.open["call"]) if found.open else None
