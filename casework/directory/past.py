"""What became of one listing until now: when it came, what its source changed, when it was missing, and
who wrote what over it?
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from casework.desk import Desk
from casework.directory.editable import TITLES, title
from casework.directory.saying import words
from casework.directory.stated import TAG
from db.models import (
    Account,
    ImportRun,
    ListingEvent,
    Meeting,
    SourceRecord,
    Verification,
)

SHOWN = 60  # the newest lines
BY_THE_SOURCE = {
    "changed": "its source changed it",
    "missing": "no longer in its source's file",
    "back": "back in its source's file",
}
HERE = {"edited": "changed", "undone": "took back", "decided": "decided", "agreed": ""}
OUTCOME = {
    "confirmed": "confirmed",
    "corrected": "checked and put right",
    "not_reached": "tried to check, not reached",
    "gone": "found gone",
}
HOW = {
    "phone": "by phone",
    "website": "on its website",
    "email": "by e-mail",
    "visit": "on a visit",
}


@dataclass(frozen=True)
class Past:
    """One line: `told` says what happened, `detail` what stood before and after (editors alone)."""

    at: datetime
    told: str
    detail: str = ""


def past_of(desk: Desk, record: SourceRecord, place: Any) -> list[Past]:
    """The newest first."""
    found = [*_events(desk, record.id), *_verified(desk, place), *_came(desk, record)]
    return sorted(found, key=lambda line: line.at, reverse=True)[:SHOWN]


def _events(desk: Desk, record_id: int) -> list[Past]:
    rows = desk.session.execute(
        sa.select(ListingEvent, col(Account.name), col(ImportRun.file_name))
        .outerjoin(Account, col(Account.id) == col(ListingEvent.by_id))
        .outerjoin(ImportRun, col(ImportRun.id) == col(ListingEvent.run_id))
        .where(col(ListingEvent.record_id) == record_id)
        .order_by(col(ListingEvent.id).desc())
        .limit(SHOWN)
    ).all()
    return [_event(*row) for row in rows]


def _event(event: ListingEvent, who: str | None, file: str | None) -> Past:
    if event.what in BY_THE_SOURCE:
        return Past(event.at, BY_THE_SOURCE[event.what] + (f" ({file})" if file else ""))
    called = title(event.field) if event.field.startswith(TAG) else TITLES[event.field].lower()
    if event.what == "agreed":
        return Past(event.at, f"its source came to say the same as we do: {called}")
    before, after = words(event.field, event.before), words(event.field, event.after)
    return Past(event.at, f"{who} {HERE[event.what]}: {called}", f"was: {before}; is: {after}")


def _verified(desk: Desk, place: Any) -> list[Past]:
    mine = (
        col(Verification.group_id) == place.group_id
        if isinstance(place, Meeting)
        else col(Verification.service_id) == place.id
    )
    rows: Sequence[Any] = desk.session.execute(
        sa.select(Verification, col(Account.name))
        .join(Account, col(Account.id) == col(Verification.by_id))
        .where(mine)
        .order_by(col(Verification.id).desc())
        .limit(SHOWN)
    ).all()
    return [
        Past(one.at, f"{who} {OUTCOME[one.outcome]}, {HOW[one.how]}", one.note) for one, who in rows
    ]


def _came(desk: Desk, record: SourceRecord) -> list[Past]:
    run = desk.session.exec(select(ImportRun).where(ImportRun.id == record.first_run_id)).first()
    if run is None or run.published_at is None:
        return []
    return [Past(run.published_at, f"first came in ({run.file_name})")]
