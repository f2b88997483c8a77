"""Which other times of a shown group fit too, the next one first?"""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from matching.line import Line
from matching.marks import Array, stands
from matching.order import Order
from matching.spread import Chosen

FOLDED = 20  # other times of one group that a card can name
LAST = np.int64(1 << 20)  # minutes: where nobody says when


def folded(lines: Sequence[Line], lists: Sequence[list[Chosen]]) -> list[list[tuple[int, ...]]]:
    """By list and entry: their rows."""
    order, shown = lines[0].order, list(chain.from_iterable(lists))
    also: list[dict[int, None]] = [{} for _ in shown]
    if shown:
        where, number = _of_their_groups(order, shown)
        fits = _fit(lines, lists, where, number).nonzero()[0]
        if fits.size:
            for n, row in _next_first(order, where[fits], number[fits]):
                also[n][row] = None
    rows = (tuple(some)[:FOLDED] for some in also)
    return [[next(rows) for _ in chosen] for chosen in lists]


def _of_their_groups(order: Order, shown: Sequence[Chosen]) -> tuple[Array, Array]:
    """Every entry of their groups but themselves, and the number of whom it is beside."""
    see = order.judged.see
    row = see.row(np.array([one.where for one in shown]))
    rows, sizes = see.stock.groups.of_each(np.array([one.group for one in shown]))
    beside = np.repeat(np.arange(len(shown)), sizes)
    others = (rows != row[beside]).nonzero()[0]
    where, which = see.ways_in(rows[others])
    return where, beside[others[which]]


def _fit(
    lines: Sequence[Line], lists: Sequence[list[Chosen]], where: Array, number: Array
) -> Array:
    """Whether each is in the list of whom it is beside."""
    fits, ends = np.zeros(len(where), dtype=bool), 0
    for line, chosen in zip(lines, lists, strict=True):
        first, ends = ends, ends + len(chosen)
        if chosen:
            fits |= (number >= first) & (number < ends) & stands(line.which, where)
    return fits


def _next_first(order: Order, where: Array, number: Array) -> Iterator[tuple[int, int]]:
    """The number of whom each is beside, and its row."""
    see = order.judged.see
    row, wait = see.row(where), see.entries(where).wait(order.asked)
    turn = np.where(wait < 0, LAST, wait) << 25 | see.stock.columns.order[row]
    best = turn.argsort()
    return zip(number[best].tolist(), row[best].tolist(), strict=True)
