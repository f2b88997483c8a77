"""When can one be there: every weekly timetable once, and the start of each that can be reached.

Most listings share theirs with others ("Tuesday 7:30 pm, an hour, New York"), so a country has a
few thousand, and its starts are worked out once per clock minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np

from matching.asked import MARGIN, Asked
from matching.marks import Array, Bools
from matching.schedule import DAY, NO_TIME, SlotColumns, known_zone, starts
from matching.words import Slot

OUT_OF_TIME = np.int64(1 << 32)


@dataclass(frozen=True, slots=True)
class Weekly:
    """All timetables a snapshot knows; `times.row` is the timetable's number."""

    times: SlotColumns
    meeting: Bools  # by timetable: people meet; else the door is open
    zones: tuple[str, ...]

    def unless_more(self, known: "Timetables") -> "Weekly":
        """This, or all of them where there are more by now."""
        return self if len(known) == len(self.meeting) else known.all()


class Timetables:
    """Whole numbers for timetables, append-only and shared by all snapshots."""

    def __init__(self) -> None:
        self._at: dict[tuple[bool, tuple[Slot, ...]], int] = {}
        self._zones: dict[str, int] = {}
        self._times: list[tuple[int, int, int, int, int]] = []
        self._meeting: list[bool] = []
        self._timed: list[bool] = []
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._meeting)

    def number(self, meeting: bool, slots: Sequence[Slot]) -> int:
        name = (meeting, tuple(slots))
        known = self._at.get(name)
        return self._add(name) if known is None else known

    def timed(self, number: int) -> bool:
        """Whether any of its times can be worked with."""
        return self._timed[number]

    def _add(self, name: tuple[bool, tuple[Slot, ...]]) -> int:
        with self._lock:
            number = len(self._meeting)
            times = [_time(number, slot, self._zone(slot.zone)) for slot in name[1] if _known(slot)]
            self._times += times
            self._meeting.append(name[0])
            self._timed.append(bool(times))
            self._at[name] = number
        return number

    def _zone(self, name: str) -> int:
        return self._zones.setdefault(name, len(self._zones))

    def all(self) -> Weekly:
        with self._lock:
            table = np.array(self._times, dtype=np.int64).reshape(len(self._times), 5)
            times = SlotColumns(*(table[:, i].copy() for i in range(5)))
            return Weekly(times, np.array(self._meeting, dtype=bool), tuple(self._zones))


def _known(slot: Slot) -> bool:
    return slot.nth in (None, 1, 2, 3, 4, -1) and known_zone(slot.zone)


def _time(number: int, slot: Slot, zone: int) -> tuple[int, int, int, int, int]:
    start = (slot.weekday % 7) * 1440 + slot.start.hour * 60 + slot.start.minute
    return number, start, max(0, min(slot.minutes, 10080)), zone, slot.nth or 0


class Timetable:
    """All timetables at one minute. What is kept here is worked out once and then only read."""

    def __init__(self, weekly: Weekly, now: int) -> None:
        self.weekly = weekly
        self.now = now
        self.starts = starts(weekly.times, weekly.zones, now)
        self._cells: dict[str, Array] = {}  # of the soonest starts, by the caller's zone
        self.first = np.searchsorted(weekly.times.row, np.arange(len(weekly.meeting) + 1))

    @cached_property
    def at_any_time(self) -> tuple[Array, Bools]:
        """From home, for those who can come at any time."""
        every = np.arange(len(self._times))
        return self._least(self._from_home, self.first[:-1], self._times, every)

    def from_home(self, asked: Asked) -> tuple[Array, Bools]:
        """By timetable, within the times they can come: see `reach`. Only where the soonest start is
        none of them, others of the same timetable are looked at."""
        wait, _ = self.at_any_time
        zone = asked.clock.zone.key
        if zone not in self._cells:
            self._cells[zone] = asked.clock.cells(wait)
        wrong = self._held & _wrong(asked, self._cells[zone])
        others = np.flatnonzero(wrong & (self._times > 1))
        if len(others):
            wait = wait.copy()
            lead = np.full(len(others), MARGIN)
            wait[others], wrong[others] = self.reach(others, lead, asked)
        return wait, wrong

    @cached_property
    def _times(self) -> Array:
        """By timetable: how many weekly times it has."""
        return np.diff(self.first)

    @cached_property
    def _held(self) -> Bools:
        """By timetable: people meet, and it is known when."""
        return self.weekly.meeting & (self._times > 0)

    @cached_property
    def _meets(self) -> Bools:
        """By weekly time: whether people meet."""
        return self.weekly.meeting[self.weekly.times.row]

    @cached_property
    def _from_home(self) -> Array:
        """Minutes to the reachable start of each weekly time, for whoever need not travel."""
        every = np.arange(len(self._meets))
        return self._soonest(every, np.where(self._meets, MARGIN, 0), self._meets)

    @cached_property
    def one_meeting(self) -> Bools:
        """By timetable: people meet once a week or month."""
        return self.weekly.meeting & (self._times == 1)

    def reach(self, which: Array, lead: Array, asked: Asked) -> tuple[Array, Bools]:
        """Minutes to the start one can reach (NO_TIME where none is stated), and whether none
        of the starts falls in the times they can come. `which` timetable, `lead` minutes."""
        begin = self.first[which]
        times = self.first[which + 1] - begin
        ahead = np.cumsum(times) - times
        slot = np.repeat(begin - ahead, times) + np.arange(times.sum())
        meets = self._meets[slot]
        best = self._soonest(slot, np.repeat(lead, times), meets)
        if asked.times:
            wrong = meets & _wrong(asked, asked.clock.cells(best))
            best += np.where(wrong, OUT_OF_TIME, 0)
        return self._least(best, ahead, times, which)

    @cached_property
    def _open_until(self) -> Array:
        """By timetable: minutes until the door closes that is open now; hours that adjoin are one, and
        from a day on nobody asks when."""
        until = np.zeros(len(self._times), dtype=np.int64)
        slot = np.flatnonzero(~self._meets)
        row, s = self.weekly.times.row[slot], self.starts
        began = np.concatenate([s.previous[slot], s.first[slot]])
        ends = np.concatenate([s.closed[slot], s.closes[slot]])
        row = np.concatenate([row, row])
        while True:
            later = (began <= until[row]) & (ends > until[row]) & (until[row] < DAY)
            if not later.any():
                return until
            np.maximum.at(until, row[later], ends[later])

    def open_for(self, which: int) -> int:
        """Minutes until the door closes that is open now; from a day on nobody asks when."""
        return int(self._open_until[which])

    def _soonest(self, slot: Array, lead: Array, meets: Bools) -> Array:
        """Minutes to the reachable start of each weekly time: of a meeting the next that is not
        missed, of opening hours the first that are not over on arrival."""
        first = self.starts.first[slot]
        in_time = (first >= lead) | (~meets & (self.starts.closes[slot] > lead))
        wait = np.where(in_time, first, self.starts.second[slot])
        wait[~meets & (self.starts.closed[slot] > lead)] = 0
        return wait

    def _least(self, best: Array, ahead: Array, times: Array, which: Array) -> tuple[Array, Bools]:
        """The best of every timetable's times; out of the wanted times counts last. A door that is open
        until then does not open then."""
        wait = np.full(len(times), NO_TIME, dtype=np.int64)
        wrong = np.zeros(len(times), dtype=bool)
        held = np.flatnonzero(times)
        if len(held):
            least = np.minimum.reduceat(best, ahead[held])
            wait[held] = least & (OUT_OF_TIME - 1)
            wrong[held] = least >= OUT_OF_TIME
            wait[(wait > 0) & (wait <= self._open_until[which])] = 0
        return wait, wrong


def _wrong(asked: Asked, cells: Array) -> Bools:
    outside = np.ones(28, dtype=bool)
    outside[list(asked.times)] = False
    return outside[cells]


class Reachable:
    """The timetable as one caller can use it."""

    def __init__(self, timetable: Timetable, asked: Asked) -> None:
        self._timetable = timetable
        self._asked = asked

    @property
    def now(self) -> int:
        return self._timetable.now

    @property
    def at_any_time(self) -> bool:
        """Whether nobody said when they can come."""
        return not self._asked.times

    @cached_property
    def from_home(self) -> tuple[Array, Bools]:
        """By timetable, for whoever need not travel: see `Timetable.reach`."""
        if self.at_any_time:
            return self._timetable.at_any_time
        return self._timetable.from_home(self._asked)

    @property
    def one_meeting(self) -> Bools:
        return self._timetable.one_meeting

    def open_for(self, which: int) -> int:
        return self._timetable.open_for(which)

    def by(self, which: Array, lead: Array) -> tuple[Array, Bools]:
        return self._timetable.reach(which, lead, self._asked)
