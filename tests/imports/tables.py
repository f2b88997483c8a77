"""A spreadsheet of a few rows read by a mapping; for the tests of what becomes of them."""

from datetime import date

from imports.formats import read_bytes
from imports.listing import Options

MEETINGS = {
    "kind": "meeting",
    "columns": {
        "name": "name",
        "day": "day",
        "time": "time",
        "end_time": "ends",
        "line1": "street",
        "city": "town",
        "state": "state",
        "postal_code": "zip",
    },
}
TODAY = date(2026, 11, 26)


def table(text, mapping=MEETINGS, name="list.csv", **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_bytes("table", name, data, Options(mapping=mapping, today=TODAY, **options))


def meeting(day="Monday", at="7:00 pm", ends="", **changes):
    cells = {"name": "Hope", "street": "1 Quay St", "town": "Dayton", "state": "OH", "zip": "45402"}
    cells |= {"day": day, "time": at, "ends": ends} | changes
    rows = [";".join(cells), ";".join(f'"{cell}"' for cell in cells.values())]
    return table("\n".join(rows))


def place(mapping=None, **cells):
    rows = [";".join(["name", *cells]), ";".join(["River House", *cells.values()])]
    columns = {"name": "name"} | {cell: cell for cell in cells} | (mapping or {}).pop("columns", {})
    said = {"kind": "treatment", "columns": {k: v for k, v in columns.items() if v}} | (
        mapping or {}
    )
    return table("\n".join(rows), said)


def acts(found, field=None):
    return [p.action for p in found.problems if field in (None, p.field)]
