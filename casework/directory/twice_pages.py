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
from casework.directory.twice_certain import SURE
from casework.directory.twice_sides import Side, sides
from casework.directory.twice_sure import names_of
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


@dataclass(frozen=True)
class Pressed:
    """Many joined in one press: `press` is what they are taken back by; how many still are one."""

    press: int
    count: int
    at: datetime
    by: str


@dataclass(frozen=True)
class Sure:
    """Pairs of which it is as good as certain: `why` is a key of SURE, `sources` those they come from."""

    why: str
    ids: Sequence[int]
    sources: Mapping[int, str]

    @property
    def words(self) -> str:
        return SURE[self.why]


@dataclass(frozen=True)
class Waiting:
    """The pairs that wait, the likeliest first, of all sources or of one; source → its name and how many
    pairs it has a part in; and those that may be joined many at once, the surest first."""

    ids: Sequence[int]
    sources: Mapping[int, tuple[str, int]]
    sure: Sequence[Sure] = ()


def likely_twice(desk: Desk, *, source_id: int | None = None) -> Waiting:
    """Only what stands on both sides and is not one place already. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    table = Duplicate
    columns = (table.id, table.kind, table.first_id, table.second_id, table.state, table.sure)
    rows = desk.session.execute(
        sa.select(*(col(each) for each in columns))
        .where(col(table.state).in_(OPEN))
        .order_by(col(table.likeness).desc(), col(table.id))
    ).all()
    of = _sources(desk, rows)
    standing = [row for row in rows if row.id in of]
    count = Counter(source for row in standing for source in set(of[row.id]))
    named = sa.select(col(Source.id), col(Source.name)).where(col(Source.id).in_(count))
    names = dict(desk.session.execute(named.order_by(sa.func.lower(col(Source.name)))).all())
    ids = [row.id for row in standing if source_id in (None, *of[row.id])]
    return Waiting(
        ids, {id: (name, count[id]) for id, name in names.items()}, _sure(standing, of, names)
    )


def _sources(desk: Desk, rows: Sequence[Any]) -> Mapping[int, tuple[int, int]]:
    """Pair → the sources of both; without those of which one side is gone, or both are one by now."""
    found = {}
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        one = families(desk.session, KINDS[kind]) if mine else None
        of = sources_of(desk, kind, {id for row in mine for id in (row.first_id, row.second_id)})
        for row in mine:
            first, second = row.first_id, row.second_id
            if one and {first, second} <= of.keys() and one.head(first) != one.head(second):
                found[row.id] = (of[first], of[second])
    return found


def _sure(
    rows: Sequence[Any], of: Mapping[int, tuple[int, int]], names: Mapping[int, str]
) -> list[Sure]:
    """What has two of one list for its other, or was taken back before, is left to a look of its own."""
    mine = [row for row in rows if row.sure and row.state == "proposed"]
    many = Counter(end for row in mine for end in _ends(row, of[row.id]))
    alone = [row for row in mine if all(many[end] == 1 for end in _ends(row, of[row.id]))]
    by_why = {why: [row.id for row in alone if row.sure == why] for why in SURE}
    return [
        Sure(why, sorted(ids), {id: name for id, name in names.items() if _has(id, ids, of)})
        for why, ids in by_why.items()
        if ids
    ]


def _ends(row: Any, of: tuple[int, int]) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
    return (row.kind, row.first_id, of[1]), (row.kind, row.second_id, of[0])


def _has(source: int, ids: Sequence[int], of: Mapping[int, tuple[int, int]]) -> bool:
    return any(source in of[id] for id in ids)


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


def decided_twice(desk: Desk, *, press: int | None = None, limit: int = 30) -> list[Decided]:
    """One by one, the newest first; those of one press (`presses`) are told when it is asked for, and
    meetings that became one with their groups not at all. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    rows = desk.session.exec(
        select(Duplicate, Account.name)
        .outerjoin(Account, col(Account.id) == col(Duplicate.decided_by_id))
        .where(col(Duplicate.state).in_(("merged", "different")))
        .where(col(Duplicate.decided_with_id).is_not_distinct_from(press))
        .order_by(col(Duplicate.decided_at).desc(), col(Duplicate.id))
        .limit(limit * 4)
    ).all()
    groups = set(desk.session.exec(_moments_of_groups()))
    told = [(row, by) for row, by in rows if row.kind != "meeting" or row.decided_at not in groups]
    names = _names(desk, [row for row, _ in told[:limit]])
    return [_decided(row, by or "the program itself", names) for row, by in told[:limit]]


def _moments_of_groups() -> Any:
    return select(Duplicate.decided_at).where(
        Duplicate.kind == "group", Duplicate.state == "merged"
    )


def presses(desk: Desk, *, limit: int = 10) -> list[Pressed]:
    """Where many were joined at once and some still are, the newest first. Raises NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    press, at = col(Duplicate.decided_with_id), sa.func.max(col(Duplicate.decided_at))
    query = (
        sa.select(press, sa.func.count(), at, sa.func.max(col(Account.name)))
        .outerjoin(Account, col(Account.id) == col(Duplicate.decided_by_id))
        .where(press.is_not(None), col(Duplicate.state) == "merged")
        .group_by(press)
        .order_by(at.desc())
    )
    return [Pressed(*row) for row in desk.session.execute(query.limit(limit)).all()]


def _names(desk: Desk, rows: Iterable[Duplicate]) -> dict[tuple[str, int], str]:
    found: dict[tuple[str, int], str] = {}
    wanted = [(row.kind, id) for row in rows for id in (row.first_id, row.second_id)]
    for kind in KINDS:
        ids = {id for of, id in wanted if of == kind}
        found |= {(kind, id): name for id, name in names_of(desk, kind, ids).items()}
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
    )
