"""An import that is killed, in a process of its own."""

import os
import signal
from pathlib import Path

import sqlalchemy as sa

from casework import directory
from casework.desk import Desk
from db.session import reading


def take(file: tuple[str, str, str], commit: int = 0, after: float = 0) -> None:
    """Killed before which of its commits, or after how many seconds, if it is not done by then."""
    count = 0

    def counted(_connection: sa.Connection) -> None:
        nonlocal count
        count += 1
        if count == commit:
            os.kill(os.getpid(), signal.SIGKILL)

    sa.event.listen(sa.Engine, "commit", counted)
    if after:
        killer = os.fork()
        if killer == 0:
            os.execvp("sh", ["sh", "-c", f"sleep {after}; kill -9 {os.getppid()}"])
    format, path, source = file
    feed = {"source": source, "zone": "America/New_York"}
    with reading() as session:
        desk = Desk.of_system(session, "import")
        directory.take_in(desk, format=format, path=Path(path), feed=feed, yes=True)
