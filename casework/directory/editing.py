"""What may an editor do with one field of a listing: write over it, take that back, decide?

An edit carries what its author saw; where somebody or a source changed it meanwhile both are shown
and nothing is overwritten (`Differs`). What is entered here has no source under it: it is changed
itself, and there is nothing to take back.
"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory import changes, overlay, twice_finding
from casework.directory.composing import Composed, compose
from casework.directory.editable import checked, known, title
from casework.directory.feed import LOCAL
from casework.directory.saying import for_the_trail
from casework.directory.stated import Stated, same, says, stated
from casework.errors import Differs, NotFound, Refused
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

UNSEEN: Any = object()  # nobody looked: for a program that writes without a screen
CHOICES = ("mine", "theirs", "other")


@dataclass
class _Here:
    """One listing whose row is held until the end of the transaction."""

    record: SourceRecord
    shown: Stated  # what everybody reads
    source: Stated | None  # what its source says; None for what is entered here
    edit: ListingEdit | None


def edit(desk: Desk, *, record_id: int, field: str, value: Any, seen: Any = UNSEEN) -> None:
    """Write one field of a listing over what its source says; for what was entered here, anew.

    `field` is one of `editable.TITLES` or `tag.<axis>.<value>`; `value` as the form gives it: a text,
    `{"min", "max"}` for ages, the five lines of an address, rows with `number`, `kind`, `note`,
    `private` for phones and `kind`, `weekday` (0 Sunday), `start`, `end`, `text` for times, a truth
    for a tag. `seen`: what stood there when the form was opened. An edit that says what the source
    says is none, and goes. Raises NotAllowed; NotFound; Refused for a value that is none and for what
    stands there already; Differs where it is no longer what was seen.
    """
    desk.require(Act.EDIT_DIRECTORY)
    with desk.changing(Act.EDIT_DIRECTORY):
        here = _here(desk, record_id, field)
        stands = says(here.shown, field)
        good = checked(field, value, stands)
        if seen is not UNSEEN and not same(field, seen, stands):
            raise Differs(field, stands, good)
        if same(field, stands, good):
            raise Refused("That is what it says already; nothing was changed.")
        if here.source is None:
            compose(desk.session, [Composed(record_id, _live(here), {field: good})])
        else:
            _lay(desk, here, field, good)
        _keep(desk, here, "edited", field, good)
    _compare(desk, record_id, field)


def undo_edit(desk: Desk, *, record_id: int, field: str) -> None:
    """Take an edit back: the source's newest words show again. Raises NotAllowed; NotFound where
    there is no such edit."""
    desk.require(Act.EDIT_DIRECTORY)
    with desk.changing(Act.EDIT_DIRECTORY):
        here = _here(desk, record_id, field)
        if here.edit is None or here.source is None:
            raise NotFound("That edit")
        _lay(desk, here, field, says(here.source, field))
        _keep(desk, here, "undone", field, says(here.source, field))
    _compare(desk, record_id, field)


def decide(
    desk: Desk, *, record_id: int, field: str, keep: str, seen: Any = UNSEEN, value: Any = None
) -> None:
    """Settle an edit whose source changed beneath it: `keep` is "mine" (the edit stands), "theirs"
    (the source's words) or "other" with a third `value`. `seen`: what the source said on the screen.

    Raises NotAllowed; NotFound where nothing is undecided; Refused for a value that is none; Differs
    where the source says something else by now.
    """
    desk.require(Act.EDIT_DIRECTORY)
    if keep not in CHOICES:
        raise Refused("Choose yours, theirs, or write a third.")
    with desk.changing(Act.EDIT_DIRECTORY):
        here = _here(desk, record_id, field)
        if here.edit is None or here.source is None or here.edit.undecided_since is None:
            raise NotFound("That question")
        theirs = says(here.source, field)
        if seen is not UNSEEN and not same(field, seen, theirs):
            raise Differs(field, theirs, here.edit.value)
        wanted = {"mine": here.edit.value, "theirs": theirs}.get(keep, value)
        good = wanted if keep != "other" else checked(field, value, says(here.shown, field))
        _lay(desk, here, field, good)
        _keep(desk, here, "decided", field, good)
    _compare(desk, record_id, field)


def _compare(desk: Desk, record_id: int, field: str) -> None:
    """Under another name, door or telephone it may be, or be no more, what another list has too."""
    if field in twice_finding.COMPARED:
        twice_finding.look_around(desk, record_id)


def _here(desk: Desk, record_id: int, field: str) -> _Here:
    """Held with a lock of its row: a publishing import, or another editor, waits or comes first."""
    known(field)
    mine = select(SourceRecord).where(col(SourceRecord.id) == record_id)
    held = mine.with_for_update().execution_options(populate_existing=True)
    record = desk.session.exec(held).first()
    if record is None or record.live_entry_id is None:
        raise NotFound("That listing")
    source = desk.session.get_one(Source, record.source_id)
    under = None if source.format == LOCAL else overlay.newest(desk.session, [record_id])[record_id]
    found = stated(desk.session, {record.live_entry_id, *([under] if under else [])})
    edit = desk.session.exec(
        select(ListingEdit)
        .where(ListingEdit.record_id == record_id, ListingEdit.field == field)
        .execution_options(populate_existing=True)
    ).first()
    return _Here(record, found[record.live_entry_id], found[under] if under else None, edit)


def _live(here: _Here) -> int:
    assert here.record.live_entry_id is not None
    return here.record.live_entry_id


def _lay(desk: Desk, here: _Here, field: str, value: Any) -> None:
    """The edit, resting on what the source says now; none where both say the same."""
    assert here.source is not None
    base = says(here.source, field)
    if not same(field, base, value):
        edit = here.edit or ListingEdit(record_id=here.record.id, field=field, edited_by_id=desk.me)
        edit.value, edit.base, edit.source_says = value, base, None
        edit.undecided_since, edit.edited_at, edit.edited_by_id = None, now(), desk.me
        desk.session.add(edit)
    elif here.edit is not None:
        desk.session.delete(here.edit)
    desk.session.flush()
    overlay.recompose(desk.session, [here.record.id])


def _keep(desk: Desk, here: _Here, what: str, field: str, after: Any) -> None:
    """The history of the listing, word to every process, and the trail with before and after."""
    before = says(here.shown, field)
    hidden = bool(here.shown["confidential"]) or field == "confidential"
    old, new = (for_the_trail(field, each, confidential=hidden) for each in (before, after))
    place = _place(desk, here.record.id)
    desk.session.add_all(_readers(desk, here.record.id))
    desk.session.add(
        ListingEvent(
            record_id=here.record.id,
            what=what,
            field=field,
            before=before,
            after=after,
            by_id=desk.me,
        )
    )
    desk.keep(
        Act.EDIT_DIRECTORY, subject=f"{place}: {title(field)} {what}: was “{old}”, is “{new}”"
    )


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
