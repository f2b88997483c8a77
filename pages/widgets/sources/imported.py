"""How did the last files of a source do, and what was odd in them?"""

import streamlit as st

from casework import directory
from casework.desk import Desk
from casework.directory import SourceLine
from db.models import ImportRun

STATES = {"published": "in use", "failed": "failed, nothing was taken", "staging": "coming in"}
SHOWN = 200


def last_imports(desk: Desk, source: SourceLine) -> None:
    runs = directory.runs(desk, source.id)
    if not runs:
        st.write("These listings are entered here by hand; no file brings them.")
        return
    st.dataframe(
        [_line(run) for run in runs],
        hide_index=True,
        height="content",
        alt="The last imports of this source",
    )
    odd = {run.id: run for run in runs if run.state == "published"}
    if not odd:
        return
    chosen = st.selectbox(
        "What was odd in",
        list(odd),
        format_func=lambda id: f"{odd[id].file_name}, {_when(odd[id])}",
        key=f"f_run_{source.id}",
        width=420,
    )
    problems_of(desk, odd[chosen])


def _line(run: ImportRun) -> dict[str, object]:
    return {
        "When": _when(run),
        "File": run.file_name,
        "Now": STATES[run.state],
        "Read": run.read,
        "New": run.new,
        "Changed": run.changed,
        "Unchanged": run.unchanged,
        "No longer in it": run.missing,
        "Rejected": run.rejected,
    }


def _when(run: ImportRun) -> str:
    return f"{run.started_at:%a %d %b %Y %H:%M} UTC"


def problems_of(desk: Desk, run: ImportRun) -> None:
    found = directory.problems(desk, run.id)
    if not found:
        st.write(_counted(run.problems))
        return
    st.dataframe(
        [
            {"Row": p.row, "Field": p.field, "Value": p.value, "What was done": p.action}
            for p in found[:SHOWN]
        ],
        hide_index=True,
        alt="What was odd, row by row",
    )
    if len(found) > SHOWN:
        st.caption(f"The first {SHOWN} of {len(found):,}; the download has them all.")
    st.download_button(
        "Download all problems",
        lambda: directory.as_csv(found),
        file_name="import-problems.csv",
        mime="text/csv",
        on_click="ignore",
    )


def _counted(problems: int) -> str:
    if not problems:
        return "Nothing was odd."
    things = "One thing was odd." if problems == 1 else f"{problems:,} things were odd."
    last = directory.PROBLEM_LISTS
    return f"{things} The list is kept for the last {last} imports of each source only."
