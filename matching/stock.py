"""What does everybody read: the rows of one snapshot and the marks made of them. Never edited."""

from dataclasses import dataclass, field

import numpy as np

from matching.columns import NEVER, Columns, Names
from matching.marks import Array, Marks, across, words_for
from matching.timetable import Weekly


@dataclass(frozen=True, slots=True)
class Stock:
    columns: Columns
    marks: Marks  # (bits, words): the same bits as columns.words, one bit's rows side by side
    names: Names
    weekly: Weekly
    sorted: int  # rows up to here are in grid order; what was put in since stands behind
    told_off: Array = field(init=False)  # rows somebody told full, closed or unreachable
    told_waits: bool = field(init=False)

    def __post_init__(self) -> None:
        c = self.columns
        told = np.flatnonzero((c.full_at > NEVER) | (c.gone_at > NEVER))
        object.__setattr__(self, "told_off", told)
        object.__setattr__(self, "told_waits", bool((c.waits_at > NEVER).any()))

    def __len__(self) -> int:
        """Rows; some of them may be empty."""
        return len(self.columns)

    @property
    def listings(self) -> int:
        return int(np.count_nonzero(self.columns.key >= 0))

    @property
    def words(self) -> int:
        return words_for(len(self))


def stocked(columns: Columns, names: Names) -> Stock:
    """All rows in grid order."""
    marks = across(columns.words, len(names.bits))
    return Stock(columns, marks, names, names.timetables.all(), len(columns))


def in_grid_order(columns: Columns) -> Columns:
    return columns.take(np.lexsort((columns.order, columns.block)))
