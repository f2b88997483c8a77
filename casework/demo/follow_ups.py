"""Whom does the invented helpline ring back: overdue, later today, tomorrow, and what was heard?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.demo.calls import Told
from casework.demo.chance import Chance
from casework.demo.words import FOLLOW_UP_NOTES
from db.models import Attempt, FollowUp, Referral

# When open ones fall due, round and round: some late, some today, some tomorrow, some later.
ROUND = ("today", "late", "tomorrow", "later", "today", "very_late", "today", "tomorrow")
MISSED = (
    ("no_answer",),
    ("left_message", "no_answer"),
    (),
    ("no_answer", "wrong_person"),
    (),
)
ENDED = frozenset({"given", "declined", "cancelled", "rejected", "lost", "completed"})
REASONS = {"T0": "after an emergency", "T1": "safety", "T2": "priority"}


@dataclass(frozen=True)
class Made:
    """A referral as its follow-up needs it; `last` is the newest step."""

    referral: Referral
    told: Told
    last: str
    tier: str
    peers: bool


def book(chance: Chance, made: Sequence[Made], told: Sequence[Told]) -> None:
    """One for each referral of somebody we may ring; a few about the person alone."""
    opened = done = 0
    for one in made:
        if one.told.person is None or not one.told.person.reachable:
            continue
        if one.last in ENDED or chance.odds(25):
            _done(chance, one, done)
            done += 1
        else:
            when = "today" if one.told.scene else ROUND[opened % len(ROUND)]
            _open(chance, one, when, opened)
            opened += 1
    with_person = [t for t in told if t.person and t.person.reachable and t.call.ended_at]
    for index, one_call in enumerate(with_person[3:12:3]):
        _about_person(chance, one_call, index)


def _window(chance: Chance, when: str, zone: str) -> tuple[datetime, datetime]:
    """From and to, in the person's own day."""
    there = chance.local(zone)
    if when == "today":
        evening = max(there.replace(hour=21, minute=0), there + timedelta(hours=1))
        night = there.replace(hour=23, minute=59)
        start = there - timedelta(hours=chance.rng.choice((1, 2)))
        return start, max(min(evening, night), there + timedelta(minutes=1))
    if when in {"late", "very_late"}:
        hours = chance.rng.randint(3, 20) if when == "late" else chance.rng.randint(30, 130)
        end = there - timedelta(hours=hours)
        return end - timedelta(hours=10), end
    days = 1 if when == "tomorrow" else chance.rng.randint(3, 20)
    day = there + timedelta(days=days)
    return day.replace(hour=10, minute=0), day.replace(hour=18, minute=0)


def _open(chance: Chance, one: Made, when: str, number: int) -> None:
    start, end = _window(chance, when, one.told.metro.zone)
    row = chance.keep(_row(chance, one, start, end))
    if number % 7 == 6:
        row.assigned_to_id = None  # in the pool: whoever is on takes it
    if number % 11 == 10:
        row.they_call_us = True
    tries = MISSED[number % len(MISSED)]
    begun = max(one.referral.made_at, min(start, chance.now) - timedelta(days=2))
    _tries(chance, one, row, tries, begun)


def _done(chance: Chance, one: Made, number: int) -> None:
    start = one.referral.made_at + timedelta(days=chance.rng.uniform(1, 3))
    end = start + timedelta(hours=8)
    if end > chance.now:
        end = chance.now - timedelta(minutes=5)
        start = min(start, end)
    row = chance.keep(_row(chance, one, start, end))
    row.state, row.closed_at = "done", end
    row.outcome, row.note = one.last, chance.pick(FOLLOW_UP_NOTES)
    if number % 8 == 2:
        row.state, row.outcome, row.note = "stopped", "asked_not_to_call", None
        _tries(chance, one, row, ("asked_not_to_call",), start)
    elif one.last == "lost":
        row.state, row.outcome, row.note = "stopped", "not_reached", None
        _tries(chance, one, row, ("no_answer", "left_message", "dead_number"), start)
    else:
        _tries(chance, one, row, chance.pick((("reached",), ("no_answer", "reached"))), start)


def _row(chance: Chance, one: Made, start: datetime, end: datetime) -> FollowUp:
    reason = REASONS.get(one.tier, "")
    return FollowUp(
        id=chance.uid(),
        centre_id=one.referral.centre_id,
        call_id=one.told.call.id,
        person_id=one.told.call.caller_id,
        referral_id=one.referral.id,
        assigned_to_id=one.told.counsellor.id,
        due_from=start,
        due_to=end,
        zone=one.told.metro.zone,
        reason=reason or ("after the first meeting" if one.peers else "did they get in?"),
        tier=one.tier,
        cap=5 if reason else 3,
        booked_at=one.referral.made_at,
    )


def _about_person(chance: Chance, told: Told, index: int) -> None:
    start, end = _window(chance, ("tomorrow", "today", "later")[index % 3], told.metro.zone)
    chance.keep(
        FollowUp(
            id=chance.uid(),
            centre_id=told.call.centre_id,
            call_id=told.call.id,
            person_id=told.call.caller_id,
            assigned_to_id=told.counsellor.id,
            due_from=start,
            due_to=end,
            zone=told.metro.zone,
            reason="recovery check",
            cap=2,
            booked_at=told.call.ended_at,
        )
    )


def _tries(
    chance: Chance, one: Made, row: FollowUp, results: Sequence[str], begun: datetime
) -> None:
    latest = min(chance.now, row.closed_at or chance.now)
    for seq, result in enumerate(results, 1):
        at = begun + timedelta(hours=4 * seq)
        chance.keep(
            Attempt(
                id=chance.uid(),
                follow_up_id=row.id,
                centre_id=row.centre_id,
                seq=seq,
                result=result,
                at=min(at, latest),
                by_id=one.told.counsellor.id,
            )
        )
