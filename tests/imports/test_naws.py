"""What does a NAWS table say of its meetings, as it comes and after a spreadsheet?"""

import csv
import io
from datetime import date, time

import pytest
from openpyxl import Workbook

from imports.formats import read_bytes
from imports.listing import Options, Unreadable

HOPE = {
    "Committee": "G00012534", "CommitteeName": "Hope", "ParentName": "Harbour Area",
    "ContactName": "Quill", "ContactPhone": "301-555-0100", "Room": "", "Closed": "OPEN",
    "WheelChr": "TRUE", "Day": "Sunday", "Time": "1930", "Language1": "", "Place": "Chapel",
    "Address": "1 Main St", "City": "New York", "LocBorough": "", "State": "NY", "Zip": "10001",
    "Country": "USA", "Format1": "BEG", "Format2": "STEP", "Format3": "", "Delete": "",
    "LastChanged": "6/10/21", "Longitude": "", "Latitude": "", "PhoneMeetingNumber": "",
    "VirtualMeetingLink": "", "VirtualMeetingInfo": "", "TimeZone": "", "bmlt_id": "14",
    "unpublished": "",
}  # fmt: skip


def reading(*rows, **options):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(HOPE))
    writer.writeheader()
    writer.writerows(rows)
    return read_bytes("bmlt", "dump.csv", out.getvalue().encode(), Options(**options))


def one(**cells):
    found = reading(HOPE | cells)
    return found.listings[0], [(p.field, p.action) for p in found.problems]


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def test_a_row_is_a_meeting():
    here, problems = one()
    assert problems == [] and (here.source_id, here.external_id) == ("14", "G00012534")
    (when,) = here.times
    assert (when.weekday, when.start, when.minutes) == (0, time(19, 30), 60)
    assert when.zone == "America/New_York" and here.attendance == "in_person"
    assert (here.fellowship, here.organization, here.where.name) == ("NA", "Harbour Area", "Chapel")
    assert values(here, "open_closed") == {"open"} and values(here, "access") == {"wheelchair"}
    assert values(here, "meeting_format") == {"beginner", "step"}
    assert here.updated_at.date() == date(2021, 6, 10) and "Quill" not in repr(here)


@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        ("0", time(0)),
        ("30", time(0, 30)),
        ("0000", time(0)),
    ],
)
def test_a_time_keeps_its_sense_without_its_zeros(written, start):
    here, problems = one(Time=written)
    assert here.times[0].start == start
    assert [field for field, _ in problems] == (["time"] if len(written) < 4 else [])


@pytest.mark.parametrize("written", ["2560", "7", "11", "noonish", "19h3", "-730"])
def test_what_is_no_time_is_kept_as_text(written):
    here, problems = one(Time=written)
    assert (here.times[0].start, here.times[0].minutes, here.times[0].text) == (None, None, written)
    assert [field for field, _ in problems] == ["time"]


@pytest.mark.parametrize("written", ["Sumday", "", "1", "the"])
def test_what_is_no_day_is_none(written):
    here, problems = one(Day=written)
    assert here.times[0].weekday is None and [field for field, _ in problems] == ["day"]


@pytest.mark.parametrize("gone", [{"Delete": "D"}, {"Delete": "d"}, {"unpublished": "1"}])
def test_deleted_and_unpublished_meetings_are_left_out_and_said(gone):
    found = reading(HOPE | gone, HOPE | {"bmlt_id": "15"})
    assert (found.read, found.rejected) == (2, 1) and [x.source_id for x in found.listings] == [
        "15"
    ]
    assert [(p.row, p.severity) for p in found.problems] == [(1, "error")]


def test_how_it_is_attended_comes_from_its_formats():
    assert one(Format1="HYBR")[0].attendance == "hybrid"
    shut = one(Format1="TC")[0]
    assert (shut.attendance, shut.status) == ("inactive", "temporarily_closed")
    online = one(Format1="VM", VirtualMeetingLink="https://zoom.us/j/1", Address="", Place="")[0]
    assert (online.attendance, online.join_url) == ("online", "https://zoom.us/j/1")


def test_names_in_room_languages_and_codes_nobody_knows():
    here, _ = one(Room="Sign Language, Potluck", Language1="Spanish", Format3="ZZZ")
    assert values(here, "language") == {"ase", "es"}
    found = reading(HOPE | {"Room": "Potluck", "Format3": "ZZZ"})
    assert found.unknown_codes == {"ZZZ": 1, "Potluck": 1}


def test_ids_without_the_servers_own():
    found = reading(
        HOPE | {"bmlt_id": ""}, HOPE | {"bmlt_id": ""}, HOPE | {"bmlt_id": "", "Committee": ""}
    )
    ids = [each.source_id for each in found.listings]
    assert ids[:2] == ["G00012534", "G00012534-1"] and len(set(ids)) == 3


def test_a_workbook_with_numbers_for_times():
    book = Workbook()
    book.active.append(list(HOPE))
    book.active.append(
        [*({**HOPE, "Time": 930, "WheelChr": True, "Zip": 2540, "State": "MA"}.values())]
    )
    out = io.BytesIO()
    book.save(out)
    (here,) = read_bytes("bmlt", "dump.xlsx", out.getvalue()).listings
    assert here.times[0].start == time(9, 30) and here.where.postal_code == "02540"
    assert values(here, "access") == {"wheelchair"}


def test_another_table_or_page_is_refused():
    for data in (b"name,slug\nA,a\n", b"<html>wait</html>", b"Committee,CommitteeName,Day,Time\n"):
        with pytest.raises(Unreadable):
            read_bytes("bmlt", "dump.csv", data)
