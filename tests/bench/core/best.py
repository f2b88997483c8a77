"""Which few are the best of many? From the top down, until no other can overtake them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from matching.marks import Array, Bools, Marks, pack, positions, stands

TOP = 1000  # of graded points
FEW = 4096  # so many are counted at once
ID = 1 << 32
NOBODY = -ID  # a score


@dataclass(frozen=True, slots=True)
class Part:
    """Entries that stand together: from home, or the rooms looked at."""

    where: Array | None  # positions; None: all of the first so many words
    words: int
    graded: Array | None  # points of each that bound its score; None: they are all the same
    rungs: tuple[int, ...]  # of graded points, down which one climbs
    rest: int  # the most points beside, but of those in `always`
    always: Marks | None = None  # counted before any bound

    def among(self, which: Marks, low: int, high: int, *, first: bool) -> Array:
        """The numbers of those in `which` whose graded points are from `low` up to `high`."""
        if self.where is not None:
            inside = stands(which, self.where)
            return (inside if self.graded is None else inside & self._between(low, high)).nonzero()[
                0
            ]
        if self.graded is None:
            return positions(which[: self.words])
        marks = pack(self._between(low, high))
        if self.always is not None:
            marks = marks | self.always if first else marks & ~self.always
        return positions(marks & which[: self.words])

    def _between(self, low: int, high: int) -> Bools:
        assert self.graded is not None
        inside = self.graded >= low
        return inside if high > TOP else inside & (self.graded < high)

    def steps(self, low: int) -> tuple[int, ...]:
        """All at once where few are left."""
        if self.graded is None or (self.where is not None and len(self.where) <= FEW):
            return (0,)
        few = low > 0 and np.count_nonzero(self.graded >= low) <= FEW
        return (0,) if few else self.rungs


Count = Callable[[Part, Array], tuple[Array, Array]]  # score without bonus, and place among keys


class Best:
    """The best so far."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.key = np.empty(0, dtype=np.int64)
        self.where = np.empty(0, dtype=np.int64)
        self.least = NOBODY  # the score below which nobody comes in any more

    def add(self, where: Array, score: Array, place: Array) -> None:
        """Score, then the key that stands first, as one whole number."""
        key = score.astype(np.int64) << 32 | (ID - 1 - place.astype(np.int64))
        if len(self.key):
            key, where = np.concatenate([self.key, key]), np.concatenate([self.where, where])
        if len(key) > 8 * self.number:
            some = key.argpartition(-self.number)[-self.number :]
            key, where = key[some], where[some]
        order = key.argsort()[::-1][: self.number]
        self.key, self.where = key[order], where[order]
        if len(order) == self.number:
            self.least = int(self.key[-1]) >> 32

    def look(self, part: Part, which: Marks, bonus: int, most: int, count: Count) -> None:
        """Count those of a part that may come in; `most` is what they may have beside what the part
        tells and a bonus they all have."""
        beside = part.rest + most + bonus
        high, first = TOP + 1, True
        for rung in part.steps(self.least - beside):
            low = 0 if part.graded is None else max(self.least - beside, rung)
            if low < high or (first and part.always is not None):
                numbers = part.among(which, low, high, first=first)
                if len(numbers):
                    score, place = count(part, numbers)
                    where = numbers if part.where is None else part.where[numbers]
                    self.add(where, score + bonus, place)
                high, first = min(high, low), False
            if high <= self.least - beside:
                return


def looked_through(
    best: Best, parts: Sequence[Part], groups: Sequence[tuple[Marks, int]], most: int, count: Count
) -> None:
    """Every group of entries with its bonus, the larger first."""
    for which, bonus in sorted(groups, key=lambda group: -group[1]):
        for part in parts:
            best.look(part, which, bonus, most, count)
