"""What is due now, what is late, and how may each person be reached?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, func, select

from casework.access import Act
from casework.caseloads.words import is_overdue
from casework.desk import Desk
from casework.follow_ups.windows import said
from db.models import Account, Attempt, Call, FollowUp, now

AHEAD = timedelta(hours=24)
MOST = 200
THEY_CALL = "they call us"


@dataclass(frozen=True)
class Due:
    """One call-back in a list; no name and no number, those are opened one by one."""

    id: UUID
    version: int
    call_id: UUID | None
    call_number: str
    person_id: UUID | None
    referral_id: UUID | None
    reason: str
    tier: str
    words: str
    late: bool
    now: bool
    they_call_us: bool
    tries: int
    cap: int
    counsellor: str
    mine: bool

    @property
    def used_up(self) -> bool:
        return self.tries >= self.cap


def due(
    desk: Desk, *, at: datetime | None = None, mine: bool = False, ahead: timedelta = AHEAD
) -> list[Due]:
    """Open call-backs, late ones first, then what is due within a day; one statement. `mine`: my own
    and the pool's."""
    desk.require(Act.FOLLOW_UP)
    moment = at or now()
    conditions = [col(FollowUp.due_from) <= moment + ahead]
    if mine:
        owner = col(FollowUp.assigned_to_id)
        conditions.append(or_(owner == desk.actor.id, owner.is_(None)))
    return _list(desk, moment, *conditions)


def overdue(desk: Desk, *, at: datetime | None = None) -> list[Due]:
    desk.require(Act.FOLLOW_UP)
    return _list(desk, at or now(), is_overdue())


def of_call(desk: Desk, call_id: UUID) -> list[str]:
    """What is promised after this call, in words for the wrap-up."""
    return [f"{one.reason}: {one.words}" for one in _list(desk, now(), FollowUp.call_id == call_id)]


def of_referral(desk: Desk, referral_id: UUID) -> list[Due]:
    return _list(desk, now(), FollowUp.referral_id == referral_id)


def _list(desk: Desk, at: datetime, *conditions: ColumnElement[bool] | bool) -> list[Due]:
    tries = (
        select(func.count())
        .select_from(Attempt)
        .where(Attempt.follow_up_id == FollowUp.id)
        .correlate(FollowUp)
        .scalar_subquery()
    )
    rows: Sequence[tuple[FollowUp, str | None, str | None, int]] = desk.session.exec(
        select(FollowUp, Call.number, Account.name, tries)
        .outerjoin(Call, col(Call.id) == col(FollowUp.call_id))
        .outerjoin(Account, col(Account.id) == col(FollowUp.assigned_to_id))
        .where(FollowUp.state == "open", desk.sees(FollowUp.centre_id), *conditions)
        .order_by(col(FollowUp.they_call_us), col(FollowUp.due_to), col(FollowUp.id))
        .limit(MOST)
    ).all()
    return [_shown(desk, at, *row) for row in rows]


def _shown(
    desk: Desk, at: datetime, row: FollowUp, number: str | None, who: str | None, tries: int
) -> Due:
    words = THEY_CALL if row.they_call_us else said(row.due_from, row.due_to, row.zone, at=at)
    return Due(
        row.id,
        row.version,
        row.call_id,
        number or "",
        row.person_id,
        row.referral_id,
        row.reason,
        row.tier,
        words,
        row.due_to < at and not row.they_call_us,
        row.due_from <= at <= row.due_to,
        row.they_call_us,
        tries,
        row.cap,
        who or "",
        row.assigned_to_id == desk.actor.id,
    )
