"""How does a snapshot take in a few changes: as a new one that shares nothing it writes to.

A listing that stays in its cell is written over in the copy; a new or moved one stands behind the
sorted rows, and where it stood is an empty row. When too many stand loose, all are sorted anew.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from matching.columns import Columns, even
from matching.encode import encode
from matching.marks import PER_WORD, Array, Marks, across, words_for
from matching.stock import Stock, in_grid_order, stocked
from matching.words import Offered

LOOSE = 1_000  # rows behind the sorted ones, or empty, that nobody notices
SHARE = 50  # of a large directory, one in so many


def changed(
    stock: Stock, keys: Sequence[str], rows: Sequence[Offered], removed: frozenset[str]
) -> tuple[Stock, Sequence[str]]:
    """The new snapshot, and its keys in order."""
    held = stock.columns
    fresh = encode(rows, stock.names)
    order, keys = _numbered(held.order, keys, fresh, rows)
    row_of = _rows(held, np.concatenate([fresh.key, _known(stock, removed)]))
    where = np.array([row_of.get(key, -1) for key in fresh.key.tolist()], dtype=np.int64)
    stays = _stays(stock, fresh, where)
    kept = where[stays]
    gone = np.array(sorted(set(row_of.values()) - set(kept.tolist())), dtype=np.int64)
    columns = _written(replace(held, order=order), fresh, kept, stays)
    columns.words[:, gone] = 0
    columns.key[gone] = -1
    loose = len(columns) - stock.sorted + int(np.count_nonzero(columns.key < 0))
    if loose > max(LOOSE, len(columns) // SHARE):
        living = columns.take(np.flatnonzero(columns.key >= 0))
        return stocked(in_grid_order(living), stock.names), keys
    touched = np.concatenate([kept, gone, np.arange(len(held), len(columns))])
    marks = _marked(stock, columns, np.unique(touched // PER_WORD))
    weekly = stock.weekly.unless_more(stock.names.timetables)
    return Stock(columns, marks, stock.names, weekly, stock.sorted), keys


def _known(stock: Stock, keys: frozenset[str]) -> Array:
    return np.array(stock.names.keys.known(keys), dtype=np.int32)


def _rows(held: Columns, numbers: Array) -> dict[int, int]:
    """Where these keys stand now, by their number."""
    rows = np.flatnonzero(np.isin(held.key, numbers))
    return dict(zip(held.key[rows].tolist(), rows.tolist(), strict=True))


def _stays(stock: Stock, fresh: Columns, where: Array) -> Array:
    """Which of the fresh can be written over their old row."""
    if len(stock) == 0:
        return np.zeros(len(where), dtype=bool)
    same = stock.columns.block[where] == fresh.block
    return (where >= 0) & (same | (where >= stock.sorted))


def _written(held: Columns, fresh: Columns, kept: Array, stays: Array) -> Columns:
    """A copy with some rows written over and the others put behind."""
    wide = max(len(held.words), len(fresh.words))
    columns = []
    for f in fields(held):
        old, new = even(getattr(held, f.name), getattr(fresh, f.name), wide)
        column = np.concatenate([old, new[..., ~stays]], axis=-1)
        column[..., kept] = new[..., stays]
        columns.append(column)
    return Columns(*columns)


def _marked(stock: Stock, columns: Columns, touched: Array) -> Marks:
    """The old marks, but for the words that hold a touched row."""
    bits = min(len(stock.names.bits), len(columns.words) * PER_WORD)
    marks = np.zeros((bits, words_for(len(columns))), dtype=np.uint64)
    marks[: len(stock.marks), : stock.words] = stock.marks
    rows = (touched[:, None] * PER_WORD + np.arange(PER_WORD)).ravel()
    some = columns.words[:, np.minimum(rows, len(columns) - 1)]
    some[:, rows >= len(columns)] = 0
    marks[:, touched] = across(some, bits)
    return marks


def _numbered(
    order: Array, keys: Sequence[str], fresh: Columns, rows: Sequence[Offered]
) -> tuple[Array, Sequence[str]]:
    """New keys get their place in text order; the places of others move up."""
    known = [(bisect_left(keys, offer.key), offer.key) for offer in rows]
    new = sorted((at, key) for at, key in known if at == len(keys) or keys[at] != key)
    if new:
        before = np.array([at for at, _ in new], dtype=np.int32)
        order = order + np.searchsorted(before, order, side="right").astype(np.int32)
        keys = sorted([*keys, *(key for _, key in new)])
    fresh.order[:] = [bisect_left(keys, offer.key) for offer in rows]
    return order, keys
