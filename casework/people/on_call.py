"""When does somebody on a call become a person we know: an explicit, logged step (domain.md 1.7)?"""

from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework import facts, hands, needs
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.people.channels import moved
from casework.people.relations import stand_together
from casework.people.sounding import name_key
from casework.reach import NOTHING_SAID, Rules, channel_row, said
from db.models import Call, FollowUp, Person, Referral, Row, SupportSource

SIDES = ("caller", "concerned")


def known_as(
    desk: Desk,
    call_id: UUID,
    side: str,
    *,
    name: str = "",
    phone: str = "",
    rules: Rules = NOTHING_SAID,
) -> UUID:
    """From anonymous to identified: the person of this side gets the name or number they gave. The same
    number again, on a later call, is named on that call and takes its rules."""
    if not name.strip() and not phone.strip():
        raise Refused("A name or a number makes someone known. Without, they stay unnamed.")
    with desk.changing(Act.EDIT_PERSON):
        call, person = _person_of(desk, call_id, side)
        rows: list[Row] = [person, call]
        if name.strip() and name.strip() != person.name:
            person.name, person.name_key = name.strip(), name_key(name)
        desk.session.add(person)
        desk.session.flush()
        if phone.strip():
            channel = channel_row(desk, person, phone, rules=rules, call_id=call.id)
            rows += [channel, *moved(desk, person.id, channel)]
        subject = f"Call {call.id}, {side} became known as Person {person.id}"
        desk.keep(Act.EDIT_PERSON, *rows, subject=subject)
    return person.id


def keep_said(desk: Desk, call_id: UUID, side: str) -> UUID:
    """What was said on this call about the person of this side, kept beyond the call."""
    desk.require(Act.EDIT_PERSON)
    facts.writable(desk, call_id)
    known = facts.known(desk, call_id)

    def told(name: str) -> str:
        return facts.value(known, f"{side}.{name}") or ""

    return known_as(
        desk, call_id, side, name=told("name"), phone=told("phone"), rules=rules_said(known, side)
    )


def rules_said(known: facts.Facts, side: str) -> Rules:
    """Unknown, declined and not asked stay three different answers."""

    def answer(name: str) -> str:
        found = known.get(f"{side}.{name}")
        if found is None or (found.answer == "stated" and not found.value):
            return "not_asked"
        return found.value or "" if found.answer == "stated" else found.answer

    def told(name: str) -> str:
        return facts.value(known, f"{side}.{name}") or ""

    return said(
        safe=answer("ring"),
        hours=told("hours"),
        voicemail=answer("voicemail"),
        texts=answer("texts"),
        may_answer=told("may_answer"),
        cover_phrase=told("cover"),
    )


def on_call(desk: Desk, *, call_id: UUID, side: str) -> UUID:
    """The person of this side, made unnamed when there is none yet."""
    desk.require(Act.EDIT_PERSON)
    seen = desk.find(Call, call_id, what="That call")
    there = hands.of_side(seen, side)
    if there is not None:
        return there
    with desk.changing(Act.EDIT_PERSON):
        call, person = _person_of(desk, call_id, side)
        desk.keep(Act.EDIT_PERSON, person, call)
    return person.id


def _person_of(desk: Desk, call_id: UUID, side: str) -> tuple[Call, Person]:
    if side not in SIDES:
        raise Refused("A call has a caller and a person concerned.")
    call = facts.writable(desk, call_id)
    there = hands.of_side(call, side)
    if there is not None:
        return call, desk.find(Person, there, what="That person")
    known = facts.known(desk, call_id)
    spot = needs.where(known, side)
    person = Person(
        centre_id=call.centre_id,
        zone=spot.zone if spot else "",
        language=facts.value(known, "call.language") or "",
    )
    desk.session.add(person)
    desk.session.flush()
    stand(desk, call, side, person.id)
    return call, person


def stand(desk: Desk, call: Call, side: str, person_id: UUID) -> None:
    """Put the person on their side of the call, and on what was made for that side before."""
    both = call.relation in hands.SELF
    if side == "caller" or both:
        call.caller_id = person_id
    if side == "concerned" or both:
        call.concerned_id = person_id
    sides = SIDES if both else (side,)
    made: list[Any] = list(
        desk.session.exec(
            select(Referral).where(
                Referral.call_id == call.id,
                col(Referral.person_id).is_(None),
                col(Referral.side).in_(sides),
            )
        ).all()
    )
    ids = [row.id for row in made]
    made += desk.session.exec(
        select(FollowUp).where(
            col(FollowUp.referral_id).in_(ids), col(FollowUp.person_id).is_(None)
        )
    ).all()
    if "concerned" in sides:
        made += desk.session.exec(
            select(SupportSource).where(
                SupportSource.call_id == call.id, col(SupportSource.person_id).is_(None)
            )
        ).all()
    for row in made:
        row.person_id = person_id
    together = stand_together(desk, call)
    desk.session.add_all([call, *made, *([together] if together else [])])
    desk.session.flush()
