"""Are safe hours understood as they are said, and refused in words when they cannot be?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.errors import Refused
from casework.hours import DAY, hours, inside, parse


@pytest.mark.parametrize(
    ("said", "window"),
    [
        ("5 to 8 pm", (1020, 1200)), ("5–8pm", (1020, 1200)), ("9 to 5:30 pm", (540, 1050)),
        ("9 am - 5", (540, 1020)), ("11-1 pm", (660, 780)), ("17:00-20:00", (1020, 1200)),
        ("17-20", (1020, 1200)), ("between 9 and 11 a.m.", (540, 660)), ("10 pm to 2 am", (1320, 120)),
        ("noon to 3 pm", (720, 900)), ("5 pm to midnight", (1020, 1440)), ("  ", None),
    ],
)  # fmt: skip
def test_hours_are_read_as_they_are_said(said, window):
    assert parse(said) == window


@pytest.mark.parametrize(
    "said",
    ["evenings", "5 pm", "25 to 26", "13 pm to 2 pm", "8 pm to 8 pm", "5:75 to 6 pm", "0-1 pm"],
)
def test_hours_nobody_can_keep_to_are_refused_in_words(said):
    with pytest.raises(Refused, match="from one time to another"):
        parse(said)


def test_two_small_hours_need_their_half_of_the_day():
    with pytest.raises(Refused, match="am or pm"):
        parse("5 to 8")


@given(st.integers(0, DAY - 1), st.integers(1, DAY))
def test_what_is_said_back_is_understood_again(start, end):
    if start % DAY != end % DAY:
        assert parse(hours((start, end))) == (start, end if end % DAY else DAY)


@given(st.text(max_size=30))
def test_any_words_are_hours_or_a_refusal(text):
    try:
        found = parse(text)
    except Refused:
        return
    assert found is None or (0 <= found[0] < DAY and 0 < found[1] <= DAY)


def test_hours_over_midnight_hold_on_both_sides_of_it():
    def at(hour):
        return datetime(2026, 7, 1, hour, tzinfo=UTC)

    assert inside(at(23), "UTC", (1320, 120)) and inside(at(1), "UTC", (1320, 120))
    assert not inside(at(3), "UTC", (1320, 120))
