"""Which flags stand on a person today, until which day, and which are over?

A flag stands through its last day, as the helpline's own zone counts days, and is over by itself with
the next. Nothing has to run for that; the row stays in the person's history.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, select

from casework import days, one_person
from casework.desk import Desk
from db.models import Account, Person, PersonFlag

KINDS: Mapping[str, str] = {"vulnerable": "vulnerable", "violent": "has been violent"}
# Days a flag may stand before somebody looks again; a year at most.
SPANS: Mapping[int, str] = {30: "a month", 91: "three months", 182: "half a year", 365: "a year"}
USUAL_SPAN = 182
NO_REASON = "no reason was written down; it was set before flags had a last day"


@dataclass(frozen=True)
class Flagged:
    """One flag of an opened record, standing or not; with its reason, for colleagues alone."""

    kind: str
    state: str  # "asked", "stands", "over", or how it ended: "early", "renewed", "not_set"
    reason: str
    until: date | None
    asked_at: datetime | None
    asked_by: str
    set_at: datetime | None
    set_by: str
    ended_at: datetime | None
    ended_by: str

    @property
    def words(self) -> str:
        """`vulnerable, until Tue 3 Nov 2026`: its last day belongs to it."""
        last = f", until {day_of(self.until)}" if self.until else ""
        return f"{KINDS[self.kind]}{last}"

    @property
    def line(self) -> str:
        """With the reason, as colleagues read it before they speak."""
        return f"{self.words}: {self.reason or NO_REASON}"


def day_of(day: date) -> str:
    """`Tue 3 Nov 2026`"""
    return f"{day:%a} {day.day} {day:%b %Y}"


def last_day(desk: Desk, span: int) -> str:
    """What a span from today on comes to, in words."""
    return day_of(days.today(desk) + timedelta(days=span))


def stands(row: PersonFlag, today: date) -> bool:
    return row.ended_at is None and row.until is not None and row.until >= today


def waits(row: PersonFlag) -> bool:
    """Asked for, and neither set nor turned down yet."""
    return row.ended_at is None and row.set_at is None


def standing_now(desk: Desk) -> ColumnElement[bool]:
    """The same as `stands`, in a statement about flags."""
    return and_(col(PersonFlag.ended_at).is_(None), col(PersonFlag.until) >= days.today(desk))


def hidden(desk: Desk) -> ColumnElement[bool]:
    """In a statement about people: a flag stands under any of their merged rows (product.md 1.7)."""
    flagged = (
        select(one_person.root())
        .join(PersonFlag, col(PersonFlag.person_id) == col(Person.id))
        .where(standing_now(desk))
    )
    return one_person.root().in_(flagged)


def any_stands(desk: Desk, rows: Collection[UUID]) -> bool:
    """On one of these rows of a person."""
    found = select(PersonFlag.id).where(col(PersonFlag.person_id).in_(rows), standing_now(desk))
    return desk.session.exec(found.limit(1)).first() is not None


def rows_of(desk: Desk, rows: Collection[UUID]) -> Sequence[PersonFlag]:
    return desk.session.exec(
        select(PersonFlag)
        .where(col(PersonFlag.person_id).in_(rows))
        .order_by(col(PersonFlag.set_at), col(PersonFlag.asked_at))
    ).all()


def of_rows(desk: Desk, rows: Collection[UUID]) -> tuple[Flagged, ...]:
    """All flags ever, the newest first; what one act wrote on each merged row is told once."""
    found = rows_of(desk, rows)
    if not found:
        return ()
    today, names = days.today(desk), _names(desk, found)
    told: dict[object, Flagged] = {}
    for row in found:
        told[row.kind, row.asked_at, row.set_at, row.until, row.ended_at] = _told(row, today, names)
    return tuple(sorted(told.values(), key=_when, reverse=True))


def standing(found: Iterable[Flagged]) -> tuple[Flagged, ...]:
    """Of each kind the one that stands longest, where records were merged."""
    longest: dict[str, Flagged] = {}
    for one in found:
        if one.state == "stands" and _last(one) > _last(longest.get(one.kind)):
            longest[one.kind] = one
    return tuple(longest[kind] for kind in KINDS if kind in longest)


def _last(one: Flagged | None) -> date:
    return (one.until if one else None) or date.min


def _told(row: PersonFlag, today: date, names: Mapping[int | None, str]) -> Flagged:
    state = "asked" if waits(row) else "stands" if stands(row, today) else row.ended_as or "over"
    return Flagged(
        kind=row.kind,
        state=state,
        reason=row.reason or "",
        until=row.until,
        asked_at=row.asked_at,
        asked_by=names.get(row.asked_by_id, ""),
        set_at=row.set_at,
        set_by=names.get(row.set_by_id, ""),
        ended_at=row.ended_at,
        ended_by=names.get(row.ended_by_id, ""),
    )


def _when(one: Flagged) -> datetime:
    return max(at for at in (one.asked_at, one.set_at) if at is not None)


def _names(desk: Desk, rows: Iterable[PersonFlag]) -> Mapping[int | None, str]:
    ids = {by for row in rows for by in (row.asked_by_id, row.set_by_id, row.ended_by_id) if by}
    people = desk.session.exec(select(Account.id, Account.name).where(col(Account.id).in_(ids)))
    return dict(people.all())
