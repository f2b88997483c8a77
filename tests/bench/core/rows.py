"""What do the peers hold: the same directory as plain columns, its tags as bits of two words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from matching import AXES, Kind, Offered, Slot
from matching.words import DECIDED_AXES, REFUSALS
from tests.bench.core.asked import Core, words_of
from tests.bench.plain_rules import next_start, xyz

WORD = 62  # bits of a signed whole number that nobody's sign is in the way of
WIDE = ("a", "b")
OPEN = ""  # the "not stated" of an axis: set unless the listing is known to have nothing else
WEEK = 10080


class Layout:
    """Which bit of which word stands for a value; an axis is in one word."""

    def __init__(self, offers: Iterable[Offered]) -> None:
        said: dict[str, set[str]] = {axis: {OPEN} for axis in AXES}
        for offer in offers:
            for axis, values in offer.tags.items():
                said[axis] |= values
        self._at: dict[tuple[str, str], int] = {}
        self._word: dict[str, int] = {}
        self._open = [0, 0]
        word, free = 0, 0
        for axis, values in said.items():
            word, free = (word, free) if free + len(values) <= WORD else (word + 1, 0)
            self._word[axis] = word
            for value in sorted(values):
                self._at[axis, value] = 1 << free
                free += 1
            self._open[word] |= self._at[axis, OPEN]

    def mask(self, axis: str, values: Iterable[str]) -> tuple[str, int]:
        """The word an axis is in, and these values' bits."""
        return WIDE[self._word[axis]], sum(self._at.get((axis, value), 0) for value in values)

    def bits(self, offer: Offered) -> list[int]:
        words = list(self._open)
        for axis in {*offer.tags, *offer.complete}:
            values, word = offer.tags.get(axis, frozenset()), self._word[axis]
            words[word] |= sum(self._at[axis, value] for value in values)
            if _shut(offer, axis, values):
                words[word] &= ~self._at[axis, OPEN]
        return words


def _shut(offer: Offered, axis: str, values: frozenset[str]) -> bool:
    """Whether what is not stated on an axis is a known no."""
    decided = axis in DECIDED_AXES and bool(values)
    return axis in offer.complete or decided or bool(values & REFUSALS.get(axis, frozenset()))


@dataclass(frozen=True)
class Rows:
    """One row a listing, in the order of their keys: the place there is the id."""

    offers: Sequence[Offered]
    layout: Layout
    frame: pd.DataFrame
    slots: Sequence[Slot]  # what `slot` numbers
    now: datetime

    def waits(self, now: datetime) -> np.ndarray:
        """Minutes to the next start by row, -1 none: what every engine may keep for a minute."""
        by_slot = [int((next_start(slot, now) - now).total_seconds()) // 60 for slot in self.slots]
        return np.array([*by_slot, -1], dtype=np.int64)[self.frame.slot.to_numpy()]


def rows(offers: Iterable[Offered], now: datetime) -> Rows:
    offers = sorted(offers, key=lambda offer: offer.key)
    layout, slots = Layout(offers), {}
    for offer in offers:
        assert len(offer.slots) <= 1 and (offer.place or not offer.in_person), "not for the core"
        for slot in offer.slots:
            slots.setdefault(slot, len(slots))
    frame = pd.DataFrame([_row(offer, layout, slots) for offer in offers])
    frame.insert(0, "id", np.arange(len(frame)))
    found = Rows(offers, layout, frame, list(slots), now)
    frame["wait"] = found.waits(now)
    return found


def _row(offer: Offered, layout: Layout, slots: Mapping[Slot, int]) -> dict:
    x, y, z = xyz(offer.place) if offer.place else (0, 0, 0)
    a, b = layout.bits(offer)
    return {
        "meeting": offer.kind is Kind.MEETING,
        "room": offer.in_person,
        "online": offer.online,
        "x": x,
        "y": y,
        "z": z,
        "a": a,
        "b": b,
        "slot": slots[offer.slots[0]] if offer.slots else -1,
        "base": offer.quality * 400 // 1000 - offer.load * 250 // 1000,
        "name": f" {' '.join(words_of(offer.name))} ",
    }


@dataclass(frozen=True)
class Clock:
    """A caller's minute of the week: from here on, and from the change of their clock on."""

    minute: int
    changes: int  # minutes from now
    by: int  # minutes


@lru_cache(maxsize=256)
def clock(now: datetime, zone: str) -> Clock:
    """Their clock changes at most once while anything starts."""

    def offset(minutes: int) -> int:
        there = (now + timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).utcoffset()
        assert there is not None
        return int(there.total_seconds()) // 60

    here = now.astimezone(ZoneInfo(zone))
    low, high = 0, 6 * WEEK
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if offset(middle) == offset(0) else (low, middle)
    minute = (here.weekday() + 1) % 7 * 1440 + here.hour * 60 + here.minute
    return Clock(minute, low, offset(low) - offset(0))


@dataclass(frozen=True)
class Masks:
    """A core query's groups and wishes as bits: each test is one `&`."""

    facts: tuple[tuple[int, str, int], ...]  # failed bit, word, mask
    wishes: tuple[tuple[str, int], ...]


def masks(core: Core, layout: Layout) -> Masks:
    facts = [(fact.bit, *layout.mask(fact.axis, {*fact.values, OPEN})) for fact in core.facts]
    wishes = [layout.mask(axis, values) for axis, values in core.wanted.wish.items()]
    return Masks(tuple(facts), tuple(wishes))
