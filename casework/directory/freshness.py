"""How much of what counsellors are shown was true lately: of each source, and of each kind of place?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.access import Act
from casework.desk import Desk
from casework.directory import keys, snapshot
from casework.directory.due import OVER, Due, due, place_of
from casework.directory.last_checked import asked, period
from db.models import Meeting, Service, Source, SourceRecord, now
from matching.words import Kind, Offered


@dataclass(frozen=True)
class Share:
    """Listings of one kind of one source that counsellors may be shown. `fresh`: looked at within its
    period, by us or by its source; `asked`: of these by us; `never`: nobody gave a date, or added from
    a call and not verified."""

    source: str
    kind: Kind
    shown: int
    fresh: int
    asked: int
    never: int


@dataclass
class _Counted:
    shown: int = 0
    fresh: int = 0
    asked: int = 0
    never: int = 0


def shares(desk: Desk) -> list[Share]:
    """The largest first. Raises NotAllowed."""
    desk.require(Act.VERIFY_LISTING)
    today, ours = now().date(), asked(desk.session)
    sources = source_of(desk.session)
    counted: dict[tuple[str, Kind], _Counted] = {}
    for offer in snapshot.fresh().index.offers():
        if offer.status in OVER or not keys.is_first(offer.key):
            continue
        of = counted.setdefault((sources.get(offer.key, ""), offer.kind), _Counted())
        of.shown += 1
        of.never += offer.confirmed_on is None or offer.unverified
        if is_fresh(offer, today):
            of.fresh += 1
            by_us = ours.get(place_of(offer))
            of.asked += by_us is not None and by_us.at.date() == offer.confirmed_on
    lines = [Share(*of, *vars(counts).values()) for of, counts in counted.items()]
    return sorted(lines, key=lambda one: (-one.shown, one.source, one.kind))


def is_fresh(offer: Offered, today: date) -> bool:
    """Within its period, and not only heard of on a call."""
    if offer.confirmed_on is None or offer.unverified:
        return False
    return (today - offer.confirmed_on).days <= period(meeting=offer.kind is Kind.MEETING)


def source_of(session: Session) -> Mapping[str, str]:
    """Key of a listing ("s12", "m7") → the name of its source."""
    found: dict[str, str] = {}
    for kind, first in ((Service, "s"), (Meeting, "m")):
        for id, name in _rows(session, kind):
            found[f"{first}{id}"] = name
    return found


def _rows(session: Session, kind: Any) -> Sequence[Any]:
    query = (
        sa.select(col(kind.id), col(Source.name))
        .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
        .join(Source, col(Source.id) == col(SourceRecord.source_id))
    )
    return session.execute(query).all()


def due_of(desk: Desk, source: str, kind: Kind, *, limit: int) -> Due:
    """What is due of one kind of one source. Raises NotAllowed."""
    desk.require(Act.VERIFY_LISTING)
    sources = source_of(desk.session)
    offers = snapshot.fresh().index.offers()
    wanted = {one.key for one in offers if one.kind is kind and sources.get(one.key) == source}
    return due(desk, limit=limit, only=wanted)
