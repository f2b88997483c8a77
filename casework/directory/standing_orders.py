"""What holds for a source from one import to the next, and who may change it?

Its time zone and language, how long a listing that is missing still counts, whom to credit, and on which
axes silence means no. Nothing is imported anew when it changes: the lists are derived again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory import axes
from casework.directory.listed import LONGEST_GRACE, drops_at
from casework.errors import NotFound, Refused
from db.models import (
    AxisCompleteness,
    DirectoryChange,
    Entry,
    EntryTag,
    ImportRun,
    Service,
    Source,
    SourceRecord,
    Tag,
)
from imports.places import zones
from matching.words import AXES

ABSENCE = {"complete": "silence means no", "partial": "silence means not stated"}
LONGEST_REASON, LONGEST_CREDIT = 300, 1000  # characters


@dataclass(frozen=True)
class AxisLine:
    """One axis of a source: `absence` is a key of ABSENCE; `stating` counts the live listings that
    state at least one value of it, of `listings`."""

    axis: str
    absence: str
    reason: str
    declared: bool
    stating: int
    listings: int


def kept(desk: Desk, source_id: int) -> Source:
    """Raises NotAllowed; NotFound."""
    desk.require(Act.IMPORT_DIRECTORY)
    source = desk.session.get(Source, source_id)
    if source is None:
        raise NotFound("That source")
    return source


def keep_settings(
    desk: Desk,
    source_id: int,
    *,
    zone: str,
    language: str,
    licence_note: str,
    grace_days: int,
) -> None:
    """How the source is read and shown from now on; what is missing now gets the new grace.

    `grace_days`: how long a listing absent from the newest file still matches, 0 to 365.
    Raises NotAllowed; NotFound; Refused for a zone, language or grace that cannot be.
    """
    if zone and zone not in zones():
        raise Refused(f"There is no time zone {zone}. One is America/New_York.")
    if not 0 <= grace_days <= LONGEST_GRACE:
        raise Refused(f"A grace is 0 to {LONGEST_GRACE} days.")
    if not language.isascii() or not 2 <= len(language) <= 8:
        raise Refused("A language is a short code, like en or es.")
    with desk.changing(Act.IMPORT_DIRECTORY):
        source = desk.find(Source, source_id, what="That source")
        source.zone, source.language = zone, language
        source.licence_note = licence_note.strip()[:LONGEST_CREDIT]
        if source.grace_days != grace_days:
            source.grace_days = grace_days
            _give_grace(desk, source)
        desk.keep(Act.IMPORT_DIRECTORY, source, *_derived_again(desk, source_id))


def _give_grace(desk: Desk, source: Source) -> None:
    """Few moments: all that one file left out went missing together."""
    table = SourceRecord.__table__  # type: ignore[attr-defined]
    missing = (table.c.source_id == source.id) & table.c.missing_since.is_not(None)
    moments = desk.session.execute(sa.select(table.c.missing_since).where(missing).distinct())
    for since in list(moments.scalars()):
        one = sa.update(table).where(missing, table.c.missing_since == since)
        desk.session.connection().execute(one.values(drops_at=drops_at(since, source.grace_days)))


def completeness(desk: Desk, source_id: int) -> list[AxisLine]:
    """Every axis in the order of matching.AXES; one nobody declared counts as partial
    (formats.md 1, "Absence of a code"). Raises NotAllowed; NotFound."""
    kept(desk, source_id)
    found = select(AxisCompleteness).where(AxisCompleteness.source_id == source_id)
    declared = {line.axis: line for line in desk.session.exec(found)}
    listings, stating = _stating(desk, source_id)
    return [
        AxisLine(
            axis,
            declared[axis].absence if axis in declared else "partial",
            declared[axis].reason if axis in declared else axes.POSITIVE,
            axis in declared,
            stating.get(axis, 0),
            listings,
        )
        for axis in AXES
    ]


def _stating(desk: Desk, source_id: int) -> tuple[int, dict[str, int]]:
    mine = col(SourceRecord.source_id) == source_id
    live = col(SourceRecord.live_entry_id)
    listings = sa.select(sa.func.count()).where(mine, live.is_not(None))
    entries = sa.func.count(sa.distinct(col(EntryTag.entry_id)))
    per_axis = (
        sa.select(col(Tag.axis), entries)
        .join(EntryTag, col(EntryTag.tag_id) == col(Tag.id))
        .join(SourceRecord, live == col(EntryTag.entry_id))
        .where(mine, col(Tag.value_or_empty) != "")
        .group_by(col(Tag.axis))
    )
    counted = {axis: count for axis, count in desk.session.execute(per_axis)}  # noqa: C416
    return desk.session.execute(listings).scalar_one(), counted


def declare(desk: Desk, source_id: int, axis: str, *, absence: str, reason: str) -> None:
    """On this axis silence of this source means no (`complete`) or not stated (`partial`), and why.

    It is one word for a whole source, so a wrong one hides places that would take somebody: only an
    administrator says it. Raises NotAllowed; NotFound; Refused without a reason.
    """
    if axis not in AXES or absence not in ABSENCE:
        raise Refused("Choose one of the axes, and what silence means on it.")
    reason = reason.strip()
    if not reason:
        raise Refused("Say in one sentence why; whoever reads the lists can then judge it.")
    if len(reason) > LONGEST_REASON:
        raise Refused(f"Say it in at most {LONGEST_REASON} characters.")
    with desk.changing(Act.DECLARE_COMPLETE):
        desk.find(Source, source_id, what="That source")
        line = _line(desk, source_id, axis)
        line.absence, line.reason = absence, reason
        changes = _derived_again(desk, source_id)
        subject = f"AxisCompleteness of source {source_id}: {axis} is {absence}"
        desk.keep(Act.DECLARE_COMPLETE, line, *changes, subject=subject)


def _line(desk: Desk, source_id: int, axis: str) -> AxisCompleteness:
    found = select(AxisCompleteness).where(
        AxisCompleteness.source_id == source_id, AxisCompleteness.axis == axis
    )
    line = desk.session.exec(found).first()
    return line or AxisCompleteness(source_id=source_id, axis=axis, absence="partial", reason="")


def _derived_again(desk: Desk, source_id: int) -> Sequence[Any]:
    """All of a source at once where it came in by a file; else each place of it."""
    last = select(sa.func.max(ImportRun.id)).where(
        ImportRun.source_id == source_id, ImportRun.state == "published"
    )
    run_id = desk.session.exec(last).one()
    if run_id is not None:
        return [DirectoryChange(run_id=run_id)]
    of_source = (
        select(Service.id)
        .join(SourceRecord, col(SourceRecord.id) == col(Service.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .where(SourceRecord.source_id == source_id)
    )
    return [DirectoryChange(service_id=id) for id in desk.session.exec(of_source)]
