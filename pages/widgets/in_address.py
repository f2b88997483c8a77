"""How does a filter stand in the address, by its key and never by its words, so that a link shows the same?

Streamlit's own binding writes a control's label into the address: a name, or a word that is put
better one day and breaks the link.
"""

from collections.abc import Collection
from typing import TypeVar

import streamlit as st

T = TypeVar("T", int, str)


def asked(key: str, options: Collection[T], default: T | None) -> str:
    """Before the control: it begins as the address says, else with the default. Its key."""
    if st.session_state.get(key) not in (None, *options):
        del st.session_state[key]  # who was chosen is no longer among them
    if key not in st.session_state:
        said = st.query_params.get(key)
        st.session_state[key] = next((one for one in options if str(one) == said), default)
    return key


def kept(key: str, chosen: T | None, default: T | None) -> None:
    """After the control: the address says what was chosen, and nothing where that is the default."""
    said = None if chosen in (None, default) else str(chosen)
    if said == st.query_params.get(key):
        return
    if said is None:
        del st.query_params[key]
    else:
        st.query_params[key] = said
