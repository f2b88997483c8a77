"""Take a directory in: see first what a file would change, then let it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from casework import directory
from casework.access import Act
from casework.desk import Desk
from casework.directory import Report
from imports.codes.meeting_guide import FELLOWSHIPS
from imports.places import zones
from pages.widgets import state
from pages.widgets.screen import show

FORMATS = {
    "findtreatment": "Treatment places: SAMHSA FindTreatment or National Directory",
    "meeting_guide": "Meetings: Meeting Guide (AA, Al-Anon and others)",
    "bmlt": "Meetings: BMLT (Narcotics Anonymous)",
}
KINDS = ["csv", "xlsx", "json", "gz"]
NEW = "a new source"
US = ("New_York", "Chicago", "Denver", "Phoenix", "Los_Angeles", "Anchorage", "Puerto_Rico")
UPLOAD, SEEN = "_upload", "_dry_run"  # (file ids, kept upload); (what was asked, its report)
PROBLEMS_SHOWN = 200


def take_a_directory_in(desk: Desk) -> None:
    asked = choose(desk)
    if asked and st.button("Dry run", help="Reads the file and changes nothing."):
        st.session_state[SEEN] = (asked, run(desk, asked, dry_run=True))
    seen: tuple[dict[str, Any], Report] | None = st.session_state.get(SEEN)
    if seen and seen[0] == asked:
        would_change(seen[1])
        confirm(desk, asked, seen[1])
    our_sources(desk)


def choose(desk: Desk) -> dict[str, Any] | None:
    """What to take in and from whom; None until a file and a source are there."""
    files = st.file_uploader("The file", KINDS, accept_multiple_files=True, key="f_files")
    st.text("Several files at once only for BMLT: the meetings with their formats.")
    left, right = st.columns(2)
    format = str(
        left.selectbox("What it is", FORMATS, format_func=FORMATS.__getitem__, key="f_format")
    )
    names = [s.name for s in directory.sources(desk) if s.format == format]
    source = right.selectbox("Whose", [*names, NEW], key="f_source")
    if source == NEW:
        source = right.text_input("Name of the source", key="f_source_name").strip()
    feed = {"source": source, **feed_defaults(format)}
    if not files or not source:
        st.text("Choose a file and name its source; a dry run then shows what would change.")
        return None
    kept = keep(desk, files)
    return {"format": format, "upload": kept, "feed": feed | {"file": files[0].name}}


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


def confirm(desk: Desk, asked: Mapping[str, Any], report: Report) -> None:
    yes = not report.needs_yes or st.checkbox(
        f"Yes: {report.missing:,} listings are no longer in this file, and that is right.",
        key="f_yes",
    )
    if st.button("Take it in", type="primary", disabled=not yes):
        done = run(desk, asked, yes=report.needs_yes)
        directory.drop_upload(desk, asked["upload"])
        for key in (SEEN, UPLOAD, "f_files", "f_yes"):
            st.session_state.pop(key, None)
        state.say("success", f"{done.source} is published. {done.in_words()}")
        st.rerun()


def our_sources(desk: Desk) -> None:
    st.header("Our sources", anchor=False)
    lines = [s for s in directory.sources(desk) if s.last_at is not None]
    if not lines:
        st.info("No directory was taken in yet. The first import makes the lists of the call desk.")
        return
    st.dataframe(
        [
            {
                "Source": each.name,
                "Format": each.format,
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
