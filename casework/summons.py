""" "I need someone": who asks for a supervisor on a call, who comes, and whom do we ring meanwhile?

A summons holds ids, the tier and who asked; nothing that was said. It is open until it is ended or its
call is closed (product.md 1.5).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework import hands
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotAllowed, Refused
from casework.facts import writable
from db.models import Account, Call, Helpline, Summons, now

PATIENCE = timedelta(seconds=60)  # unanswered for so long, the numbers to ring are shown
GRAVEST = ("T0", "T1", "T2", "not_cleared", "T3")


@dataclass(frozen=True)
class Asked:
    """An open summons as both screens show it."""

    id: UUID
    call_id: UUID
    number: str
    tier: str
    asked_by: str
    asked_at: datetime
    coming: str | None
    mine: bool  # asked by whoever looks

    def unanswered(self, at: datetime) -> bool:
        return self.coming is None and at - self.asked_at >= PATIENCE


@dataclass(frozen=True)
class Numbers:
    """Whom to ring when nobody comes: the one on call, then the deputy."""

    on_call: str
    deputy: str


def ask(desk: Desk, *, call_id: UUID) -> UUID:
    """One press on a live call. Nobody's approval is waited for."""
    with desk.changing(Act.SUMMON):
        call = writable(desk, call_id)
        if call.state != "open":
            raise Refused("This call is over. Nobody is on the line any more.")
        if _open_of(desk, call_id) is not None:
            raise Refused("You asked already. It is shown to every supervisor.")
        tier = min((call.caller_tier, call.concerned_tier), key=GRAVEST.index)
        made = Summons(centre_id=call.centre_id, call_id=call.id, asked_by_id=desk.me, tier=tier)
        desk.keep(Act.SUMMON, made)
    return made.id


def answer(desk: Desk, *, summons_id: UUID) -> None:
    """ "I'm coming"; the first who presses comes."""
    with desk.changing(Act.ANSWER_SUMMONS):
        row = hands.locked(desk, Summons, summons_id, what="That call for someone")
        if row.ended_at is not None:
            raise Refused("It is over already.")
        if row.answered_by_id is not None:
            raise Refused("Somebody is coming already.")
        row.answered_by_id, row.answered_at = desk.me, now()
        desk.keep(Act.ANSWER_SUMMONS, row)


def end(desk: Desk, *, summons_id: UUID) -> None:
    """The counsellor who asked ends it, or whoever came."""
    with desk.changing(Act.SUMMON):
        row = hands.locked(desk, Summons, summons_id, what="That call for someone")
        if desk.actor.id not in {row.asked_by_id, row.answered_by_id}:
            raise NotAllowed("Only who asked, or who came, ends it.")
        if row.ended_at is not None:
            raise Refused("It is over already.")
        row.ended_at = now()
        desk.keep(Act.SUMMON, row)


def waiting(desk: Desk) -> list[Asked]:
    """What a supervisor sees on every screen: asked and nobody coming yet, or theirs to come."""
    desk.require(Act.ANSWER_SUMMONS)
    found = _read(
        desk,
        Call.state == "open",
        (col(Summons.answered_by_id).is_(None)) | (col(Summons.answered_by_id) == desk.me),
        col(Summons.asked_by_id) != desk.me,
    )
    return sorted(found, key=lambda one: (one.coming is not None, GRAVEST.index(one.tier)))


def of_call(desk: Desk, call_id: UUID) -> Asked | None:
    """The open summons of a call, for the counsellor who waits."""
    return next(iter(_read(desk, Summons.call_id == call_id, Call.state == "open")), None)


def mine(desk: Desk) -> list[Asked]:
    """What I asked for on my live calls, wherever I am on the screens."""
    desk.require(Act.SUMMON)
    return _read(desk, Summons.asked_by_id == desk.me, Call.state == "open")


def numbers(desk: Desk) -> Numbers:
    row = desk.session.get(Helpline, 1)
    return Numbers(row.on_call_phone if row else "", row.deputy_phone if row else "")


def _open_of(desk: Desk, call_id: UUID) -> Summons | None:
    return desk.session.exec(
        select(Summons).where(Summons.call_id == call_id, col(Summons.ended_at).is_(None))
    ).first()


def _read(desk: Desk, *conditions: Any) -> list[Asked]:
    """One query, by the index of open ones: it runs each second."""
    asker, comer = aliased(Account), aliased(Account)
    rows = desk.session.exec(
        select(Summons, Call.number, asker.name, comer.name)
        .join(Call, col(Call.id) == col(Summons.call_id))
        .join(asker, col(asker.id) == col(Summons.asked_by_id))
        .join(comer, col(comer.id) == col(Summons.answered_by_id), isouter=True)
        .where(col(Summons.ended_at).is_(None), desk.sees(Summons.centre_id), *conditions)
        .order_by(col(Summons.asked_at))
    ).all()
    return [
        Asked(s.id, s.call_id, number, s.tier, by, s.asked_at, coming, s.asked_by_id == desk.me)
        for s, number, by, coming in rows
    ]
