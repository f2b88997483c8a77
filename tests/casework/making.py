"""Rows for the tests of caseloads and reports, made without the screens."""

from datetime import datetime, timedelta
from typing import Any

from casework.desk import Actor
from db import session
from db.models import Call, FollowUp, Need, Referral, ReferralStep, Row, now


def save(*rows: Row) -> None:
    with session.reading() as opened:
        session.start_writing(opened)
        for row in rows:
            opened.add(row)
            opened.flush()
        opened.commit()


def call(actor: Actor, number: str, started: datetime | None = None, **values: Any) -> Call:
    made = Call(
        number=number,
        centre_id=actor.centre_id,
        counsellor_id=actor.id,
        logged_by_id=actor.id,
        started_at=started or now() - timedelta(hours=2),
        state=values.pop("state", "closed"),
        **values,
    )
    save(made)
    return made


def need(of: Call, kind: str = "treatment", **values: Any) -> Need:
    made = Need(
        call_id=of.id,
        centre_id=of.centre_id,
        side=values.pop("side", "caller"),
        kind=kind,
        heard_at=of.started_at,
        **values,
    )
    save(made)
    return made


def referral(
    of: Call, service: int, *steps: str, of_need: Need | None = None, **values: Any
) -> Referral:
    its_need = of_need or need(of)
    made = Referral(
        centre_id=of.centre_id,
        call_id=of.id,
        need_id=its_need.id,
        side="caller",
        counsellor_id=of.counsellor_id,
        kind=values.pop("kind", "referral"),
        service_id=service,
        made_at=of.started_at,
        **values,
    )
    save(
        made,
        *(
            ReferralStep(
                referral_id=made.id,
                centre_id=of.centre_id,
                seq=seq,
                status=status,
                by_id=of.counsellor_id,
            )
            for seq, status in enumerate(steps, 1)
        ),
    )
    return made


def follow_up(of: Call, *, hours: float, about: Referral | None = None, **values: Any) -> FollowUp:
    """Due `hours` from now; less than 0: late."""
    due = now() + timedelta(hours=hours)
    made = FollowUp(
        centre_id=of.centre_id,
        call_id=of.id,
        referral_id=about.id if about else None,
        assigned_to_id=values.pop("assigned_to_id", of.counsellor_id),
        due_from=due - timedelta(hours=4),
        due_to=due,
        zone="America/New_York",
        reason="did they get in?",
        **values,
    )
    save(made)
    return made
