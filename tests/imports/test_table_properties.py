"""No bytes and no mapping break the reader; no changed row gets a wrong day, time or state."""

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.formats import read_bytes
from imports.listing import Options, Unreadable
from imports.places import CODES
from imports.table.mapping import from_json, to_json
from tests.imports.test_table_mapping import mappings

FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
COLUMNS = ("id", "name", "day", "time", "ends", "state", "zip", "note")
MAPPING = {
    "kind": "meeting",
    "columns": {
        "id": "id",
        "name": "name",
        "day": "day",
        "time": "time",
        "end_time": "ends",
        "state": "state",
        "postal_code": "zip",
        "description": "note",
    },
}
DAYS = ["Sunday", "lunes", "terça-feira", "wednesdays", "Thu", "viernes", "sabado"]
TIMES = ["7:00 pm", "12:00 pm", "6:30 am", "11:15 PM"]
CELLS = st.text(max_size=12) | st.sampled_from(
    [
        "Monday",
        "Mon-Fri",
        "7:00 pm",
        "19:00",
        "OH",
        "02540",
        "0",
        "yes",
        "\\N",
        "=",
        "$5",
        "2026-02-30",
    ]
)


@FEW
@given(
    mapping=mappings(),
    data=st.binary(max_size=200),
    rows=st.lists(st.lists(CELLS, max_size=6), max_size=5),
)
def test_no_bytes_and_no_mapping_break_the_reader(mapping, data, rows):
    said = to_json(mapping)
    for each in (data, b"PK\x03\x04" + data, b"[{" + data, _file(sorted(mapping.needed()), rows)):
        try:
            found = read_bytes("table", "a.csv", each, Options(mapping=said))
        except Unreadable as refused:
            assert str(refused).endswith(".")
            continue
        assert found.read == len(found.listings) + found.rejected
        assert len({x.source_id for x in found.listings}) == len(found.listings)
        for listing in found.listings:
            json.dumps(listing.raw)
            repr(listing).encode()
            assert all(when.weekday in (None, *range(7)) for when in listing.times)
            assert all(when.minutes is None or 0 < when.minutes <= 1440 for when in listing.times)


NAMES = st.sampled_from(
    ["version", "kind", "columns", "tags", "name", "column", "values", "status", "sunday", "x"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=8,
)


@FEW
@given(said=JSON)
def test_no_json_breaks_a_mapping(said):
    try:
        mapping = from_json(said)
    except Unreadable as refused:
        assert str(refused).endswith(".")
    else:
        assert from_json(to_json(mapping)) == mapping


def _file(headings, rows):
    text = io.StringIO()
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8", "replace")


def _truth(number):
    """What row `number` of the list says: all of it differs from row to row."""
    return (DAYS[number % 7], TIMES[number % 4], ["OH", "CA", "NY"][number % 3])


def _rows():
    for number in range(28):
        day, at, state = _truth(number)
        yield [f"id-{number}", f"Group {number}", day, at, "", state, "", f"Room {number}"]


def _read(text):
    found = read_bytes(
        "table", "list.csv", text.encode("utf-8", "replace"), Options(mapping=MAPPING)
    )
    return {each.source_id: each for each in found.listings}


@pytest.fixture(scope="module")
def sound():
    return _read(_file(COLUMNS, _rows()).decode())


@FEW
@given(st.data())
def test_a_changed_row_has_its_own_day_time_and_state_or_none(sound, data):
    """A delimiter lost or added, a quotation mark, a cell swapped for nothing, a byte gone."""
    lines = _file(COLUMNS, _rows()).decode().splitlines()
    row = data.draw(st.integers(1, len(lines) - 1))
    line = lines[row]
    at = data.draw(st.integers(len("id-00"), len(line)))
    lines[row] = data.draw(
        st.sampled_from([
            line[:at] + "," + line[at:],
            line[:at] + '"' + line[at:],
            line[:at] + "&amp;" + line[at:],
            line[:at] + "\n" + line[at:],
            line.replace(",", "", 1) if at % 2 else ",".join(line.rsplit(",", 1)[:1]),
            line.replace(",", ";"),
            line[:at],
        ])
    )  # fmt: skip
    try:
        found = _read("\n".join(lines))
    except Unreadable:
        return
    for source_id, listing in found.items():
        if source_id not in sound:
            continue
        true = sound[source_id]
        (when,), (was,) = listing.times, true.times
        assert when.weekday in (None, was.weekday)
        assert when.start in (None, was.start)
        assert (listing.where.state if listing.where else "") in ("", true.where.state)


@FEW
@given(cell=st.text(max_size=10), column=st.sampled_from(["day", "time", "state"]))
def test_a_cell_of_anything_is_itself_or_left_unsaid(cell, column):
    row = {"id": "a", "name": "Hope", "day": "Monday", "time": "7:00 pm", "state": "OH"} | {
        column: cell
    }
    found = _read(_file(COLUMNS, [[row.get(each, "") for each in COLUMNS]]).decode())
    for listing in found.values():
        state = listing.where.state if listing.where else ""
        assert state in CODES or state == "" or len(state) == 2
        for when in listing.times:
            assert when.weekday is None or when.weekday == 1 or column == "day"
