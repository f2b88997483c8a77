"""How are texts, phones, ZIPs, addresses, days and times mended?"""

from datetime import UTC, datetime, time

import pytest

from imports.addresses import Address, split_address
from imports.phones import is_placeholder, phones
from imports.places import (
    coordinates,
    country_code,
    mended_zip,
    state_code,
    zip_in_state,
    zip_place,
    zone_or_none,
)
from imports.text import clean, line, stamp, web_address
from imports.times import between, clock, length, weekday


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("<p>Ring  <b>twice</b><br>then wait</p>", "Ring twice\nthen wait"),
        ("Tom &amp; Jerry&#39;s", "Tom & Jerry's"),
        ("one\\ntwo", "one\ntwo"),
        ("a\x00b\x07c\u202ed", "abcd"),
        ("St. Clare\x92s", "St. Clare’s"),
        ("donGÇÖt", "don’t"),
        ("donâ€™t", "don’t"),
        ("a < b and c > d", "a < b and c > d"),
        ("  x  ", "x"),
        (12.0, "12"),
        (7, "7"),
        (None, ""),
        (True, ""),
        ({"a": 1}, ""),
        (float("inf"), "inf"),
    ],
)
def test_text_for_display(raw, shown):
    assert clean(raw) == shown


def test_a_line_holds_no_line_end():
    assert line("a\r\nb\tc") == "a b c"


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("http://", ""),
        ("www.a.org", "https://www.a.org"),
        ("https://a.org/x", "https://a.org/x"),
        ("javascript:alert(1)", ""),
        ("see notes", ""),
        (None, ""),
        ("http://localhost", ""),
    ],
)
def test_web_addresses(raw, url):
    assert web_address(raw) == url


@pytest.mark.parametrize(
    "raw", ["2021-08-29 10:00:00", "8/29/2021 10:00:00 AM", "2021-08-29T10:00:00Z"]
)
def test_stamps_are_utc(raw):
    assert stamp(raw) == datetime(2021, 8, 29, 10, tzinfo=UTC)
    assert stamp("soon") is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("212-555-0142", [("+12125550142", "")]),
        ("(212) 555-0142 x110", [("+12125550142", "110")]),
        ("212.555.0142 ext. 7", [("+12125550142", "7")]),
        ("1-800-662-HELP", [("+18006624357", "")]),
        ("212-555-0142 or 646-555-0143", [("+12125550142", ""), ("+16465550143", "")]),
        ("988", [("", "")]),
        ("555-0142", [("", "")]),
        ("ask inside", [("", "")]),
        ("(999) 999-9999", []),
        ("", []),
        (None, []),
        (2125550142, [("+12125550142", "")]),
    ],
)
def test_phones(raw, expected):
    assert [(p.e164, p.extension) for p in phones(raw)] == expected


def test_a_menu_is_a_note_and_the_raw_number_stays():
    (found,) = phones("212-555-0142 press 2", kind="intake")
    assert (found.e164, found.note, found.kind) == ("+12125550142", "press 2", "intake")
    assert found.raw == "212-555-0142 press 2"
    assert is_placeholder("000-000-0000") and not is_placeholder("212-555-0142")


@pytest.mark.parametrize(
    ("raw", "state", "code"),
    [
        ("2540", "MA", "02540"),
        (2540, "MA", "02540"),
        (1002.0, "MA", "01002"),
        ("2540", "CA", ""),
        ("725", "PR", "00725"),
        ("10001-1234", "NY", "10001"),
        ("10001--1234", "NY", "10001"),
        ("100011234", "NY", "10001"),
        ("NY", "NY", ""),
        ("USA", "NY", ""),
        ("t5l2m7", "", "T5L 2M7"),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_postal_codes(raw, state, code):
    assert mended_zip(raw, state)[0] == code


def test_a_change_of_a_postal_code_is_said():
    assert mended_zip("2540", "MA")[1] and mended_zip("NY")[1]
    assert mended_zip("10001")[1] == "" == mended_zip("10001-1234")[1]


def test_a_zip_gives_centre_and_zone():
    place = zip_place("10001")
    assert place and place.state == "NY" and place.zone == "America/New_York"
    assert 40 < place.lat < 41 and -75 < place.lon < -73
    assert zip_place("00000") is None
    assert zip_in_state("10001", "OK") is None and zip_in_state("10001", "NY") == place


def test_a_zone_that_does_not_exist_is_none():
    assert zone_or_none("America/New_York") and not zone_or_none("Napakiak")
    assert zip_place("99634").zone == ""  # the package says "Napakiak"


def test_states_countries_and_degrees():
    assert [state_code(s) for s in ("ny", "New York", "N.Y", "Alberta", "FL ")] == [
        "NY", "NY", "NY", "AB", "FL",
    ]  # fmt: skip
    short = ("Mass.", "Calif", "N.J.", "Penn.", "Washington State", "Washington, D.C.", "Ont.")
    assert [state_code(s) for s in short] == ["MA", "CA", "NJ", "PA", "WA", "DC", "ON"]
    assert state_code("Mars") == "Mars" and state_code("Mass", "GB") == "Mass"
    countries = ("USA", "", "Canada", "UK", "France")
    assert [country_code(c) for c in countries] == ["US", "US", "CA", "GB", "FRANCE"]
    assert coordinates("40.5", -74) == (40.5, -74.0)
    for wrong in [("0", "0"), ("nan", 1), (91, 1), (1, 181), (None, 1), (True, 2), ("1e999", 1)]:
        assert coordinates(*wrong) == (None, None)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 Main St, Salem, MA 01970, USA", ("1 Main St", "Salem", "MA", "01970", "US")),
        ("1 Elm, Apt 2, Salem, Ohio 01970-1234", ("1 Elm, Apt 2", "Salem", "Ohio", "01970-1234")),
        ("83 St, Leduc, Alberta, T6E 4E8, Canada", ("83 St", "Leduc", "Alberta", "T6E 4E8", "CA")),
        ("Salem, MA, USA", ("", "Salem", "MA", "", "US")),
        ("Salem", ("Salem",)),
        ("1 Main St, Los Angeles, CA", ("1 Main St", "Los Angeles", "CA")),
        ("1 Main St, Leduc, AB, CA", ("1 Main St", "Leduc", "AB", "", "CA")),
        ("1 Rue Haute, Laval, QC H7A 1A1, Canada", ("1 Rue Haute", "Laval", "QC", "H7A 1A1", "CA")),
        ("1 King St, Toronto, ON M5V 2T6, CA", ("1 King St", "Toronto", "ON", "M5V 2T6", "CA")),
        ("1 Euclid Ave, Ontario, CA", ("1 Euclid Ave", "Ontario", "CA")),
        ("1 King St, Toronto, Ontario, CA", ("1 King St", "Toronto", "Ontario", "", "CA")),
        ("1 High St, Bristol BS1 4DJ, UK", ("1 High St", "Bristol", "", "BS1 4DJ", "GB")),
        ("", ()),
    ],
)
def test_addresses_in_one_line(text, parts):
    assert split_address(text) == Address(*parts)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("19:30", time(19, 30)),
        ("7:30 PM", time(19, 30)),
        ("7:30 p.m.", time(19, 30)),
        ("9:30", time(9, 30)),
        ("19:30:00", time(19, 30)),
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        (1930, time(19, 30)),
        ("830am", time(8, 30)),
        ("7pm", time(19)),
        ("12:00 AM", time(0)),
        ("12 pm", time(12)),
        ("Noon", time(12)),
        ("00:00", time(0)),
        (time(6, 15), time(6, 15)),
    ]
    + [
        (bad, None)
        for bad in ("8:00m", "9:0am", "6:300pm", "", "24:00", "25:00", "13:00 pm", "7", True)
    ]
    + [(bad, None) for bad in (None, [1], "noonish", "9:60", "٧:٣٠")],
)
def test_clock(raw, expected):
    assert clock(raw) == expected


def test_weekdays_in_both_countings_and_three_languages():
    assert [weekday(d) for d in (0, "0", 6, "Sunday", "domingo", "sábado", "lundi")] == [
        0,
        0,
        6,
        0,
        0,
        6,
        1,
    ]
    assert [weekday(d, sunday=1) for d in ("1", "7", "0", "8")] == [0, 6, None, None]
    assert [weekday(d) for d in (7, "7", -1, "the", True, False, None, [], "²", 1.5)] == [None] * 10


def test_lengths():
    assert [length(v) for v in ("01:30:00", "24:00:00", "00:00:00", "25:00:00", "", "1:75")] == [
        90, 1440, None, None, None, None,
    ]  # fmt: skip
    assert between(time(23), time(0, 30)) == 90 and between(time(9), time(9)) == 0
