"""What holds for a source from one file to the next?"""

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import SourceLine
from casework.directory.words import LANGUAGES
from imports.places import zones
from pages.widgets import state
from pages.widgets.fragments import callback
from pages.widgets.importing.mapping_file import download


def settings_of(desk: Desk, source: SourceLine) -> None:
    kept = directory.kept(desk, source.id)
    key = f"f_kept_{source.id}"
    with st.form(key, border=False, width=720):
        with st.container(horizontal=True):
            st.selectbox(
                "Time zone where a listing states none",
                ["", *sorted(zones())],
                index=["", *sorted(zones())].index(kept.zone) if kept.zone in zones() else 0,
                format_func=lambda each: each or "by its ZIP",
                key=f"{key}_zone",
            )
            codes = list(dict.fromkeys([kept.language or "en", *LANGUAGES]))
            st.selectbox(
                "Language where a meeting states none",
                codes,
                format_func=lambda each: LANGUAGES.get(each, each),
                key=f"{key}_language",
            )
        st.number_input(
            "Days a listing still counts when a new file leaves it out",
            0,
            365,
            kept.grace_days,
            key=f"{key}_grace",
            help="Until then it stays in the lists with a warning; a feed often drops a row by "
            "mistake. Then it goes, and comes back with the next file that has it.",
        )
        st.text_input(
            "Credit its licence asks for",
            kept.licence_note,
            key=f"{key}_credit",
            placeholder="like: Data: Greater Dayton Intergroup, CC BY 4.0",
            help="It stands on each of its listings.",
        )
        st.form_submit_button("Keep", type="primary", on_click=_keep, args=(source.id, key))
    if mapping := directory.saved_mapping(desk, source.name):
        st.text("What its columns are was said when it came in, and is kept for its next file.")
        download(mapping)


@callback(Act.IMPORT_DIRECTORY)
def _keep(desk: Desk, source_id: int, key: str) -> None:
    said = st.session_state
    directory.keep_settings(
        desk,
        source_id,
        zone=said[f"{key}_zone"],
        language=said[f"{key}_language"],
        licence_note=said[f"{key}_credit"] or "",
        grace_days=int(said[f"{key}_grace"]),
    )
    state.say("success", "Kept. The lists of the call desk follow at once.")
