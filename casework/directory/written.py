"""What did its sources write of one listing, when, and what does their silence mean?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory import keys
from casework.directory.composing import OURS
from casework.directory.last_checked import Asked, asked, newest
from casework.directory.listed import still_listed
from casework.directory.listing import kept_of, times_of
from casework.directory.one_place import families, shown_first
from casework.errors import NotFound
from db.models import (
    Account,
    AxisCompleteness,
    Entry,
    EntryTag,
    ImportRun,
    ListingReport,
    Meeting,
    Service,
    Source,
    SourceRecord,
    SupportGroup,
    Tag,
)

EVERY_AXIS = "every axis"  # declared of a source as a whole
OUR_EDITOR = "our directory editor"  # who added a tag here


@dataclass(frozen=True)
class Code:
    """One code as its source wrote it, with our axis and value ("" where nobody here knows it)."""

    source: str
    axis: str
    value: str
    code: str


@dataclass(frozen=True)
class Written:
    """What stands now: mostly one version, several where several rows stand for one place."""

    sources: Sequence[str]
    brought_in: date | None
    changed: date | None  # by its source
    checked: date | None  # by its source
    asked: Asked | None  # by us
    unverified: bool
    attendance: str
    times: Sequence[str]
    zone: str
    codes: Sequence[Code]
    silence: Mapping[str, str]  # axis → what it means where nothing is written
    told: Mapping[str, str]  # kind of report → who was told last


def written(desk: Desk, key: str, axes: Collection[str]) -> Written:
    """Of the listing with this key ("s12", "m7"); the codes of these axes alone: no address, no
    telephone. Raises NotAllowed; NotFound for what is not live and present."""
    desk.require(Act.MATCH)
    rows = _rows(desk, key)
    if not rows:
        raise NotFound("That listing")
    entries = [entry for entry, _, _ in rows]
    sources = {source.id: source for _, source, _ in rows}
    ours = _asked(desk, key)
    kept = kept_of(desk, [entry.id for entry in entries])
    updated = [e.source_updated_at.date() for e in entries if e.source_updated_at]
    return Written(
        sources=sorted(source.name for source in sources.values()),
        brought_in=max((at.date() for _, _, at in rows if at), default=None),
        changed=max(updated, default=None),
        checked=max((e.verified_on for e in entries if e.verified_on), default=None),
        asked=ours,
        unverified=any(_not_verified(entry, at, ours) for entry, _, at in rows),
        attendance=entries[0].attendance,
        times=[time for id in (e.id for e in entries) for time in times_of(desk, id, kept)],
        zone=next((source.zone for source in sources.values() if source.zone), ""),
        codes=_codes(desk, [entry.id for entry in entries], axes),
        silence=_silence(desk, sources, axes),
        told=_told(desk, key),
    )


def _not_verified(entry: Entry, came_at: datetime | None, ours: Asked | None) -> bool:
    if not entry.unverified or ours is None:
        return entry.unverified
    return entry.run_id is not None and came_at is not None and ours.at < came_at


def _asked(desk: Desk, key: str) -> Asked | None:
    """Of the service, or of the group whose meeting it is, and of what stands for the same."""
    if key.startswith("s"):
        id = keys.number(key)
        return newest(asked(desk.session, families(desk.session, Service, [id]).of(id)).values())
    groups = _groups(desk, keys.number(key))
    return newest(asked(desk.session, None, groups).values())


def _groups(desk: Desk, meeting_id: int) -> Collection[int]:
    """Its group, and those that are one with it."""
    meeting = desk.session.get(Meeting, meeting_id)
    if meeting is None:
        return ()
    return families(desk.session, SupportGroup, [meeting.group_id]).of(meeting.group_id)


def _rows(desk: Desk, key: str) -> Sequence[Any]:
    """Each standing version with its source and the moment it was brought in."""
    kind: Any = Service if key.startswith("s") else Meeting
    id = keys.number(key)
    one = families(desk.session, kind, [id])
    query = (
        sa.select(Entry, Source, col(ImportRun.published_at))
        .join(SourceRecord, col(SourceRecord.live_entry_id) == col(Entry.id))
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
        .join(kind, col(kind.record_id) == col(SourceRecord.id))
        # An edited version has no run of its own: it rests on the newest that met the listing.
        .outerjoin(
            ImportRun,
            col(ImportRun.id) == sa.func.coalesce(col(Entry.run_id), col(SourceRecord.last_run_id)),
        )
        .where(col(kind.id).in_(one.of(id)), still_listed())
        .add_columns(col(kind.id), col(Entry.status), col(SourceRecord.missing_since))
        .order_by(col(kind.id))
    )
    found = desk.session.execute(query).all()
    return [row[:3] for rows in shown_first(found, one) for row in rows]


def _codes(desk: Desk, entries: Sequence[int], axes: Collection[str]) -> list[Code]:
    query = (
        sa.select(
            sa.case((col(Tag.code_list) == OURS, OUR_EDITOR), else_=col(Source.name)).label("of"),
            *(col(Tag.axis), col(Tag.value_or_empty), col(Tag.code)),
        )
        .join(EntryTag, col(EntryTag.tag_id) == col(Tag.id))
        .join(SourceRecord, col(SourceRecord.live_entry_id) == col(EntryTag.entry_id))
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
        .where(col(EntryTag.entry_id).in_(entries), col(Tag.axis).in_(axes))
        .order_by("of", col(Tag.code))
    )
    return [Code(*row) for row in desk.session.execute(query)]


def _silence(desk: Desk, sources: Collection[int], axes: Collection[str]) -> dict[str, str]:
    """As declared for each source; the last one counts, as two sources seldom differ."""
    table = AxisCompleteness
    query = sa.select(col(table.axis), col(table.reason)).where(
        col(table.source_id).in_(sources), col(table.axis).in_([*axes, EVERY_AXIS])
    )
    found = {axis: reason for axis, reason in desk.session.execute(query)}  # noqa: C416
    return {axis: found.get(axis) or found.get(EVERY_AXIS, "") for axis in axes}


def _told(desk: Desk, key: str) -> dict[str, str]:
    """Who was told, by kind of report; the last of each kind."""
    id = keys.number(key)
    if key.startswith("s"):
        place = col(ListingReport.service_id).in_(families(desk.session, Service, [id]).of(id))
    else:
        place = col(ListingReport.group_id).in_(_groups(desk, id))
    query = (
        sa.select(col(ListingReport.kind), col(Account.name))
        .join(Account, col(Account.id) == col(ListingReport.reported_by_id))
        .where(place, col(ListingReport.settled_at).is_(None))
        .order_by(col(ListingReport.reported_at))
    )
    return {kind: name for kind, name in desk.session.execute(query)}  # noqa: C416
