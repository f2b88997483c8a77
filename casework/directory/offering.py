"""How do the rows of the directory become what matching chooses from?

Only what is live and present; the two surveys of one facility are one offer; a confidential door is
placed at the middle of its ZIP.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.local import COUNTS_FOR
from db.models import (
    AxisCompleteness,
    Entry,
    EntryTag,
    ListingReport,
    Location,
    Meeting,
    Schedule,
    Service,
    Source,
    SourceRecord,
    Tag,
    now,
)
from imports.places import zip_place
from matching.words import Kind, Offered, Place, Precision, Report, Slot, Status

AN_HOUR = 60
Tags = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """An offer and the words it can be looked up by, plain and small: name, town, ZIP, fellowship."""

    offer: Offered
    words: str


def offered(session: Session, keys: Iterable[str] | None = None) -> Iterator[Found]:
    """Every offer, or those with these keys ("s<service id>", "m<meeting id>") that still stand."""
    services, meetings = _ids(keys)
    beside = _Beside(session, services, meetings)
    if services is None or services:
        yield from beside.services()
    if meetings is None or meetings:
        yield from beside.meetings()


def _ids(keys: Iterable[str] | None) -> tuple[list[int] | None, list[int] | None]:
    if keys is None:
        return None, None
    found: dict[str, list[int]] = {"s": [], "m": []}
    for key in keys:
        found[key[0]].append(int(key[1:]))
    return found["s"], found["m"]


class _Beside:
    """What stands beside each version: tags, times, reports; read once for all of them."""

    def __init__(
        self, session: Session, services: list[int] | None, meetings: list[int] | None
    ) -> None:
        self._session = session
        self._service_rows = self._rows(Service, services)
        self._meeting_rows = self._rows(Meeting, meetings)
        rows = [*self._service_rows, *self._meeting_rows]
        few = [row.entry_id for row in rows] if services is not None else None
        self._zones = {id: z for id, z in self._all(col(Source.id), col(Source.zone))}  # noqa: C416
        self._absence = self._absences()
        self._slots = self._times(few)
        self._tags = self._tags_of(few)
        self._reports = self._heard()

    def _all(self, *columns: Any) -> Sequence[Any]:
        return self._session.execute(sa.select(*columns)).all()

    def _rows(self, kind: Any, ids: list[int] | None) -> Sequence[Any]:
        """Live and present, with their place; of a service also what it is the same as."""
        if ids == []:
            return []
        of_kind = (
            (col(Service.kind), col(Service.same_as_id))
            if kind is Service
            else (col(Meeting.group_id),)
        )
        query = (
            sa.select(
                col(kind.id), *of_kind, col(SourceRecord.source_id), col(Entry.id).label("entry_id"),
                *(col(getattr(Entry, name)) for name in _ENTRY),
                *(col(getattr(Location, name)) for name in _LOCATION),
            )
            .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
            .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
            .outerjoin(Location, col(Location.id) == col(Entry.location_id))
            .where(col(SourceRecord.state) == "present")
        )  # fmt: skip
        if ids is not None:
            query = query.where(_asked_for(kind, ids))
        return self._session.execute(query.order_by(col(kind.id))).all()

    def _narrowed(self, query: Any, column: Any, few: list[int] | None) -> Any:
        if few is not None:
            return query.where(column.in_(few))
        # Only versions that are live; staged and old ones stay unread.
        return query.join(SourceRecord, col(SourceRecord.live_entry_id) == column)

    def _times(self, few: list[int] | None) -> Mapping[int, list[Any]]:
        query = sa.select(
            col(Schedule.entry_id), col(Schedule.kind), col(Schedule.weekday), col(Schedule.start),
            col(Schedule.minutes), col(Schedule.zone), col(Schedule.nth),
        ).where(col(Schedule.weekday).is_not(None), col(Schedule.start).is_not(None))  # fmt: skip
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._session.execute(self._narrowed(query, col(Schedule.entry_id), few)):
            found[row.entry_id].append(row)
        return found

    def _tags_of(self, few: list[int] | None) -> Mapping[int, str]:
        """Entry → its tags as one text: 1.2 million links are grouped by the engine, not here."""
        words = sa.select(col(Tag.id)).where(col(Tag.value_or_empty) != "")
        joined = sa.func.group_concat(col(EntryTag.tag_id))
        if self._session.get_bind().dialect.name != "sqlite":
            joined = sa.func.string_agg(sa.cast(col(EntryTag.tag_id), sa.Text), ",")
        query = sa.select(col(EntryTag.entry_id), joined).where(col(EntryTag.tag_id).in_(words))
        query = self._narrowed(query, col(EntryTag.entry_id), few)
        self._words = {
            str(id): (axis, value)
            for id, axis, value in self._all(col(Tag.id), col(Tag.axis), col(Tag.value_or_empty))
        }
        grouped = query.group_by(col(EntryTag.entry_id))
        return {entry: ids for entry, ids in self._session.execute(grouped)}  # noqa: C416

    def _absences(self) -> Mapping[int, Mapping[str, str]]:
        found: dict[int, dict[str, str]] = defaultdict(dict)
        table = AxisCompleteness
        for source, axis, absence in self._all(
            col(table.source_id), col(table.axis), col(table.absence)
        ):
            found[source][axis] = absence
        return found

    def _heard(self) -> Mapping[tuple[str, int], list[Report]]:
        found: dict[tuple[str, int], list[Report]] = defaultdict(list)
        query = sa.select(
            col(ListingReport.service_id), col(ListingReport.group_id), col(ListingReport.kind),
            col(ListingReport.reported_at), col(ListingReport.weeks),
        ).where(
            col(ListingReport.reported_at) > now() - COUNTS_FOR,
            col(ListingReport.settled_at).is_(None),
        )  # fmt: skip
        for service, group, kind, at, weeks in self._session.execute(query):
            found["s" if service else "g", service or group].append(Report(kind, at, weeks))
        return found

    def services(self) -> Iterator[Found]:
        """One offer a place: a second survey of it adds its tags, and stands alone when the first
        is gone."""
        here = {row.id for row in self._service_rows}
        twins: dict[int, list[Any]] = defaultdict(list)
        for row in self._service_rows:
            if row.same_as_id in here:
                twins[row.same_as_id].append(row)
        for row in self._service_rows:
            if row.same_as_id not in here:
                yield Found(self._service(row, twins.get(row.id, ())), _words(row))

    def _service(self, row: Any, twins: Sequence[Any]) -> Offered:
        all_rows = (row, *twins)
        tags = self._words_of(*(r.entry_id for r in all_rows))
        times = self._slots.get(row.entry_id, ())
        open_ = [t for t in times if t.kind == "opening"] or times
        online = row.attendance in {"online", "hybrid"} or "telehealth" in tags.get("setting", ())
        reports = [x for r in all_rows for x in self._reports.get(("s", r.id), ())]
        return Offered(
            key=f"s{row.id}",
            kind=Kind(row.kind),
            tags=tags,
            complete=frozenset().union(*(self._complete(r, tags) for r in all_rows)),
            in_person=row.attendance not in {"online", "inactive"} and not row.virtual,
            online=online,
            slots=self._slots_of(row, open_),
            reports=reports,
            **_of_entry(row),
        )

    def meetings(self) -> Iterator[Found]:
        for row in self._meeting_rows:
            tags = self._words_of(row.entry_id)
            times = self._slots.get(row.entry_id, ())
            placed = row.lat is not None or bool(row.line1)
            room = row.attendance in {"in_person", "hybrid"} or (not row.attendance and placed)
            offer = Offered(
                key=f"m{row.id}",
                kind=Kind.MEETING,
                group=f"g{row.group_id}",
                tags=tags,
                complete=self._complete(row, tags),
                in_person=room,
                online=row.attendance in {"online", "hybrid"},
                slots=self._slots_of(row, [t for t in times if t.kind == "meeting"]),
                reports=self._reports.get(("g", row.group_id), ()),
                **_of_entry(row),
            )
            yield Found(offer, _words(row))

    def _words_of(self, *entries: int) -> Tags:
        found: dict[str, set[str]] = {}
        for entry in entries:
            for id in self._tags.get(entry, "").split(","):
                if id:
                    axis, value = self._words[id]
                    found.setdefault(axis, set()).add(value)
        return {axis: _shared(frozenset(values)) for axis, values in found.items()}

    def _complete(self, row: Any, tags: Tags) -> frozenset[str]:
        """What the version says, as far as its source is still declared so (formats.md 1)."""
        declared = self._absence.get(row.source_id, {})
        stated = {axis for axis in row.complete_axes if declared.get(axis) != "partial"}
        more = {axis for axis, absence in declared.items() if absence == "complete"}
        return _shared(frozenset(stated | (more & tags.keys())))

    def _slots_of(self, row: Any, times: Sequence[Any]) -> tuple[Slot, ...]:
        """Times without any zone are not guessed: the offer then says nothing about its times."""
        zone = self._zones.get(row.source_id) or ""
        if not zone and any(not t.zone for t in times):
            place = zip_place(row.postal_code or "")
            zone = place.zone if place else ""
        return tuple(
            Slot(t.weekday, t.start, t.minutes or AN_HOUR, t.zone or zone, t.nth)
            for t in times
            if t.zone or zone
        )


def _asked_for(kind: Any, ids: list[int]) -> Any:
    """Of a service asked for also the place it is the same as, and that one's others."""
    wanted = col(kind.id).in_(ids)
    if kind is not Service:
        return wanted
    first = sa.select(col(Service.same_as_id)).where(col(Service.id).in_(ids))
    first = first.where(col(Service.same_as_id).is_not(None))
    either = [
        col(column).in_(ask) for column in (Service.id, Service.same_as_id) for ask in (ids, first)
    ]
    return sa.or_(*either)


_ENTRY = (
    *("name", "name2", "status", "attendance", "precision", "min_age", "max_age"),
    *("complete_axes", "unverified", "verified_on", "source_updated_at", "fellowship"),
)
_LOCATION = (*("lat", "lon", "line1", "city", "state", "postal_code", "confidential", "virtual"),)
_memo: dict[frozenset[str], frozenset[str]] = {}


def _shared(values: frozenset[str]) -> frozenset[str]:
    """The same few sets stand on thousands of offers: keep one of each."""
    return _memo.setdefault(values, values)


def _of_entry(row: Any) -> dict[str, Any]:
    updated = row.source_updated_at.date() if row.source_updated_at else None
    return {
        "name": f"{row.name} — {row.name2}" if row.name2 else row.name,
        "place": _place(row),
        "ages": (row.min_age, row.max_age),
        "status": Status(row.status),
        "confirmed_on": row.verified_on or updated,
        "unverified": row.unverified,
    }


def _words(row: Any) -> str:
    """A confidential place is found by its name alone."""
    parts = [row.name, row.name2, row.fellowship]
    if not row.confidential:
        parts += [row.city, row.state, row.postal_code]
    return plain(" ".join(part for part in parts if part))


def plain(text: str) -> str:
    """Small letters without accents, a blank before each word: " jose st mark's"."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(
        c if c.isalnum() or c == "'" else " " for c in bare if not unicodedata.combining(c)
    )
    return " " + " ".join(kept.split())


def _place(row: Any) -> Place | None:
    if row.confidential:
        middle = zip_place(row.postal_code or "")
        if middle is None or middle.lat is None or middle.lon is None:
            return None
        return Place(middle.lat, middle.lon, Precision.ZIP)
    if row.lat is None or row.lon is None or row.precision == "none":
        return None
    return Place(row.lat, row.lon, Precision(row.precision))
