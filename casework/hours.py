"""Which hours of a day were said, and how are they said back ("5 to 8 pm")?"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from casework.errors import Refused

Hours = tuple[int, int]  # minutes after midnight; the second may lie after midnight
DAY = 24 * 60
DEFAULT: Hours = (9 * 60, 20 * 60)  # when any time is safe, we still ring by day
UNREADABLE = "Safe hours run from one time to another, like 5 to 8 pm."
WHICH_HALF = "Morning or evening? Write am or pm beside the hours, like 5 to 8 pm."

_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap])?\.?(?:m\.?)?"
_SPAN = re.compile(rf"(?:between\s+|from\s+)?{_TIME}\s*(?:-|–|—|to|till|until|and)\s*{_TIME}")
_WORDS = {"noon": "12 pm", "midday": "12 pm", "midnight": "12 am"}


def parse(said: str) -> Hours | None:
    """ "5–8 pm", "9 to 5:30 pm", "17:00-20:00"; None when nothing was said. Raises Refused."""
    text = said.strip().lower()
    for word, digits in _WORDS.items():
        text = text.replace(word, digits)
    if not text:
        return None
    found = _SPAN.fullmatch(text)
    if found is None:
        raise Refused(UNREADABLE)
    first, last = found.group(1, 2, 3), found.group(4, 5, 6)
    start, end = _both(first, last)
    if start == end:
        raise Refused(UNREADABLE)
    return start, end or DAY


def _both(first: tuple[str | None, ...], last: tuple[str | None, ...]) -> Hours:
    """An hour without am or pm takes what makes the span run forward: "9–5 pm" begins at 9 am."""
    halves = first[2], last[2]
    if halves == (None, None):
        return _by_the_clock(first, last)
    if halves[0] is None:
        return _nearest(first, _minute(last, halves[1]), before=True)
    if halves[1] is None:
        return _nearest(last, _minute(first, halves[0]), before=False)
    return _minute(first, halves[0]), _minute(last, halves[1])


def _nearest(time: tuple[str | None, ...], other: int, *, before: bool) -> Hours:
    both = [_minute(time, half) for half in "ap"]
    if before:
        return max((m for m in both if m < other), default=min(both)), other
    return other, min((m for m in both if m > other), default=max(both))


def _by_the_clock(first: tuple[str | None, ...], last: tuple[str | None, ...]) -> Hours:
    """Of twenty-four hours; two small hours could be either half of the day."""
    start, end = _minute(first, None), _minute(last, None)
    if max(start, end) < 13 * 60 and not (first[1] and last[1]):
        raise Refused(WHICH_HALF)
    return start, end


def _minute(time: tuple[str | None, ...], half: str | None) -> int:
    hour, minute = int(time[0] or 0), int(time[1] or 0)
    if minute > 59 or hour > (12 if half else 24) or (half and hour == 0):
        raise Refused(UNREADABLE)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return (hour * 60 + minute) % DAY


def hours(window: Hours | None) -> str:
    return f"{clock(window[0])} to {clock(window[1])}" if window else "in hours nobody wrote down"


def clock(minutes: int) -> str:
    """750 → 12:30 pm."""
    hour, minute = divmod(minutes % DAY, 60)
    part = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {part}"


def inside(at: datetime, zone: str, window: Hours) -> bool:
    """Is it one of these hours now, where the person is?"""
    there = at.astimezone(ZoneInfo(zone))
    minute, (opens, closes) = there.hour * 60 + there.minute, window
    if opens < closes:
        return opens <= minute < closes
    return minute >= opens or minute < closes


def clock_there(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return clock(there.hour * 60 + there.minute)
