"""Take a directory in: see first what a file would change, then let it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Report, SourceLine
from casework.errors import Refused
from pages.widgets.enter.national import load_button
from pages.widgets.importing.columns import columns, forget_columns
from pages.widgets.importing.dry_run import SEEN, confirm, run, would_change
from pages.widgets.importing.feed import address_of, defaults, fetch, files_of, kept_as, whose
from pages.widgets.importing.formats import FORMATS, WORDS, what_it_is
from pages.widgets.screen import go, show

FIRST_IS_IN = "_first_is_in"  # the directory that made this helpline usable came in just now


def take_a_directory_in(desk: Desk) -> None:
    sources = [each for each in directory.sources(desk) if each.last_at is not None]
    if st.session_state.get(FIRST_IS_IN):
        ready(desk)
    else:
        bring_in(desk, [each for each in sources if each.format != directory.STARTER])
        offer_national(desk)
    our_sources(sources)


def ready(desk: Desk) -> None:
    """The first directory is in: what is left to do."""
    st.header("Your helpline is ready", anchor=False)
    st.write("Counsellors can search these places and meetings from their next call on.")
    with st.container(horizontal=True):
        if desk.may(Act.MANAGE_TEAM) and st.button("Invite colleagues", type="primary"):
            del st.session_state[FIRST_IS_IN]
            go("admin/team.py")
        if st.button("Bring in another directory"):
            del st.session_state[FIRST_IS_IN]
            st.rerun()


def bring_in(desk: Desk, sources: Sequence[SourceLine]) -> None:
    if not sources:
        st.header("Bring in your first directory", anchor=False)
        st.write(
            "It makes the lists of the call desk: where to send people, and who meets tonight. "
            "Begin with the one you use most; others follow the same way."
        )
    asked = choose(desk, sources)
    if asked and st.button(dry_run_words(asked)):
        if asked["from_afar"]:
            fetch(desk, asked)
        report = run(desk, asked, kept(asked), dry_run=True)
        st.session_state[SEEN] = (asked, report)
    seen: tuple[dict[str, Any], Report] | None = st.session_state.get(SEEN)
    if seen and seen[0] == asked:
        would_change(seen[1])
        if confirm(desk, asked, kept(asked), seen[1]):
            forget_columns()
            if not sources:
                st.session_state[FIRST_IS_IN] = True
            st.rerun()


def dry_run_words(asked: Mapping[str, Any]) -> str:
    if not asked["from_afar"]:
        return "Dry run"
    return "Fetch again and dry run" if asked["known"] else "Fetch and dry run"


def kept(asked: Mapping[str, Any]) -> UUID:
    """The upload that was looked at; what was fetched stays as it was then."""
    upload = kept_as(asked["feed"]["address"]) if asked["from_afar"] else asked["upload"]
    if upload is None:
        raise Refused("What was fetched is no longer here. Fetch it again.")
    return upload


def offer_national(desk: Desk) -> None:
    """Until it is loaded; what it is and who ticked what stands under Add a place."""
    if directory.national_stands(desk).entries:
        return
    st.header("National lines and fellowships", anchor=False)
    st.write(
        "A list that comes with Peerline: groups that meet online, family groups, lines that are always "
        "answered. Callers anywhere can be sent there; each shows as not verified until you tick it."
    )
    load_button(desk)


def choose(desk: Desk, sources: Sequence[SourceLine]) -> dict[str, Any] | None:
    """What to take in, from whom and from where; None until all of it is said."""
    with st.container(horizontal=True):
        format = what_it_is()
        source, known = whose(sources, format)
    st.text(FORMATS[format][1])
    address = address_of(desk, format, known)
    file = files_of(desk, format) if address is None else None
    feed: dict[str, Any] = {"source": source, **({} if format == "table" else defaults(format))}
    if not source or not (file or address):
        st.text(
            "Choose a file and name its source; a dry run then shows what would change. A file that "
            "turns red is too large and was not read."
            if address is None
            else "Give the address and name its source; a dry run then shows what would change."
        )
        return None
    asked: dict[str, Any] = {
        "format": format,
        "feed": feed,
        "from_afar": file is None,
        "known": known is not None,
    }
    if file is None:
        feed |= {"address": address, "file": directory.host_of(str(address))}
        return asked
    feed["file"], asked["upload"] = file
    if format == "table":
        feed["mapping"] = columns(desk, asked["upload"], source, feed)
        return asked if feed["mapping"] else None
    return asked


def our_sources(lines: Sequence[SourceLine]) -> None:
    if not lines:
        return
    st.header("Our sources", anchor=False)
    st.dataframe(
        [
            {
                "Source": each.name,
                "What it is": WORDS.get(each.format, each.format),
                "Listings": each.listings,
                "No longer in its file": each.missing,
                "Last import": f"{each.last_at:%a %d %b %Y}",
                "File": each.last_file,
            }
            for each in lines
        ],
        hide_index=True,
        alt="Every source with its last import",
    )


show(take_a_directory_in, title="Imports", act=Act.IMPORT_DIRECTORY)
