"""Whom do we know of, how may they be reached, and who is theirs?"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import UUID, Row, key, moment, one_of, sealed


class Person(Row, table=True):
    """Someone we know of; may stay unnamed."""

    __table_args__ = (
        one_of("state", "none", "died", "in_custody", "in_hospital", "moved"),
        sa.Index("ix_person_centre_created", "centre_id", "created_at"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    name_sealed: bytes | None = None
    name_key: str | None = Field(default=None, index=True)  # keyed hash of how the name sounds
    approach_sealed: bytes | None = None
    case_code_hash: str | None = Field(default=None, unique=True)
    case_code_sealed: bytes | None = None
    word_hash: str | None = None
    birth_year: int | None = None
    zone: str = ""
    language: str = ""
    vulnerable: bool = False
    violent: bool = False
    state: str = "none"
    state_since: date | None = None
    state_until: date | None = None
    merged_into_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    version: int = 1
    created_at: Any = moment(default_now=True)

    name = sealed("name_sealed")
    approach = sealed("approach_sealed")
    case_code = sealed("case_code_sealed")


class Relation(Row, table=True):
    """`person` is `kind` of `other` (domain.md 7: relation to subject)."""

    __table_args__ = (
        sa.UniqueConstraint("person_id", "other_id"),
        sa.CheckConstraint("person_id <> other_id", name="two_people"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    other_id: UUID = Field(foreign_key="person.id", index=True)
    kind: str


class Channel(Row, table=True):
    """A way to reach a person, with what is safe on it; unknown, declined and not asked differ."""

    __table_args__ = (
        one_of("kind", "phone", "address", "email"),
        one_of("safe", "yes", "no", "only_window", "unknown", "declined", "not_asked"),
        one_of("voicemail", "no", "ok_no_name", "ok_identify", "unknown", "declined", "not_asked"),
        one_of("texts", "yes", "no", "unknown", "declined", "not_asked"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: str = "phone"
    value_sealed: bytes | None = None
    value_hash: str | None = Field(default=None, index=True)
    safe: str = "not_asked"
    voicemail: str = "not_asked"
    texts: str = "not_asked"
    may_answer_sealed: bytes | None = None
    cover_phrase_sealed: bytes | None = None
    window_from: int | None = None  # minutes after midnight in the person's zone
    window_to: int | None = None
    named_on_call_id: UUID | None = Field(default=None, foreign_key="call.id")
    ended_at: Any = moment()
    created_at: Any = moment(default_now=True)

    value = sealed("value_sealed")
    may_answer = sealed("may_answer_sealed")
    cover_phrase = sealed("cover_phrase_sealed")
