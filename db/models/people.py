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
    state: str = "none"
    state_since: date | None = None
    state_until: date | None = None
    merged_into_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    version: int = 1
    created_at: Any = moment(default_now=True)

    name = sealed("name_sealed")
    approach = sealed("approach_sealed")
    case_code = sealed("case_code_sealed")


class PersonFlag(Row, table=True):
    """What a supervisor wrote of a person, with its reason and its last day; the row stays when it is
    over. Asked for and not yet set: no `set_at`, no `until`."""

    __tablename__ = "person_flag"
    __table_args__ = (
        one_of("kind", "vulnerable", "violent"),
        one_of("ended_as", "", "early", "renewed", "not_set"),
        sa.CheckConstraint("(set_at IS NULL) = (until IS NULL)", name="set_until_a_day"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_as = '')", name="ended_somehow"),
    )

    id: UUID = key()
    centre_id: int = Field(foreign_key="centre.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: str
    reason_sealed: bytes | None = None  # none was asked for before flags had a last day
    asked_at: Any = moment()
    asked_by_id: int | None = Field(default=None, foreign_key="account.id")
    set_at: Any = moment()
    set_by_id: int | None = Field(default=None, foreign_key="account.id")
    until: date | None = Field(default=None, index=True)  # its last day, at the helpline
    ended_at: Any = moment()
    ended_by_id: int | None = Field(default=None, foreign_key="account.id")
    ended_as: str = ""

    reason = sealed("reason_sealed")


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
