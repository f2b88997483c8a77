"""What left about a person, to whom, when and on what basis (42 CFR 2.25)?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import and_, col, or_, select

from casework import one_person
from casework.access import Act
from casework.desk import Desk
from db.models import Account, Call, Disclosure, EmergencyDisclosure, Letter, Person

BASIS = {
    "consent": "signed consent",
    "to_the_person": "to themselves",
    "emergency": "emergency",
    "no_identity": "named nobody",
}


@dataclass(frozen=True)
class Line:
    at: datetime
    recipient: str
    basis: str
    what: str
    by: str
    letter: str = ""
    nature: str = ""


def of_person(desk: Desk, person_id: UUID) -> list[Line]:
    """The newest first. An emergency on a call is theirs even where they became known later."""
    desk.require(Act.OPEN_PERSON)
    person = desk.find(Person, person_id, what="That person")
    rows_of = one_person.ids(desk, person.id)
    told, line = EmergencyDisclosure, Disclosure
    theirs = or_(
        col(line.person_id).in_(rows_of),
        and_(col(told.side) == "caller", col(Call.caller_id).in_(rows_of)),
        and_(
            col(told.side) == "concerned",
            col(Call.concerned_id).in_(rows_of),
        ),
    )
    rows = desk.session.exec(
        select(line, told, Account.name, Letter.number)
        .join(Account, col(Account.id) == col(line.by_id))
        .join(told, col(told.disclosure_id) == col(line.id), isouter=True)
        .join(Call, col(Call.id) == col(told.call_id), isouter=True)
        .join(Letter, col(Letter.id) == col(line.letter_id), isouter=True)
        .where(theirs, desk.sees(line.centre_id))
        .order_by(col(line.at).desc())
    ).all()
    return [_line(*row) for row in rows]


def _line(row: Disclosure, told: EmergencyDisclosure | None, by: str, number: str | None) -> Line:
    if told is None:
        return Line(row.at, row.recipient, BASIS[row.basis], ", ".join(row.what), by, number or "")
    who = f"{told.recipient}, {told.facility}"
    return Line(row.at, who, BASIS[row.basis], told.told, by, nature=told.nature)
