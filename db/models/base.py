"""What is every row made of: its own registry, its keys and its times."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy import orm
from sqlmodel import Field, SQLModel

from db.secrets import sealed

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel, registry=orm.registry(metadata=sa.MetaData(naming_convention=NAMES))):
    """Our own registry, made afresh with the module, so that hot reload works (ADR 3)."""

    def __init__(self, **values: Any) -> None:
        plain = {k: values.pop(k) for k in list(values) if isinstance(_property(self, k), sealed)}
        super().__init__(**values)
        for name, text in plain.items():
            setattr(self, name, text)


def _property(row: Row, name: str) -> Any:
    return getattr(type(row), name, None)


class UtcTime(sa.TypeDecorator[datetime]):
    """An aware moment, kept in UTC on both engines (SQLite has no zone of its own)."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


def key() -> Any:
    """A client-made key, so that ciphertext can be bound to the row before it is saved."""
    return Field(default_factory=uuid4, primary_key=True)


def number() -> Any:
    return Field(default=None, primary_key=True)


def moment(*, index: bool = False, default_now: bool = False) -> Any:
    if default_now:
        return Field(default_factory=now, sa_type=UtcTime, index=index)
    return Field(default=None, sa_type=UtcTime, nullable=True, index=index)


def one_of(column: str, *values: str) -> sa.CheckConstraint:
    """The column holds one of these words."""
    words = ", ".join(f"'{v}'" for v in values)
    return sa.CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def exactly_one(name: str, *columns: str) -> sa.CheckConstraint:
    count = " + ".join(f"(CASE WHEN {c} IS NULL THEN 0 ELSE 1 END)" for c in columns)
    return sa.CheckConstraint(f"{count} = 1", name=name)


__all__ = [
    "UUID",
    "Row",
    "UtcTime",
    "exactly_one",
    "key",
    "moment",
    "now",
    "number",
    "one_of",
    "sealed",
]
