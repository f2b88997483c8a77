"""What was shown on a call, read out or chosen, and why and where did it stand?"""

from uuid import UUID

from sqlmodel import col, select

from casework import facts, reasons
from casework.access import Act
from casework.desk import Desk
from casework.offers import Offer, OfferList
from db.models import Shown
from matching import VERSION


def note(
    desk: Desk, *, call_id: UUID, shown: OfferList, offer: Offer, read_out: bool, chosen: bool
) -> None:
    """Keep why an option was shown and where it stood (EKRA: no paid ranking)."""
    with desk.changing(Act.MATCH):
        call = facts.writable(desk, call_id)
        card = offer.card
        row = desk.session.exec(
            select(Shown).where(
                Shown.call_id == call_id,
                Shown.side == shown.side,
                Shown.service_id == card.service_id,
                Shown.group_id == card.group_id,
            )
        ).first() or Shown(
            call_id=call_id,
            centre_id=call.centre_id,
            side=shown.side,
            list_kind=shown.kind.value,
            service_id=card.service_id,
            group_id=card.group_id,
            meeting_id=card.meeting_id,
            rank=offer.rank,
            slot=offer.match.slot.value,
            score=offer.match.score,
            rules_version=VERSION,
            reasons=reasons.kept(offer.match),
            shown_by_id=desk.me,
        )
        row.read_out = row.read_out or read_out
        row.chosen = row.chosen or chosen
        desk.keep(Act.MATCH, row)


def read_out(desk: Desk, call_id: UUID) -> list[Shown]:
    """What was read out or chosen on this call, in that order."""
    return list(
        desk.session.exec(
            select(Shown)
            .where(Shown.call_id == call_id, desk.sees(Shown.centre_id))
            .order_by(col(Shown.chosen).desc(), col(Shown.shown_at))
        ).all()
    )
