"""How is a closed referral taken back to where it stood?"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from casework import hands
from casework.access import Act
from casework.caseloads.words import CLOSING
from casework.desk import Desk, check_version
from casework.directory import changes
from casework.errors import Refused
from casework.referrals.acts import Heard, new_step
from casework.referrals.rows import WHAT, history
from casework.referrals.steps import last_open
from db.models import Need, Referral, ReferralStep


def reopen(desk: Desk, referral_id: UUID, *, version: int, reason: str) -> None:
    """A supervisor takes a closed referral back to its last open state, with the reason."""
    if len(reason.strip()) < 3:
        raise Refused("Say in a few words why it is opened again.")
    with desk.changing(Act.REOPEN_REFERRAL):
        referral = hands.locked(desk, Referral, referral_id, what=WHAT)
        past = history(desk, referral.id)
        last = last_open(past)
        if past[-1].status not in CLOSING or last is None:
            raise Refused("This referral is open.")
        check_version(referral, version)
        need = hands.locked(desk, Need, referral.need_id, what="That need")
        need.outcome, need.unmet_reason = "unknown", None
        heard = Heard(reason="reopened", note=reason, appointment_at=_appointment(past, last))
        made = new_step(desk, referral, len(past) + 1, last, heard)
        desk.session.add_all(changes.of_steps(desk.session, referral, {past[-1].status}))
        desk.keep(Act.REOPEN_REFERRAL, referral, made, need)


def _appointment(past: Sequence[ReferralStep], status: str) -> datetime | None:
    found: datetime | None = next(
        (one.appointment_at for one in reversed(past) if one.status == status), None
    )
    return found
