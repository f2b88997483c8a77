"""Take a directory in: see first what a file would change, then let it."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from casework import directory, matches
from casework.access import Act
from casework.desk import Desk
from casework.directory import Report, SourceLine
from casework.errors import Refused
from imports.codes.meeting_guide import FELLOWSHIPS
from imports.places import zones
from pages.widgets import state
from pages.widgets.enter.unchecked import load_button
from pages.widgets.screen import go, show

# Format → what it is, and which file is meant.
FORMATS = {
    "findtreatment": (
        "Treatment places",
        "SAMHSA's National Directory (XLSX or CSV), or the JSON answer of findtreatment.gov",
    ),
    "meeting_guide": (
        "Meetings of AA, Al-Anon and others (Meeting Guide)",
        "the meetings.json that an intergroup publishes for the Meeting Guide app, or the same as a sheet",
    ),
    "bmlt": (
        "Meetings of Narcotics Anonymous (BMLT)",
        "GetSearchResults.json of a region's server, with its GetFormats.json and "
        "GetServiceBodies.json if you have them; or its NAWS table (CSV or XLSX)",
    ),
    "icarol": (
        "Your own resources from iCarol",
        "the resource export (CSV), with its coverage and taxonomy files if you have them",
    ),
    "hsds": (
        "Services of a 211 or another directory (HSDS, Open Referral)",
        "the data package as one ZIP, or the services as JSON",
    ),
}
WORDS = {format: words for format, (words, _) in FORMATS.items()} | {
    directory.STARTER: "National lines and fellowships"
}
KINDS = ["csv", "xlsx", "json", "gz", "zip"]
# Formats that may be several files at once, and what to choose then.
SEVERAL = {
    "bmlt": "The file, or the meetings with their formats together",
    "icarol": "The file, or the resources with their coverage and taxonomy together",
}
NEW = "a new source"
US = ("New_York", "Chicago", "Denver", "Phoenix", "Los_Angeles", "Anchorage", "Puerto_Rico")
UPLOAD, SEEN = "_upload", "_dry_run"  # (file ids, kept upload); (what was asked, its report)
ROUND = "_round"  # a fresh box for files after each import: the browser keeps the old one's
FIRST_IS_IN = "_first_is_in"  # the directory that made this helpline usable came in just now
PROBLEMS_SHOWN = 200


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
    if asked and st.button("Dry run", help="Reads the file and changes nothing."):
        st.session_state[SEEN] = (asked, run(desk, asked, dry_run=True))
    seen: tuple[dict[str, Any], Report] | None = st.session_state.get(SEEN)
    if seen and seen[0] == asked:
        would_change(seen[1])
        confirm(desk, asked, seen[1], first=not sources)


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
    """What to take in and from whom; None until a file and a source are there."""
    format = st.radio(
        "What is it?",
        list(FORMATS),
        format_func=lambda each: FORMATS[each][0],
        captions=[meant for _, meant in FORMATS.values()],
        key="f_format",
    )
    files = st.file_uploader(
        SEVERAL.get(format, "The file"),
        KINDS,
        accept_multiple_files=True,
        key=f"f_files_{st.session_state.get(ROUND, 0)}",
    )
    source = whose([each.name for each in sources if each.format == format])
    feed = {"source": source, **feed_defaults(format)}
    if not files or not source:
        st.text(
            "Choose a file and name its source; a dry run then shows what would change. A file that "
            "turns red is too large and was not read."
        )
        return None
    if len(files) > 1 and format not in SEVERAL:
        raise Refused("This format is one file. Take the others away with the × beside them.")
    kept = keep(desk, files)
    return {"format": format, "upload": kept, "feed": feed | {"file": files[0].name}}


def whose(names: list[str]) -> str:
    """A source that came in before, so that its listings are updated, or a new one."""
    if names:
        chosen = st.selectbox("Whose is it?", [*names, NEW], key="f_source", width=620)
        if chosen != NEW:
            return str(chosen)
    typed = st.text_input(
        "Name of the source",
        key="f_source_name",
        placeholder="like aa-san-jose; the next file of the same name updates it",
        width=620,
    )
    return typed.strip()


def feed_defaults(format: str) -> dict[str, str]:
    """What meetings of a feed do not say themselves."""
    if format == "findtreatment":
        return {}
    left, right = st.columns(2)
    first = [f"America/{city}" for city in US]
    choices = ["", *first, *sorted(zones() - set(first))]
    zone = left.selectbox(
        "Time zone where a meeting states none",
        choices,
        format_func=lambda each: each or "as last time, or by its ZIP",
        key="f_zone",
    )
    if format != "meeting_guide":
        return {"zone": zone}
    lists = right.selectbox(
        "Whose type codes these are",
        ["", *FELLOWSHIPS],
        format_func=lambda each: each or "as last time, or AA's",
        key="f_code_list",
    )
    return {"zone": zone, "code_list": lists}


def keep(desk: Desk, files: Any) -> Any:
    """Write the upload down once, not at every run of the screen."""
    ids = tuple(each.file_id for each in files)
    known = st.session_state.get(UPLOAD)
    if known is None or known[0] != ids:
        kept = directory.keep_upload(desk, [(each.name, each.getvalue()) for each in files])
        st.session_state[UPLOAD] = known = (ids, kept)
    return known[1]


def run(desk: Desk, asked: Mapping[str, Any], **options: bool) -> Report:
    with st.status("Reading the file…") as shown:

        def progress(count: int) -> None:
            if count % 500 == 0:
                shown.update(label=f"{count:,} records…")

        path = directory.upload_path(desk, asked["upload"])
        report = directory.take_in(
            desk,
            format=asked["format"],
            path=path,
            feed=asked["feed"],
            progress=progress,
            **options,
        )
        shown.update(label="The file is read.", state="complete")
    return report


def would_change(report: Report) -> None:
    st.header("What would change", anchor=False)
    st.write(report.in_words())
    if report.unknown_codes:
        count = len(report.unknown_codes)
        st.text(f"{count} codes are known to nobody here; they are kept as they are.")
    if not report.problems:
        return
    st.table(
        [{"Field": f, "What was done": a, "How often": c} for f, a, c in report.summary()[:12]]
    )
    with st.expander(f"{len(report.problems):,} problems, row by row"):
        first = [
            {"Row": p.row, "Field": p.field, "Value": p.value, "What was done": p.action}
            for p in report.problems[:PROBLEMS_SHOWN]
        ]
        st.dataframe(first, hide_index=True, alt="The first problems of the file")
    st.download_button(
        "Download all problems",
        directory.as_csv(report.problems),
        file_name="import-problems.csv",
        mime="text/csv",
        on_click="ignore",
    )


def confirm(desk: Desk, asked: Mapping[str, Any], report: Report, *, first: bool) -> None:
    yes = not report.needs_yes or st.checkbox(
        f"Yes: {report.missing:,} listings are no longer in this file, and that is right.",
        key="f_yes",
    )
    if st.button("Take it in", type="primary", disabled=not yes):
        done = run(desk, asked, yes=report.needs_yes)
        with st.spinner("The call desk gets its new lists…"):
            matches.settle()
        directory.drop_upload(desk, asked["upload"])
        for key in (SEEN, UPLOAD, "f_yes"):
            st.session_state.pop(key, None)
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        state.say("success", f"{done.source} is published. {done.in_words()}")
        if first:
            st.session_state[FIRST_IS_IN] = True
        st.rerun()


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
