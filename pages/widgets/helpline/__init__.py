"""Which parts do the helpline's own settings have, and what do they share?"""

import streamlit as st

from imports.places import zones

US = ("New_York", "Chicago", "Denver", "Phoenix", "Los_Angeles", "Anchorage", "Puerto_Rico")
SEEN = "_seen"  # the print of the settings that the fields on the screen were filled from


def zone_choices() -> list[str]:
    first = [f"America/{city}" for city in US]
    return [*first, *sorted(zones() - set(first))]


def forget(prefix: str) -> None:
    """The next drawing fills these fields from what is saved."""
    for key in list(st.session_state):
        if str(key).startswith(prefix):
            del st.session_state[key]
