"""What was answered of the gate and the screener on a call, what was ended, and since when is it so?"""

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


def assessed(desk: Desk, call_id: UUID, facts: Facts | None = None) -> dict[str, Assessment]:
    """Side → tier and triggers, from all that is known."""
    known = known_facts.known(desk, call_id) if facts is None else facts
    answers, done, asked = gate(desk, call_id), cleared(desk, call_id), screened(desk, call_id)
    return {s: assess(answers[s], known, s, done[s], result(asked[s])) for s in SIDES}


def gate(desk: Desk, call_id: UUID) -> dict[str, dict[str, str]]:
    """Side → item or item.sign → newest answer."""
    rows = desk.session.exec(
        select(GateAnswer)
        .where(GateAnswer.call_id == call_id, desk.sees(GateAnswer.centre_id))
        .order_by(col(GateAnswer.version))
    ).all()
    found: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    for row in rows:
        found[row.side][row.item] = row.answer
    return found


def answered_at(desk: Desk, call_id: UUID) -> dict[str, datetime]:
    """Side → when the gate was last answered, by which its tier may have moved."""
    rows = (
        select(GateAnswer.side, func.max(GateAnswer.written_at))
        .where(GateAnswer.call_id == call_id, desk.sees(GateAnswer.centre_id))
        .group_by(col(GateAnswer.side))
    )
    return dict(desk.session.exec(rows).all())


def cleared(desk: Desk, call_id: UUID) -> dict[str, set[str]]:
    """Side → tiers a person ended, unless a yes came after."""
    ended = desk.session.exec(
        select(Clearance).where(Clearance.call_id == call_id, desk.sees(Clearance.centre_id))
    ).all()
    found: dict[str, set[str]] = {side: set() for side in SIDES}
    if not ended:
        return found
    yeses = desk.session.exec(
        select(GateAnswer.side, func.max(GateAnswer.written_at))
        .where(GateAnswer.call_id == call_id, GateAnswer.answer == "yes")
        .group_by(GateAnswer.side)
    ).all()
    last_yes = dict(yeses)
    for row in ended:
        if row.side not in last_yes or row.cleared_at > last_yes[row.side]:
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
