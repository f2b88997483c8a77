"""Which rows are of one group?"""

from dataclasses import dataclass

import numpy as np

from matching.marks import Array, runs


@dataclass(frozen=True, slots=True)
class Groups:
    """All rows, dead ones too, one group after the other. Never edited."""

    starts: Array  # of each group; the last is where all end
    rows: Array

    @classmethod
    def of(cls, group: Array) -> "Groups":
        """By the group of every row."""
        rows = np.argsort(group, kind="stable").astype(np.int32)
        return cls(_starts(group), rows)

    def with_more(self, rows: Array, group: Array) -> "Groups":
        """With these rows, each of its group."""
        best = np.argsort(group, kind="stable")
        rows, group = rows[best], group[best]
        added = _starts(group)
        more = len(added) - len(self.starts)
        starts = np.pad(self.starts, (0, max(0, more)), mode="edge")
        added = np.pad(added, (0, max(0, -more)), mode="edge")
        return Groups(starts + added, np.insert(self.rows, starts[group + 1], rows))

    def of_each(self, groups: Array) -> tuple[Array, Array]:
        """The rows of these groups, one after the other, and how many of each."""
        first = self.starts[groups]
        sizes = self.starts[groups + 1] - first
        return self.rows[runs(first, sizes)], sizes


def _starts(group: Array) -> Array:
    return np.concatenate([[0], np.cumsum(np.bincount(group))])
