"""How is an edit laid on listings whose rows are held, and who is told of it? Shared by all who edit."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from casework.desk import Desk
from casework.directory import changes, overlay
from casework.directory.composing import Composed, compose
from casework.directory.editable import known, title
from casework.directory.feed import LOCAL
from casework.directory.saying import for_the_trail
from casework.directory.stated import Stated, same, says, stated
from casework.errors import NotFound
from db.models import (
    DirectoryChange,
    ListingEdit,
    ListingEvent,
    Meeting,
    Row,
    Service,
    Source,
    SourceRecord,
    now,
)


@dataclass
class Here:
    """One listing whose row is held until the end of the transaction."""

    record: SourceRecord
    live_id: int
    shown: Stated  # what everybody reads
    source: Stated | None  # what its source says; None for what is entered here
    edit: ListingEdit | None


def here(desk: Desk, record_id: int, field: str) -> Here:
    """Raises NotFound; Refused for what is no field."""
    found = all_here(desk, [record_id], field)
    if not found:
        raise NotFound("That listing")
    return found[0]


def all_here(desk: Desk, records: Collection[int], field: str) -> list[Here]:
    """Those of them that were ever published, held with locks of their rows: a publishing import, or
    another editor, waits or comes first. In the order of their ids, so that two editors never wait
    for each other."""
    known(field)
    of_these = select(SourceRecord).where(col(SourceRecord.id).in_(records))
    held = of_these.order_by(col(SourceRecord.id)).with_for_update()
    fresh = desk.session.exec(held.execution_options(populate_existing=True)).all()
    live = {row.id: row.live_entry_id for row in fresh if row.live_entry_id is not None}
    under = overlay.newest(desk.session, _from_sources(desk, live))
    found = stated(desk.session, {*live.values(), *under.values()})
    edits = _edits(desk, live, field)
    return [
        Here(
            row,
            live[row.id],
            found[live[row.id]],
            found[under[row.id]] if row.id in under else None,
            edits.get(row.id),
        )
        for row in fresh
        if row.id in live
    ]


def _from_sources(desk: Desk, records: Collection[int]) -> list[int]:
    """Without those entered here, which have no source under them."""
    query = (
        select(SourceRecord.id)
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
        .where(col(SourceRecord.id).in_(records), Source.format != LOCAL)
    )
    return list(desk.session.exec(query))


def _edits(desk: Desk, records: Collection[int], field: str) -> dict[int, ListingEdit]:
    of_field = select(ListingEdit).where(
        col(ListingEdit.record_id).in_(records), ListingEdit.field == field
    )
    fresh = of_field.execution_options(populate_existing=True)
    return {edit.record_id: edit for edit in desk.session.exec(fresh)}


def lay(desk: Desk, on: Iterable[tuple[Here, Any]], field: str) -> None:
    """Each value on its listing: an edit that rests on what the source says now, none where both say
    the same; what is entered here is made anew."""
    ours, theirs = [], []
    for each, value in on:
        if each.source is None:
            ours.append(Composed(each.record.id, each.live_id, {field: value}))
        else:
            _rest(desk, each, each.source, field, value)
            theirs.append(each.record.id)
    desk.session.flush()
    compose(desk.session, ours)
    overlay.recompose(desk.session, theirs)


def _rest(desk: Desk, on: Here, source: Stated, field: str, value: Any) -> None:
    base = says(source, field)
    if not same(field, base, value):
        edit = on.edit or ListingEdit(record_id=on.record.id, field=field, edited_by_id=desk.me)
        edit.value, edit.base, edit.source_says = value, base, None
        edit.undecided_since, edit.edited_at, edit.edited_by_id = None, now(), desk.me
        desk.session.add(edit)
    elif on.edit is not None:
        desk.session.delete(on.edit)


def tell(desk: Desk, on: Here, what: str, field: str, after: Any) -> tuple[ListingEvent, str]:
    """Word to every process; the line in the listing's history, and the one for the trail with before
    and after."""
    before = says(on.shown, field)
    hidden = bool(on.shown["confidential"]) or field == "confidential"
    old, new = (for_the_trail(field, each, confidential=hidden) for each in (before, after))
    desk.session.add_all(_readers(desk, on.record.id))
    event = ListingEvent(
        record_id=on.record.id, what=what, field=field, before=before, after=after, by_id=desk.me
    )
    desk.session.add(event)
    place = _place(desk, on.record.id)
    return event, f"{place}: {title(field)} {what}: was “{old}”, is “{new}”"


def _place(desk: Desk, record_id: int) -> str:
    for kind in (Service, Meeting):
        found = desk.session.exec(select(kind.id).where(col(kind.record_id) == record_id)).first()
        if found is not None:
            return f"{kind.__name__} {found}"
    return f"SourceRecord {record_id}"


def _readers(desk: Desk, record_id: int) -> list[Row]:
    services = desk.session.exec(select(Service.id).where(col(Service.record_id) == record_id))
    found: list[Row] = []
    for id in services:
        found += changes.of_place(desk.session, id, None)
    meetings = desk.session.exec(select(Meeting.id).where(col(Meeting.record_id) == record_id))
    return [*found, *(DirectoryChange(meeting_id=id) for id in meetings)]
