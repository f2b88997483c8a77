"""What was said on a call: the call, what is still being typed, facts, danger, support and needs."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import UUID, Row, key, moment, one_of, sealed

ANSWERS = ("stated", "unknown", "declined", "not_asked")
SIDES = ("caller", "concerned")


class Call(Row, table=True):
    """One conversation, logged by one counsellor; its number can be read out over the phone."""

    __table_args__ = (
        one_of("state", "open", "closed", "void"),
        one_of(
            "call_class",
            *(
                "substantive",
                "info_only",
                "silent",
                "hang_up",
                "wrong_number",
                "prank",
                "abusive",
                "test",
            ),
        ),
        sa.Index("ix_call_counsellor_started", "counsellor_id", "started_at"),
        sa.Index("ix_call_centre_started", "centre_id", "started_at"),
        sa.Index("ix_call_open", "counsellor_id", sqlite_where=sa.text("state = 'open'")),
    )

    id: UUID = key()
    number: str = Field(unique=True)
    centre_id: int = Field(foreign_key="centre.id")
    counsellor_id: int = Field(foreign_key="account.id")
    logged_by_id: int = Field(foreign_key="account.id")
    caller_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    concerned_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    relation: str = "unknown"  # self, or the caller's relation to the person concerned
    stage: str = "not_asked"
    state: str = "open"
    call_class: str = "substantive"
    outcome: str | None = None
    caller_tier: str = "not_cleared"
    concerned_tier: str = "not_cleared"
    started_at: Any = moment(default_now=True)
    ended_at: Any = moment()
    logged_at: Any = (
        moment()
    )  # when it was entered, if that was afterwards; started_at is the true time
    version: int = 1


class SilentNumber(Row, table=True):
    """A number from which nobody could speak, as a keyed hash kept for a day: a second such call
    within the hour says so (product.md 1.1)."""

    __tablename__ = "silent_number"

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id", unique=True)
    centre_id: int = Field(foreign_key="centre.id")
    number_hash: str = Field(index=True)
    heard_at: Any = moment(default_now=True)


class Summons(Row, table=True):
    """ "I need someone": a counsellor on a call asks for the supervisor on duty (product.md 1.5)."""

    __table_args__ = (sa.Index("ix_summons_open", "centre_id", "ended_at"),)

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    call_id: UUID = Field(foreign_key="call.id", index=True)
    asked_by_id: int = Field(foreign_key="account.id")
    tier: str
    asked_at: Any = moment(default_now=True)
    answered_by_id: int | None = Field(default=None, foreign_key="account.id")
    answered_at: Any = moment()
    ended_at: Any = moment()


class Draft(Row, table=True):
    """Text still being typed; leaving the field turns it into a fact (product.md 1, "Drafts, exactly")."""

    __table_args__ = (sa.UniqueConstraint("call_id", "field"),)

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id")
    centre_id: int = Field(foreign_key="centre.id")
    field: str
    value_sealed: bytes
    base: int = 0  # version of the fact it was typed over
    version: int = 1
    tab: str
    seq: int
    written_at: Any = moment(default_now=True)
    written_by_id: int = Field(foreign_key="account.id")

    value = sealed("value_sealed")


class Fact(Row, table=True):
    """One version of one answer on a call, with who said it; the newest version counts."""

    __table_args__ = (
        sa.UniqueConstraint("call_id", "field", "version"),
        one_of("answer", *ANSWERS),
        one_of("provenance", "self", "observer", "third_party", "system"),
    )

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id")
    centre_id: int = Field(foreign_key="centre.id")
    field: str
    version: int
    answer: str = "stated"
    value_sealed: bytes | None = None
    provenance: str = "self"
    kept_both: bool = False  # two browsers wrote at once; both versions stand and are shown
    struck: bool = False  # "please don't write that down": the text is gone, the act remains
    written_at: Any = moment(default_now=True)
    written_by_id: int = Field(foreign_key="account.id")

    value = sealed("value_sealed")


class GateAnswer(Row, table=True):
    """One version of one answer of the danger gate, for one of the two people."""

    __tablename__ = "gate_answer"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "side", "item", "version"),
        one_of("side", *SIDES),
        one_of("answer", "yes", "no", "unknown", "declined", "not_asked"),
    )

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id")
    centre_id: int = Field(foreign_key="centre.id")
    side: str
    item: str
    answer: str
    version: int = 1
    written_at: Any = moment(default_now=True)
    written_by_id: int = Field(foreign_key="account.id")


class Clearance(Row, table=True):
    """A person's decision that an emergency is over, with the reason (never the clock's)."""

    __table_args__ = (one_of("side", *SIDES),)

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id", index=True)
    centre_id: int = Field(foreign_key="centre.id")
    side: str
    tier: str
    reason_sealed: bytes
    cleared_at: Any = moment(default_now=True)
    cleared_by_id: int = Field(foreign_key="account.id")

    reason = sealed("reason_sealed")


class ScreeningAnswer(Row, table=True):
    """One answer of a published screener, with its version; never by proxy."""

    __tablename__ = "screening_answer"
    __table_args__ = (
        sa.UniqueConstraint("call_id", "side", "instrument", "item", "version"),
        one_of("side", *SIDES),
    )

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id")
    centre_id: int = Field(foreign_key="centre.id")
    side: str
    instrument: str
    item: int
    answer: str
    version: int = 1
    written_at: Any = moment(default_now=True)
    written_by_id: int = Field(foreign_key="account.id")


class SupportSource(Row, table=True):
    """One source of support of the person concerned, or a trigger (domain.md 3.3)."""

    __tablename__ = "support_source"

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id", index=True)
    centre_id: int = Field(foreign_key="centre.id")
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    question: str  # on_side, practical, distance
    kind: str  # family, partner, friend, sponsor, group, place …
    label_sealed: bytes | None = None
    detail_sealed: bytes | None = None
    gives: list[str] = Field(default_factory=list, sa_type=sa.JSON)
    lives_with: str = "not_asked"
    uses: str = "not_asked"
    is_trigger: str = "not_asked"
    violent: str = "not_asked"
    knows: str = "not_asked"
    may_contact: str = "not_asked"
    ended: str | None = None  # died, estranged, jailed
    ended_on: date | None = None
    removed: bool = False
    version: int = 1
    written_at: Any = moment(default_now=True)

    label = sealed("label_sealed")
    detail = sealed("detail_sealed")


class Need(Row, table=True):
    """One kind of help heard in a call; its outcome is what reports count (product.md 6)."""

    __table_args__ = (
        one_of("side", *SIDES),
        one_of("outcome", "met", "partly", "unmet", "unknown"),
        sa.UniqueConstraint("call_id", "side", "kind"),
        sa.CheckConstraint(
            "outcome <> 'unmet' OR unmet_reason IS NOT NULL", name="unmet_has_reason"
        ),
    )

    id: UUID = key()
    call_id: UUID = Field(foreign_key="call.id")
    centre_id: int = Field(foreign_key="centre.id", index=True)
    side: str
    kind: str  # treatment, peers, practical
    area: str = ""  # ZIP3 or state: enough to count by, too little to find anybody
    outcome: str = "unknown"
    unmet_reason: str | None = None
    heard_at: Any = moment(default_now=True)
