"""What was answered of the gate and the screener on a call, what was ended, and since when is it so?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, func, select

from casework import facts as known_facts
from casework import screeners
from casework.desk import Desk
from casework.facts import Facts
from casework.safety.tiers import Assessment, assess
from casework.safety.words import SIDES
from casework.screeners import Result
from db.models import Clearance, GateAnswer, ScreeningAnswer


@dataclass(frozen=True)
class Gate:
    """What the gate of a call holds, read once for all who ask in one drawing."""

    answers: Mapping[str, dict[str, str]]  # side → item or item.sign → newest answer
    answered_at: Mapping[str, datetime]  # side → the last, by which its tier may have moved
    yes_at: Mapping[str, datetime]  # side → the last yes


def assessed(
    desk: Desk, call_id: UUID, facts: Facts | None = None, given: Gate | None = None
) -> dict[str, Assessment]:
    """Side → tier and triggers, from all that is known."""
    known = known_facts.known(desk, call_id) if facts is None else facts
    read = given or at_the_gate(desk, call_id)
    done, asked = _cleared(desk, call_id, read), screened(desk, call_id)
    return {s: assess(read.answers[s], known, s, done[s], result(asked[s])) for s in SIDES}


def gate(desk: Desk, call_id: UUID) -> Mapping[str, dict[str, str]]:
    """Side → item or item.sign → newest answer."""
    return at_the_gate(desk, call_id).answers


def at_the_gate(desk: Desk, call_id: UUID) -> Gate:
    rows = desk.session.exec(
        select(GateAnswer)
        .where(GateAnswer.call_id == call_id, desk.sees(GateAnswer.centre_id))
        .order_by(col(GateAnswer.version))
    ).all()
    found: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    last: dict[str, datetime] = {}
    yes: dict[str, datetime] = {}
    for row in rows:
        found[row.side][row.item] = row.answer
        last[row.side] = max(row.written_at, last.get(row.side, row.written_at))
        if row.answer == "yes":
            yes[row.side] = max(row.written_at, yes.get(row.side, row.written_at))
    return Gate(found, last, yes)


def cleared(desk: Desk, call_id: UUID) -> dict[str, set[str]]:
    """Side → tiers a person ended, unless a yes came after."""
    return _cleared(desk, call_id, at_the_gate(desk, call_id))


def _cleared(desk: Desk, call_id: UUID, given: Gate) -> dict[str, set[str]]:
    ended = desk.session.exec(
        select(Clearance).where(Clearance.call_id == call_id, desk.sees(Clearance.centre_id))
    ).all()
    found: dict[str, set[str]] = {side: set() for side in SIDES}
    for row in ended:
        if row.side not in given.yes_at or row.cleared_at > given.yes_at[row.side]:
            found[row.side].add(row.tier)
    return found


def screened(desk: Desk, call_id: UUID) -> dict[str, dict[str, dict[int, str]]]:
    """Side → instrument → number of the question → newest answer."""
    rows = desk.session.exec(
        select(ScreeningAnswer)
        .where(ScreeningAnswer.call_id == call_id, desk.sees(ScreeningAnswer.centre_id))
        .order_by(col(ScreeningAnswer.version))
    ).all()
    found: dict[str, dict[str, dict[int, str]]] = {side: {} for side in SIDES}
    for row in rows:
        found[row.side].setdefault(row.instrument, {})[row.item] = row.answer
    return found


def result(given: dict[str, dict[int, str]]) -> Result | None:
    """The gravest of what the suicide screeners of one person came to."""
    order = ("high", "moderate", "none")
    found = [
        came_to
        for code, answers in given.items()
        if (one := screeners.of(code)) and one.about == "suicide"
        if (came_to := one.result(answers))
    ]
    return min(found, key=lambda r: order.index(r.level), default=None)


def raised_at(desk: Desk, call_id: UUID, side: str, assessment: Assessment) -> datetime | None:
    """Since when the gate has called for this tier: the first yes after the last clearing."""
    items = {t.item for t in assessment.triggers if t.tier == assessment.tier and t.item}
    ended = desk.session.exec(
        select(func.max(Clearance.cleared_at)).where(
            Clearance.call_id == call_id, Clearance.side == side, desk.sees(Clearance.centre_id)
        )
    ).one()
    yeses = desk.session.exec(
        select(GateAnswer.item, GateAnswer.written_at).where(
            GateAnswer.call_id == call_id,
            GateAnswer.side == side,
            GateAnswer.answer == "yes",
            desk.sees(GateAnswer.centre_id),
        )
    ).all()
    times = [
        at for item, at in yeses if item.partition(".")[0] in items and (not ended or at > ended)
    ]
    return min(times, default=None)
