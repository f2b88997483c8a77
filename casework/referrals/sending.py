"""How is a referral on a list told apart, and sent, in one press each?"""

from uuid import UUID

from casework import hands
from casework.access import Act
from casework.desk import Desk, check_version
from casework.directory import changes
from casework.errors import Refused
from casework.referrals import ways
from casework.referrals.acts import Heard, new_step
from casework.referrals.rows import WHAT, history, referral_row
from casework.referrals.steps import INFORMATION, KINDS
from db.models import Referral, ReferralStep, Row

# A kind is chosen while nothing has left yet.
OPEN_KINDS = tuple(kind for kind in KINDS if kind not in INFORMATION)
NOT_YOURS = "Only the counsellor of this referral, or a supervisor, records that."


def set_kind(desk: Desk, referral_id: UUID, kind: str, *, version: int) -> None:
    """Put through, an appointment, a letter, someone to go along, or information only: chosen while it
    is offered or ready. Information is given at once, which closes it (product.md 1.12, 6)."""
    if kind not in {*OPEN_KINDS, "information"}:
        raise Refused("Choose how they are sent there.")
    with desk.changing(Act.REFER):
        referral, past = _held(desk, referral_id)
        if past[-1].status not in {"offered", "ready"}:
            raise Refused("How they are sent there is settled already.")
        if referral.kind == kind:
            raise Refused("It is of that kind already.")
        check_version(referral, version)
        referral.kind = kind
        rows: list[Row] = [referral]
        if kind == "information":
            if past[-1].status == "ready":
                raise Refused("It is ready to send. Call it off, or send it.")
            rows.append(new_step(desk, referral, len(past) + 1, "given", Heard()))
        desk.keep(Act.REFER, *rows)


def send(desk: Desk, referral_id: UUID, *, version: int) -> None:
    """From offered through ready to sent in one press, by the same rules as step by step."""
    with desk.changing(Act.STEP_REFERRAL):
        referral, past = _held(desk, referral_id)
        status = past[-1].status
        if status not in {"offered", "consent_pending", "ready"}:
            raise Refused("That is sent already, or closed.")
        missing = ways.missing(desk, referral)
        if missing:
            raise Refused(missing)
        check_version(referral, version)
        to = ("sent",) if status == "ready" else ("ready", "sent")
        steps = [
            new_step(desk, referral, len(past) + number, each, Heard())
            for number, each in enumerate(to, start=1)
        ]
        desk.session.add_all(changes.of_steps(desk.session, referral, to))
        desk.keep(Act.STEP_REFERRAL, referral, *steps)


def not_sendable(desk: Desk, referral_id: UUID) -> str:
    """What must be there before it may be called sent; "" when nothing is missing."""
    return ways.missing(desk, referral_row(desk, referral_id))


def _held(desk: Desk, referral_id: UUID) -> tuple[Referral, list[ReferralStep]]:
    referral = hands.locked(desk, Referral, referral_id, what=WHAT)
    held = hands.holds(
        desk, referral.counsellor_id, call_id=referral.call_id, person_id=referral.person_id
    )
    hands.require(held, NOT_YOURS)
    return referral, list(history(desk, referral.id))
