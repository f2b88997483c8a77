"""How does work move from one colleague to another, and back again?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.access import Act
from casework.caseloads.words import CLOSING, in_centre, newest_step
from casework.desk import Desk
from casework.errors import NotFound, Refused, Stale
from db.models import Account, Centre, FollowUp, Referral, ReferralStep

Selected = Mapping[UUID, int]  # id → the version the screen saw


@dataclass(frozen=True)
class Moved:
    """What was moved, with what undo needs: id → (owner before, version now)."""

    to: str
    referrals: Mapping[UUID, tuple[int, int]]
    follow_ups: Mapping[UUID, tuple[int | None, int]]

    @property
    def count(self) -> int:
        return len(self.referrals) + len(self.follow_ups)


def reassign(
    desk: Desk, *, to: int, referrals: Selected | None = None, follow_ups: Selected | None = None
) -> Moved:
    """Give one or many to a colleague; a referral takes its open follow-ups along."""
    with desk.changing(Act.REASSIGN):
        taker = _taker(desk, to)
        kept = _locked(desk, Referral, referrals or {})
        calls = _locked(desk, FollowUp, follow_ups or {})
        _refuse_closed(desk, kept, calls)
        moving = [r for r in kept if r.counsellor_id != taker.id]
        along = _along(desk, moving, {f.id for f in calls})
        ringing = [f for f in calls if f.assigned_to_id != taker.id] + along
        if not moving and not ringing:
            raise Refused(f"{taker.name} has this already.")
        moved = Moved(
            taker.name,
            {r.id: (r.counsellor_id, r.version + 1) for r in moving},
            {f.id: (f.assigned_to_id, f.version + 1) for f in ringing},
        )
        for row in [*moving, *ringing]:
            _refuse_abroad(taker, row)
            row.version += 1
        for referral in moving:
            referral.counsellor_id = taker.id
        for follow_up in ringing:
            follow_up.assigned_to_id = taker.id
        desk.keep(Act.REASSIGN, *moving, *ringing)
    return moved


def give_back(desk: Desk, moved: Moved) -> None:
    """Undo: each to whom it was with before, unless somebody changed it since."""
    with desk.changing(Act.REASSIGN):
        seen = {key: version for key, (_, version) in moved.referrals.items()}
        kept = _locked(desk, Referral, seen)
        calls = _locked(desk, FollowUp, {k: v for k, (_, v) in moved.follow_ups.items()})
        for referral in kept:
            referral.counsellor_id, _ = moved.referrals[referral.id]
        for follow_up in calls:
            follow_up.assigned_to_id, _ = moved.follow_ups[follow_up.id]
        for row in (*kept, *calls):
            row.version += 1
        desk.keep(Act.REASSIGN, *kept, *calls)


def takers(desk: Desk, *, centre_id: int | None = None) -> list[tuple[int, str, str]]:
    """Whom work can be given to: (id, name, centre)."""
    desk.require(Act.REASSIGN)
    rows = desk.session.exec(
        select(Account.id, Account.name, Centre.name)
        .join(Centre, col(Centre.id) == col(Account.centre_id))
        .where(
            col(Account.active).is_(True),
            col(Account.role).in_(("counsellor", "supervisor")),
            in_centre(desk, Account.centre_id, centre_id),
        )
        .order_by(col(Centre.name), col(Account.name))
    ).all()
    return [(number, name, centre) for number, name, centre in rows]


def _taker(desk: Desk, to: int) -> Account:
    account = desk.find(Account, to, what="That colleague")
    if not account.active or account.role not in {"counsellor", "supervisor"}:
        raise Refused(f"{account.name} does not take calls.")
    return account


def _locked(desk: Desk, kind: Any, seen: Selected) -> Sequence[Any]:
    """The rows, locked, all reachable and all as the screen saw them."""
    if not seen:
        return []
    rows = desk.session.exec(
        select(kind)
        .where(col(kind.id).in_(seen), desk.sees(kind.centre_id))
        .order_by(col(kind.id))  # one order for all, so that two supervisors never wait in a ring
        .with_for_update()
    ).all()
    if len(rows) != len(seen):
        raise NotFound("Some of this")
    if any(row.version != seen[row.id] for row in rows):
        raise Stale
    return rows


def _refuse_closed(desk: Desk, kept: Iterable[Referral], calls: Iterable[FollowUp]) -> None:
    ids = [r.id for r in kept]
    closed = (
        ids
        and desk.session.exec(
            select(Referral.id)
            .join(ReferralStep, newest_step())
            .where(col(Referral.id).in_(ids), col(ReferralStep.status).in_(CLOSING))
            .limit(1)
        ).first()
    )
    if closed or any(f.state != "open" for f in calls):
        raise Refused("Some of this is closed already. Look again, then decide.")


def _along(desk: Desk, moving: Sequence[Referral], named: set[UUID]) -> list[FollowUp]:
    """Open follow-ups of the referrals that lie with the same counsellor."""
    owners = {r.id: r.counsellor_id for r in moving}
    if not owners:
        return []
    rows = desk.session.exec(
        select(FollowUp)
        .where(col(FollowUp.referral_id).in_(owners), FollowUp.state == "open")
        .order_by(col(FollowUp.id))
        .with_for_update()
    ).all()
    return [
        f
        for f in rows
        if f.id not in named and f.assigned_to_id == owners.get(f.referral_id)  # type: ignore[arg-type]
    ]


def _refuse_abroad(taker: Account, row: Any) -> None:
    if taker.centre_id != row.centre_id:
        raise Refused(f"{taker.name} works in another centre and could not see this.")
