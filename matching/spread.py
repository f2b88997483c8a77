"""Which of the fitting listings make a list a counsellor can use?"""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heapreplace
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from matching.line import Line, Run
from matching.marks import Array, Marks, any_yes, looking
from matching.medication import friendly
from matching.order import SCORE_AT, Order
from matching.weights import AT_MOST_AGAIN, SAFE_PLACES, weight

PER_SITE = 3
HOME_SOON = 1  # the drawer of what is from home within 24 hours
OUTLOOKS = ("secular", "twelve_step")
AGAIN = -weight("again") << SCORE_AT


class Chosen(NamedTuple):
    """An entry of a list; the least rank stands first, from third place on the least `tried`."""

    rank: int
    tried: int
    where: int
    group: int
    site: int
    alike: int

    @property
    def explored(self) -> int:
        """Points for how little is known of it."""
        return self.rank - self.tried >> SCORE_AT


RANK, TRIED = attrgetter("rank"), attrgetter("tried")


def choose(line: Line, limit: int, *, each: bool) -> list[Chosen]:
    """One row per group, not all of one kind, at most three per site; who is held always."""
    some = _Some(_every(line.order, line.first()) if len(line.held) else [])
    while len(some.chosen) < limit and (run := line.stretch()).where.size:
        pool = _Pool(line.order, run)
        if line.order.explores and len(some.chosen) < SAFE_PLACES:
            some.add(pool, pool.rank, range(run.where.size), min(limit, SAFE_PLACES))
        some.add(pool, pool.tried, pool.by_tried, limit)
    chosen = sorted(some.chosen, key=RANK)
    if each and len(chosen) >= max(2, limit):
        chosen = _some_of_each(line, chosen)
    return chosen[:SAFE_PLACES] + sorted(chosen[SAFE_PLACES:], key=TRIED)


class _Pool:
    """Entries, best first, to choose from."""

    def __init__(self, order: Order, run: Run) -> None:
        columns, row = order.judged.see.stock.columns, order.judged.see.row(run.where)
        self.where, self.rank = run.where.tolist(), run.by.tolist()
        self.group, self.site = columns.group[row].tolist(), columns.site[row].tolist()
        self.alike = columns.alike[row].tolist()
        self.tried = self.rank
        self.by_tried: Sequence[int] = range(row.size)
        if order.explores:
            points = columns.explore[row].astype(np.int64) * weight("explore") // 1000
            tried = run.by - (points << SCORE_AT)
            self.tried, self.by_tried = tried.tolist(), tried.argsort().tolist()

    def entry(self, i: int) -> Chosen:
        return Chosen(
            self.rank[i], self.tried[i], self.where[i], self.group[i], self.site[i], self.alike[i]
        )


def _every(order: Order, run: Run) -> list[Chosen]:
    pool = _Pool(order, run)
    return [pool.entry(i) for i in range(run.where.size)]


class _Some:
    """What was chosen already, and what that means for who comes next."""

    def __init__(self, chosen: list[Chosen]) -> None:
        self.chosen = chosen
        self._groups = {one.group for one in chosen}
        self._at_site = dict(Counter(one.site for one in chosen))
        self._alike = dict(Counter(one.alike for one in chosen))

    def add(self, pool: _Pool, by: list[int], best_first: Sequence[int], enough: int) -> None:
        """The best again and again, until there are enough. Each of its kind that was chosen already
        puts one further back, so that only the best of a kind can be next."""
        alike, waiting = pool.alike, defaultdict[int, deque[int]](deque)
        for i in best_first:
            waiting[alike[i]].append(i)
        first = [(by[some[0]] + self._back(kind), kind) for kind, some in waiting.items()]
        heapify(first)
        while first and len(self.chosen) < enough:
            kind = first[0][1]
            some = waiting[kind]
            self._take(pool, some.popleft())
            if some:
                heapreplace(first, (by[some[0]] + self._back(kind), kind))
            else:
                heappop(first)

    def _back(self, kind: int) -> int:
        return min(self._alike.get(kind, 0), AT_MOST_AGAIN) * AGAIN

    def _take(self, pool: _Pool, i: int) -> None:
        """Unless its group is chosen already, or its site is full."""
        group, site, kind = pool.group[i], pool.site[i], pool.alike[i]
        at_site = self._at_site.get(site, 0)
        if group in self._groups or (site >= 0 and at_site >= PER_SITE):
            return
        self.chosen.append(pool.entry(i))
        self._groups.add(group)
        self._at_site[site] = at_site + 1
        self._alike[kind] = self._alike.get(kind, 0) + 1


def _some_of_each(line: Line, chosen: list[Chosen]) -> list[Chosen]:
    """Of each kind that nobody excluded at least one, where there is any; the last gives way."""
    kinds = list(_kinds(line.order))
    look = looking(_where(chosen))
    for kind in kinds:
        if not any_yes(look(kind)) and any_yes(line.which & kind):
            chosen = _with_one_of(line, kind, kinds, chosen)
            look = looking(_where(chosen))
    return chosen


def _with_one_of(line: Line, kind: Marks, kinds: list[Marks], chosen: list[Chosen]) -> list[Chosen]:
    """The best of a kind in place of the last that is not the only one of another kind."""
    where = _where(chosen)
    bears = np.array([*map(looking(where), kinds)])
    sole = bears[bears.sum(axis=1) == 1].any(axis=0)
    spare = (~sole & ~np.isin(where, line.held)).nonzero()[0]
    fresh = _of_another_group(line, kind, chosen)
    if fresh is None or not spare.size:
        return chosen
    others = [one for n, one in enumerate(chosen) if n != spare[-1]]
    return sorted([*others, fresh], key=RANK)


def _where(chosen: list[Chosen]) -> Array:
    return np.array([one.where for one in chosen], dtype=np.int64)


def _kinds(order: Order) -> Iterator[Marks]:
    """What a list should not be without."""
    asked, see = order.asked, order.judged.see
    if asked.medication_matters:
        yield friendly(asked, see)
    if not asked.peers:
        return
    if not asked.either("outlook"):
        yield from (see.has("outlook", {outlook}) for outlook in OUTLOOKS)
    yield order.inside(HOME_SOON)
    yield see.meeting
    yield ~see.meeting


def _of_another_group(line: Line, kind: Marks, chosen: list[Chosen]) -> Chosen | None:
    taken = {one.group for one in chosen}
    for run in line.best_first(kind):
        pool = _Pool(line.order, run)
        for i, group in enumerate(pool.group):
            if group not in taken:
                return pool.entry(i)
    return None
