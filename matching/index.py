"""What can we offer at this moment: an immutable snapshot of all listings, ready to be asked."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import numpy as np

from matching import geo
from matching.answer import answer
from matching.asked import Asked
from matching.columns import (
    HYBRID,
    IN_PERSON,
    LISTS,
    ONLINE,
    Array,
    Columns,
    Names,
    block_key,
    encode,
    encode_slots,
)
from matching.rank import Ranking, judge
from matching.schedule import SlotColumns, starts
from matching.view import FAR, PHONE, ROOM, SCREEN, Timetable, View, metres_from
from matching.words import Offered, Wanted

NEAREST_MEDICAL = 3


class Index:
    """Rows sorted by way in, list and grid cell, so that a radius is a few slices.

    A snapshot never changes: `changed` makes a new one. Threads may share it.
    """

    def __init__(
        self, columns: Columns, slots: SlotColumns, names: Names, keys: Sequence[str]
    ) -> None:
        self._columns = columns
        self._slots = slots
        self._names = names
        self._keys = keys  # sorted; also of listings removed since
        self._medical = np.flatnonzero(columns.medical & columns.in_person & columns.placed)
        self._timetable: tuple[int, Timetable] | None = None

    def __len__(self) -> int:
        return len(self._columns)

    @classmethod
    def build(cls, offers: Iterable[Offered]) -> "Index":
        """A snapshot of these listings; of two with one key the later stands."""
        rows = list({offer.key: offer for offer in offers}.values())
        names = Names()
        keys = sorted(offer.key for offer in rows)
        order = {key: place for place, key in enumerate(keys)}
        columns = encode(rows, names)
        columns.order[:] = [order[offer.key] for offer in rows]
        return cls._sorted(columns, encode_slots(rows, names), names, keys)

    @classmethod
    def _sorted(
        cls, columns: Columns, slots: SlotColumns, names: Names, keys: Sequence[str]
    ) -> "Index":
        """Rows in grid order, whatever order they came in."""
        order = np.lexsort((columns.order, columns.block))
        moved = np.empty(len(order), dtype=np.int64)
        moved[order] = np.arange(len(order))
        slots = replace(slots, row=moved[slots.row])
        slots = slots.take(np.argsort(slots.row, kind="stable"))
        return cls(columns.take(order), slots, names, keys)

    def changed(self, upserts: Iterable[Offered], removed: Iterable[str]) -> "Index":
        """A new snapshot with these listings put in or taken out; this one stays valid."""
        rows = list({offer.key: offer for offer in upserts}.values())
        gone = [self._names.keys.get(key, -1) for key in removed]
        gone += [self._names.keys.get(offer.key, -1) for offer in rows]
        kept = np.flatnonzero(~np.isin(self._columns.key, gone))
        place = np.full(len(self), -1, dtype=np.int64)
        place[kept] = np.arange(len(kept))
        old = self._slots.take(np.flatnonzero(place[self._slots.row] >= 0))
        old = replace(old, row=place[old.row])
        columns = self._columns.take(kept)
        if not rows:
            return Index._sorted(columns, old, self._names, self._keys)
        fresh = encode(rows, self._names)
        keys = self._number(columns, fresh, rows)
        new = encode_slots(rows, self._names)
        new = replace(new, row=new.row + len(kept))
        return Index._sorted(columns.joined(fresh), old.joined(new), self._names, keys)

    def _number(self, columns: Columns, fresh: Columns, rows: list[Offered]) -> Sequence[str]:
        """Give new keys their place in text order; the places of others move up."""
        known = [(bisect_left(self._keys, offer.key), offer.key) for offer in rows]
        new = sorted(
            (place, key)
            for place, key in known
            if place == len(self._keys) or self._keys[place] != key
        )
        before = np.array([place for place, _ in new], dtype=np.int64)
        if new:
            columns.order[:] += np.searchsorted(before, columns.order, side="right")
        keys = sorted([*self._keys, *(key for _, key in new)])
        fresh.order[:] = [bisect_left(keys, offer.key) for offer in rows]
        return keys

    def rank(self, wanted: Wanted, *, now: datetime, limit: int = 20, seed: int = 0) -> Ranking:
        """The lists for one need at one moment. The same question has the same answer."""
        if now.tzinfo is None:
            raise ValueError("now must know its zone")
        asked = Asked(wanted, now)
        timetable = self._times_at(asked.now)
        held = self._nearest_medical(asked, timetable)
        see = self._within_reach(asked, timetable, held)
        judged = judge(asked, see, np.isin(see.row, held) & see.room)
        return answer(asked, judged, limit=max(0, limit), seed=seed, held=held)

    def _times_at(self, now: int) -> Timetable:
        """The next starts of all times, once per clock minute."""
        cached = self._timetable
        if cached is None or cached[0] != now:
            when = starts(self._slots, tuple(self._names.zones), now)
            cached = (now, Timetable(self._slots, when, len(self)))
            self._timetable = cached  # one reference: threads see the old or the new
        return cached[1]

    def _view(self, timetable: Timetable, row: Array, way: Array) -> View:
        return View(self._columns, self._names, timetable, row, way)

    def _within_reach(self, asked: Asked, timetable: Timetable, held: Array) -> View:
        """Every listing of the list that is online or within twice the limit, by each way in."""
        c = self._columns
        rooms = np.union1d(self._rooms(asked), held)
        afar = np.concatenate([self._block(asked, mode) for mode in (ONLINE, HYBRID)])
        phone = c.phone[afar]
        way = np.concatenate([np.full(len(rooms), ROOM), np.where(phone, PHONE, SCREEN)])
        return self._view(timetable, np.concatenate([rooms, afar]), way.astype(np.int8))

    def _rooms(self, asked: Asked) -> Array:
        modes = (HYBRID, IN_PERSON)
        if asked.home is None:
            return np.concatenate([self._block(asked, mode) for mode in modes])
        reach = 2 * asked.limit
        row = np.concatenate([self._cells(asked, mode, reach) for mode in modes])
        away = metres_from(self._columns, row, asked.home)
        return row[(away <= reach) | (away == FAR)]

    def _block(self, asked: Asked, mode: int) -> Array:
        kind = LISTS[asked.wanted.kind]
        ends = [block_key(mode, kind, 0, 0), block_key(mode, kind + 1, 0, 0)]
        low, high = np.searchsorted(self._columns.block, ends)
        return np.arange(low, high)

    def _cells(self, asked: Asked, mode: int, reach: int) -> Array:
        """The slices of one block a radius may touch, and the listings without a place."""
        assert asked.home is not None
        kind = LISTS[asked.wanted.kind]
        bands, ranges = geo.cells_within(asked.home, reach)
        base = block_key(mode, kind, 0, 0)
        wide = geo.CELLS + 1
        low = [base + bands * wide + first for first, _ in ranges]
        high = [base + bands * wide + last + 1 for _, last in ranges]
        low.append(np.array([base + geo.NOWHERE * wide]))
        high.append(np.array([base + (geo.NOWHERE + 1) * wide]))
        begin = np.searchsorted(self._columns.block, np.concatenate(low))
        end = np.searchsorted(self._columns.block, np.concatenate(high))
        slices = [np.arange(a, b) for a, b in zip(begin, end, strict=True) if a < b]
        return np.unique(np.concatenate(slices)) if slices else np.empty(0, dtype=np.int64)

    def _nearest_medical(self, asked: Asked, timetable: Timetable) -> Array:
        """At T1 and T2 the three nearest medical places that safety does not forbid."""
        none = np.empty(0, dtype=np.int64)
        if not asked.needs_medical or asked.home is None:
            return none
        away = metres_from(self._columns, self._medical, asked.home)
        by_miles = self._medical[np.lexsort((self._columns.order[self._medical], away))]
        for some in (by_miles[:256], by_miles):
            see = self._view(timetable, some, np.zeros(len(some), dtype=np.int8))
            fits = judge(asked, see, ~see.nothing())
            safe = fits.see.row[fits.failed < 0]
            _, first = np.unique(self._columns.group[safe], return_index=True)
            if len(first) >= NEAREST_MEDICAL:
                break
        return safe[np.sort(first)[:NEAREST_MEDICAL]]
