"""How is the list read out: large, numbers grouped, ticked as read?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from casework import read_out
from casework.read_out import OnList


def read_out_card(name: str, options: Sequence[OnList]) -> None:
    """At most three options large, and a neutral text to copy."""
    st.markdown(f"**For {name}, read aloud**")
    for number, option in enumerate(options[: read_out.LARGE], start=1):
        st.html(_large(number, option))
        st.checkbox("read", key=f"_read_{option.referral_id}")
    for option in options[read_out.LARGE :]:
        st.text(f"Also: {option.name} {option.phone}")
    text = read_out.text_to_copy(options)
    if text:
        st.code(text, language=None, wrap_lines=True)


def _large(number: int, option: OnList) -> str:
    lines = "".join(
        f'<div class="{cls}">{escape(words)}</div>'
        for cls, words in (
            ("phone", option.phone),
            ("times", option.times),
            ("where", option.where),
            ("why", option.reason),
        )
        if words
    )
    return (
        f'<div class="aloud"><div class="name">{number}. {escape(option.name)}</div>{lines}</div>'
    )
