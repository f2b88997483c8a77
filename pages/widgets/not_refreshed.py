"""Are the lists of this moment, or is the directory out of reach?"""

import streamlit as st

from casework import matches
from pages.widgets.times import here


def not_refreshed() -> None:
    """A line while the directory cannot be refreshed; gone as soon as it can."""
    since = matches.stale_since()
    if since is not None:
        clock = f"{since.astimezone(here()):%-I:%M %p}".lower()
        st.warning(
            f"The directory could not be refreshed since {clock}; lists may be out of date. "
            "Nothing you type is lost."
        )
