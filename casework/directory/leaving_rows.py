"""Which rows belong to the versions that leave: places, times, numbers, costs and tags, read together?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import (
    Cost,
    Entry,
    EntryLocation,
    EntryTag,
    Location,
    Organization,
    Phone,
    Schedule,
    SupportGroup,
    Tag,
)
from exports.hsds import facts

PLACE = (
    *("name", "line1", "line2", "city", "county", "state", "postal_code", "country", "lat", "lon"),
    *("precision_source", "directions", "transport", "confidential", "virtual"),
)


class Beside:
    """What belongs to these versions, and the groups they are shown in; each table is read once."""

    def __init__(
        self, session: Session, entries: Sequence[int], groups: Collection[int] = ()
    ) -> None:
        # A version's raw record is the largest thing in it, and nothing here reads it.
        query = (
            sa.select(Entry, col(Organization.name))
            .outerjoin(Organization, col(Organization.id) == col(Entry.organization_id))
            .where(col(Entry.id).in_(entries))
            .options(sa.orm.defer(Entry.raw))  # type: ignore[arg-type]
        )
        found = session.execute(query).all()
        self.entries = {entry.id: (entry, name or "") for entry, name in found}
        self.phones = _by_entry(session, Phone, entries)
        self.times = _by_entry(session, Schedule, entries)
        self.costs = _by_entry(session, Cost, entries)
        self.tags = _tags(session, entries)
        self._places = _places(session, entries)
        self.groups: Mapping[int, SupportGroup] = _groups(session, groups) if groups else {}

    def entry(self, row: Any) -> Entry:
        entry: Entry = self.entries[row.entry_id][0]
        return entry

    def where(self, entry: int) -> list[dict[str, Any]]:
        return [
            {name: getattr(of, name) for name in PLACE} | {"precision": precision}
            for of, precision in self._places.get(entry, ())
        ]

    def first(self, entry: int) -> Location | None:
        places = self._places.get(entry, ())
        return places[0][0] if places else None


def _by_entry(session: Session, table: Any, entries: Sequence[int]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    query = sa.select(table).where(table.entry_id.in_(entries)).order_by(table.id)
    for row in session.execute(query).scalars():
        found[row.entry_id].append(row)
    return found


def _groups(session: Session, ids: Collection[int]) -> dict[int, SupportGroup]:
    query = sa.select(SupportGroup).where(col(SupportGroup.id).in_(ids))
    return {group.id: group for group in session.execute(query).scalars()}


def _tags(session: Session, entries: Sequence[int]) -> Mapping[int, list[facts.Tag]]:
    found: dict[int, list[facts.Tag]] = defaultdict(list)
    query = (
        sa.select(
            col(EntryTag.entry_id), col(Tag.axis), col(Tag.value_or_empty), col(Tag.code_list),
            col(Tag.code),
        )
        .join(Tag, col(Tag.id) == col(EntryTag.tag_id))
        .where(col(EntryTag.entry_id).in_(entries))
        .order_by(col(Tag.id))
    )  # fmt: skip
    for entry, *tag in session.execute(query):
        found[entry].append(facts.Tag(*tag))
    return found


def _places(session: Session, entries: Sequence[int]) -> Mapping[int, list[tuple[Location, str]]]:
    """The first place of each version and its further ones in order, with how exact each is."""
    found: dict[int, list[tuple[Location, str]]] = defaultdict(list)
    first = sa.select(col(Entry.id), Location, col(Entry.precision)).join(
        Location, col(Location.id) == col(Entry.location_id)
    )
    others = sa.select(col(EntryLocation.entry_id), Location, col(EntryLocation.precision)).join(
        Location, col(Location.id) == col(EntryLocation.location_id)
    )
    others = others.order_by(col(EntryLocation.position))
    for query, column in ((first, col(Entry.id)), (others, col(EntryLocation.entry_id))):
        for entry, location, precision in session.execute(query.where(column.in_(entries))):
            found[entry].append((location, precision))
    return found
