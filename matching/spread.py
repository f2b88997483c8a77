"""Which of the fitting listings make a list a counsellor can use?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from matching.marks import Array, Marks, positions, stands
from matching.order import Order

PER_SITE = 3
FOLDED = 20  # other times of one group that a card can name
OUTLOOKS = ("secular", "twelve_step")


class Chosen(NamedTuple):
    """An entry of a list; the least rank stands first."""

    rank: int
    where: int
    group: int
    site: int


RANK = attrgetter("rank")


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


def choose(order: Order, which: Marks, limit: int, held: Array) -> list[Chosen]:
    """One row per group, at most three per site; the nearest medical places always."""
    asked, must_show = order.asked, held[stands(which, held)]
    chosen = list(_each(order, must_show, order.rank(must_show))) if len(must_show) else []
    for one in _fresh(order, which, chosen):
        if len(chosen) >= limit:
            break
        chosen.append(one)
    if asked.peers and not asked.either("outlook"):
        chosen = _both_outlooks(order, which, chosen, limit)
    return sorted(chosen, key=RANK)


def _each(order: Order, where: Array, rank: Array) -> Iterator[Chosen]:
    columns, row = order.judged.see.stock.columns, order.judged.see.row(where)
    groups, sites = columns.group[row].tolist(), columns.site[row].tolist()
    return map(Chosen, rank.tolist(), where.tolist(), groups, sites)


def _fresh(order: Order, which: Marks, chosen: list[Chosen]) -> Iterator[Chosen]:
    """The best of a group not yet chosen, at a site not yet full; `chosen` grows meanwhile."""
    taken = {one.group for one in chosen}
    at_site = Counter(one.site for one in chosen)
    for run in order.best_first(which):
        for one in _each(order, run.where, run.rank):
            if one.group in taken or (one.site >= 0 and at_site[one.site] >= PER_SITE):
                continue
            yield one
            taken.add(one.group)
            at_site[one.site] += 1


def _both_outlooks(order: Order, which: Marks, chosen: list[Chosen], limit: int) -> list[Chosen]:
    """Nobody said what they believe: a secular and a 12-step group, where there are any."""
    see = order.judged.see
    for outlook in OUTLOOKS:
        if len(chosen) < max(2, limit) or _of(has := see.has("outlook", {outlook}), chosen):
            continue
        other = OUTLOOKS[1 - OUTLOOKS.index(outlook)]
        fresh = next(_of_another_group(order, which & has, chosen), None)
        sole = _of(see.has("outlook", {other}), chosen)
        spare = [one for one in chosen if sole != [one]]
        if fresh:
            last = max(spare, key=RANK)
            chosen = [one for one in chosen if one is not last] + [fresh]
    return chosen


def _of(marks: Marks, chosen: list[Chosen]) -> list[Chosen]:
    held = stands(marks, np.array([one.where for one in chosen], dtype=np.int64))
    return [one for one, holds in zip(chosen, held.tolist(), strict=True) if holds]


def _of_another_group(order: Order, which: Marks, chosen: list[Chosen]) -> Iterator[Chosen]:
    taken = {one.group for one in chosen}
    for run in order.best_first(which):
        yield from (one for one in _each(order, run.where, run.rank) if one.group not in taken)


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
    where = np.concatenate([some.where for _, some in lists])
    rank, done, also = order.rank(where), 0, []
    for chosen, some in lists:
        best = np.argsort(rank[done : done + len(some.where)])
        done += len(some.where)
        also.append(_folded(order, chosen, Grouped(some.where[best], some.group[best])))
    return also


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
