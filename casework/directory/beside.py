"""Which rows of the directory stand behind the offers: live and present versions, with their tags, times
and reports; each table read once for all of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.composing import OURS
from casework.directory.last_checked import Asked, asked, came_at, newest
from casework.directory.listed import still_listed
from casework.directory.one_place import families
from casework.directory.outcomes import Where
from casework.directory.stated import NO
from casework.directory.told import COUNT_AT_MOST
from db.models import (
    AxisCompleteness,
    Entry,
    EntryTag,
    ImportRun,
    ListingReport,
    Location,
    Meeting,
    Schedule,
    Service,
    Source,
    SourceRecord,
    SupportGroup,
    Tag,
    now,
)
from matching.words import Report

Tags = Mapping[str, frozenset[str]]


class Beside:
    """The rows of these services and meetings (None: all), and what stands beside them."""

    def __init__(
        self, session: Session, services: list[int] | None, meetings: list[int] | None
    ) -> None:
        self._session = session
        self.services = self._rows(Service, services)
        self.meetings = self._rows(Meeting, meetings)
        groups = None if meetings is None else {row.group_id for row in self.meetings}
        self.one_service = families(session, Service, services)
        self.one_meeting = families(session, Meeting, meetings)
        self.one_group = families(session, SupportGroup, groups)
        rows = [*self.services, *self.meetings]
        few = [row.entry_id for row in rows] if services is not None else None
        self.zones = {id: z for id, z in self._all(col(Source.id), col(Source.zone))}  # noqa: C416
        self.absence = self._absences()
        self.times = self._times_of(few)
        self._words: Mapping[str, tuple[str, str]] = {}
        self._ours: frozenset[str] = frozenset()  # tags added here
        self._tags = self._tags_of(few)
        self.reports = self._heard()
        few_groups = None if groups is None else self.one_group.all_of(groups)
        self._asked = asked(session, services and self.one_service.all_of(services), few_groups)

    def _all(self, *columns: Any) -> Sequence[Any]:
        return self._session.execute(sa.select(*columns)).all()

    def _rows(self, kind: Any, ids: list[int] | None) -> Sequence[Any]:
        """Live and still listed, with their place."""
        if ids == []:
            return []
        of_kind = col(Service.kind) if kind is Service else col(Meeting.group_id)
        query = (
            sa.select(
                col(kind.id), of_kind, col(SourceRecord.source_id),
                col(SourceRecord.missing_since), came_at(), col(Entry.id).label("entry_id"),
                *(col(getattr(Entry, name)) for name in _ENTRY),
                *(col(getattr(Location, name)) for name in _LOCATION),
            )
            .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
            .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
            .outerjoin(Location, col(Location.id) == col(Entry.location_id))
            .outerjoin(ImportRun, col(ImportRun.id) == col(Entry.run_id))
            .where(still_listed())
        )  # fmt: skip
        if ids is not None:
            query = query.where(col(kind.id).in_(ids))
        return self._session.execute(query.order_by(col(kind.id))).all()

    def _narrowed(self, query: Any, column: Any, few: list[int] | None) -> Any:
        if few is not None:
            return query.where(column.in_(few))
        # Only versions that are live; staged and old ones stay unread.
        return query.join(SourceRecord, col(SourceRecord.live_entry_id) == column)

    def _times_of(self, few: list[int] | None) -> Mapping[int, list[Any]]:
        query = sa.select(
            col(Schedule.entry_id), col(Schedule.kind), col(Schedule.weekday), col(Schedule.start),
            col(Schedule.minutes), col(Schedule.zone), col(Schedule.nth),
        ).where(
            col(Schedule.weekday).is_not(None), col(Schedule.start).is_not(None), *_in_season()
        )  # fmt: skip
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
        tags = self._all(col(Tag.id), col(Tag.axis), col(Tag.value_or_empty), col(Tag.code_list))
        self._words = {str(id): (axis, value) for id, axis, value, _ in tags}
        self._yes = {id: of for id, of in self._words.items() if not of[1].startswith(NO)}
        self._no = {
            id: (axis, value.removeprefix(NO))
            for id, (axis, value) in self._words.items()
            if value.startswith(NO)
        }
        self._ours = frozenset(str(id) for id, _, _, of in tags if of == OURS)
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
            col(ListingReport.reported_at) > now() - COUNT_AT_MOST,
            col(ListingReport.settled_at).is_(None),
        )  # fmt: skip
        for service, group, kind, at, weeks in self._session.execute(query):
            found["s" if service else "g", service or group].append(Report(kind, at, weeks))
        return found

    def asked(self, *places: Where) -> Asked | None:
        """When one of us last asked one of them, and it was true."""
        return newest(self._asked.get(place) for place in places)

    def tags(self, *entries: int) -> Tags:
        """What these versions state together; a plain no is `refused`."""
        return self._together(self._yes, entries)

    def refused(self, *entries: int) -> Tags:
        """What these versions plainly say no to."""
        return self._together(self._no, entries) if self._no else {}

    def _together(self, of: Mapping[str, tuple[str, str]], entries: Sequence[int]) -> Tags:
        found: dict[str, set[str]] = {}
        for entry in entries:
            for id in self._tags.get(entry, "").split(","):
                if said := of.get(id):
                    found.setdefault(said[0], set()).add(said[1])
        return {axis: shared(frozenset(values)) for axis, values in found.items()}

    def complete(self, row: Any, tags: Tags) -> frozenset[str]:
        """What the version says, as far as its source is still declared so (formats.md 1)."""
        declared = self.absence.get(row.source_id, {})
        stated = {axis for axis in row.complete_axes if declared.get(axis) != "partial"}
        more = {axis for axis, absence in declared.items() if absence == "complete"}
        return shared(frozenset(stated | (more & self._answered(row.entry_id, tags))))

    def _answered(self, entry: int, tags: Tags) -> AbstractSet[str]:
        """The axes its source said something on: a value added here does not make its silence on the
        others a no."""
        ids = self._tags.get(entry, "").split(",")
        if self._ours.isdisjoint(ids):
            return tags.keys()
        return {self._words[id][0] for id in ids if id and id not in self._ours}


def _in_season() -> tuple[Any, Any]:
    """Times that hold now. The last day ends later in the west than in Greenwich."""
    today, since, until = now().date(), col(Schedule.valid_from), col(Schedule.valid_to)
    return (
        sa.or_(since.is_(None), since <= today),
        sa.or_(until.is_(None), until >= today - timedelta(days=1)),
    )


_memo: dict[frozenset[str], frozenset[str]] = {}


def shared(values: frozenset[str]) -> frozenset[str]:
    """The same few sets stand on thousands of offers: keep one of each."""
    return _memo.setdefault(values, values)


_ENTRY = (
    *("name", "name2", "status", "attendance", "precision", "min_age", "max_age"),
    *("complete_axes", "unverified", "verified_on", "source_updated_at", "fellowship"),
    "served_states",
)
_LOCATION = (*("lat", "lon", "line1", "city", "state", "postal_code", "confidential", "virtual"),)
