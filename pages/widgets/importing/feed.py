"""Whose directory is it, is it a file or an address, and what does it not say itself?"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import SourceLine
from casework.errors import Refused
from imports.codes.meeting_guide import FELLOWSHIPS
from imports.places import zones
from pages.widgets.plain import plain

KINDS = ["csv", "xlsx", "json", "gz", "zip"]
SEVERAL = {
    "bmlt": "The file, or the meetings with their formats together",
    "icarol": "The file, or the resources with their coverage and taxonomy together",
}
NEW = "a new source"
US = ("New_York", "Chicago", "Denver", "Phoenix", "Los_Angeles", "Anchorage", "Puerto_Rico")
UPLOAD = "_upload"  # (what was chosen, the upload it is kept as)
ROUND = "_round"  # a fresh box for files after each import: the browser keeps the old one's


def whose(sources: Sequence[SourceLine], format: str) -> tuple[str, SourceLine | None]:
    """A source that came in before, so that its listings are updated, or the name of a new one.

    A spreadsheet is a new one unless somebody says whose: they have nothing but that in common.
    """
    known = {each.name: each for each in sources if each.format == format}
    if known:
        choices = [NEW, *known] if format == "table" else [*known, NEW]
        chosen = st.selectbox("Whose is it?", choices, key=f"f_source_{format}", width=320)
        if chosen != NEW:
            return str(chosen), known[str(chosen)]
    typed = st.text_input(
        "Name of the source",
        key="f_source_name",
        placeholder="like aa-san-jose; its next file updates it",
        width=320,
    )
    return typed.strip(), None


def address_of(desk: Desk, format: str, source: SourceLine | None) -> str | None:
    """The address it is to be fetched from, "" until one is typed; None where it is a file.

    A new address is an administrator's to set up; whoever imports may fetch it again.
    """
    saved = source.address if source else ""
    sets_up = desk.may(Act.MANAGE_HELPLINE)
    if format not in directory.FEEDS or not (saved or sets_up):
        return None
    ways = {"file": "A file on this computer", "address": "An address on the internet"}
    if saved:
        ways["address"] = f"Its address at {plain(directory.host_of(saved))}"
    way = st.radio(
        "Where is it?",
        list(ways),
        format_func=ways.__getitem__,
        index=1 if saved else 0,
        horizontal=True,
        key=f"f_from_{source.id if source else format}",
    )
    if way == "file":
        return None
    if not sets_up:
        return saved
    typed = st.text_input(
        "Address",
        saved,
        key=f"f_address_{source.id if source else format}",
        placeholder="https://…",
        help="It is kept with the source, so that anybody who imports can fetch it again.",
        width=620,
    )
    return typed.strip()


def files_of(desk: Desk, format: str) -> tuple[str, UUID] | None:
    """The name and the kept upload of what was chosen; None while nothing is."""
    files = st.file_uploader(
        SEVERAL.get(format, "The file"),
        KINDS,
        accept_multiple_files=True,
        key=f"f_files_{st.session_state.get(ROUND, 0)}",
    )
    if not files:
        return None
    if len(files) > 1 and format not in SEVERAL:
        raise Refused("This format is one file. Take the others away with the × beside them.")
    ids = tuple(each.file_id for each in files)
    if (kept := kept_as(ids)) is None:
        kept = directory.keep_upload(desk, [(each.name, each.getvalue()) for each in files])
        st.session_state[UPLOAD] = (ids, kept)
    return files[0].name, kept


def kept_as(chosen: Any) -> UUID | None:
    """The upload this choice is kept as already: written once, not at every run of the screen."""
    known = st.session_state.get(UPLOAD)
    return known[1] if known and known[0] == chosen else None


def fetch(desk: Desk, asked: Mapping[str, Any]) -> None:
    """Get the feed anew and keep it, to be looked at and then taken in as it was looked at."""
    address = asked["feed"]["address"]
    with st.spinner(f"Fetching from {plain(directory.host_of(address))}…"):
        kept = directory.fetch(desk, address=address, format=asked["format"])
    st.session_state[UPLOAD] = (address, kept)


def defaults(format: str) -> dict[str, str]:
    """What meetings of a feed do not say themselves."""
    if format == "findtreatment":
        return {}
    first = [f"America/{city}" for city in US]
    with st.container(horizontal=True):
        zone = st.selectbox(
            "Time zone where a meeting states none",
            ["", *first, *sorted(zones() - set(first))],
            format_func=lambda each: each or "as last time, or by its ZIP",
            key="f_zone",
            width=400,
        )
        if format != "meeting_guide":
            return {"zone": zone}
        lists = st.selectbox(
            "Whose type codes these are",
            ["", *FELLOWSHIPS],
            format_func=lambda each: each or "as last time, or AA's",
            key="f_code_list",
            width=400,
        )
    return {"zone": zone, "code_list": lists}
