"""What can be opened, and which sentence refuses the rest?"""

import gzip
import io
import json
import os
import zlib

import pytest
from openpyxl import Workbook

from imports import reading
from imports.formats import FORMATS, read, read_bytes
from imports.listing import Options, Unreadable
from imports.reading import File, Notes, open_bytes, open_source, text_of
from imports.tables import BROKEN, table_of

MEETING = {"slug": "a", "name": "A", "day": 0, "time": "19:00", "types": ["O"]}
FACILITY = {"name1": "Harbour House", "typeFacility": "SA", "zip": "10001", "services": []}
ONLY_TABLES = {"icarol"}
NA = {"id_bigint": "1", "meeting_name": "Hope", "weekday_tinyint": "1"}


def refused(format, name, data):
    with pytest.raises(Unreadable) as caught:
        read_bytes(format, name, data)
    sentence = str(caught.value)
    assert sentence.endswith(".") and "\n" not in sentence
    return sentence


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_file_a_gz_and_a_folder_open(tmp_path):
    (tmp_path / "b.json").write_bytes(b"[2]")
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b"[1]"))
    (tmp_path / "SOURCE.md").write_text("about")
    folder = open_source(tmp_path)
    assert [(f.name, f.data) for f in folder.files] == [("a.json", b"[1]"), ("b.json", b"[2]")]
    assert open_source(tmp_path / "a.json.gz").files[0].data == b"[1]"


def test_a_gigabyte_is_refused_by_its_size_alone(tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as stream:
        os.truncate(stream.fileno(), 1 << 30)
    with pytest.raises(Unreadable, match="larger than 200 MB"):
        open_source(path)


def test_a_bomb_is_refused_while_it_unpacks(monkeypatch):
    monkeypatch.setattr(reading, "LIMIT", 1 << 20)
    with pytest.raises(Unreadable, match="larger than 200 MB"):
        open_bytes("bomb.json.gz", gzip.compress(bytes(5 << 20)))


@pytest.mark.parametrize("cut", [3, 15, -4])
def test_a_damaged_gz_is_refused(cut):
    data = gzip.compress(json.dumps([MEETING]).encode())[:cut]
    assert "damaged .gz" in refused("meeting_guide", "a.json.gz", data)


def test_what_is_missing_or_no_file_is_refused(tmp_path):
    for path in (tmp_path / "none.json", tmp_path, tmp_path / ("n" * 300)):
        with pytest.raises(Unreadable):
            read("meeting_guide", path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match="is not a file"):
        open_source(tmp_path / "pipe")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"[]", "no"),
        (b"<!DOCTYPE html><html>wait</html>", "web page"),
        (b'[{"name": "A", ', ""),
        (json.dumps([MEETING]).encode() + b" and more", "text after the end"),
        (b'[{"slug": "a", "na', "breaks off"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"[" * 100_000, ""),
        (b'{"a": ' * 50_000, ""),
        (b"[1, 2, 3]", ""),
        (b"[null]", ""),
        (b"\x00\x01\x02\x03" * 50, ""),
    ],
)
def test_what_is_not_a_feed_is_refused_with_a_sentence(format, data, says):
    if format in ONLY_TABLES and data[:1] in (b"[", b"{"):
        says = ""  # no table at all, however its JSON ends
    assert says in refused(format, "feed.json", data)


@pytest.mark.parametrize(
    ("format", "record", "named"),
    [
        ("meeting_guide", NA, "a BMLT answer"),
        ("meeting_guide", FACILITY, "a FindTreatment file"),
        ("bmlt", MEETING, "a Meeting Guide feed"),
        ("findtreatment", MEETING, "a Meeting Guide feed"),
        ("findtreatment", NA, "a BMLT answer"),
    ],
)
def test_another_format_is_named(format, record, named):
    assert named in refused(format, "x.json", json.dumps([record]).encode())


def test_an_unknown_format_or_code_list_is_refused():
    assert "known are" in refused("xml", "a", b"")
    with pytest.raises(Unreadable, match="No code list"):
        read_bytes(
            "meeting_guide", "a.json", json.dumps([MEETING]).encode(), Options(code_list="zz")
        )


def test_encodings_are_read_and_reported():
    for data, problems in [
        ("é".encode(), 0),
        (b"\xef\xbb\xbf" + "é".encode(), 0),
        ("é".encode("utf-16"), 0),
        ("é".encode("latin-1"), 1),
        (b"\xc3\xa9\x92", 1),
    ]:
        notes = Notes()
        assert text_of(File("a", data), notes).rstrip("’") == "é"
        assert len(notes.problems) == problems


def test_windows_bytes_inside_utf8_json_are_repaired_and_kept_raw():
    data = json.dumps([MEETING | {"location": "St. Clare\x92s"}]).encode()
    found = read_bytes("meeting_guide", "a.json", data)
    assert found.listings[0].where.name == "St. Clare’s"
    assert found.listings[0].raw["location"] == "St. Clare\x92s"
    assert [p.field for p in found.problems if "broken" in p.action] == ["location"]


def test_nul_and_lone_surrogates_are_replaced():
    data = b'[{"slug": "a\\ud800", "name": "A\\u0000 \\ud83d\\ude00", "day": 1}]'
    found = read_bytes("meeting_guide", "a.json", data)
    assert found.listings[0].raw["name"] == "A\ufffd 😀"
    found.listings[0].source_id.encode()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_tables_in_every_writing(end, comma):
    lines = [["\ufeff Name1 ", "STATE", "Zip", "City"], ['"A\nB"', "NY", "\\N", "x\0y"], [], ["C"]]
    text = end.join(comma.join(row) for row in lines)
    records = list(table_of(File("a.csv", text.encode()), {"name1", "zip"}, Notes()).records())
    assert [r["name1"].split() for r in records] == [["A", "B"], ["C"]]
    assert (records[0]["zip"], records[0]["city"], records[1]["zip"]) == ("", "xy", "")


def test_a_table_that_breaks_off_inside_a_quoted_cell_is_refused():
    whole = 'name1,state,zip\nA,NY,10001\n"B, the\nsecond",NY,10001\nC,NY,10001\n'
    assert len(table_of(File("a.csv", whole.encode()), {"name1"}, Notes()).rows) == 3
    for cut in (whole[:30], whole.replace('second"', "second")):
        with pytest.raises(Unreadable, match="breaks off"):
            table_of(File("a.csv", cut.encode()), {"name1"}, Notes())


def test_cells_too_many_shift_nothing():
    text = "name1,state,zip\nA,NY,10001,extra,more\n"
    (record,) = table_of(File("a.csv", text.encode()), {"name1"}, Notes()).records()
    assert record.pop(BROKEN).startswith("5 cells under 3 headings")
    assert record == {"name1": "A", "state": "NY", "zip": "10001"}


def test_a_workbook_is_known_by_its_bytes_and_its_heading_may_stand_lower():
    rows = [["National Directory"], [], ["name1", "state", "zip"], ["Harbour House", "MA", 2540]]
    found = read_bytes("findtreatment", "list.csv", workbook(rows))
    assert found.listings[0].where.postal_code == "02540"
    assert "workbook" in refused("findtreatment", "list.csv", workbook([["a", "b"], [1, 2]]))
    assert "workbook" in refused("bmlt", "list.json", workbook(rows))
    assert "damaged" in refused("findtreatment", "x.xlsx", workbook(rows)[:400])
    assert "zip" in refused("findtreatment", "x.zip", b"PK\x03\x04" + zlib.compress(b"x" * 99))


def test_headings_alone_are_refused():
    assert "no record" in refused("findtreatment", "a.csv", b"name1,state,zip\n,,\n")


@pytest.mark.parametrize("name", ["list.csv", "list.json"])
def test_a_text_no_listing_can_hold_refuses_the_file(name):
    long = "y" * 1_000_001
    rows = [{"slug": "a", "name": "Hope", "day": 1, "notes": long}]
    data = f'Name,Day,Notes\nHope,1,"{long}"\n' if name == "list.csv" else json.dumps(rows)
    assert "more than a million characters" in refused("meeting_guide", name, data.encode())
    fits = data.replace(long, long[:9999])
    assert read_bytes("meeting_guide", name, fits.encode()).rejected == 0
