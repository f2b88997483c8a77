"""Is a time right on every clock in the world, around the days on which clocks change?"""

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import numpy as np

from matching import Index, Kind, List, Offered, Place, Slot, Wanted, spoken
from matching.schedule import Clock, SlotColumns, starts
from tests.matching import clocks

MINUTE, DAY = timedelta(minutes=1), 1440


@cache
def turning() -> list[tuple[str, datetime]]:
    """Every place and minute in two years at which a clock goes forward or back."""
    return [(name, at) for name in clocks.zones() for at in clocks.changes(ZoneInfo(name))]


def moments(seed: int) -> Iterator[tuple[random.Random, str, datetime, datetime]]:
    """Every such change, and a moment near it: minutes, hours or days away."""
    r = random.Random(seed)
    for name, at in turning():
        far = r.choice((5, 90, 200, 2 * DAY, 8 * DAY, 26 * DAY))
        yield r, name, at, at + r.randint(-far, far) * MINUTE


def awkward(r: random.Random, name: str, at: datetime, now: datetime) -> Slot:
    """A weekly time near the hour that does not exist or comes twice, near now, or at midnight."""
    wall = r.choice((at, at, at - MINUTE, now)).astimezone(ZoneInfo(name))
    wall = wall.replace(tzinfo=None) + r.randint(-12, 12) * 15 * MINUTE
    wall = wall.replace(minute=wall.minute // 15 * 15)
    if r.random() < 0.1:
        wall = wall.replace(hour=r.choice((0, 0, 23)), minute=r.choice((0, 0, 45)))
    day = r.choice((wall.isoweekday(), wall.isoweekday(), r.randint(0, 6))) % 7
    nth = r.choice((None, None, None, None, (wall.day - 1) // 7 % 4 + 1, r.randint(1, 4), -1))
    return Slot(day, wall.time(), r.choice((60, 90, 480, 1440)), name, nth)


def columns(slots: list[Slot]) -> SlotColumns:
    rows = [
        (n, s.weekday * DAY + s.start.hour * 60 + s.start.minute, s.minutes, 0, s.nth or 0)
        for n, s in enumerate(slots)
    ]
    return SlotColumns(*np.array(rows, dtype=np.int64).T)


def minutes(at: datetime, now: datetime) -> int:
    return int((at - now).total_seconds()) // 60


def test_sixty_thousand_starts_around_the_changes_of_all_clocks():
    checks = naive = 0
    for r, name, at, now in moments(1):
        slots = [awkward(r, name, at, now) for _ in range(90)]
        found = starts(columns(slots), [name], minutes(now, datetime(1970, 1, 1, tzinfo=UTC)))
        here = now.astimezone(ZoneInfo(name))
        week = here.isoweekday() % 7 * DAY + here.hour * 60 + here.minute
        for n, slot in enumerate(slots):
            around = [(minutes(a, now), minutes(b, now)) for a, b in clocks.starts(slot, now)]
            past = [pair for pair in around if pair[0] < 0]
            first, second, *_ = [pair for pair in around if pair[0] >= 0]
            got = (found.previous[n], found.closed[n], found.first[n], found.closes[n])
            assert (*got, found.second[n]) == (*past[-1], *first, second[0]), (slot, now)
            said = slot.weekday * DAY + slot.start.hour * 60 + slot.start.minute
            naive += slot.nth is None and (said - week) % (7 * DAY) != first[0]
            checks += 1
    assert checks >= 60_000
    assert naive >= 5_000  # that many the simple sum gets wrong


def test_the_callers_part_of_the_week_and_tomorrow_in_every_zone():
    for r, name, _, now in moments(2):
        zone = ZoneInfo(name)
        clock = Clock(minutes(now, datetime(1970, 1, 1, tzinfo=UTC)), name)
        waits = np.array([r.randint(0, 26 * DAY) for _ in range(30)])
        for wait, cell in zip(waits.tolist(), clock.cells(waits).tolist(), strict=True):
            there = (now + wait * MINUTE).astimezone(zone)
            assert cell == there.isoweekday() % 7 * 4 + there.hour // 6, (name, now, wait)
        day_after = now.astimezone(zone).date() + timedelta(days=2)
        ends = now + clock.tomorrow_ends * MINUTE
        assert (ends - MINUTE).astimezone(zone).date() < day_after, (name, now)
        assert ends.astimezone(zone).date() == day_after, (name, now)


def test_what_is_said_is_what_their_clock_will_show():
    for r, name, at, now in moments(3):
        zone = ZoneInfo(name)
        for when in (at, at + MINUTE, now + r.randint(0, 9 * DAY) * MINUTE):
            if when >= now:
                said(spoken(when, now, name), when.astimezone(zone), now.astimezone(zone))


def said(words: str, there: datetime, here: datetime) -> None:
    shown = there.strftime("%I:%M %p").lstrip("0").lower()
    day, hour, wait = re.fullmatch(r"(.+?),? (\d+:\d\d [ap]m)(?:, (.+))?", words).groups()
    assert hour == shown, words
    days = (there.date() - here.date()).days
    names = {0: ("this morning", "this afternoon", "tonight"), 1: ("tomorrow",)}
    if days in names:
        assert day in names[days], words
    else:
        assert day.startswith(there.strftime("%A")), words
        assert days < 7 or day.endswith(there.strftime("%B ") + str(there.day)), words
    away = minutes(there.astimezone(UTC), here.astimezone(UTC))
    assert (wait is None) == (away >= DAY), words
    if wait:
        numbers = {unit: int(n) for n, unit in re.findall(r"(\d+) (h|min)", wait)}
        assert numbers.get("h", 0) * 60 + numbers.get("min", 0) == away, words


HOURS = {  # name → opens, minutes open, and whether their wall clock is within
    "night": (time(22), 480, lambda wall: wall >= time(22) or wall < time(6)),
    "late": (time(20), 300, lambda wall: wall >= time(20) or wall < time(1)),
    "day": (time(9), 480, lambda wall: time(9) <= wall < time(17)),
    "always": (time(0), 1440, lambda _: True),
}
HERE = Place(42.36, -71.06)


def doors(zone: str) -> Index:
    return Index.build(
        Offered(
            key=key,
            kind=Kind.RECOVERY_CENTRE,
            name=key,
            place=HERE,
            slots=[Slot(day, opens, long, zone) for day in range(7)],
        )
        for key, (opens, long, _) in HOURS.items()
    )


def test_a_door_is_open_while_the_clock_on_its_wall_says_so():
    for name, at in turning()[::3]:  # springs and autumns, north and south
        index, r = doors(name), random.Random(name)
        wanted = Wanted(kind=List.PEERS, place=HERE, zone=name)
        for now in (at, at - MINUTE, at + r.randint(-900, 900) * MINUTE):
            wall = now.astimezone(ZoneInfo(name)).time()
            matches = index.rank(wanted, now=now).matches
            assert len(matches) == 3  # three at one door
            for match in matches:
                assert (match.next_start is None) == HOURS[match.key][2](wall), (name, now)
