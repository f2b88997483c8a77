"""A place said on the telephone that something of its listing is otherwise: what is written, and taken
back where a key was pressed in error?

Each field is an edit of its own on top of what its source says (editing.py); nothing here is an act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.cards import ORDER
from casework.directory.editing import edit
from casework.directory.listed import still_listed
from casework.directory.one_place import families
from casework.directory.outcomes import Where
from casework.directory.stated import Stated, same, says, stated
from casework.errors import NotFound
from db.models import Meeting, Service, SourceRecord, SupportGroup


@dataclass(frozen=True)
class Change:
    """One field of one record as it was written now, and what stood there before."""

    record_id: int
    field: str
    before: Any


def records_of(desk: Desk, place: Where) -> list[int]:
    """The records whose listings stand for a service, or for a group's meetings, those joined to it
    too; NotFound for none."""
    kind: Any = Service if place.sort == "s" else Meeting
    own = col(Service.id) if place.sort == "s" else col(Meeting.group_id)
    joined = families(desk.session, Service if place.sort == "s" else SupportGroup, [place.id])
    query = (
        select(SourceRecord.id)
        .join(kind, col(kind.record_id) == col(SourceRecord.id))
        .where(own.in_(joined.of(place.id)), still_listed())
        .order_by(col(SourceRecord.id))
    )
    found = list(desk.session.exec(query))
    if not found:
        raise NotFound("That listing")
    return found


def put_right(desk: Desk, records: Sequence[int], fields: Mapping[str, Any]) -> list[Change]:
    """Write these fields of all these records, as `editing.edit`; what says so already stays. What was
    written, for `put_back`. Raises as `edit`."""
    desk.require(Act.EDIT_DIRECTORY)
    changes = []
    for record in records:
        stands = _stands(desk, record)
        for field, value in fields.items():
            before = says(stands, field)
            if not same(field, before, value):
                edit(desk, record_id=record, field=field, value=value)
                changes.append(Change(record, field, before))
    return changes


def put_back(desk: Desk, changes: Sequence[Change]) -> None:
    """As it stood before; where somebody wrote the same meanwhile nothing is done. Raises as `edit`."""
    for change in reversed(changes):
        put_right(desk, [change.record_id], {change.field: change.before})


def new_number(desk: Desk, records: Sequence[int], typed: str) -> list[Change]:
    """This number instead of the one that is rung first. Raises as `edit`."""
    desk.require(Act.EDIT_DIRECTORY)
    changes = []
    for record in records:
        rows = says(_stands(desk, record), "phones")
        edit(desk, record_id=record, field="phones", value=_with_first(rows, typed))
        changes.append(Change(record, "phones", rows))
    return changes


def _with_first(rows: Sequence[Mapping[str, Any]], typed: str) -> list[dict[str, Any]]:
    public = [row for row in rows if not row["private"] and row["kind"] in ORDER]
    first = min(public, key=lambda row: ORDER.index(row["kind"]), default=None)
    if first is None:
        return [{"number": typed}, *map(dict, rows)]
    kept = ("kind", "note", "language", "private")
    new = {"number": typed, **{name: first[name] for name in kept}}
    return [new if row is first else dict(row) for row in rows]


def _stands(desk: Desk, record_id: int) -> Stated:
    entry = desk.session.exec(
        select(SourceRecord.live_entry_id).where(SourceRecord.id == record_id)
    ).first()
    if entry is None:
        raise NotFound("That listing")
    return stated(desk.session, {entry})[entry]
