"""Who of our people is meant, without telling anybody that they called (product.md 1.7)?"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlmodel import col, func, select

from casework import flags, one_person
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
    found = found.where(Channel.value_hash == fingerprint(e164(phone), "phone"), may_surface(desk))
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
        .where(may_surface(desk), sounds)
        .order_by(col(Person.created_at).desc())
        .limit(CANDIDATES)
    ).all()
    best: dict[UUID, tuple[float, Person]] = {}
    for row in rows:  # a merged row is found by its own name and shows the kept one
        nearness, kept = likeness(name, row.name or ""), one_person.kept(desk, row)
        if nearness >= max(POSSIBLE, best.get(kept.id, (0.0,))[0]):
            best[kept.id] = (nearness, kept)
    ranked = sorted(best.values(), key=lambda n: -n[0])[:SHOWN]
    return masked(desk, [row for _, row in ranked], [sure(n) for n, _ in ranked])


def sure(nearness: float) -> str:
    return "likely" if nearness >= LIKELY else "possible"


def of_centre(desk: Desk, *, limit: int = 50) -> list[Masked]:
    """The centre's people, masked, who was known last first."""
    desk.require(Act.SEE_PEOPLE)
    rows = desk.session.exec(
        select(Person)
        .where(may_surface(desk), col(Person.merged_into_id).is_(None))
        .order_by(col(Person.created_at).desc())
        .limit(limit)
    ).all()
    return masked(desk, list(rows), [""] * len(rows))


def may_surface(desk: Desk) -> ColumnElement[bool]:
    """Nobody comes up by phone or name while a flag stands on them (product.md 1.7)."""
    return and_(desk.sees(Person.centre_id), not_(flags.hidden(desk)))


def masked(desk: Desk, rows: list[Person], how_sure: list[str]) -> list[Masked]:
    ids = [row.id for row in rows]
    here = or_(col(Person.id).in_(ids), col(Person.merged_into_id).in_(ids))
    counted = desk.session.exec(
        select(one_person.root(), func.count(col(Call.id).distinct()))
        .join(Call, or_(col(Call.caller_id) == Person.id, col(Call.concerned_id) == Person.id))
        .where(here, Call.state != "void")
        .group_by(one_person.root())
    ).all()
    calls = {UUID(str(key)): count for key, count in counted}
    return [
        Masked(row.id, masked_name(row.name), calls.get(row.id, 0), word)
        for row, word in zip(rows, how_sure, strict=True)
    ]


def masked_name(name: str | None) -> str:
    """ "Maria Lopez" → "M. L."; nobody learns a name from a list."""
    initials = [word[0].upper() + "." for word in (name or "").split() if word]
    return " ".join(initials[:2]) or "No name"
