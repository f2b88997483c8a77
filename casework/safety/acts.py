"""How are the danger gate and a screener answered, and how does an emergency end?"""

from uuid import UUID

from sqlmodel import col, select

from casework import facts as known_facts
from casework import screeners
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.safety.reading import assessed
from casework.safety.words import ANSWERS, GATE, SIDES
from db.models import Call, Clearance, GateAnswer, ScreeningAnswer

BY_PROXY = (
    "A screener is answered by the person themselves, never for somebody else. Ask whether they have "
    "said or done these things, and whether they are alone and can be reached."
)


def answer(desk: Desk, *, call_id: UUID, side: str, item: str, answer: str) -> None:
    """Record one answer of the gate; a yes after a clearing opens the emergency again."""
    name, _, sign = item.partition(".")
    known = name in GATE and (not sign or sign in GATE[name].signs)
    if side not in SIDES or answer not in ANSWERS or not known:
        raise Refused("The gate does not have that question.")
    with desk.jotting():
        call = known_facts.writable(desk, call_id)
        last = desk.session.exec(
            select(GateAnswer)
            .where(GateAnswer.call_id == call_id, GateAnswer.side == side, GateAnswer.item == item)
            .order_by(col(GateAnswer.version).desc())
            .limit(1)
        ).first()
        if last and last.answer == answer:
            return
        desk.session.add(
            GateAnswer(
                call_id=call_id,
                centre_id=call.centre_id,
                side=side,
                item=item,
                answer=answer,
                version=(last.version if last else 0) + 1,
                written_by_id=desk.me,
            )
        )
        desk.session.flush()
        settle(desk, call)


def clear(desk: Desk, *, call_id: UUID, side: str, tier: str, reason: str) -> None:
    """A person ends an emergency, with the reason; nothing else does (domain.md 4.3)."""
    if tier not in {"T0", "T1"} or side not in SIDES:
        raise Refused("Only an emergency can be cleared.")
    if len(reason.strip()) < 3:
        raise Refused("Say in a few words why it is over.")
    with desk.changing(Act.LOG_CALL):
        call = known_facts.writable(desk, call_id)
        made = Clearance(
            call_id=call_id,
            centre_id=call.centre_id,
            side=side,
            tier=tier,
            reason=reason.strip(),
            cleared_by_id=desk.me,
        )
        desk.session.add(made)
        desk.session.flush()
        settle(desk, call)
        desk.keep(Act.LOG_CALL, made)


def screen(
    desk: Desk, *, call_id: UUID, side: str, instrument: str, item: int, answer: str
) -> None:
    """Record one answer of a published screener, as the person themselves gave it."""
    asked = screeners.of(instrument)
    known = asked is not None and asked.question(item) is not None
    if asked is None or not known or answer not in {*asked.answers, screeners.NOT_SAID}:
        raise Refused("That questionnaire does not have this question.")
    if side != "caller":
        raise Refused(BY_PROXY)
    with desk.jotting():
        call = known_facts.writable(desk, call_id)
        last = desk.session.exec(
            select(ScreeningAnswer)
            .where(
                ScreeningAnswer.call_id == call_id,
                ScreeningAnswer.side == side,
                ScreeningAnswer.instrument == instrument,
                ScreeningAnswer.item == item,
            )
            .order_by(col(ScreeningAnswer.version).desc())
            .limit(1)
        ).first()
        if last and last.answer == answer:
            return
        desk.session.add(
            ScreeningAnswer(
                call_id=call_id,
                centre_id=call.centre_id,
                side=side,
                instrument=instrument,
                item=item,
                answer=answer,
                version=(last.version if last else 0) + 1,
                written_by_id=desk.me,
            )
        )
        desk.session.flush()
        settle(desk, call)


def settle(desk: Desk, call: Call) -> None:
    """Write each person's tier onto the call, for lists and reports (inside a transaction)."""
    for side, found in assessed(desk, call.id).items():
        setattr(call, f"{side}_tier", found.tier)
    desk.session.add(call)
