"""A call with people, a need and a place, as Cleo takes it; for the tests of what follows from it."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from casework import calls, consents, drafts, needs, people, referrals
from casework.desk import Desk
from casework.reach import Rules
from db.models import Person, Referral, now
from matching.words import List

PHONE = "(937) 555-0142"
SAFE = Rules(safe="yes", voicemail="no")


@dataclass
class Story:
    call: UUID
    side: str = "caller"
    person: UUID | None = None
    need: UUID | None = None
    referral: UUID | None = None


def begun(desk: Desk, *, relation: str = "self", **facts: str) -> Story:
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value=relation)
    side = "caller" if relation == "self" else "concerned"
    for name, value in facts.items():
        drafts.choose(desk, call_id=call, field=f"{side}.{name}", value=value)
    return Story(call, side)


def known(desk: Desk, *, relation: str = "self", rules: Rules = SAFE, **facts: str) -> Story:
    """The caller gave a name and a number with what is safe on it."""
    made = begun(desk, relation=relation, **facts)
    made.person = people.known_as(
        desk, made.call, "caller", name="Maria Lopez", phone=PHONE, rules=rules
    )
    return made


def referred(desk: Desk, made: Story, place: int, *, kind: str = "referral", confirm=()) -> Story:
    made.need = needs.hear(desk, call_id=made.call, side=made.side, kind=List.TREATMENT)
    made.referral = referrals.make(
        desk,
        call_id=made.call,
        need_id=made.need,
        side=made.side,
        kind=kind,
        service_id=place,
        needs_confirming=list(confirm),
    )
    return made


def form(place: int, **other) -> consents.Form:
    today = now().date()
    given = {
        "patient_name": "Maria Lopez",
        "discloser": "Harbour Line",
        "what": ("name", "callback", "substances"),
        "service_id": place,
        "recipient": "Harbour House",
        "purpose": "to arrange a first appointment",
        "revocation_told": True,
        "expires_on": today + timedelta(days=90),
        "signature": "electronic",
        "signed_on": today,
    }
    return consents.Form(**{**given, **other})


def signed(desk: Desk, made: Story, place: int, **other) -> UUID:
    assert made.person is not None
    return consents.record(desk, person_id=made.person, form=form(place, **other))


def stepped(desk: Desk, referral: UUID, *steps: str, **heard) -> None:
    for to in steps:
        said = {"reason": "other"} if to in {"rejected", "cancelled"} else {}
        if to == "scheduled":
            said["appointment_at"] = now() + timedelta(days=3)
        referrals.step(
            desk,
            referral,
            to,
            version=version(desk, Referral, referral),
            heard=referrals.Heard(**{**said, **heard}),
        )


def version(desk: Desk, kind, key: UUID) -> int:
    row = desk.session.get(kind, key, populate_existing=True)
    seen = row.version
    desk.session.rollback()
    return seen


def dies(desk: Desk, person: UUID) -> None:
    seen = version(desk, Person, person)
    people.set_state(desk, person, state="died", version=seen, since=date(2026, 11, 1))


def flagged(desk: Desk, person: UUID, kind: str = "vulnerable", *, span: int = 30) -> None:
    """As a supervisor writes it."""
    seen = version(desk, Person, person)
    people.flag(desk, person, kind=kind, reason="her husband rings", span=span, version=seen)
