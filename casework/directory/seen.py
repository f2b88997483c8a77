"""Which changes of the directory are in a snapshot, and up to which number can no more come?

On PostgreSQL the order of numbers is not the order of commits: a long transaction may hold a small
number that is committed after many larger ones. So a number is behind us only when every
transaction that ran when a later number had been seen is over, as the engine's own snapshot says.
What is read again below that (BEHIND) covers the moment between taking a number and being counted as
running. SQLite writes one transaction after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import DirectoryChange
from db.session import is_sqlite

BEHIND = 100  # numbers read again, whatever the engine says
AT_START = 100_000  # numbers read when nothing is known yet of what runs


@dataclass(frozen=True)
class Seen:
    """The numbers above `floor` that are in. `marks`: a number seen, and the first transaction that
    began after it."""

    numbers: frozenset[int] = frozenset()
    floor: int = 0
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def last(self) -> int:
        return max(self.numbers, default=self.floor)


def begin(session: Session) -> Seen:
    """All that is committed now."""
    last = session.execute(sa.select(sa.func.max(col(DirectoryChange.seq)))).scalar() or 0
    floor = max(0, last - AT_START)
    numbers = frozenset(row.seq for row in _above(session, floor))
    if is_sqlite(session):
        return _pruned(Seen(numbers, max(floor, last - BEHIND)))
    return Seen(numbers, floor, ((last, _running(session)[1]),))


def look(session: Session, seen: Seen) -> tuple[Sequence[Any], Seen]:
    """What is not in yet, and what is seen with it."""
    if is_sqlite(session):
        found = _above(session, seen.floor)
        after = Seen(seen.numbers | {row.seq for row in found})
        after = Seen(after.numbers, max(seen.floor, after.last - BEHIND))
    else:
        oldest, after_all = _running(
            session
        )  # before the changes: who is over by now is read below
        marks = seen.marks
        if not marks or marks[-1][0] < seen.last:
            marks = (*marks, (seen.last, after_all))
        over = [number for number, first_after in marks if first_after <= oldest]
        found = _above(session, seen.floor)
        floor = max([seen.floor, *(number - BEHIND for number in over)])
        left = tuple(mark for mark in marks if mark[1] > oldest)
        after = Seen(seen.numbers | {row.seq for row in found}, floor, left)
    return [row for row in found if row.seq not in seen.numbers], _pruned(after)


def _pruned(seen: Seen) -> Seen:
    numbers = frozenset(number for number in seen.numbers if number > seen.floor)
    return Seen(numbers, seen.floor, seen.marks)


def _above(session: Session, floor: int) -> Sequence[Any]:
    table = DirectoryChange
    columns = (col(table.seq), col(table.service_id), col(table.meeting_id), col(table.run_id))
    return session.execute(sa.select(*columns).where(col(table.seq) > floor)).all()


def _running(session: Session) -> tuple[int, int]:
    """The oldest transaction that still runs, and the first that has not begun."""
    row = session.execute(
        sa.text(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint "
            "FROM pg_current_snapshot() AS s"
        )
    ).one()
    return int(row[0]), int(row[1])
