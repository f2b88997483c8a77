"""Where are a referral and its steps read from?"""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from casework.desk import Desk
from db.models import Referral, ReferralStep

WHAT = "That referral"


def referral_row(desk: Desk, referral_id: UUID) -> Referral:
    return desk.find(Referral, referral_id, what=WHAT)


def history(desk: Desk, referral_id: UUID) -> Sequence[ReferralStep]:
    """Its steps, the first one first."""
    return desk.session.exec(
        select(ReferralStep)
        .where(ReferralStep.referral_id == referral_id, desk.sees(ReferralStep.centre_id))
        .order_by(col(ReferralStep.seq))
    ).all()
