""" "Please don't write that down": how is a text struck from the screen and from what was kept?"""

import streamlit as st

from casework import striking
from casework.desk import Desk
from pages.widgets.components.guard import struck_last
from pages.widgets.fragments import callback, refresh
from pages.widgets.state import conflicts, field_of, key_for, say


@callback
def strike(desk: Desk) -> None:
    """The field the counsellor was in; the browser has emptied it and its own copy already."""
    key, call = struck_last(), st.session_state.get("_call")
    if not key or call is None:
        return
    path = field_of(key.removeprefix("c_"))
    striking.strike(desk, call_id=call, field=path)
    conflicts().pop(path, None)
    say(
        "success",
        "Struck. The text is gone from everything that was kept; only that it was, stays.",
    )
    for state in (key_for(path), "c_" + key_for(path)):
        st.session_state.pop(state, None)
    refresh("top", "step", "matches")
