"""Which of the fitting listings make a list a counsellor can use?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from matching.marks import Array, Marks, positions, stands
from matching.medication import friendly
from matching.order import SCORE_AT, Order, Run
from matching.weights import AT_MOST_AGAIN, SAFE_PLACES, weight

PER_SITE = 3
HOME_SOON = 1  # the drawer of what is from home within 24 hours
A_FEW = 32
FOLDED = 20  # other times of one group that a card can name
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


@dataclass(frozen=True, slots=True)
class Grouped:
    """Entries that fit, beside their groups."""

    where: Array
    group: Array


def grouped(order: Order, which: Marks) -> Grouped:
    where, see = positions(which), order.judged.see
    return Grouped(where, see.stock.columns.group[see.row(where)])


def without(order: Order, which: Marks, some: Grouped) -> tuple[Marks, Grouped]:
    """Those whose group is not among some others."""
    mine = grouped(order, which)
    kept = np.flatnonzero(~_among(order, mine.group, some.group))
    left = Grouped(mine.where[kept], mine.group[kept])
    return order.judged.see.marks_at(left.where), left


def _among(order: Order, groups: Array, some: Array) -> Array:
    """Which of these groups are among some others; faster than sorting them."""
    flags = np.zeros(len(order.judged.see.stock.names.groups), dtype=bool)
    flags[some] = True
    return flags[groups]


def choose(
    order: Order, which: Marks, runs: Iterable[Run], limit: int, held: Array, *, each: bool
) -> list[Chosen]:
    """One row per group, not all of one kind, at most three per site; the nearest medical always."""
    must_show = held[stands(which, held)]
    chosen: list[Chosen] = []
    if len(must_show):
        pool = _Pool(order, Run(must_show, order.rank(must_show)))
        chosen += pool.at(np.arange(len(must_show)))
    for run in runs:
        if len(chosen) >= limit:
            break
        _choose(chosen, _Pool(order, run), limit)
    chosen.sort(key=RANK)
    if each and len(chosen) >= max(2, limit):
        chosen = _some_of_each(order, which, chosen, must_show)
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

    def at(self, rows: Array) -> Iterator[Chosen]:
        columns = (self.rank, self.tried, self.where, self.group, self.site, self.alike)
        for first in range(0, len(rows), A_FEW):
            some = rows[first : first + A_FEW]
            yield from map(Chosen, *(column[some].tolist() for column in columns))

    def fresh(self, chosen: list[Chosen]) -> tuple[Array, Array]:
        """The best of each group not yet chosen, and how much further back it stands for those of
        its kind and fellowship that come before."""
        groups = {one.group for one in chosen}
        before: dict[int, int] = Counter(one.alike for one in chosen)
        rows, back = [], []
        pairs = zip(self.group.tolist(), self.alike.tolist(), strict=True)
        for row, (group, alike) in enumerate(pairs):
            if group not in groups:
                groups.add(group)
                rows.append(row)
                back.append(before.get(alike, 0))
                before[alike] = back[-1] + 1
        points = np.minimum(back, AT_MOST_AGAIN).astype(np.int64) * -weight("again")
        return np.array(rows, dtype=np.int64), points << SCORE_AT


def _some_of_each(order: Order, which: Marks, chosen: list[Chosen], held: Array) -> list[Chosen]:
    """Of each kind that nobody excluded at least one, where there is any; the last gives way."""
    kinds = list(_kinds(order))
    shown = np.array([one.where for one in chosen], dtype=np.int64)
    bears = np.array([stands(kind, shown) for kind in kinds]).reshape(len(kinds), len(chosen))
    kept = np.isin(shown, held)
    for n, kind in enumerate(kinds):
        if bears[n].any() or not (which & kind).any():
            continue
        sole = bears[bears.sum(axis=1) == 1].any(axis=0)
        spare = np.flatnonzero(~sole & ~kept)
        fresh = next(_of_another_group(order, which & kind, chosen), None)
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


def _of_another_group(order: Order, which: Marks, chosen: list[Chosen]) -> Iterator[Chosen]:
    taken = {one.group for one in chosen}
    for run in order.best_again(which):
        every = _Pool(order, run).at(np.arange(len(run.where)))
        yield from (one for one in every if one.group not in taken)


def others(order: Order, which: Marks, some: Grouped, chosen: list[Chosen]) -> Grouped:
    """Whoever else of the chosen groups is in the list, the chosen themselves included."""
    if not chosen:
        return Grouped(some.where[:0], some.group[:0])
    groups = np.array([one.group for one in chosen], dtype=np.int64)
    found = np.flatnonzero(_among(order, some.group, groups))
    found = found[stands(which, some.where[found])]
    return Grouped(some.where[found], some.group[found])


def folded(
    order: Order, lists: Sequence[tuple[list[Chosen], Grouped]]
) -> list[dict[int, tuple[str, ...]]]:
    """By list and group: the keys of the group's other times that fit, best first."""
    crowded = [_crowded(some) for _, some in lists]
    ranks = order.rank_each([s.where[many] for (_, s), many in zip(lists, crowded, strict=True)])
    also = []
    for (chosen, some), many, rank in zip(lists, crowded, ranks, strict=True):
        best = np.arange(len(some.where))
        best[many] = many[np.argsort(rank)]
        also.append(_folded(order, chosen, Grouped(some.where[best], some.group[best])))
    return also


def _crowded(some: Grouped) -> Array:
    """Where more than two are of a group: of one other time nobody asks which is the better."""
    groups = some.group.tolist()
    number = Counter(groups)
    return np.array([at for at, group in enumerate(groups) if number[group] > 2], dtype=np.int64)


def _folded(order: Order, chosen: list[Chosen], some: Grouped) -> dict[int, tuple[str, ...]]:
    also: dict[int, dict[str, None]] = {one.group: {} for one in chosen}
    for number, key in zip(some.group.tolist(), _keys(order, some.where), strict=True):
        also[number][key] = None
    own = _keys(order, np.array([one.where for one in chosen], dtype=np.int64))
    return {
        one.group: tuple(key for key in also[one.group] if key != first)[:FOLDED]
        for one, first in zip(chosen, own, strict=True)
    }


def _keys(order: Order, where: Array) -> list[str]:
    see = order.judged.see
    return [offer.key for offer in see.stock.columns.offers[see.row(where)]]
