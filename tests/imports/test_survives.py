"""Does every reader survive what formats.md 11 lists? Point by point, one invented record in every shape.

What is asked elsewhere: 8 "a downloadable list" in tests/pages/test_imports_screen.py · 10 across
imports in tests/casework/test_directory_import.py (changed, missing, back) · 11 escaped for print in
tests/exports/test_letters.py (markup, control characters) · 13 staged unseen, published at once and
killed in between in tests/casework/test_directory_import.py and test_directory_killed.py.
"""

import csv
import gzip
import io
import json
from datetime import date, time

import pytest
from openpyxl import Workbook

from imports.formats import FORMATS, read, read_bytes
from imports.listing import Options, Unreadable
from tests.imports import packages
from tests.imports.packages import MODERN, OLD, reading
from tests.imports.shapes import (
    JSONS,
    MAPPING,
    TABLES,
    both,
    feed,
    read_table,
    records,
    rows,
    table,
    text_of,
)

TIMED = ("meeting_guide", "bmlt", "table")  # formats whose record meets at a time


def one(found):
    (listing,) = found.listings
    return listing


def fields(found):
    return [problem.field for problem in found.problems]


def values(found, axis):
    return {tag.value for tag in one(found).tags if tag.axis == axis}


def problems_of(found, word):
    return [p for p in found.problems if word in p.action]


# 1. Encodings.


@pytest.mark.parametrize("format", TABLES)
@pytest.mark.parametrize(
    ("encoding", "reported"),
    [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("latin-1", 1), ("cp1252", 1)],
)
def test_1_a_table_in_any_encoding(format, encoding, reported):
    found = read_table(format, text_of(rows(format, {"name": "Café José"})).encode(encoding))
    assert one(found).name == "Café José" and fields(found).count("encoding") == reported


@pytest.mark.parametrize("format", JSONS)
@pytest.mark.parametrize(
    ("encoding", "reported"), [("utf-8", 0), ("utf-8-sig", 0), ("utf-16", 0), ("latin-1", 1)]
)
def test_1_a_feed_in_any_encoding(format, encoding, reported):
    text = json.dumps(records(format, {"name": "Café José"}), ensure_ascii=False)
    found = read_bytes(format, "feed.json", text.encode(encoding))
    assert one(found).name == "Café José" and fields(found).count("encoding") == reported


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("broken", ["St. Clare\x92s", "St. ClareGÇÖs", "St. Clareâ€™s"])
def test_1_broken_characters_are_mended_where_certain_said_and_kept_raw(format, broken):
    for found in both(format, {"name": broken}):
        assert one(found).name == "St. Clare’s"
        assert problems_of(found, "mended")
        assert broken in json.dumps(one(found).raw, ensure_ascii=False)
    for found in both(format, {"name": "Âge Ãtre"}):
        assert one(found).name == "Âge Ãtre" and not problems_of(found, "mended")


# 2. Line ends, delimiters, nulls, quotes, padding, headings.


@pytest.mark.parametrize("format", TABLES)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_2_line_ends_and_delimiters(format, end, delimiter):
    changes = {"name": "Hope; and\nHarbour, too", "street": "1 Main St"}
    text = text_of(rows(format, changes, {}), delimiter=delimiter, end=end, quoting=csv.QUOTE_ALL)
    found = read_table(format, text)
    assert [each.name for each in found.listings] == ["Hope; and Harbour, too", "Hope"]
    assert [each.where.line1 for each in found.listings] == ["1 Main St"] * 2


@pytest.mark.parametrize("format", TABLES)
def test_2_nulls_padding_and_headings_in_any_writing(format):
    head, body = rows(format, {"phone": "\\N", "city": "Salem" + " " * 40, "zip": " 01970 "})
    written = [f" {each.upper()} " for each in head]
    written[0] = "\ufeff" + written[0]
    if format == "table":  # its mapping names the columns, as they are written
        written = ["\ufeff" + head[0], *head[1:]]
    found = read_table(format, [written, body])
    where = one(found).where
    assert (where.city, where.postal_code, one(found).phones) == ("Salem", "01970", [])


@pytest.mark.parametrize("format", TABLES)
def test_2_columns_in_another_order_some_missing_and_others_added(format):
    head, body = rows(format)
    turned = [["Shoe size", *reversed(head)], ["44", *reversed(body)]]
    assert one(read_table(format, turned)).where == one(table(format)).where
    short = [head, body[:-1]] if format != "icarol" else [head[:-1], body[:-1]]
    assert one(read_table(format, short)).name == "Hope"


@pytest.mark.parametrize("format", TABLES)
def test_2_a_row_with_more_cells_than_headings_shifts_nothing(format):
    head, body = rows(format)
    found = read_table(format, [head, [*body, "one more"], body])
    assert [each.name for each in found.listings][-1] == "Hope"
    assert (found.read, found.rejected) == (2, 1) and problems_of(found, "cells under")


def test_2_a_row_of_an_hsds_table_that_does_not_fit_is_left_out_and_said():
    members = {f"{name}.csv": packages.table(found) for name, found in MODERN.items()}
    for name, rejected in (("services", 1), ("schedules", 0)):
        spilt = members[f"{name}.csv"].replace(b"\r\n", b"\n").rstrip(b"\n") + b",one more\n"
        data = packages.zipped(members | {f"{name}.csv": spilt})
        found = read_bytes("hsds", "package.zip", data)
        assert (found.read, found.rejected) == (1, rejected)
        assert f"{name}.row" in fields(found)
        assert not any(when.start for each in found.listings for when in each.times)


@pytest.mark.parametrize("format", TABLES)
def test_2_a_workbook_whose_heading_is_not_its_first_row(format):
    book = Workbook()
    for row in (["Our list"], [], ["as of today"], *rows(format)):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    found = read_table(format, out.getvalue(), name="list.csv")  # a workbook called .csv
    assert one(found).name == "Hope" and one(found).where.postal_code == "01970"


# 3. ZIPs.


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


# 4. Times.


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


# 5. Days.


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


# 6. Types and codes.


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


# 7. Ids.


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


# 8. Broken links.


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


# 9. Status.


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


# 10. Duplicates.


def test_10_two_surveys_of_one_place_are_linked():
    head, body = rows("findtreatment")
    column, kinds = "type_facility", ("SA", "MH")
    found = read_table("findtreatment", [[*head, column], *([*body, kind] for kind in kinds)])
    first, second = found.listings
    assert second.same_as == first.source_id and not first.same_as


# 11. HTML, entities, written line ends, control characters.


@pytest.mark.parametrize("format", FORMATS)
def test_11_markup_and_control_characters_are_taken_out_for_display_and_stay_raw(format):
    written = "<b>Tom</b> &amp; Ann\\n\x07House\u202e"
    for found in both(format, {"name": written}):
        assert one(found).name == "Tom & Ann House"
        assert "<b>Tom</b>" in json.dumps(one(found).raw)


# 12. Files that are not what they say.


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", ["feed.json", "list.csv", "list.xlsx", "list.csv.gz"])
def test_12_what_is_not_what_it_says_is_refused_whole(format, name):
    options = Options(mapping=MAPPING if format == "table" else None)
    page = b"<!DOCTYPE html><html><title>Just a moment</title></html>"
    for data in (b"", b"[]", b"{}", page, b"%PDF-1.7", b"PK\x03\x04broken", gzip.compress(page)):
        with pytest.raises(Unreadable) as caught:
            read_bytes(format, name, data, options)
        assert str(caught.value).endswith(".")


@pytest.mark.parametrize("format", JSONS)
def test_12_a_feed_cut_short_or_with_text_behind_it_is_refused(format):
    whole = json.dumps(records(format, {}, {})).encode()
    for data in (whole[: len(whole) // 2], whole + b" and more", whole[:-1]):
        with pytest.raises(Unreadable):
            read_bytes(format, "feed.json", data)


@pytest.mark.parametrize("format", TABLES)
def test_12_a_table_that_breaks_off_inside_a_cell_is_refused(format):
    whole = text_of(rows(format, {"name": "Hope, and more"}, {"name": "Joy, and more"}))
    with pytest.raises(Unreadable, match="breaks off"):
        read_table(format, whole[: whole.index("Joy, and") + 5])


# 13. Size.


@pytest.mark.parametrize("format", TABLES)
def test_13_two_thousand_records_with_progress(format):
    heard = []
    many = [{"id": str(n), "name": f"Hope {n}", "street": f"{n} Main St"} for n in range(2000)]
    found = table(format, *many, progress=heard.append)
    assert found.read == len(found.listings) == 2000 and heard == sorted(heard) and heard


def test_13_what_is_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("imports.reading.LIMIT", 1000)
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 1001)
    for format in FORMATS:
        with pytest.raises(Unreadable, match="larger"):
            read(format, large)
