"""Which days and times does a cell of a spreadsheet say, and which are left in words?"""

import json
from datetime import time

import pytest

from tests.imports.tables import acts, meeting, place, table


@pytest.mark.parametrize(
    ("day", "weekdays"),
    [
        ("wednesdays", [3]),
        ("domingo", [0]),
        ("terça-feira", [2]),
        ("sabado", [6]),
        ("Mon, Wed & Fri", [1, 3, 5]),
        ("Monday - Friday", [1, 2, 3, 4, 5]),
        ("Sat to Mon", [6, 0, 1]),
        ("every Tuesday", [2]),
        ("Daily", [0, 1, 2, 3, 4, 5, 6]),
    ],
)
def test_days_are_read_in_three_languages_and_several_at_once(day, weekdays):
    found = meeting(day)
    assert [each.weekday for each in found.listings[0].times] == weekdays
    assert {each.start for each in found.listings[0].times} == {time(19)}
    assert not acts(found, "day")


@pytest.mark.parametrize(
    "day", ["the", "1", "0", "1st Monday", "Mon, the", "Monday night", "M W F"]
)
def test_what_is_no_day_for_certain_is_kept_in_words(day):
    found = meeting(day)
    (when,) = found.listings[0].times
    assert when.weekday is None
    assert day in when.text
    assert "no day" in acts(found, "day")[0]


@pytest.mark.parametrize(
    ("sunday", "digit", "weekday"), [(0, "0", 0), (1, "1", 0), (7, "7", 0), (7, "1", 1)]
)
def test_a_digit_is_a_day_only_where_the_mapping_says_which_is_sunday(sunday, digit, weekday):
    rows = f"name,day,time\nHope,{digit},19:00\n"
    columns = {"name": "name", "day": "day", "time": "time"}
    found = table(rows, {"kind": "meeting", "columns": columns, "sunday": sunday})
    assert [each.weekday for each in found.listings[0].times] == [weekday]
    found = table(rows, {"kind": "meeting", "columns": columns})
    assert [each.weekday for each in found.listings[0].times] == [None]


@pytest.mark.parametrize(
    ("at", "ends", "times"),
    [
        ("4:00 pm", "", [(time(16), 60)]),
        ("19:30:00", "21:00:00", [(time(19, 30), 90)]),
        ("7:00 pm - 8:30 pm", "", [(time(19), 90)]),
        ("noon and 7:00 pm", "", [(time(12), 60), (time(19), 60)]),
        ("11:00 pm", "12:30 am", [(time(23), 90)]),
        ("7:30p", "9p", [(time(19, 30), 90)]),
        ("12 midnight", "", [(time(0), 60)]),
        ("7:00 - 8:30 pm", "", [(None, None)]),
        ("8:00m", "", [(None, None)]),
        ("wednesday, july", "", [(None, None)]),
    ],
)
def test_times_are_read_or_left_in_words(at, ends, times):
    found = meeting(at=at, ends=ends)
    assert [(each.start, each.minutes) for each in found.listings[0].times] == times
    assert bool(acts(found, "time")) == (times[0][0] is None)
    if times[0][0] is None:
        assert found.listings[0].times[0].text


def test_a_bare_time_says_nothing_where_others_say_am_and_pm():
    rows = "name,day,time\nHope,Monday,7:00 pm\nFaith,Monday,7:00\nLove,Monday,19:00\n"
    found = table(rows, {"kind": "meeting", "columns": {x: x for x in ("name", "day", "time")}})
    assert [each.times[0].start for each in found.listings] == [time(19), None, time(19)]
    assert "not a time for certain" in acts(found, "time")[0]


def test_bare_times_that_never_pass_noon_may_be_evenings():
    columns = {"kind": "meeting", "columns": {x: x for x in ("name", "day", "time")}}
    rows = "name,day,time\nHope,Monday,7:00\nFaith,Monday,8:00\nLove,Monday,6:30\n"
    assert {each.times[0].start for each in table(rows, columns).listings} == {None}
    told = table(rows + "Joy,Monday,19:30\n", columns)
    assert [each.times[0].start for each in told.listings][:2] == [time(7), time(8)]
    padded = table(rows.replace("7:00", "07:00"), columns)
    assert [each.times[0].start for each in padded.listings] == [time(7), time(8), time(6, 30)]


@pytest.mark.parametrize("hours", ["9:00-5:00", "10:00-2:00", "1:00-4:00", "0:00-0:00", "9 to 5"])
def test_hours_that_may_mean_the_afternoon_stay_words(hours):
    rows = f"name,monday,tuesday\nRiver House,{hours},08:00-16:00\n"
    said = {"kind": "service", "columns": {x: x for x in ("name", "monday", "tuesday")}}
    monday, tuesday = table(rows, said).listings[0].times
    assert (monday.weekday, monday.start, monday.text) == (1, None, hours)
    assert (tuesday.start, tuesday.minutes) == (time(8), 480)


def test_several_days_and_several_times_are_not_paired_by_guess():
    found = meeting("Mon, Wed", "noon, 7:00 pm")
    assert [(x.weekday, x.start) for x in found.listings[0].times] == [(1, None), (3, None)]
    rows = json.dumps(
        [{"name": "Hope", "day": ["monday", "friday"], "time": ["12:00 pm", "7:00 pm"]}]
    )
    said = {"kind": "meeting", "columns": {x: x for x in ("name", "day", "time")}}
    (hope,) = table(rows, said, "list.json").listings
    assert [(x.weekday, x.start) for x in hope.times] == [(1, time(12)), (5, time(19))]


def test_opening_hours_by_one_column_a_day():
    found = place(
        monday="9:00 am - 5:00 pm", tuesday="closed", sunday="24 hours", friday="by chance"
    )
    said = [(x.weekday, x.start, x.minutes, x.text) for x in found.listings[0].times]
    assert (1, time(9), 480, "") in said
    assert (0, time(0), 1440, "") in said
    assert (5, None, None, "by chance") in said
    assert {each.kind for each in found.listings[0].times} == {"opening"}
    assert not [x for x in said if x[0] == 2]
