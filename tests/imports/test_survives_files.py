"""Does every reader survive what a file may be (formats.md 11, points 1, 2, 11 to 13)?"""

import csv
import gzip
import io
import json

import pytest
from openpyxl import Workbook

from imports.formats import FORMATS, read, read_bytes
from imports.listing import Options, Unreadable
from tests.imports import packages
from tests.imports.packages import MODERN
from tests.imports.shapes import (
    JSONS,
    MAPPING,
    TABLES,
    both,
    read_table,
    records,
    rows,
    table,
    text_of,
)
from tests.imports.survived import fields, one, problems_of


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


@pytest.mark.parametrize("format", FORMATS)
def test_11_markup_and_control_characters_are_taken_out_for_display_and_stay_raw(format):
    written = "<b>Tom</b> &amp; Ann\\n\x07House\u202e"
    for found in both(format, {"name": written}):
        assert one(found).name == "Tom & Ann House"
        assert "<b>Tom</b>" in json.dumps(one(found).raw)


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
