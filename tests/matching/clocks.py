"""When do the clocks change, and when does a weekly time start? Asked of zoneinfo, one by one."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from matching import Slot

FROM, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def zones() -> list[str]:
    """Every place whose clock counts; not the links that name the same rules without a place."""
    named = available_timezones() - {"localtime", "Factory"}
    return sorted(name for name in named if "/" in name and not name.startswith(("Etc/", "posix")))


def changes(zone: ZoneInfo) -> list[datetime]:
    """The minutes at which its clock goes forward or back."""
    found, at = [], FROM
    while at < UNTIL:
        before, after = at, at + 5 * DAY
        if _offset(zone, before) != _offset(zone, after):
            while after - before > timedelta(minutes=1):
                middle = before + (after - before) // 2
                middle = middle.replace(second=0, microsecond=0)
                same = _offset(zone, middle) == _offset(zone, before)
                before, after = (middle, after) if same else (before, middle)
            found.append(after)
        at += 5 * DAY
    return found


def _offset(zone: ZoneInfo, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()


def starts(slot: Slot, now: datetime) -> list[tuple[datetime, datetime]]:
    """Starts and ends around now, each by the wall clock there; enough for two ahead."""
    zone = ZoneInfo(slot.zone)
    here = now.astimezone(zone).date()
    days = _weekly(slot, here) if slot.nth is None else _monthly(slot, here)
    walls = [datetime.combine(day, slot.start, tzinfo=zone) for day in days]
    minutes = timedelta(minutes=slot.minutes)
    return [(at.astimezone(UTC), (at + minutes).astimezone(UTC)) for at in walls]


def _weekly(slot: Slot, here: date) -> list[date]:
    ahead = (slot.weekday - here.isoweekday()) % 7
    return [here + timedelta(days=ahead + 7 * weeks) for weeks in range(-2, 3)]


def _monthly(slot: Slot, here: date) -> list[date]:
    days = []
    for month in range(here.month - 2, here.month + 3):  # 0 is January
        first = date(here.year + month // 12, month % 12 + 1, 1)
        those = [first + timedelta(days=(slot.weekday - first.isoweekday()) % 7)]
        while (those[-1] + WEEK).month == first.month:
            those.append(those[-1] + WEEK)
        days.append(those[slot.nth - 1 if slot.nth > 0 else -1])
    return days
