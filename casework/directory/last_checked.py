"""When did somebody last look whether what we say of a place is true: one of us, or its source?"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.ago import ago
from casework.directory.outcomes import Where
from db.models import Entry, ImportRun, Verification
from matching.weights import FRESH_MEETING, FRESH_SERVICE

HOW: Mapping[str, str] = {
    "phone": "asked by phone",
    "website": "checked on its website",
    "email": "asked by e-mail",
    "visit": "visited",
}
ANSWERED = ("confirmed", "corrected")  # what we say of it is true since then
MANY = 2_000  # ids; for more, reading all is cheaper


@dataclass(frozen=True)
class Asked:
    """One of us asked, and it was true then, or was put right."""

    at: datetime
    how: str


def period(*, meeting: bool) -> int:
    """Days until somebody should look again (product.md 2)."""
    return FRESH_MEETING if meeting else FRESH_SERVICE


def asked(
    session: Session,
    services: Collection[int] | None = None,
    groups: Collection[int] | None = None,
) -> dict[Where, Asked]:
    """When one of us last asked these services and groups; of all places where neither is given."""
    query = (
        sa.select(*(col(getattr(Verification, name)) for name in _ASKED))
        .where(col(Verification.outcome).in_(ANSWERED))
        .order_by(col(Verification.at), col(Verification.id))
    )
    if services is not None or groups is not None:
        ids = (services or (), groups or ())
        if not any(ids):
            return {}
        if sum(map(len, ids)) <= MANY:
            query = query.where(
                sa.or_(
                    col(Verification.service_id).in_(ids[0]), col(Verification.group_id).in_(ids[1])
                )
            )
    return {_place(row): Asked(row.at, row.how) for row in session.execute(query)}


_ASKED = ("service_id", "group_id", "at", "how")


def _place(row: sa.Row) -> Where:
    return Where("s", row.service_id) if row.service_id else Where("g", row.group_id)


def newest(found: Iterable[Asked | None]) -> Asked | None:
    return max((one for one in found if one), key=lambda one: one.at, default=None)


def came_at() -> Any:
    """When the words of an unverified entry came in by an import, beside its row; a query that asks
    for it joins ImportRun by the entry's run."""
    return sa.case((col(Entry.unverified), col(ImportRun.published_at))).label("came_at")


def not_verified(row: Any, ours: Asked | None) -> bool:
    """Nobody here asked yet, or its source has other words since. `row` has `unverified` and
    `came_at`."""
    if not row.unverified or ours is None:
        return bool(row.unverified)
    return row.came_at is not None and ours.at < row.came_at


def confirmed_on(row: object, ours: Asked | None) -> date | None:
    """The newest of its source's date and ours. `row` has `verified_on` and `source_updated_at`."""
    theirs = _theirs(row)[0]
    return max((day for day in (theirs, ours and ours.at.date()) if day), default=None)


def fresh_words(row: object, ours: Asked | None, *, meeting: bool, at: datetime) -> str:
    """ "asked by phone 3 weeks ago", "last checked 2 months ago by its source", "not checked since
    3 March 2025", as far as anything is known."""
    last = confirmed_on(row, ours)
    if last is None:
        return "when it was last checked is not known"
    if (at.date() - last).days > period(meeting=meeting):
        return f"not checked since {last:%-d %B %Y}"
    theirs, what = _theirs(row)
    if ours and (theirs is None or ours.at.date() >= theirs):
        return f"{HOW[ours.how]} {ago(ours.at, at)}"
    days = (at.date() - last).days
    when = "today" if days <= 0 else ago(datetime.combine(last, at.timetz()), at)
    return f"last {what} {when} by its source"


def _theirs(row: object) -> tuple[date | None, str]:
    checked: date | None = getattr(row, "verified_on", None)
    changed: datetime | None = getattr(row, "source_updated_at", None)
    if checked is not None:
        return checked, "checked"
    return (changed.date() if changed else None), "changed"
