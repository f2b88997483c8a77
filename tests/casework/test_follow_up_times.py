"""At what hours, on which day and how often do we ring: the rules alone?"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.follow_ups import SCHEDULE, plan, said, window
from casework.follow_ups.windows import next_try
from tests.casework.ringing import DAY, inside

ZONES = st.sampled_from(
    ["America/New_York", "America/Phoenix", "Europe/London", "Australia/Lord_Howe", "Asia/Tehran"]
)

MOMENTS = st.integers(0, 690 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)

# Around the nights when clocks change, where windows go wrong.
CHANGES = st.sampled_from(
    [
        datetime(2026, 3, 8, tzinfo=UTC),
        datetime(2026, 11, 1, tzinfo=UTC),
        datetime(2026, 3, 29, tzinfo=UTC),
    ]
).flatmap(lambda d: st.integers(-48, 48).map(lambda h: d + timedelta(hours=h)))

HOURS = (
    st.tuples(st.integers(0, 47), st.integers(1, 48))
    .map(lambda h: (h[0] * 30, h[1] * 30))
    .filter(lambda h: h[0] != h[1] and (h[1] - h[0]) % 1440 >= 60)
)


@given(MOMENTS | CHANGES, ZONES, HOURS, st.sampled_from([2, 4, 8]))
def test_a_window_never_leaves_the_safe_hours(target, zone, hours, length):
    start, end = window(target, zone, hours, timedelta(hours=length))
    assert target <= start < end <= start + timedelta(hours=length)
    minute = start
    while minute < end:
        assert inside(minute, zone, hours)
        minute += timedelta(minutes=5)
    assert start - target <= timedelta(days=2, hours=1)


@given(MOMENTS | CHANGES, ZONES, HOURS)
def test_the_next_try_is_on_another_day_inside_the_safe_hours(tried, zone, hours):
    start, end = next_try(tried, zone, hours)
    here = ZoneInfo(zone)
    assert start.astimezone(here).date() > tried.astimezone(here).date()
    assert inside(start, zone, hours) and inside(end - timedelta(minutes=1), zone, hours)


def test_the_next_try_is_at_another_part_of_the_day():
    zone = "America/New_York"
    for hour, then in ((10, 12), (14, 17), (18, 9)):
        tried = datetime(2026, 11, 24, hour, tzinfo=ZoneInfo(zone))
        assert next_try(tried, zone, None)[0].astimezone(ZoneInfo(zone)).hour == then


LINES = st.lists(
    st.tuples(st.sampled_from(sorted(SCHEDULE)), st.integers(-20, 20)), min_size=1, max_size=5
)


@given(LINES)
def test_later_contacts_stand_a_day_apart_after_the_first(lines):
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    began = [(name, at + timedelta(days=days)) for name, days in lines]
    made = plan(began, now=at)
    dates = (made.first, *made.then)
    assert made.first >= at
    assert all(b - a >= DAY for a, b in pairwise(dates))
    assert made.attempts == max(SCHEDULE[name].attempts for name, _ in lines)


@given(MOMENTS | CHANGES, ZONES, HOURS, LINES, st.integers(0, 100))
def test_contacts_booked_one_after_another_keep_to_the_hours_and_a_day_apart(
    at, zone, hours, lines, part
):
    """Each next window is booked when the last one reached them, at any moment within it."""
    made = plan([(name, at + timedelta(days=days)) for name, days in lines], now=at)
    target, reached = made.first, None
    for _ in range(4):
        start, end = window(max(target, at), zone, hours)
        assert inside(start, zone, hours) and inside(end - timedelta(minutes=1), zone, hours)
        assert reached is None or start - reached >= DAY
        reached = start + (end - start) * part / 100
        target = made.after(reached)
        if target is None:
            return


@given(LINES)
def test_of_several_lines_the_earliest_first_contact_counts(lines):
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    together = plan([(name, at) for name, _ in lines], now=at)
    assert together.first == min(plan([(name, at)], now=at).first for name, _ in lines)


@pytest.mark.parametrize(
    ("name", "first", "then", "attempts"),
    [
        ("after_911", 0, (1, 3, 7), 5),
        ("suicide_high", 1, (3, 7, 14, 30), 5),
        ("suicide_some", 3, (7, 14, 30), 3),
        ("overdose_release_gap", 1, (3, 7, 14, 30), 5),
        ("withdrawal", 1, (3, 7), 5),
        ("isolated", 2, (7, 14, 30, 90), 3),
        ("family", 7, (30,), 2),
        ("recovery", 30, (90, 180, 365), 2),
        ("outpatient_booked", -1, (1, 14, 34), 3),
    ],
)
def test_the_table_is_the_one_of_the_domain_page(name, first, then, attempts):
    line = SCHEDULE[name]
    assert line.first == timedelta(days=first)
    assert line.then == tuple(timedelta(days=d) for d in then)
    assert line.attempts == attempts


def test_times_are_said_as_people_say_them():
    here = ZoneInfo("America/New_York")
    at = datetime(2026, 11, 24, 12, tzinfo=here)

    def words(start, end):
        return said(start, end, "America/New_York", at=at)

    two, four = at.replace(hour=14), at.replace(hour=16)
    assert words(two, four) == "due today 2–4 pm (their time)"
    assert words(at.replace(hour=11), at.replace(hour=13, minute=30)) == (
        "due now, until 1:30 pm (their time)"
    )
    assert words(two + DAY, four + DAY) == "tomorrow 2–4 pm (their time)"
    assert words(at + 10 * DAY - timedelta(hours=3), four + 10 * DAY) == (
        "Fri, Dec 4, 9 am–4 pm (their time)"
    )
    assert words(two - 3 * DAY, four - 3 * DAY) == "2 days late"
    assert words(at - timedelta(hours=3), at - timedelta(hours=1)) == "1 hour late"
