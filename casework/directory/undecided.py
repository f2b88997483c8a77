"""Which edits did a source change beneath, so that an editor must choose?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.editable import title
from casework.directory.saying import words
from db.models import Entry, ListingEdit, Meeting, Service, Source, SourceRecord


@dataclass(frozen=True)
class Undecided:
    """Two texts for one field: `ours` stands on top, `theirs` is what the source says since."""

    record_id: int
    key: str  # of the listing: "s12", "m7"
    name: str
    source: str
    field: str
    title: str
    ours: str  # in words
    theirs: str
    since: datetime


def undecided(desk: Desk, *, limit: int = 200) -> list[Undecided]:
    """The oldest first. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    rows = desk.session.execute(_query().limit(limit)).all()
    return [_said(row) for row in rows]


def how_many_undecided(desk: Desk) -> int:
    """For a count on a start screen. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    waiting = select(sa.func.count()).where(col(ListingEdit.undecided_since).is_not(None))
    return desk.session.exec(waiting).one()


def _query() -> Any:
    return (
        sa.select(ListingEdit, col(Entry.name), col(Source.name), col(Service.id), col(Meeting.id))
        .join(SourceRecord, col(SourceRecord.id) == col(ListingEdit.record_id))
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .outerjoin(Service, col(Service.record_id) == col(SourceRecord.id))
        .outerjoin(Meeting, col(Meeting.record_id) == col(SourceRecord.id))
        .where(col(ListingEdit.undecided_since).is_not(None))
        .order_by(col(ListingEdit.undecided_since), col(ListingEdit.id))
    )


def _said(row: Sequence[Any]) -> Undecided:
    edit, name, source, service, meeting = row
    return Undecided(
        record_id=edit.record_id,
        key=f"s{service}" if service is not None else f"m{meeting}",
        name=name,
        source=source,
        field=edit.field,
        title=title(edit.field),
        ours=words(edit.field, edit.value),
        theirs=words(edit.field, edit.source_says),
        since=edit.undecided_since,
    )
