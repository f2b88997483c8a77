"""Which open referrals and follow-ups stand behind a figure, the most urgent first?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, true
from sqlmodel import col, select

from casework.access import Act
from casework.caseloads.loads import POOL
from casework.caseloads.words import (
    in_centre,
    is_overdue,
    newest_step,
    still_open,
    tier_of_referral,
    urgency,
)
from casework.desk import Desk
from db.models import Account, Call, Centre, FollowUp, Referral, ReferralStep

MOST = 500


@dataclass(frozen=True)
class Work:
    """One open referral or follow-up in a list; no names, only the call's number."""

    id: UUID
    kind: str  # "referral" or "follow_up"
    version: int
    call_number: str
    call_id: UUID | None
    tier: str
    status: str
    about: str
    since: datetime
    due: datetime | None
    overdue: bool
    they_call_us: bool
    counsellor_id: int | None
    counsellor: str
    centre: str


def work(
    desk: Desk,
    *,
    kind: str,
    centre_id: int | None = None,
    counsellor_id: int | None = None,
    pool: bool = False,
    tiers: Collection[str] = (),
    overdue: bool = False,
) -> list[Work]:
    """The open referrals or follow-ups behind a figure, most urgent first; one statement."""
    desk.require(Act.SEE_CASELOADS)
    if kind == "referral":
        return _referrals(
            desk, centre_id, false() if pool else _owner(Referral, counsellor_id), tiers
        )
    owner = col(FollowUp.assigned_to_id).is_(None) if pool else _owner(FollowUp, counsellor_id)
    return _follow_ups(desk, centre_id, owner, tiers, is_overdue() if overdue else true())


def _owner(kind: Any, counsellor_id: int | None) -> ColumnElement[bool]:
    column = col(kind.counsellor_id if kind is Referral else kind.assigned_to_id)
    return true() if counsellor_id is None else column == counsellor_id


def _referrals(
    desk: Desk, centre_id: int | None, owner: ColumnElement[bool], tiers: Collection[str]
) -> list[Work]:
    of = tier_of_referral()
    rows = desk.session.exec(
        select(Referral, Call.number, of, ReferralStep.status, Account.name, Centre.name)  # type: ignore[call-overload]
        .join(ReferralStep, newest_step())
        .join(Call, col(Call.id) == col(Referral.call_id))
        .join(Account, col(Account.id) == col(Referral.counsellor_id))
        .join(Centre, col(Centre.id) == col(Referral.centre_id))
        .where(
            still_open(),
            owner,
            in_centre(desk, Referral.centre_id, centre_id),
            of.in_(tiers) if tiers else true(),
        )
        .order_by(urgency(of), col(Referral.made_at))
        .limit(MOST)
    ).all()
    return [
        Work(
            id=row.id,
            kind="referral",
            version=row.version,
            call_number=number,
            call_id=row.call_id,
            tier=tier,
            status=status,
            about=row.kind,
            since=row.made_at,
            due=None,
            overdue=False,
            they_call_us=False,
            counsellor_id=row.counsellor_id,
            counsellor=counsellor,
            centre=centre,
        )
        for row, number, tier, status, counsellor, centre in rows
    ]


def _follow_ups(
    desk: Desk,
    centre_id: int | None,
    owner: ColumnElement[bool],
    tiers: Collection[str],
    late: ColumnElement[bool],
) -> list[Work]:
    rows = desk.session.exec(
        select(FollowUp, Call.number, Account.name, Centre.name, is_overdue())  # type: ignore[call-overload]
        .join(Call, col(Call.id) == col(FollowUp.call_id), isouter=True)
        .join(Account, col(Account.id) == col(FollowUp.assigned_to_id), isouter=True)
        .join(Centre, col(Centre.id) == col(FollowUp.centre_id))
        .where(
            FollowUp.state == "open",
            owner,
            late,
            in_centre(desk, FollowUp.centre_id, centre_id),
            col(FollowUp.tier).in_(tiers) if tiers else true(),
        )
        .order_by(urgency(col(FollowUp.tier)), col(FollowUp.due_to))
        .limit(MOST)
    ).all()
    return [
        Work(
            id=row.id,
            kind="follow_up",
            version=row.version,
            call_number=number or "",
            call_id=row.call_id,
            tier=row.tier,
            status=row.state,
            about=row.reason,
            since=row.due_from,
            due=row.due_to,
            overdue=bool(overdue),
            they_call_us=row.they_call_us,
            counsellor_id=row.assigned_to_id,
            counsellor=counsellor or POOL,
            centre=centre,
        )
        for row, number, counsellor, centre, overdue in rows
    ]
