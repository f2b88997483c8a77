"""Which centres work under this helpline, and what its letterhead says."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from db.models.base import Row, moment, number, one_of


class Helpline(Row, table=True):
    """The one row of settings people can read: letterhead, hotlines, zone."""

    __table_args__ = (sa.CheckConstraint("id = 1", name="only_one"),)

    id: int = Field(default=1, primary_key=True)
    name: str
    phone: str = ""
    hours: str = ""
    address: str = ""
    zone: str
    on_call_phone: str = ""
    deputy_phone: str = ""  # rung when the one on call does not answer
    part_2: bool = True
    is_demo: bool = False
    by_outcomes: bool = True  # do the lists weigh what became of people
    hotlines: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    created_at: Any = moment(default_now=True)


class Centre(Row, table=True):
    id: int = number()
    name: str = Field(unique=True)
    zone: str


class Account(Row, table=True):
    """Someone who works here and may sign in."""

    __table_args__ = (
        one_of("role", "counsellor", "supervisor", "editor", "administrator", "auditor"),
        sa.CheckConstraint("centre_id IS NOT NULL OR all_centres", name="has_a_centre"),
    )

    id: int = number()
    login: str = Field(unique=True)
    name: str
    role: str
    centre_id: int | None = Field(default=None, foreign_key="centre.id", index=True)
    all_centres: bool = False
    password_hash: str | None = None
    active: bool = True
    failed_tries: int = 0
    locked_until: Any = moment()
    created_at: Any = moment(default_now=True)


class SignIn(Row, table=True):
    """One signed-in browser; only the token's hash is kept, so a stolen table opens no door."""

    __tablename__ = "sign_in"

    id: int = number()
    token_hash: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: Any = moment(default_now=True)
    expires_at: Any = moment()
    ended_at: Any = moment()


class Invitation(Row, table=True):
    """A link by which a new colleague chooses a password; used once."""

    id: int = number()
    token_hash: str = Field(unique=True)
    account_id: int = Field(foreign_key="account.id")
    expires_at: Any = moment()
    used_at: Any = moment()


class DataKey(Row, table=True):
    """A key wrapped by the master key: `data` encrypts fields, `hash` makes fingerprints."""

    __tablename__ = "data_key"
    __table_args__ = (one_of("purpose", "data", "hash"),)

    id: int = number()
    purpose: str
    wrapped: bytes
    created_at: Any = moment(default_now=True)
