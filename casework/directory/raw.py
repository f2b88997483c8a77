"""May this desk see what a source itself wrote of a listing, the raw record?"""

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.access import Act
from casework.desk import Desk
from casework.directory.one_place import families
from db.models import Entry, EntryLocation, Location, Phone


def may_show_raw(desk: Desk, records: Collection[int], *, private: bool = False) -> bool:
    """Not on callers' desks where any version of these holds a private number or a door that is kept
    private (or it is `private` for another reason): an edit that leaves one out does not take it out
    of the source's own record."""
    if desk.may(Act.EDIT_DIRECTORY):
        return True
    if private or a_door_is_private(desk.session, records):
        return False
    numbers = sa.select(col(Phone.id)).where(
        col(Phone.entry_id).in_(_versions(records)), col(Phone.private)
    )
    return desk.session.execute(numbers.limit(1)).first() is None


def a_door_is_private(session: Session, records: Collection[int]) -> bool:
    """In any version of them: what one source keeps private stays private, whatever another prints."""
    first = sa.select(col(Entry.location_id)).where(col(Entry.record_id).in_(records))
    others = sa.select(col(EntryLocation.location_id)).where(
        col(EntryLocation.entry_id).in_(_versions(records))
    )
    hidden = sa.select(col(Location.id)).where(
        col(Location.confidential),
        col(Location.id).in_(first) | col(Location.id).in_(others),
    )
    return session.execute(hidden.limit(1)).first() is not None


def of_one_place(session: Session, row: Any) -> list[int]:
    """The records that stand for the place of this Service or Meeting."""
    kind = type(row)
    ids = families(session, kind, [row.id]).of(row.id)
    mine = sa.select(kind.record_id).where(kind.id.in_(ids))
    return list(session.execute(mine).scalars())


def _versions(records: Collection[int]) -> Any:
    return sa.select(col(Entry.id)).where(col(Entry.record_id).in_(records))
