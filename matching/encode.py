"""How does a listing become numbers: every fact of all listings at once, in the order given."""

import math
import zlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from matching import geo
from matching.bits import SERVED, STANDS_IN
from matching.columns import (
    HYBRID,
    IN_PERSON,
    LISTS,
    NEVER,
    NO_WAY,
    ONLINE,
    Columns,
    Names,
    alike_of,
    block_key,
    by_screen,
    group_of,
    list_of,
)
from matching.marks import PER_WORD, Array
from matching.schedule import EPOCH, minute_of
from matching.spelling import by_name, fold_all
from matching.words import MEDICAL_SETTINGS, Kind, Offered, Place, Precision, Report

PROGRAMME = frozenset({"methadone", "otp"})  # methadone is given by certified programmes only
EXACT = frozenset({Precision.POINT, Precision.STREET})
FULL = frozenset({"full", "not_taking"})
GONE = frozenset({"wrong_number", "closed"})
NO_MEDICAID = frozenset({"no_medicaid"})
WAITS = frozenset({"waits"})
FRONT = 8  # letters of a name that put it in order before its key does
_BIG = 2**31 - 2
_CLOSE = 1e-3  # so near the middle between two whole numbers, Python itself rounds


def encode(offers: Sequence[Offered], names: Names) -> Columns:
    """One row per listing; `order` is given by the index."""
    places = [geo.on_earth(offer.place) for offer in offers]
    timetables = [names.timetables.number(o.kind is Kind.MEETING, o.slots) for o in offers]
    facts = _Facts(names)
    found = [facts.of(*each) for each in zip(offers, places, timetables, strict=True)]
    groups = [group_of(offer) for offer in offers]
    full, gone, medicaid, waits, weeks = _reports(offers)
    lat, lon = _degrees(places)
    return Columns(
        offers=_objects(offers),
        block=_blocks(np.array([block for _, block in found], dtype=np.int32), lat, lon),
        words=_words(offers, [bits for bits, _ in found], names),
        place=_metres(places, lat, lon),
        placed=~np.isnan(lat),
        slack=_numbers(_slack(places), np.int32),
        timetable=_numbers(timetables, np.int32),
        key=_numbers((names.keys.number(o.key) for o in offers), np.int32),
        group=_numbers((names.groups.number(group) for group in groups), np.int32),
        tie=_numbers((zlib.crc32(g.encode("utf-8", "surrogatepass")) for g in groups), np.uint32),
        site=_sites(offers, places, lat, lon),
        order=np.zeros(len(offers), dtype=np.int32),
        front=_fronts(offers),
        age_from=_bounded([-1 if o.ages[0] is None else o.ages[0] for o in offers], -1, 999),
        age_to=_bounded([999 if o.ages[1] is None else o.ages[1] for o in offers], -1, 999),
        how_soon=_bounded([_hours(o.how_soon) for o in offers], -1, _BIG, np.int32),
        full_at=full,
        gone_at=gone,
        no_medicaid_at=medicaid,
        waits_at=waits,
        waits_hours=weeks,
        quality=_bounded([o.quality for o in offers], 0, 1000),
        explore=_bounded([o.explore for o in offers], 0, 1000),
        load=_bounded([o.load for o in offers], 0, 2000),
        alike=_numbers((names.alikes.number(alike_of(o)) for o in offers), np.int32),
        confirmed=_numbers((_day(o.confirmed_on) for o in offers), np.int32),
    )


class _Facts:
    """The bits and the block of what is not a tag; most listings share theirs with many."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._known: dict[Any, tuple[int, int]] = {}

    def of(self, offer: Offered, place: Place | None, timetable: int) -> tuple[int, int]:
        timed, medical = self._names.timetables.timed(timetable), is_medical(offer)
        screen, placed = by_screen(offer), place is not None
        name = (
            offer.kind, offer.status, offer.in_person, screen, placed, timed, medical,
            offer.unverified, offer.gone_since is not None,
        )  # fmt: skip
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._add(*name)
        return known

    def _add(self, kind: Kind, status: Any, in_person: bool, screen: bool, *rest: bool) -> Any:
        phone = kind is Kind.WARM_LINE
        room, away = in_person and not phone, screen or phone
        facts = [("kind", kind.value), ("status", status.value), ("list", list_of(kind).value)]
        names = ("room", "away", "phone", "placed", "timed", "medical", "unverified", "gone")
        yes = (room, away, phone, *rest)
        facts += [(name, "yes") for name, is_so in zip(names, yes, strict=True) if is_so]
        mode = (HYBRID if away else IN_PERSON) if room else (ONLINE if away else NO_WAY)
        return self._names.bits.facts(facts), block_key(LISTS[list_of(kind)], mode, 0, 0)


def is_medical(offer: Offered) -> bool:
    """Hospital, emergency department, medical withdrawal, methadone or a certified programme."""
    if offer.kind is not Kind.TREATMENT:
        return offer.kind is Kind.EMERGENCY_DEPARTMENT
    settings = offer.tags.get("setting")
    if settings and not MEDICAL_SETTINGS.isdisjoint(settings):
        return True
    return not PROGRAMME.isdisjoint(offer.tags.get("medication", ()))


def _fronts(offers: Sequence[Offered]) -> Array:
    names = fold_all([offer.name for offer in offers])
    letters = [by_name(name)[:FRONT].encode("utf-8", "surrogatepass") for name in names]
    whole = np.array(letters, dtype=f"S{FRONT}").view(">u8").astype(np.uint64)
    return (whole >> np.uint64(1)).astype(np.int64)


def _hours(how_soon: int | None) -> int:
    return -1 if how_soon is None else max(0, how_soon)


def _day(confirmed_on: date | None) -> int:
    return -1 if confirmed_on is None else confirmed_on.toordinal() - EPOCH


def _numbers(values: Iterable[int], kind: Any) -> Array:
    return np.fromiter(values, dtype=kind)


def _bounded(values: Sequence[int], low: int, high: int, kind: Any = np.int16) -> Array:
    try:
        return np.clip(np.array(values, dtype=np.int64), low, high).astype(kind)
    except OverflowError:
        return np.array([max(low, min(value, high)) for value in values], dtype=kind)


def _objects(offers: Sequence[Offered]) -> Array:
    array = np.empty(len(offers), dtype=object)
    array[:] = offers
    return array


def _words(offers: Sequence[Offered], facts: Sequence[int], names: Names) -> Array:
    bits = names.bits
    rows = [
        fact | bits.of(o.tags, o.complete, o.refused) for fact, o in zip(facts, offers, strict=True)
    ]
    for row, offer in enumerate(offers):
        if offer.served_states:
            rows[row] |= bits.axis(SERVED, offer.served_states)
        if offer.state:
            rows[row] |= bits.axis(STANDS_IN, frozenset({offer.state}))
    wide = -(-len(bits) // PER_WORD)
    data = b"".join(row.to_bytes(wide * 8, "little") for row in rows)
    table = np.frombuffer(data, dtype="<u8").reshape(len(rows), wide)
    return table.T.astype(np.uint64, order="C")


def _degrees(places: Sequence[Place | None]) -> tuple[Array, Array]:
    """Latitudes and longitudes; not a number where there is no place."""
    lat = np.array([p.lat if p else math.nan for p in places], dtype=np.float64)
    return lat, np.array([p.lon if p else math.nan for p in places], dtype=np.float64)


def _blocks(base: Array, lat: Array, lon: Array) -> Array:
    nowhere = np.isnan(lat)
    band = np.floor((np.where(nowhere, 0, lat) + 90) * geo.CELLS_PER_DEGREE)
    cell = np.floor((np.where(nowhere, 0, lon) + 180) * geo.CELLS_PER_DEGREE)
    band, cell = np.where(nowhere, geo.NOWHERE, band), np.where(nowhere, 0, cell)
    return base + (band * (geo.CELLS + 1) + cell).astype(np.int32)


def _whole(values: Array, exactly: Callable[[int], int]) -> Array:
    """Rounded as Python rounds; where it is close, by Python."""
    whole = np.rint(values)
    for row in np.flatnonzero(np.abs(np.abs(values - whole) - 0.5) < _CLOSE).tolist():
        whole[row] = exactly(row)
    return whole


def _metres(places: Sequence[Place | None], lat: Array, lon: Array) -> Array:
    """Whole metres from the middle of the earth, to the metre as `geo.xyz` has them."""
    nowhere = np.isnan(lat)
    phi, lam = np.radians(np.where(nowhere, 0, lat)), np.radians(np.where(nowhere, 0, lon))
    flat = geo.RADIUS * np.cos(phi)
    parts = (flat * np.cos(lam), flat * np.sin(lam), geo.RADIUS * np.sin(phi))

    def exactly(axis: int) -> Callable[[int], int]:
        def of(row: int) -> int:
            place = places[row]
            return geo.xyz(place)[axis] if place else 0

        return of

    found = np.stack([_whole(part, exactly(axis)) for axis, part in enumerate(parts)])
    return np.where(nowhere, 0, found).astype(np.float32)


def _slack(places: Sequence[Place | None]) -> Iterable[int]:
    known = {precision: geo.slack(Place(0, 0, precision)) for precision in Precision}
    return (known[place.precision] if place else 0 for place in places)


def _sites(
    offers: Sequence[Offered], places: Sequence[Place | None], lat: Array, lon: Array
) -> Array:
    """One number per door, to four decimals; a ZIP's middle is not a door."""
    door = [
        place is not None and offer.in_person and place.precision in EXACT
        for offer, place in zip(offers, places, strict=True)
    ]
    at = np.flatnonzero(door)

    def decimals(values: Array) -> Array:
        exactly = [round(value, 4) for value in values.tolist()]
        return np.rint(np.array(exactly) * 10_000).astype(np.int64)

    sites = np.full(len(offers), -1, dtype=np.int64)
    sites[at] = (decimals(lat[at]) + 900_000) * 4_000_000 + decimals(lon[at]) + 1_800_000
    return sites


def _reports(offers: Sequence[Offered]) -> tuple[Array, ...]:
    """The last report of each kind; few listings have one."""
    shape = (5, len(offers))
    table = np.full(shape, NEVER, dtype=np.int32)
    table[4] = -1
    for row, offer in enumerate(offers):
        if offer.reports:
            waits, weeks = _latest(offer.reports, WAITS)
            told = [_latest(offer.reports, kinds)[0] for kinds in (FULL, GONE, NO_MEDICAID)]
            hours = -1 if weeks is None else max(0, min(weeks, 5000)) * 168
            table[:, row] = *told, waits, hours
    return tuple(table)


def _latest(reports: Sequence[Report], kinds: frozenset[str]) -> tuple[int, int | None]:
    found = [(minute_of(r.at), r.weeks) for r in reports if r.kind in kinds]
    return max(found, key=lambda pair: pair[0]) if found else (NEVER, None)
