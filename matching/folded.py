"""Which other times of a shown group fit too, best first?"""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from matching.line import Line
from matching.marks import Array, stands
from matching.order import Order
from matching.spread import Chosen

FOLDED = 20  # other times of one group that a card can name


def folded(lines: Sequence[Line], lists: Sequence[list[Chosen]]) -> list[list[tuple[str, ...]]]:
    """By list and entry: their keys."""
    order, shown = lines[0].order, list(chain.from_iterable(lists))
    if not shown:
        return [[] for _ in lists]
    where, number = _of_their_groups(order, shown)
    of_list = np.repeat(np.arange(len(lists)), [len(chosen) for chosen in lists])[number]
    fits = np.zeros(len(where), dtype=bool)
    for n, line in enumerate(lines):
        fits |= (of_list == n) & stands(line.which, where)
    where, number = _best_first(order, where[fits], number[fits])
    also: list[dict[str, None]] = [{} for _ in shown]
    for n, key in zip(number.tolist(), _keys(order, where), strict=True):
        also[n][key] = None
    own = _keys(order, np.array([one.where for one in shown]))
    keys = (
        tuple(key for key in some if key != first)[:FOLDED]
        for some, first in zip(also, own, strict=True)
    )
    return [[next(keys) for _ in chosen] for chosen in lists]


def _of_their_groups(order: Order, shown: Sequence[Chosen]) -> tuple[Array, Array]:
    """Every entry of their groups, and the number of whom it is beside."""
    see = order.judged.see
    rows, sizes = see.stock.groups.of_each(np.array([one.group for one in shown]))
    where, number = see.ways_in(rows)
    return where, np.repeat(np.arange(len(shown)), sizes)[number]


def _best_first(order: Order, where: Array, number: Array) -> tuple[Array, Array]:
    """Of one other time nobody asks which is the better: where there are more."""
    crowded = np.bincount(number)[number] > 2
    rank = np.zeros(len(where), dtype=np.int64)
    some = where[crowded]
    if len(some):
        rank[crowded] = order.rank(some, order.stand(some, order.drawer(some)))
    best = np.argsort(rank)
    return where[best], number[best]


def _keys(order: Order, where: Array) -> list[str]:
    see = order.judged.see
    return [offer.key for offer in see.stock.columns.offers[see.row(where)]]
