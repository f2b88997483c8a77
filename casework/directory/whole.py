"""What stands of one listing, field by field: what everybody reads, what its source wrote, and what was
written here on top?
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory import as_written, overlay, saying
from casework.directory import kept_private as private
from casework.directory.as_written import Raw
from casework.directory.cards import PRIVATE_ADDRESS
from casework.directory.editable import TITLES, axis_and_value, value_said, values_of
from casework.directory.entering import ENTERED
from casework.directory.feed import LOCAL
from casework.directory.listing import TagSaid, attribution, tags_of
from casework.directory.past import Past, past_of
from casework.directory.raw import may_show_raw, of_one_place
from casework.directory.stated import NO, TAG, Stated, says, stated
from casework.directory.words import AXIS
from casework.errors import NotFound
from db.models import (
    Account,
    Entry,
    ListingEdit,
    Location,
    Meeting,
    Service,
    Source,
    SourceRecord,
    SupportGroup,
)
from matching.words import DECIDED_AXES

DASH = " — "


@dataclass(frozen=True)
class Laid:
    """An edit on top: by whom and when, and what its source says beneath it."""

    by: str
    at: datetime
    theirs: Any
    said: Sequence[str]  # `theirs` in words
    undecided_since: datetime | None


@dataclass(frozen=True)
class Line:
    """One field: `value` for the form, `said` in words, `raw` as its source wrote it."""

    field: str
    title: str
    value: Any
    said: Sequence[str]
    raw: Sequence[Raw]
    edit: Laid | None


@dataclass(frozen=True)
class Axis:
    """The tags of one axis with their codes, and the edits on them by value."""

    axis: str
    title: str
    tags: Sequence[TagSaid]
    values: Mapping[str, str]  # what can be said here: value → words; none where we have no list
    stand: frozenset[str]
    edits: Mapping[str, Laid]

    @property
    def refused(self) -> list[str]:
        """The values it plainly says no to."""
        return [value for value in self.values if f"{NO}{value}" in self.stand]

    @property
    def may_refuse(self) -> list[str]:
        """Those a plain no can be said to: not where the axis has a value of its own for it."""
        return [] if self.axis in DECIDED_AXES else list(self.values)

    def said(self, value: str) -> str:
        return value_said(self.axis, value)


@dataclass(frozen=True)
class Whole:
    key: str  # "s12", "m7"
    record_id: int
    group_id: int | None
    name: str
    kind: str  # in words
    source: str
    entered_here: bool
    attribution: str
    checked: str
    missing_since: datetime | None
    may_edit: bool
    lines: Sequence[Line]
    axes: Sequence[Axis]
    unread: Sequence[TagSaid]  # codes nobody here knows
    rest: Sequence[Raw]  # what its source wrote that belongs to no field
    withheld: bool  # the source's own record is not shown to this desk
    past: Sequence[Past] = field(default=())

    @property
    def questions(self) -> list[Line]:
        """Fields whose source changed beneath an edit."""
        return [line for line in self.lines if line.edit and line.edit.undecided_since]


def whole(desk: Desk, *, service_id: int | None = None, meeting_id: int | None = None) -> Whole:
    """All of one service or meeting, missing ones too. Whoever may not edit the directory sees no
    private number, no address kept private, and not the raw record where it would hold one.

    Raises NotAllowed; NotFound for what was never published.
    """
    desk.require(Act.SEARCH_DIRECTORY)
    kind: Any = Service if service_id is not None else Meeting
    row = desk.session.get(kind, service_id if service_id is not None else meeting_id)
    record = desk.session.get(SourceRecord, row.record_id) if row is not None else None
    if row is None or record is None or record.live_entry_id is None:
        raise NotFound("That listing")
    return _whole(desk, row, record)


def meetings_of(desk: Desk, group_id: int) -> tuple[str, dict[int, str]]:
    """The name of a group, and its meetings with when they meet. Raises NotAllowed; NotFound."""
    desk.require(Act.SEARCH_DIRECTORY)
    group = desk.session.get(SupportGroup, group_id)
    if group is None:
        raise NotFound("That group")
    rows = desk.session.execute(
        sa.select(col(Meeting.id), col(SourceRecord.live_entry_id), col(Entry.name))
        .join(SourceRecord, col(SourceRecord.id) == col(Meeting.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .where(col(Meeting.group_id) == group_id)
        .order_by(col(Meeting.id))
    ).all()
    words = stated(desk.session, [row.live_entry_id for row in rows])
    return group.name, {
        row.id: f"{row.name}: {saying.words('times', words[row.live_entry_id]['times'])}"
        for row in rows
    }


def _whole(desk: Desk, row: Any, record: SourceRecord) -> Whole:
    live = record.live_entry_id or 0
    entry = desk.session.get_one(Entry, live)
    source = desk.session.get_one(Source, record.source_id)
    under = overlay.newest(desk.session, [record.id]).get(record.id, live)
    words = stated(desk.session, {live, under})
    may_edit = desk.may(Act.EDIT_DIRECTORY)
    same = of_one_place(desk.session, row)
    withheld = not may_show_raw(desk, same)
    raw = {} if withheld else as_written.by_field(entry.raw)
    edits = _edits(desk, record.id, words[under])
    meeting = isinstance(row, Meeting)
    tags = tags_of(desk, [live])
    where = desk.session.get(Location, entry.location_id) if entry.location_id else None
    made = Whole(
        key=f"{'m' if meeting else 's'}{row.id}",
        record_id=record.id,
        group_id=row.group_id if meeting else None,
        name=f"{entry.name}{DASH}{entry.name2}" if entry.name2 else entry.name,
        kind="meeting" if meeting else ENTERED.get(row.kind, row.kind.replace("_", " ")),
        source=source.name,
        entered_here=source.format == LOCAL,
        attribution=attribution(source, where),
        checked=_checked(entry),
        missing_since=record.missing_since if record.state == "missing" else None,
        may_edit=may_edit,
        lines=[
            Line(name, TITLES[name], says(words[live], name), saying.lines(name, says(words[live], name)),
                 raw.get(name, ()), edits.get(name))
            for name in TITLES
        ],
        axes=_axes(tags, words[live], edits),
        unread=[tag for tag in tags if not tag.words],
        rest=raw.get("", ()),
        withheld=withheld,
        past=past_of(desk, record, row),
    )  # fmt: skip
    if may_edit:
        return made
    kept = private.together(private.of(desk.session, same), same)
    return _for_counsellors(made, kept)


def _edits(desk: Desk, record_id: int, under: Stated) -> dict[str, Laid]:
    rows = desk.session.exec(
        select(ListingEdit, Account.name)
        .join(Account, col(Account.id) == col(ListingEdit.edited_by_id))
        .where(ListingEdit.record_id == record_id)
        .execution_options(populate_existing=True)
    )
    return {
        edit.field: Laid(
            by=name,
            at=edit.edited_at,
            theirs=says(under, edit.field),
            said=saying.lines(edit.field, says(under, edit.field)),
            undecided_since=edit.undecided_since,
        )
        for edit, name in rows
    }


def _axes(tags: Sequence[TagSaid], words: Stated, edits: Mapping[str, Laid]) -> list[Axis]:
    """Every axis on which something stands, was written here, or could be."""
    stand: dict[str, set[str]] = {}
    laid: dict[str, dict[str, Laid]] = {}
    for name in words:
        if name.startswith(TAG):
            axis, value = axis_and_value(name)
            stand.setdefault(axis, set()).add(value)
    for name, edit in edits.items():
        if name.startswith(TAG):
            axis, value = axis_and_value(name)
            laid.setdefault(axis, {})[value] = edit
    return [
        Axis(
            axis=axis,
            title=called,
            tags=[tag for tag in tags if tag.axis == axis and tag.words],
            values=values_of(axis),
            stand=frozenset(stand.get(axis, ())),
            edits=laid.get(axis, {}),
        )
        for axis, called in AXIS.items()
        if values_of(axis) or stand.get(axis)
    ]


def _for_counsellors(made: Whole, kept: private.Kept) -> Whole:
    """The same without what may reach nobody on a call, neither ours nor the source's."""
    lines = []
    for line in made.lines:
        if line.field == "phones":
            public = [phone for phone in line.value if not phone["private"]]
            line = replace(line, value=public, said=saying.lines("phones", public))
        told = kept.within(line.value)
        line = replace(line, value=told, said=saying.lines(line.field, told))
        if line.field == "address" and kept.door:
            line = replace(line, value={}, said=[PRIVATE_ADDRESS])
        edit = line.edit
        if edit and (made.withheld or line.field in ("phones", "address")):
            edit = replace(edit, theirs=None, said=())
        lines.append(replace(line, edit=edit))
    past = [replace(each, detail="") for each in made.past]
    return replace(made, name=_told_name(made.name, kept), lines=lines, past=past)


def _told_name(name: str, kept: private.Kept) -> str:
    first, dash, second = name.partition(DASH)
    second = kept.text(second)
    return f"{kept.name(first)}{dash}{second}" if second else kept.name(first)


def _checked(entry: Entry) -> str:
    if entry.unverified:
        return "not verified here yet"
    if entry.verified_on:
        return f"checked by us {entry.verified_on:%d %B %Y}"
    if entry.source_updated_at:
        return f"changed by its source {entry.source_updated_at:%d %B %Y}"
    return "when it was last checked is not known"
