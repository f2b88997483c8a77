"""Who keeps the lists fresh while nobody asks for one? One thread in each process."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from casework.directory import snapshot

EVERY = 0.25  # seconds between two looks; one costs microseconds while nothing changes
LATER = 5.0  # seconds after a look that failed
LAST_WORD = 5.0  # seconds an end waits for a look that is under way

log = logging.getLogger("peerline")


@contextmanager
def watched() -> Iterator[None]:
    """The directory is looked at all the time in here."""
    over = threading.Event()
    thread = threading.Thread(target=_look_until, args=(over,), name="directory", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(LAST_WORD)


def _look_until(over: threading.Event) -> None:
    pause, failed = 0.0, False
    while not over.wait(pause):
        try:
            snapshot.fresh()
            pause, failed = EVERY, False
        except Exception:  # not migrated yet, or the database is away: the next look may succeed
            if not failed:
                log.exception("the directory could not be read; it is tried again")
            pause, failed = LATER, True
