"""Which kinds of directories can come in, in the words of who has one?"""

import streamlit as st

from casework import directory

# Format → what it is, and which file is meant.
FORMATS = {
    "findtreatment": (
        "Treatment places (SAMHSA, findtreatment.gov)",
        "SAMHSA's National Directory (XLSX or CSV), or the JSON answer of findtreatment.gov.",
    ),
    "meeting_guide": (
        "Meetings of AA, Al-Anon and others (Meeting Guide)",
        "The meetings.json that an intergroup publishes for the Meeting Guide app, or the same as a "
        "sheet.",
    ),
    "bmlt": (
        "Meetings of Narcotics Anonymous (BMLT)",
        "GetSearchResults.json of a region's server, with its GetFormats.json and "
        "GetServiceBodies.json if you have them; or its NAWS table (CSV or XLSX).",
    ),
    "icarol": (
        "Your own resources from iCarol",
        "The resource export (CSV), with its coverage and taxonomy files if you have them.",
    ),
    "hsds": (
        "Services of a 211 or another directory (HSDS, Open Referral)",
        "The data package as one ZIP, or the services as JSON.",
    ),
    "table": (
        "A spreadsheet of your own",
        "Any list with a row of headings (XLSX, CSV or JSON): you say what its columns are, and see "
        "at once what we make of them.",
    ),
}
WORDS = {format: words for format, (words, _) in FORMATS.items()} | {
    directory.STARTER: "National lines and fellowships"
}


def what_it_is() -> str:
    """The kind of directory somebody has; its sentence says which file is meant."""
    return st.selectbox(
        "What do you have?",
        list(FORMATS),
        format_func=lambda each: FORMATS[each][0],
        key="f_format",
        width=460,
    )
