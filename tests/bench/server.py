"""`python -m tests.bench.server APP …`: `streamlit run APP …` that counts its SQL statements.

The count stands in a small shared file named by PEERLINE_BENCH_COUNT; production code knows nothing
of it.
"""

import mmap
import os
import struct
import sys
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from streamlit.web import cli

COUNT = "PEERLINE_BENCH_COUNT"
# What opens and closes a transaction asks for no rows.
NOT_COUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


def listen(path: Path) -> None:
    with path.open("r+b") as file:
        shared = mmap.mmap(file.fileno(), 8)

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(NOT_COUNTED):
            shared[:8] = struct.pack("<q", read(shared) + 1)

    sa.event.listen(sa.Engine, "before_cursor_execute", count)


def read(shared: mmap.mmap | bytes) -> int:
    found: int = struct.unpack("<q", shared[:8])[0]
    return found


if __name__ == "__main__":
    if os.environ.get(COUNT):
        listen(Path(os.environ[COUNT]))
    sys.argv = ["streamlit", "run", *sys.argv[1:]]
    cli.main()
