"""When does a meeting of a Meeting Guide feed take place, and in whose time?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Any

from imports.listing import Listing, Options, Time, Where
from imports.places import zip_in_state, zone_or_none
from imports.reading import Notes
from imports.text import clean, plain
from imports.times import DAY, LONG, between, clock, is_bare, says_half, weekday

USUAL = 60  # minutes, where a feed gives no end (formats.md 3)
# Rules like "3rd Friday open": kept as words beside the time, never turned into a promise.
NTH = re.compile(
    r"\b(1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|last|every other|alternat\w+)\b"
    r".{0,20}\b(week|month|sun|mon|tue|wed|thu|fri|sat)",
    re.IGNORECASE,
)


def read(
    record: Mapping[str, Any],
    row: int,
    where: Where | None,
    options: Options,
    notes: Notes,
    *,
    halves: bool = False,
) -> list[Time]:
    """One Time for each day; a meeting without day and time is by appointment (weekday None).

    An end before the start lies on the next day; without an end it is 60 minutes; over three hours
    is flagged. A day or time that cannot be read is reported and never guessed. `halves`: the feed
    mostly says am and pm, so that a bare `7:00` may be either.
    """
    days = _days(record.get("day"), row, notes)
    start, end = (_clock(record.get(each), halves=halves) for each in ("time", "end_time"))
    written = plain(record.get("time"))
    if start is None and written:
        notes.warn(row, "time", written, "not a time; kept as text, no start time")
    minutes = _minutes(record.get("end_time"), start, end, row, notes)
    zone = zone_of(record.get("timezone"), where, options.zone, row, notes)
    nth = next((each for each in clean(record.get("notes")).split("\n") if NTH.search(each)), "")
    text = "; ".join(filter(None, (written if start is None else "", nth[:200])))
    return [
        Time(
            weekday=day,
            start=start,
            minutes=minutes,
            zone=zone,
            crosses_midnight=bool(start and end and end < start) or _past_midnight(start, minutes),
            text="; ".join(filter(None, (said, text))),
        )
        for day, said in days
    ]


def zone_of(value: Any, where: Where | None, default: str, row: int, notes: Notes) -> str:
    """The record's own zone, else the feed's (`default`), else that of the ZIP, else ""."""
    if own := zone_or_none(value):
        return own
    if plain(value):
        notes.warn(row, "timezone", value, "no time zone of this name; left out")
    place = zip_in_state(where.postal_code, where.state) if where else None
    return zone_or_none(default) or (place.zone if place else "")


def with_zones(listings: Sequence[tuple[int, Listing]], notes: Notes) -> list[Listing]:
    """The listings (each with its row) where those without a zone get that of a single-zone feed.

    Where the rest of the feed lies in several zones or none, each one left is reported.
    """
    known = {each.zone for _, listing in listings for each in listing.times if each.zone}
    lacking = [row for row, listing in listings if any(not each.zone for each in listing.times)]
    if not lacking:
        return [listing for _, listing in listings]
    if len(known) != 1:
        for row in lacking:
            notes.warn(row, "timezone", "", "no time zone: choose one for the feed")
        return [listing for _, listing in listings]
    zone = next(iter(known))
    notes.warn(
        0, "timezone", zone, f"{len(lacking)} meetings state none; taken as the feed's others"
    )
    return [_in_zone(listing, zone) for _, listing in listings]


def _in_zone(listing: Listing, zone: str) -> Listing:
    if all(each.zone for each in listing.times):
        return listing
    return replace(listing, times=[replace(each, zone=each.zone or zone) for each in listing.times])


def _days(value: Any, row: int, notes: Notes) -> list[tuple[int | None, str]]:
    """Each day with the words for one that cannot be read; [(None, "")] by appointment."""
    days: dict[int | None, str] = {}
    for each in value[:14] if isinstance(value, list) else [value]:
        if each is None or each == "":
            continue
        day = weekday(each)
        if day is None:
            notes.warn(row, "day", each, "not a day from 0 Sunday to 6; kept as text, no day")
            days.setdefault(None, f"day “{plain(each)[:40]}”")
        else:
            days[day] = ""
    return list(days.items()) or [(None, "")]


def says_halves(records: Sequence[Any]) -> bool:
    """Whether most records of a feed say am or pm of their time: then a bare one has lost it."""
    told = [
        says_half(text)
        for record in records
        if isinstance(record, dict) and (text := plain(record.get("time")))
    ]
    return sum(told) * 2 > len(told)


def _clock(value: Any, *, halves: bool) -> time | None:
    return None if halves and is_bare(plain(value)) else clock(value)


def _minutes(
    value: Any, start: time | None, end: time | None, row: int, notes: Notes
) -> int | None:
    if start is None:
        return None
    written = plain(value)
    if end is None and written:
        notes.warn(row, "end_time", written, "not a time; an hour assumed")
    minutes = between(start, end) if end else USUAL
    if minutes == 0:
        notes.warn(row, "end_time", written, "ends when it begins; an hour assumed")
        return USUAL
    if minutes > LONG:
        notes.warn(row, "end_time", written, f"{minutes} minutes long; kept, please check")
    return minutes


def _past_midnight(start: time | None, minutes: int | None) -> bool:
    return bool(start and minutes and start.hour * 60 + start.minute + minutes > DAY)
