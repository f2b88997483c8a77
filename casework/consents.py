"""Who agreed in writing that what may go to whom, and does that still hold (42 CFR 2.31)?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import col, or_, select

from casework import hands, one_person
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from db.models import Consent, Person, now

KINDS: Mapping[str, str] = {
    "named": "to one named place",
    "tpo": "treatment, payment, operations",
    "counseling_notes": "counselling notes",
    "proceedings": "legal proceedings",
}
# What a letter may say once it is ticked here; "specific and meaningful" (2.31(a)(3)).
WHAT: Mapping[str, str] = {
    "name": "name",
    "callback": "safe number",
    "language": "language",
    "access": "access needs",
    "reason": "what kind of help is wanted",
    "substances": "substances and last use",
    "medication": "medication",
    "pregnancy": "pregnancy",
    "safety": "overdose and seizures",
    "payer": "how they can pay",
    "transport": "transport",
    "childcare": "childcare",
    "support": "support around them",
    "appointment": "appointment",
}
SIGNERS: Mapping[str, str] = {
    "self": "the person",
    "guardian": "guardian, paper seen",
    "power_of_attorney": "power of attorney, paper seen",
}


@dataclass(frozen=True, kw_only=True)
class Form:
    """A consent form as it was signed; an element nobody filled in stays empty and is refused."""

    kinds: Sequence[str] = ("named",)
    patient_name: str = ""
    discloser: str = ""
    what: Sequence[str] = ()
    service_id: int | None = None
    group_id: int | None = None
    recipient: str = ""
    purpose: str = ""
    revocation_told: bool = False
    expires_on: date | None = None
    expires_event: str = ""
    signature: str = ""
    signer: str = "self"
    document_seen: bool = False
    signed_on: date | None = None
    redisclosure_told: bool = False
    refusal_told: bool = False


def record(desk: Desk, *, person_id: UUID, form: Form) -> UUID:
    """Keep a signed form with every element of 42 CFR 2.31(a); what is missing is named."""
    missing = why_deficient(form, today=now().date())
    if missing or form.signed_on is None:
        raise Refused(missing)
    with desk.changing(Act.RECORD_CONSENT):
        person = hands.locked(desk, Person, person_id, what="That person")
        held = hands.holds_person(desk, person.id)
        hands.require(held, "Only who took a call with this person, or a supervisor, records this.")
        if one_person.died(desk, person.id):
            raise Refused("They died. Nothing more is disclosed on a consent.")
        if _same(desk, person.id, form):
            raise Refused("This consent is recorded already.")
        made = Consent(
            centre_id=person.centre_id,
            person_id=person.id,
            kind=form.kinds[0],
            patient_name=form.patient_name.strip(),
            discloser=form.discloser.strip(),
            what=[item for item in WHAT if item in form.what],
            recipient_service_id=form.service_id,
            recipient_group_id=form.group_id,
            recipient=form.recipient.strip(),
            purpose=form.purpose.strip(),
            revocation_told=form.revocation_told,
            expires_on=form.expires_on,
            expires_event=form.expires_event.strip() or None,
            signature=form.signature,
            signer_relationship=form.signer,
            signed_on=form.signed_on,
            recorded_by_id=desk.me,
        )
        desk.keep(Act.RECORD_CONSENT, made)
    return made.id


def why_deficient(form: Form, *, today: date) -> str:
    """What is wrong with a form, in plain words; "" when every element is there."""
    kind = form.kinds[0] if form.kinds else ""
    told = form.redisclosure_told and form.refusal_told
    elements = (
        (len(form.kinds) <= 1, "These consents cannot stand on one form: take one form for each."),
        (kind in KINDS, "Choose which kind of consent this is."),
        (form.signature != "spoken", "A spoken yes is not consent: it needs a signature."),
        (
            form.signer in SIGNERS,
            "A relative cannot consent for an adult. Only they can sign this.",
        ),
        (
            form.signer == "self" or form.document_seen,
            "Somebody else signed: we must have seen the paper that lets them.",
        ),
        (bool(form.patient_name.strip()), "The form must name the person (2.31(a)(1))."),
        (bool(form.discloser.strip()), "The form must say who may disclose (2.31(a)(2))."),
        (
            bool(form.what) and set(form.what) <= set(WHAT),
            "The form must say what may be disclosed, item by item (2.31(a)(3)).",
        ),
        (
            (form.service_id is None) != (form.group_id is None) and bool(form.recipient.strip()),
            "The form must name one place that may receive it; “my providers” names nobody "
            "(2.31(a)(4)).",
        ),
        (bool(form.purpose.strip()), "The form must say what for (2.31(a)(5))."),
        (form.revocation_told, "The form must say how it can be taken back (2.31(a)(6))."),
        (
            form.expires_on is not None or bool(form.expires_event.strip()),
            "The form must say when it ends: a day or an event (2.31(a)(7)).",
        ),
        (form.signature in {"paper", "electronic"}, "The form must be signed (2.31(a)(8))."),
        (
            form.signed_on is not None and form.signed_on <= today,
            "The form must carry the day it was signed, not a later one (2.31(a)(9)).",
        ),
        (
            form.expires_on is None or form.expires_on >= today,
            "This consent has run out already.",
        ),
        (
            kind != "tpo" or told,
            "A consent for treatment, payment and operations must say what the place may pass on, "
            "and what follows from not signing (2.31(a)(10)).",
        ),
    )
    return next((words for holds, words in elements if not holds), "")


def _same(desk: Desk, person_id: UUID, form: Form) -> bool:
    standing = desk.session.exec(
        select(Consent).where(
            Consent.person_id == person_id,
            Consent.kind == form.kinds[0],
            Consent.recipient_service_id == form.service_id,
            Consent.recipient_group_id == form.group_id,
            Consent.signed_on == form.signed_on,
            col(Consent.revoked_at).is_(None),
        )
    ).all()
    return any(set(row.what) == set(form.what) for row in standing)


def covers(
    desk: Desk,
    person_id: UUID,
    *,
    service_id: int | None = None,
    group_id: int | None = None,
    on: date,
) -> Consent | None:
    """The consent of that person to that recipient which holds on that day, the newest; else None.

    Counselling notes and proceedings cover no letter; a TPO consent reaches no group (domain.md 1.2).
    """
    if service_id is None and group_id is None:
        return None
    kinds = ("named", "tpo") if group_id is None else ("named",)
    return desk.session.exec(
        select(Consent)
        .where(
            Consent.person_id == person_id,
            desk.sees(Consent.centre_id),
            col(Consent.kind).in_(kinds),
            Consent.recipient_service_id == service_id,
            Consent.recipient_group_id == group_id,
            col(Consent.revoked_at).is_(None),
            col(Consent.revocation_told).is_(True),
            or_(col(Consent.expires_on).is_(None), col(Consent.expires_on) >= on),
            col(Consent.signed_on) <= on,
        )
        .order_by(col(Consent.signed_on).desc(), col(Consent.recorded_at).desc())
        .limit(1)
    ).first()


def still_holds(consent: Consent | None, on: date) -> bool:
    """Neither revoked nor run out."""
    if consent is None or consent.revoked_at is not None:
        return False
    return consent.expires_on is None or bool(consent.expires_on >= on)


@dataclass(frozen=True)
class Standing:
    """A consent in an opened record."""

    id: UUID
    recipient: str
    what: tuple[str, ...]
    signed_on: date
    until: str
    holds: bool


def of_person(desk: Desk, person_id: UUID) -> list[Standing]:
    today = now().date()
    rows = desk.session.exec(
        select(Consent)
        .where(
            col(Consent.person_id).in_(one_person.ids(desk, person_id)),
            desk.sees(Consent.centre_id),
        )
        .order_by(col(Consent.signed_on).desc())
    ).all()
    return [
        Standing(
            row.id,
            row.recipient or "",
            tuple(WHAT.get(item, item) for item in row.what),
            row.signed_on,
            f"{row.expires_on:%B} {row.expires_on.day}, {row.expires_on.year}"
            if row.expires_on
            else row.expires_event,
            still_holds(row, today),
        )
        for row in rows
    ]


def revoke(desk: Desk, consent_id: UUID) -> None:
    """Taken back, in writing or by voice: honoured at once, so any counsellor of the centre records it
    (domain.md 1.2). Letters made on it are not opened or printed again."""
    with desk.changing(Act.RECORD_CONSENT):
        consent = hands.locked(desk, Consent, consent_id, what="That consent")
        if consent.revoked_at is not None:
            raise Refused("This consent was taken back already.")
        consent.revoked_at, consent.revoked_by_id = now(), desk.me
        desk.keep(Act.RECORD_CONSENT, consent)
