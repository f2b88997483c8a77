"""When is a place open, where its hours are written day by day and leave nothing to guess?"""

import re
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from imports.listing import Time
from imports.times import DAY, between, clock, is_unsure, says_half, weekday

LONGEST_NIGHT = 15 * 60  # minutes over midnight; more is a slip of am and pm
SHUT = re.compile(r"close[ds]?(?:\s*-\s*close[ds]?)?|0?0:00(?::00)?\s*-\s*0?0:00(?::00)?", re.I)
ALL_DAY = re.compile(
    r"24\s*/\s*7|24 ?h(?:ou)?rs?|open 24 hours|0?0:00(?::00)?\s*-\s*23:59(?::\d\d)?", re.I
)
DAY_WORD = r"(?:sun|mon|tue|wed|thu|fri|sat)[a-z]*"
NEXT_DAY = re.compile(rf"(?<![a-z-])(?={DAY_WORD}\b)", re.I)
DAY_AND_HOURS = re.compile(rf"({DAY_WORD})\.?\s*:?\s*(.*)", re.I | re.S)
# A cell counts to 24 where one of its times can mean nothing else.
TO_24 = re.compile(r"\b(?:0\d|1[3-9]|2[0-4]):\d\d|:\d\d:\d\d")
NAMED = frozenset({"noon", "12 noon", "midnight", "12 midnight"})


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that could be read, and the pieces that could not."""

    times: tuple[Time, ...] = ()
    unread: tuple[str, ...] = ()


def read(text: str, *, kind: str = "opening", zone: str = "") -> Hours:
    """`Mon 9:00 am - 5:00 pm; Tue 24/7;` or `mon: 8:30:00 - 16:00:00 tues: …` as weekly times.

    A day without hours says nothing, `0:00:00 - 0:00:00` and `Close` are closed, 00:00 to 23:59 is
    the whole day (formats.md 5, 6). `9:00 - 5:00` is not read: nobody knows which half of the day.
    """
    to_24 = bool(TO_24.search(text))
    times: list[Time] = []
    unread: list[str] = []
    for piece in filter(None, (each.strip(" ;,") for each in NEXT_DAY.split(text))):
        found = _of_day(piece, to_24)
        if found is None:
            unread.append(" ".join(piece.split()))
            continue
        day, spans = found
        for start, minutes in spans:
            night = start.hour * 60 + start.minute + minutes > DAY
            times.append(
                Time(
                    weekday=day,
                    start=start,
                    minutes=minutes,
                    zone=zone,
                    crosses_midnight=night,
                    kind=kind,
                )
            )
    return Hours(tuple(dict.fromkeys(times)), tuple(unread))


def _of_day(piece: str, to_24: bool) -> tuple[int, list[tuple[time, int]]] | None:
    found = DAY_AND_HOURS.fullmatch(piece)
    day = weekday(found[1]) if found else None
    if found is None or day is None:
        return None
    hours = found[2].strip(" ;,")
    if not hours or SHUT.fullmatch(hours):
        return day, []
    if ALL_DAY.fullmatch(hours):
        return day, [(time(0), DAY)]
    spans = [_span(each.strip(), to_24) for each in hours.split(",")]
    known = [each for each in spans if each is not None]
    return (day, known) if len(known) == len(spans) and not _overlap(known) else None


def _span(text: str, to_24: bool) -> tuple[time, int] | None:
    parts = [part.strip() for part in re.split(r"\s*(?:-|–|\bto\b)\s*", text)]
    if len(parts) != 2:
        return None
    halves = [says_half(part) or part.lower() in NAMED for part in parts]
    if not all(halves) and (any(halves) or not to_24 or _slipped(parts) or is_unsure(*parts)):
        return None
    start, end = clock(parts[0]), clock(parts[1])
    if parts[1] in {"24:00", "24:00:00"}:
        end = time(0)
    if start is None or end is None:
        return None
    minutes = between(start, end)
    over_night = start.hour * 60 + start.minute + minutes > DAY
    return (start, minutes) if minutes and not (over_night and minutes > LONGEST_NIGHT) else None


def _slipped(parts: list[str]) -> bool:
    """`0:00 - 16:00` where hours have two digits elsewhere: one was lost."""
    return len({len(part) for part in parts}) > 1 and any(len(part) == 4 for part in parts)


def _overlap(spans: list[tuple[time, int]]) -> bool:
    """Two spans of one day that run into one another: a slip somewhere."""
    begun = sorted((start.hour * 60 + start.minute, minutes) for start, minutes in spans)
    return any(a + length > b for (a, length), (b, _) in pairwise(begun))
