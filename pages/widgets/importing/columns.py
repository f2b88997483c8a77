"""What are the columns of somebody's spreadsheet? Ours to guess, theirs to say."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import streamlit as st

from casework import directory
from casework.desk import Desk
from imports.table.change import meanings, with_meaning
from imports.table.fields import FIELDS, WEEKDAYS
from imports.table.guess import is_ready
from imports.table.mapping import TEXT, TableMapping, from_json, to_json
from imports.table.sample import Sample
from pages.widgets import state
from pages.widgets.importing.cells import CELLS, what_cells_mean
from pages.widgets.importing.feed import defaults
from pages.widgets.importing.mapping_file import download
from pages.widgets.plain import plain

LOOKED = "_sample"  # (the upload, what stands in it)
SAID = "_mapping"  # (the upload and source, how it began, the mapping as it is now)
CODES = {
    "tags": "codes to match by",
    "status": "whether one may be sent there",
    "kind": "what kind of place it is",
    "attendance": "in person or online",
    "drop": "people's own data, not kept",
}
TIMED = frozenset({"day", "time", *WEEKDAYS})
UNUSED = "kept as it is, not used"
WAYS = {"": UNUSED, **FIELDS, **CODES}
KNOWN = "A list we know:"
SHOWN = 3  # listings of the preview


def columns(desk: Desk, upload: UUID, source: str, feed: dict[str, str]) -> dict[str, Any] | None:
    """The mapping as it is kept, as soon as it says enough; None until then.

    A list with days or hours is asked for its time zone, which goes into `feed`.
    """
    sample = looked_into(desk, upload)
    begun, mapping = begin(desk, upload, source, sample)
    if begun.startswith(KNOWN):
        feed["licence_note"] = directory.starts(sample)[0].attribution
    st.header("What its columns are", anchor=False)
    st.write(begun)
    with st.container(horizontal=True, gap="large"):
        with st.container(width=610):
            mapping = every_row(sample, mapping)
            if TIMED & mapping.columns.keys():
                feed |= defaults("table")
            every_column(sample, mapping)
            one_column(sample, mapping)
            if is_ready(mapping):
                download(to_json(mapping))
        with st.container(width="stretch"):
            become(sample, mapping, feed)
    return to_json(mapping) if is_ready(mapping) else None


def looked_into(desk: Desk, upload: UUID) -> Sample:
    known = st.session_state.get(LOOKED)
    if known is None or known[0] != upload:
        known = st.session_state[LOOKED] = (upload, directory.sampled(desk, upload))
    sample: Sample = known[1]
    return sample


def begin(desk: Desk, upload: UUID, source: str, sample: Sample) -> tuple[str, TableMapping]:
    """As it was said the last time, as a public list we know, or as we guess; then as changed here."""
    saved = directory.saved_mapping(desk, source)
    about = (upload, source if saved else "")
    known = st.session_state.get(SAID)
    if known is None or known[0] != about:
        words, mapping = _first(source, sample, saved)
        known = st.session_state[SAID] = (about, words, mapping)
        for key in ("f_row_kind", "f_country", "f_fellowship", "f_sunday", "f_lapsed"):
            st.session_state.pop(key, None)
    return known[1], known[2]


def _first(source: str, sample: Sample, saved: Any) -> tuple[str, TableMapping]:
    if saved and sample.fits(from_json(saved)):
        return f"As {plain(source)} was read the last time.", from_json(saved)
    look = "Look whether the first rows read right, and change what does not."
    starts = directory.starts(sample)
    if starts:
        return f"{KNOWN} {plain(starts[0].title)}. {look}", starts[0].mapping
    if saved:
        look = f"{plain(source)} had other columns the last time. {look}"
    return f"We guess by the headings and the first rows. {look}", directory.proposed(sample)


def forget_columns() -> None:
    """The list is in: the next one begins anew."""
    for key in (LOOKED, SAID, "f_column"):
        st.session_state.pop(key, None)


def keep(mapping: TableMapping) -> None:
    about, words, _ = st.session_state[SAID]
    st.session_state[SAID] = (about, words, mapping)


def every_row(sample: Sample, mapping: TableMapping) -> TableMapping:
    """What holds for all rows, and what only some lists need to be asked."""
    with st.container(horizontal=True):
        state.start_with("f_row_kind", mapping.kind)
        kind = st.selectbox(
            "Each row is",
            list(directory.KINDS),
            format_func=lambda each: directory.KINDS[each],
            key="f_row_kind",
            width=240,
        )
        changed = _in_a_country(replace(mapping, kind=str(kind)))
        if kind == "meeting":
            state.start_with("f_fellowship", mapping.fellowship)
            typed = st.text_input(
                "Of which fellowship",
                key="f_fellowship",
                placeholder="empty if mixed",
                width=220,
            )
            changed = replace(changed, fellowship=typed.strip())
    changed = _asked_of_some(sample, changed)
    if changed != mapping:
        keep(changed)
    return changed


def _in_a_country(mapping: TableMapping) -> TableMapping:
    """Two letters for the whole list, where no column of it says a country."""
    refs = mapping.columns.get("country", ())
    if any(not ref.startswith(TEXT) for ref in refs):
        return mapping
    state.start_with("f_country", refs[0].removeprefix(TEXT) if refs else "US")
    typed = st.text_input("Country", key="f_country", max_chars=2, width=90).strip().upper()
    columns = {name: each for name, each in mapping.columns.items() if name != "country"}
    if typed.isascii() and typed.isalpha() and len(typed) == 2 and typed != "US":
        columns["country"] = (f"{TEXT}{typed}",)
    return replace(mapping, columns=columns)


def _asked_of_some(sample: Sample, mapping: TableMapping) -> TableMapping:
    days = [sample.column(ref) for ref in mapping.columns.get("day", ())]
    if any(cell.isdigit() for each in days if each for cell in each.values):
        state.start_with("f_sunday", mapping.sunday)
        sunday = st.radio(
            "Its days are numbers. Which one is Sunday?",
            [0, 1, 7],
            format_func=str,
            horizontal=True,
            key="f_sunday",
        )
        mapping = replace(mapping, sunday=sunday)
    if {"expires", "expired"} & mapping.columns.keys():
        state.start_with("f_lapsed", mapping.lapsed)
        lapsed = st.radio(
            "A place whose licence has lapsed",
            ["paused", "warn"],
            format_func={"paused": "is not offered", "warn": "is offered, with a warning"}.get,
            horizontal=True,
            key="f_lapsed",
        )
        mapping = replace(mapping, lapsed=lapsed)
    return mapping


def what_it_is(mapping: TableMapping, ref: str) -> str:
    """What one column is taken for, in words."""
    return ", ".join(WAYS[each] for each in meanings(mapping, ref)) or UNUSED


def every_column(sample: Sample, mapping: TableMapping) -> None:
    rows = [
        {
            "Column": each.title,
            "We take it for": what_it_is(mapping, each.ref),
            "Its first cells": " · ".join(each.examples) or "empty",
        }
        for each in sample.columns
    ]
    st.dataframe(rows, hide_index=True, height=248, alt="Every column and what we take it for")


def one_column(sample: Sample, mapping: TableMapping) -> None:
    """One column at a time: what it is, and what its cells mean where they are codes."""
    titles = {each.ref: each.title for each in sample.columns}
    with st.container(horizontal=True):
        if st.session_state.get("f_column") not in titles:
            st.session_state.pop("f_column", None)
        ref = st.selectbox(
            "Column", list(titles), format_func=titles.__getitem__, key="f_column", width=290
        )
        number = list(titles).index(ref)
        found = meanings(mapping, ref)
        st.session_state[f"f_is_{number}"] = found[0] if found else ""
        st.selectbox(
            "What it is",
            list(WAYS),
            format_func=WAYS.__getitem__,
            key=f"f_is_{number}",
            on_change=_becomes,
            args=(number,),
            width=290,
        )
    column = sample.column(ref)
    if column and (codes := [each for each in found if each in CELLS]):
        what_cells_mean(column, mapping, codes[0], keep)


def _becomes(number: int) -> None:
    """This column is what was just chosen, and nothing else."""
    sample, mapping = st.session_state[LOOKED][1], st.session_state[SAID][2]
    column = sample.columns[number]
    keep(with_meaning(mapping, column, st.session_state[f"f_is_{number}"]))


def become(sample: Sample, mapping: TableMapping, feed: dict[str, str]) -> None:
    """The first rows as they would stand in the directory, and what is odd in them."""
    st.subheader("The first rows become", anchor=False)
    if not is_ready(mapping):
        st.warning("Say which column is the name: then the first rows stand here.")
        return
    reading = directory.tried(sample, mapping, feed)
    different = {each.name: each for each in reversed(reading.listings)}
    for listing in list(different.values())[: -SHOWN - 1 : -1]:
        one = directory.as_read(listing)
        lines = {
            "": one.what,
            "Where": one.where,
            "When": one.when,
            "Phone": one.phones,
            "Says": one.says,
        }
        said = [f"{name}: {words}" if name else words for name, words in lines.items() if words]
        with st.container(gap=None):
            st.markdown(f"**{plain(one.name)}**")
            st.text("\n".join(said))
    if sample.broken:
        st.text(f"{sample.broken:,} of {sample.read:,} rows are out of their columns and left out.")
    for words, count in directory.odd(reading):
        st.text(f"{count} × {words}")
