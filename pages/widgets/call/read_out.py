"""How is the list read out: the whole right column, large, numbers grouped, ticked as read?"""

from collections.abc import Sequence
from html import escape

import streamlit as st

from casework import read_out
from casework.calls import OnDesk
from casework.desk import Desk
from casework.facts import Facts
from casework.read_out import OnList
from pages.widgets.call.names import for_whom

THEY_SAY = {"en": "They say for now:", "es": "Por ahora avisan:"}
NOT_VERIFIED = "Not verified here yet: say so."


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
    if caution := read_out.caution(options):
        st.caption(caution)
    for number, option in enumerate(options[: read_out.LARGE], start=1):
        st.html(_large(number, option))
        st.checkbox("read", key=f"_read_{option.referral_id}")
    for option in options[read_out.LARGE :]:
        st.text(f"Also: {option.name} {option.phone}")
    text = read_out.text_to_copy(options)
    if text:
        st.text("To send or to write down; it says nothing about us:")
        st.code(text, language=None, wrap_lines=True)


def _large(number: int, option: OnList) -> str:
    """In their language large, the English beside it for whoever reads."""
    lines = (
        _line("phone", option.phone),
        _line("times", option.own_times, option.language) + _line("beside", option.times)
        if option.own_times
        else _line("times", option.times),
        _line("where", option.where or option.from_home),
        _line("why", option.own_reason, option.language) + _line("beside", option.reason)
        if option.own_reason
        else _line("why", option.reason),
        _message(option),
        _line("beside", NOT_VERIFIED if option.unverified else ""),
    )
    name = f'<div class="name">{number}. {escape(option.name)}</div>'
    return f'<div class="aloud">{name}{"".join(lines)}</div>'


def _message(option: OnList) -> str:
    """In the place's own words: nobody translates them on the way."""
    called = THEY_SAY.get(option.language, THEY_SAY["en"])
    return (
        _line("why", called, option.language) + _line("beside", f"“{option.message}”")
        if option.message
        else ""
    )


def _line(cls: str, words: str, language: str = "en") -> str:
    return f'<div class="{cls}" lang="{escape(language)}">{escape(words)}</div>' if words else ""
