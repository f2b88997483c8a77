"""How is the list read out: the whole right column, large, numbers grouped, ticked as read?"""

from collections.abc import Sequence
from html import escape
from typing import Any

import streamlit as st

from casework import read_out
from casework.calls import OnDesk
from casework.desk import Desk
from casework.facts import Facts
from casework.read_out import OnList
from pages.widgets.call.names import for_whom


def aloud(desk: Desk, call: OnDesk, known: Facts) -> bool:
    """Draw what is on their lists; False while nothing is."""
    on_list = read_out.on_list(desk, call.id)
    for side in ("concerned", "caller"):
        theirs = [one for one in on_list if one.side == side]
        if theirs:
            _card(f"{for_whom(call, known, side)}, read aloud", theirs)
    return bool(on_list)


def _card(title: str, options: Sequence[OnList]) -> None:
    """At most three options large, and a neutral text to copy."""
    st.html(f'<h3 class="aloud-title">{escape(title)}</h3>')
    for number, option in enumerate(options[: read_out.LARGE], start=1):
        st.html(_large(number, option))
        st.checkbox("read", key=f"_read_{option.referral_id}")
    for option in options[read_out.LARGE :]:
        st.text(f"Also: {option.name} {option.phone}")
    text = read_out.text_to_copy(options)
    if text:
        st.text("To send or to write down; it says nothing about us:")
        st.code(text, language=None, wrap_lines=True)


def _large(number: int, option: Any) -> str:
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
