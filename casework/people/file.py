"""What do we know of a person once their record is opened, and who opened it?"""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework import facts, referrals
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound, Refused
from casework.people import on_call
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
    approach: str
    zone: str
    state: str
    state_since: date | None
    state_until: date | None
    flags: tuple[str, ...]
    ways: tuple[Way, ...]
    calls: tuple[PastCall, ...] = field(default=())
    referrals: tuple[OnList, ...] = field(default=())
    promised: tuple[Promised, ...] = field(default=())
    letters: tuple[Paper, ...] = field(default=())

    @property
    def open_referrals(self) -> tuple[OnList, ...]:
        return tuple(r for r in self.referrals if r.is_open)

    def __str__(self) -> str:
        """One line for the call desk."""
        parts = [self.name or "No name", _count(len(self.calls), "call")]
        parts.append(_count(len(self.open_referrals), "open referral"))
        parts += [_count(len(self.promised), "promised call-back")] if self.promised else []
        parts += [STATES[self.state]] if self.state != "none" else []
        parts += [*self.flags, self.approach] if self.approach else list(self.flags)
        return "  ·  ".join(parts)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def open_person(desk: Desk, person_id: UUID) -> PersonFile:
    """Unmask a record of the own centre; the opening itself is written in the trail."""
    person = desk.find(Person, person_id, what="That person")
    if person.merged_into_id is not None:
        raise NotFound("That person")
    desk.keep(Act.OPEN_PERSON, subject=f"Person {person.id}")
    return _file(desk, person)


def open_on_call(desk: Desk, *, call_id: UUID, person_id: UUID) -> PersonFile:
    """They gave code and word on this call: their record is the caller's, opened and audited."""
    with desk.changing(Act.OPEN_PERSON):
        call = facts.writable(desk, call_id)
        person = desk.find(Person, person_id, what="That person")
        if call.caller_id not in {None, person.id}:
            raise Refused("This call has its caller already. Close it, or ask a supervisor.")
        on_call.stand(desk, call, "caller", person.id)
        desk.keep(Act.OPEN_PERSON, call, subject=f"Person {person.id} on Call {call.id}")
    return _file(desk, person)


def _file(desk: Desk, person: Person) -> PersonFile:
    flags = (("vulnerable", person.vulnerable), ("has been violent", person.violent))
    return PersonFile(
        id=person.id,
        version=person.version,
        name=person.name or "",
        approach=person.approach or "",
        zone=person.zone,
        state=person.state,
        state_since=person.state_since,
        state_until=person.state_until,
        flags=tuple(word for word, holds in flags if holds),
        ways=tuple(ways_to(desk, person.id)),
        calls=tuple(_calls(desk, person.id)),
        referrals=tuple(referrals.of_person(desk, person.id)),
        promised=tuple(_promised(desk, person.id)),
        letters=tuple(_letters(desk, person.id)),
    )


def _calls(desk: Desk, person_id: UUID) -> list[PastCall]:
    rows = desk.session.exec(
        select(Call)
        .where(
            or_(col(Call.caller_id) == person_id, col(Call.concerned_id) == person_id),
            Call.state != "void",
            desk.sees(Call.centre_id),
        )
        .order_by(col(Call.started_at).desc())
        .limit(100)
    ).all()
    return [
        PastCall(r.id, r.number, r.started_at, r.caller_id == person_id, r.stage, r.outcome)
        for r in rows
    ]


def _promised(desk: Desk, person_id: UUID) -> list[Promised]:
    rows = desk.session.exec(
        select(FollowUp)
        .where(
            FollowUp.person_id == person_id,
            FollowUp.state == "open",
            desk.sees(FollowUp.centre_id),
        )
        .order_by(col(FollowUp.due_to))
    ).all()
    return [Promised(r.id, r.due_from, r.due_to, r.zone, r.reason, r.they_call_us) for r in rows]


def _letters(desk: Desk, person_id: UUID) -> list[Paper]:
    """Without their pages: those are opened one by one, each audited."""
    rows = desk.session.exec(
        select(Letter.id, Letter.number, Letter.kind, Letter.issued_at)
        .where(Letter.person_id == person_id, desk.sees(Letter.centre_id))
        .order_by(col(Letter.issued_at).desc())
    ).all()
    return [Paper(*row) for row in rows]
