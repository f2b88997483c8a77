"""Which rows stand for one place? Two surveys of one facility, by their source (`same_as_id`), and what an
editor joined (`merged_into_id`).

Whoever joined them, joined rows are a family, however long the chain. Its head is the one an editor
kept, or the survey the others are linked to; what is known of the others counts for it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
import sqlalchemy.orm
from sqlmodel import Session, col

from casework.directory.keys import number
from db.models import Meeting, Service, SupportGroup

CLOSED = frozenset({"inactive", "temporarily_closed"})
MANY = 2_000  # ids; for more, reading all links is cheaper
KINDS: Mapping[str, Any] = {"service": Service, "group": SupportGroup, "meeting": Meeting}


@dataclass(frozen=True)
class Families:
    """Ids of one kind; who is joined to nobody is a family of one."""

    heads: Mapping[int, int] = field(default_factory=dict)
    members: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # the head first

    def head(self, id: int) -> int:
        return self.heads.get(id, id)

    def of(self, id: int) -> tuple[int, ...]:
        """All that stand for the same place, the head first, then those kept before others."""
        return self.members.get(self.head(id), (id,))

    def all_of(self, ids: Iterable[int]) -> set[int]:
        return {member for id in ids for member in self.of(id)}


def families(session: Session, kind: Any, ids: Collection[int] | None = None) -> Families:
    """Of a Service, SupportGroup or Meeting; `ids`: of those alone, else all there are.

    Of few ids one question on an index, and one more for each further link of the longest chain.
    """
    if ids is None or len(ids) > MANY:
        return joined(session.execute(_links(kind).where(_is_joined(kind))))
    found: dict[int, Any] = {}
    asked: set[int] = set()
    ask = set(ids)
    while ask:
        asked |= ask
        rows = session.execute(_links(kind).where(_touching(kind, ask))).all()
        found |= {row.id: row for row in rows}
        ask = {id for row in rows for id in row if id is not None} - asked
    return joined(found.values())


def shown_first(rows: Iterable[Any], one: Families) -> Iterator[tuple[Any, ...]]:
    """Rows (with `id`, `status`, `missing_since`) of one place together, first the one whose words are
    shown: the kept one, unless it is not among them, or closed while another is not. What its source
    lists no more is left out while another still does."""
    together: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        together[one.head(row.id)].append(row)
    for head, its in together.items():
        order = one.of(head)
        its = [row for row in its if row.missing_since is None] or its
        yield tuple(sorted(its, key=lambda row: (row.status in CLOSED, order.index(row.id))))


def wider(session: Session, keys: Iterable[str]) -> set[str]:
    """These keys ("s12", "m7") with those of all that stand for the same places: where one row of a
    family changed, the offer that shows the family may be another's."""
    services, meetings = split(keys)
    found = families(session, Service, services).all_of(services)
    return {f"s{id}" for id in found} | {f"m{id}" for id in _wider_meetings(session, meetings)}


def split(keys: Iterable[str]) -> tuple[list[int], list[int]]:
    """Ids of services and ids of meetings."""
    found: dict[str, list[int]] = {"s": [], "m": []}
    for key in keys:
        found[key[0]].append(number(key))
    return found["s"], found["m"]


def _wider_meetings(session: Session, ids: Collection[int]) -> set[int]:
    """Also the other meetings of joined groups: they are one card."""
    if not ids:
        return set()
    found = families(session, Meeting, ids).all_of(ids)
    own = sa.select(col(Meeting.group_id)).where(col(Meeting.id).in_(found)).distinct()
    groups = families(session, SupportGroup, set(session.execute(own).scalars()))
    joined = set(groups.heads)
    if joined:
        theirs = sa.select(col(Meeting.id)).where(col(Meeting.group_id).in_(joined))
        found |= set(session.execute(theirs).scalars())
    return found


def _links(kind: Any) -> sa.Select[Any]:
    same = col(Service.same_as_id) if kind is Service else sa.null().label("same_as_id")
    return sa.select(col(kind.id), col(kind.merged_into_id), same)


def _is_joined(kind: Any) -> Any:
    merged = col(kind.merged_into_id).is_not(None)
    return sa.or_(merged, col(Service.same_as_id).is_not(None)) if kind is Service else merged


def is_joined(kind: Any) -> Any:
    """A column: whether that row is joined to any other."""
    other = sa.orm.aliased(kind)
    to_it = sa.exists().where(other.merged_into_id == kind.id)
    either = [_is_joined(kind), to_it]
    if kind is Service:
        either.append(sa.exists().where(other.same_as_id == kind.id))
    return sa.or_(*either)


def _touching(kind: Any, ids: Collection[int]) -> Any:
    columns = [col(kind.id), col(kind.merged_into_id)]
    columns += [col(Service.same_as_id)] if kind is Service else []
    return sa.or_(*(column.in_(ids) for column in columns))


def joined(rows: Iterable[Any]) -> Families:
    """Rows of (id, merged_into_id, same_as_id)."""
    links = list(rows)
    of = _Sets()
    for id, merged, same in links:
        for other in (merged, same):
            if other is not None:
                of.join(id, other)
    merged_ids = {row.id for row in links if row.merged_into_id is not None}
    linked_ids = {row.id for row in links if row.same_as_id is not None}
    kept = {row.merged_into_id for row in links}
    together: dict[int, list[int]] = defaultdict(list)
    for id in sorted(of.parents):
        together[of.find(id)].append(id)
    members: dict[int, tuple[int, ...]] = {}
    for ids in together.values():
        # An editor's word before the source's; the kept one before those kept before nobody.
        ids.sort(key=lambda id: (id in merged_ids, id not in kept, id in linked_ids, id))
        members[ids[0]] = tuple(ids)
    return Families({id: head for head, ids in members.items() for id in ids}, members)


class _Sets:
    """Which ids hang together (union and find)."""

    def __init__(self) -> None:
        self.parents: dict[int, int] = {}

    def find(self, id: int) -> int:
        self.parents.setdefault(id, id)
        while self.parents[id] != id:
            self.parents[id] = id = self.parents[self.parents[id]]
        return id

    def join(self, one: int, other: int) -> None:
        one, other = self.find(one), self.find(other)
        self.parents[max(one, other)] = min(one, other)
