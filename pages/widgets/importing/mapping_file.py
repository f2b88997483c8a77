"""How does what was said of a spreadsheet's columns go to another machine, or to the command line?"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from casework import directory


def download(mapping: Mapping[str, Any]) -> None:
    st.download_button(
        "Download the mapping",
        directory.mapping_file(mapping),
        "mapping.json",
        mime="application/json",
        on_click="ignore",
        help="What each column is, as a file: for `manage.py import table … --mapping mapping.json`.",
    )
