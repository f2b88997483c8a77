"""On which days and at what time does a row of a spreadsheet meet or open, and what is left unsaid?

What cannot be read for certain is kept in words and reported: no day and no time is ever guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any

from imports.listing import Time
from imports.reading import Notes
from imports.table.cells import Cells, words
from imports.table.fields import WEEKDAYS
from imports.text import plain
from imports.times import (
    DAY,
    LONG,
    between,
    clock,
    counts_to_24,
    is_bare,
    is_unsure,
    length,
    says_half,
    weekday,
)

USUAL = 60  # minutes of a meeting whose end nobody states (formats.md 3)
LEAST, LONGEST = 5, 1440  # minutes
TELLING = 3  # different times; of fewer it says nothing that none is past noon
SEVERAL = re.compile(r"\s*(?:[,;/&+\n]|\band\b|\by\b|\be\b)\s*", re.IGNORECASE)
UNTIL = re.compile(
    r"\s*(?:[-–—]|\bto\b|\buntil\b|\bthrough\b|\bthru\b|\bhasta\b|\baté\b)\s*", re.IGNORECASE
)
EVERY = re.compile(r"^(?:every|each|on|todos los|todas as|cada)\s+", re.IGNORECASE)
EVERY_DAY = frozenset({"daily", "every day", "everyday", "7 days", "7 days a week", "all days"})
CLOSED = frozenset({"closed", "none", "n/a", "-", "cerrado", "fechado"})
ROUND = frozenset({"24 hours", "24 hrs", "24/7", "open 24 hours"})
Span = tuple[time, int | None]  # start, minutes or None where no end is said


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How the columns of one file write days and times.

    `halves`: they count to twelve (`tells_halves`), so that a bare "7:00" does not say which half of the day.
    `sunday`: the digit that is Sunday, None where digits are no days.
    """

    halves: bool = False
    sunday: int | None = None
    meets: bool = True  # a meeting lasts an hour if nobody says how long; an opening does not


def tells_halves(cells: Iterable[str]) -> bool:
    """Whether these cells count to twelve: any says am or pm, or of several none counts beyond."""
    held = {cell for cell in cells if cell.strip()}
    beyond = any(map(counts_to_24, held))
    return any(map(says_half, held)) or (len(held) >= TELLING and not beyond)


def times_of(cells: Cells, way: Clock, zone: str, row: int, notes: Notes) -> list[Time]:
    """Every weekly time of one record; one without day and start where it is by appointment.

    Several days share one time, and one day may have several; several of both would be a guess,
    unless two lists of one length stand beside one another.
    """
    kind = "meeting" if way.meets else "opening"
    found = [
        Time(weekday=day, start=start, minutes=minutes, zone=zone, text=text, kind=kind,
             crosses_midnight=_crosses(start, minutes))
        for day, start, minutes, text in [*_by_day(cells, way, row, notes), *_weekly(cells, way, row, notes)]
    ]  # fmt: skip
    if hours := cells.text("hours"):
        found.append(
            Time(weekday=None, start=None, minutes=None, zone=zone, text=hours, kind="opening")
        )
    return found


Read = tuple[int | None, time | None, int | None, str]


def _by_day(cells: Cells, way: Clock, row: int, notes: Notes) -> list[Read]:
    """By a column of days beside a column of times."""
    if not {"day", "time"} & cells.columns.keys():
        return []
    said, at = cells.first("day"), cells.first("time")
    days, lost = _days(said, way, row, notes)
    spans, text = _spans(at, way, row, notes)
    if len(days) > 1 and len(spans) > 1 and not _beside(said, at, days, spans):
        notes.warn(
            row, "time", words(at), "several days and several times; kept as text, no start time"
        )
        spans, text = [], words(at)
    if len(days) > 1 and len(spans) > 1:
        pairs: list[tuple[int | None, Span | None]] = list(zip(days, spans, strict=True))
    else:
        each_day: list[int | None] = [*days] or [None]
        each_span: list[Span | None] = [*spans] or [None]
        pairs = [(day, span) for day in each_day for span in each_span]
    if not (days or spans or lost or text) and not way.meets:
        return []
    words_left = "; ".join(filter(None, (lost, text)))
    return [(day, *_lasting(span, cells, way, row, notes), words_left) for day, span in pairs]


def _beside(said: Any, at: Any, days: list[int], spans: list[Span]) -> bool:
    return isinstance(said, list) and isinstance(at, list) and len(days) == len(spans)


def _weekly(cells: Cells, way: Clock, row: int, notes: Notes) -> list[Read]:
    """By one column for each day of the week."""
    found: list[Read] = []
    for day, name in enumerate(WEEKDAYS):
        cell = words(cells.first(name)).strip()
        if not cell or cell.lower() in CLOSED:
            continue
        if cell.lower() in ROUND:
            found.append((day, time(0), DAY, ""))
            continue
        spans, text = _spans(cell, way, row, notes, name)
        found += [
            (day, start, minutes or (USUAL if way.meets else None), "") for start, minutes in spans
        ]
        if text:
            found.append((day, None, None, text))
    return found


def _days(said: Any, way: Clock, row: int, notes: Notes) -> tuple[list[int], str]:
    """The days of a cell in their order, and the words for what is none."""
    days: dict[int, None] = {}
    lost = []
    for each in said if isinstance(said, list) else [said]:
        text = words(each).strip()
        if not text:
            continue
        read = _read_days(text, way)
        if read is None:
            notes.warn(row, "day", text, "not a day of the week; kept as text, no day")
            lost.append(f"day “{text[:40]}”")
        else:
            days |= dict.fromkeys(read)
    return ([] if lost else list(days)), "; ".join(lost)


def _read_days(text: str, way: Clock) -> list[int] | None:
    """Every day a text names for certain, or None: "Mon, Wed", "Tuesdays", "Mon - Fri", "daily"."""
    text = EVERY.sub("", text.strip().rstrip("."))
    if text.lower() in EVERY_DAY:
        return list(range(7))
    if (day := _day(text, way)) is not None:
        return [day]
    ends = UNTIL.split(text)
    if len(ends) == 2:
        first, last = (_day(each, way) for each in ends)
        if first is None or last is None:
            return None
        return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    parts = [_day(each, way) for each in SEVERAL.split(text)] if SEVERAL.search(text) else [None]
    return None if None in parts else [day for day in parts if day is not None]


def _day(text: str, way: Clock) -> int | None:
    text = plain(text)
    if not text.isdigit():
        return weekday(text)
    if way.sunday is None or not re.fullmatch(r"[0-7]", text):
        return None
    day = int(text)
    if way.sunday == 7:
        return day % 7 if day else None
    return weekday(text, sunday=way.sunday)


def _spans(
    at: Any, way: Clock, row: int, notes: Notes, column: str = "time"
) -> tuple[list[Span], str]:
    """The times of a cell, or none and the words for it."""
    found: list[Span] = []
    for each in at if isinstance(at, list) else [at]:
        text = words(each).strip()
        if not text:
            continue
        read = _read_spans(text, way)
        if not read:
            notes.warn(row, column, text, "not a time for certain; kept as text, no start time")
            return [], words(at)
        found += read
    return list(dict.fromkeys(found)), ""


def _read_spans(text: str, way: Clock) -> list[Span]:
    """[] where any part of the text is not a time for certain."""
    if (start := moment(text, way)) is not None:
        return [(start, None)]
    found: list[Span] = []
    for part in SEVERAL.split(text):
        said = UNTIL.split(part)
        ends = [moment(each, way) for each in said]
        if None in ends or not 1 <= len(ends) <= 2 or not _is_span(said, way):
            return []
        start, *end = (each for each in ends if each is not None)
        found.append((start, (between(start, end[0]) or None) if end else None))
    return found


def _is_span(said: list[str], way: Clock) -> bool:
    """Not where the afternoon may be meant, nor `0:00 - 0:00`, which is how some say closed."""
    if len(said) != 2:
        return True
    closed = not way.meets and clock(said[0]) == clock(said[1])
    return not closed and not is_unsure(*said, of_a_door=not way.meets)


def moment(text: str, way: Clock) -> time | None:
    """A time of day; None for a bare one where the file counts to twelve."""
    if way.halves and is_bare(text):
        return None
    return clock(text)


def _lasting(
    span: Span | None, cells: Cells, way: Clock, row: int, notes: Notes
) -> tuple[time | None, int | None]:
    """Start and minutes: as its own end says, else its end or length, else an hour for a meeting."""
    if span is None:
        return None, None
    start, minutes = span
    written = words(cells.first("end_time")).strip()
    if minutes is None and written:
        at = words(cells.first("time"))
        end = None if is_unsure(at, written, of_a_door=False) else moment(written, way)
        if end is None:
            notes.warn(row, "end_time", written, "not a time for certain; left out")
        minutes = (between(start, end) or None) if end else None
    long = words(cells.first("minutes")).strip()
    if minutes is None and long:
        minutes = _minutes(long)
        if minutes is None:
            notes.warn(row, "minutes", long, "not a length in minutes; left out")
    if minutes is not None and minutes > LONG and way.meets:
        notes.warn(row, "end_time", written or long, f"{minutes} minutes long; kept, please check")
    return start, minutes or (USUAL if way.meets else None)


def _minutes(text: str) -> int | None:
    found = re.fullmatch(
        r"(\d{1,4})(?:\.0+)?\s*(?:m|min|mins|minutes|minutos)?\.?", text, re.IGNORECASE
    )
    made = int(found[1]) if found else length(text)
    return made if made and LEAST <= made <= LONGEST else None


def _crosses(start: time | None, minutes: int | None) -> bool:
    return bool(start and minutes and start.hour * 60 + start.minute + minutes > DAY)
