"""Which referrals are there, and how do they stand? Status and open are derived from the steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from casework import one_person
from casework.access import Act
from casework.caseloads.words import CLOSING, newest_step, still_open
from casework.desk import Desk
from casework.directory import keys
from casework.directory.further import described
from casework.errors import NotFound
from casework.referrals.rows import referral_row
from casework.referrals.steps import REASONS, WORDS
from db.models import Account, Referral, ReferralStep, SupportGroup


@dataclass(frozen=True)
class OnList:
    """A referral as lists show it."""

    id: UUID
    version: int
    call_id: UUID
    side: str
    kind: str
    name: str
    phone: str
    where: str
    status: str
    words: str
    since: datetime
    appointment_at: datetime | None
    needs_confirming: tuple[str, ...]
    confirmed: bool
    counsellor: str

    @property
    def is_open(self) -> bool:
        return self.status not in CLOSING


@dataclass(frozen=True)
class Place:
    """Where a referral points, to be named on a consent."""

    service_id: int | None
    group_id: int | None
    name: str
    person_id: UUID | None = None  # the row it stands on; a consent covers no other by a merge


def place_of(desk: Desk, referral_id: UUID) -> Place:
    row = referral_row(desk, referral_id)
    return Place(row.service_id, row.group_id, one(desk, referral_id).name, row.person_id)


def status_of() -> ColumnElement[str]:
    """A referral's status, for statements that join nothing else."""
    return select(ReferralStep.status).where(newest_step()).correlate(Referral).scalar_subquery()


def of_call(desk: Desk, call_id: UUID) -> list[OnList]:
    return _list(desk, Referral.call_id == call_id)


def of_person(desk: Desk, person_id: UUID) -> list[OnList]:
    """Read inside an opened record."""
    return _list(desk, col(Referral.person_id).in_(one_person.ids(desk, person_id)))


def open_ones(desk: Desk, *, mine: bool = False) -> list[OnList]:
    """The centre's open referrals, the oldest first."""
    desk.require(Act.STEP_REFERRAL)
    own = [Referral.counsellor_id == desk.actor.id] if mine else []
    return _list(desk, still_open(), *own)


def one(desk: Desk, referral_id: UUID) -> OnList:
    found = _list(desk, Referral.id == referral_id)
    if not found:
        raise NotFound("That referral")
    return found[0]


def _list(desk: Desk, *conditions: Any) -> list[OnList]:
    rows: Sequence[tuple[Referral, ReferralStep, str]] = desk.session.exec(
        select(Referral, ReferralStep, Account.name)
        .join(ReferralStep, newest_step())
        .join(Account, col(Account.id) == col(Referral.counsellor_id))
        .where(desk.sees(Referral.centre_id), *conditions)
        .order_by(col(Referral.made_at), col(Referral.id))
        .limit(200)
    ).all()
    cards = described(desk, {key_of(referral) for referral, _, _ in rows})
    groups = _groups(desk, {r.group_id for r, _, _ in rows if r.group_id and not r.meeting_id})
    return [_shown(cards.get(key_of(r)), groups, r, last, name) for r, last, name in rows]


def _groups(desk: Desk, ids: set[int]) -> dict[int, str]:
    """A group without a chosen meeting has a name and no card of its own."""
    if not ids:
        return {}
    found = select(SupportGroup.id, SupportGroup.name).where(col(SupportGroup.id).in_(ids))
    return dict(desk.session.exec(found).all())


def key_of(row: Referral) -> str:
    """Its place in the words of matching: s12, s12.1 (at the next place), m7, g3."""
    if row.service_id is not None:
        return keys.at(f"s{row.service_id}", row.place)
    return f"m{row.meeting_id}" if row.meeting_id is not None else f"g{row.group_id}"


def _shown(
    card: Any, groups: dict[int, str], row: Referral, last: ReferralStep, counsellor: str
) -> OnList:
    unlisted = groups.get(row.group_id or 0, "A place no longer listed")
    words = WORDS[last.status]
    if last.reason in REASONS and last.status in CLOSING:
        words += f" ({REASONS[last.reason]})"
    return OnList(
        row.id,
        row.version,
        row.call_id,
        row.side,
        row.kind,
        card.name if card else unlisted,
        card.phone if card else "",
        card.where if card else "",
        last.status,
        words,
        last.at,
        last.appointment_at,
        tuple(row.needs_confirming),
        row.confirmed_by_id is not None,
        counsellor,
    )
