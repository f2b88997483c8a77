"""By which lawful way may a referral be called sent (product.md 4 and 6)?"""

from datetime import date

from sqlmodel import col, select

from casework import consents
from casework.desk import Desk
from casework.hands import SELF
from db.models import Call, Letter, Referral, now

NO_WAY = (
    "Nothing may be sent yet: no signed consent names this place, and no sheet was made for them to "
    "carry."
)
UNCONFIRMED = "Ring the place first: {what}. Then tick who confirmed it."


def missing(desk: Desk, referral: Referral) -> str:
    """What stands against "sent"; "" when nothing does."""
    if referral.needs_confirming and referral.confirmed_by_id is None:
        return UNCONFIRMED.format(what="; ".join(referral.needs_confirming))
    if _consented(desk, referral, now().date()) or _carried(desk, referral):
        return ""
    return NO_WAY


def _consented(desk: Desk, referral: Referral, on: date) -> bool:
    if referral.person_id is None:
        return False
    found = consents.covers(
        desk,
        referral.person_id,
        service_id=referral.service_id,
        group_id=referral.group_id,
        on=on,
    )
    return found is not None


def _carried(desk: Desk, referral: Referral) -> bool:
    """They carry it themselves: a sheet with this place on it, or their own voice on a three-way call;
    then the helpline discloses nothing (domain.md 1.2)."""
    call = desk.session.get(Call, referral.call_id)
    own_voice = call is not None and (referral.side == "caller" or call.relation in SELF)
    if referral.kind == "warm_transfer" and own_voice:
        return True
    sheets = desk.session.exec(
        select(Letter.fields).where(
            Letter.call_id == referral.call_id, col(Letter.kind).in_(("caller_held", "relative"))
        )
    ).all()
    return any(on_sheet(referral) in fields for fields in sheets)


def on_sheet(referral: Referral) -> str:
    """How a sheet notes, among its fields, which referral is printed on it."""
    return f"referral {referral.id}"
