"""At which hours may somebody be rung, in their own zone, also when the clocks change?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.hours import DEFAULT, Hours

PARTS: tuple[Hours, ...] = ((0, 12 * 60), (12 * 60, 17 * 60), (17 * 60, 24 * 60))
SHORTEST = timedelta(minutes=15)
# How long a window stays open: the more urgent, the narrower.
LENGTH = {"T0": timedelta(hours=2), "T1": timedelta(hours=2), "T2": timedelta(hours=4)}
USUAL = timedelta(hours=8)
Window = tuple[datetime, datetime]


def window(target: datetime, zone: str, safe: Hours | None, length: timedelta = USUAL) -> Window:
    """The first window at or after `target` inside the safe hours, in UTC."""
    for start, end in _openings(target, zone, safe or DEFAULT):
        begin = max(start, target)
        if end - begin >= SHORTEST:
            return begin.astimezone(UTC), min(begin + length, end).astimezone(UTC)
    raise ValueError("these hours never come")


def holds(booked: Window, zone: str, safe: Hours | None) -> bool:
    """Does a booked window lie inside the hours that are safe? Nobody named any: it does."""
    if safe is None:
        return True
    start, end = booked
    return any(a <= start and end <= b for a, b in _openings(start, zone, safe))


def next_try(tried: datetime, zone: str, safe: Hours | None, length: timedelta = USUAL) -> Window:
    """The next day at another part of the day, as far as the safe hours leave one."""
    hours = safe or DEFAULT
    there = tried.astimezone(ZoneInfo(zone))
    now_part = next(i for i, (_, end) in enumerate(PARTS) if there.hour * 60 + there.minute < end)
    tomorrow = there.date() + timedelta(days=1)
    for shift in (1, 2, 3):
        part = PARTS[(now_part + shift) % len(PARTS)]
        clipped = (max(part[0], hours[0]), min(part[1], hours[1]))
        if hours[0] < hours[1] and clipped[1] - clipped[0] >= 30:
            midnight = _moment(tomorrow, 0, zone)
            return window(midnight, zone, clipped, length)
    return window(_moment(tomorrow, 0, zone), zone, hours, length)


def _openings(target: datetime, zone: str, hours: Hours) -> Iterator[Window]:
    """The safe hours of each day from the day before `target` on (they may cross midnight)."""
    opens, closes = hours
    first = target.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    for ahead in range(10):
        day = first + timedelta(days=ahead)
        last = day + timedelta(days=1) if closes <= opens else day
        yield _moment(day, opens, zone), _moment(last, closes, zone, ends=True)


def _moment(day: date, minutes: int, zone: str, *, ends: bool = False) -> datetime:
    """A wall-clock time as a moment. Where the clocks skip it, a beginning comes after the gap and an
    end before it; where they repeat it, a beginning is the second one and an end the first: the
    window only shrinks."""
    if minutes >= 24 * 60:
        day, minutes = day + timedelta(days=1), minutes - 24 * 60
    wall = datetime.combine(day, time(*divmod(minutes, 60)), ZoneInfo(zone))
    back = wall.astimezone(UTC).astimezone(ZoneInfo(zone))
    skipped = back.replace(tzinfo=None) != wall.replace(tzinfo=None)
    later = wall.replace(fold=1)
    twice = not skipped and wall.utcoffset() != later.utcoffset()
    return (later if (skipped and ends) or (twice and not ends) else wall).astimezone(UTC)


def said(due_from: datetime, due_to: datetime, zone: str, *, at: datetime) -> str:
    """ "2 days late", "due today 2–4 pm (their time)", "Mon, Dec 7, 9 am–5 pm (their time)"."""
    if due_to < at:
        late = at - due_to
        if late < timedelta(hours=1):
            return "just late"
        count, unit = (late.days, "day") if late.days else (late.seconds // 3600, "hour")
        return f"{count} {unit}{'' if count == 1 else 's'} late"
    start, end = (m.astimezone(ZoneInfo(zone)) for m in (due_from, due_to))
    away = (start.date() - at.astimezone(ZoneInfo(zone)).date()).days
    if due_from <= at:
        return f"due now, until {_clock(end)} (their time)"
    day = {0: "due today", 1: "tomorrow"}.get(away, f"{start:%a, %b} {start.day},")
    begin = _clock(start)
    if begin[-2:] == _clock(end)[-2:]:
        begin = begin[:-3]
    return f"{day} {begin}–{_clock(end)} (their time)"


def _clock(moment: datetime) -> str:
    minute = f":{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minute} {'am' if moment.hour < 12 else 'pm'}"
