"""What was offered and sent on, with whose consent, on which paper, and what became of it?"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import UUID, Row, exactly_one, key, moment, number, one_of, sealed

STEPS = (
    *("draft", "offered", "given", "declined", "consent_pending", "ready", "sent", "received"),
    *("accepted", "waitlisted", "rejected", "scheduled", "attended", "no_show", "engaged"),
    *("completed", "lost", "cancelled"),
)


class Shown(Row, table=True):
    """A match that was read out, why it stood where it stood, and whether it was chosen (EKRA: no
    paid ranking, so the reasons are kept)."""

    __table_args__ = (exactly_one("one_place", "service_id", "group_id"),)

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id", index=True)
    centre_id: int = Field(foreign_key="centre.id")
    side: str
    list_kind: str
    service_id: int | None = Field(default=None, foreign_key="service.id")
    group_id: int | None = Field(default=None, foreign_key="support_group.id")
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    rank: int
    slot: str
    score: int
    rules_version: str
    reasons: list[Any] = Field(
        default_factory=list, sa_type=sa.JSON
    )  # as casework/reasons.py keeps
    read_out: bool = False
    chosen: bool = False
    shown_at: Any = moment(default_now=True)
    shown_by_id: int = Field(foreign_key="account.id")


class Referral(Row, table=True):
    """A need sent to a service or a group; open until a closing step (derived, never stored)."""

    __table_args__ = (
        exactly_one("one_place", "service_id", "group_id"),
        sa.CheckConstraint("meeting_id IS NULL OR group_id IS NOT NULL", name="meeting_of_group"),
        one_of(
            "kind",
            *("information", "information_relative", "referral", "warm_transfer", "appointment"),
            *("letter", "accompanied"),
        ),
        one_of("side", "caller", "concerned"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id", index=True)
    call_id: UUID = Field(foreign_key="call.id", index=True)
    need_id: UUID = Field(foreign_key="need.id", index=True)
    side: str
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    counsellor_id: int = Field(foreign_key="account.id", index=True)
    kind: str
    service_id: int | None = Field(default=None, foreign_key="service.id", index=True)
    group_id: int | None = Field(default=None, foreign_key="support_group.id", index=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    place: int = 0  # which of a service's places: 0 the first, as in EntryLocation.position
    needs_confirming: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    made_at: Any = moment(default_now=True)
    version: int = 1


class ReferralStep(Row, table=True):
    __tablename__ = "referral_step"
    __table_args__ = (
        sa.UniqueConstraint("referral_id", "seq"),
        sa.Index("ix_referral_step_status_at", "status", "at"),
        one_of("status", *STEPS),
        one_of("source", "caller", "place", "reply_slip", "counsellor"),
    )

    id: UUID = key()
    referral_id: UUID = Field(foreign_key="referral.id")
    centre_id: int = Field(foreign_key="centre.id")
    seq: int
    status: str
    source: str = "counsellor"
    reason: str = ""
    note_sealed: bytes | None = None
    appointment_at: Any = moment()
    at: Any = moment(default_now=True)
    by_id: int = Field(foreign_key="account.id")

    note = sealed("note_sealed")


class Consent(Row, table=True):
    """A written consent with every element of 42 CFR 2.31(a)."""

    __table_args__ = (
        one_of("kind", "named", "tpo", "counseling_notes", "proceedings"),
        one_of("signature", "paper", "electronic"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: str = "named"
    patient_name_sealed: bytes
    discloser_sealed: bytes | None = None
    what: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    recipient_service_id: int | None = Field(default=None, foreign_key="service.id")
    recipient_group_id: int | None = Field(default=None, foreign_key="support_group.id")
    recipient_sealed: bytes
    purpose_sealed: bytes | None = None
    revocation_told: bool
    expires_on: date | None = None
    expires_event_sealed: bytes | None = None
    signature: str
    signer_relationship: str = "self"
    signed_on: date
    recorded_at: Any = moment(default_now=True)
    recorded_by_id: int = Field(foreign_key="account.id")
    revoked_at: Any = moment()
    revoked_by_id: int | None = Field(default=None, foreign_key="account.id")

    patient_name = sealed("patient_name_sealed")
    discloser = sealed("discloser_sealed")
    recipient = sealed("recipient_sealed")
    purpose = sealed("purpose_sealed")
    expires_event = sealed("expires_event_sealed")


class Letter(Row, table=True):
    """What was printed: its bytes, their hash, and what it was made from."""

    __table_args__ = (
        one_of("kind", "provider", "caller_held", "relative", "peer_group", "fax_cover"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    number: str = Field(unique=True)
    referral_id: UUID | None = Field(default=None, foreign_key="referral.id", index=True)
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    kind: str
    consent_id: UUID | None = Field(default=None, foreign_key="consent.id")
    language: str = "en"
    large_print: bool = False
    template_version: str
    fields: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    sha256: str
    pdf_sealed: bytes
    html_sealed: bytes
    reply_code_hash: str | None = Field(default=None, unique=True)
    issued_at: Any = moment(default_now=True)
    issued_by_id: int = Field(foreign_key="account.id")

    html = sealed("html_sealed")
    pdf = sealed("pdf_sealed", text=False)


class Disclosure(Row, table=True):
    """The append-only ledger: what left, to whom, on what basis (42 CFR 2.25, 2.51)."""

    __table_args__ = (one_of("basis", "consent", "to_the_person", "emergency", "no_identity"),)

    id: int = number()
    centre_id: int = Field(foreign_key="centre.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    letter_id: UUID | None = Field(default=None, foreign_key="letter.id")
    consent_id: UUID | None = Field(default=None, foreign_key="consent.id")
    basis: str
    recipient: str
    what: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    at: Any = moment(default_now=True)
    by_id: int = Field(foreign_key="account.id")


class EmergencyDisclosure(Row, table=True):
    """What 42 CFR 2.51 asks to be written down at once: to whom, where, by whom, when, why. Beside its
    line in the ledger; to police alone only place and danger go (product.md 4)."""

    __tablename__ = "emergency_disclosure"

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    call_id: UUID = Field(foreign_key="call.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    disclosure_id: int = Field(foreign_key="disclosure.id", unique=True)
    side: str
    to_medical: bool
    recipient_sealed: bytes
    facility: str
    nature_sealed: bytes
    told_sealed: bytes
    told_at: Any = moment(default_now=True)
    by_id: int = Field(foreign_key="account.id")

    recipient = sealed("recipient_sealed")
    nature = sealed("nature_sealed")
    told = sealed("told_sealed")


class FollowUp(Row, table=True):
    """A due window in which we ring back, about a referral or a person."""

    __tablename__ = "follow_up"
    __table_args__ = (
        one_of("state", "open", "done", "stopped"),
        sa.CheckConstraint("due_to >= due_from", name="window_runs_forward"),
        sa.Index("ix_follow_up_open", "centre_id", "due_to", "state"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    call_id: UUID | None = Field(default=None, foreign_key="call.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    referral_id: UUID | None = Field(default=None, foreign_key="referral.id", index=True)
    assigned_to_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    due_from: Any = moment(default_now=True)
    due_to: Any = moment(default_now=True)
    zone: str
    reason: str
    tier: str = "T3"
    cap: int = 3
    they_call_us: bool = False
    state: str = "open"
    outcome: str | None = None
    note_sealed: bytes | None = None
    closed_at: Any = moment()
    version: int = 1
    booked_at: Any = moment(default_now=True)

    note = sealed("note_sealed")


class Attempt(Row, table=True):
    __table_args__ = (
        sa.UniqueConstraint("follow_up_id", "seq"),
        one_of(
            "result",
            *(
                "reached",
                "left_message",
                "no_answer",
                "wrong_person",
                "asked_not_to_call",
                "dead_number",
            ),
        ),
    )

    id: UUID = key()
    follow_up_id: UUID = Field(foreign_key="follow_up.id")
    centre_id: int = Field(foreign_key="centre.id")
    seq: int
    result: str
    note_sealed: bytes | None = None
    at: Any = moment(default_now=True)
    by_id: int = Field(foreign_key="account.id")

    note = sealed("note_sealed")


class AuditEntry(Row, table=True):
    """Who did what to which rows. No foreign keys, so the trail outlives what it describes; no
    names and no notes in it."""

    __tablename__ = "audit_entry"

    id: int = number()
    at: Any = moment(default_now=True, index=True)
    actor_id: int | None = None
    act: str
    subjects: str = ""
    count: int = 1
