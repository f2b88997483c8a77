"""What stands in the directory at this moment? One snapshot for the whole process, swapped by
reference.

Before each match a cheap look says whether the directory changed: SQLite's `data_version` on a
connection of our own, or a poll of `directory_change` at most every 250 ms on PostgreSQL, where the
order of numbers is not the order of commits, so a window is read again (matching.md 2, "Fresh").
"""

import gc
import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col

from casework.directory.learned import due_again
from casework.directory.offering import Found, offered
from casework.directory.outcomes import hour_of
from casework.directory.packing import Packing
from db.models import DirectoryChange, now
from db.session import engine, reading
from db.settings import settings
from matching import Index

POLL = 0.25  # seconds between two looks on PostgreSQL
WINDOW = 1_000  # numbers read again: a change may be committed after a later one
FEW = 300  # changed listings put in one by one; more are a rebuild
AGAIN = 30.0  # seconds before a rebuild that failed is tried again

log = logging.getLogger("peerline")


@dataclass(frozen=True)
class Snapshot:
    """An index, the same offers by key, the changes it holds (all numbers seen in the window below the
    last), and the moment it knows: how full a place is fades by the hour."""

    url: str
    index: Index
    offers: Mapping[str, Found]
    seen: frozenset[int]
    at: datetime

    @property
    def floor(self) -> int:
        return max(self.seen, default=0) - WINDOW


_current: Snapshot | None = None
_swap = threading.RLock()  # held while a snapshot is made from another, never while ranking
_rebuilding: threading.Thread | None = None
_not_before = 0.0


def warm() -> Snapshot:
    """Build the snapshot now (app start); 17,500 places with 1.2 million codes take seconds."""
    global _current
    with _swap:
        if _current is None or _current.url != settings().database_url:
            _current = build()
        return _current


def fresh() -> Snapshot:
    """The newest snapshot. Few changes go in at once; a whole run is built in the background, the
    old one serving meanwhile."""
    held = _current
    if held is None or held.url != settings().database_url:
        return warm()
    if _watch.sees_change() or hour_of(held.at) != hour_of(now()):
        _try_to_catch_up()
    held = _current
    return held if held is not None else warm()


def _try_to_catch_up() -> None:
    """Nobody waits: while another thread does it, this one goes on with what there is."""
    if not _swap.acquire(blocking=False):
        _watch.look_again()
        return
    try:
        _catch_up()
    except SQLAlchemyError:
        _watch.look_again()
        log.exception("the directory's changes could not be read; the old snapshot serves")
    finally:
        _swap.release()


def settle(timeout: float = 60.0) -> Snapshot:
    """Wait until all that is committed now is in, a rebuild in the background included."""
    for _ in range(2):
        _watch.look_again()
        fresh()
        thread = _rebuilding
        if thread is not None:
            thread.join(timeout)
        _packing.settle(timeout)
    _watch.look_again()
    return fresh()


def build() -> Snapshot:
    """From rows; the numbers are read first, so that a change met later is only put in twice."""
    url, at = settings().database_url, now()
    with reading() as session:
        last = session.execute(sa.select(sa.func.max(col(DirectoryChange.seq)))).scalar() or 0
        seen = frozenset(row.seq for row in _changes(session, last - WINDOW)) | {last}
        found = {each.offer.key: each for each in offered(session, at=at)}
        index = Index.build(each.offer for each in found.values())
        return Snapshot(url, index, found, seen, at)


def _catch_up() -> None:
    global _current
    held = _current
    if held is None:
        return
    at = now()
    with reading() as session:
        news = [row for row in _changes(session, held.floor) if row.seq not in held.seen]
        keys = {f"s{row.service_id}" for row in news if row.service_id}
        keys |= {f"m{row.meeting_id}" for row in news if row.meeting_id}
        new_day = at.date() != held.at.date()  # what became of people is weighed anew for all
        keys |= set() if new_day else due_again(session, at, held.at)
        if len(keys) > FEW or new_day or any(row.run_id for row in news):
            if held.offers:
                _rebuild()
            else:
                _current = build()  # the first directory: an empty list serves nobody meanwhile
            return
        if keys:
            _current = _with(session, held, keys, at)
    seen = _window(held.seen | {row.seq for row in news})
    _current = replace(_current or held, seen=seen, at=at)


def _with(session: Session, held: Snapshot, keys: set[str], at: datetime) -> Snapshot:
    upserts = {each.offer.key: each for each in offered(session, keys, at=at)}
    gone = keys - upserts.keys()
    index = _packing.changed(held.index, [each.offer for each in upserts.values()], gone)
    kept = {key: each for key, each in held.offers.items() if key not in gone}
    return replace(held, index=index, offers=kept | upserts)


def _put_packed(loose: Index, packed: Index) -> None:
    """The same listings, sorted anew; unless a whole run came in meanwhile."""
    global _current
    if _current is not None and _current.index is loose:
        _current = replace(_current, index=packed)


_packing = Packing(_swap, _put_packed)


def _changes(session: Session, above: int) -> list[Any]:
    table = DirectoryChange
    columns = (col(table.seq), col(table.service_id), col(table.meeting_id), col(table.run_id))
    return list(session.execute(sa.select(*columns).where(col(table.seq) > above)))


def _window(seen: frozenset[int]) -> frozenset[int]:
    last = max(seen, default=0)
    return frozenset(seq for seq in seen if seq > last - 2 * WINDOW)


def _rebuild() -> None:
    """In a thread of its own, one at a time."""
    global _rebuilding
    if _rebuilding is not None and _rebuilding.is_alive():
        return
    if time.monotonic() < _not_before:
        _watch.look_again()
        return
    _rebuilding = threading.Thread(target=_swap_in, name="matches", daemon=True)
    _rebuilding.start()


def _swap_in() -> None:
    global _current, _not_before
    try:
        made = build()
    except Exception:
        _not_before = time.monotonic() + AGAIN
        _watch.look_again()
        log.exception("the matching snapshot could not be rebuilt; the old one serves")
        return
    with _swap:
        if _current is None or _current.url == made.url:
            _current = made
            gc.freeze()  # a collection that looks at every listing stops all matches for a second
    _watch.look_again()  # what changed while we built is put in at the next look


class _Watch:
    """Did anything change since the last look?"""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._url = ""
        self._connection: sa.Connection | None = None
        self._version: int | None = None
        self._looked = 0.0

    def look_again(self) -> None:
        self._version, self._looked = None, 0.0

    def sees_change(self) -> bool:
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
        driver = self._connection.connection.dbapi_connection
        assert driver is not None
        return int(driver.cursor().execute("PRAGMA data_version").fetchone()[0])

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.invalidate()
                self._connection.close()
        self._connection = None


_watch = _Watch()
