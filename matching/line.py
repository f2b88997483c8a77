"""Who comes next in a list? It is put in order only as far as somebody looks."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from matching.marks import Array, Bools, Marks, any_yes, positions, stands
from matching.order import Order

DRAWERS = 4
STRETCH = 64  # so many are put in order at a time; a list seldom needs more
NOBODY = np.empty(0, dtype=np.int64)


class Run(NamedTuple):
    """Entries: their positions, and the whole numbers they stand by, least first."""

    where: Array
    by: Array

    def of(self, some: Array) -> "Run":
        return Run(self.where[some], self.by[some])

    def first(self, number: int) -> "Run":
        """So many at least, and whoever stands as far back as the last of them."""
        if self.where.size <= 2 * number:
            return self
        last = np.partition(self.by, number)[number]
        return self.of((self.by <= last).nonzero()[0])

    def after(self, last: int) -> "Run":
        return self.of((self.by > last).nonzero()[0])


NONE = Run(NOBODY, NOBODY)


def together(runs: Sequence[Run]) -> Run:
    some = [run for run in runs if run.where.size]
    if len(some) < 2:
        return some[0] if some else NONE
    return Run(
        np.concatenate([run.where for run in some]), np.concatenate([run.by for run in some])
    )


class Line:
    """Some entries, after those that are shown however far back they stand."""

    def __init__(
        self, order: Order, which: Marks, held: Array = NOBODY, but: Marks | None = None
    ) -> None:
        """`held`: shown however far back; `but`: nobody of a group that is among these rows."""
        self.order = order
        self.which = which
        self.held = held[stands(which, held)] if held.size else held
        self._but = but
        self._drawer = 0 if any_yes(which) else DRAWERS  # the next to be looked at
        self._held: Run | None = None
        self._known: list[Run] = []  # how they stand, by drawers looked at
        self._rest: list[tuple[Run, int]] = []  # who was in no stretch: those after a stand
        self._next: Run | None = None

    def first(self) -> Run:
        """Those held, by their rank."""
        return _ranked(self.order, self._held) if self._held else NONE

    def stretch(self) -> Run:
        """The best of those that were in none yet, by their rank; nobody at the end."""
        if self._next is None:
            next_stretches([self])
        found, self._next = self._next, None
        return found or NONE

    def best_first(self, among: Marks) -> Iterator[Run]:
        """Those among some, by their rank."""
        known = together(self._known)
        yield from self._by_stretches(known.of(stands(among, known.where).nonzero()[0]))
        for drawer in range(self._drawer, DRAWERS):
            where = positions(self.which & self.order.inside(drawer) & among)
            stand = self.order.stand(where, np.full(len(where), drawer))
            yield from self._by_stretches(Run(where, stand))

    def _by_stretches(self, rest: Run) -> Iterator[Run]:
        while rest.where.size:
            some = rest.first(STRETCH)
            rest = rest.after(some.by.max())
            yield _ranked(self.order, some)

    # --- several lines at once ----------------------------------------------

    def ahead(self) -> list[tuple[Array, Array | int]]:
        """Who comes next and in which drawer they are, until they are worth a look."""
        found: list[tuple[Array, Array | int]] = []
        if self._drawer == 0 and self.held.size:
            found.append((self.held, self.order.drawer(self.held)))
        number = sum(run.where.size for run, _ in self._rest)
        while number < STRETCH and self._drawer < DRAWERS:
            where = positions(self.which & self.order.inside(self._drawer))
            found.append((where, self._drawer))
            number += where.size
            self._drawer += 1
        return found

    def know(self, some: Run) -> None:
        if self._held is None and self.held.size:
            self._held = some
        else:
            self._known.append(some)
            self._rest.append((some, -1))

    def cut(self) -> Run:
        """Of the rest a stretch at least, if there are so many; they are in it no more."""
        found = self._cut()
        while found.where.size < STRETCH and (self._rest or self._drawer < DRAWERS):
            look_ahead([self])
            found = together([found, self._cut()])
        return found

    def _cut(self) -> Run:
        rest = together([run if last < 0 else run.after(last) for run, last in self._rest])
        some = rest.first(STRETCH)
        self._rest = [] if some is rest else [(rest, int(some.by.max()))]
        if self._but is None or not some.where.size:
            return some
        return some.of(_alone(self.order, some.where, self._but).nonzero()[0])

    def put(self, best: Run, others: Run) -> None:
        self._next = best
        if others.where.size:
            self._rest.append((others, -1))


def look_ahead(lines: Sequence[Line]) -> None:
    """How the next entries of some lists of one order stand, all at once."""
    pieces = [(line, *piece) for line in lines for piece in line.ahead()]
    if not pieces:
        return
    where = np.concatenate([some for _, some, _ in pieces])
    drawer, ends = np.empty(where.size, dtype=np.int64), 0
    for _, some, inside in pieces:
        drawer[ends : ends + some.size] = inside
        ends += some.size
    stand, ends = lines[0].order.stand(where, drawer), 0
    for line, some, _ in pieces:
        line.know(Run(some, stand[ends : ends + some.size]))
        ends += some.size


def next_stretches(lines: Sequence[Line]) -> None:
    """The next stretch of some lists of one order, all at once."""
    look_ahead(lines)
    cuts = [line.cut() for line in lines]
    every, ends = together(cuts), 0
    ranks = lines[0].order.rank(every.where, every.by)
    for line, cut in zip(lines, cuts, strict=True):
        rank = ranks[ends : ends + cut.where.size]
        ends += cut.where.size
        best = rank.argsort()
        first = best[:STRETCH]
        line.put(Run(cut.where[first], rank[first]), cut.of(best[STRETCH:]))


def _ranked(order: Order, some: Run) -> Run:
    rank = order.rank(some.where, some.by)
    best = rank.argsort()
    return Run(some.where[best], rank[best])


def _alone(order: Order, where: Array, some: Marks) -> Bools:
    """Whose group has nobody among some rows."""
    see = order.judged.see
    stock = see.stock
    rows, sizes = stock.groups.of_each(stock.columns.group[see.row(where)])
    found: Bools = np.logical_or.reduceat(stands(some, rows), sizes.cumsum() - sizes)
    return ~found
