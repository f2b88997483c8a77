"""How do the new versions of an import get in, seen by nobody until it is published?

Nothing here is visible: readers follow `source_record.live_entry_id`, which publishing alone turns.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from casework.desk import Desk
from casework.directory import rows
from casework.directory.bulk import batches, ids_by, put, put_locations
from casework.directory.comparing import Difference
from casework.directory.rows import TagKey
from db.models import (
    Cost,
    Entry,
    EntryLocation,
    EntryTag,
    ImportProblem,
    Meeting,
    Organization,
    Phone,
    RunSeen,
    Schedule,
    Service,
    SourceRecord,
    SupportGroup,
    Tag,
)
from imports.listing import Listing, Problem, Where
from matching.words import Kind

PROBLEMS_KEPT = 20_000  # of one run in the database; the report has them all


@dataclass
class Staging:
    """One run on its way in; `kinds` names by source id what no feed can state."""

    desk: Desk
    source_id: int
    run_id: int
    found: Difference
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    progress: Callable[[int], None] | None = None
    records: dict[str, int] = field(default_factory=dict)
    tags: dict[TagKey, int] = field(default_factory=dict)
    organizations: dict[str, int] = field(default_factory=dict)

    def stage(self, problems: Sequence[Problem]) -> None:
        to_write = self.found.to_write
        self._problems(problems)
        self._records()
        self._organizations(to_write)
        self._places_to_refer_to()
        self._tags(to_write)
        done = 0
        for batch in batches(to_write):
            self._entries(batch)
            done += len(batch)
            if self.progress:
                self.progress(done)
        self._seen()

    def _problems(self, problems: Sequence[Problem]) -> None:
        put(
            self.desk,
            ImportProblem,
            (
                {
                    "run_id": self.run_id,
                    "row": p.row,
                    "field": p.field,
                    "severity": p.severity,
                    "value": p.value.replace("\x00", ""),
                    "action": p.action,
                }
                for p in problems[:PROBLEMS_KEPT]
            ),
        )

    def _records(self) -> None:
        """One identity for each new source id; those staged by a failed run were swept before."""
        found = self.found
        put(
            self.desk,
            SourceRecord,
            (
                {
                    "source_id": self.source_id,
                    "source_key": listing.source_id,
                    "content_hash": found.hashes[listing.source_id],
                    "first_run_id": self.run_id,
                    "last_run_id": self.run_id,
                }
                for listing in found.new
                if listing.source_id not in found.known
            ),
        )
        mine = select(SourceRecord.source_key, SourceRecord.id).where(
            SourceRecord.source_id == self.source_id
        )
        self.records = dict(self.desk.session.exec(mine).all())

    def _organizations(self, listings: Sequence[Listing]) -> None:
        names = {listing.organization for listing in listings if listing.organization}
        self.organizations = self._known(Organization, "name", names)
        fresh = sorted(names - self.organizations.keys())
        put(self.desk, Organization, ({"source_id": self.source_id, "name": n} for n in fresh))
        self.organizations |= self._known(Organization, "name", fresh)

    def _known(self, table: Any, column: str, keys: Any) -> dict[str, int]:
        name = col(getattr(table, column))
        mine = col(table.source_id) == self.source_id
        return ids_by(
            self.desk, (name, col(table.id)), lambda part: name.in_(part) & mine, sorted(keys)
        )

    def _places_to_refer_to(self) -> None:
        """A Service or a Meeting with its Group for each record that has none yet."""
        new = self.found.new
        services = self._without(
            Service, [x for x in new if not rows.is_meeting(x) and not rows.is_part(x)]
        )
        put(
            self.desk,
            Service,
            (
                {
                    "record_id": self.records[x.source_id],
                    "kind": rows.kind_of(x, self.kinds),
                    "same_as_id": None,
                }
                for x in services
            ),
        )
        meetings = self._without(Meeting, [x for x in new if rows.is_meeting(x)])
        groups = self._groups(meetings)
        put(
            self.desk,
            Meeting,
            (
                {
                    "record_id": self.records[x.source_id],
                    "group_id": groups[rows.group_key(x)],
                }
                for x in meetings
            ),
        )

    def _without(self, table: Any, listings: Sequence[Listing]) -> list[Listing]:
        """Those whose record has no such row yet (a record known before but never live has one)."""
        old = [x.source_id for x in listings if x.source_id in self.found.known]
        record = col(table.record_id)
        ids = [self.records[key] for key in old]
        have = ids_by(self.desk, (record, col(table.id)), record.in_, ids)
        return [x for x in listings if self.records[x.source_id] not in have]

    def _groups(self, meetings: Sequence[Listing]) -> dict[str, int]:
        names = {rows.group_key(x): x.group_name or x.name for x in meetings}
        known = self._known(SupportGroup, "group_key", names)
        put(
            self.desk,
            SupportGroup,
            (
                {"source_id": self.source_id, "group_key": key, "name": name}
                for key, name in names.items()
                if key not in known
            ),
        )
        return known | self._known(SupportGroup, "group_key", names.keys() - known.keys())

    def _tags(self, listings: Sequence[Listing]) -> None:
        """The dictionary of codes. A desk may add the same code at the same moment: look again."""
        wanted = rows.tag_keys(listings)
        self.tags = known_tags(self.desk)
        fresh = sorted(wanted - self.tags.keys())
        try:
            put(self.desk, Tag, (_tag_row(key) for key in fresh))
        except IntegrityError:
            for key in set(fresh) - known_tags(self.desk).keys():
                put(self.desk, Tag, [_tag_row(key)])
        if fresh:
            self.tags = known_tags(self.desk)

    def _entries(self, batch: Sequence[Listing]) -> None:
        where = self._locations(batch)
        put(
            self.desk,
            Entry,
            (
                {
                    "record_id": self.records[x.source_id],
                    "run_id": self.run_id,
                    "organization_id": self.organizations.get(x.organization),
                    "location_id": where.get(x.where) if x.where else None,
                    **rows.entry(x),
                }
                for x in batch
            ),
        )
        record, mine = col(Entry.record_id), col(Entry.run_id) == self.run_id
        ids = [self.records[x.source_id] for x in batch]
        entries = ids_by(
            self.desk, (record, col(Entry.id)), lambda part: record.in_(part) & mine, ids
        )
        pairs = [(entries[self.records[x.source_id]], x) for x in batch]
        put(
            self.desk,
            EntryLocation,
            (row for id, x in pairs for row in rows.other_places(id, x, where)),
        )
        for table, of in ((Schedule, rows.schedules), (Phone, rows.phones), (Cost, rows.costs)):
            put(self.desk, table, (row for id, x in pairs for row in of(id, x)))
        put(
            self.desk,
            EntryTag,
            (row for id, x in pairs for row in rows.tag_links(id, x, self.tags)),
        )

    def _locations(self, batch: Sequence[Listing]) -> dict[Where, int]:
        """One row for one place of this batch, however many meet there."""
        firsts = (x.where for x in batch if x.where is not None)
        places = list(dict.fromkeys([*firsts, *(also for x in batch for also in x.also_at)]))
        ids = put_locations(self.desk, [rows.location(each) for each in places])
        return dict(zip(places, ids, strict=True))

    def _seen(self) -> None:
        ids = (self.records[key] for key in self.found.hashes)
        put(self.desk, RunSeen, ({"run_id": self.run_id, "record_id": id} for id in ids))


def known_tags(desk: Desk) -> dict[TagKey, int]:
    columns = select(
        col(Tag.axis), col(Tag.value_or_empty), col(Tag.code_list), col(Tag.code), col(Tag.id)
    )  # type: ignore[call-overload]
    rows = desk.session.execute(columns).all()
    return {(axis, value, of, code): id for axis, value, of, code, id in rows}


def _tag_row(key: TagKey) -> dict[str, Any]:
    return dict(zip(("axis", "value_or_empty", "code_list", "code"), key, strict=True))
