"""Who of our people is meant, without telling anybody that they called (product.md 1.7)?"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, func, select

from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.people.sounding import likeness, prints
from casework.phones import e164
from db.models import Call, Channel, Person
from db.secrets import fingerprint

CANDIDATES = 300  # decrypted at most, the newest first
SHOWN = 20
LIKELY, POSSIBLE = 0.85, 0.5


@dataclass(frozen=True)
class Masked:
    """A person in a list: an initial and no more, until the record is opened."""

    id: UUID
    label: str
    calls: int
    how_sure: str = ""  # "likely" or "possible", after a search by name


def number_used_before(desk: Desk, phone: str) -> bool:
    """Whether this number has been used before, and nothing else: it opens no record."""
    desk.require(Act.SEE_PEOPLE)
    found = select(Channel.id).join(Person, col(Person.id) == col(Channel.person_id))
    found = found.where(Channel.value_hash == fingerprint(e164(phone), "phone"), _may_surface(desk))
    return desk.session.exec(found.limit(1)).first() is not None


def by_name(desk: Desk, name: str) -> list[Masked]:
    """People whose name sounds like this, the nearest first; flagged people never surface."""
    desk.require(Act.SEE_PEOPLE)
    marks = prints(name)
    if not marks:
        raise Refused("Say the name, or how it sounds.")
    sounds = or_(*(col(Person.name_key).contains(mark) for mark in marks))
    rows = desk.session.exec(
        select(Person)
        .where(_may_surface(desk), sounds)
        .order_by(col(Person.created_at).desc())
        .limit(CANDIDATES)
    ).all()
    near = [(likeness(name, row.name or ""), row) for row in rows]
    ranked = sorted((n for n in near if n[0] >= POSSIBLE), key=lambda n: -n[0])[:SHOWN]
    return _masked(desk, [row for _, row in ranked], [sure(n) for n, _ in ranked])


def sure(nearness: float) -> str:
    return "likely" if nearness >= LIKELY else "possible"


def of_centre(desk: Desk, *, limit: int = 50) -> list[Masked]:
    """The centre's people, masked, who was known last first."""
    desk.require(Act.SEE_PEOPLE)
    rows = desk.session.exec(
        select(Person)
        .where(_may_surface(desk))
        .order_by(col(Person.created_at).desc())
        .limit(limit)
    ).all()
    return _masked(desk, list(rows), [""] * len(rows))


def _may_surface(desk: Desk) -> ColumnElement[bool]:
    return and_(
        desk.sees(Person.centre_id),
        col(Person.vulnerable).is_(False),
        col(Person.violent).is_(False),
        col(Person.merged_into_id).is_(None),
    )


def _masked(desk: Desk, rows: list[Person], how_sure: list[str]) -> list[Masked]:
    ids = [row.id for row in rows]
    counted = desk.session.exec(
        select(Person.id, func.count(col(Call.id).distinct()))
        .join(Call, or_(col(Call.caller_id) == Person.id, col(Call.concerned_id) == Person.id))
        .where(col(Person.id).in_(ids))
        .group_by(col(Person.id))
    ).all()
    calls = dict(counted)
    return [
        Masked(row.id, masked_name(row.name), calls.get(row.id, 0), word)
        for row, word in zip(rows, how_sure, strict=True)
    ]


def masked_name(name: str | None) -> str:
    """ "Maria Lopez" → "M. L."; nobody learns a name from a list."""
    initials = [word[0].upper() + "." for word in (name or "").split() if word]
    return " ".join(initials[:2]) or "No name"
