"""Who comes next in a list? It is put in order only as far as somebody looks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matching.marks import Array, Bools, Marks, positions, stands
from matching.order import SCORE_AT, Order

DRAWERS = 4
STRETCH = 200  # so many of a drawer are put in order at a time; a list seldom needs more
FEW = 64  # fewer are not worth a look of their own
NOBODY = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Run:
    """Entries, best first: their positions and the whole numbers they stand by."""

    where: Array
    rank: Array


class Line:
    """Some entries, drawer by drawer, after those that are shown however far back they stand."""

    def __init__(
        self, order: Order, which: Marks, held: Array = NOBODY, but: Marks | None = None
    ) -> None:
        """`held`: shown however far back; `but`: nobody of a group that is among these rows."""
        self.order = order
        self.which = which
        self.held = held[stands(which, held)] if len(held) else held
        self._but = but
        # Where they are and how they stand: those held, then the drawers that were looked at.
        self._known: list[tuple[Array, Array]] = []
        if not which.any():
            self._known = [(NOBODY, NOBODY)] * (1 + DRAWERS)

    def first(self) -> Iterator[Run]:
        """Those held."""
        return self._in_order(*self._known[0])

    def best_first(self, among: Marks | None = None) -> Iterator[Run]:
        """All, or those among some."""
        for drawer in range(DRAWERS):
            yield from self._in_order(*self._drawer(drawer, among))

    def _drawer(self, drawer: int, among: Marks | None) -> tuple[Array, Array]:
        number = 1 + drawer
        if among is None:
            if number == len(self._known):
                look_ahead([self])
            return self._known[number]
        if number < len(self._known):
            where, stand = self._known[number]
            some = stands(among, where)
            return where[some], stand[some]
        where = positions(self.which & self.order.inside(drawer) & among)
        return where, self.order.stand(where, np.full(len(where), drawer))

    def ahead(self) -> list[tuple[Array, Array]]:
        """Who comes next and in which drawer they are, until they are worth a look."""
        found = [] if self._known else [(self.held, self.order.drawer(self.held))]
        for drawer in range(len(self._known) + len(found) - 1, DRAWERS):
            where = positions(self.which & self.order.inside(drawer))
            found.append((where, np.full(len(where), drawer)))
            if sum(len(some) for some, _ in found) >= FEW:
                break
        return found

    def know(self, where: Array, stand: Array) -> None:
        self._known.append((where, stand))

    def _in_order(self, where: Array, stand: Array) -> Iterator[Run]:
        """One drawer, by so many at a time."""
        many = STRETCH if self._but is None else 2 * STRETCH
        if len(where) > 2 * many:
            close = stand <= np.partition(stand, many)[many]
            best, far = self._sorted(where[close], stand[close]), ~close
            if len(best.where) >= STRETCH:
                yield Run(best.where[:STRETCH], best.rank[:STRETCH])
                where = np.concatenate([best.where[STRETCH:], where[far]])
                stand = np.concatenate([best.rank[STRETCH:] >> SCORE_AT, stand[far]])
        if len(where):
            best = self._sorted(where, stand)
            for start in range(0, len(best.where), STRETCH):
                some = slice(start, start + STRETCH)
                yield Run(best.where[some], best.rank[some])

    def _sorted(self, where: Array, stand: Array) -> Run:
        if self._but is not None:
            alone = _alone(self.order, where, self._but)
            where, stand = where[alone], stand[alone]
        rank = self.order.rank(where, stand)
        best = np.argsort(rank)
        return Run(where[best], rank[best])


def look_ahead(lines: Sequence[Line]) -> None:
    """How the next entries of some lists of one order stand, all at once."""
    pieces = [(line, *piece) for line in lines for piece in line.ahead()]
    if not pieces:
        return
    where, drawer = (np.concatenate([piece[n] for piece in pieces]) for n in (1, 2))
    stand = lines[0].order.stand(where, drawer)
    for line, some, _ in pieces:
        line.know(some, stand[: len(some)])
        stand = stand[len(some) :]


def _alone(order: Order, where: Array, some: Marks) -> Bools:
    """Whose group has nobody among some rows."""
    see = order.judged.see
    stock = see.stock
    rows, sizes = stock.groups.of_each(stock.columns.group[see.row(where)])
    found: Bools = np.logical_or.reduceat(stands(some, rows), np.cumsum(sizes) - sizes)
    return ~found
