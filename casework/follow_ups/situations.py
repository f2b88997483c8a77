"""Which lines of the schedule apply to a person after a call (domain.md 6.3)?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from casework import facts, safety, support
from casework.caseloads.words import CLOSING, newest_step
from casework.desk import Desk
from casework.facts import Facts, value
from casework.fields import OPIOIDS, SEDATIVES
from casework.hands import SELF
from db.models import Call, Meeting, Referral, ReferralStep, Schedule, SourceRecord
from matching.schedule import zone_of
from matching.words import Slot

BOOKED = frozenset({"scheduled", "accepted"})
LIVE_IN = frozenset({"detox", "residential"})
SUICIDE_SIGNS = {"thoughts_now": "suicide_high", "thoughts_lately": "suicide_some"}

SCREENED = {"high": "suicide_high", "moderate": "suicide_some"}


@dataclass(frozen=True)
class Sent:
    """An open referral as the schedule needs it."""

    to_group: bool
    status: str
    appointment_at: datetime | None
    meeting_id: int | None


def lines(desk: Desk, call: Call, side: str, *, now: datetime) -> list[tuple[str, datetime]]:
    """Situation → when it began, all that apply."""
    known = facts.known(desk, call.id)
    began = call.ended_at or now
    if side == "caller" and call.relation not in SELF:
        return [("bereaved" if call.stage == "lost_someone" else "family", began)]
    paths = (f"{side}.", "caller.") if call.relation in SELF else (f"{side}.",)
    about = _of_danger(desk, call, side) + _of_facts(known, paths[-1])
    if any(flag.name == "isolated" for flag in support.flags(support.sources(desk, call.id))):
        about.append("isolated")
    if call.stage == "in_recovery":
        about.append("recovery")
    found = [(name, began) for name in about]
    for sent in _sent(desk, call, side):
        found += _of_referral(desk, known, paths[-1], sent, began, now)
    return found


def _of_danger(desk: Desk, call: Call, side: str) -> list[str]:
    tier = call.caller_tier if side == "caller" else call.concerned_tier
    answers = safety.gate(desk, call.id)[side]
    found = ["after_911"] if tier == "T0" else []
    signs = {s for s in SUICIDE_SIGNS if answers.get(f"suicide.{s}") == "yes"}
    if answers.get("suicide") == "yes":
        gravest = SUICIDE_SIGNS[
            "thoughts_lately" if signs == {"thoughts_lately"} else "thoughts_now"
        ]
        found.append(gravest)
    screened = safety.result(safety.screened(desk, call.id)[side])
    if screened is not None and screened.level in SCREENED:
        found.append(SCREENED[screened.level])
    return list(dict.fromkeys(found))


def _of_facts(known: Facts, path: str) -> list[str]:
    def said(name: str) -> str:
        return value(known, path + name) or ""

    found = []
    gap = said("dose") in {"missed", "out"} and said("medication") not in {"", "none"}
    if said("overdose") in {"day", "month"} or said("left") in {"jail", "detox", "hospital"} or gap:
        found.append("overdose_release_gap")
    if said("pregnant") == "yes":
        found.append("pregnant")
    return found


def _sent(desk: Desk, call: Call, side: str) -> Sequence[Sent]:
    rows = desk.session.exec(
        select(Referral, ReferralStep)
        .join(ReferralStep, newest_step())
        .where(
            Referral.call_id == call.id,
            Referral.side == side,
            col(ReferralStep.status).not_in(CLOSING),
        )
    ).all()
    return [Sent(r.group_id is not None, s.status, s.appointment_at, r.meeting_id) for r, s in rows]


def _of_referral(
    desk: Desk, known: Facts, path: str, sent: Sent, began: datetime, now: datetime
) -> list[tuple[str, datetime]]:
    care = set((value(known, path + "care") or "").split(","))
    substances = set((value(known, path + "substances") or "").split(","))
    if sent.to_group:
        met = next_meeting(desk, sent.meeting_id, now) if sent.meeting_id else None
        return [("peers", met or began)]
    if sent.status in BOOKED and sent.appointment_at is not None:
        kind = "live_in_booked" if care & LIVE_IN else "outpatient_booked"
        return [(kind, sent.appointment_at)]
    if sent.status == "waitlisted":
        injects = value(known, path + "route") == "injection" and bool(substances & OPIOIDS)
        return [("waiting", began), *([("injects_waiting", began)] if injects else [])]
    if "detox" in care and substances & SEDATIVES:
        return [("withdrawal", began)]
    return [("routine", began)]


def next_meeting(desk: Desk, meeting_id: int, now: datetime) -> datetime | None:
    """When that meeting is next held; None when its listing says no time."""
    rows = desk.session.exec(
        select(Schedule)
        .join(SourceRecord, col(SourceRecord.live_entry_id) == col(Schedule.entry_id))
        .join(Meeting, col(Meeting.record_id) == col(SourceRecord.id))
        .where(Meeting.id == meeting_id, Schedule.kind == "meeting")
    ).all()
    slots = [
        Slot(row.weekday, row.start, row.minutes or 0, row.zone, row.nth)
        for row in rows
        if row.weekday is not None and row.start and row.zone
    ]
    return min((start for slot in slots if (start := next_held(slot, now))), default=None)


def next_held(slot: Slot, now: datetime) -> datetime | None:
    """Its next start within five weeks, by its own clock; `nth` -1 is the last week of a month."""
    zone = zone_of(slot.zone)
    for ahead in range(36):
        day = now.astimezone(zone).date() + timedelta(days=ahead)
        which = (day.day - 1) // 7 + 1
        last = (day + timedelta(days=7)).month != day.month
        fits = slot.nth in {None, which} or (slot.nth == -1 and last)
        when = datetime.combine(day, slot.start, zone)
        if day.isoweekday() % 7 == slot.weekday and fits and when > now:
            return when
    return None
