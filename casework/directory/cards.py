"""What does a card on the screen say of a place: name, telephone, where, how fresh?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.desk import Desk
from casework.directory import kept_private, to_know
from casework.directory.kept_private import Kept
from casework.directory.keys import number
from casework.directory.last_checked import (
    Asked,
    asked,
    came_at,
    confirmed_on,
    fresh_words,
    newest,
    not_verified,
)
from casework.directory.listed import still_listed
from casework.directory.one_place import Families, families, is_joined, shown_first
from casework.directory.outcomes import Where
from db.models import (
    Entry,
    ImportRun,
    Location,
    Meeting,
    Phone,
    Service,
    Source,
    SourceRecord,
    SupportGroup,
    now,
)
from imports.places import zip_place

PRIVATE_ADDRESS = "The address is kept private; ring first."
# Which number is read out first; a fax is none.
ORDER = ("intake", "hotline", "main", "tollfree", "after_hours", "tty", "dial_in")


@dataclass(frozen=True)
class Card:
    """What may be shown and said of one offer; no private phone, no confidential address."""

    key: str
    name: str
    phone: str
    where: str
    service_id: int | None
    group_id: int | None
    meeting_id: int | None
    precision: str = "none"
    city: str = ""
    join_url: str = ""
    dial_in: str = ""
    url: str = ""
    source: str = ""
    status: str = "active"
    fresh_on: date | None = None  # asked by us, or verified or changed by its source
    fresh: str = ""  # the same in words: "asked by phone 3 weeks ago"
    unverified: bool = False
    gone_since: date | None = None  # its source lists it no more
    message: str = ""  # of its source, while it holds, or what its notes tell against its times
    message_until: date | None = None

    @property
    def online(self) -> bool:
        return bool(self.join_url or self.dial_in)

    @property
    def from_home(self) -> str:
        """How one gets in where there is no door: the address to join, the number to dial, else its
        own website. "" for a place with a door, and for a line, which has its number."""
        if self.where or (self.phone and not self.online):
            return ""
        return (self.join_url or self.dial_in or self.url).removeprefix("https://")


def describe(desk: Desk, keys: Collection[str]) -> dict[str, Card]:
    """Cards by key ("s<service>", "m<meeting>"); a key that stands no more is left out. A place that
    was joined to another has the card of both: the kept one's words, the telephones of all.

    One query for services, one for meetings, one for their telephones; more only where some are
    joined.
    """
    session = desk.session
    found = {
        f"{first}{id}": rows
        for kind, first in ((Service, "s"), (Meeting, "m"))
        for id, rows in of_places(session, kind, _ids(keys, first)).items()
    }
    return dict(zip(found, cards_of(session, list(found.values())), strict=True))


def _ids(keys: Collection[str], first: str) -> list[int]:
    return [number(key) for key in keys if key.startswith(first)]


def of_places(session: Session, kind: Any, ids: Collection[int]) -> dict[int, tuple[Any, ...]]:
    """Id → the rows of `query` that stand for its place, the shown one first."""
    if not ids:
        return {}
    rows = session.execute(query(kind).where(col(kind.id).in_(ids))).all()
    alone = {row.id for row in rows if not row.is_joined}
    one = families(session, kind, set(ids) - alone)
    others = one.all_of(ids) - {row.id for row in rows}
    if others:
        rows = [*rows, *session.execute(query(kind).where(col(kind.id).in_(others))).all()]
    places = {one.head(its[0].id): its for its in shown_first(rows, one)}
    return {id: places[one.head(id)] for id in ids if one.head(id) in places}


@cache
def query(kind: Any) -> sa.Select[Any]:
    """Live places that are still listed of one kind (Service or Meeting), with all a card needs."""
    own = sa.literal("s" if kind is Service else "m").label("first")
    group = sa.null() if kind is Service else col(Meeting.group_id)
    notes = sa.literal("") if kind is Service else col(Entry.description)
    joined = sa.false() if kind is Service else is_joined(SupportGroup)
    base = (
        sa.select(
            own, col(kind.id), is_joined(kind).label("is_joined"), joined.label("group_is_joined"),
            group.label("group_id"), notes.label("notes"),
            col(Entry.id).label("entry_id"), col(kind.record_id), kept_private.anything(),
            col(Source.name).label("source"), col(Source.zone).label("source_zone"),
            col(SourceRecord.missing_since), came_at(),
            *(col(getattr(Entry, name)) for name in _ENTRY),
            *(col(getattr(Location, name)) for name in _LOCATION),
        )
        .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .outerjoin(Location, col(Location.id) == col(Entry.location_id))
        .outerjoin(ImportRun, col(ImportRun.id) == col(Entry.run_id))
        .where(still_listed())
    )  # fmt: skip
    if kind is Meeting:
        base = base.join(SupportGroup, col(SupportGroup.id) == col(Meeting.group_id))
    return base


_ENTRY = (
    *("name", "name2", "status", "precision", "join_url", "dial_in", "url", "unverified"),
    *("verified_on", "source_updated_at", "alert", "alert_until"),
)
_LOCATION = ("line1", "city", "state", "postal_code", "confidential")


def cards_of(session: Session, places: Sequence[Sequence[Any]]) -> list[Card]:
    """A card for the rows of each place, the shown one first, in their order."""
    rows = [row for its in places for row in its]
    phones = phones_of(session, {row.entry_id for row in rows})
    ours, groups = _asked(session, rows)
    kept = kept_private.of_shown(session, rows)
    return [
        _card(
            its,
            phones,
            newest(map(ours.get, _wheres(its, groups))),
            kept_private.together(kept, [row.record_id for row in its]),
        )
        for its in places
    ]


def _asked(session: Session, rows: Sequence[Any]) -> tuple[dict[Where, Asked], Families]:
    """When one of us asked, with the groups that are one with others."""
    groups = {row.group_id for row in rows if row.group_id is not None}
    joined = {row.group_id for row in rows if row.group_id is not None and row.group_is_joined}
    one = families(session, SupportGroup, joined)
    services = {row.id for row in rows if row.first == "s"}
    return asked(session, services, one.all_of(groups)), one


def _wheres(rows: Sequence[Any], groups: Families) -> list[Where]:
    if rows[0].first == "s":
        return [Where("s", row.id) for row in rows]
    return [Where("g", id) for row in rows for id in groups.of(row.group_id)]


def _card(
    rows: Sequence[Any], phones: Mapping[int, Sequence[Any]], ours: Asked | None, kept: Kept
) -> Card:
    row = rows[0]
    name, name2 = kept.name(row.name), kept.text(row.name2)
    private = is_private(rows)
    numbers = together(phones, [each.entry_id for each in rows])
    service = row.first == "s"
    told, until = _told(row)
    return Card(
        key=f"{row.first}{row.id}",
        name=f"{name} — {name2}" if name2 else name,
        phone=said(numbers[0]) if numbers else "",
        where=PRIVATE_ADDRESS if private else where(row),
        service_id=row.id if service else None,
        group_id=row.group_id,
        meeting_id=None if service else row.id,
        precision="zip" if private else row.precision,
        city="" if private else row.city or "",
        join_url=kept.text(row.join_url),
        dial_in=kept.text(row.dial_in),
        url=kept.text(row.url),
        source=row.source,
        status=row.status,
        gone_since=row.missing_since.date() if row.missing_since else None,
        fresh_on=confirmed_on(row, ours),
        fresh=fresh_words(row, ours, meeting=not service, at=now()),
        unverified=not_verified(row, ours),
        message=kept.text(told),
        message_until=until,
    )


def _told(row: Any) -> tuple[str, date | None]:
    """What its source says for now and until when; else what a meeting's own notes tell against it."""
    if told := to_know.message(row, _zone(row)):
        return told, row.alert_until
    return to_know.against(row.notes), None


def _zone(row: Any) -> str:
    """By whose clock the last day of a message ends; looked up for the few that have one."""
    if not row.alert or row.alert_until is None:
        return ""
    place = zip_place(row.postal_code or "")
    return row.source_zone or (place.zone if place else "")


def is_private(rows: Sequence[Any]) -> bool:
    """What one source keeps private stays private, whatever another prints."""
    return any(row.confidential for row in rows)


def together(phones: Mapping[int, Sequence[Any]], entries: Sequence[int]) -> list[Any]:
    """The telephones of these versions, each number once, the first one's before the next one's."""
    found: dict[tuple[str, str], Any] = {}
    for entry in entries:
        for phone in phones.get(entry, ()):
            found.setdefault((phone.e164 or phone.raw, phone.extension), phone)
    return list(found.values())


def where(row: Any) -> str:
    if row.confidential:
        return PRIVATE_ADDRESS
    town = " ".join(part for part in (row.city, row.state) if part)
    return ", ".join(part for part in (row.line1, town) if part)


def phones_of(session: Session, entries: Collection[int]) -> Mapping[int, Sequence[Any]]:
    """Entry → its telephones that may be shown, the first to ring first."""
    if not entries:
        return {}
    public = (
        sa.select(*(col(getattr(Phone, name)) for name in _PHONE))
        .where(col(Phone.entry_id).in_(entries), ~col(Phone.private), col(Phone.kind) != "fax")
        .order_by(col(Phone.id))
    )
    found: dict[int, list[Any]] = {}
    for row in session.execute(public):
        found.setdefault(row.entry_id, []).append(row)
    for phones in found.values():
        phones.sort(key=lambda p: ORDER.index(p.kind) if p.kind in ORDER else len(ORDER))
    return found


_PHONE = ("id", "entry_id", "raw", "e164", "extension", "kind", "note", "language")


def said(phone: Any) -> str:
    """ "937-555-0100 ext. 12": grouped as people say it; what is no US number stays as written."""
    number = phone.raw
    if phone.e164.startswith("+1") and len(phone.e164) == 12:
        number = f"{phone.e164[2:5]}-{phone.e164[5:8]}-{phone.e164[8:]}"
    elif phone.e164:
        number = phone.e164
    return f"{number} ext. {phone.extension}" if phone.extension else number
