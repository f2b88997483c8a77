"""What is taken of a list of meetings that is kept as a sheet: its headings, labels, times and days?"""

import io
import json
from datetime import date, time

import pytest
from openpyxl import Workbook

from imports.formats import read_bytes
from imports.listing import Options, Unreadable

WRITTEN = """\
Time,MEETING,Day,End Time,Types,Full Address,Location Name,Zip,Updated,ID
7:00 PM,Hope,Sunday,8:30 PM,"Open, Wheelchair Access","1 Main St, Salem, MA 01970, USA",Chapel,,8/29/2021,7
"""


def sheet(text, name="sheet.csv", **options):
    return read_bytes("meeting_guide", name, text.encode(), Options(**options))


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def test_headings_in_any_order_case_and_by_their_other_names():
    (here,) = sheet(WRITTEN).listings
    assert (here.source_id, here.name, here.where.name) == ("7", "Hope", "Chapel")
    (when,) = here.times
    assert (when.weekday, when.start, when.minutes) == (0, time(19), 90)
    assert values(here, "open_closed") == {"open"} and values(here, "access") == {"wheelchair"}
    assert here.where.postal_code == "01970" and here.updated_at.date() == date(2021, 8, 29)


def test_a_sheet_is_known_without_its_ending_and_by_its_first_line():
    assert sheet(WRITTEN, "pub").read == sheet(WRITTEN, "a.json").read == 1


@pytest.mark.parametrize("title", ["name", "Title", "Group", "Location", "meeting"])
def test_any_column_of_names_will_do(title):
    found = sheet(f"{title};day;time\nHope;1;19:00\nHope;1;19:00\n")
    assert [each.name for each in found.listings] == ["Hope", "Hope"]
    first, second = (each.source_id for each in found.listings)
    assert second == f"{first}-1"


@pytest.mark.parametrize(
    ("label", "axis", "value"),
    [
        ("Cerrada", "open_closed", "closed"),
        ("Ouvert(e)", "open_closed", "open"),
        ("オープン", "open_closed", "open"),
        ("Kvinnomöte", "women_only", "yes"),
        ("Ženy", "women_only", "yes"),
        ("Sign Language", "language", "ase"),
        ("outdoor meeting", "access", "outdoors"),
        ("STEP MEETING", "meeting_format", "step"),
        ("x", "access", "wheelchair"),
    ],
)
def test_types_by_label_in_every_language_of_the_sheets(label, axis, value):
    found = sheet(f"name,day,types\nHope,1,{label}\n")
    assert value in values(found.listings[0], axis) and found.unknown_codes == {}


def test_a_label_in_no_language_is_counted():
    assert sheet("name,day,types\nHope,1,日曜日\n").unknown_codes == {"日曜日": 1}


@pytest.mark.parametrize(
    ("written", "start"),
    [("Noon", time(12)), ("19:30:00", time(19, 30)), ("7:30 p.m.", time(19, 30)), ("8:00m", None)],
)
def test_times_as_people_write_them(written, start):
    found = sheet(f"name,day,time\nHope,Tuesday,{written}\n")
    assert found.listings[0].times[0].start == start
    assert bool([p for p in found.problems if p.field == "time"]) == (start is None)


def test_a_workbook_with_real_times_and_days_as_numbers():
    book = Workbook()
    book.active.append(["Meetings of our town"])
    book.active.append(["Name", "Day", "Time", "Postal Code", "State"])
    book.active.append(["Hope", 0, time(19, 30), 1970, "MA"])
    out = io.BytesIO()
    book.save(out)
    (here,) = read_bytes("meeting_guide", "list.xlsx", out.getvalue()).listings
    assert [(t.weekday, t.start) for t in here.times] == [(0, time(19, 30))]
    assert here.where.postal_code == "01970"


def test_the_answer_of_a_spreadsheets_own_interface():
    answer = {
        "range": "A1:C2",
        "values": [["Name", "Day", "Time"], ["Hope", "Monday", "7:00 PM"], ["Joy"]],
    }
    found = read_bytes("meeting_guide", "a.json", json.dumps(answer).encode())
    assert [each.times[0].weekday for each in found.listings] == [1, None]


def test_cells_beyond_the_headings_reject_their_row():
    found = sheet("name;day;time\nHope;1;19:00\nFish &amp; Joy;2;19:00\n")
    assert (found.read, found.rejected, [x.name for x in found.listings]) == (2, 1, ["Hope"])
    assert [p.row for p in found.problems if "4 cells under 3" in p.action] == [2]


def test_a_sheet_without_days_says_so_and_one_of_something_else_is_refused():
    found = sheet("name,slug\nHope,a\n")
    assert [p.row for p in found.problems if p.field == "day"] == [0]
    with pytest.raises(Unreadable, match="name or meeting"):
        sheet("name,capacity\nHope,12\n")
