"""How fresh is the directory: of each source and kind, and what stands behind a figure?"""

import pandas as pd
import streamlit as st

from casework import directory
from casework.desk import Desk
from casework.directory import Share
from matching.words import Kind
from pages.widgets.ask_list import ask_list
from pages.widgets.figures import pick, plural, share
from pages.widgets.source_name import called

KINDS = {**directory.ENTERED, Kind.TREATMENT: "treatment", Kind.MEETING: "meetings"}
BEHIND = 25


def how_fresh(desk: Desk) -> None:
    lines = directory.shares(desk)
    if not lines:
        st.info("Nothing is listed yet. Once a directory is in, its freshness stands here.")
        return
    shown, fresh = sum(x.shown for x in lines), sum(x.fresh for x in lines)
    st.header(
        f"{share(fresh, shown)} of {shown:,} listing{plural(shown)} were checked in time",
        anchor=False,
    )
    st.text("In time is 90 days for a meeting and a year for all else, by us or by its source.")
    st.table(_table(lines), hide_index=True)
    of = {f"{x.source}/{x.kind.value}": x for x in lines if x.fresh < x.shown}
    chosen = pick("Which of them?", {key: _named(x) for key, x in of.items()})
    if chosen:
        behind(desk, of[chosen])


def behind(desk: Desk, line: Share) -> None:
    """The places to ask behind one figure, those counsellors use most first."""
    found = directory.due_of(desk, line.source, line.kind, limit=BEHIND)
    places = f"{found.total:,} place{plural(found.total)}"
    first = f"; the first {BEHIND} by use" if found.total > BEHIND else ""
    st.text(f"{places} to ask{first}. A group is asked once for all its meetings.")
    ask_list("behind", found.lines)


def _named(line: Share) -> str:
    source, late = called(line.source), line.shown - line.fresh
    return f"{source}, {KINDS[line.kind]}: {late:,} not checked in time"


def _table(lines: list[Share]) -> pd.DataFrame:
    rows = [
        (
            called(x.source),
            KINDS[x.kind],
            f"{x.shown:,}",
            f"{x.fresh:,} ({share(x.fresh, x.shown)})",
            f"{x.asked:,}",
            f"{x.never:,}",
        )
        for x in lines
    ]
    columns = ["source", "kind", "shown", "checked in time", "of these by us", "never checked"]
    return pd.DataFrame(rows, columns=columns)
