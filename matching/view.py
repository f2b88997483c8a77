"""What does a rule see: listings, each by one way in, as marks of yes that take `&`, `|` and `~`.

Rules are written once. `Entries` answers for a few listings with a bool each, `sheet.Sheet` for
whole blocks of the grid with a bit each.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from functools import cached_property, reduce
from operator import and_

import numpy as np

from matching import geo
from matching.asked import LONG_WAY, LONGEST_TRAVEL, MARGIN, Asked
from matching.bits import Bits, Numbers
from matching.columns import Columns
from matching.marks import PER_WORD, Array, Bools
from matching.stock import Stock
from matching.timetable import Reachable
from matching.words import Kind

ROOM, SCREEN, PHONE = range(3)
WAYS = ("in_person", "online", "phone")
FAR = np.int64(1 << 40)


class View(ABC):
    """Entries of a snapshot: a row and the way in. A hybrid meeting is two entries."""

    room: Array  # marks: by the room; else from home

    def __init__(self, stock: Stock, times: Reachable) -> None:
        self.stock = stock
        self.times = times

    @property
    def bits(self) -> Bits:
        return self.stock.names.bits

    @abstractmethod
    def any_of(self, numbers: Numbers) -> Array:
        """Marks: any of these bits."""

    @abstractmethod
    def nothing(self) -> Array:
        """Marks without a yes."""

    @abstractmethod
    def marked(self, bools: Array) -> Array:
        """Bools, one per entry, as marks."""

    @abstractmethod
    def bools(self, marks: Array) -> Bools:
        """Marks as bools, one per entry."""

    @abstractmethod
    def col(self, name: str) -> Array:
        """A column, one value per entry."""

    @abstractmethod
    def of_groups(self, groups: frozenset[str]) -> Array:
        """Marks: of one of these groups."""

    @abstractmethod
    def of_keys(self, keys: frozenset[str]) -> Array:
        """Marks: listings with one of these keys."""

    @abstractmethod
    def nearer(self, here: geo.Place, metres: int) -> Array:
        """Marks: rooms that may stand nearer to that place, however sure we are of their own."""

    @abstractmethod
    def beyond(self, asked: Asked) -> Array:
        """Marks: further than they would travel."""

    @abstractmethod
    def out_of_times(self, asked: Asked) -> Array:
        """Marks: no start one can reach falls in the times they can come."""

    @abstractmethod
    def opens(self, asked: Asked) -> Array:
        """Whole hours until the door opens; 0 where it is open, all hours, or nobody says."""

    @abstractmethod
    def long_way(self, asked: Asked) -> Array:
        """Whole hours to go, where they are more than half a day; else 0."""

    @abstractmethod
    def same(self, marked: "Kept", values: frozenset[str] = frozenset()) -> Array:
        """Marks that follow from the listings and these values alone, not from who asks."""

    def has(self, axis: str, values: Iterable[str]) -> Array:
        """Known yes on any of these values."""
        return self.any_of(self.bits.values(axis, values))

    def stated(self, axis: str) -> Array:
        return self.any_of(self.bits.stated(axis))

    def lacks(self, axis: str, values: Iterable[str]) -> Array:
        """Known no on all of these values."""
        known = self.any_of(self.bits.rules_out(axis))
        if refused := self.bits.refused(axis, values):
            known = known | reduce(and_, map(self.any_of, refused))
        return ~self.has(axis, values) & known

    def fact(self, name: str, *values: str) -> Array:
        return self.any_of(self.bits.fact(name, values or ("yes",)))

    def is_kind(self, *kinds: Kind) -> Array:
        return self.fact("kind", *kinds)

    @cached_property
    def meeting(self) -> Array:
        return self.is_kind(Kind.MEETING)

    @cached_property
    def takes_everyone(self) -> Array:
        """Emergency departments must see whoever comes."""
        return self.is_kind(Kind.EMERGENCY_DEPARTMENT)

    @cached_property
    def phone(self) -> Array:
        return ~self.room & self.fact("phone")

    def unplaced(self, asked: Asked) -> Array:
        """Rooms of which we do not know how far they are."""
        return self.room & (~self.fact("placed") if asked.home else ~self.nothing())


Kept = Callable[[View, frozenset[str]], Array]


class Entries(View):
    """Some entries, with a bool each."""

    def __init__(
        self,
        stock: Stock,
        times: Reachable,
        row: Array,
        room: Bools,
        known: "tuple[Entries, Array] | None" = None,
        away: Array | None = None,
    ) -> None:
        super().__init__(stock, times)
        self.row = row
        self.room = room
        self._known = known  # entries worked out before, and where among them our rooms are
        self._words: dict[int, Array] = {}
        self._metres = None if away is None else np.where(away == FAR, -1, away)
        self._wait: Array | None = None
        self._wrong: Bools | None = None

    def __len__(self) -> int:
        return len(self.row)

    @property
    def way(self) -> Array:
        return np.where(self.room, ROOM, np.where(self.phone, PHONE, SCREEN))

    @cached_property
    def in_rooms(self) -> Array:
        """Which of them are by the room, by their number."""
        found: Array = self.room.nonzero()[0]
        return found

    @cached_property
    def timetable(self) -> Array:
        return self.col("timetable")

    @property
    def meets(self) -> Bools:
        """Whether people meet: as `meeting`, and quicker."""
        found: Bools = self.stock.weekly.meeting[self.timetable]
        return found

    def any_of(self, numbers: Numbers) -> Array:
        masks: dict[int, int] = {}
        for number in numbers:
            word = number // PER_WORD
            masks[word] = masks.get(word, 0) | 1 << number % PER_WORD
        found = [
            (self._word(word) & np.uint64(mask)) != 0
            for word, mask in masks.items()
            if word < len(self.stock.columns.words)
        ]
        return reduce(np.logical_or, found) if found else self.nothing()

    def _word(self, word: int) -> Array:
        if word not in self._words:
            self._words[word] = self.stock.columns.words[word][self.row]
        return self._words[word]

    def nothing(self) -> Array:
        return np.zeros(len(self), dtype=bool)

    def same(self, marked: "Kept", values: frozenset[str] = frozenset()) -> Array:
        return marked(self, values)

    def marked(self, bools: Array) -> Array:
        return bools

    def bools(self, marks: Array) -> Bools:
        return marks

    def col(self, name: str) -> Array:
        values: Array = getattr(self.stock.columns, name)[self.row]
        return values

    def of_groups(self, groups: frozenset[str]) -> Array:
        return np.isin(self.col("group"), self.stock.names.groups.known(groups))

    def of_keys(self, keys: frozenset[str]) -> Array:
        return np.isin(self.col("key"), self.stock.names.keys.known(keys))

    def nearer(self, here: geo.Place, metres: int) -> Array:
        away = metres_from(self.stock.columns, self.row, here)
        return self.room & (away < metres + self.col("slack"))

    def beyond(self, asked: Asked) -> Array:
        return self.distance(asked) > asked.limit

    def opens(self, asked: Asked) -> Array:
        hours = np.maximum(self.wait(asked), 0) // 60
        return np.where(self.takes_everyone, 0, hours)

    def long_way(self, asked: Asked) -> Array:
        hours = np.minimum(asked.minutes_to_go(self.distance(asked)), LONGEST_TRAVEL) // 60
        return np.where(hours > LONG_WAY, hours, 0)

    def out_of_times(self, asked: Asked) -> Array:
        return self.wrong(asked) & self.meeting

    def distance(self, asked: Asked) -> Array:
        """Whole metres to go; 0 from home, -1 where it is not known."""
        if self._metres is None:
            self._metres = self._measure(asked)
        return self._metres

    def _measure(self, asked: Asked) -> Array:
        metres = np.zeros(len(self.row), dtype=np.int64)
        if self._known:
            others, where = self._known
            metres[self.in_rooms] = others.distance(asked)[where]
        elif asked.home:
            away = metres_from(self.stock.columns, self.row[self.in_rooms], asked.home)
            metres[self.in_rooms] = np.where(away == FAR, -1, away)
        else:
            metres[self.in_rooms] = -1
        return metres

    def wait(self, asked: Asked) -> Array:
        """Minutes to the start one can reach; NO_TIME where none is stated."""
        if self._wait is None:
            if self._known and self._known[0]._wait is not None:
                others, where = self._known
                wait = self.times.from_home[0][self.timetable]
                wait[self.in_rooms] = others.wait(asked)[where]
                self._wait = wait
            else:
                self._wait, self._wrong = self._reach(asked)
        return self._wait

    def wrong(self, asked: Asked) -> Bools:
        """None of the starts falls in the times they can come."""
        if self._wrong is None:
            self._wait, self._wrong = self._reach(asked)
        return self._wrong

    def _reach(self, asked: Asked) -> tuple[Array, Bools]:
        """Who need not travel shares an answer by timetable, and so does who is in time for the one
        meeting of it; the others have a lead of their own."""
        which, metres = self.timetable, self.distance(asked)
        wait, wrong = (each[which] for each in self.times.from_home)
        far = (metres > 0).nonzero()[0]
        if far.size:
            travel = np.minimum(asked.minutes_to_go(metres[far]), LONGEST_TRAVEL)
            lead = travel + self.meets[far] * MARGIN
            late = (wait[far] < lead) | ~self.times.one_meeting[which[far]]
            far, lead = far[late], lead[late]
            wait[far], wrong[far] = self.times.by(which[far], lead)
        return wait, wrong


def metres_from(columns: Columns, row: Array, place: geo.Place) -> Array:
    """Whole metres to each listing's place, way in or not; FAR where it has no place."""
    some = slice(row[0], row[-1] + 1) if _in_one_run(row) else row
    total = np.zeros(len(row), dtype=np.float64)
    for axis, here in enumerate(geo.xyz(place)):
        apart = columns.place[axis][some] - np.float64(here)
        apart *= apart
        total += apart
    metres = np.sqrt(total, out=total).astype(np.int64)
    metres[~columns.placed[some]] = FAR
    return metres


def _in_one_run(row: Array) -> bool:
    if len(row) == 0 or int(row[-1]) - int(row[0]) != len(row) - 1:
        return False
    return bool((row[1:] > row[:-1]).all())
