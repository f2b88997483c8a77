"""Did anything in the database change since the last look? Asked before each match, so it must cost
nothing.
"""

import threading
import time
from contextlib import suppress

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from db.session import engine
from db.settings import settings

POLL = 0.25  # seconds between two looks on PostgreSQL


class Looking:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._url = ""
        self._connection: sa.Connection | None = None
        self._version: int | None = None
        self._looked = 0.0

    def look_again(self) -> None:
        self._version, self._looked = None, 0.0

    def sees_change(self) -> bool:
        """On PostgreSQL: whether it is time to ask."""
        if engine().dialect.name != "sqlite":
            return self._time_to_poll()
        with self._lock:
            version = self._data_version()
            changed, self._version = version != self._version, version
            return changed

    def _time_to_poll(self) -> bool:
        if time.monotonic() - self._looked < POLL:
            return False
        self._looked = time.monotonic()
        return True

    def _data_version(self) -> int:
        """2 µs; it counts what other connections commit, so ours only ever looks."""
        url = settings().database_url
        if self._connection is None or self._url != url:
            self._close()
            own = engine().connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection, self._url = own, url
            self._version = None  # a new connection counts anew: what it missed must be looked for
        driver = self._connection.connection.dbapi_connection
        assert driver is not None
        return int(driver.cursor().execute("PRAGMA data_version").fetchone()[0])

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.invalidate()
                self._connection.close()
        self._connection = None
