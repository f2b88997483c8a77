"""How may they be reached, asked in one breath on the call: number, may we ring, voicemail?"""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

import streamlit as st

from casework import drafts, facts
from casework.desk import Desk
from casework.errors import CaseworkError
from pages.widgets.fragments import callback
from pages.widgets.state import key_for

if TYPE_CHECKING:
    from pages.widgets.call.steps import Page

Keep = Callable[[Desk, UUID, str], None]
TYPED = ("name", "phone", "hours", "may_answer", "cover")


def how_to_reach(page: "Page", side: str, keep: Keep) -> None:
    """Each answer is kept on the call as it is given; "Keep" makes a record of it, and refuses in words
    what cannot be dialled, with everything typed still there."""
    with st.expander("How may we reach them? They don't have to say", key=f"reaching_{side}"):
        _answered(side)
        page.beside(f"{side}.phone", f"{side}.hours")
        page.ask(f"{side}.ring", f"{side}.voicemail")
        with st.container(horizontal=True, key=f"reach_{side}"):
            st.button(
                "Keep",
                key=f"keep_{side}",
                on_click=_written_then,
                args=(page.call.id, side, keep),
            )
            with st.popover("More: texts, who answers, what we say"):
                page.ask(f"{side}.texts", f"{side}.may_answer", f"{side}.cover")


def _answered(side: str) -> None:
    """What "Keep" came to, above the fields, where it is seen."""
    refused, kept = (st.session_state.get(f"_{what}_{side}") for what in ("refused", "kept"))
    if refused:
        st.error(refused)
    elif kept:
        st.text(f"Kept. {kept}")


@callback
def _written_then(desk: Desk, call: UUID, side: str, keep: Keep) -> None:
    """What stands in the fields now, also where the cursor still is, before it is kept."""
    known = facts.known(desk, call)
    for name in TYPED:
        path = f"{side}.{name}"
        typed = st.session_state.get(key_for(path))
        if typed is not None and typed != (facts.value(known, path) or ""):
            drafts.choose(desk, call_id=call, field=path, value=typed)
    st.session_state.pop(f"_refused_{side}", None)
    st.session_state.pop(f"_kept_{side}", None)
    try:
        keep(desk, call, side)
    except CaseworkError as refused:  # said beside the fields, where the eye is
        st.session_state[f"_refused_{side}"] = str(refused)
