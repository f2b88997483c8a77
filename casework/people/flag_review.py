"""Which flags should a supervisor look at now: asked for, about to end, or over with nobody's word?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, or_, select

from casework import days, flags, one_person
from casework.access import Act
from casework.desk import Desk
from casework.people.finding import masked_name
from db.models import Centre, Person, PersonFlag

AHEAD = timedelta(days=14)  # a fortnight: shifts and a week off lie in it
AFTER = timedelta(days=14)  # so long what ran out unseen is still brought up
MOST = 500


@dataclass(frozen=True)
class Listed:
    """One flag of somebody in a list: initials and no reason, until the record is opened."""

    person_id: UUID
    label: str
    kind: str
    why: str  # "asked", "ends", "over", "carried" (nobody wrote why); "" where it only stands
    until: date | None
    centre: str

    @property
    def words(self) -> str:
        last = flags.day_of(self.until) if self.until else ""
        when = {
            "asked": "asked for, not set yet",
            "over": f"over; its last day was {last} and nobody renewed it",
            "carried": f"until {last}; nobody wrote down why",
        }.get(self.why, f"until {last}")
        return f"{self.label}  ·  {flags.KINDS[self.kind]}  ·  {when}"


def flagged(desk: Desk) -> list[Listed]:
    """Every flag that stands or is asked for, and what ran out in the last fortnight: what to look at
    first, then by its last day."""
    desk.require(Act.FLAG_PERSON)
    today = days.today(desk)
    rows = desk.session.exec(
        select(PersonFlag, one_person.root(), Centre.name)
        .join(Person, col(Person.id) == col(PersonFlag.person_id))
        .join(Centre, col(Centre.id) == col(PersonFlag.centre_id))
        .where(
            desk.sees(PersonFlag.centre_id),
            col(PersonFlag.ended_at).is_(None),
            or_(col(PersonFlag.until).is_(None), col(PersonFlag.until) >= today - AFTER),
        )
        .order_by(col(PersonFlag.set_at).is_not(None), col(PersonFlag.until))
        .limit(MOST)
    ).all()
    newest: dict[tuple[UUID, str, bool], tuple[PersonFlag, str]] = {}
    for row, root, centre in rows:  # of each kind the one that stands longest
        newest[UUID(str(root)), row.kind, flags.waits(row)] = (row, centre)
    labels = _labels(desk, (root for root, _, _ in newest))
    found = [
        Listed(root, labels[root], kind, _why(row, today), row.until, centre)
        for (root, kind, asked), (row, centre) in newest.items()
        if not (asked and _stands(newest.get((root, kind, False)), today))
    ]
    return sorted(found, key=lambda one: (not one.why, one.until or date.min, one.label))


def _stands(there: tuple[PersonFlag, str] | None, today: date) -> bool:
    """What is asked for of one record may stand on another that was merged with it."""
    return there is not None and flags.stands(there[0], today)


def _why(row: PersonFlag, today: date) -> str:
    if flags.waits(row):
        return "asked"
    if not flags.stands(row, today):
        return "over"
    if row.reason_sealed is None:
        return "carried"
    return "" if row.until and row.until > today + AHEAD else "ends"


def _labels(desk: Desk, ids: Iterable[UUID]) -> dict[UUID, str]:
    people = desk.session.exec(select(Person).where(col(Person.id).in_(list(ids)))).all()
    return {one.id: masked_name(one.name) for one in people}
