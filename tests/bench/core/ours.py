"""How does our own kernel answer the core query? With the core's lists of rules and points.

Spans of the grid, packed marks, timetables and `judge` are the engine's own, as built for the full
rules; here is only what the core has otherwise: its points, and one entry for each listing.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

import numpy as np

from matching import Index
from matching.asked import Asked
from matching.marks import PER_WORD, Array, Marks, at, pack, stands
from matching.rank import Judged, judge
from matching.reach import within_reach
from matching.schedule import minute_of
from matching.sheet import Sheet
from matching.timetable import Timetable
from matching.verdict import Verdict
from tests.bench.core.asked import BITS, LIMIT, Answer, Core, Hit, words_of
from tests.bench.core.best import FEW, ID, Best, Part, looked_through
from tests.bench.scale import arrays, touched

NEAR = frozenset(BITS)
NEAREST, ONLINE, ANY_TIME, WISH, WORDS, QUALITY, LOAD = 1000, 450, 300, 250, 800, 400, 250
# Steps down: what starts within an hour or so, seven hours, any time; what is close, not far, any.
SOON, CLOSE = (400, 170, 0), (850, 600, 0)


class Minute:
    """What is the same for all who ask within one clock minute, by timetable."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        wait = np.zeros(len(timetable.weekly.meeting), dtype=np.int64)
        wait[timetable.weekly.times.row] = timetable.starts.first
        self.soon = (72_000 // (120 + wait)).astype(np.int16)
        self._wait = wait
        self._cells: dict[str, Array] = {}

    def out(self, asked: Asked) -> Array:
        """Whether the next start is out of the times they can come, in their own clock."""
        zone = asked.clock.zone.key
        if zone not in self._cells:
            self._cells[zone] = asked.clock.cells(self._wait)
        outside = np.ones(28, dtype=bool)
        outside[list(asked.times)] = False
        return outside.take(self._cells[zone]) & self.timetable.weekly.meeting


class Ours:
    def __init__(self, index: Index, now: datetime) -> None:
        self.index, self.now = index, now
        self._minute: Minute | None = None
        self._rows = _postings(index)

    def strict(self, core: Core) -> list[Hit]:
        found = Found(core, self, strict=True)
        return found.best(found.judged.fits)

    def both(self, core: Core) -> Answer:
        found = Found(core, self)
        judged = found.judged
        return found.best(judged.fits), found.best(judged.once & judged.failed(NEAR), near=True)

    def rows_with(self, word: str) -> Array:
        return self._rows.get(word, np.empty(0, dtype=np.int32))

    def at(self, now: int) -> Minute:
        if self._minute is None or self._minute.timetable.now != now:
            self._minute = Minute(self.index._times_at(now))
        return self._minute

    def minute(self, later: int) -> None:
        """So many minutes on: what is worked out once for all who ask within it."""
        Minute(Timetable(self.index._stock.weekly, minute_of(self.now) + later))

    def size(self) -> int:
        return arrays(self.index) + sum(rows.nbytes for rows in self._rows.values())

    def touched(self, core: Core) -> int:
        return touched(Found(core, self).judged)


def _postings(index: Index) -> dict[str, Array]:
    """By word of a name: the rows that have it. The rules themselves read names as they score."""
    rows: dict[str, list[int]] = {}
    for row, offer in enumerate(index._stock.columns.offers):
        for word in words_of(offer.name) if offer else ():
            rows.setdefault(word, []).append(row)
    return {word: np.array(some, dtype=np.int32) for word, some in rows.items()}


class Found:
    """One core query, judged."""

    def __init__(self, core: Core, ours: Ours, *, strict: bool = False) -> None:
        self.core, self.ours, self.asked = core, ours, Asked(core.wanted, ours.now)
        self.minute = ours.at(self.asked.now)
        stock, timetable = ours.index._stock, self.minute.timetable
        reach = core.limit if strict else 2 * core.limit
        self.see, scope = within_reach(stock, timetable, self.asked, reach)
        must = (way_in, *(() if strict else (distance,)), facts, self._times)
        self.judged: Judged = judge(self.asked, self.see, self._one_each(scope), must)

    def _one_each(self, scope: Marks) -> Marks:
        """A listing with two ways in by one of them: online, where that will do."""
        see = self.see
        if self.core.online_ok:
            return scope & ~(see.room & see.fact("away"))
        return scope & (see.room | ~see.of_rows(see.by_row(scope & see.room)))

    def _times(self, asked: Asked, see: Sheet) -> Iterator[Verdict]:
        """A meeting's next start falls in the times they can come, whoever can reach it."""
        if not asked.times:
            return
        out = self.minute.out(asked)
        no = at(see.rooms_at[out.take(self._timetables[1])], see.words)
        no[: see.from_home] = pack(out.take(self._timetables[0]))
        yield Verdict("times", no)

    @cached_property
    def _timetables(self) -> tuple[Array, Array]:
        """From home, and of the rooms looked at."""
        return self.see.home_timetables, self.see.rooms.col("timetable")

    # --- points ---------------------------------------------------------------

    def best(self, which: Marks, *, near: bool = False) -> list[Hit]:
        """Rooms are looked through first: they raise the bar for all that is online."""
        parts: list[Part] = []
        edge = self.see.from_home
        if which[edge:].any():
            parts.append(self._rooms)
        if which[:edge].any():
            parts.append(self._home)
        best = Best(LIMIT)
        looked_through(best, parts, self._groups(which), QUALITY, self._count)
        failed = self._failed(best.where) if near else [0] * len(best.where)
        ids = (ID - 1 - (best.key & ID - 1)).tolist()
        return list(zip(ids, (best.key >> 32).tolist(), failed, strict=True))

    def _failed(self, where: Array) -> list[int]:
        failed = np.zeros(len(where), dtype=np.int64)
        for verdict in self.judged.tried:
            if verdict.rule in BITS:
                failed |= stands(verdict.no, where) * BITS[verdict.rule]
        return failed.tolist()

    @cached_property
    def _rooms(self) -> Part:
        where = self.see.rooms_at
        if self.core.meeting:
            return Part(where, 0, self.minute.soon.take(self._timetables[1]), SOON, NEAREST)
        graded = self._near(slice(None)) if len(where) > FEW else None
        return Part(where, 0, graded, CLOSE, ANY_TIME + (NEAREST if graded is None else 0))

    @cached_property
    def _home(self) -> Part:
        words, online = self.see.from_home, ONLINE if self.core.online_ok else 0
        if not self.core.meeting:
            return Part(None, words, None, (), ANY_TIME + online)
        hybrids = self._hybrids[0]
        always = at(hybrids, words) if len(hybrids) else None
        return Part(None, words, self.minute.soon.take(self._timetables[0]), SOON, online, always)

    @cached_property
    def _hybrids(self) -> tuple[Array, Array]:
        """Of those counted from home who have a room near: where they stand, and its number."""
        if not self.core.online_ok:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        see = self.see
        rooms = stands(see.fact("away"), see.rooms_at).nonzero()[0]
        rows, found = see.row(see.rooms_at[rooms]), np.full(len(rooms), -1)
        for span, start in zip(see.spans, see.starts, strict=False):
            if not span.room:
                inside = (rows >= span.first) & (rows < span.last)
                found = np.where(inside, rows + (start - span.low) * PER_WORD, found)
        order = np.argsort(found)
        return found[order], rooms[order]

    def _count(self, part: Part, numbers: Array) -> tuple[Array, Array]:
        """Score of some of a part, but for wishes and words."""
        columns = self.see.stock.columns
        if part.where is None:
            score, row = self._from_home(numbers), self.see.row(numbers)
        else:
            score, row = self._near(numbers), self.see.row(part.where[numbers])
        score += columns.quality[row].astype(np.int32) * QUALITY // 1000
        score -= columns.load[row].astype(np.int32) * LOAD // 1000
        score += part.graded[numbers] if self.core.meeting else ANY_TIME
        return score, columns.order[row]

    def _near(self, rooms: Array | slice) -> Array:
        away = self.see.rooms.distance(self.asked)[rooms]
        return NEAREST * self.core.half // (self.core.half + away)

    def _from_home(self, numbers: Array) -> Array:
        online = ONLINE if self.core.online_ok else 0
        place = np.full(len(numbers), online, dtype=np.int64)
        hybrids, rooms = self._hybrids
        if len(hybrids):
            at = np.minimum(np.searchsorted(hybrids, numbers), len(hybrids) - 1)
            two = (hybrids[at] == numbers).nonzero()[0]
            place[two] = np.maximum(self._near(rooms[at[two]]), online)
        return place

    def _groups(self, which: Marks) -> list[tuple[Marks, int]]:
        """Entries apart by what wishes and words give them."""
        groups = [(which, 0)]
        for axis, values in self.asked.wish.items():
            has = self.see.has(axis, values)
            groups = [each for m, b in groups for each in ((m & has, b + WISH), (m & ~has, b))]
        if self.core.words:
            counts = self._words_found
            points = [WORDS * n // len(self.core.words) for n in range(len(counts))]
            groups = [(m & counts[n], b + points[n]) for m, b in groups for n in range(len(counts))]
        return groups

    @cached_property
    def _words_found(self) -> list[Marks]:
        """By how many of the words are in the name: who has so many."""
        every = ~self.see.nothing()
        counts = [every, *(self.see.nothing() for _ in self.core.words)]
        for word in self.core.words:
            has = self.see.at_rows(self.ours.rows_with(word))
            for n in range(len(counts) - 1, 0, -1):
                counts[n] = counts[n] & ~has | counts[n - 1] & has
            counts[0] = counts[0] & ~has
        return counts


def way_in(asked: Asked, see: Sheet) -> Iterator[Verdict]:
    modes = asked.wanted.modes
    if "in_person" not in modes:
        yield Verdict("format", see.room)
    if "online" not in modes:
        yield Verdict("format", ~see.room)


def distance(asked: Asked, see: Sheet) -> Iterator[Verdict]:
    yield Verdict("distance", see.beyond(asked))


def facts(asked: Asked, see: Sheet) -> Iterator[Verdict]:
    """Any of the values of each group; who is known to have none of them fails it."""
    if asked.peers:
        yield Verdict("role", see.lacks("for_whom", {asked.wanted.for_whom.value}))
    for axis, values in asked.must.items():
        if axis == "payment":
            yield Verdict("cost", see.lacks(axis, values | {"free"}))
        else:
            yield Verdict(axis, see.lacks(axis, values))
