"""How does a database get to the newest migration, safely when two processes start at once?"""

import contextlib
import sqlite3
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from db.session import connect, unlock
from db.settings import Settings

INI = Path(__file__).parent / "alembic.ini"
LOCK = 7337_0001  # any number, the same in every process


def upgrade(chosen: Settings) -> None:
    engine = connect(chosen)
    config = Config(str(INI))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if engine.dialect.name == "sqlite":
            _under_file_lock(chosen, config)
        else:
            connection.execute(sa.text("SELECT pg_advisory_lock(:n)"), {"n": LOCK})
            command.upgrade(config, "head")
            connection.commit()
            connection.execute(sa.text("SELECT pg_advisory_unlock(:n)"), {"n": LOCK})
            connection.commit()
    unlock(engine, chosen)
    engine.dispose()


def _under_file_lock(chosen: Settings, config: Config) -> None:
    # A lock that a killed process gives back by itself, on every system: SQLite's own.
    with contextlib.closing(
        sqlite3.connect(chosen.home / "upgrade.lock", timeout=60, isolation_level=None)
    ) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        command.upgrade(config, "head")
        config.attributes["connection"].commit()
