"""How does an editor read hundreds of pairs that are as good as certain, each in a line?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory.cards import query
from casework.directory.one_place import KINDS
from casework.directory.twice_many import AT_ONCE
from casework.errors import NotFound
from db.models import Duplicate, Meeting, Service, SupportGroup


@dataclass(frozen=True)
class SureLine:
    """One pair in a line: what is the same of both, and which lists have it."""

    id: int
    name: str
    where: str
    sources: str


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


def _pairs() -> sa.Select[Any]:
    table = Duplicate
    columns = (
        *(table.id, table.kind, table.first_id, table.second_id, table.sure),
        table.evidence,
    )
    return sa.select(*(col(each) for each in columns))


def _lines(desk: Desk, kind: str, rows: Sequence[Any]) -> list[SureLine]:
    mine = [row for row in rows if row.kind == kind]
    sides = _sides(desk, kind, {id for row in mine for id in (row.first_id, row.second_id)})
    return [
        SureLine(row.id, one[0], _where_and_when(one[1], row.evidence), f"{one[2]} and {other[2]}")
        for row in mine
        if (one := sides.get(row.first_id)) and (other := sides.get(row.second_id))
    ]


def names_of(desk: Desk, kind: str, ids: set[int]) -> dict[int, str]:
    """Of services, groups or meetings; what is gone has none."""
    return {id: side[0] for id, side in _sides(desk, kind, ids).items()}


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
