"""How do the caseload's queries say "newest step", "open", "late" and "of which tier"?"""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, literal_column, true
from sqlmodel import col, func, select

from casework.desk import Desk
from db.models import Call, FollowUp, Referral, ReferralStep, now

# Closing steps (product.md 6): a referral is open while its newest step is none of these.
CLOSING = ("given", "declined", "cancelled", "rejected", "lost", "completed")


def newest_step() -> ColumnElement[bool]:
    """Joined to a referral, only its newest step."""
    later = (
        select(func.max(ReferralStep.seq))
        .where(col(ReferralStep.referral_id) == col(Referral.id))
        .correlate(Referral)
        .scalar_subquery()
    )
    return and_(col(ReferralStep.referral_id) == col(Referral.id), col(ReferralStep.seq) == later)


def still_open() -> ColumnElement[bool]:
    return col(ReferralStep.status).not_in(CLOSING)


def is_overdue() -> ColumnElement[bool]:
    """Late, unless they ring us: that is never red (product.md 6)."""
    return and_(col(FollowUp.due_to) < now(), col(FollowUp.they_call_us).is_(False))


def tier_of_referral() -> ColumnElement[str]:
    """The tier belongs to the person the referral is for."""
    # Written out, not bound: PostgreSQL must see the same expression where it groups by it.
    of_caller = col(Referral.side) == literal_column("'caller'")
    return case((of_caller, col(Call.caller_tier)), else_=col(Call.concerned_tier))


def urgency(tier: Any) -> ColumnElement[str]:
    """To order by; unknown is never routine, so not cleared stands before T3."""
    return case((tier == "not_cleared", "T2~"), else_=tier)


def in_centre(desk: Desk, column: Any, centre_id: int | None) -> ColumnElement[bool]:
    asked = true() if centre_id is None else col(column) == centre_id
    return and_(desk.sees(column), asked)
