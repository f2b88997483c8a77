"""Who carries how much, and what is late, by colleague and by centre?"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, case, literal, union_all
from sqlmodel import col, func, select

from casework.access import Act
from casework.caseloads.words import (
    in_centre,
    is_overdue,
    newest_step,
    still_open,
    tier_of_referral,
)
from casework.desk import Desk
from db.models import Account, Call, Centre, FollowUp, Referral, ReferralStep

# What one open piece of work weighs; unknown is never routine, so not cleared weighs like T2.
WEIGHTS = {"T0": 8, "T1": 5, "T2": 3, "not_cleared": 3, "T3": 1}
URGENT = ("T0", "T1")
POOL = "nobody: in the pool"


@dataclass
class Load:
    """One colleague's open work, or the pool's (`counsellor_id` None). `tiers` counts referrals,
    `urgent` what is late of T0 and T1."""

    counsellor_id: int | None
    counsellor: str
    centre_id: int
    centre: str
    referrals: int = 0
    follow_ups: int = 0
    overdue: int = 0
    urgent: int = 0
    tiers: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WEIGHTS, 0))
    weight: int = 0

    @property
    def idle(self) -> bool:
        return not (self.referrals or self.follow_ups)


def by_counsellor(desk: Desk, *, centre_id: int | None = None) -> list[Load]:
    """Everybody who takes calls, also those without work, then each centre's pool; heaviest first."""
    desk.require(Act.SEE_CASELOADS)
    loads = _staff(desk, centre_id)
    for owner, centre, tier, kind, count, late in desk.session.exec(_counts(desk, centre_id)).all():
        load = loads.get((owner, centre)) or loads.setdefault(
            (owner, centre), _stranger(desk, owner, centre)
        )
        _add(load, tier, kind, count, late)
    shown = [load for load in loads.values() if load.counsellor_id is not None or not load.idle]
    return sorted(shown, key=lambda load: (-load.weight, load.centre, load.counsellor))


def by_centre(desk: Desk) -> list[Load]:
    """The same, added up for each centre this actor sees."""
    centres: dict[int, Load] = {}
    for load in by_counsellor(desk):
        total = centres.setdefault(load.centre_id, Load(None, "", load.centre_id, load.centre))
        total.referrals += load.referrals
        total.follow_ups += load.follow_ups
        total.overdue += load.overdue
        total.urgent += load.urgent
        total.weight += load.weight
        for tier, count in load.tiers.items():
            total.tiers[tier] += count
    return sorted(centres.values(), key=lambda load: load.centre)


def _staff(desk: Desk, centre_id: int | None) -> dict[tuple[int | None, int], Load]:
    """Who takes calls in the centres this actor sees, and each centre's pool."""
    rows = desk.session.exec(
        select(Centre, Account)
        .join(
            Account,
            and_(
                col(Account.centre_id) == col(Centre.id),
                col(Account.active).is_(True),
                col(Account.role).in_(("counsellor", "supervisor")),
            ),
            isouter=True,
        )
        .where(in_centre(desk, Centre.id, centre_id))
        .order_by(col(Centre.id), col(Account.id))
    ).all()
    loads: dict[tuple[int | None, int], Load] = {}
    for centre, account in rows:
        loads.setdefault((None, centre.id), Load(None, POOL, centre.id, centre.name))
        if account is not None:
            loads[account.id, centre.id] = Load(account.id, account.name, centre.id, centre.name)
    return loads


def _stranger(desk: Desk, owner: int | None, centre: int) -> Load:
    """Work of somebody who left or moved to another centre: rare, so one look-up each."""
    account = desk.session.get(Account, owner) if owner is not None else None
    where = desk.session.get(Centre, centre)
    name = f"{account.name} (left or moved)" if account else POOL
    return Load(owner, name, centre, where.name if where else "")


def _counts(desk: Desk, centre_id: int | None) -> Any:
    """Owner, centre, tier → open referrals; and open follow-ups with how many are late."""
    tier = tier_of_referral()
    referrals = (
        select(  # type: ignore[call-overload]
            col(Referral.counsellor_id).label("owner"),
            col(Referral.centre_id),
            tier.label("tier"),
            literal("referral"),
            func.count(),
            literal(0),
        )
        .join(ReferralStep, newest_step())
        .join(Call, col(Call.id) == col(Referral.call_id))
        .where(still_open(), in_centre(desk, Referral.centre_id, centre_id))
        .group_by(col(Referral.counsellor_id), col(Referral.centre_id), tier)
    )
    late = func.sum(case((is_overdue(), 1), else_=0))
    follow_ups = (
        select(  # type: ignore[call-overload]
            col(FollowUp.assigned_to_id),
            col(FollowUp.centre_id),
            col(FollowUp.tier),
            literal("follow_up"),
            func.count(),
            late,
        )
        .where(FollowUp.state == "open", in_centre(desk, FollowUp.centre_id, centre_id))
        .group_by(col(FollowUp.assigned_to_id), col(FollowUp.centre_id), col(FollowUp.tier))
    )
    return union_all(referrals, follow_ups)


def _add(load: Load, tier: str, kind: str, count: int, late: int) -> None:
    heavy = WEIGHTS.get(tier, 1)
    if kind == "referral":
        load.referrals += count
        load.tiers[tier] = load.tiers.get(tier, 0) + count
        load.weight += heavy * count
    else:
        load.follow_ups += count
        load.overdue += late
        load.urgent += late if tier in URGENT else 0
        load.weight += heavy * late
