"""How is somebody referred, and how is each step after it recorded?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework import facts, follow_ups, hands
from casework.access import Act
from casework.caseloads.words import CLOSING, newest_step
from casework.desk import Desk, check_version
from casework.directory import changes
from casework.directory.one_place import families
from casework.errors import NotAllowed, NotFound, Refused
from casework.needs import UNMET
from casework.referrals import ways
from casework.referrals.rows import WHAT, history
from casework.referrals.steps import (
    INFORMATION,
    KINDS,
    NEEDS_DATE,
    NEEDS_REASON,
    REASONS,
    WORDS,
    held_by,
    legal,
)
from db.models import Call, Meeting, Need, Referral, ReferralStep, Row, Service, SupportGroup

# What a closing step says about the need, unless the counsellor says otherwise.
OUTCOME = {"completed": "met", "rejected": "unmet", "lost": "unmet"}
OUTCOMES = {
    "met": "got what they needed",
    "partly": "partly",
    "unmet": "not met",
    "unknown": "not known",
}
SOURCES = {
    "caller": "they told us",
    "place": "the place told us",
    "reply_slip": "reply slip",
    "counsellor": "we did it",
}
NEEDS_FOLLOW_UP = frozenset({"scheduled", "accepted", "waitlisted", "no_show"})


@dataclass(frozen=True)
class Heard:
    """What came with a step: when, why, from whom."""

    reason: str = ""
    source: str = "counsellor"
    appointment_at: datetime | None = None
    note: str = ""


def make(  # noqa: PLR0913 - the call desk's press says all of it
    desk: Desk,
    *,
    call_id: UUID,
    need_id: UUID,
    side: str,
    kind: str = "referral",
    service_id: int | None = None,
    group_id: int | None = None,
    meeting_id: int | None = None,
    place: int = 0,
    needs_confirming: Sequence[str] = (),
) -> UUID:
    """One press: the referral, its first step and the first call-back, kept together (product.md 3, 6).
    `place`: which of a service's places, 0 the first.

    Information is given at once; everything else is offered.
    """
    if kind not in KINDS or (service_id is None) == (group_id is None):
        raise Refused("A referral is of one kind and goes to one place.")
    with desk.changing(Act.REFER):
        call = facts.writable(desk, call_id)
        need = hands.locked(desk, Need, need_id, what="That need")
        if (need.call_id, need.side) != (call.id, side):
            raise NotFound("That need")
        referral = Referral(
            centre_id=call.centre_id,
            call_id=call.id,
            need_id=need.id,
            side=side,
            person_id=hands.of_side(call, side),
            counsellor_id=call.counsellor_id,
            kind=kind,
            service_id=service_id,
            group_id=group_id,
            meeting_id=meeting_id,
            place=place if service_id is not None else 0,
            needs_confirming=list(needs_confirming),
        )
        _refuse_wrong_place(desk, referral)
        desk.session.add(referral)
        desk.session.flush()
        rows: list[Row] = [new_step(desk, referral, 1, "offered", Heard())]
        if kind in INFORMATION:
            rows.append(new_step(desk, referral, 2, "given", Heard()))
        desk.session.add_all(rows)
        desk.session.flush()
        booked = follow_ups.proposed(desk, call, side, referral_id=referral.id)
        desk.keep(Act.REFER, referral, *rows, *booked)
    return referral.id


def _refuse_wrong_place(desk: Desk, made: Referral) -> None:
    meeting = desk.session.get(Meeting, made.meeting_id) if made.meeting_id else None
    if made.meeting_id and (meeting is None or meeting.group_id != made.group_id):
        raise Refused("That meeting is not one of this group.")
    there = desk.session.exec(
        select(Referral.id)
        .join(ReferralStep, newest_step())
        .where(
            Referral.need_id == made.need_id,
            _the_same(desk, Referral.service_id, Service, made.service_id),
            _the_same(desk, Referral.group_id, SupportGroup, made.group_id),
            _the_same(desk, Referral.meeting_id, Meeting, made.meeting_id),
            col(ReferralStep.status) != "cancelled",
        )
    ).first()
    if there is not None:
        raise Refused("They are on that list already.")


def _the_same(desk: Desk, column: Any, kind: Any, id: int | None) -> Any:
    """That row, or one that stands for the same place."""
    if id is None:
        return col(column).is_(None)
    return col(column).in_(families(desk.session, kind, [id]).of(id))


def new_step(desk: Desk, of: Referral, seq: int, to: str, heard: Heard) -> ReferralStep:
    return ReferralStep(
        referral_id=of.id,
        centre_id=of.centre_id,
        seq=seq,
        status=to,
        source=heard.source,
        reason=heard.reason,
        note=heard.note.strip() or None,
        appointment_at=heard.appointment_at,
        by_id=desk.me,
    )


def step(
    desk: Desk,
    referral_id: UUID,
    to: str,
    *,
    version: int,
    heard: Heard = Heard(),
    outcome: str | None = None,
) -> None:
    """Record one step of the table. "Sent" checks consent or a sheet they carry, and who confirmed; a
    closing step settles the need; an appointment or a waiting list brings its call-back."""
    _refuse_unsaid(to, heard, outcome)
    with desk.changing(Act.STEP_REFERRAL):
        referral = hands.locked(desk, Referral, referral_id, what=WHAT)
        past = history(desk, referral.id)
        frm = past[-1].status
        if not legal(frm, to, referral.kind):
            raise Refused(f"After “{WORDS[frm]}” comes no “{WORDS[to]}”.")
        if not held_by(desk, referral, frm, to):
            raise NotAllowed("Only the counsellor of this referral, or a supervisor, records that.")
        missing = ways.missing(desk, referral) if to == "sent" else ""
        if missing:
            raise Refused(missing)
        check_version(referral, version)
        made = new_step(desk, referral, len(past) + 1, to, heard)
        desk.session.add_all([made, *changes.of_steps(desk.session, referral, {to})])
        desk.session.flush()
        rows: list[Row] = [referral, made]
        rows += _settled(desk, referral, to, heard.reason, outcome)
        rows += _booked(desk, referral, to)
        desk.keep(Act.STEP_REFERRAL, *rows)


def _refuse_unsaid(to: str, heard: Heard, outcome: str | None) -> None:
    if to not in WORDS or heard.source not in SOURCES:
        raise Refused("Choose what happened, and who says so.")
    if heard.reason and heard.reason not in REASONS:
        raise Refused("Choose why.")
    if to in NEEDS_REASON and not heard.reason:
        raise Refused(f"“{WORDS[to]}” needs a reason.")
    if to in NEEDS_DATE and heard.appointment_at is None:
        raise Refused("An appointment has a day and an hour.")
    if outcome is not None and outcome not in OUTCOMES:
        raise Refused("Choose what became of the need.")


def _settled(
    desk: Desk, referral: Referral, to: str, reason: str, outcome: str | None
) -> list[Row]:
    """The outcome belongs to the need; another open or met referral for it is not undone by this."""
    if to not in CLOSING:
        return []
    said = outcome or OUTCOME.get(to, "unknown")
    need = hands.locked(desk, Need, referral.need_id, what="That need")
    others = desk.session.exec(
        select(ReferralStep.status)
        .join(Referral, newest_step())
        .where(Referral.need_id == need.id, Referral.id != referral.id)
    ).all()
    if (
        outcome is None
        and said != "met"
        and any(s == "completed" or s not in CLOSING for s in others)
    ):
        return []
    why = reason if reason in UNMET else "no_contact" if to == "lost" else "other"
    need.outcome, need.unmet_reason = said, why if said == "unmet" else None
    return [need]


def _booked(desk: Desk, referral: Referral, to: str) -> list[Row]:
    call = desk.session.get(Call, referral.call_id)
    if call is None or to not in NEEDS_FOLLOW_UP:
        return []
    return follow_ups.proposed(desk, call, referral.side, referral_id=referral.id)


def confirm(desk: Desk, referral_id: UUID, *, version: int) -> None:
    """The place was rung and says it fits: who confirmed stands on the referral (product.md 3)."""
    with desk.changing(Act.CONFIRM_MATCH):
        referral = hands.locked(desk, Referral, referral_id, what=WHAT)
        held = hands.holds(
            desk, referral.counsellor_id, call_id=referral.call_id, person_id=referral.person_id
        )
        hands.require(held, "Only the counsellor of this referral, or a supervisor, confirms it.")
        if not referral.needs_confirming:
            raise Refused("There is nothing to confirm.")
        if referral.confirmed_by_id is not None:
            raise Refused("That is confirmed already.")
        check_version(referral, version)
        referral.confirmed_by_id = desk.me
        desk.keep(Act.CONFIRM_MATCH, referral)


def closed_for(desk: Desk, person_id: UUID, *, reason: str) -> list[Row]:
    """Every open referral of the person, called off; inside the act that tells why."""
    rows = desk.session.exec(
        select(Referral, ReferralStep)
        .join(ReferralStep, newest_step())
        .where(Referral.person_id == person_id, col(ReferralStep.status).not_in(CLOSING))
    ).all()
    made: list[Row] = []
    for referral, last in rows:
        referral.version += 1
        made += [
            referral,
            new_step(desk, referral, last.seq + 1, "cancelled", Heard(reason=reason)),
        ]
    return made
