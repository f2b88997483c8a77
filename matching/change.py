"""How does a snapshot take in a few changes: as a new one that shares all rows it has in common.

A listing that changed is put behind the sorted rows, and where it stood is a dead row. When many
stand loose, somebody has them sorted anew (`packed`); where there is no room left, it is done here.
"""

from collections.abc import Sequence

import numpy as np

from matching.columns import Columns, joined
from matching.encode import encode
from matching.keys import Keys
from matching.marks import Array
from matching.stock import Stock, living, stocked, with_more, without
from matching.words import Offered

LOOSE = 1_000  # rows behind the sorted ones, or dead, that nobody notices
SHARE = 50  # of a large directory, one in so many
MORE = 3  # so many times that there is room for


def room_for(rows: int) -> int:
    return MORE * max(LOOSE, rows // SHARE)


def is_loose(stock: Stock) -> bool:
    """Whether so many rows are out of order that matches take longer for it."""
    return stock.loose > max(LOOSE, len(stock) // SHARE)


def packed(stock: Stock) -> Stock:
    return stocked(living(stock), stock.names, room_for(stock.listings))


def changed(
    stock: Stock, keys: Keys, rows: Sequence[Offered], removed: frozenset[str]
) -> tuple[Stock, Keys]:
    """The new snapshot, and its keys in order."""
    fresh = encode(rows, stock.names)
    order, keys = _numbered(stock.columns.order, keys, fresh, rows)
    gone = stock.of_keys(removed.union(offer.key for offer in rows))
    left = without(stock, gone, order)
    return with_more(left, fresh) or _anew(left, fresh), keys


def _anew(stock: Stock, fresh: Columns) -> Stock:
    """All sorted, with room for more."""
    both = joined(living(stock), fresh)
    return stocked(both, stock.names, room_for(len(both)))


def _numbered(
    order: Array, keys: Keys, fresh: Columns, rows: Sequence[Offered]
) -> tuple[Array, Keys]:
    """New keys get their place in text order; the places of others move up."""
    new = sorted({offer.key for offer in rows if not keys.hold(offer.key)})
    if new:
        before = np.array([keys.place(key) for key in new], dtype=np.int32)
        order = order + np.searchsorted(before, order, side="right").astype(np.int32)
        keys = keys.and_also(new)
    fresh.order[:] = [keys.place(offer.key) for offer in rows]
    return order, keys
