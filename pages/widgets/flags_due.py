"""Which flags wait for a supervisor's word, and which stand at all?"""

from collections.abc import Sequence

import streamlit as st

from casework import people
from casework.desk import Desk
from casework.people import Listed
from pages.widgets.plain import plain
from pages.widgets.screen import go

PEOPLE = "counsellor/people.py"
MOST = 50
WHY = {
    "asked": "asked for",
    "ends": "soon over",
    "over": "just over",
    "carried": "without a reason",
}


def flags_due(desk: Desk) -> None:
    """Closed, it says in its heading whether there is anything to do; nothing at all without a flag."""
    found = people.flagged(desk)
    due = [one for one in found if one.why]
    if not found:
        return
    with st.expander(_heading(due)):
        _list(due, "due", "None ends soon, and none is asked for.")
        rest = [one for one in found if not one.why]
        if rest:
            st.markdown("**These stand**")
            _list(rest[:MOST], "stand", "")


def _heading(due: Sequence[Listed]) -> str:
    parts = [
        f"{count} {words}"
        for why, words in WHY.items()
        if (count := sum(one.why == why for one in due))
    ]
    return f"Flags of people: {', '.join(parts) or 'nothing to look at'}"


def _list(found: Sequence[Listed], where: str, empty: str) -> None:
    if not found and empty:
        st.text(empty)
    several = len({one.centre for one in found}) > 1
    with st.container(key=f"list_flags_{where}", gap=None):
        for one in found:
            words = f"{one.words}  ·  {one.centre}" if several else one.words
            key = f"_flagged_{one.kind}_{one.why}_{one.person_id}"
            if st.button(plain(words), key=key, type="tertiary", width="stretch"):
                st.session_state["_person"] = str(one.person_id)
                st.session_state.pop("_person_ticket", None)
                st.session_state["f_part"] = "flags"
                go(PEOPLE)
