"""Which pairs are as good as certain, why, and how does an editor read hundreds of them?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory.cards import query
from casework.directory.one_place import KINDS, families
from casework.directory.twice_certain import SURE
from casework.directory.twice_many import AT_ONCE
from casework.directory.twice_pages import sources_of
from casework.errors import NotFound
from db.models import Duplicate, Meeting, Service, Source, SupportGroup


@dataclass(frozen=True)
class Sure:
    """Pairs for which the same speaks: `why` is a key of SURE, `sources` those they come from."""

    why: str
    ids: Sequence[int]
    sources: Mapping[int, str]

    @property
    def words(self) -> str:
        return SURE[self.why]


@dataclass(frozen=True)
class SureLine:
    """One pair in a line: what is the same of both, and which lists have it."""

    id: int
    name: str
    where: str
    sources: str


def sure_ones(desk: Desk) -> list[Sure]:
    """The surest first. What has two of one list for its other is left to a look of its own. Raises
    NotAllowed."""
    desk.require(Act.EDIT_DIRECTORY)
    found = _standing(desk)
    names = dict(desk.session.execute(sa.select(col(Source.id), col(Source.name))).all())
    return [
        Sure(why, [row.id for row, _ in its], _named(its, names))
        for why in SURE
        if (its := [(row, of) for row, of in found if row.sure == why])
    ]


def sure_lines(desk: Desk, ids: Sequence[int]) -> list[SureLine]:
    """The first AT_ONCE of these pairs, in the order of their names. Raises NotAllowed; NotFound where
    one of them is none."""
    desk.require(Act.EDIT_DIRECTORY)
    asked = col(Duplicate.id).in_(list(ids)[:AT_ONCE])
    rows = desk.session.execute(_pairs().where(asked)).all()
    lines = [line for kind in KINDS for line in _lines(desk, kind, rows)]
    if len(rows) < len(ids[:AT_ONCE]):
        raise NotFound("One of these pairs")
    return sorted(lines, key=lambda line: (line.name.casefold(), line.id))


def _standing(desk: Desk) -> list[tuple[Any, tuple[int, int]]]:
    """Of two lists, both there, not joined already, each with one of the other list alone."""
    wanted = _pairs().where(col(Duplicate.state) == "proposed", col(Duplicate.sure) != "")
    rows = desk.session.execute(wanted.order_by(col(Duplicate.id))).all()
    found = []
    for kind in KINDS:
        mine = [row for row in rows if row.kind == kind]
        one = families(desk.session, KINDS[kind]) if mine else None
        of = sources_of(desk, kind, {id for row in mine for id in (row.first_id, row.second_id)})
        for row in mine:
            here = row.first_id in of and row.second_id in of
            if one and here and one.head(row.first_id) != one.head(row.second_id):
                found.append((row, (of[row.first_id], of[row.second_id])))
    many = Counter(end for each in found for end in _ends(*each))
    return [each for each in found if all(many[end] == 1 for end in _ends(*each))]


def _ends(row: Any, of: tuple[int, int]) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
    return (row.kind, row.first_id, of[1]), (row.kind, row.second_id, of[0])


def _pairs() -> sa.Select[Any]:
    table = Duplicate
    columns = (
        *(table.id, table.kind, table.first_id, table.second_id, table.sure),
        table.evidence,
    )
    return sa.select(*(col(each) for each in columns))


def _named(its: Sequence[tuple[Any, tuple[int, int]]], names: Mapping[int, str]) -> dict[int, str]:
    ids = {source for _, of in its for source in of}
    return dict(sorted(((id, names[id]) for id in ids), key=lambda each: each[1].casefold()))


def _lines(desk: Desk, kind: str, rows: Sequence[Any]) -> list[SureLine]:
    mine = [row for row in rows if row.kind == kind]
    sides = _sides(desk, kind, {id for row in mine for id in (row.first_id, row.second_id)})
    return [
        SureLine(row.id, one[0], _where_and_when(one[1], row.evidence), f"{one[2]} and {other[2]}")
        for row in mine
        if (one := sides.get(row.first_id)) and (other := sides.get(row.second_id))
    ]


def _sides(desk: Desk, kind: str, ids: set[int]) -> dict[int, tuple[str, str, str]]:
    """Id → name, where, source. Nothing private: what has a private address is never certain."""
    if not ids:
        return {}
    table = Service if kind == "service" else Meeting
    key = col(Meeting.group_id) if kind == "group" else col(table.id)
    rows = desk.session.execute(query(table).add_columns(key.label("of")).where(key.in_(ids)))
    named: dict[int, str] = {}
    if kind == "group":
        names = sa.select(col(SupportGroup.id), col(SupportGroup.name))
        named = dict(desk.session.execute(names.where(col(SupportGroup.id).in_(ids))).all())
    return {row.of: (named.get(row.of) or _name(row), _where(row), row.source) for row in rows}


def _name(row: Any) -> str:
    return f"{row.name}, {row.name2}" if row.name2 else str(row.name)


def _where(row: Any) -> str:
    if row.confidential:
        return "private address"
    return ", ".join(filter(None, (row.line1, row.city))) or "online"


def _where_and_when(where: str, evidence: Sequence[str]) -> str:
    """The hours stand behind the words of the evidence: "same day, time and place: Monday 7:30 pm"."""
    hours = next(filter(None, (said.partition(": ")[2] for said in evidence)), "")
    return f"{where}; {hours}" if hours else where
