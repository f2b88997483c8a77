"""What of the directory would leave in a file, and how much of it would stay here?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory.leaving import credits, listed_rows
from casework.directory.listed import still_listed
from casework.directory.one_place import families, shown_first
from db.models import Entry, EntryLocation, Location, Meeting, Phone, Service, SourceRecord


@dataclass(frozen=True)
class WouldLeave:
    """Counts of listings; `doors` and `numbers` leave without what is private of them."""

    listings: int
    withheld: int
    doors: int
    numbers: int
    sources: Sequence[str]


def would_leave(desk: Desk) -> WouldLeave:
    """Of this moment, as `export` would write it. Raises NotAllowed."""
    desk.require(Act.EXPORT_DIRECTORY)
    leave = stay = 0
    for kind in (Service, Meeting):
        one = families(desk.session, kind)
        for its in shown_first(listed_rows(desk.session, kind), one):
            withheld = any(row.withheld for row in its)
            leave, stay = leave + (not withheld), stay + withheld
    return WouldLeave(
        leave,
        stay,
        _listings(desk, _doors()),
        _listings(desk, sa.select(col(Phone.entry_id)).where(col(Phone.private))),
        [each.source for each in credits(desk.session)],
    )


def _doors() -> Any:
    """Versions of listings with a door kept private, their first or a further one."""
    private = sa.select(col(Location.id)).where(col(Location.confidential))
    first = sa.select(col(Entry.id)).where(col(Entry.location_id).in_(private))
    further = col(EntryLocation.location_id).in_(private)
    return first.union(sa.select(col(EntryLocation.entry_id)).where(further))


def _listings(desk: Desk, entries: Any) -> int:
    """How many that are listed have one of these versions, now or before: private then is private now."""
    query = (
        sa.select(sa.func.count(sa.distinct(col(Entry.record_id))))
        .join(SourceRecord, col(SourceRecord.id) == col(Entry.record_id))
        .where(col(Entry.id).in_(entries), still_listed())
    )
    return int(desk.session.execute(query).scalar_one())
