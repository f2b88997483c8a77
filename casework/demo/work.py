"""What came of the invented calls: needs, what was shown, referrals with their steps, unmet needs?"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from casework.demo import follow_ups
from casework.demo.calls import Told
from casework.demo.chance import Chance
from casework.demo.directory import Place
from casework.demo.follow_ups import Made
from casework.demo.words import STEP_NOTES
from casework.needs import UNMET, lists_for
from db.models import Consent, Need, Referral, ReferralStep, Shown
from matching.words import List

# Every state of the path (product.md 6) comes round; `consent` marks where a signature was needed.
PATHS: tuple[tuple[str, ...], ...] = (
    ("offered", "ready", "sent", "scheduled", "attended"),
    ("offered", "given"),
    ("offered", "ready", "sent"),
    ("offered", "consent_pending", "ready", "sent", "scheduled", "attended", "engaged"),
    ("offered", "declined"),
    ("offered", "ready", "sent", "accepted"),
    ("offered", "consent_pending", "ready", "sent", "accepted", "scheduled"),
    ("offered", "ready", "sent", "rejected"),
    ("offered", "consent_pending"),
    ("offered", "ready", "sent", "waitlisted"),
    ("offered", "ready", "sent", "scheduled", "no_show"),
    ("offered", "ready", "sent", "attended", "engaged", "completed"),
    ("offered",),
    ("offered", "ready", "sent", "scheduled", "attended", "engaged"),
    ("offered", "ready", "sent", "received"),
    ("offered", "ready", "sent", "lost"),
    ("draft",),
    ("offered", "ready", "cancelled"),
    ("offered", "ready"),
    ("offered", "consent_pending", "ready", "sent", "attended", "completed"),
)
DAYS = {  # about how long after the step before
    "accepted": 1.0,
    "waitlisted": 1.0,
    "rejected": 1.5,
    "scheduled": 1.0,
    "received": 0.5,
    "attended": 4.0,
    "no_show": 4.0,
    "engaged": 14.0,
    "completed": 25.0,
    "lost": 10.0,
    "consent_pending": 0.01,
    "cancelled": 2.0,
}
SAID_BY = {
    "accepted": "place",
    "rejected": "place",
    "received": "reply_slip",
    "waitlisted": "place",
}
OUTCOME_OF_LAST = {
    "attended": "met",
    "engaged": "met",
    "completed": "met",
    "no_show": "partly",
    "given": "partly",
}
NO_REASONS = {"rejected": "insurance", "lost": "no_contact", "declined": "changed_mind"}
RULES = "demo-1"
KNOWN_PLACE = (
    70  # of a hundred go where the town's people always went, so that it is known how it went
)


def results(chance: Chance, told: Sequence[Told], places: Mapping[str, Sequence[Place]]) -> None:
    """Needs and referrals of all calls; each third need finds nothing and is written down so."""
    talked = [t for t in told if t.call.stage != "not_asked"]
    made: list[Made] = []
    for index, one in enumerate(talked):
        for side, kind, _ in lists_for(one.call.relation)[: 1 + index % 2]:
            need = _need(chance, one, side, kind)
            offered = _show(chance, one, side, kind, places[one.metro.key])
            if not one.scene and len(made) and chance.odds(15):
                need.outcome, need.unmet_reason = "unmet", chance.pick(list(UNMET))
                one.call.outcome = "no_resource" if one.call.state == "closed" else None
            elif offered and (one.scene or chance.odds(85)):
                made.append(_refer(chance, one, need, offered[0], len(made)))
    follow_ups.book(chance, made, talked)


def _need(chance: Chance, told: Told, side: str, kind: List) -> Need:
    return chance.keep(
        Need(
            id=chance.uid(),
            call_id=told.call.id,
            centre_id=told.call.centre_id,
            side=side,
            kind=kind.value,
            area=chance.pick(told.metro.spots).zip[:3],
            heard_at=told.call.started_at + timedelta(minutes=3),
        )
    )


def _show(
    chance: Chance, told: Told, side: str, kind: List, places: Sequence[Place]
) -> Sequence[Place]:
    """Three places of the right sort, the first one chosen; the reasons stay with them (EKRA)."""
    kin = told.kin and side == "caller"
    whom = "bereaved" if told.call.stage == "lost_someone" else "kin" if kin else "self"
    fitting = [p for p in places if p.kind is kind and whom in p.for_whom]
    shown = chance.rng.sample(fitting, min(3, len(fitting)))
    if kind is List.TREATMENT and fitting and not told.scene and chance.odds(KNOWN_PLACE):
        shown = [fitting[0], *(place for place in shown if place is not fitting[0])][:3]
    for rank, place in enumerate(shown):
        chance.keep(
            Shown(
                id=chance.uid(),
                call_id=told.call.id,
                centre_id=told.call.centre_id,
                side=side,
                list_kind=kind.value,
                rank=rank + 1,
                slot="today" if kind is List.PEERS else "soon",
                score=900 - 70 * rank,
                rules_version=RULES,
                reasons=[*place.reasons, _where(place)],
                read_out=rank < 2,
                chosen=rank == 0,
                shown_at=told.call.started_at + timedelta(minutes=7),
                shown_by_id=told.counsellor.id,
                **place.ids,
            )
        )
    return shown


def _where(place: Place) -> str:
    return "Online." if place.city == "online" else f"In {place.city}."


def _refer(chance: Chance, told: Told, need: Need, place: Place, number: int) -> Made:
    path = PATHS[number % len(PATHS)]
    if told.scene:
        path = ("offered", "ready", "sent")
    if told.person is None:  # caller-held: nobody signs
        path = tuple(status for status in path if status != "consent_pending")
    subject = told.call.caller_id if need.side == "caller" else told.call.concerned_id
    referral = chance.keep(
        Referral(
            id=chance.uid(),
            centre_id=told.call.centre_id,
            call_id=told.call.id,
            need_id=need.id,
            side=need.side,
            person_id=subject,
            counsellor_id=told.counsellor.id,
            kind=_kind(chance, told, path),
            made_at=told.call.started_at + timedelta(minutes=9),
            **place.ids,
        )
    )
    last = _steps(chance, told, referral, path)
    if subject and "consent_pending" in path and "sent" in path:
        _consent(chance, told, referral, place, subject)
    if told.call.state == "closed" and told.call.outcome == "supported":
        told.call.outcome = "referred" if last != "given" else "info_given"
    _settle(chance, need, last)
    tier = told.call.caller_tier if need.side == "caller" else told.call.concerned_tier
    return Made(referral, told, last, tier, need.kind == List.PEERS.value)


def _kind(chance: Chance, told: Told, path: tuple[str, ...]) -> str:
    if told.scene == "sponsor_died":
        return "accompanied"
    if path[-1] == "given":
        return "information_relative" if told.kin else "information"
    if told.person is None:
        return "letter"
    if "scheduled" in path:
        return "appointment"
    return chance.pick(("referral", "referral", "warm_transfer", "accompanied"))


def _steps(chance: Chance, told: Told, referral: Referral, path: tuple[str, ...]) -> str:
    """The steps that fit between the call and now; a young referral has not come far yet."""
    at, last = referral.made_at, path[0]
    for seq, status in enumerate(path, 1):
        days = DAYS.get(status, 0.002) if seq > 1 else 0.0
        at = at + timedelta(days=days * chance.rng.uniform(0.6, 1.4))
        if at > chance.now:
            break
        last = status
        ends_badly = status in {"rejected", "cancelled", "declined"}
        booked = at + timedelta(days=3) if status == "scheduled" else None
        chance.keep(
            ReferralStep(
                id=chance.uid(),
                referral_id=referral.id,
                centre_id=referral.centre_id,
                seq=seq,
                status=status,
                source=SAID_BY.get(status, "caller" if seq > 3 else "counsellor"),
                reason=NO_REASONS.get(status, "other") if ends_badly else "",
                note=STEP_NOTES.get(status),
                appointment_at=booked,
                at=at,
                by_id=told.counsellor.id,
            )
        )
    return last


def _settle(chance: Chance, need: Need, last: str) -> None:
    """The outcome belongs to the need."""
    if last in NO_REASONS and chance.odds(80):
        need.outcome, need.unmet_reason = "unmet", NO_REASONS[last]
    else:
        need.outcome = OUTCOME_OF_LAST.get(last, "unknown")


def _consent(chance: Chance, told: Told, referral: Referral, place: Place, subject: UUID) -> None:
    recipient: dict[str, Any] = {
        "recipient_service_id": referral.service_id,
        "recipient_group_id": referral.group_id,
    }
    signed = referral.made_at.date()
    chance.keep(
        Consent(
            id=chance.uid(),
            centre_id=referral.centre_id,
            person_id=subject,
            patient_name=(told.person.name if told.person else "") or "not given",
            discloser="Lantern Line",
            what=["name", "callback", "reason", "substances"],
            recipient=place.name,
            purpose="to arrange a first appointment",
            revocation_told=True,
            expires_on=signed + timedelta(days=180),
            signature="electronic",
            signed_on=signed,
            recorded_at=referral.made_at + timedelta(hours=1),
            recorded_by_id=told.counsellor.id,
            **recipient,
        )
    )
