"""How does a listing become numbers: one row per listing, one array per fact."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from itertools import count
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching import geo
from matching.bits import SERVED, Bits
from matching.schedule import SlotColumns, known_zone
from matching.words import (
    CARE_KINDS,
    PRACTICAL_KINDS,
    Kind,
    List,
    Offered,
    Precision,
    Report,
    Status,
)

Array = NDArray[Any]
KINDS = {kind: number for number, kind in enumerate(Kind)}
STATUSES = {status: number for number, status in enumerate(Status)}
LISTS = {name: number for number, name in enumerate(List)}
ONLINE, HYBRID, IN_PERSON, NO_WAY = range(4)  # the blocks of the grid
NEVER = -(10**8)  # minutes: a report nobody made
MEDICAL_SETTINGS = frozenset({"hospital", "hospital_detox", "residential_detox"})
EXACT = frozenset({Precision.POINT, Precision.STREET})


class Names:
    """Whole numbers for texts, append-only and shared by all snapshots."""

    def __init__(self) -> None:
        self.bits = Bits()
        self.keys: dict[str, int] = {}
        self.groups: dict[str, int] = {}
        self.sites: dict[tuple[float, float], int] = {}
        self.zones: dict[str, int] = {}
        self._next = count()
        self._lock = Lock()

    def key(self, text: str) -> int:
        return self.keys.setdefault(text, next(self._next))

    def group(self, text: str) -> int:
        return self.groups.setdefault(text, next(self._next))

    def site(self, offer: Offered) -> int:
        """One number per door; a ZIP's middle is not a door."""
        place = geo.on_earth(offer.place)
        if place is None or place.precision not in EXACT or not offer.in_person:
            return -1
        return self.sites.setdefault((round(place.lat, 4), round(place.lon, 4)), next(self._next))

    def zone(self, name: str) -> int:
        """The number of an IANA zone, or -1 where there is no such zone."""
        if name not in self.zones:
            if not known_zone(name):
                return -1
            with self._lock:
                self.zones.setdefault(name, len(self.zones))
        return self.zones[name]


@dataclass(frozen=True, slots=True)
class Columns:
    """All rows of a snapshot; the last axis of every array is the row. Never edited."""

    offers: Array  # of Offered
    block: Array  # int64: mode × list × latitude band × longitude cell, the sort key
    words: Array  # uint64 (words, rows)
    place: Array  # float32 (3, rows), whole metres
    placed: Array
    slack: Array  # metres the true door may be off
    kind: Array
    status: Array
    in_person: Array
    online: Array
    phone: Array
    key: Array
    group: Array
    tie: Array  # crc32 of the group's text
    site: Array
    order: Array  # place of the key among all keys, as text
    age_from: Array
    age_to: Array
    how_soon: Array  # hours, -1 not stated
    confirmed: Array  # day number, -1 not known
    full_at: Array  # minutes since 1970 of the last report of that kind
    gone_at: Array
    waits_at: Array
    waits_hours: Array
    quality: Array
    load: Array
    unverified: Array
    medical: Array

    def __len__(self) -> int:
        return len(self.offers)

    def take(self, rows: Array) -> "Columns":
        return Columns(*(getattr(self, f.name)[..., rows] for f in fields(self)))

    def joined(self, other: "Columns") -> "Columns":
        """Both, one after the other; missing words are empty."""
        wide = max(len(self.words), len(other.words))
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Columns(*(np.concatenate(_even(a, b, wide), axis=-1) for a, b in pairs))


def _even(a: Array, b: Array, wide: int) -> list[Array]:
    if a.dtype != np.uint64 or a.ndim == 1:
        return [a, b]
    return [np.pad(part, ((0, wide - len(part)), (0, 0))) for part in (a, b)]


def list_of(kind: Kind) -> List:
    if kind in CARE_KINDS:
        return List.TREATMENT
    return List.PRACTICAL if kind in PRACTICAL_KINDS else List.PEERS


def block_key(mode: int, kind: int, band: int, cell: int) -> int:
    return ((mode * len(LISTS) + kind) * (geo.BANDS + 1) + band) * (geo.CELLS + 1) + cell


def group_of(offer: Offered) -> str:
    return offer.group or offer.key


def by_screen(offer: Offered) -> bool:
    """Whether it can be used from home; for care only where the listing says so (5.3, brief)."""
    if offer.kind in CARE_KINDS:
        return offer.online or "telehealth" in offer.tags.get("setting", frozenset())
    return offer.online


def is_medical(offer: Offered) -> bool:
    """Hospital, emergency department, medical withdrawal or certified opioid programme."""
    if offer.kind is Kind.EMERGENCY_DEPARTMENT:
        return True
    settings = offer.tags.get("setting", frozenset())
    return offer.kind is Kind.TREATMENT and (
        bool(settings & MEDICAL_SETTINGS) or "otp" in offer.tags.get("medication", frozenset())
    )


def minute_of(when: datetime) -> int:
    """Whole minutes since 1970; a moment without a zone is taken as UTC."""
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return int(aware.timestamp() // 60)


def day_of(day: date) -> int:
    return day.toordinal() - date(1970, 1, 1).toordinal()


def _latest(reports: Sequence[Report], kinds: frozenset[str]) -> tuple[int, int | None]:
    found = [(minute_of(r.at), r.weeks) for r in reports if r.kind in kinds]
    return max(found, key=lambda pair: pair[0]) if found else (NEVER, None)


FULL = frozenset({"full", "not_taking"})
GONE = frozenset({"wrong_number", "closed"})
WAITS = frozenset({"waits"})
_BIG = 2**31 - 2


def _row(offer: Offered, names: Names) -> tuple[Any, ...]:
    place = geo.on_earth(offer.place)
    screen, phone = by_screen(offer), offer.kind is Kind.WARM_LINE
    room = offer.in_person and not phone
    away = screen or phone
    mode = (HYBRID if away else IN_PERSON) if room else (ONLINE if away else NO_WAY)
    full, _ = _latest(offer.reports, FULL)
    gone, _ = _latest(offer.reports, GONE)
    waits, weeks = _latest(offer.reports, WAITS)
    low, high = offer.ages
    group = group_of(offer)
    return (
        block_key(mode, LISTS[list_of(offer.kind)], *geo.cell(place)),
        place is not None,
        geo.slack(place) if place else 0,
        KINDS[offer.kind],
        STATUSES[offer.status],
        room,
        screen and not phone,
        phone,
        names.key(offer.key),
        names.group(group),
        zlib.crc32(group.encode("utf-8", "surrogatepass")),
        names.site(offer),
        0,  # order: given by the index
        -1 if low is None else max(-1, min(low, 999)),
        999 if high is None else max(-1, min(high, 999)),
        -1 if offer.how_soon is None else max(0, min(offer.how_soon, _BIG)),
        -1 if offer.confirmed_on is None else day_of(offer.confirmed_on),
        full,
        gone,
        waits,
        -1 if weeks is None else max(0, min(weeks, 5000)) * 168,
        max(0, min(offer.quality, 1000)),
        max(0, min(offer.load, 2000)),
        offer.unverified,
        is_medical(offer),
    )


_TYPE_NAMES = (
    "int64 bool int32 int8 int8 bool bool bool int64 int64 uint32 int64 int64 int16 int16 "
    "int32 int32 int32 int32 int32 int32 int32 int32 bool bool"
)
_TYPES = _TYPE_NAMES.split()


def encode(offers: Sequence[Offered], names: Names) -> Columns:
    """One row per listing, in the order given."""
    rows = [_row(offer, names) for offer in offers]
    served = ((o.tags, {SERVED: o.served_states}, o.complete) for o in offers)
    bits = [names.bits.of(tags, done) | names.bits.of(more, ()) for tags, more, done in served]
    columns: list[Array] = [
        np.array([row[i] for row in rows], dtype=kind) for i, kind in enumerate(_TYPES)
    ]
    return Columns(_objects(offers), columns[0], _words(bits, names), _places(offers), *columns[1:])


def _objects(offers: Sequence[Offered]) -> Array:
    array = np.empty(len(offers), dtype=object)
    array[:] = offers
    return array


def _words(bits: Sequence[int], names: Names) -> Array:
    full = (1 << 64) - 1
    words = [[row >> 64 * word & full for row in bits] for word in range(names.bits.words)]
    return np.array(words, dtype=np.uint64).reshape(names.bits.words, len(bits))


def _places(offers: Sequence[Offered]) -> Array:
    places = (geo.on_earth(offer.place) for offer in offers)
    points = [geo.xyz(place) if place else (0, 0, 0) for place in places]
    return np.array(points, dtype=np.float32).reshape(len(points), 3).T.copy()


def encode_slots(offers: Sequence[Offered], names: Names) -> SlotColumns:
    """All weekly times, beside the row they belong to."""
    found = [
        (
            row,
            (slot.weekday % 7) * 1440 + slot.start.hour * 60 + slot.start.minute,
            max(0, min(slot.minutes, 10080)),
            names.zone(slot.zone),
            slot.nth or 0,
        )
        for row, offer in enumerate(offers)
        for slot in offer.slots
        if slot.nth in (None, 1, 2, 3, 4, -1) and names.zone(slot.zone) >= 0
    ]
    table = np.array(found, dtype=np.int64).reshape(len(found), 5)
    return SlotColumns(*(table[:, i].copy() for i in range(5)))
