"""When does it next meet: weekly times in their own zones, exact across clock changes."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
DAY, WEEK = 1440, 10080  # minutes
QUARTER = 15
BEFORE, SPAN = 63, 160  # days a table of wall time reaches back, and in all
EPOCH_WEEKDAY = 4  # 1970-01-01 was a Thursday; Sunday is 0
EPOCH = date(1970, 1, 1).toordinal()
PARTS = ("night", "morning", "afternoon", "evening")  # from 0:00, 6:00, 12:00 and 18:00
PART = DAY // len(PARTS)
NO_TIME = -1


@dataclass(frozen=True, slots=True)
class SlotColumns:
    """One entry per weekly time: its row, wall minute of the week, length, zone, nth week or 0."""

    row: Array
    start: Array
    minutes: Array
    zone: Array
    nth: Array

    def __len__(self) -> int:
        return len(self.row)

    def take(self, which: Array) -> "SlotColumns":
        return SlotColumns(*(getattr(self, f.name)[which] for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Starts:
    """Minutes from now, per time: to the start before now, the next one and the one after, and to
    the end, by the clock on their wall, of the one before now and of the next one."""

    previous: Array
    first: Array
    second: Array
    closed: Array
    closes: Array


@lru_cache(maxsize=2048)
def known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or a folder of zones
        return False
    return True


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """The zone, or UTC where there is none of that name."""
    return ZoneInfo(name) if known_zone(name) else ZoneInfo("UTC")


def _offset(zone: ZoneInfo, wall_minute: int) -> int:
    """Minutes of UTC offset of a wall time, the earlier of two (PEP 495 fold 0)."""
    wall = datetime(1970, 1, 1, tzinfo=zone) + timedelta(minutes=wall_minute)
    offset = wall.utcoffset()
    assert offset is not None  # a ZoneInfo always knows
    return round(offset.total_seconds() / 60)


@lru_cache(maxsize=1024)
def wall_offsets(name: str, first_day: int) -> Array:
    """Offset of every quarter hour of wall time for SPAN days from `first_day`."""
    zone = zone_of(name)
    midnight = [_offset(zone, (first_day + day) * DAY) for day in range(SPAN + 1)]
    table = np.repeat(np.array(midnight[:-1], dtype=np.int64), DAY // QUARTER)
    for day in range(SPAN):
        if midnight[day] != midnight[day + 1]:
            at = day * DAY // QUARTER
            minute = (first_day + day) * DAY
            for quarter in range(DAY // QUARTER):
                table[at + quarter] = _offset(zone, minute + quarter * QUARTER)
    return table


def starts(slots: SlotColumns, zones: Sequence[str], now: int) -> Starts:
    """The starts around `now` (minutes since 1970, UTC) of all weekly times at once."""
    first_day = now // DAY - BEFORE
    tables = [wall_offsets(name, first_day) for name in zones]
    offsets = np.stack(tables) if tables else np.zeros((1, SPAN * 96), dtype=np.int64)
    here = np.array([now + _utc_offset(name, now) for name in zones] or [now], dtype=np.int64)
    waits = _weekly(slots, offsets, here, now, first_day)
    nth = np.flatnonzero(slots.nth)
    if len(nth):
        monthly = _monthly(slots.take(nth), offsets, here, now, first_day)
        for whole, part in zip(waits, monthly, strict=True):
            whole[nth] = part
    return Starts(*waits)


def _utc_offset(name: str, now: int) -> int:
    offset = datetime.fromtimestamp(now * 60, zone_of(name)).utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


def _weekly(
    slots: SlotColumns, offsets: Array, here: Array, now: int, first_day: int
) -> tuple[Array, ...]:
    local = here[slots.zone]
    minute_of_week = (local + EPOCH_WEEKDAY * DAY) % WEEK
    wall = local + (slots.start - minute_of_week) % WEEK

    def until(at: Array) -> Array:
        return at - offsets[slots.zone, at // QUARTER - first_day * 96] - now

    def wait(weeks: int) -> Array:
        return until(wall + weeks * WEEK)

    def end(weeks: Array) -> Array:
        return until(wall + weeks * WEEK + slots.minutes)

    # A week early or late only where a clock change moved the start across now.
    w_2, w_1, w0, w1, w2 = (wait(weeks) for weeks in (-2, -1, 0, 1, 2))
    gone, early = w0 < 0, w_1 < 0
    previous = np.where(gone, w0, np.where(early, w_1, w_2))
    first = np.where(gone, w1, np.where(early, w0, w_1))
    second = np.where(gone, w2, np.where(early, w1, w0))
    before = np.where(gone, 0, np.where(early, -1, -2))
    return previous, first, second, end(before), end(before + 1)


def _monthly(
    slots: SlotColumns, offsets: Array, here: Array, now: int, first_day: int
) -> tuple[Array, ...]:
    """The nth or last weekday of last month, this month and the next two."""
    months = np.array([_month_starts(int(local) // DAY) for local in here], dtype=np.int64)
    weekday, minute = slots.start // DAY, slots.start % DAY
    waits: list[Array] = []
    ends: list[Array] = []
    for month in range(4):
        begin, end = months[slots.zone, month], months[slots.zone, month + 1]
        from_first = begin + (weekday - begin - EPOCH_WEEKDAY) % 7 + 7 * (slots.nth - 1)
        last = end - 7 + (weekday - end - EPOCH_WEEKDAY) % 7
        start = np.where(slots.nth < 0, last, from_first) * DAY + minute
        for found, at in ((waits, start), (ends, start + slots.minutes)):
            found.append(at - offsets[slots.zone, at // QUARTER - first_day * 96] - now)
    w, e = np.stack(waits), np.stack(ends)
    next_one, every = np.count_nonzero(w < 0, axis=0), np.arange(len(slots))
    starts = (w[next_one + n, every] for n in (-1, 0, 1))
    return *starts, *(e[next_one + n, every] for n in (-1, 0))


def _month_starts(day: int) -> list[int]:
    """Day numbers on which last month, this month and the next three begin."""
    today = date.fromordinal(day + EPOCH)
    month = today.year * 12 + today.month - 1
    return [date(m // 12, m % 12 + 1, 1).toordinal() - EPOCH for m in range(month - 1, month + 4)]


class Clock:
    """The caller's own clock: part of day of any start, and when tomorrow ends."""

    def __init__(self, now: int, zone: str) -> None:
        self.now = now
        self.zone = zone_of(zone)
        seen = [_utc_offset(self.zone.key, now + day * DAY) for day in range(SPAN)]
        self._changes, self._offsets = self._find(seen)
        self.tomorrow_ends = self._midnight(2) - now

    def _find(self, seen: list[int]) -> tuple[Array, Array]:
        changes, offsets = [], seen[:1]
        for day in range(len(seen) - 1):
            low, high = day * DAY, (day + 1) * DAY
            if seen[day] == seen[day + 1]:
                continue
            while high - low > 1:
                middle = (low + high) // 2
                if _utc_offset(self.zone.key, self.now + middle) == seen[day]:
                    low = middle
                else:
                    high = middle
            changes.append(high)
            offsets.append(seen[day + 1])
        return np.array(changes, dtype=np.int64), np.array(offsets, dtype=np.int64)

    def _midnight(self, days: int) -> int:
        today = datetime.fromtimestamp(self.now * 60, self.zone).date()
        end = datetime.combine(today + timedelta(days=days), time(), tzinfo=self.zone)
        return int(end.timestamp()) // 60

    def cells(self, wait: Array) -> Array:
        """Which of the 7 × 4 parts of the caller's week each start falls in."""
        offset = self._offsets[np.searchsorted(self._changes, wait, side="right")]
        minute = (self.now + wait + offset + EPOCH_WEEKDAY * DAY) % WEEK
        return minute // PART


@lru_cache(maxsize=256)
def clock_at(now: int, zone: str) -> Clock:
    return Clock(now, zone)


def moment(now: int, wait: int) -> datetime:
    return datetime.fromtimestamp((now + wait) * 60, UTC)


def minute_of(when: datetime) -> int:
    """Whole minutes since 1970; a moment without a zone is taken as UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return int(aware.timestamp() // 60)
