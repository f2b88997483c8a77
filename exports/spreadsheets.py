"""How do rows leave as CSV or as a workbook that is safe to open?

A text cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP, "CSV
injection"): text beginning with = + - @, tab, carriage return or line feed, and their full-width
forms. Numbers, dates and truths stay what they are. The same rows give the same bytes.
"""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

Cell = str | int | float | date | None

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767  # characters Excel keeps in one cell
_EXACT = 2**53  # larger whole numbers lose digits in Excel
_FIRST_YEAR = 1901  # Excel's own 1900 has a day that never was
_STAMP = (2000, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its name, its header, its rows (each as long as the header)."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads it; dates as 2026-11-24, CRLF lines."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    writer.writerows([_in_csv(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook: headers bold and frozen, dates as dates (aware times as their wall time).

    Raises ValueError without a sheet: Excel opens no empty workbook.
    """
    if not sheets:
        raise ValueError("A workbook needs at least one sheet.")
    book = Workbook(write_only=True)
    taken: set[str] = set()
    for sheet in sheets:
        page = book.create_sheet(_sheet_name(sheet.name, taken))
        page.freeze_panes = "A2"
        header = [WriteOnlyCell(page, value=safe(column)) for column in sheet.columns]
        for cell in header:
            cell.font = Font(bold=True)
        page.append(header)
        for row in sheet.rows:
            page.append([_in_sheet(value) for value in row])
    out = BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def safe(text: str) -> str:
    """Text that no spreadsheet runs: what looks like a formula starts with an apostrophe."""
    kept = _NOT_IN_XML.sub("", text)
    guarded = f"'{kept}" if kept.lstrip(" \u00a0").startswith(_FORMULA) else kept
    return guarded if len(guarded) <= _LONGEST else guarded[: _LONGEST - 1] + "…"


def _plain(value: object) -> Cell:
    """The value as one of the few types both formats know; anything else as its text."""
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, Decimal):
        return _plain(float(value))
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) > _EXACT:
        return str(value) if value > 0 else safe(str(value))
    if value is None or isinstance(value, int | float | date):
        return value
    return safe(str(value))


def _in_csv(value: object) -> str | int | float | None:
    plain = _plain(value)
    if isinstance(plain, datetime):
        return plain.isoformat(sep=" ", timespec="minutes")
    return plain.isoformat() if isinstance(plain, date) else plain


def _in_sheet(value: object) -> Cell | time:
    plain = _plain(value)
    if isinstance(plain, date) and plain.year < _FIRST_YEAR:
        return plain.isoformat()
    return plain.replace(tzinfo=None) if isinstance(plain, datetime) else plain


def _sheet_name(name: str, taken: set[str]) -> str:
    """At most 31 characters, none of []:*?/\\, not used before in this workbook."""
    wanted = re.sub(r"[\[\]:*?/\\]", " ", _NOT_IN_XML.sub("", name)).strip(" '")[:31] or "Sheet"
    made, count = wanted, 1
    while made.lower() in taken:
        count += 1
        made = f"{wanted[: 30 - len(str(count))]} {count}"
    taken.add(made.lower())
    return made


def _timeless(workbook: bytes) -> bytes:
    """The same workbook without the moment it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(workbook)) as made, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for part in sorted(made.namelist()):
            content = made.read(part)
            if part == "docProps/core.xml":
                content = _TIMES.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", content)
            entry = ZipInfo(part, date_time=_STAMP)
            entry.compress_type = ZIP_DEFLATED
            kept.writestr(entry, content)
    return out.getvalue()
