"""What stands in the directory at this moment? One snapshot for the whole process, swapped by
reference.

Before each match a cheap look says whether the directory changed: SQLite's `data_version` on a
connection of our own, or a poll of `directory_change` at most every 250 ms on PostgreSQL. When that
fails the old lists serve, and say since when.
"""

import gc
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session

from casework.directory import further, seen
from casework.directory.learned import due_again
from casework.directory.looking import POLL, Looking
from casework.directory.offering import offered
from casework.directory.one_place import wider
from casework.directory.outcomes import hour_of
from casework.directory.packing import Packing
from casework.directory.seen import Seen
from db.models import now
from db.session import reading
from db.settings import settings
from matching import Index, Offered

__all__ = ["POLL", "Snapshot", "build", "fresh", "look_again", "settle", "stale_since", "warm"]

FEW = 300  # changed listings put in one by one; more are a rebuild
AGAIN = 30.0  # seconds before a rebuild that failed is tried again
SOON = 1.0  # seconds before a look that failed is tried again

log = logging.getLogger("peerline")


@dataclass(frozen=True)
class Snapshot:
    """An index, the changes it holds, and the moment it knows: how full a place is fades by the
    hour. `of_source` is read when it is first asked for, and anew once any listing changed."""

    url: str
    index: Index
    seen: Seen
    at: datetime
    of_source: dict[int, frozenset[str]] = field(default_factory=dict)  # source → keys

    @property
    def offers(self) -> Mapping[str, Offered]:
        """All of them; made when asked."""
        return {offer.key: offer for offer in self.index.offers()}


_current: Snapshot | None = None
_swap = threading.RLock()  # held while a snapshot is made from another, never while ranking
_rebuilding: threading.Thread | None = None
_not_before = 0.0  # a rebuild, and a look
_no_look_before = 0.0
_good_at: datetime | None = None  # when all that was committed was in
_failing = False


def stale_since() -> datetime | None:
    """Since when the directory could not be refreshed; None while it can."""
    return _good_at if _failing else None


def _went_well(at: datetime) -> None:
    global _good_at, _failing
    _good_at, _failing = at, False


def _went_wrong(words: str) -> None:
    """Said once in the log, and on the screens until it goes well again."""
    global _failing, _no_look_before
    _watch.look_again()
    _no_look_before = time.monotonic() + SOON
    if not _failing:
        log.exception(words)
    _failing = True


def warm() -> Snapshot:
    """Build the snapshot now (app start); 17,500 places with 1.2 million codes take seconds."""
    global _current
    with _swap:
        if _current is None or _current.url != settings().database_url:
            _current = build()
            _went_well(_current.at)
        return _current


def fresh() -> Snapshot:
    """The newest snapshot. Few changes go in at once; a whole run is built in the background, the
    old one serving meanwhile."""
    held = _current
    if held is None or held.url != settings().database_url:
        return warm()
    if time.monotonic() >= _no_look_before:
        _look(held)
    held = _current
    return held if held is not None else warm()


def _look(held: Snapshot) -> None:
    at = now()
    try:
        if _watch.sees_change() or hour_of(held.at) != hour_of(at):
            _try_to_catch_up(at)
        elif not _failing and not _is_rebuilding():
            _went_well(at)
    except Exception:
        _went_wrong("the directory's changes could not be read; the old snapshot serves")


def _try_to_catch_up(at: datetime) -> None:
    """Nobody waits: while another thread does it, this one goes on with what there is."""
    if not _swap.acquire(blocking=False):
        _watch.look_again()
        return
    try:
        if _catch_up(at):
            _went_well(at)
    finally:
        _swap.release()


def look_again() -> None:
    """Something was written here, and whoever wrote it is to see it: what is being put in by another
    thread is waited for, and the next question looks first, however lately it was looked."""
    _watch.look_again()
    fresh()
    if _swap.acquire(timeout=SOON):
        _swap.release()
    _watch.look_again()


def settle(timeout: float = 60.0) -> Snapshot:
    """Wait until all that is committed now is in, a rebuild in the background included."""
    global _no_look_before
    for _ in range(2):
        _no_look_before = 0.0
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
        numbers = seen.begin(session)
        return Snapshot(url, Index.build(offered(session, at=at)), numbers, at)


def _catch_up(at: datetime) -> bool:
    """Whether all is in now; else it is being built."""
    global _current
    held = _current
    if held is None:
        return False
    with reading() as session:
        news, numbers = seen.look(session, held.seen)
        keys = {f"s{row.service_id}" for row in news if row.service_id}
        keys |= {f"m{row.meeting_id}" for row in news if row.meeting_id}
        new_day = at.date() != held.at.date()  # what became of people is weighed anew for all
        keys |= set() if new_day else due_again(session, at, held.at)
        if len(keys) > FEW or new_day or any(row.run_id for row in news):
            return _all_anew(held)
        if keys:
            held = _with(session, held, keys, at)
    _current = replace(held, seen=numbers, at=at)
    return True


def _all_anew(held: Snapshot) -> bool:
    global _current
    if len(held.index):
        _rebuild()
        return False
    _current = build()  # the first directory: an empty list serves nobody meanwhile
    return True


def _with(session: Session, held: Snapshot, keys: set[str], at: datetime) -> Snapshot:
    keys = wider(session, keys)
    upserts = list(offered(session, keys, at=at))
    gone = (keys | further.all_of(held.index, keys)) - {offer.key for offer in upserts}
    return replace(held, index=_packing.changed(held.index, upserts, gone), of_source={})


def _put_packed(loose: Index, packed: Index) -> None:
    """The same listings, sorted anew; unless a whole run came in meanwhile."""
    global _current
    if _current is not None and _current.index is loose:
        _current = replace(_current, index=packed)


_packing = Packing(_swap, _put_packed)


def _rebuild() -> None:
    """In a thread of its own, one at a time."""
    global _rebuilding
    if _is_rebuilding():
        return
    if time.monotonic() < _not_before:
        _watch.look_again()
        return
    _rebuilding = threading.Thread(target=_swap_in, name="matches", daemon=True)
    _rebuilding.start()


def _is_rebuilding() -> bool:
    return _rebuilding is not None and _rebuilding.is_alive()


def _swap_in() -> None:
    global _current, _not_before
    try:
        made = build()
    except Exception:
        _not_before = time.monotonic() + AGAIN
        _went_wrong("the matching snapshot could not be rebuilt; the old one serves")
        return
    with _swap:
        if _current is None or _current.url == made.url:
            _current = made
            _went_well(made.at)
            gc.freeze()  # a collection that looks at every listing stops all matches for a second
    _watch.look_again()  # what changed while we built is put in at the next look


_watch = Looking()
