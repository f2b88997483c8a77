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
from casework.directory import changes
from casework.directory.cards import Card, describe, query
from casework.directory.entering import HOW
from casework.directory.feed import LOCAL, Feed
from casework.directory.history import STARTER
from casework.directory.result import Report
from casework.directory.taking import take
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
    cards = [card for _, card in _of_source(desk, NATIONAL)]
    ticked = sum(not card.unverified for card in cards)
    return Loaded(len(cards), ticked, newer=bool(cards) and _last_file(desk) != _file())


def unchecked(desk: Desk, *, national: bool) -> list[Unchecked]:
    """What nobody here has verified: of the national list in its order, or heard of on calls and
    entered here, the newest first. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    found = [
        (row.record_id, _unchecked(row, card))
        for row, card in _of_source(desk, NATIONAL if national else LOCAL)
        if card.unverified
    ]
    found.sort(key=lambda pair: pair[0], reverse=not national)
    return [one for _, one in found]


def _unchecked(row: Any, card: Card) -> Unchecked:
    return Unchecked(card, row.description, str(row.raw.get("from", "")), _group(row.raw))


def _of_source(desk: Desk, source: str) -> list[tuple[Any, Card]]:
    """Everything a source lists, each row with its card."""
    found: list[tuple[Any, Card]] = []
    for kind in (Service, Meeting):
        rows = query(kind).add_columns(
            col(Entry.description), col(Entry.raw), col(SourceRecord.id).label("record_id")
        )
        of_kind = desk.session.execute(rows.where(col(Source.name) == source)).all()
        cards = describe(desk, [f"{row.first}{row.id}" for row in of_kind])
        found += [
            (row, card)
            for row in of_kind
            if (card := cards.get(f"{row.first}{row.id}")) is not None
        ]
    return found


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
        stamps: list[Row] = []
        for key in sorted(set(keys)):
            service_id, group_id = _place(desk, key)
            desk.session.add_all(changes.of_place(desk.session, service_id, group_id))
            stamps.append(
                Verification(
                    service_id=service_id,
                    group_id=group_id,
                    how=how,
                    outcome="confirmed",
                    by_id=desk.me,
                )
            )
        desk.keep(Act.EDIT_DIRECTORY, *stamps)
        return len(stamps)


def _place(desk: Desk, key: str) -> tuple[int | None, int | None]:
    """The service, or the group whose meeting it is, behind a card that still stands."""
    card = describe(desk, [key]).get(key) if key[1:].isdecimal() and key[:1] in "sm" else None
    if card is None:
        raise NotFound("That listing")
    return (card.service_id, None) if card.service_id is not None else (None, card.group_id)


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
