"""What do we know of a person once their record is opened, and who opened it?"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework import facts, flags, hands, one_person, opening, referrals
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.flags import Flagged
from casework.people import on_call, relations
from casework.people.relations import Theirs
from casework.people.states import STATES
from casework.reach import Way, ways_to
from casework.referrals import OnList
from db.models import Call, FollowUp, Letter, Person


@dataclass(frozen=True)
class PastCall:
    id: UUID
    number: str
    started_at: datetime
    as_caller: bool
    stage: str
    outcome: str | None


@dataclass(frozen=True)
class Promised:
    """A call-back that stands; its window is said in the person's zone by `follow_ups`."""

    id: UUID
    due_from: datetime
    due_to: datetime
    zone: str
    reason: str
    they_call_us: bool


@dataclass(frozen=True)
class Paper:
    id: UUID
    number: str
    kind: str
    issued_at: datetime


@dataclass(frozen=True, kw_only=True)
class PersonFile:
    """An opened record, unmasked. Never say aloud that anyone called before."""

    id: UUID
    version: int
    name: str
    approach: str  # all of it, where records were merged
    note: str  # this record's own part of it, to be written on
    zone: str
    state: str
    state_since: date | None
    state_until: date | None
    flags: tuple[Flagged, ...]  # all there ever were, the newest first
    ways: tuple[Way, ...]
    ticket: str = ""  # shows that it was opened just now; a redraw with it is no second opening
    merged: tuple[tuple[UUID, str], ...] = field(default=())
    theirs: tuple[Theirs, ...] = field(default=())
    calls: tuple[PastCall, ...] = field(default=())
    referrals: tuple[OnList, ...] = field(default=())
    promised: tuple[Promised, ...] = field(default=())
    letters: tuple[Paper, ...] = field(default=())

    @property
    def open_referrals(self) -> tuple[OnList, ...]:
        return tuple(r for r in self.referrals if r.is_open)

    @property
    def at_a_glance(self) -> str:
        """One line: how often, what is open, and what happened."""
        parts = [_count(len(self.calls), "call"), _count(len(self.open_referrals), "open referral")]
        parts += [_count(len(self.promised), "promised call-back")] if self.promised else []
        parts += [STATES[self.state]] if self.state != "none" else []
        return "  ·  ".join(parts)

    @property
    def standing(self) -> tuple[Flagged, ...]:
        """The flags that hold today, each with its last day."""
        return flags.standing(self.flags)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def open_person(desk: Desk, person_id: UUID, *, ticket: str = "") -> PersonFile:
    """Unmask a record of the own centre; the opening is written in the trail, once: with the ticket of
    an opening it is only drawn again. A merged row opens the one that was kept."""
    desk.require(Act.OPEN_PERSON)
    person = one_person.kept(desk, desk.find(Person, person_id, what="That person"))
    if not opening.holds(desk, f"Person {person.id}", ticket):
        desk.keep(Act.OPEN_PERSON, subject=f"Person {person.id}")
        ticket = opening.ticket(desk, f"Person {person.id}")
    return _file(desk, person, ticket)


def open_on_call(desk: Desk, *, call_id: UUID, person_id: UUID, side: str = "caller") -> PersonFile:
    """They gave code, word or name on this call: their record is this side's, opened and audited."""
    with desk.changing(Act.OPEN_PERSON):
        call = facts.writable(desk, call_id)
        person = one_person.kept(desk, desk.find(Person, person_id, what="That person"))
        own = one_person.ids(desk, person.id)
        there, beside = _sides(call, side)
        if there is not None and there not in own:
            raise Refused(
                "Somebody else stands on this call there. On People, two records of one "
                "person can be merged."
            )
        if beside in own:
            raise Refused("They stand on the other side of this call already.")
        on_call.stand(desk, call, side, person.id)
        desk.keep(Act.OPEN_PERSON, call, subject=f"Person {person.id} on Call {call.id}")
    return _file(desk, person, opening.ticket(desk, f"Person {person.id}"))


def _sides(call: Call, side: str) -> tuple[UUID | None, UUID | None]:
    """Who stands on this side, and who on the other, where those are two people."""
    there = hands.of_side(call, side)
    if call.relation in hands.SELF:
        return there, None
    return there, call.concerned_id if side == "caller" else call.caller_id


def _file(desk: Desk, person: Person, ticket: str) -> PersonFile:
    rows = one_person.rows(desk, person.id)
    ids, state = [row.id for row in rows], one_person.state(rows)
    return PersonFile(
        id=person.id,
        version=person.version,
        name=next((row.name for row in rows if row.name), ""),
        approach="\n".join(row.approach for row in rows if row.approach),
        note=person.approach or "",
        zone=person.zone,
        state=state.state,
        state_since=state.state_since,
        state_until=state.state_until,
        flags=flags.of_rows(desk, ids),
        ways=tuple(ways_to(desk, person.id)),
        ticket=ticket,
        merged=tuple((row.id, row.name or "No name") for row in rows if row.id != person.id),
        theirs=tuple(relations.of_person(desk, person.id)),
        calls=tuple(_calls(desk, ids)),
        referrals=tuple(referrals.of_person(desk, person.id)),
        promised=tuple(_promised(desk, ids)),
        letters=tuple(_letters(desk, ids)),
    )


def _calls(desk: Desk, ids: Sequence[UUID]) -> list[PastCall]:
    rows = desk.session.exec(
        select(Call)
        .where(
            or_(col(Call.caller_id).in_(ids), col(Call.concerned_id).in_(ids)),
            Call.state != "void",
            desk.sees(Call.centre_id),
        )
        .order_by(col(Call.started_at).desc())
        .limit(100)
    ).all()
    return [
        PastCall(r.id, r.number, r.started_at, r.caller_id in ids, r.stage, r.outcome) for r in rows
    ]


def _promised(desk: Desk, ids: Sequence[UUID]) -> list[Promised]:
    rows = desk.session.exec(
        select(FollowUp)
        .where(
            col(FollowUp.person_id).in_(ids),
            FollowUp.state == "open",
            desk.sees(FollowUp.centre_id),
        )
        .order_by(col(FollowUp.due_to))
    ).all()
    return [Promised(r.id, r.due_from, r.due_to, r.zone, r.reason, r.they_call_us) for r in rows]


def _letters(desk: Desk, ids: Sequence[UUID]) -> list[Paper]:
    """Without their pages: those are opened one by one, each audited."""
    rows = desk.session.exec(
        select(Letter.id, Letter.number, Letter.kind, Letter.issued_at)
        .where(col(Letter.person_id).in_(ids), desk.sees(Letter.centre_id))
        .order_by(col(Letter.issued_at).desc())
    ).all()
    return [Paper(*row) for row in rows]
