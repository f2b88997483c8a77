"""Which records does a spreadsheet hold, and what stands in one column of one of them?"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from imports.jsons import begins, json_of, record_list
from imports.listing import Unreadable
from imports.reading import File, Notes
from imports.table.mapping import INSIDE, TEXT
from imports.tables import HEADING_WITHIN, WIDEST, Row, broken_rows, grids, heading, is_workbook
from imports.text import clean, line, plain

Record = Mapping[str, Any]
LISTS = ("records", "rows", "meetings", "data", "results", "contents", "features")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings (lower case, blanks to `_`, each once), what the file calls them, and its records.

    `broken`: record (from 1) → why none of its cells can be believed to stand in its own column.
    """

    headings: Sequence[str]
    titles: Sequence[str]
    records: Sequence[Record]
    broken: Mapping[int, str] = field(default_factory=dict)


def sheet_of(file: File, needed: Collection[str], notes: Notes) -> Sheet:
    """The CSV, sheet of a workbook or JSON list with these columns; any first one for none.

    Raises `Unreadable`: not a table, no record, or columns of the mapping that are not there.
    """
    if begins(file).startswith((b"[", b"{")):
        sheet = _of_json(file, notes)
        _refuse_lacking(file.name, sheet.headings, needed)
        return sheet
    best: list[str] = []
    for rows in grids(file, notes):
        at = _heading_row(rows, needed)
        if at is not None:
            return _below(file.name, rows, at, of_text=not is_workbook(file))
        best = max([best, *(_named(row) for row in rows[:HEADING_WITHIN])], key=len_with(needed))
    _refuse_lacking(file.name, best, needed)
    raise Unreadable(
        f"{file.name} has no row of headings; give each column a name in its first row."
    )


def len_with(needed: Collection[str]) -> Any:
    """How much of what is needed a row of headings holds."""
    return lambda headings: len(set(needed) & set(headings))


def _refuse_lacking(name: str, headings: Collection[str], needed: Collection[str]) -> None:
    lacking = sorted(set(needed) - set(headings))
    if lacking:
        words = ", ".join(f"“{each}”" for each in lacking[:6])
        more = f" and {len(lacking) - 6} more" if len(lacking) > 6 else ""
        raise Unreadable(
            f"{name} has no column {words}{more}, which its mapping reads; "
            "choose the right file, or say anew what its columns are."
        )


def _heading_row(rows: Sequence[Row], needed: Collection[str]) -> int | None:
    """The first row that holds all of `needed`; of none, the first that looks like headings."""
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        if len(row) > WIDEST:
            continue
        if needed and set(needed) <= set(_named(row)):
            return number
        if not needed and _looks_like_headings(row, rows[: HEADING_WITHIN * 2]):
            return number
    return None


def _looks_like_headings(row: Row, rows: Sequence[Row]) -> bool:
    words = [cell.strip().lower() for cell in row if cell.strip()]
    widest = max((sum(bool(cell.strip()) for cell in each) for each in rows), default=0)
    named = [word for word in words if re.search(r"[^\W\d_]", word) and len(word) <= 60]
    return bool(words) and len(set(words)) == len(words) == len(named) and len(words) * 2 > widest


def _named(row: Row) -> list[str]:
    """Headings as they are looked up; a blank one is called by its number, a repeat counted."""
    found: list[str] = []
    for number, cell in enumerate(row, start=1):
        wanted = heading(cell)[:80] or f"column_{number}"
        name, repeat = wanted, 1
        while name in found:
            repeat += 1
            name = f"{wanted}_{repeat}"
        found.append(name)
    return found


def _below(name: str, rows: Sequence[Row], at: int, *, of_text: bool) -> Sheet:
    titles = list(rows[at])
    while titles and not titles[-1].strip():
        titles.pop()
    headings, width = _named(titles), len(titles)
    below = [row for row in rows[at + 1 :] if any(cell.strip() for cell in row)]
    if not below:
        raise Unreadable(f"{name} has headings and no record below them.")
    broken = broken_rows(below, width, of_text=of_text)
    return Sheet(headings, titles, [_record(headings, row) for row in below], broken)


def _record(headings: Sequence[str], row: Row) -> Record:
    cells = [*row, *([""] * (len(headings) - len(row)))]
    return dict(zip(headings, cells, strict=False))


def _of_json(file: File, notes: Notes) -> Sheet:
    found = record_list(json_of(file, notes), *LISTS)
    records = [each for each in found or [] if isinstance(each, dict)]
    if not found or not records:
        raise Unreadable(f"{file.name} holds no list of records.")
    titles = list(dict.fromkeys(str(name) for each in records for name in each))[:WIDEST]
    headings = dict(zip(titles, _named(titles), strict=True))
    broken = {
        n: "not a record; rejected" for n, each in enumerate(found, 1) if not isinstance(each, dict)
    }
    rows = [_from_object(each, headings) if isinstance(each, dict) else {} for each in found]
    return Sheet(list(headings.values()), titles, rows, broken)


def _from_object(record: Mapping[str, Any], headings: Mapping[str, str]) -> Record:
    return {headings[name]: record.get(name) for name in headings}


@dataclass(frozen=True, slots=True)
class Cells:
    """One record, asked by the columns of a mapping."""

    record: Record
    columns: Mapping[str, Sequence[str]]

    def values(self, name: str) -> Iterator[Any]:
        """What stands in the columns of a field, blanks left out; words of the mapping as they are."""
        for ref in self.columns.get(name, ()):
            found = value(self.record, ref)
            if found not in (None, "", []) and words(found):
                yield found

    def first(self, name: str) -> Any:
        """The first column of a field that is filled, or ""."""
        return next(self.values(name), "")

    def text(self, name: str, between: str = "\n") -> str:
        """All columns of a field as one cleaned text; only of words of the mapping: ""."""
        own = [ref for ref in self.columns.get(name, ()) if not ref.startswith(TEXT)]
        if own and not any(words(value(self.record, ref)) for ref in own):
            return ""
        return between.join(dict.fromkeys(words(each) for each in self.values(name)))

    def line(self, name: str, between: str = " ") -> str:
        """As `text`, on one line."""
        return line(self.text(name, between))


def value(record: Record, ref: str) -> Any:
    """What stands behind one reference of a mapping: a column, a line within it, or its own words."""
    if ref.startswith(TEXT):
        return ref[len(TEXT) :]
    if ref in record or INSIDE not in ref:
        return record.get(ref)
    column, _, label = ref.partition(INSIDE)
    found = _line_of(label).search(words(record.get(column)))
    return found[1].strip() if found else ""


@lru_cache(maxsize=500)
def _line_of(label: str) -> re.Pattern[str]:
    return re.compile(
        rf"^[ \t]*{re.escape(label)}[ \t]*:[ \t]*(\S.*)$", re.IGNORECASE | re.MULTILINE
    )


def words(cell: Any) -> str:
    """A cell as cleaned text: a list joined by "; ", an object as JSON, a truth as yes or no."""
    if isinstance(cell, list) and not any(isinstance(each, list | dict) for each in cell):
        return "; ".join(filter(None, map(words, cell)))
    if isinstance(cell, list | dict):
        try:
            return json.dumps(cell, ensure_ascii=False, sort_keys=True)
        except RecursionError:
            return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return clean(cell) if isinstance(cell, str) else plain(cell)
