"""Which few are the best of many? The soonest are counted first, until no other can overtake them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.marks import Array, Marks, pack, positions, stands

# No entry starts sooner than now. Steps down: about an hour off, seven hours, any time.
SOONEST, RUNGS = 600, (400, 170, 0)
FEW = 512  # so many are counted at once
ID = 1 << 32


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that stand together: from home, or the rooms looked at."""

    where: Array | None  # positions; None: all from the first on
    soon: Array  # points of each for how soon
    place: int  # the most points for the place, but of those in `always`
    always: Marks | None = None  # counted before any bound

    def among(self, which: Marks) -> Array:
        """The numbers of those in `which`."""
        if self.where is None:
            return positions(which[: len(self.soon) >> 6])
        return stands(which, self.where).nonzero()[0]

    def from_to(self, which: Marks, low: int, high: int, first: bool) -> Array:
        """The numbers of those in `which` whose points for how soon are from `low` up to `high`."""
        if self.where is not None:
            inside = stands(which, self.where) & (self.soon >= low) & (self.soon < high)
            return inside.nonzero()[0]
        marks = pack((self.soon >= low) & (self.soon < high))
        if self.always is not None:
            marks = marks | self.always if first else marks & ~self.always
        return positions(marks & which[: len(marks)])


Count = Callable[[Part, Array], tuple[Array, Array]]  # score without bonus, and place among keys


class Best:
    """The best so far."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.key = np.empty(0, dtype=np.int64)
        self.where = np.empty(0, dtype=np.int64)

    @property
    def least(self) -> int:
        """The score below which nobody comes in any more."""
        return int(self.key[-1]) >> 32 if len(self.key) == self.number else -ID

    def add(self, where: Array, score: Array, place: Array) -> None:
        """Score, then the key that stands first, as one whole number."""
        key = np.concatenate(
            [self.key, score.astype(np.int64) << 32 | (ID - 1 - place.astype(np.int64))]
        )
        where = np.concatenate([self.where, where])
        if len(key) > 4 * self.number:
            some = np.argpartition(key, -self.number)[-self.number :]
            key, where = key[some], where[some]
        order = np.argsort(key)[::-1][: self.number]
        self.key, self.where = key[order], where[order]


def add(
    into: Best, parts: Sequence[Part], groups: Sequence[tuple[Marks, int]], most: int, count: Count
) -> None:
    """Every group of entries with its bonus; `most` is what bounds base points."""
    for which, bonus in sorted(groups, key=lambda group: -group[1]):
        for part in parts:
            _climb_down(into, part, which, bonus, most, count)


def _climb_down(into: Best, part: Part, which: Marks, bonus: int, most: int, count: Count) -> None:
    beside = part.place + most + bonus
    if part.where is not None and len(part.where) <= FEW:
        _take(into, part, part.among(which), bonus, count)
        return
    high = SOONEST + 1
    for rung in RUNGS:
        need = into.least - beside
        low = max(need, rung)
        first = high > SOONEST
        if low < high or first:
            _take(into, part, part.from_to(which, low, high, first), bonus, count)
            high = low
        if high <= max(0, into.least - beside):
            return


def _take(into: Best, part: Part, numbers: Array, bonus: int, count: Count) -> None:
    if len(numbers):
        score, place = count(part, numbers)
        where = numbers if part.where is None else part.where[numbers]
        into.add(where, score + bonus, place)
