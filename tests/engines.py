"""How does each test get a database of its own without working out every statement anew?

What SQLAlchemy compiles it keeps with an engine, as a server does for weeks; a new engine for each
test compiled the same statements thousands of times. So one engine of each kind stays, and connects
to the database of the test that runs.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from db import session
from db.settings import Settings

_connect = session.connect
_kept: dict[str, "Kept"] = {}


class Kept:
    def __init__(self, chosen: Settings) -> None:
        self.engine = _connect(chosen)
        self.words: tuple[Any, Any] = ([], {})
        sa.event.listen(self.engine, "do_connect", self._to_the_test)
        if self.engine.dialect.name == "sqlite":
            sa.event.listen(self.engine, "connect", _leave_the_disk_alone)

    def _to_the_test(self, _dialect: Any, _record: Any, words: list, named: dict) -> None:
        plain, options = self.words
        words[:] = plain
        named.update(options)

    def towards(self, url: sa.URL) -> sa.Engine:
        self.engine.dispose()
        self.engine.url = url
        self.words = self.engine.dialect.create_connect_args(url)
        return self.engine


def _leave_the_disk_alone(connection: Any, _record: Any) -> None:
    """No test of this process pulls the plug (cluster.py says the same to PostgreSQL)."""
    connection.execute("PRAGMA synchronous=OFF")


def kept_for(url: str) -> Callable[[Settings], sa.Engine]:
    """In the place of db.session.connect while a test runs; any other database gets its own."""

    def connect(chosen: Settings) -> sa.Engine:
        if chosen.database_url != url:
            return _connect(chosen)
        kind = sa.make_url(url).get_backend_name()
        if kind not in _kept:
            _kept[kind] = Kept(chosen)
        return _kept[kind].towards(sa.make_url(url))

    return connect
