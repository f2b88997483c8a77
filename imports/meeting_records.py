"""Which records does a Meeting Guide file hold, be it JSON, a sheet or a spreadsheet's own answer?"""

import re
from typing import Any

from imports.jsons import begins, json_of, record_list, refuse_other
from imports.reading import File, Notes
from imports.tables import BROKEN, Table, heading, is_workbook, table_of
from imports.text import plain

HEADINGS = {
    "full_address": "formatted_address",
    "zip": "postal_code",
    "meeting": "name",
    "location_name": "location",
    "start_time": "time",
    "weekday": "day",
    "conference_link": "conference_url",
}
# A sheet is known by its column of names and one that only a list of meetings has.
NEEDED = (
    "name|meeting|title|group|location_name|location",
    "day|time|weekday|start_time|types|slug",
)
NAMES, OF_MEETINGS = (re.compile(rb"\b(" + each.encode() + rb")\b") for each in NEEDED)


def of(file: File, notes: Notes) -> list[Any]:
    """Every record under the format's own field names (formats.md 3). Raises `Unreadable`."""
    if _is_table(file):
        return _of_table(table_of(file, NEEDED, notes), notes)
    found = json_of(file, notes)
    if isinstance(found, dict) and (table := _of_values(found.get("values"))):
        return _of_table(table, notes)
    records = record_list(found, "meetings", "data", "rows") or []
    refuse_other(file.name, records, "meeting_guide")
    return [_named(each) for each in records]


def _of_table(table: Table, notes: Notes) -> list[Any]:
    if not {"day", "weekday"} & set(table.headings):
        notes.warn(0, "day", "", "no column for the day: every meeting is by appointment")
    return [_named(each) | _mark(each) for each in table.records()]


def _mark(record: dict[str, str]) -> dict[str, str]:
    return {BROKEN: record[BROKEN]} if BROKEN in record else {}


def _named(record: Any) -> Any:
    """Headings in any case, with blanks, and by the other names that sheets have for them."""
    if not isinstance(record, dict):
        return record
    found: dict[str, Any] = {}
    for name, value in record.items():
        plain_name = heading(str(name))
        found.setdefault(HEADINGS.get(plain_name, plain_name), value)
    return found


def _is_table(file: File) -> bool:
    """By its first bytes, and for text by its name or by the headings in its first line."""
    if is_workbook(file):
        return True
    head = begins(file)
    if head.startswith((b"[", b"{", b"<")):
        return False
    first = re.split(rb"[\r\n]", head)[0]
    named = file.name.lower().endswith((".csv", ".tsv", ".xlsx"))
    return named or bool(NAMES.search(first) and OF_MEETINGS.search(first))


def _of_values(values: Any) -> Table | None:
    """The answer of a spreadsheet's own interface: rows of cells, the first of them headings."""
    if not isinstance(values, list) or not all(isinstance(row, list) for row in values):
        return None
    rows = [[plain(cell) for cell in row] for row in values]
    return Table([heading(cell) for cell in rows[0]], rows[1:]) if len(rows) > 1 else None
