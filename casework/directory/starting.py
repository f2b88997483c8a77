"""How does the national starter list come in, and when does an entry count as verified here?

Loaded by a press, never by itself: staged and published like any feed, so that a newer list is a
re-import. Every entry is "not verified here" until an editor ticks it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory import changes, days, keys
from casework.directory.cards import Card, cards_of, query
from casework.directory.entering import HOW
from casework.directory.history import STARTER
from casework.directory.result import Report
from casework.directory.taking import LOCAL, Feed, take
from casework.errors import NotFound, Refused
from db.models import Entry, ImportRun, Meeting, Row, Service, Source, SourceRecord, Verification
from imports import starter

NATIONAL = "national starter"  # the name of its source
NOTE = "Peerline's own starter list of national offers; each entry says where it comes from."


@dataclass(frozen=True)
class Loaded:
    """What of the national list stands here; `ticked` of `entries` are verified here. `newer`: a later
    list came with the program than the one that was loaded."""

    entries: int = 0
    ticked: int = 0
    newer: bool = False


@dataclass(frozen=True)
class Unchecked:
    """An entry nobody here has verified: what it says, for whoever checks it."""

    card: Card
    about: str
    said_by: str  # where the fact comes from, or "" for one heard of on a call
    group: str = "line"  # "self", "kin" (family and the bereaved) or "line", for the screen's parts


def load_national(desk: Desk, *, dry_run: bool = False) -> Report:
    """Take the national list in, or its newer version. Raises as `take`."""
    feed = Feed(
        format=STARTER,
        source=NATIONAL,
        file=_file(),
        code_list=starter.CODE_LIST,
        zone=starter.ZONE,
        licence_note=NOTE,
    )
    return take(desk, feed, starter.national(), dry_run=dry_run, yes=True)


def national_stands(desk: Desk) -> Loaded:
    """How much of the national list stands here, and how much of it was ticked."""
    desk.require(Act.SEARCH_DIRECTORY)
    counted = _standing(sa.func.count(), sa.func.sum(sa.case((col(Entry.unverified), 0), else_=1)))
    entries, ticked = desk.session.execute(counted.where(col(Source.name) == NATIONAL)).one()
    return Loaded(entries or 0, ticked or 0, newer=bool(entries) and _last_file(desk) != _file())


def unchecked(desk: Desk, *, national: bool) -> list[Unchecked]:
    """What nobody here has verified: of the national list in its order, or heard of on calls and
    entered here, the newest first. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    found = []
    for kind in (Service, Meeting):
        rows = query(kind).add_columns(
            col(Entry.description), col(Entry.raw), col(SourceRecord.id).label("record_id")
        )
        rows = rows.where(
            col(Entry.unverified), col(Source.name) == (NATIONAL if national else LOCAL)
        )
        of_kind = desk.session.execute(rows).all()
        cards = cards_of(desk.session, of_kind)
        found += [
            (
                row.record_id,
                Unchecked(card, row.description, str(row.raw.get("from", "")), _group(row.raw)),
            )
            for row, card in zip(of_kind, cards, strict=True)
        ]
    found.sort(key=lambda pair: pair[0], reverse=not national)
    return [one for _, one in found]


def _group(raw: Mapping[str, Any]) -> str:
    if raw.get("kind") not in {"meeting", "family_skills"}:
        return "line"
    return "self" if "self" in raw.get("for_whom", ()) else "kin"


def checked_here(desk: Desk, keys: Collection[str], *, how: str) -> int:
    """An editor looked and it is right: these entries count as verified from today; how many there
    were. `keys` as on cards ("s12", "m7"), `how` one of HOW.

    Raises NotAllowed; NotFound for a key that stands no more; Refused for another way of checking, or
    where nothing was chosen.
    """
    desk.require(Act.EDIT_DIRECTORY)
    if how not in HOW:
        raise Refused("Say how it was checked.")
    if not keys:
        raise Refused("Choose what you checked.")
    with desk.changing(Act.EDIT_DIRECTORY):
        today = days.today(desk)
        rows: list[Row] = []
        for key in sorted(set(keys)):
            entry, service_id, group_id = _live(desk, key)
            entry.unverified, entry.verified_on = False, today
            desk.session.add_all([entry, *changes.of_place(desk.session, service_id, group_id)])
            rows.append(
                Verification(
                    service_id=service_id,
                    group_id=group_id,
                    how=how,
                    outcome="confirmed",
                    by_id=desk.me,
                )
            )
        desk.keep(Act.EDIT_DIRECTORY, *rows)
        return len(rows)


def _live(desk: Desk, key: str) -> tuple[Entry, int | None, int | None]:
    """The live version behind a card, with the service or the group it is of."""
    kind: Any = Service if key[:1] == "s" else Meeting
    row: Any = desk.session.get(kind, keys.number(key)) if keys.whole(key)[1:].isdecimal() else None
    record = desk.session.get(SourceRecord, row.record_id) if row else None
    entry = desk.session.get(Entry, record.live_entry_id) if record else None
    if row is None or record is None or entry is None or record.state != "present":
        raise NotFound("That listing")
    return (entry, row.id, None) if kind is Service else (entry, None, row.group_id)


def _file() -> str:
    return f"national.json {starter.version()}"


def _last_file(desk: Desk) -> str:
    last = (
        sa.select(col(ImportRun.file_name))
        .join(Source, col(Source.id) == col(ImportRun.source_id))
        .where(col(Source.name) == NATIONAL, col(ImportRun.state) == "published")
        .order_by(col(ImportRun.id).desc())
        .limit(1)
    )
    return str(desk.session.execute(last).scalar() or "")


def _standing(*columns: Any) -> Any:
    return (
        sa.select(*columns)
        .select_from(SourceRecord)
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .where(col(SourceRecord.state) == "present")
    )
