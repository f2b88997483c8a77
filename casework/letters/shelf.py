"""Which letters were made, and may this one be opened or printed again?"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from casework import consents, hands, one_person
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from db.models import Consent, Letter, Referral, now

TAKEN_BACK = "The consent behind this letter was taken back or has run out. It is not opened again."
DIED = "They died. Letters about them are not opened any more."
NOT_YOURS = "A letter is opened by whoever made it, has the call, or is on one with the person now."


@dataclass(frozen=True)
class Fetched:
    pdf: bytes
    html: str
    number: str


def fetch(desk: Desk, letter_id: UUID) -> Fetched:
    """The bytes as they were made, with an audit line; refused once its consent no longer holds, and
    after a death."""
    with desk.changing(Act.OPEN_LETTER):
        row = hands.locked(desk, Letter, letter_id, what="That letter")
        _refuse_stranger(desk, row)
        _refuse_ended(desk, row)
        found = Fetched(row.pdf, row.html, row.number)
        desk.keep(Act.OPEN_LETTER, subject=f"Letter {row.id} {row.number}")
    return found


def _refuse_stranger(desk: Desk, row: Letter) -> None:
    referral = desk.session.get(Referral, row.referral_id) if row.referral_id else None
    owner = referral.counsellor_id if referral else None
    held = hands.holds(desk, row.issued_by_id, owner, call_id=row.call_id, person_id=row.person_id)
    hands.require(held, NOT_YOURS)


def _refuse_ended(desk: Desk, row: Letter) -> None:
    if one_person.died(desk, row.person_id):
        raise Refused(DIED)
    if row.consent_id is not None:
        consent = desk.session.get(Consent, row.consent_id, populate_existing=True)
        if not consents.still_holds(consent, now().date()):
            raise Refused(TAKEN_BACK)


def of_call(desk: Desk, call_id: UUID) -> list[tuple[str, UUID]]:
    """Number and id of each letter of a call, in the order they were made."""
    rows = desk.session.exec(
        select(Letter.number, Letter.id)
        .where(Letter.call_id == call_id, desk.sees(Letter.centre_id))
        .order_by(col(Letter.issued_at))
    ).all()
    return [(number, key) for number, key in rows]
