"""A process that imports and is killed: `python -m tests.casework.dying`, driven by lines on its input.

Each line is a JSON object: `file` (format, path, source), and `commit`, before which of its
commits the import is killed, or `after`, seconds until it is. Answers "killed" or "done". Each import
runs in a fork, so that the modules are loaded once.
"""

import json
import os
import signal
import sys
from pathlib import Path

import sqlalchemy as sa

from casework import directory
from casework.desk import Desk
from db.session import reading


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            take(**asked)
            os._exit(0)
        _, ended = os.waitpid(child, 0)
        sys.stdout.write("killed\n" if os.WIFSIGNALED(ended) else f"done {ended}\n")
        sys.stdout.flush()


def take(file: tuple[str, str, str], commit: int = 0, after: float = 0) -> None:
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


if __name__ == "__main__":
    main()
