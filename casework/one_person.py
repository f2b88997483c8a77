"""Which rows are one and the same person, since duplicates are merged and taken apart again?

A merged row keeps all that is its own (calls, numbers, consents) and points at the row that is kept;
reading the kept one reads them together. Nothing is copied, so taking them apart loses nothing.
"""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select

from casework.desk import Desk
from db.models import Person

# What holds for one of the rows holds for the person, the gravest first.
GRAVEST = ("died", "in_custody", "in_hospital", "moved", "none")


def root() -> ColumnElement[UUID]:
    """The kept row's id, in a statement about people."""
    return func.coalesce(col(Person.merged_into_id), col(Person.id))


def kept(desk: Desk, person: Person) -> Person:
    """The row that stands for the person: itself, or the one it was merged into."""
    if person.merged_into_id is None:
        return person
    return desk.find(Person, person.merged_into_id, what="That person")


def ids(desk: Desk, person_id: UUID) -> list[UUID]:
    """All rows of that person, the kept one first."""
    row = desk.session.get(Person, person_id)
    first = (row.merged_into_id or row.id) if row is not None else person_id
    others = select(Person.id).where(Person.merged_into_id == first)
    return [first, *desk.session.exec(others).all()]


def rows(desk: Desk, person_id: UUID) -> list[Person]:
    found = ids(desk, person_id)
    people = desk.session.exec(
        select(Person).where(or_(col(Person.id).in_(found), Person.merged_into_id == found[0]))
    ).all()
    return sorted(people, key=lambda one: found.index(one.id))


def state(people: Iterable[Person]) -> Person:
    """The row whose state counts: died before custody, custody before hospital."""
    return min(people, key=lambda one: GRAVEST.index(one.state))


def died(desk: Desk, person_id: UUID | None) -> bool:
    """One row that died is enough: nobody is rung or written about by way of a duplicate."""
    if person_id is None:
        return False
    return any(one.state == "died" for one in rows(desk, person_id))
