"""Opening hours as people write them, and never by halves."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.opening import opening_times, understood

ALL = range(7)
WEEKDAYS = range(1, 6)
ZONE = "America/New_York"


def read(text):
    return {(t.weekday, t.start, t.minutes) for t in opening_times(text, ZONE)}


def each(days, start, minutes):
    return {(day, start, minutes) for day in days}


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("24/7", each(ALL, time(0), 1440)),
        ("24 hours a day, 7 days a week", each(ALL, time(0), 1440)),
        ("Mon-Fri 9-5", each(WEEKDAYS, time(9), 480)),
        ("weekdays 8:30 – 4:30", each(WEEKDAYS, time(8, 30), 480)),
        ("Monday to Friday 9 am - 5 pm; Sat 10-2",
         each(WEEKDAYS, time(9), 480) | each([6], time(10), 240)),
        ("Tue, Thu 7 pm - 9 pm", each([2, 4], time(19), 120)),
        ("weekdays 5-10pm", each(WEEKDAYS, time(17), 300)),
        ("Mon-Fri 9-5pm", each(WEEKDAYS, time(9), 480)),
        ("daily 12-5 pm", each(ALL, time(12), 300)),
        ("daily noon-4", each(ALL, time(12), 240)),
        ("Fri 10 pm-2 am", each([5], time(22), 240)),
        ("daily 17:00-23:00", each(ALL, time(17), 360)),
        ("Sat-Mon 9 to 9", each([6, 0, 1], time(9), 720)),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text, times):
    assert read(text) == times
    assert understood(opening_times(text, ZONE))


@pytest.mark.parametrize(
    "text", ["Mon-Fri 9-5, ring first", "9-5", "mon, tue", "mon 0:00-0:00", "call", "Mon 30-40"]
)
def test_what_cannot_be_read_whole_stays_in_its_words(text):
    (only,) = opening_times(text, ZONE)
    assert (only.weekday, only.start, only.text) == (None, None, text)
    assert not understood([only])


def test_what_runs_past_midnight_says_so():
    late, early = opening_times("Fri 10 pm-2 am", ZONE), opening_times("Fri 9-5", ZONE)
    assert [late[0].crosses_midnight, early[0].crosses_midnight] == [True, False]


@given(st.text(max_size=60) | st.from_regex(r"(mon|tue|daily)[ ,\-a-z0-9:]{0,30}"))
def test_no_text_makes_an_impossible_time(text):
    for one in opening_times(text, ZONE):
        known = one.weekday is not None
        assert known == (one.start is not None) == (one.minutes is not None)
        assert not known or (0 <= one.weekday <= 6 and 0 < one.minutes <= 1440)
