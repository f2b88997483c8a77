"""Which two listings wait for the question whether they are one place, what differs, and what was
decided lately?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.one_place import KINDS, families
from casework.directory.twice_sides import Side, sides
from db.models import Account, Duplicate, Meeting, Source, SourceRecord

OPEN = ("proposed", "undone")


@dataclass(frozen=True)
class Line:
    """One thing both say, or one of them."""

    label: str
    this: str
    that: str

    @property
    def differs(self) -> bool:
        return self.this != self.that


@dataclass(frozen=True)
class Twice:
    """Two listings side by side; `this` is the one that was there first."""

    id: int
    kind: str  # service, group or meeting
    likeness: int
    evidence: Sequence[str]
    this: Side
    that: Side
    decided_before: bool = False

    def lines(self) -> list[Line]:
        labels = dict.fromkeys((*self.this.says, *self.that.says))
        both = (Line(x, self.this.says.get(x, ""), self.that.says.get(x, "")) for x in labels)
        return [line for line in both if line.this or line.that]


@dataclass(frozen=True)
class Decided:
    """What somebody decided: "merged" (then `kept` is shown) or "different"."""

    id: int
    state: str
    kept: str
    other: str
    at: datetime
    by: str
    press: int | None = None  # of many decided at once: what they are taken back by


@dataclass(frozen=True)
class Waiting:
    """The pairs that wait, the likeliest first, of all sources or of one; source → its name and how many
    pairs it has a part in."""

    ids: Sequence[int]
    sources: Mapping[int, tuple[str, int]]


def likely_twice(desk: Desk, *, source_id: int | None = None) -> Waiting:
    """Only what stands on both sides and is not one place already. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    table = Duplicate
    columns = (table.id, table.kind, table.first_id, table.second_id)
    rows = desk.session.execute(
        sa.select(*(col(each) for each in columns))
        .where(col(table.state).in_(OPEN))
        .order_by(col(table.likeness).desc(), col(table.id))
    ).all()
    standing = [(row, of) for row, of in _with_sources(desk, rows) if of is not None]
    count = Counter(source for _, of in standing for source in of)
    named = sa.select(col(Source.id), col(Source.name)).where(col(Source.id).in_(count))
    names = desk.session.execute(named.order_by(sa.func.lower(col(Source.name)))).all()
    ids = [row.id for row, of in standing if source_id in (None, *of)]
    return Waiting(ids, {id: (name, count[id]) for id, name in names})


def _with_sources(desk: Desk, rows: Sequence[Any]) -> Iterable[tuple[Any, set[int] | None]]:
    """With the sources of both; None where one of them is gone, or both are one place by now."""
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        one = families(desk.session, KINDS[kind]) if mine else None
        of = sources_of(desk, kind, {id for row in mine for id in (row.first_id, row.second_id)})
        for row in mine:
            pair = (row.first_id, row.second_id)
            joined = one is not None and one.head(pair[0]) == one.head(pair[1])
            here = all(id in of for id in pair)
            yield row, {of[id] for id in pair} if here and not joined else None


def sources_of(desk: Desk, kind: str, ids: set[int]) -> dict[int, int]:
    """Id → source, of those that are listed now."""
    if not ids:
        return {}
    table = Meeting if kind == "group" else KINDS[kind]
    key = col(Meeting.group_id) if kind == "group" else col(table.id)
    query = (
        sa.select(key, col(SourceRecord.source_id))
        .join(SourceRecord, col(SourceRecord.id) == col(table.record_id))
        .where(key.in_(ids), col(SourceRecord.state) == "present")
    )
    return dict(desk.session.execute(query).all())


def side_by_side(desk: Desk, duplicate_id: int) -> Twice | None:
    """One pair with all that is compared; None where it waits no more. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    row = desk.session.get(Duplicate, duplicate_id)
    if row is None or row.state not in OPEN:
        return None
    found = sides(desk, row.kind, [row.first_id, row.second_id])
    if len(found) != 2:
        return None
    this, that = found[row.first_id], found[row.second_id]
    return Twice(row.id, row.kind, row.likeness, row.evidence, this, that, row.state == "undone")


def decided_twice(desk: Desk, *, limit: int = 30) -> list[Decided]:
    """The newest first; meetings that became one with their groups are not told apart from them.
    Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    rows = desk.session.exec(
        select(Duplicate, Account.name)
        .outerjoin(Account, col(Account.id) == col(Duplicate.decided_by_id))
        .where(col(Duplicate.state).in_(("merged", "different")))
        .order_by(col(Duplicate.decided_at).desc(), col(Duplicate.id))
        .limit(limit * 4)
    ).all()
    groups = {row.decided_at for row, _ in rows if row.kind == "group"}
    told = [(row, by) for row, by in rows if row.kind != "meeting" or row.decided_at not in groups]
    names = _names(desk, [row for row, _ in told[:limit]])
    return [_decided(row, by or "the program itself", names) for row, by in told[:limit]]


def _names(desk: Desk, rows: Iterable[Duplicate]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    wanted = [(row.kind, id) for row in rows for id in (row.first_id, row.second_id)]
    for kind in KINDS:
        ids = [id for of, id in wanted if of == kind]
        found |= {(kind, id): side.name for id, side in sides(desk, kind, ids).items()}
    return found


def _decided(row: Duplicate, by: str, names: Mapping[tuple[str, int], str]) -> Decided:
    kept = row.kept_id or row.first_id
    other = row.second_id if kept == row.first_id else row.first_id
    gone = "a listing that is gone"
    return Decided(
        id=row.id,
        state=row.state,
        kept=names.get((row.kind, kept), gone),
        other=names.get((row.kind, other), gone),
        at=row.decided_at,
        by=by,
        press=row.decided_with_id,
    )
