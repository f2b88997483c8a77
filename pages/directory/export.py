"""Export: what of the directory leaves as a file, what stays here, and as which file?"""

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import WouldLeave
from pages.widgets.figures import plural
from pages.widgets.plain import plain
from pages.widgets.screen import go, show
from pages.widgets.source_name import called

WAYS = {
    "zip": (
        "Download as tables",
        "A ZIP of CSV tables: opens in a spreadsheet, and in programs that take HSDS packages.",
    ),
    "json": (
        "Download as JSON",
        "One list of services, each with its places, hours and numbers within: for programs.",
    ),
}


def export(desk: Desk) -> None:
    found = directory.would_leave(desk)
    if not found.listings:
        st.write("There is no listing to export yet.")
        if desk.may(Act.IMPORT_DIRECTORY) and st.button("Bring in a directory", type="primary"):
            go("directory/imports.py")
        return
    st.write(
        "The whole directory as one file, in the format other directories of services read (HSDS 3.0, "
        "Open Referral). Read in again here, it gives the same directory."
    )
    st.markdown(f"**{found.listings:,} listing{plural(found.listings)} would leave**, {of(found)}")
    st.header("What stays here", anchor=False)
    st.markdown("\n".join(f"- {line}" for line in stays(found)))
    st.header("The file", anchor=False)
    for ending, (label, what) in WAYS.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.link_button(
                label,
                f"/files/directory/hsds.{ending}",
                type="primary" if ending == "zip" else "secondary",
                width=210,
            )
            st.text(what)
    st.text(
        "It is made when you press, in a tab of its own: seconds for a town, a minute or more for a "
        "whole country. You can go on working. The audit trail keeps who exported when."
    )


def of(found: WouldLeave) -> str:
    if len(found.sources) == 1:
        return (
            f"of one source (“{plain(called(found.sources[0]))}”). Its credit stands in the file."
        )
    return f"of {len(found.sources):,} sources. Whom to credit for each stands in the file."


def stays(found: WouldLeave) -> list[str]:
    return [
        f"Private addresses ({listings(found.doors)}): those leave with town, state and ZIP alone.",
        f"Private phone numbers ({listings(found.numbers)}), and every text that holds one of them "
        "or a private street.",
        f"Listings their source keeps out of public lists ({listings(found.withheld)}).",
        "The sources' own raw records, what colleagues reported, and everything of calls and callers.",
    ]


def listings(count: int) -> str:
    return f"{count:,} listing{plural(count)}" if count else "none at present"


show(export, title="Export the directory", act=Act.EXPORT_DIRECTORY)
