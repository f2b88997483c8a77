"""How do many rows get in while desks go on saving? Small batches through the third door.

Ids that others point at are found by natural keys after the insert; a place has none, so its ids are
taken beforehand: from the sequence on PostgreSQL, from the largest id on SQLite, where a desk may
take one first and the batch tries again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from casework.desk import Desk
from db.models import Location
from db.session import is_sqlite

BATCH = 2_000  # listings worked on at once
ROWS = 10_000  # rows in one transaction: about 0.1 s of write lock on SQLite
TRIES = 20

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def put(desk: Desk, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Rows nobody points at by id; a large batch in several short transactions."""
    for part in batches(rows, ROWS):
        desk.stage(table.__table__, part)


def put_locations(desk: Desk, rows: Sequence[dict[str, Any]]) -> list[int]:
    """The ids of these places, in order."""
    for left in reversed(range(TRIES)):
        ids = _ids(desk, len(rows))
        numbered = [{"id": id, **row} for id, row in zip(ids, rows, strict=True)]
        try:
            put(desk, Location, numbered)
        except IntegrityError:
            if left == 0 or not is_sqlite(desk.session):
                raise
        else:
            return ids
    return []


def _ids(desk: Desk, count: int) -> list[int]:
    if is_sqlite(desk.session):
        last = desk.session.execute(sa.select(sa.func.max(col(Location.id)))).scalar() or 0
        return list(range(last + 1, last + 1 + count))
    taken = sa.text(
        "SELECT nextval(pg_get_serial_sequence('location', 'id')) FROM generate_series(1, :count)"
    )
    return list(desk.session.execute(taken, {"count": count}).scalars())


def ids_by(
    desk: Desk, columns: Sequence[Any], where: Callable[[Any], Any], keys: Sequence[Any]
) -> dict[Any, int]:
    """Natural key → id, for many keys, in questions of a few hundred each.

    `columns` = (key, id); `where(part)` is the condition for some of the keys.
    """
    found: dict[Any, int] = {}
    for part in batches(keys, 500):
        rows = desk.session.execute(sa.select(*columns).where(where(part))).all()
        found.update({row[0]: row[1] for row in rows})
    return found
