"""What is the right answer? The core query in plain Python, one listing after the other.

Written from the page of `tests.bench.core`; it shares no code with the engine or a peer.
"""

import math
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from matching import Kind, Offered
from tests.bench.core.asked import (
    DISTANCE,
    FORMAT,
    LIMIT,
    NEAR,
    TIMES,
    Answer,
    Core,
    Hit,
    words_of,
)
from tests.bench.plain_rules import fact, next_start, xyz


class Reference:
    def __init__(self, offers: list[Offered], now: datetime) -> None:
        self.offers = sorted(offers, key=lambda offer: offer.key)
        self.now = now

    def ask(self, core: Core) -> Answer:
        hits = list(self._hits(core))
        near = [hit for hit in hits if hit[2] in NEAR]
        return _best([hit for hit in hits if not hit[2]]), _best(near)

    def _hits(self, core: Core) -> Iterator[Hit]:
        for place, offer in enumerate(self.offers):
            if (offer.kind is Kind.MEETING) is not core.meeting:
                continue
            away = _away(core, offer)
            if offer.online or away is not None:
                yield place, self._score(core, offer, away), self._failed(core, offer, away)

    def _failed(self, core: Core, offer: Offered, away: int | None) -> int:
        by_screen = offer.online and core.online_ok
        failed = 0
        if not by_screen and away is not None and away > core.limit:
            failed |= DISTANCE
        if not by_screen and not (away is not None and core.room_ok):
            failed |= FORMAT
        if core.wanted.times and core.meeting and self._cell(core, offer) not in core.wanted.times:
            failed |= TIMES
        for each in core.facts:
            if fact(offer, each.axis, each.values) == "no":
                failed |= each.bit
        return failed

    def _cell(self, core: Core, offer: Offered) -> tuple[int, int]:
        start = next_start(offer.slots[0], self.now).astimezone(ZoneInfo(core.wanted.zone))
        return (start.weekday() + 1) % 7, start.hour // 6

    def _score(self, core: Core, offer: Offered, away: int | None) -> int:
        near = 0 if away is None else 1000 * core.half // (core.half + away)
        points = max(near, 450 if offer.online and core.online_ok else 0)
        if core.meeting:
            minutes = (next_start(offer.slots[0], self.now) - self.now) // timedelta(minutes=1)
            points += 600 * 120 // (120 + minutes)
        else:
            points += 300
        for axis, values in core.wanted.wish.items():
            points += 250 * bool(offer.tags.get(axis, frozenset()) & values)
        if core.words:
            found = set(core.words) & set(words_of(offer.name))
            points += 800 * len(found) // len(core.words)
        return points + 400 * offer.quality // 1000 - 250 * offer.load // 1000


def _away(core: Core, offer: Offered) -> int | None:
    """Metres to the room, where there is one within twice the limit."""
    if not offer.in_person or offer.place is None:
        return None
    there = xyz(offer.place)
    away = math.isqrt(sum((a - b) ** 2 for a, b in zip(core.home, there, strict=True)))
    return away if away <= 2 * core.limit else None


def _best(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:LIMIT]
