"""How does a call-back come to stand in the book, and how does it leave it unasked?

Helpers return rows for the act that calls them, so that a referral and its follow-up, or a death and
what it stops, are kept in one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from casework import facts, hands, one_person, reach, safety, support
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.follow_ups import schedule, situations
from casework.follow_ups.windows import LENGTH, USUAL, Hours, window
from db.models import Call, Centre, Channel, FollowUp, Person, Referral, Row, now

PROMISED = "as promised"
FARTHEST = timedelta(days=366)
NO_WAY = "They gave no safe way to be reached. They can call us, with their case code."


@dataclass(frozen=True)
class Line:
    """Whom we ring, when it is safe, or that they ring us."""

    person: Person
    side: str
    zone: str
    hours: Hours | None
    they_call_us: bool


def proposed(
    desk: Desk,
    call: Call,
    side: str,
    *,
    referral_id: UUID | None = None,
    at: datetime | None = None,
) -> list[Row]:
    """The next call-back by the schedule, or none; an open one of this call is brought forward.

    All lines that apply count (domain.md 6.3). Anonymous: none unless they gave a safe channel. Under
    violence they call us, unless the channel was named on this call.
    """
    at = at or now()
    line = line_to(desk, call, side)
    if line is None:
        return []
    plan = schedule.plan(situations.lines(desk, call, line.side, now=at), now=at)
    if plan is None:
        return []
    made = _row(call, line, plan.first, plan.why)
    made.cap, made.referral_id = plan.attempts, referral_id
    there = _open(desk, call.id, line.person.id)
    return [_sooner(there, made) if there else made]


def line_to(desk: Desk, call: Call, side: str) -> Line | None:
    """The person of this side, or the caller in their place; None when nobody may be rung."""
    for whom in dict.fromkeys((side, "caller")):
        person_id = hands.of_side(call, whom)
        person = desk.session.get(Person, person_id) if person_id else None
        if person is None or one_person.died(desk, person.id):
            continue
        violent = violence(desk, call)
        channel = reach.safe_phone(desk, person.id, named_on=call.id if violent else None)
        zone = person.zone or _zone(desk, person.centre_id)
        if channel is not None:
            return Line(person, whom, zone, reach.window_of(channel), False)
        if violent:
            return Line(person, whom, zone, None, True)
    return None


def violence(desk: Desk, call: Call) -> bool:
    """Said on this call, in the support map or the gate: no contact but by what was named on it."""
    if any(row.violent == "yes" and not row.ended for row in support.sources(desk, call.id)):
        return True
    signs = ("danger.violence_now", "danger.home")
    return any(a.get(sign) == "yes" for a in safety.gate(desk, call.id).values() for sign in signs)


def phone_of(desk: Desk, row: FollowUp) -> Channel | None:
    """The number this call-back rings; under violence only one that was named on its call."""
    if row.person_id is None:
        return None
    call = desk.session.get(Call, row.call_id) if row.call_id else None
    named_on = call.id if call is not None and violence(desk, call) else None
    return reach.safe_phone(desk, row.person_id, named_on=named_on)


def _zone(desk: Desk, centre_id: int) -> str:
    return desk.session.exec(select(Centre.zone).where(Centre.id == centre_id)).one()


def _row(call: Call, line: Line, target: datetime, why: str) -> FollowUp:
    tier = call.caller_tier if line.side == "caller" else call.concerned_tier
    start, end = window(target, line.zone, line.hours, LENGTH.get(tier, USUAL))
    return FollowUp(
        centre_id=call.centre_id,
        call_id=call.id,
        person_id=line.person.id,
        assigned_to_id=call.counsellor_id,
        due_from=start,
        due_to=end,
        zone=line.zone,
        reason=why,
        tier=tier,
        they_call_us=line.they_call_us,
    )


def _open(desk: Desk, call_id: UUID, person_id: UUID) -> FollowUp | None:
    """One call-back for a person and call, however many places they were sent to."""
    return desk.session.exec(
        select(FollowUp)
        .where(
            FollowUp.call_id == call_id,
            FollowUp.person_id == person_id,
            FollowUp.state == "open",
        )
        .with_for_update()
    ).first()


def _sooner(there: FollowUp, made: FollowUp) -> FollowUp:
    if made.due_from < there.due_from:
        there.due_from, there.due_to, there.reason = made.due_from, made.due_to, made.reason
    there.cap, there.tier = max(there.cap, made.cap), min(there.tier, made.tier)
    there.they_call_us = made.they_call_us
    there.version += 1
    return there


def following(desk: Desk, done: FollowUp, *, at: datetime) -> list[Row]:
    """The next contact of the same plan after one that reached them, if any is left."""
    call = desk.session.get(Call, done.call_id) if done.call_id else None
    if call is None:
        return []
    side = "caller" if done.person_id == call.caller_id else "concerned"
    line = line_to(desk, call, side)
    begun = call.ended_at or call.started_at
    plan = schedule.plan(situations.lines(desk, call, side, now=begun), now=begun)
    target = plan.after(at) if plan else None
    if line is None or plan is None or target is None:
        return []
    made = _row(call, line, target, plan.why)
    made.cap, made.referral_id = plan.attempts, done.referral_id
    return [made]


def propose(desk: Desk, *, call_id: UUID, side: str) -> None:
    """A safe way to reach them came late on the call: book what the schedule proposes, if anything."""
    with desk.changing(Act.FOLLOW_UP):
        call = facts.writable(desk, call_id)
        referral = desk.session.exec(
            select(Referral.id).where(Referral.call_id == call_id, Referral.side == side).limit(1)
        ).first()
        if referral is None:
            return
        rows = proposed(desk, call, side, referral_id=referral)
        if rows:
            desk.keep(Act.FOLLOW_UP, *rows)


def book(desk: Desk, *, call_id: UUID, side: str, at: datetime, note: str = "") -> UUID:
    """A call-back the counsellor promises, moved into the hours that are safe. It takes the place of
    the one that was proposed; `note`, what it is for, is sealed and read when the number is opened."""
    if not now() - timedelta(minutes=5) <= at <= now() + FARTHEST:
        raise Refused("Choose a time from now on, within a year.")
    with desk.changing(Act.FOLLOW_UP):
        call = facts.writable(desk, call_id)
        line = line_to(desk, call, side)
        if line is None or hands.of_side(call, side) != line.person.id:
            raise Refused(NO_WAY)
        wanted = _row(call, line, at, PROMISED)
        made = _open(desk, call.id, line.person.id) or wanted
        if made is not wanted:
            if made.reason == PROMISED and made.due_from == wanted.due_from:
                raise Refused("That is promised already.")
            made.due_from, made.due_to, made.reason = wanted.due_from, wanted.due_to, PROMISED
            made.version += 1
        made.note = note.strip() or None
        desk.keep(Act.FOLLOW_UP, made)
    return made.id


def stopped(desk: Desk, *person_ids: UUID, outcome: str) -> list[Row]:
    """Every open call-back of these rows of a person, stopped; inside the act that tells why."""
    rows = desk.session.exec(
        select(FollowUp)
        .where(col(FollowUp.person_id).in_(person_ids), FollowUp.state == "open")
        .with_for_update()
    ).all()
    for row in rows:
        row.state, row.outcome, row.closed_at = "stopped", outcome, now()
        row.version += 1
    return list(rows)


def around_release(desk: Desk, person: Person, until: date) -> list[Row]:
    """Contact planned for the day after they come out, in the morning: tolerance is lost."""
    call = _last_call(desk, person.id)
    line = line_to(desk, call, _side(call, person.id)) if call else None
    if call is None or line is None or line.person.id != person.id:
        return []
    out = datetime.combine(until, time(0), ZoneInfo(line.zone)).astimezone(UTC)
    plan = schedule.plan([("release", out)], now=min(out, now()))
    assert plan is not None
    made = _row(call, line, max(plan.first, now()), plan.why)
    made.cap, made.tier = plan.attempts, min(made.tier, "T2")
    return [made]


def after_a_death(desk: Desk, *person_ids: UUID) -> list[Row]:
    """Those who called about the person are rung about their loss, where it is safe; what was booked
    with them about the person stops."""
    calls = desk.session.exec(
        select(Call)
        .where(
            col(Call.concerned_id).in_(person_ids),
            col(Call.caller_id).is_not(None),
            col(Call.caller_id).not_in(person_ids),
        )
        .order_by(col(Call.started_at).desc())
    ).all()
    made: list[Row] = []
    for call in {c.caller_id: c for c in reversed(calls)}.values():
        there = _open(desk, call.id, call.caller_id) if call.caller_id else None
        if there is not None:
            there.state, there.outcome, there.closed_at = "stopped", "died", now()
            there.version += 1
            made.append(there)
        line = line_to(desk, call, "caller")
        plan = schedule.plan([("bereaved", now())], now=now())
        if line is not None and plan is not None:
            row = _row(call, line, plan.first, plan.why)
            row.cap = plan.attempts
            made.append(row)
    return made


def _last_call(desk: Desk, person_id: UUID) -> Call | None:
    found: Sequence[Any] = desk.session.exec(
        select(Call)
        .where((col(Call.caller_id) == person_id) | (col(Call.concerned_id) == person_id))
        .order_by(col(Call.started_at).desc())
        .limit(1)
    ).all()
    return next(iter(found), None)


def _side(call: Call, person_id: UUID) -> str:
    return "caller" if call.caller_id == person_id else "concerned"
