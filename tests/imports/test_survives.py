"""Does every reader survive what a record may hold (formats.md 11, points 3 to 10)?"""

import json
from datetime import date, time

import pytest

from imports.formats import FORMATS, read_bytes
from imports.listing import Options
from tests.imports.packages import MODERN, OLD, reading
from tests.imports.shapes import (
    JSONS,
    MAPPING,
    both,
    feed,
    read_table,
    records,
    rows,
    table,
    text_of,
)
from tests.imports.survived import fields, one, problems_of

TIMED = ("meeting_guide", "bmlt", "table")  # formats whose record meets at a time


def values(found, axis):
    return {tag.value for tag in one(found).tags if tag.axis == axis}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1970", "01970"),
        ("01970-1234", "01970"),
        ("01970--1234", "01970"),
        ("019701234", "01970"),
        ("19701234", "01970"),
        ("MA", ""),
        ("K1A 0B6", "K1A 0B6"),
        ("970", "00970"),
    ],
)
def test_3_zips(format, written, code):
    for found in both(format, {"zip": written}):
        assert one(found).where.postal_code == code
        said = any(problem.value == written for problem in found.problems)
        assert said == (written in {"1970", "019701234", "19701234", "MA", "970"})


@pytest.mark.parametrize("format", JSONS)
def test_3_a_zip_as_a_number(format):
    assert one(feed(format, {"zip": 1970})).where.postal_code == "01970"


@pytest.mark.parametrize("format", TIMED)
@pytest.mark.parametrize(
    ("written", "start"),
    [
        ("7:00 PM", time(19)),
        ("9:30", time(9, 30)),
        ("19:30:00", time(19, 30)),
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        ("830am", time(8, 30)),
        ("8:00m", None),
        ("", None),
        ("noonish", None),
    ],
)
def test_4_times(format, written, start):
    for found in both(format, {"time": written}):
        (when,) = one(found).times
        assert (when.start, when.weekday) == (start, 1)
        assert (written in when.text) if start is None else when.minutes in (60, None)
        if start is None and written:
            assert any("time" in field for field in fields(found))


def test_4_over_night_all_day_and_long():
    guide = one(feed("meeting_guide", {"time": "23:30"}))
    assert guide.times[0].crosses_midnight
    late = records("meeting_guide")[0] | {"time": "22:00", "end_time": "01:30"}
    found = read_bytes("meeting_guide", "a.json", json.dumps([late]).encode())
    assert (one(found).times[0].minutes, one(found).times[0].crosses_midnight) == (210, True)
    assert problems_of(found, "minutes long")
    head, body = rows("icarol")
    hours = "Mon 24/7; Tue 00:00 - 23:59; Wed 10:00 pm - 6:00 am;"
    spans = one(read_table("icarol", [[*head, "Hours"], [*body, hours]])).times
    assert [(t.minutes, t.crosses_midnight) for t in spans] == [(1440, False)] * 2 + [(480, True)]
    long = records("bmlt")[0] | {"duration_time": "12:00:00"}
    found = read_bytes("bmlt", "a.json", json.dumps([long]).encode())
    assert one(found).times[0].minutes == 720 and problems_of(found, "720 minutes long")


@pytest.mark.parametrize(
    ("format", "written", "weekday"),
    [
        ("meeting_guide", 0, 0), ("meeting_guide", "0", 0), ("meeting_guide", "domingo", 0),
        ("meeting_guide", "Samedi", 6), ("meeting_guide", 7, None), ("meeting_guide", "the", None),
        ("bmlt", "1", 0), ("bmlt", 7, 6), ("bmlt", "0", None), ("bmlt", "8", None),
    ],
)  # fmt: skip
def test_5_days_from_0_and_from_1_and_by_name(format, written, weekday):
    found = feed(format, {"day": written})
    assert [when.weekday for when in one(found).times] == [weekday]
    assert any("day" in field for field in fields(found)) == (weekday is None)


@pytest.mark.parametrize("format", TIMED)
def test_5_days_in_tables_arrays_and_by_appointment(format):
    for written, weekday in (("Sunday", 0), ("sábado", 6), ("Dimanche", 0), ("the", None)):
        (when,) = one(table(format, {"day": written})).times
        assert when.weekday == weekday
    if format == "meeting_guide":
        both_days = feed(format, {"day": [0, 6]}).listings[0].times
        assert [when.weekday for when in both_days] == [0, 6]
        bare = {k: v for k, v in records(format)[0].items() if k not in ("day", "time")}
        found = read_bytes(format, "a.json", json.dumps([bare]).encode())
        assert [(t.weekday, t.start) for t in one(found).times] == [(None, None)]


@pytest.mark.parametrize(
    "types", [["O", "X"], "O,X", "[open], [X]", "Open, Wheelchair Access", "o,x", '["O","X"]']
)
def test_6_types_in_every_writing(types):
    record = records("meeting_guide")[0] | {"types": types}
    found = read_bytes("meeting_guide", "a.json", json.dumps([record]).encode())
    assert values(found, "open_closed") == {"open"} and values(found, "access") == {"wheelchair"}
    assert found.unknown_codes == {}


@pytest.mark.parametrize(
    ("format", "cell"),
    [("meeting_guide", "Types"), ("bmlt", "Format1"), ("findtreatment", "service_code_info"),
     ("icarol", "TaxonomyCodes")],
)  # fmt: skip
def test_6_unknown_codes_are_kept_and_counted(format, cell):
    head, body = rows(format)
    found = read_table(format, [[*head, cell], [*body, "ZZZQ9"], [*body, "ZZZQ9"]])
    assert found.unknown_codes == {"ZZZQ9": 2} or found.unknown_codes == {"ZZZQ9": 2} | {
        "Ring twice": 2  # a NAWS table names its other formats in the column of our note
    }
    assert all("ZZZQ9" in {tag.code for tag in each.tags} for each in found.listings)


def test_6_an_unknown_code_of_hsds_is_kept_and_counted():
    tables = {
        "attributes": [{"id": "x", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "t"}],
        "taxonomy_terms": [{"id": "t", "name": "Juggling", "taxonomy": "Ours"}],
    }  # fmt: skip
    found = reading(MODERN | tables)
    assert list(found.unknown_codes.values()) == [1]


@pytest.mark.parametrize("format", FORMATS)
def test_7_repeated_ids_are_made_unique_and_said(format):
    for found in both(format, {}, {}, {}):
        ids = [each.source_id for each in found.listings]
        assert ids == [ids[0], f"{ids[0]}-1", f"{ids[0]}-2"]
        assert [problem.row for problem in problems_of(found, "used before")] == [2, 3]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("written", [7, "7", "", "x" * 500])
def test_7_integers_absent_and_long_ids(format, written):
    for found in both(format, {"id": written}):
        assert 0 < len(one(found).source_id) <= 500
        if format != "findtreatment" and written in (7, "7"):
            assert one(found).source_id == "7"


def test_7_two_servers_with_the_same_ids():
    servers = ["https://a.example.org/", "https://b.example.org/"]
    both_servers = [records("bmlt")[0] | {"root_server_uri": each} for each in servers]
    found = read_bytes("bmlt", "a.json", json.dumps(both_servers).encode())
    assert len({each.source_id for each in found.listings}) == 2 and not problems_of(
        found, "before"
    )


def test_8_broken_links_are_said_with_their_rows():
    head, body = rows("icarol")
    lost = [[*head, "ParentAgencyNum", "ParentAgency"], [*body, "99", "Hope Partners"]]
    found = read_table("icarol", lost)
    assert one(found).organization == "Hope Partners"
    assert [(p.row, p.field, p.value) for p in found.problems] == [(1, "ParentAgencyNum", "99")]


@pytest.mark.parametrize(
    ("tables", "field"),
    [
        ({"eligibility": [{"id": "", "service_id": "", "eligibility": "All"}]}, "eligibility"),
        ({"regular_schedules": [{"service_id": "", "opens_at": "9:00"}]}, "regular_schedules"),
        ({"services": [OLD["services"][0] | {"organization_id": "gone"}]}, "organization_id"),
    ],
)
def test_8_broken_links_of_hsds_are_counted(tables, field):
    found = reading(OLD | tables)
    assert (found.read, found.rejected) == (1, 0)
    assert [p.field.partition(".")[0] for p in found.problems].count(field) == 1


@pytest.mark.parametrize(
    ("format", "cells", "status"),
    [
        ("meeting_guide", {"Types": "TC"}, "temporarily_closed"),
        ("bmlt", {"Format1": "TC"}, "temporarily_closed"),
        ("icarol", {"AgencyStatus": "Inactive"}, "inactive"),
        ("icarol", {"AgencyStatus": "Active, but do not refer"}, "do_not_refer"),
        ("icarol", {"AvailableForReferral": "No"}, "do_not_refer"),
    ],
)
def test_9_statuses_of_tables(format, cells, status):
    head, body = rows(format)
    record = dict(zip(head, body, strict=True)) | cells
    assert one(read_table(format, [list(record), list(record.values())])).status == status


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("temporarily closed", "temporarily_closed"),
        ("inactive", "inactive"),
        ("defunct", "inactive"),
    ],
)
def test_9_statuses_of_hsds(written, status):
    made = [each | {"status": written} for each in records("hsds")]
    assert one(read_bytes("hsds", "a.json", json.dumps(made).encode())).status == status


def test_9_excluded_private_deleted_unpublished_and_lapsed():
    head, body = rows("icarol")
    flags = {
        "ExcludeFromDirectory": "Yes",
        "PhysicalAddressIsPrivate": "Yes",
        "Phone1IsPrivate": "TRUE",
    }
    here = one(read_table("icarol", [[*head, *flags], [*body, *flags.values()]]))
    assert here.withheld and here.where.confidential and here.phones[0].private
    head, body = rows("bmlt")
    gone = read_table(
        "bmlt",
        [[*head, "Delete", "unpublished"], [*body, "D", ""], [*body, "", "1"], [*body, "", ""]],
    )
    assert (gone.read, gone.rejected) == (3, 2)
    hidden = read_bytes(
        "bmlt", "a.json", json.dumps([records("bmlt")[0] | {"published": "0"}]).encode()
    )
    assert (hidden.read, hidden.rejected) == (1, 1)
    head, body = rows("table")
    mapping = MAPPING | {"columns": MAPPING["columns"] | {"expires": "expires"}}
    lapsed = text_of([[*head, "expires"], [*body, "2020-01-31"]]).encode()
    found = read_bytes("table", "a.csv", lapsed, Options(mapping=mapping, today=date(2026, 1, 1)))
    assert one(found).status == "paused"


def test_10_two_surveys_of_one_place_are_linked():
    head, body = rows("findtreatment")
    column, kinds = "type_facility", ("SA", "MH")
    found = read_table("findtreatment", [[*head, column], *([*body, kind] for kind in kinds)])
    first, second = found.listings
    assert second.same_as == first.source_id and not first.same_as
