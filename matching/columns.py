"""What is held of a listing: one row each, one array per fact, and one bit per tag."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from threading import Lock

import numpy as np

from matching import geo
from matching.bits import Bits
from matching.marks import Array
from matching.timetable import Timetables
from matching.words import CARE_KINDS, PRACTICAL_KINDS, Kind, List, Offered

LISTS = {name: number for number, name in enumerate(List)}
ONLINE, HYBRID, IN_PERSON, NO_WAY = range(4)  # the blocks of the grid
MODES = 4
NEVER = -(10**8)  # minutes: a report nobody made


class Names:
    """Whole numbers for texts, append-only and shared by all snapshots."""

    def __init__(self) -> None:
        self.bits = Bits()
        self.keys = Numbered()
        self.groups = Numbered()
        self.alikes = Numbered()
        self.timetables = Timetables()


class Numbered:
    """Texts by number, from 0 without gaps."""

    def __init__(self) -> None:
        self._at: dict[str, int] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._at)

    def number(self, text: str) -> int:
        known = self._at.get(text)
        if known is None:
            with self._lock:
                known = self._at.setdefault(text, len(self._at))
        return known

    def known(self, texts: frozenset[str]) -> list[int]:
        """The numbers of those that are known."""
        return sorted(self._at[text] for text in texts if text in self._at)


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows of a snapshot; the last axis of every array is the row. Never edited."""

    offers: Array  # of Offered
    block: Array  # list × mode × latitude band × longitude cell, the sort key
    words: Array  # uint64 (words, rows): all bits of a row side by side
    place: Array  # float32 (3, rows), whole metres
    placed: Array
    slack: Array  # metres the true door may be off
    timetable: Array
    key: Array
    group: Array
    tie: Array  # crc32 of the group's text
    site: Array  # one number per door, -1 none
    order: Array  # place of the key among all keys, as text
    front: Array  # the first letters of the name, as a whole number
    age_from: Array
    age_to: Array
    how_soon: Array  # hours, -1 not stated
    full_at: Array  # minutes since 1970 of the last report of that kind
    gone_at: Array
    no_medicaid_at: Array
    waits_at: Array
    waits_hours: Array
    quality: Array
    explore: Array
    load: Array
    alike: Array  # one number per kind and fellowship, or outlook where none is stated
    confirmed: Array  # days since 1970, -1 not known

    def __len__(self) -> int:
        return len(self.offers)

    def take(self, rows: Array, room: int = 0) -> "Columns":
        """These rows, in arrays with room for so many more."""
        return self._each(lambda column: _longer(column[..., rows], room))

    def upto(self, rows: int) -> "Columns":
        return self._each(lambda column: column[..., :rows])

    def widened(self, wide: int) -> "Columns":
        """With so many words of bits; those that are missing are empty."""
        more = wide - len(self.words)
        return replace(self, words=np.pad(self.words, ((0, more), (0, 0)))) if more else self

    def write(self, first: int, fresh: "Columns") -> None:
        for mine, new in zip(self._all(), fresh._all(), strict=True):
            mine[..., first : first + len(fresh)] = new

    def _all(self) -> list[Array]:
        return [getattr(self, f.name) for f in fields(self)]

    def _each(self, change: Callable[[Array], Array]) -> "Columns":
        return Columns(*map(change, self._all()))


def joined(a: Columns, b: Columns) -> Columns:
    wide = max(len(a.words), len(b.words))
    pairs = zip(a.widened(wide)._all(), b.widened(wide)._all(), strict=True)
    return Columns(*(np.concatenate(pair, axis=-1) for pair in pairs))


def _longer(column: Array, room: int) -> Array:
    if not room:
        return column
    longer = np.empty((*column.shape[:-1], column.shape[-1] + room), dtype=column.dtype)
    longer[..., : column.shape[-1]] = column
    return longer


def list_of(kind: Kind) -> List:
    if kind in CARE_KINDS:
        return List.TREATMENT
    return List.PRACTICAL if kind in PRACTICAL_KINDS else List.PEERS


def block_key(kind: int, mode: int, band: int, cell: int) -> int:
    return ((kind * MODES + mode) * (geo.BANDS + 1) + band) * (geo.CELLS + 1) + cell


def group_of(offer: Offered) -> str:
    return offer.group or offer.key


def alike_of(offer: Offered) -> str:
    """What a list should not be full of: one kind of one fellowship."""
    outlook = "+".join(sorted(offer.tags.get("outlook", ())))
    return f"{offer.kind.value} {offer.fellowship.casefold() or outlook}"


def by_screen(offer: Offered) -> bool:
    """Whether it can be used from home; for care only where the listing says so (5.3, brief)."""
    if offer.online or offer.kind not in CARE_KINDS:
        return offer.online
    return "telehealth" in offer.tags.get("setting", ())
