"""Which of the fitting listings make a list a counsellor can use?"""

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from matching.line import Line, Run
from matching.marks import Array, Marks, looking, stands
from matching.medication import friendly
from matching.order import SCORE_AT, Order
from matching.weights import AT_MOST_AGAIN, SAFE_PLACES, weight

PER_SITE = 3
HOME_SOON = 1  # the drawer of what is from home within 24 hours
A_FEW = 32
OUTLOOKS = ("secular", "twelve_step")


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
    chosen: list[Chosen] = []
    for run in line.first():
        chosen += _Pool(line.order, run).every()
    runs = line.best_first()
    while len(chosen) < limit and (more := next(runs, None)):
        _choose(chosen, _Pool(line.order, more), limit)
    chosen.sort(key=RANK)
    if each and len(chosen) >= max(2, limit):
        chosen = _some_of_each(line, chosen)
    return chosen[:SAFE_PLACES] + sorted(chosen[SAFE_PLACES:], key=TRIED)


def _choose(chosen: list[Chosen], pool: "_Pool", limit: int) -> None:
    """The best of a group not yet chosen, at a site not yet full."""
    at_site = Counter(one.site for one in chosen)
    rows, back = pool.fresh(chosen)
    taken = set()
    for key, enough in pool.turns(limit):
        if len(chosen) >= enough:
            continue
        for one in pool.at(rows[np.argsort(key[rows] + back)]):
            if one.where in taken or (one.site >= 0 and at_site[one.site] >= PER_SITE):
                continue
            chosen.append(one)
            taken.add(one.where)
            at_site[one.site] += 1
            if len(chosen) >= enough:
                break


class _Pool:
    """Entries of one drawer, best first, to choose from."""

    def __init__(self, order: Order, run: Run) -> None:
        columns, row = order.judged.see.stock.columns, order.judged.see.row(run.where)
        self.where, self.rank = run.where, run.rank
        self.group, self.site = columns.group[row], columns.site[row]
        self.alike = columns.alike[row]
        self.explores, self.tried = order.explores, run.rank
        if self.explores:
            points = columns.explore[row].astype(np.int64) * weight("explore") // 1000
            self.tried = run.rank - (points << SCORE_AT)

    def turns(self, limit: int) -> list[tuple[Array, int]]:
        """By what they stand, until so many are chosen."""
        whole = [(self.tried, limit)]
        return [(self.rank, min(limit, SAFE_PLACES)), *whole] if self.explores else whole

    def every(self) -> Iterator[Chosen]:
        return self.at(np.arange(len(self.where)))

    def at(self, rows: Array) -> Iterator[Chosen]:
        columns = (self.rank, self.tried, self.where, self.group, self.site, self.alike)
        for first in range(0, len(rows), A_FEW):
            some = rows[first : first + A_FEW]
            yield from map(Chosen, *(column[some].tolist() for column in columns))

    def fresh(self, chosen: list[Chosen]) -> tuple[Array, Array]:
        """The best of each group not yet chosen, and how much further back it stands for those of
        its kind and fellowship that come before."""
        group = self.group.tolist()
        first = dict(zip(reversed(group), range(len(group) - 1, -1, -1), strict=True))
        for one in chosen:
            first.pop(one.group, None)
        rows = np.array(sorted(first.values()), dtype=np.int64)
        before: dict[int, int] = Counter(one.alike for one in chosen)
        back = []
        for alike in self.alike[rows].tolist():
            back.append(before.get(alike, 0))
            before[alike] = back[-1] + 1
        points = np.minimum(back, AT_MOST_AGAIN).astype(np.int64) * -weight("again")
        return rows, points << SCORE_AT


def _some_of_each(line: Line, chosen: list[Chosen]) -> list[Chosen]:
    """Of each kind that nobody excluded at least one, where there is any; the last gives way."""
    kinds = list(_kinds(line.order))
    shown = np.array([one.where for one in chosen], dtype=np.int64)
    bears = np.array([*map(looking(shown), kinds)]).reshape(len(kinds), len(chosen))
    kept = np.isin(shown, line.held) if len(line.held) else np.zeros(len(shown), dtype=bool)
    for n, kind in enumerate(kinds):
        if bears[n].any() or not (line.which & kind).any():
            continue
        sole = bears[bears.sum(axis=1) == 1].any(axis=0)
        spare = np.flatnonzero(~sole & ~kept)
        fresh = next(_of_another_group(line, kind, chosen), None)
        if fresh and len(spare):
            last = spare[-1]
            chosen[last], kept[last] = fresh, False
            bears[:, last] = [stands(each, np.array([fresh.where]))[0] for each in kinds]
            again = sorted(range(len(chosen)), key=lambda i: chosen[i].rank)
            chosen, bears, kept = [chosen[i] for i in again], bears[:, again], kept[again]
    return chosen


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


def _of_another_group(line: Line, kind: Marks, chosen: list[Chosen]) -> Iterator[Chosen]:
    taken = {one.group for one in chosen}
    for run in line.best_first(kind):
        yield from (one for one in _Pool(line.order, run).every() if one.group not in taken)
