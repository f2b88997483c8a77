"""What does everybody read: the rows of one snapshot and the marks made of them. Never edited."""

from dataclasses import dataclass, field, replace
from threading import Lock

import numpy as np

from matching.columns import NEVER, Columns, Names
from matching.groups import Groups
from matching.kept import Kept, KeptRows
from matching.marks import (
    PER_WORD,
    Array,
    Marks,
    across,
    at,
    count,
    positions,
    stands,
    words_for,
)
from matching.text import Texts
from matching.timetable import Weekly

NEW_BITS = 32  # room for values nobody has used before


class Shelves:
    """Arrays longer than one snapshot needs, shared by all that were made from one another.

    Rows are only ever put behind and never changed. A snapshot looks no further than the rows there
    were when it was made, and knows by a mark which of them are its own.
    """

    def __init__(self, columns: Columns, rows: int, bits: int) -> None:
        """Columns of which so many rows are taken; the others are room."""
        self._columns = columns
        self._used = rows
        self._room = len(columns)
        self._lock = Lock()
        self.kept = KeptRows()
        self._marks = np.zeros((bits + NEW_BITS, words_for(self._room)), dtype=np.uint64)
        self._mark(0, rows, bits)

    def put(self, fresh: Columns, bits: int) -> int | None:
        """The row from which on they stand; None where there is no room for them."""
        wide = len(self._columns.words)
        with self._lock:
            first, last = self._used, self._used + len(fresh)
            if last > self._room or len(fresh.words) > wide or bits > len(self._marks):
                return None
            self._columns.write(first, fresh.widened(wide))
            self._mark(first, last, bits)
            self._used = last
        return first

    def _mark(self, first: int, last: int, bits: int) -> None:
        """Whole words; the rows of others in them stay as they are."""
        low, high = first // PER_WORD, words_for(last)
        self._marks[:bits, low:high] = across(self._columns.words[:, low * PER_WORD : last], bits)

    def upto(self, rows: int, bits: int) -> tuple[Columns, Marks]:
        return self._columns.upto(rows), self._marks[:bits, : words_for(rows)]


@dataclass(frozen=True, slots=True)
class Stock:
    columns: Columns
    marks: Marks  # (bits, words): the same bits as columns.words, one bit's rows side by side
    alive: Marks  # which rows are listings of this snapshot
    names: Names
    weekly: Weekly
    shelves: Shelves
    texts: Texts  # the words of every row
    groups: Groups
    sorted: int  # rows up to here are in grid order; what was put in since stands behind
    told_off: Array = field(
        init=False
    )  # rows somebody told full, closed, unreachable, or that it takes no Medicaid
    told_waits: bool = field(init=False)
    kept: Kept = field(init=False, default_factory=Kept)

    def __post_init__(self) -> None:
        c = self.columns
        told = np.flatnonzero(
            (c.full_at > NEVER) | (c.gone_at > NEVER) | (c.no_medicaid_at > NEVER)
        )
        object.__setattr__(self, "told_off", told[stands(self.alive, told)])
        object.__setattr__(self, "told_waits", bool((c.waits_at > NEVER).any()))

    def __len__(self) -> int:
        """Rows; some of them may be dead."""
        return len(self.columns)

    @property
    def listings(self) -> int:
        return count(self.alive)

    @property
    def loose(self) -> int:
        """Rows that stand behind the sorted ones, or are dead."""
        return 2 * len(self) - self.sorted - self.listings

    @property
    def words(self) -> int:
        return words_for(len(self))

    def of_keys(self, keys: frozenset[str]) -> Array:
        """Rows of the listings with these keys."""
        rows = np.flatnonzero(np.isin(self.columns.key, self.names.keys.known(keys)))
        return rows[stands(self.alive, rows)]


def stocked(columns: Columns, names: Names, room: int) -> Stock:
    """All rows in grid order, and room for so many more."""
    rows, bits = len(columns), len(names.bits)
    wide = columns.widened(words_for(bits + NEW_BITS))
    best = np.lexsort((columns.order, columns.block))
    shelves = Shelves(wide.take(best, room), rows, bits)
    alive = at(np.arange(rows), words_for(rows))
    columns, marks = shelves.upto(rows, bits)
    weekly, texts = names.timetables.all(), Texts.of(columns.offers)
    groups = Groups.of(columns.group)
    return Stock(columns, marks, alive, names, weekly, shelves, texts, groups, rows)


def living(stock: Stock) -> Columns:
    return stock.columns.take(positions(stock.alive))


def without(stock: Stock, gone: Array, order: Array) -> Stock:
    """These rows are dead, and the keys of all stand in this order."""
    alive = stock.alive & ~at(gone, stock.words)
    return replace(stock, columns=replace(stock.columns, order=order), alive=alive)


def with_more(stock: Stock, fresh: Columns) -> Stock | None:
    """These rows put behind; None where there is no room for them."""
    bits = len(stock.names.bits)
    first = stock.shelves.put(fresh, bits)
    if first is None:
        return None
    last = first + len(fresh)
    columns, marks = stock.shelves.upto(last, bits)
    order = np.zeros(last, dtype=np.int32)
    order[: len(stock)], order[first:] = stock.columns.order, fresh.order
    alive = at(np.arange(first, last), words_for(last))
    alive[: stock.words] |= stock.alive
    weekly = stock.weekly.unless_more(stock.names.timetables)
    columns, rows = replace(columns, order=order), np.arange(first, last)
    return replace(
        stock,
        columns=columns,
        marks=marks,
        alive=alive,
        weekly=weekly,
        texts=stock.texts.with_more(rows, columns.offers),
        groups=stock.groups.with_more(rows, fresh.group),
    )
