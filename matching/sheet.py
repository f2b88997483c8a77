"""What do the rules see of a whole list at once: the blocks of the grid within reach, a bit each.

From home first, then the rooms. A span is a run of rows by one way in, whole words long; marks of
all spans stand one after the other. What is in a span by its place only is kept out by `scope`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from matching import geo
from matching.asked import Asked
from matching.bits import Numbers
from matching.marks import (
    EVERY,
    PER_WORD,
    Array,
    Bools,
    Marks,
    any_yes,
    at,
    pack,
    positions,
    runs,
    unpack,
    words_for,
)
from matching.schedule import DAY, WEEK
from matching.stock import Stock
from matching.timetable import Reachable
from matching.view import Entries, Kept, View


@dataclass(frozen=True, slots=True)
class Span:
    """Rows from `first` up to `last`, by the room or from home."""

    first: int
    last: int
    room: bool

    @property
    def low(self) -> int:
        return self.first // PER_WORD

    @property
    def high(self) -> int:
        return words_for(self.last)

    def inside(self) -> Marks:
        """Of the rows in its words, which are its own."""
        own = np.full(self.high - self.low, EVERY)
        if len(own):
            own[0] &= EVERY << np.uint64(self.first % PER_WORD)
            own[-1] &= EVERY >> np.uint64(-self.last % PER_WORD)
        return own


class Sheet(View):
    """Marks are packed, 64 entries in a word; a position is the number of an entry's bit."""

    def __init__(self, stock: Stock, times: Reachable, spans: Sequence[Span]) -> None:
        super().__init__(stock, times)
        self.spans = sorted(spans, key=lambda span: (span.room, span.first))
        sizes = [span.high - span.low for span in self.spans]
        self.starts = [0, *accumulate(sizes)]
        self.words = self.starts[-1]
        self.from_home = sum(s.high - s.low for s in self.spans if not s.room)  # words
        shifts = [span.low - start for span, start in zip(self.spans, self.starts, strict=False)]
        shift = np.array(shifts, dtype=np.int64).repeat(sizes)
        self._word = np.arange(self.words) + shift  # of the snapshot's rows
        self._shift = shift * PER_WORD
        self.room = self.nothing()
        self.room[self.from_home :] = ~self.room[self.from_home :]
        self._bits: dict[int, Marks] = {}

    def look_at(self, rooms_at: Array, away: Array | None = None) -> None:
        """The rooms in scope by their positions, and how many metres away they are, if known."""
        self.rooms_at = rooms_at
        self._rooms_in = rooms_at - self.from_home * PER_WORD  # among the rooms' words alone
        every = np.ones(len(rooms_at), dtype=bool)
        self.rooms = Entries(self.stock, self.times, self.row(rooms_at), every, away=away)

    def any_of(self, numbers: Numbers) -> Marks:
        known = [number for number in numbers if number < len(self.stock.marks)]
        if not known:
            return self.nothing()
        found = self._bit(known[0]).copy()
        for number in known[1:]:
            found |= self._bit(number)
        return found

    def _bit(self, number: int) -> Marks:
        known = self._bits.get(number)
        if known is None:
            known = self._bits[number] = self.of_rows(self.stock.marks[number])
        return known

    def nothing(self) -> Marks:
        return np.zeros(self.words, dtype=np.uint64)

    def same(self, marked: Kept, values: frozenset[str] = frozenset()) -> Marks:
        """Worked out once of all rows of the snapshot."""
        kept = self.stock.kept
        return self.of_rows(kept.get((marked, values), lambda: marked(self._every_row(), values)))

    def _every_row(self) -> "Sheet":
        return Sheet(self.stock, self.times, [Span(0, len(self.stock), room=False)])

    def marked(self, bools: Array) -> Marks:
        return pack(bools)

    def bools(self, marks: Array) -> Bools:
        return unpack(marks)

    def col(self, name: str) -> Array:
        return self._col(name, self.words)

    def _col(self, name: str, words: int) -> Array:
        """So many words of it; what stands beyond the last row is 0 and in no scope."""
        column = getattr(self.stock.columns, name)
        whole = self.spans[0] if self.starts[1:2] == [words] else None
        if whole and whole.high * PER_WORD <= len(column):
            return column[whole.low * PER_WORD : whole.high * PER_WORD]  # only to be read
        values = np.zeros(words * PER_WORD, dtype=column.dtype)
        for span, start in zip(self.spans, self.starts, strict=False):
            if start < words:
                part = column[span.low * PER_WORD : span.high * PER_WORD]
                values[start * PER_WORD : start * PER_WORD + len(part)] = part
        return values

    # --- between positions and rows ----------------------------------------

    def row(self, where: Array) -> Array:
        return where + self._shift[where >> 6]

    def at_home(self, where: Array) -> Bools:
        found: Bools = where < self.from_home * PER_WORD
        return found

    def room_positions(self, rows: Sequence[tuple[int, int]]) -> Array:
        """Where runs of rows stand as rooms, in their order; each run is inside one span."""
        rooms = [pair for pair in zip(self.spans, self.starts, strict=False) if pair[0].room]
        places, number = [], -1
        for first, last in rows:
            while number + 1 < len(rooms) and rooms[number + 1][0].first <= first:
                number += 1
            span, start = rooms[number]
            places.append((first + (start - span.low) * PER_WORD, last - first))
        pairs = np.array(places, dtype=np.int64).reshape(len(places), 2)
        return runs(pairs[:, 0], pairs[:, 1])

    def ways_in(self, rows: Array) -> tuple[Array, Array]:
        """Where these rows stand by every way in looked at, and which of them it is."""
        where, which = [], []
        for span, start in zip(self.spans, self.starts, strict=False):
            some = np.flatnonzero((rows >= span.first) & (rows < span.last))
            where.append(rows[some] + (start - span.low) * PER_WORD)
            which.append(some)
        return np.concatenate(where), np.concatenate(which)

    def entries(self, where: Array) -> Entries:
        """Entries in scope; what is known of their rooms is not worked out again."""
        room = where >= self.from_home * PER_WORD
        known = (self.rooms, self.rooms_at.searchsorted(where[room.nonzero()[0]]))
        return Entries(self.stock, self.times, self.row(where), room, known)

    def of_rows(self, rows: Marks) -> Marks:
        """Marks of the snapshot's rows, by every way in."""
        return rows.take(self._word)

    def by_row(self, marks: Marks) -> Marks:
        """Marks of the snapshot's rows: a yes by any way in."""
        rows = np.zeros(self.stock.words, dtype=np.uint64)
        for span, start in zip(self.spans, self.starts, strict=False):
            rows[span.low : span.high] |= marks[start : start + span.high - span.low]
        return rows

    def at_rows(self, rows: Array) -> Marks:
        return self.of_rows(at(rows, self.stock.words)) if len(rows) else self.nothing()

    @cached_property
    def inside(self) -> Marks:
        """Each listing once by each way in."""
        own = np.concatenate([span.inside() for span in self.spans])
        return own & self.of_rows(self.stock.alive)

    def of_groups(self, groups: frozenset[str]) -> Marks:
        known = self.stock.names.groups.known(groups)
        return self.at_rows(np.flatnonzero(np.isin(self.stock.columns.group, known)))

    def of_keys(self, keys: frozenset[str]) -> Marks:
        return self.at_rows(self.stock.of_keys(keys))

    # --- what needs a place or a clock --------------------------------------

    def of_rooms(self, bools: Array) -> Marks:
        return self.joined(np.zeros(self.from_home, dtype=np.uint64), bools)

    def nearer(self, here: geo.Place, metres: int) -> Marks:
        return self.of_rooms(self.rooms.nearer(here, metres))

    def beyond(self, asked: Asked) -> Marks:
        return self.of_rooms(self.rooms.beyond(asked))

    def out_of_times(self, asked: Asked) -> Marks:
        return self.joined(self.home_waits.wrong, self.rooms.out_of_times(asked))

    def joined(self, home: Marks, rooms: Bools) -> Marks:
        """Marks of those from home, and one yes or no for each of `rooms_at`."""
        theirs = at(self._rooms_in[rooms], self.words - self.from_home)
        return np.concatenate([home, theirs])

    def opens(self, asked: Asked) -> Array:
        looked_at = at(self.rooms_at, self.words) | ~self.room
        timed = positions(self.fact("timed") & looked_at & self.inside)
        hours = np.zeros(self.words * PER_WORD if len(timed) else 1, dtype=np.int64)
        if len(timed):
            hours[timed] = self.entries(timed).opens(asked)
        return hours

    def long_way(self, asked: Asked) -> Array:
        far = self.rooms.long_way(asked)
        hours = np.zeros(self.words * PER_WORD if any_yes(far) else 1, dtype=np.int64)
        if any_yes(far):
            hours[self.rooms_at] = far
        return hours

    @cached_property
    def home_waits(self) -> "HomeWaits":
        if self.times.at_any_time:
            name = ("waits from home", self._home, self.times.now)
            return self.stock.kept.get(name, self._wait_at_home)
        return self._wait_at_home()

    def _wait_at_home(self) -> "HomeWaits":
        wait, wrong = self.times.from_home
        today = (wait >= 0) & (wait <= DAY)
        week = (wait > DAY) & (wait <= WEEK)
        # One look for all three: by timetable there are few, and from home there are many.
        code = wrong.astype(np.uint8) | today.astype(np.uint8) << 1 | week.astype(np.uint8) << 2
        each = code[self.home_timetables]
        return HomeWaits(*(pack(each & np.uint8(1 << bit)) for bit in range(3)))

    @property
    def home_timetables(self) -> Array:
        """Of those from home, kept with the snapshot."""
        return self.stock.kept.get(("timetables", self._home), self._timetables_from_home)

    @property
    def _home(self) -> tuple[tuple[int, int], ...]:
        return tuple((span.first, span.last) for span in self.spans if not span.room)

    def _timetables_from_home(self) -> Array:
        return self._col("timetable", self.from_home).astype(np.int64)


class HomeWaits(NamedTuple):
    """Of those from home: no start in the wanted times; one within a day; one within the week."""

    wrong: Marks
    today: Marks
    week: Marks
