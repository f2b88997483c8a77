"""Sources: where do our listings come from, how did the last files do, and what holds for each?"""

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import SourceLine
from pages.widgets.plain import plain
from pages.widgets.screen import go, show
from pages.widgets.source_name import called
from pages.widgets.sources.imported import last_imports
from pages.widgets.sources.settings import settings_of
from pages.widgets.sources.silence import what_silence_means

PARTS = {
    "imports": ("Its imports", last_imports),
    "settings": ("What holds for it", settings_of),
    "silence": ("What silence means", what_silence_means),
}


def our_sources(desk: Desk) -> None:
    lines = directory.sources(desk)
    if not lines:
        st.write("No directory came in yet.")
        if st.button("Bring in your first directory", type="primary"):
            go("directory/imports.py")
        return
    all_of_them(lines)
    known = {each.id: each for each in lines}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Source",
            list(known),
            format_func=lambda id: plain(called(known[id].name)),
            key="f_source",
            width=420,
        )
        part = st.segmented_control(
            "Part",
            list(PARTS),
            format_func=lambda each: PARTS[each][0],
            default="imports",
            required=True,
            key="f_part",
            label_visibility="collapsed",
        )
    st.header(plain(called(known[chosen].name)), anchor=False)
    PARTS[part][1](desk, known[chosen])


def all_of_them(lines: list[SourceLine]) -> None:
    st.dataframe(
        [
            {
                "Source": called(each.name),
                "Listings": each.listings,
                "No longer in its file": each.missing,
                "Last import": f"{each.last_at:%a %d %b %Y}" if each.last_at else "entered here",
                "Time zone": each.zone or "by ZIP",
                "Credit": each.licence_note,
            }
            for each in lines
        ],
        hide_index=True,
        height="content",
        alt="Every source with what it lists and its last import",
    )


show(our_sources, title="Sources", act=Act.IMPORT_DIRECTORY)
