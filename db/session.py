"""How do we reach the database: one engine, short reads, and writes that begin at once."""

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from db import secrets
from db.models import DataKey
from db.settings import Settings, settings

BUSY_TIMEOUT_MS = 5000

_engines: dict[str, sa.Engine] = {}


def engine() -> sa.Engine:
    """The engine of this process; made, and its keys unlocked, at first use."""
    url = settings().database_url
    if url not in _engines:
        _engines[url] = connect(settings())
        unlock(_engines[url], settings())
    return _engines[url]


def connect(chosen: Settings) -> sa.Engine:
    """An engine whose errors never print bound values: they are callers' words."""
    url = chosen.database_url
    if url.startswith("sqlite"):
        chosen.home.mkdir(parents=True, exist_ok=True)
        made = sa.create_engine(
            url,
            hide_parameters=True,
            pool_size=20,
            connect_args={"check_same_thread": False, "isolation_level": None},
        )
        sa.event.listen(made, "connect", _set_up_sqlite)
        sa.event.listen(made, "begin", _begin_deferred)
        return made
    return sa.create_engine(url, hide_parameters=True, pool_pre_ping=True, pool_size=10)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_deferred(connection: sa.Connection) -> None:
    # The driver stays out of transactions; a writer asks for its lock at once (see `writing`), or a
    # read that later writes would fail with SQLITE_BUSY_SNAPSHOT whatever the busy timeout.
    eager = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if eager else "BEGIN")


@contextlib.contextmanager
def reading() -> Iterator[Session]:
    with Session(engine(), expire_on_commit=False) as session:
        yield session


def start_writing(session: Session) -> None:
    """End the reads of this session and take the write lock at once (plain on PostgreSQL)."""
    session.rollback()
    session.connection(execution_options={"writes": True})


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def unlock(opened: sa.Engine, chosen: Settings) -> None:
    """Unwrap this database's keys with the master key, making them on an empty database."""
    if not sa.inspect(opened).has_table("data_key"):
        return  # not migrated yet; `manage.py upgrade` says so
    master = secrets.master_key(chosen.key, chosen.home)
    with Session(opened, expire_on_commit=False) as session:
        keys = _keys(session)
        if not keys:
            start_writing(session)
            keys = _keys(session) or _make_keys(session, master)
            session.commit()
    data = {k.id: secrets.unwrap(master, k.wrapped, "data") for k in keys if k.purpose == "data"}
    hashing = next(secrets.unwrap(master, k.wrapped, "hash") for k in keys if k.purpose == "hash")
    secrets.use(secrets.Keyring(data, max(data), hashing))


def _keys(session: Session) -> list[DataKey]:
    return list(session.exec(select(DataKey).order_by(col(DataKey.id))))


def _make_keys(session: Session, master: bytes) -> list[DataKey]:
    made = [
        DataKey(purpose=purpose, wrapped=secrets.wrap(master, secrets.new_key(), purpose))
        for purpose in ("data", "hash")
    ]
    session.add_all(made)
    session.flush()
    return made
