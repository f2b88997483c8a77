"""What does each cell of a column of codes mean? One at a time, with how often it stands there."""

from collections.abc import Callable, Mapping

import streamlit as st

from casework import directory
from imports.table.change import is_said, said_of, with_cell
from imports.table.mapping import TableMapping
from imports.table.sample import Column

NOT_SAID = "not said yet"
NOTHING = "nothing to match by"
# What the cells of a column can mean, by what the column is; tags may be several.
CELLS: Mapping[str, Mapping[str, str]] = {
    "status": directory.STATUSES,
    "kind": directory.KINDS,
    "attendance": {k: v for k, v in directory.ATTENDANCES.items() if k != "inactive"},
    "tags": {said: directory.tag_words(said) for said in directory.all_tags()},
}
Keep = Callable[[TableMapping], None]


def what_cells_mean(column: Column, mapping: TableMapping, codes: str, keep: Keep) -> None:
    """The cells of one column with what they mean, and the one that is to be said or changed."""
    cells = list(column.values)
    if not cells:
        st.text("Its cells are all different: they are words, no codes.")
        return
    st.dataframe(
        [
            {
                "Cell": cell,
                "How often": count,
                "What it says": _words(mapping, column.ref, cell, codes),
            }
            for cell, count in column.values.items()
        ],
        hide_index=True,
        height=min(38 * len(cells) + 40, 196),
        alt=f"The cells of {column.title} and what they say",
    )
    unsaid = [each for each in cells if not is_said(mapping, column.ref, each)]
    with st.container(horizontal=True):
        key = f"f_cell_{column.ref}"
        if key not in st.session_state:
            st.session_state[key] = next(iter(unsaid), cells[0])
        cell = st.selectbox("Cell", cells, key=key, width=290)
        _one_cell(column, mapping, codes, cells.index(cell), keep)


def _one_cell(column: Column, mapping: TableMapping, codes: str, number: int, keep: Keep) -> None:
    key = f"f_says_{column.ref}_{number}"
    cell = list(column.values)[number]
    said = said_of(mapping, column.ref, cell)
    says = CELLS[codes]
    if codes == "tags":
        st.session_state[key] = [each for each in said if each in says]
        st.multiselect(
            "What it says", list(says), format_func=says.__getitem__, key=key, placeholder=NOTHING,
            on_change=_says, args=(column, mapping, cell, key, keep), width=290,
        )  # fmt: skip
        return
    st.session_state[key] = said[0] if said else None
    st.selectbox(
        "What it says", list(says), index=None, format_func=says.__getitem__, key=key, placeholder=NOT_SAID,
        on_change=_says, args=(column, mapping, cell, key, keep), width=290,
    )  # fmt: skip


def _says(column: Column, mapping: TableMapping, cell: str, key: str, keep: Keep) -> None:
    chosen = st.session_state[key]
    said = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    keep(with_cell(mapping, column.ref, cell, said))


def _words(mapping: TableMapping, ref: str, cell: str, codes: str) -> str:
    said = said_of(mapping, ref, cell)
    if said:
        return ", ".join(CELLS[codes].get(each, each) for each in said)
    return NOTHING if is_said(mapping, ref, cell) else NOT_SAID
