"""How does our own kernel answer the core query? With the core's lists of rules and points.

Spans of the grid, packed marks, timetables and `judge` are the engine's own, as built for the full
rules; here is only what the core has otherwise: its points, and one entry for each listing.
"""

from collections.abc import Iterator
from datetime import datetime

import numpy as np

from matching import Index
from matching.asked import Asked
from matching.better import tokens, wishes
from matching.marks import Array, Marks, positions, stands
from matching.rank import Judged, judge
from matching.reach import within_reach
from matching.rules import distance, format_
from matching.schedule import minute_of
from matching.sheet import Sheet
from matching.timetable import Timetable
from matching.verdict import Verdict
from matching.view import Entries, metres_from
from tests.bench.core.asked import BITS, LIMIT, Answer, Core, Hit
from tests.bench.scale import arrays, touched

NEAR = frozenset(BITS)


def times(asked: Asked, see: Sheet) -> Iterator[Verdict]:
    """A meeting's next start falls in the times they can come, whoever can reach it."""
    if asked.times:
        timetable = see.times._timetable
        cells = asked.clock.cells(timetable.starts.first)
        outside = np.ones(28, dtype=bool)
        outside[list(asked.times)] = False
        by_timetable = np.zeros(len(timetable.weekly.meeting), dtype=bool)
        by_timetable[timetable.weekly.times.row] = outside[cells]
        yield Verdict("times", see.marked(by_timetable[see.col("timetable")]))


def facts(asked: Asked, see: Sheet) -> Iterator[Verdict]:
    """Any of the values of each group; who is known to have none of them fails it."""
    if asked.peers:
        yield Verdict("role", see.lacks("for_whom", {asked.wanted.for_whom.value}))
    for axis, values in asked.must.items():
        if axis == "payment":
            yield Verdict("cost", see.lacks(axis, values | {"free"}))
        else:
            yield Verdict(axis, see.lacks(axis, values))


MUST = (format_, distance, facts, times)


class Ours:
    def __init__(self, index: Index, now: datetime) -> None:
        self.index, self.now = index, now

    def strict(self, core: Core) -> list[Hit]:
        judged = self._judged(core)
        return self._best(core, judged, judged.fits)

    def both(self, core: Core) -> Answer:
        judged = self._judged(core)
        near = judged.once & judged.failed(NEAR)
        return self._best(core, judged, judged.fits), self._best(core, judged, near)

    def minute(self, later: int) -> None:
        """So many minutes on: what is worked out once for all who ask within it."""
        Timetable(self.index._stock.weekly, minute_of(self.now) + later)

    def size(self) -> int:
        return arrays(self.index)

    def touched(self, core: Core) -> int:
        return touched(self._judged(core))

    def _judged(self, core: Core) -> Judged:
        asked = Asked(core.wanted, self.now)
        index = self.index
        see, scope = within_reach(index._stock, index._times_at(asked.now), asked)
        scope = _one_each(core, see, scope)
        return judge(asked, see, scope, MUST)

    def _best(self, core: Core, judged: Judged, which: Marks) -> list[Hit]:
        where = positions(which)
        if not len(where):
            return []
        see = judged.see.entries(where)
        asked = Asked(core.wanted, self.now)
        score = _score(core, asked, see)
        rank = (1 << 16) - score << 32 | see.col("order")
        best = np.argsort(rank)[:LIMIT]
        failed = np.zeros(len(best), dtype=np.int64)
        for verdict in judged.tried:
            if verdict.rule in BITS:
                failed |= stands(verdict.no, where[best]) * BITS[verdict.rule]
        ids = see.col("order")[best].tolist()
        return list(zip(ids, score[best].tolist(), failed.tolist(), strict=True))


def _one_each(core: Core, see: Sheet, scope: Marks) -> Marks:
    """A listing with two ways in by the one it is judged by: online, where that will do."""
    if core.online_ok:
        return scope & ~(see.room & see.fact("away"))
    rooms = see.of_rows(see.by_row(scope & see.room))
    return scope & (see.room | ~rooms)


def _score(core: Core, asked: Asked, see: Entries) -> Array:
    columns = see.stock.columns
    place = np.zeros(len(see), dtype=np.int64)
    near = np.flatnonzero(see.room | (see.fact("room") & see.fact("placed")))
    assert asked.home is not None
    away = metres_from(columns, see.row[near], asked.home)
    place[near] = np.where(away <= 2 * core.limit, 1000 * core.half // (core.half + away), 0)
    if core.online_ok:
        np.maximum(place, np.where(see.room, 0, 450), out=place)
    score = place + 300
    if core.meeting:
        timetable = see.times._timetable
        wait = np.zeros(len(timetable.weekly.meeting), dtype=np.int64)
        wait[timetable.weekly.times.row] = timetable.starts.first
        score = place + 72_000 // (120 + wait[see.col("timetable")])
    for _, points in wishes(asked, see):
        score += points
    if core.words:
        said = frozenset(core.words)
        score += np.array(
            [800 * len(said & tokens(o.name)) // len(said) for o in see.col("offers")]
        )
    return (
        score
        + see.col("quality").astype(np.int64) * 400 // 1000
        - see.col("load").astype(np.int64) * 250 // 1000
    )
