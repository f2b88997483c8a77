"""Are opening hours read only where they leave nothing to guess?"""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.opening_hours import read

NAMES = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


def said(text):
    found = read(text)
    return [(t.weekday, t.start, t.minutes) for t in found.times], list(found.unread)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Mon 9:00 am - 5:00 pm;", [(1, time(9), 480)]),
        ("Sun 10:00 pm - 6:00 am", [(0, time(22), 480)]),
        ("Mon 00:00 - 23:59; ", [(1, time(0), 1440)]),
        ("Tue 24/7", [(2, time(0), 1440)]),
        ("Mon 08:00 - 15:30; Fri 08:00 - 24:00", [(1, time(8), 450), (5, time(8), 960)]),
        ("Mon 9:00 am - 12:00 pm, 1:00 pm - 5:00 pm", [(1, time(9), 180), (1, time(13), 240)]),
        ("mon: 8:30:00 - 16:00:00 thurs: 9:00:00 - 13:00:00", [(1, time(8, 30), 450), (4, time(9), 240)]),
        ("Mon noon - 5 pm; Tue 7:30p - 9p", [(1, time(12), 300), (2, time(19, 30), 90)]),
        ("Mon 13:00 - 17:00; Tue 8:00 - 9:00", [(1, time(13), 240), (2, time(8), 60)]),
        ("Mon 20:00 - 02:00", [(1, time(20), 360)]),
        ("sat: 0:00:00 - 0:00:00 Sun Close - Close; Mon; Tue;", []),
        ("", []),
    ],
)  # fmt: skip
def test_structured_hours(text, times):
    assert said(text) == (times, [])


@pytest.mark.parametrize(
    "text",
    [
        "Mon 9:00 - 5:00", "Mon 9:00 am - 5:00", "Mon 9:00 am - 5:00 am", "Mno 9:00 am - 5:00 pm",
        "Mon 9:0 am - 5:00 pm", "Mon 19:00 am - 5:00 pm", "Mon 9:00 am - 9:00 am", "Mon 9-5",
        "Mon 0:00 - 16:00", "Mon 9:00 am - 1:00 pm, 12:00 pm - 5:00 pm", "Monday-Friday 8am-4pm",
        "24 hours a day, 7 days a week.",
    ],
)  # fmt: skip
def test_what_leaves_something_to_guess_is_not_read(text):
    times, unread = said(text)
    assert times == [] and unread


@pytest.mark.parametrize("piece", ["Tue 1:00 - 4:00", "Tue 10:00 - 2:00", "Tue 12:00 - 4:00"])
def test_a_bare_afternoon_is_not_read_as_the_night(piece):
    assert said(f"Mon 20:00 - 22:00; {piece}") == ([(1, time(20), 120)], [piece])


@given(st.integers(0, 6), st.times(), st.integers(1, 15 * 60))
def test_what_is_written_in_full_is_read_back(day, start, minutes):
    start = start.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    finish = (start.hour * 60 + start.minute + minutes) % 1440
    end = time(finish // 60, finish % 60)
    text = f"{NAMES[day]} {start:%I:%M %p} - {end:%I:%M %p};"
    assert said(text) == ([(day, start, minutes)], [])


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    for each in read(text).times:
        assert each.weekday in range(7) and each.start is not None and 0 < each.minutes <= 1440
