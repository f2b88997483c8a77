"""Which field has the cursor when a screen opens? A search box one need not click into."""

from pathlib import Path

import streamlit as st

_focus = st.components.v2.component(
    "peerline_focus",
    html="<span hidden></span>",
    js=(Path(__file__).parent / "focus.js").read_text(),
    isolate_styles=False,
)


def focus(key: str) -> None:
    """Once for each field: later drawings leave the cursor where the person put it."""
    _focus(key=f"focus{key}", data={"field": key})
