"""What does joining two do to all that hangs on them, many pairs in one transaction?

Everything the pairs touch is read first, in a few questions however many they are; then each is joined
as a press of its own would, one after the other. Joining writes one link from what is shown no more to
what is kept (`merged_into_id`), and the line of the decision.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from casework.desk import Desk
from casework.directory.bulk import batches
from casework.directory.one_place import KINDS, Families, families, joined
from casework.directory.twice_meetings import by_group, same
from casework.directory.twice_pairs import Pair, in_order
from casework.directory.twice_rows import meetings_of
from casework.errors import NotFound, Refused
from db.models import DirectoryChange, Duplicate, Meeting, Row, now
from db.session import is_sqlite

NUMBER = 20_270_002  # of the advisory lock, ours alone in this database
MANY = 500  # ids in one question
OPEN = frozenset({"proposed", "undone"})


@dataclass(frozen=True)
class Asked:
    """What is decided about: a proposal, or what follows from one."""

    kind: str
    likeness: int
    evidence: Sequence[str]


class Link(NamedTuple):
    id: int
    merged_into_id: int | None
    same_as_id: int | None


def one_at_a_time(session: Session) -> None:
    """Two editors who join in the other's direction would make a ring. Before anything is read; SQLite
    has one writer anyway."""
    if not is_sqlite(session):
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(NUMBER)))


def rows_of(session: Session, kind: Any, ids: Iterable[int]) -> dict[int, Any]:
    """As they are in the database now."""
    found: dict[int, Any] = {}
    for part in batches(sorted(ids), MANY):
        query = select(kind).where(col(kind.id).in_(part))
        fresh = query.execution_options(populate_existing=True)
        found |= {row.id: row for row in session.exec(fresh)}
    return found


class Places:
    """Places of one kind and whatever they are joined to, kept true while pairs are joined."""

    def __init__(self, desk: Desk, kind: str, ids: Collection[int]) -> None:
        self._desk, self._kind = desk, kind
        one = families(desk.session, KINDS[kind], ids)
        self._heads, self._members = dict(one.heads), dict(one.members)
        self.one = Families(self._heads, self._members)
        self._rows = rows_of(desk.session, KINDS[kind], self.one.all_of(ids))
        self._lines = self._read_lines()

    def _read_lines(self) -> dict[Pair, Duplicate]:
        found: dict[Pair, Duplicate] = {}
        for part in batches(sorted(self._rows), MANY):
            query = select(Duplicate).where(
                Duplicate.kind == self._kind, col(Duplicate.first_id).in_(part)
            )
            fresh = query.execution_options(populate_existing=True)
            found |= {(row.first_id, row.second_id): row for row in self._desk.session.exec(fresh)}
        return found

    def join(self, asked: Asked, keep_id: int, other_id: int, at: datetime) -> list[Row]:
        """The heads of both become one; the line is another than was proposed where one of the two
        was joined since. Raises Refused, with nothing changed."""
        kept, other = self.one.head(keep_id), self.one.head(other_id)
        if not {kept, other} <= self._rows.keys():
            raise NotFound("That place")
        if kept == other:
            raise Refused("These two are one place already. Look again.")
        row = self._line(asked, in_order(kept, other), at)
        if row.state == "different":
            raise Refused("These were called two different places. Take that back first.")
        decide(self._desk, row, "merged", at)
        row.kept_id = kept
        self._rows[other].merged_into_id = kept
        self._regroup(self.one.of(kept) + self.one.of(other))
        return [row, self._rows[other]]

    def _line(self, asked: Asked, pair: Pair, at: datetime) -> Duplicate:
        if pair not in self._lines:
            self._lines[pair] = Duplicate(
                kind=asked.kind,
                first_id=pair[0],
                second_id=pair[1],
                likeness=asked.likeness,
                evidence=list(asked.evidence),
                proposed_at=at,
            )
        return self._lines[pair]

    def _regroup(self, ids: Iterable[int]) -> None:
        rows = (self._rows[id] for id in ids)
        links = [Link(x.id, x.merged_into_id, getattr(x, "same_as_id", None)) for x in rows]
        one = joined(links)
        for head in set(self._members) & set(one.heads):
            del self._members[head]
        self._heads.update(one.heads)
        self._members.update(one.members)


class Press:
    """All that one press decides; each pair at a moment of its own, for it may be taken back alone."""

    def __init__(self, desk: Desk, lines: Collection[Duplicate]) -> None:
        self._desk = desk
        self._places = {kind: Places(desk, kind, ids) for kind, ids in ids_by_kind(lines).items()}
        groups = self._places["group"].one if "group" in self._places else Families()
        of_groups = [line for line in lines if line.kind == "group"]
        ids = groups.all_of(id for line in of_groups for id in (line.first_id, line.second_id))
        self._meets = by_group(meetings_of(desk.session, ids) if ids else ())
        own = {id for line in lines if line.kind == "meeting" for id in pair_of(line)}
        theirs = {each.id for its in self._meets.values() for each in its}
        if own | theirs:
            self._places["meeting"] = Places(desk, "meeting", own | theirs)

    def join(self, line: Duplicate, keep_id: int, at: datetime) -> list[Row]:
        """Raises NotFound; Refused. Of two groups the meetings that are the same become one too."""
        if line.state not in OPEN:
            raise Refused("Somebody decided about these two already. Look again.")
        asked, pair = Asked(line.kind, line.likeness, line.evidence), pair_of(line)
        if keep_id not in pair:
            raise NotFound("That place")
        other_id = next(id for id in pair if id != keep_id)
        places = self._places[asked.kind]
        theirs = places.one.of(other_id)
        rows = places.join(asked, keep_id, other_id, at)
        if asked.kind == "group":
            rows += self._meetings_too(places.one.of(keep_id), theirs, at)
        return rows

    def _meetings_too(
        self, groups: Iterable[int], theirs: Collection[int], at: datetime
    ) -> list[Row]:
        """After their groups were joined; `theirs`: the groups that are shown no more."""
        rows: list[Row] = []
        for one, other, how in same([x for group in groups for x in self._meets.get(group, ())]):
            if (one.group in theirs) == (other.group in theirs):
                continue  # they were in one card before
            keep, left = (other, one) if one.group in theirs else (one, other)
            with suppress(Refused):  # one of them was decided about by itself
                alike = Asked("meeting", how.points, how.evidence)
                rows += self._places["meeting"].join(alike, keep.id, left.id, at)
        return rows

    def tell(self, lines: Iterable[Duplicate]) -> None:
        """Every process reads both again; said while they are one."""
        groups = self._places.get("group")
        tell(self._desk, lines, groups.one if groups else None)


def tell(desk: Desk, lines: Iterable[Duplicate], groups: Families | None) -> None:
    """`groups`: who is one with whom now, where any line is of groups. Added row by row it would be a
    statement for each on SQLite."""
    ids = ids_by_kind(lines)
    meetings = set(ids.get("meeting", ()))
    if groups is not None:
        for part in batches(sorted(groups.all_of(ids.get("group", ()))), MANY):
            own = sa.select(col(Meeting.id)).where(col(Meeting.group_id).in_(part))
            meetings |= set(desk.session.execute(own).scalars())
    at = now()
    services = ({"service_id": id, "meeting_id": None} for id in sorted(ids.get("service", ())))
    changes = [*services, *({"service_id": None, "meeting_id": id} for id in sorted(meetings))]
    if changes:
        table = DirectoryChange.__table__  # type: ignore[attr-defined]
        desk.session.connection().execute(
            sa.insert(table), [{**each, "at": at} for each in changes]
        )


def decide(desk: Desk, row: Duplicate, state: str, at: datetime) -> None:
    row.state, row.decided_at, row.decided_by_id = state, at, desk.actor.id
    row.kept_id, row.decided_with_id = None, None


def pair_of(line: Duplicate) -> Pair:
    return (line.first_id, line.second_id)


def ids_by_kind(lines: Iterable[Duplicate]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = {}
    for line in lines:
        found.setdefault(line.kind, set()).update(pair_of(line))
    return found
