"""Is the next start exact across clock changes, midnight and the weeks of a month?"""

from datetime import UTC, datetime, time, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Slot, spoken
from matching.schedule import Clock, SlotColumns, starts
from tests.matching.oracle_facts import starts_around

ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/St_Johns",
    "Europe/London",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "Pacific/Chatham",
    "America/Havana",
    "UTC",
)
CHANGES = (
    datetime(2026, 3, 8, 7, tzinfo=UTC),
    datetime(2026, 11, 1, 6, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
    datetime(2026, 4, 23, 22, tzinfo=UTC),
    datetime(2026, 10, 29, 21, tzinfo=UTC),
)
around = st.builds(
    lambda at, minutes: at + timedelta(minutes=minutes),
    st.sampled_from(CHANGES),
    st.integers(-9 * 1440, 9 * 1440),
)
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
weekly = st.builds(
    Slot,
    st.integers(0, 6),
    times,
    st.just(60),
    st.sampled_from(ZONES),
    st.sampled_from((None, None, None, 1, 2, 3, 4, -1)),
)


def columns(slots):
    rows = [
        (n, s.weekday * 1440 + s.start.hour * 60 + s.start.minute, s.minutes, s.zone, s.nth or 0)
        for n, s in enumerate(slots)
    ]
    return SlotColumns(
        *(np.array([r[i] for r in rows], dtype=np.int64) for i in (0, 1, 2)),
        np.array([ZONES.index(r[3]) for r in rows], dtype=np.int64),
        np.array([r[4] for r in rows], dtype=np.int64),
    )


@settings(max_examples=150, deadline=None)
@given(around, st.lists(weekly, min_size=1, max_size=12))
def test_the_starts_are_those_of_the_calendar(now, slots):
    found = starts(columns(slots), ZONES, int(now.timestamp()) // 60)
    for n, slot in enumerate(slots):
        waits = [int((at - now).total_seconds()) // 60 for at in starts_around(slot, now)]
        ahead = [wait for wait in waits if wait >= 0]
        assert found.first[n] == ahead[0]
        assert found.second[n] == ahead[1]
        assert found.previous[n] == max(wait for wait in waits if wait < 0)


@settings(max_examples=60, deadline=None)
@given(around, st.sampled_from(ZONES), st.lists(st.integers(0, 20 * 1440), min_size=1))
def test_the_part_of_the_week_is_in_the_callers_clock(now, zone, waits):
    cells = Clock(int(now.timestamp()) // 60, zone).cells(np.array(waits))
    for wait, cell in zip(waits, cells.tolist(), strict=True):
        local = (now + timedelta(minutes=wait)).astimezone(Clock(0, zone).zone)
        assert cell == (local.weekday() + 1) % 7 * 4 + local.hour // 6


SAID = (
    (datetime(2026, 11, 24, 0, 30, tzinfo=UTC), "tonight 7:30 pm, in 2 h 10 min"),
    (datetime(2026, 11, 24, 5, 15, tzinfo=UTC), "tomorrow 12:15 am, in 6 h 55 min"),
    (datetime(2026, 11, 23, 22, 30, tzinfo=UTC), "tonight 5:30 pm, in 10 min"),
    (datetime(2026, 11, 26, 17, 0, tzinfo=UTC), "Thursday 12:00 pm"),
    (datetime(2026, 12, 6, 17, 0, tzinfo=UTC), "Sunday, December 6, 12:00 pm"),
)


@pytest.mark.parametrize(("when", "words"), SAID)
def test_a_time_is_said_in_the_callers_clock(when, words):
    now = datetime(2026, 11, 23, 22, 20, tzinfo=UTC)
    assert spoken(when, now, "America/New_York") == words


def test_a_time_is_said_in_spanish():
    now = datetime(2026, 11, 23, 22, 20, tzinfo=UTC)
    when = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
    assert spoken(when, now, "America/New_York", "es") == "esta noche a las 7:30 pm, en 2 h 10 min"
