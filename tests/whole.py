"""All that a database holds, table by table from the models' own metadata: kept, laid back, compared."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from db.models.base import Row, UtcTime
from db.session import engine

Rows = list[dict[str, Any]]
State = Mapping[str, Rows]


def tables() -> list[sa.Table]:
    return [t for t in Row.metadata.sorted_tables if t.name != "data_key"]


def state() -> State:
    """Every row of every table, in the order of its key."""
    with engine().connect() as connection:
        return {
            t.name: [dict(r) for r in connection.execute(_ordered(t)).mappings()] for t in tables()
        }


def _ordered(table: sa.Table) -> Any:
    return sa.select(table).order_by(*table.primary_key.columns)


def lay_back(before: State) -> None:
    """The database as it was; the next ids follow the largest again. No session may be open on it."""
    engine().dispose()
    with engine().connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        _without_guards(connection, sqlite=sqlite)
        for table in reversed(tables()):
            connection.execute(sa.delete(table))
        for table in tables():
            if before[table.name]:
                connection.execute(sa.insert(table), before[table.name])
            if not sqlite:
                _next_id(connection, table)
        connection.commit()
    engine().dispose()


def _without_guards(connection: sa.Connection, *, sqlite: bool) -> None:
    """Foreign keys and append-only tables stand in the way of laying back."""
    if not sqlite:
        connection.execute(sa.text("SET session_replication_role = replica"))
        return
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute("PRAGMA foreign_keys=OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raise AssertionError(f"laying back would fire the trigger {name}")


def _next_id(connection: sa.Connection, table: sa.Table) -> None:
    for column in table.primary_key.columns:
        name = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
        follows = f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name})"
        if isinstance(column.type, sa.Integer):  # no sequence: null, and nothing happens
            connection.execute(sa.text(f"SELECT setval({name}, {follows}, false)"))


def since(after: State, moment: datetime) -> State:
    """The same with every time from `moment` on as "now", to be compared with another go."""
    times = {t.name: [c.name for c in t.c if isinstance(c.type, UtcTime)] for t in tables()}
    return {
        name: [
            row | {c: "now" for c in times[name] if row[c] is not None and row[c] >= moment}
            for row in rows
        ]
        for name, rows in after.items()
    }


def without_ids(held: State) -> State:
    """What stands in the rows whatever their numbers, in an order of its own."""
    keys = {
        t.name: {c.name for c in t.c if c.primary_key or c.foreign_keys or c.name.endswith("_id")}
        for t in tables()
    }
    return {
        name: sorted(
            ({c: v for c, v in row.items() if c not in keys[name]} for row in rows), key=repr
        )
        for name, rows in held.items()
    }


def differing(one: State, other: State) -> dict[str, tuple[Rows, Rows]]:
    """The tables that are not alike, with the rows that only one of the two has."""
    return {
        name: (
            [row for row in one[name] if row not in other[name]],
            [row for row in other[name] if row not in one[name]],
        )
        for name in one
        if one[name] != other[name]
    }
