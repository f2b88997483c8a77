"""Which rows does a CSV or a workbook hold, whatever its delimiter and wherever its heading is?"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook

from imports.listing import Unreadable
from imports.reading import (
    LIMIT,
    LONGEST_TEXT,
    OLD_OFFICE,
    TOO_LARGE,
    TOO_LONG,
    ZIP,
    File,
    Notes,
    text_of,
)

HEADING_WITHIN = 20  # rows; one locator export has its heading on row 5
DELIMITERS = (",", ";", "\t", "|")
NULLS = frozenset({"\\N", "NULL"})
WIDEST = 2000  # columns
BROKEN = "\x1f"  # no heading: under it a record says why it cannot be believed
END = "\x1e"  # a last row of our own: where it is swallowed, a quote was never closed
Row = list[str]


class Torn(list[str]):
    """A row with a quotation mark where none may stand: the row below it may be in its last cells."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings (lower case, blanks to `_`) and the rows below that hold anything at all."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    of_text: bool = False  # a CSV, whose cells may have moved

    def records(self) -> Iterator[dict[str, str]]:
        """One mapping per row; missing cells are "". Under `BROKEN` stands why a row is not believed."""
        broken = broken_rows(self.rows, len(self.headings), of_text=self.of_text)
        for number, row in enumerate(self.rows, start=1):
            record = dict(zip(self.headings, row, strict=False))
            for heading in self.headings[len(row) :]:
                record[heading] = ""
            if number in broken:
                record[BROKEN] = broken[number]
            yield record


def broken_rows(rows: Sequence[Sequence[str]], width: int, *, of_text: bool) -> dict[int, str]:
    """Row (from 1) → why none of its cells can be believed to stand in its own column (formats.md 7).

    Some programs leave empty cells at the end of a row out: where most rows are short, none is
    broken for that.
    """
    strict = of_text and sum(len(row) < width for row in rows) * 2 < len(rows)
    found = ((n, _why_broken(row, width, short_is=strict)) for n, row in enumerate(rows, start=1))
    return {number: why for number, why in found if why}


def _why_broken(row: Sequence[str], width: int, *, short_is: bool) -> str:
    if any(cell.strip() for cell in row[width:]):
        held = f"{len(row)} cells under {width} headings"
        return f"{held}: something in it holds the mark between cells; record rejected"
    if isinstance(row, Torn):
        return "a quotation mark in it is not closed; record rejected"
    if short_is and len(row) < width:
        return f"only {len(row)} cells under {width} headings; record rejected"
    # A quotation mark that is never closed swallows the rows below it.
    if width > 3 and any("\n" in cell and _most_marks(cell) >= width - 1 for cell in row):
        return "a quotation mark in it is not closed; record rejected"
    return ""


def _most_marks(cell: str) -> int:
    """Marks between cells in one line of it; a comma before a blank is one of prose."""
    tight = re.sub(r",(?=\s)", "", cell)
    return max(each.count(mark) for each in tight.split("\n") for mark in DELIMITERS)


def heading(cell: str) -> str:
    """One heading as it is looked up: no BOM, lower case, blanks and dashes as `_`."""
    return re.sub(r"[\s\-]+", "_", cell.replace("\ufeff", "").strip().lower())


def is_workbook(file: File) -> bool:
    """An XLSX by its first bytes, whatever it is called."""
    return file.data.startswith(ZIP)


def table_of(
    file: File, needed: Collection[str], notes: Notes, *, may_be_empty: bool = False
) -> Table:
    """The table whose headings hold all of `needed`, from a CSV or the sheet of a workbook that fits.

    `"day|time"` in `needed` asks for one of the two.
    Raises `Unreadable` when it is neither, when no row of the first twenty holds those headings, or
    when nothing stands below them, unless it `may_be_empty` (one of several tables).
    """
    if file.data.startswith(OLD_OFFICE):
        raise Unreadable(f"{file.name} is an old .xls file; save it as .xlsx or CSV.")
    if is_workbook(file):
        return _of_workbook(file, needed)
    rows = _csv_rows(file, notes)
    table = _below_heading(rows, needed, of_text=True) or _no_heading(file.name, needed)
    return table if may_be_empty else refuse_empty(file.name, table)


def _no_heading(name: str, needed: Collection[str]) -> Table:
    columns = ", ".join(sorted(each.replace("|", " or ") for each in needed))
    raise Unreadable(f"{name} has no row of headings with the columns {columns}.")


def _csv_rows(file: File, notes: Notes) -> list[Row]:
    text = text_of(file, notes)
    if text.lstrip()[:1] == "<":
        raise Unreadable(f"{file.name} is a web page, not a table.")
    if "\x00" in text:
        notes.warn(0, "encoding", file.name, "NUL characters were removed")
        text = text.replace("\x00", "")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    head = text[:4000].splitlines()[:HEADING_WITHIN]
    delimiter = max(
        DELIMITERS, key=lambda each: max((line.count(each) for line in head), default=0)
    )
    return _parsed(file.name, text, delimiter)


def _parsed(name: str, text: str, delimiter: str) -> list[Row]:
    csv.field_size_limit(LONGEST_TEXT)
    try:
        rows = list(_rows(f"{text}\n{END}", delimiter))
    except csv.Error as failure:
        if "field limit" in str(failure):
            raise Unreadable(TOO_LONG.format(name)) from failure
        raise Unreadable(f"{name} cannot be read as a table: {failure}.") from failure
    if rows.pop() != [END]:
        raise Unreadable(f"{name} breaks off inside a quoted cell: the download is not complete.")
    return [row if isinstance(row, Torn) else _without_nulls(row) for row in rows]


def _without_nulls(row: Row) -> Row:
    return ["" if cell in NULLS else cell for cell in row]


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    held: list[str] = []

    def lines() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            held.append(line)
            yield line

    for row in csv.reader(lines(), delimiter=delimiter):
        yield Torn(row) if len(held) > 1 and _is_torn(held, delimiter) else row
        held.clear()


def _is_torn(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a row of several lines ends its quotation anywhere but at the end of a cell."""
    try:
        return not list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True


def _below_heading(
    rows: Sequence[Row], needed: Collection[str], *, of_text: bool = False
) -> Table | None:
    for number, row in enumerate(rows[:HEADING_WITHIN]):
        headings = [heading(cell) for cell in row]
        if len(headings) <= WIDEST and all(set(each.split("|")) & set(headings) for each in needed):
            below = [each for each in rows[number + 1 :] if any(cell.strip() for cell in each)]
            return Table(headings, below, of_text)
    return None


def refuse_empty(name: str, table: Table) -> Table:
    """Raises `Unreadable` for a table of headings alone."""
    if not table.rows:
        raise Unreadable(f"{name} has headings and no record below them.")
    return table


def _of_workbook(file: File, needed: Collection[str]) -> Table:
    for rows in _sheets(file):
        if table := _below_heading(rows, needed):
            return refuse_empty(file.name, table)
    return _no_heading(f"The workbook {file.name}", needed)


def grids(file: File, notes: Notes) -> Iterator[list[Row]]:
    """The rows of a CSV, or of each sheet of a workbook, as they stand. Raises `Unreadable`."""
    if file.data.startswith(OLD_OFFICE):
        raise Unreadable(f"{file.name} is an old .xls file; save it as .xlsx or CSV.")
    if is_workbook(file):
        yield from _sheets(file)
    else:
        yield _csv_rows(file, notes)


def _sheets(file: File) -> Iterator[list[Row]]:
    try:
        sheets = zipfile.ZipFile(io.BytesIO(file.data)).infolist()
        if sum(each.file_size for each in sheets) > LIMIT:
            raise Unreadable(TOO_LARGE.format(file.name))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl on styles it does not know
            book = load_workbook(io.BytesIO(file.data), read_only=True, data_only=True)
            for sheet in book.worksheets:
                yield [[_cell(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    except Unreadable:
        raise
    except Exception as failure:  # openpyxl lets many kinds through on a damaged file
        raise Unreadable(
            f"{file.name} is a zip or damaged workbook that cannot be read."
        ) from failure


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, date | time):
        return value.isoformat()
    if len(text := str(value)) > LONGEST_TEXT:
        raise Unreadable(TOO_LONG.format("The workbook"))
    return text.replace("_x000D_", "").replace("\x00", "")
