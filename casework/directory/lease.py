"""Who may import now? One import at a time; a dead one lets go by dying.

So whoever holds the lease knows that every run still staging belongs to a process that is gone.
"""

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from casework.errors import Refused
from db.session import engine
from db.settings import settings

try:
    import fcntl
except ImportError:  # a system without them: one person at one laptop
    fcntl = None  # type: ignore[assignment]

NUMBER = 20_270_001  # of the advisory lock, ours alone in this database
BUSY = "Another import is running. Try again when it is through; nothing was written."


@contextlib.contextmanager
def lease() -> Iterator[None]:
    """Hold the right to import; Refused while somebody else does."""
    if engine().dialect.name == "sqlite":
        with _file_lock():
            yield
    else:
        with _advisory_lock():
            yield


@contextlib.contextmanager
def _file_lock() -> Iterator[None]:
    """The system lets go of it when the process dies, however it dies."""
    home = settings().home
    home.mkdir(parents=True, exist_ok=True)
    with (home / "import.lock").open("w") as held:
        if fcntl is not None:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as taken:
                raise Refused(BUSY) from taken
        yield


@contextlib.contextmanager
def _advisory_lock() -> Iterator[None]:
    """Bound to a connection of its own: the server lets go when that breaks."""
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as own:
        taken = own.execute(sa.select(sa.func.pg_try_advisory_lock(NUMBER))).scalar()
        if not taken:
            raise Refused(BUSY)
        try:
            yield
        finally:
            own.execute(sa.select(sa.func.pg_advisory_unlock(NUMBER)))
