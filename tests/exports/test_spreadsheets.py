"""Rows that leave: safe to open, dates as dates, the same bytes for the same rows."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from exports.spreadsheets import Sheet, csv_bytes, safe, xlsx_bytes


class Colour(StrEnum):
    RED = "red"


ROWS = [
    ["Nguyễn", 3, 1.5, date(2026, 11, 24), datetime(2026, 11, 24, 14, 2, tzinfo=UTC), None],
    [Colour.RED, True, Decimal("2.5"), date(1890, 1, 1), float("nan"), 2**60],
]
COLUMNS = ["Name", "Calls", "Days", "Day", "Moment", "=Sum"]
SLY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", " =1", "=cmd|' /C calc'!A0"]


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def read_sheet(data: bytes, name: str = "People") -> list[tuple]:
    return [tuple(row) for row in load_workbook(io.BytesIO(data))[name].iter_rows(values_only=True)]


def test_csv_comes_back_and_opens_in_excel():
    data = csv_bytes(COLUMNS, ROWS)
    assert data.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in data
    header, first, second = read_csv(data)
    assert header[-1] == "'=Sum"
    assert first == ["Nguyễn", "3", "1.5", "2026-11-24", "2026-11-24 14:02+00:00", ""]
    assert second == ["red", "True", "2.5", "1890-01-01", "nan", str(2**60)]


def test_a_workbook_comes_back_with_its_types():
    header, first, second = read_sheet(
        xlsx_bytes([Sheet(name="People", columns=COLUMNS, rows=ROWS)])
    )
    assert header == ("Name", "Calls", "Days", "Day", "Moment", "'=Sum")
    assert first == (
        "Nguyễn", 3, 1.5, datetime(2026, 11, 24), datetime(2026, 11, 24, 14, 2), None,  # noqa: DTZ001
    )  # fmt: skip
    assert second == ("red", True, 2.5, "1890-01-01", "nan", str(2**60))


@pytest.mark.parametrize("sly", SLY)
def test_no_text_becomes_a_formula(sly):
    assert read_csv(csv_bytes(["A"], [[sly]]))[1][0].startswith("'")
    book = load_workbook(
        io.BytesIO(xlsx_bytes([Sheet(name="People", columns=["A"], rows=[[sly]])]))
    )
    cell = book["People"]["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_a_negative_number_stays_a_number():
    assert read_csv(csv_bytes(["A"], [[-5]]))[1] == ["-5"]
    assert read_sheet(xlsx_bytes([Sheet(name="People", columns=["A"], rows=[[-5]])]))[1] == (-5,)


def test_the_same_rows_give_the_same_workbook():
    made = [xlsx_bytes([Sheet(name="People", columns=COLUMNS, rows=ROWS)]) for _ in range(2)]
    assert made[0] == made[1]


def test_sheet_names_are_mended():
    names = ["A/B", "a b", "", "x" * 40, "x" * 40]
    book = load_workbook(
        io.BytesIO(xlsx_bytes([Sheet(name=name, columns=["A"], rows=[]) for name in names]))
    )
    assert book.sheetnames == ["A B", "a b 2", "Sheet", "x" * 31, "x" * 29 + " 2"]


def test_a_workbook_without_a_sheet_is_refused():
    with pytest.raises(ValueError, match="at least one sheet"):
        xlsx_bytes([])


def test_a_text_too_long_for_a_cell_ends_with_a_mark():
    assert safe("x" * 40_000).endswith("x…")
    assert len(safe("x" * 40_000)) == 32_767


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_no_text_breaks_a_workbook(text):
    value = read_sheet(
        xlsx_bytes([Sheet(name=text, columns=["A"], rows=[[text], ["end"]])]), sheet_of(text)
    )
    assert value[-1] == ("end",)
    assert not str(value[1][0] or "").startswith(("=", "+", "-", "@"))
    assert csv_bytes(["A"], [[text]])


def sheet_of(text: str) -> str:
    data = xlsx_bytes([Sheet(name=text, columns=["A"], rows=[])])
    return load_workbook(io.BytesIO(data)).sheetnames[0]
