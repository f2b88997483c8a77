"""What would a directory change, and is that right?"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import streamlit as st

from casework import directory, matches
from casework.desk import Desk
from casework.directory import Report
from pages.widgets import state
from pages.widgets.importing.feed import ROUND, UPLOAD
from pages.widgets.plain import plain

SEEN = "_dry_run"  # (what was asked, its report)
PROBLEMS_SHOWN = 200


def run(desk: Desk, asked: Mapping[str, Any], upload: UUID, **options: bool) -> Report:
    """Read the upload, and take it in unless `dry_run`."""
    with st.status("Reading the file…") as shown:

        def progress(count: int) -> None:
            if count % 500 == 0:
                shown.update(label=f"{count:,} records…")

        report = directory.take_in(
            desk,
            format=asked["format"],
            path=directory.upload_path(desk, upload),
            feed=asked["feed"],
            progress=progress,
            **options,
        )
        shown.update(label="The file is read.", state="complete")
    return report


def would_change(report: Report) -> None:
    st.header("What would change", anchor=False)
    if report.same_file:
        st.info(report.of_the_file())
    st.write(report.in_words())
    if report.unknown_codes:
        count = len(report.unknown_codes)
        codes = "One code is" if count == 1 else f"{count} codes are"
        st.text(f"{codes} known to nobody here, and kept as it stands in the file.")
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


def confirm(desk: Desk, asked: Mapping[str, Any], upload: UUID, report: Report) -> bool:
    """The button that takes it in, behind a yes where much would go; whether it was taken in."""
    if not st.button("Take it in", type="primary", disabled=not _sure(report)):
        return False
    done = run(desk, asked, upload, yes=report.needs_yes)
    with st.spinner("The call desk gets its new lists…"):
        matches.settle()
    directory.drop_upload(desk, upload)
    for key in (SEEN, UPLOAD, "f_yes"):
        st.session_state.pop(key, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    said = filter(None, (f"{done.source} is published.", done.of_the_file(), done.in_words()))
    state.say("success", " ".join(said))
    return True


def _sure(report: Report) -> bool:
    """A list cut off half way looks just like one that lost many places: somebody has to say."""
    if not report.needs_yes:
        return True
    st.warning(
        f"More than a fifth of what {plain(report.source)} lists now is not in this file: "
        f"{report.missing:,} listings would be marked as missing and after a while no longer offered. "
        "Is it the whole list, and of the right area?"
    )
    return st.checkbox(
        f"Yes: {report.missing:,} listings are no longer in this file, and that is right.",
        key="f_yes",
    )
