"""When is a door open or a line answered, as people write it: "Mon-Fri 9-5", "daily 5 pm to 10 pm"?"""

import re
from collections.abc import Sequence
from datetime import time

from imports.listing import Time

DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
DAY = r"(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?"
ALWAYS = re.compile(
    r"(?:24 ?/ ?7|24 ?h(?:ours?|rs?)?(?: a day)?|around the clock|day and night|always(?: open)?)"
    r"(?:,? (?:every day|7 days a week|seven days a week|all year|365 days a year))?"
)
SETS = {
    r"(?:every ?day|daily|7 days(?: a week)?|all week)": (0, 1, 2, 3, 4, 5, 6),
    r"(?:on )?weekdays": (1, 2, 3, 4, 5),
    r"(?:on )?weekends?": (0, 6),
}
SPAN = re.compile(rf"({DAY}) ?(?:-|to|through|thru) ?({DAY})")
LIST = re.compile(rf"{DAY}(?: ?(?:,|&|and|/) ?{DAY})*")
CLOCK = r"(\d{1,2})(?::(\d\d))? ?([ap]\.?m\.?)?|(noon|midnight)"
HOURS = re.compile(rf"(?:from )?(?:{CLOCK}) ?(?:-|to|until|till) ?(?:{CLOCK})")
BETWEEN = re.compile(rf"\s*(?:;|\n|,(?=\s*(?:{DAY}|every|daily|week)))\s*")
DAY_ALONE = re.compile(DAY)
A_DAY, HALF_A_DAY = 24 * 60, 12 * 60  # minutes


def opening_times(text: str, zone: str, *, kind: str = "opening") -> list[Time]:
    """Weekly times in `zone`, or one time that holds the words where they cannot be read whole.

    Nothing is read by halves: "Mon-Fri 9-5, ring first" stays in its words. No text, no times.
    """
    said = " ".join(text.split())
    if not said:
        return []
    found = _read(said.casefold().replace("–", "-").replace("—", "-"))
    if found is None:
        return [Time(weekday=None, start=None, minutes=None, zone=zone, text=said, kind=kind)]
    return [
        Time(
            weekday=day,
            start=start,
            minutes=minutes,
            zone=zone,
            crosses_midnight=_minute(start) + minutes >= A_DAY,
            kind=kind,
        )
        for day, start, minutes in found
    ]


def understood(times: Sequence[Time]) -> bool:
    return all(one.weekday is not None for one in times)


def _read(text: str) -> list[tuple[int, time, int]] | None:
    if ALWAYS.fullmatch(text):
        return [(day, time(0), A_DAY) for day in range(7)]
    found: dict[tuple[int, time], int] = {}
    days = ""
    for part in BETWEEN.split(text):
        days = f"{days}, {part}" if days else part
        if not HOURS.search(days) and DAY_ALONE.match(part):
            continue  # "Tue, Thu 7-9 pm": its hours follow
        one, days = _part(days), ""
        if one is None:
            return None
        for day in one[0]:
            found[day, one[1]] = one[2]
    if days:
        return None
    return sorted((day, start, minutes) for (day, start), minutes in found.items())


def _part(text: str) -> tuple[Sequence[int], time, int] | None:
    hours = list(HOURS.finditer(text))
    if len(hours) != 1:
        return None
    span = _span(hours[0])
    rest = (text[: hours[0].start()] + " " + text[hours[0].end() :]).strip(" ,:.")
    days = _days(rest)
    return (days, *span) if days and span else None


def _days(text: str) -> Sequence[int]:
    for words, days in SETS.items():
        if re.fullmatch(words, text):
            return days
    if span := SPAN.fullmatch(text):
        first, last = _day(span[1]), _day(span[2])
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    if LIST.fullmatch(text):
        return [_day(one) for one in re.findall(DAY, text)]
    return ()


def _day(word: str) -> int:
    return DAYS.index(word[:3])


def _span(found: re.Match[str]) -> tuple[time, int] | None:
    """From when, and for how many minutes; "9-5" is by day, "5-10 pm" begins in the afternoon."""
    first, last = found.groups()[:4], found.groups()[4:]
    end = _clock(*last)
    start = _clock(*first)
    if start is None or end is None:
        return None
    if not _half(first) and _half(last) == "p" and _earlier_half(first, last):
        start = _clock(first[0], first[1], "pm", None) or start
    minutes = end - start
    if minutes == 0 and not start:
        return None  # 0:00-0:00 is how some say closed
    if not _half(last) and end < HALF_A_DAY + 60:
        minutes = (
            minutes % HALF_A_DAY or HALF_A_DAY
        )  # "9-5", "noon-4": the next time it is that hour
    minutes = minutes if minutes > 0 else minutes + A_DAY
    return (time(start // 60, start % 60), minutes) if 0 < minutes <= A_DAY else None


def _half(clock: Sequence[str | None]) -> str:
    """ "a", "p", or "" where it is not said; noon and midnight say it."""
    if clock[3]:
        return "p" if clock[3] == "noon" else "a"
    return (clock[2] or "")[:1]


def _earlier_half(first: Sequence[str | None], last: Sequence[str | None]) -> bool:
    """5-10 pm, but 9-5 pm begins in the morning; 12-5 pm at noon."""
    return bool(last[0]) and int(first[0] or 0) % 12 < int(last[0] or 0) % 12


def _clock(hour: str | None, minute: str | None, half: str | None, word: str | None) -> int | None:
    """Minutes since midnight."""
    if word:
        return 12 * 60 if word == "noon" else 0
    whole, part = int(hour or 0), int(minute or 0)
    if half:
        if not 1 <= whole <= 12:
            return None
        whole = whole % 12 + (12 if half.startswith("p") else 0)
    if whole == 24 and part == 0:
        whole = 0
    return whole * 60 + part if whole < 24 and part < 60 else None


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
