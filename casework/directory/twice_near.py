"""Which part of the directory does a look have to read: all of it, or the neighbourhood of one listing?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory import twice_rows
from casework.directory.one_place import Families
from db.models import Duplicate, Entry, Location, Meeting, Phone, Service, SourceRecord

Key = tuple[str, int, int]  # kind, the smaller id, the larger
Known = Mapping[Key, Any]
NOTHING = sa.false()


@dataclass(frozen=True)
class Scope:
    """What a look is about: one import, a few listings (by their records), or everything."""

    run_id: int | None = None
    records: frozenset[int] = frozenset()

    @property
    def all(self) -> bool:
        return self.run_id is None and not self.records

    def touches(self, row: Any) -> bool:
        return row.record_id in self.records if self.records else row.run_id == self.run_id


def known_pairs(session: Session, scope: Scope, one: Mapping[str, Families]) -> Known:
    """The pairs somebody was asked about; of a few listings those they have a part in."""
    table = Duplicate
    columns = (
        *(table.id, table.kind, table.first_id, table.second_id, table.state, table.likeness),
        *(table.evidence, table.sure),
    )
    query = sa.select(*(col(each) for each in columns))
    if scope.records:
        query = query.where(sa.or_(*_about(session, scope, one)))
    return {(row.kind, row.first_id, row.second_id): row for row in session.execute(query)}


def _about(session: Session, scope: Scope, one: Mapping[str, Families]) -> list[Any]:
    services, meetings, groups = _touched(session, scope)
    of_kind = {"service": services, "meeting": meetings, "group": groups}
    pairs = []
    for kind, ids in of_kind.items():
        whole = one[kind].all_of(ids)
        either = sa.or_(col(Duplicate.first_id).in_(whole), col(Duplicate.second_id).in_(whole))
        pairs.append(sa.and_(col(Duplicate.kind) == kind, either))
    return pairs


def _touched(session: Session, scope: Scope) -> tuple[set[int], set[int], set[int]]:
    """Services, meetings and groups; a group is judged by all its meetings."""
    records = col(SourceRecord.id).in_(scope.records)
    services = sa.select(col(Service.id)).join(SourceRecord).where(records)
    own = sa.select(col(Meeting.group_id)).join(SourceRecord).where(records)
    groups = set(session.execute(own).scalars())
    meetings = sa.select(col(Meeting.id)).where(col(Meeting.group_id).in_(groups))
    return (
        set(session.execute(services).scalars()),
        set(session.execute(meetings).scalars()) if groups else set(),
        groups,
    )


def services_near(session: Session, scope: Scope, known: Known) -> tuple[Any, bool]:
    """Which services are read, and whether they are few."""
    if not scope.records:
        return None, False
    mine = twice_rows.live_services(session, col(Service.record_id).in_(scope.records))
    if not mine:
        return NOTHING, True
    entries = [row.entry_id for row in mine]
    own = sa.select(col(Phone.e164)).where(col(Phone.entry_id).in_(entries), col(Phone.e164) != "")
    theirs = sa.select(col(Phone.entry_id)).where(col(Phone.e164).in_(own))
    asked = _partners(known, "service") | {row.id for row in mine}
    near = [col(Service.id).in_(asked), col(Entry.id).in_(theirs), *_in_town(mine)]
    return sa.or_(*near), True


def meetings_near(session: Session, scope: Scope, known: Known) -> tuple[Any, bool]:
    """Which meetings are read, every meeting of their groups with them, and whether they are few."""
    if not scope.records:
        return None, False
    own = sa.select(col(Meeting.group_id)).where(col(Meeting.record_id).in_(scope.records))
    mine = twice_rows.live_meetings(session, col(Meeting.group_id).in_(own))
    if not mine:
        return NOTHING, True
    links = {row.join_url for row in mine if row.join_url}
    near = sa.or_(
        col(Meeting.group_id).in_(_partners(known, "group") | {row.group_id for row in mine}),
        col(Meeting.id).in_(_partners(known, "meeting")),
        col(Entry.join_url).in_(links),
        *_in_town(mine),
    )
    groups = (
        sa.select(col(Meeting.group_id))
        .join(SourceRecord, col(SourceRecord.id) == col(Meeting.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .outerjoin(Location, col(Location.id) == col(Entry.location_id))
        .where(near)
    )
    return col(Meeting.group_id).in_(groups), True


def _partners(known: Known, kind: str) -> set[int]:
    return {id for of, *pair in known if of == kind for id in pair}


def _in_town(rows: Collection[Any]) -> list[Any]:
    zips = {row.postal_code[:5] for row in rows if row.postal_code}
    towns = {row.city.lower() for row in rows if row.city}
    named = sa.func.lower(col(Location.city)).in_(towns)
    return [named, *(col(Location.postal_code).startswith(zip) for zip in sorted(zips))]
