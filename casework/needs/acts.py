"""How is a need written down, and that nothing met it?"""

from uuid import UUID

from sqlmodel import select

from casework import facts as known_facts
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.needs.said import where
from db.models import Call, Need
from matching.words import List

UNMET = {
    "no_bed": "no bed",
    "waitlist": "waiting list",
    "cost": "cost",
    "insurance": "insurance said no",
    "too_far": "too far",
    "transport": "no way to get there",
    "hours": "hours",
    "childcare": "childcare",
    "language": "language",
    "access": "access",
    "not_eligible": "not eligible",
    "moud_refused": "does not support medication",
    "documents": "papers missing",
    "unwelcome": "felt unwelcome",
    "changed_mind": "changed their mind",
    "no_contact": "no contact any more",
    "none_exists": "nothing like it exists",
    "other": "something else",
}


def need_for(desk: Desk, call: Call, side: str, kind: List) -> Need:
    """The need a referral belongs to, made at first use (inside a transaction of `changing`)."""
    found = desk.session.exec(
        select(Need).where(Need.call_id == call.id, Need.side == side, Need.kind == kind.value)
    ).first()
    if found is not None:
        return found
    place = where(known_facts.known(desk, call.id), side)
    need = Need(
        call_id=call.id,
        centre_id=call.centre_id,
        side=side,
        kind=kind.value,
        area=place.area if place else "",
    )
    desk.session.add(need)
    desk.session.flush()
    return need


def hear(desk: Desk, *, call_id: UUID, side: str, kind: List) -> UUID:
    """Note that this kind of help was asked for; its outcome is what reports count."""
    with desk.changing(Act.LOG_CALL):
        call = known_facts.writable(desk, call_id)
        need = need_for(desk, call, side, kind)
        desk.keep(Act.LOG_CALL, need)
        return need.id


def unmet(desk: Desk, *, call_id: UUID, side: str, kind: List, reason: str) -> None:
    """Nothing fitted: the need is written down as unmet, with why (domain.md 6.2)."""
    if reason not in UNMET:
        raise Refused("Choose why nothing fitted.")
    with desk.changing(Act.LOG_CALL):
        call = known_facts.writable(desk, call_id)
        need = need_for(desk, call, side, kind)
        need.outcome, need.unmet_reason = "unmet", reason
        desk.keep(Act.LOG_CALL, need)
