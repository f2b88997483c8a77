"""What does an HSDS schedule say: hours, nights, rules of every week, seasons, holidays?"""

from datetime import date, time

import pytest

from tests.imports.packages import (
    MODERN,
    OLD,
    hours,
    listing,
    reading,
    said,
)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("10:00", "2:00"), ("12:00", "4:00"), ("1:00", "4:00"), ("11:30", "1:00")],
)
def test_a_bare_afternoon_is_no_night(opens, closes):
    found = reading(MODERN | {"schedules": hours(opens_at=opens, closes_at=closes)})
    assert {t.start for t in found.listings[0].times} == {None}
    assert found.listings[0].times[0].text == f"{opens}–{closes}"
    assert any("which half" in p.action for p in found.problems)


def test_times_marked_as_utc_are_said():
    utc = {"schedules": hours(opens_at="09:00Z", closes_at="17:00Z")}
    found = reading(MODERN | utc, zone="America/New_York")
    assert found.listings[0].times[0].start == time(9)
    assert any("marked as UTC" in p.action for p in found.problems)


@pytest.mark.parametrize(
    ("opens", "closes", "start", "minutes"),
    [
        ("09:00", "17:00", time(9), 480),
        ("09:00:00Z", "17:00:00Z", time(9), 480),
        ("09:00:00-05:00", "17:00:00-05:00", time(9), 480),
        ("9:00", "9:30", time(9), 30),
        ("830am", "5:00pm", time(8, 30), 510),
        ("7:30 am ", "4:00 pm", time(7, 30), 510),
        ("00:00", "23:59", time(0), 1440),
        ("00:00:00", "24:00:00", time(0), 1440),
        ("20:00", "00:00", time(20), 240),
        ("22:00", "06:00", time(22), 480),
        ("9:0am", "5:00pm", None, None),
        ("8:00m", "5:00pm", None, None),
        ("9:00am", "6:300pm", None, None),
        ("9:00am", "5:00pm (Counter closes at 4:30 pm)", None, None),
        ("9:00am", "5:00", None, None),
        ("8:00am", "7:00am", None, None),
        ("", "5:00pm", None, None),
    ],
)
def test_times_are_read_or_kept_as_text(opens, closes, start, minutes):
    found = reading(MODERN | {"schedules": hours(opens_at=opens, closes_at=closes, byday="TU")})
    (when,) = found.listings[0].times
    assert (when.weekday, when.start, when.minutes) == (2, start, minutes)
    assert when.crosses_midnight == (opens == "22:00")
    problems = said(found, "schedules.opens_at") + said(found, "schedules.closes_at")
    assert bool(problems) == (start is None)
    assert all(row == 1 for row, *_ in problems)
    if start is None:
        assert closes in when.text


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"byday": "MO,TU"}, [(1, None), (2, None)]),
        ({"byday": "SU", "freq": ""}, [(0, None)]),
        ({"byday": "2MO", "freq": "MONTHLY"}, [(1, 2)]),
        ({"byday": "-1FR,1FR", "freq": "MONTHLY"}, [(5, -1), (5, 1)]),
        ({"byday": "", "freq": "DAILY"}, [(d, None) for d in range(7)]),
        ({"byday": "MO", "interval": "2"}, [(None, None)]),
        ({"byday": "MO", "bymonthday": "3"}, [(None, None)]),
        ({"byday": "5MO", "freq": "MONTHLY"}, [(None, None)]),
        ({"byday": "MO", "freq": "MONTHLY"}, [(None, None)]),
        ({"byday": "MONDAY"}, [(None, None)]),
        ({"byday": "", "weekday": "Thursday"}, [(4, None)]),
        ({"byday": "", "weekday": "1"}, [(None, None)]),
    ],
)
def test_only_rules_of_every_week_or_month_are_times(rule, days):
    found = reading(MODERN | {"schedules": hours(**rule)})
    times = found.listings[0].times
    assert [(t.weekday, t.nth) for t in times] == days
    if days[0][0] is None:
        assert times[0].start is None and "09:00–17:00" in times[0].text


def test_a_schedule_has_its_season():
    (when, _) = listing(schedules=hours(valid_from="2026-01-01", valid_to="2026-06-30")).times
    assert (when.valid_from, when.valid_to) == (date(2026, 1, 1), date(2026, 6, 30))


def test_hours_of_the_place_hold_unless_the_service_has_its_own():
    own, door = hours()[0], hours(id="h2", service_id="", location_id="p1", byday="SA")[0]
    assert [t.weekday for t in listing(schedules=[own, door]).times] == [1, 3]
    assert [t.weekday for t in listing(schedules=[door]).times] == [6]
    here = hours(id="h3", service_id="", service_at_location_id="l1", byday="SU")[0]
    assert [t.weekday for t in listing(schedules=[here, door]).times] == [0]


def test_one_text_for_all_days_is_kept_once():
    rows = [
        {"service_id": "s1", "weekday": day, "opens_at": "", "closes_at": "",
         "original_text": "Varies by school"}
        for day in ("Monday", "Tuesday")
    ]  # fmt: skip
    (when,) = listing(OLD, regular_schedules=rows).times
    assert (when.weekday, when.text) == (None, "Varies by school")


def test_holidays_are_kept_as_words():
    rows = [{"id": "1", "service_id": "s1", "closed": "true", "start_date": "2026-12-25",
             "end_date": "2026-12-25", "opens_at": "", "closes_at": ""}]  # fmt: skip
    when = listing(OLD, holiday_schedules=rows).times[-1]
    assert (when.weekday, when.text) == (None, "Holiday 2026-12-25: closed")
