"""What does a rule see: listings, each by one way in, as columns with yes, no and unknown."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import geo
from matching.asked import LONGEST_TRAVEL, MARGIN, Asked
from matching.bits import Bits, Masks
from matching.columns import KINDS, Columns, Names
from matching.schedule import NO_TIME, SlotColumns, Starts
from matching.words import Kind

Array = NDArray[Any]
Bools = NDArray[np.bool_]
ROOM, SCREEN, PHONE = range(3)
WAYS = ("in_person", "online", "phone")
FAR = np.int64(1 << 40)
OUT_OF_TIME = np.int64(1 << 32)


class View:
    """Entries of a snapshot: a row and the way in. A hybrid meeting is two entries."""

    def __init__(
        self, columns: Columns, names: Names, timetable: "Timetable", row: Array, way: Array
    ) -> None:
        self.columns = columns
        self.names = names
        self.timetable = timetable
        self.row = row
        self.way = way
        self._words: dict[int, Array] = {}

    def __len__(self) -> int:
        return len(self.row)

    def narrow(self, keep: Array) -> "View":
        """The entries that are kept."""
        return View(self.columns, self.names, self.timetable, self.row[keep], self.way[keep])

    @property
    def bits(self) -> Bits:
        return self.names.bits

    def col(self, name: str) -> Array:
        values: Array = getattr(self.columns, name)[self.row]
        return values

    def is_kind(self, *kinds: Kind) -> Bools:
        return np.isin(self.kind, [KINDS[kind] for kind in kinds])

    @cached_property
    def kind(self) -> Array:
        return self.col("kind")

    @cached_property
    def meeting(self) -> Bools:
        return self.kind == KINDS[Kind.MEETING]

    @cached_property
    def room(self) -> Bools:
        return self.way == ROOM

    @cached_property
    def takes_everyone(self) -> Bools:
        """Emergency departments must see whoever comes."""
        return self.kind == KINDS[Kind.EMERGENCY_DEPARTMENT]

    def nothing(self) -> Bools:
        return np.zeros(len(self), dtype=bool)

    def has(self, axis: str, values: Iterable[str]) -> Bools:
        """Known yes on any of these values."""
        return self._any(self.bits.values(axis, values))

    def stated(self, axis: str) -> Bools:
        return self._any(self.bits.stated(axis))

    def lacks(self, axis: str, values: Iterable[str]) -> Bools:
        """Known no on all of these values."""
        return ~self.has(axis, values) & self._any(self.bits.rules_out(axis))

    def _any(self, masks: Masks) -> Bools:
        found = self.nothing()
        for word, mask in masks:
            if word < len(self.columns.words):
                found |= (self._word(word) & mask) != 0
        return found

    def _word(self, word: int) -> Array:
        if word not in self._words:
            self._words[word] = self.columns.words[word][self.row]
        return self._words[word]

    def metres_from(self, place: geo.Place) -> Array:
        """Whole metres to each listing's place, way in or not; FAR where it has no place."""
        return metres_from(self.columns, self.row, place)

    def distance(self, asked: Asked) -> Array:
        """Whole metres to go; 0 from home, -1 where it is not known."""
        return self._distance(asked)

    def _distance(self, asked: Asked) -> Array:
        cached: Array | None = self.__dict__.get("_metres")
        if cached is None:
            cached = self._measure(asked)
            self.__dict__["_metres"] = cached
        return cached

    def _measure(self, asked: Asked) -> Array:
        if asked.home is None:
            return np.where(self.room, -1, 0)
        away = self.metres_from(asked.home)
        return np.where(self.room, np.where(away == FAR, -1, away), 0)

    def lead(self, asked: Asked) -> Array:
        """Minutes before one can be there: travel, and ten to get ready for a meeting."""
        metres = np.maximum(self.distance(asked), 0)
        travel = metres * (asked.minutes_per_mile * 1000) // 1_609_344
        return np.minimum(travel, LONGEST_TRAVEL) + np.where(self.meeting, MARGIN, 0)

    def wait(self, asked: Asked) -> tuple[Array, Bools]:
        """Minutes to the start one can reach (NO_TIME where none is stated), and whether none
        of the starts falls in the times they can come."""
        cached: tuple[Array, Bools] | None = self.__dict__.get("_wait")
        if cached is None:
            cached = self.timetable.reach(self, asked)
            self.__dict__["_wait"] = cached
        return cached


def metres_from(columns: Columns, row: Array, place: geo.Place) -> Array:
    total = np.zeros(len(row), dtype=np.int64)
    for axis, here in enumerate(geo.xyz(place)):
        apart = columns.place[axis][row].astype(np.int64) - here
        total += apart * apart
    metres = np.floor(np.sqrt(total.astype(np.float64))).astype(np.int64)
    return np.where(columns.placed[row], metres, FAR)


def among(values: Array, some: Array) -> Bools:
    """Which of these whole numbers are among some others; faster than sorting them."""
    if len(values) == 0 or len(some) == 0:
        return np.zeros(len(values), dtype=bool)
    flags = np.zeros(int(max(values.max(), some.max())) + 1, dtype=bool)
    flags[some] = True
    return flags[values]


class Timetable:
    """The weekly times of a snapshot at one minute, laid out by row."""

    def __init__(self, slots: SlotColumns, starts: Starts, rows: int) -> None:
        self.slots = slots
        self.starts = starts
        self.first = np.searchsorted(slots.row, np.arange(rows + 1))

    def reach(self, see: View, asked: Asked) -> tuple[Array, Bools]:
        begin = self.first[see.row]
        times = self.first[see.row + 1] - begin
        wait = np.full(len(see), NO_TIME, dtype=np.int64)
        wrong = see.nothing()
        entry = np.repeat(np.arange(len(see)), times)
        if len(entry) == 0:
            return wait, wrong
        ahead = np.cumsum(times) - times
        slot = np.repeat(begin - ahead, times) + np.arange(len(entry))
        best = self._best(see, asked, entry, slot)
        held = np.flatnonzero(times)
        least = np.minimum.reduceat(best, ahead[held])
        wait[held] = least % OUT_OF_TIME
        wrong[held] = least >= OUT_OF_TIME
        return wait, wrong

    def _best(self, see: View, asked: Asked, entry: Array, slot: Array) -> Array:
        """Minutes to the reachable start of each time; out of the wanted times counts last."""
        lead = see.lead(asked)[entry]
        first = self.starts.first[slot]
        wait = np.where(first >= lead, first, self.starts.second[slot])
        meeting = see.meeting[entry]
        still_open = self.starts.previous[slot] + self.slots.minutes[slot] > lead
        wait = np.where(~meeting & still_open, 0, wait)
        if not asked.times:
            return wait
        wanted = np.zeros(28, dtype=bool)
        wanted[list(asked.times)] = True
        wrong = meeting & ~wanted[asked.clock.cells(wait)]
        return np.where(wrong, wait + OUT_OF_TIME, wait)
