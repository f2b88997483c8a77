"""What does one version of a listing state, field by field, as plain values that can be compared?

Fields are texts (`name`), small lists and mappings (`phones`, `address`, `ages`), and one truth for
each tag (`tag.payment.medicaid`), so that an editor changes one thing and nothing beside it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.bulk import batches
from db.models import Cost, Entry, EntryTag, Location, Phone, Schedule, Tag

Stated = Mapping[str, Any]

TEXTS = (
    *("name", "name2", "description", "status", "url", "email", "application", "documents"),
    *("wait", "eligibility", "alert", "attendance", "join_url", "join_notes", "dial_in"),
)
ADDRESS = ("line1", "line2", "city", "state", "postal_code")
TAG = "tag."
NO = "no:"  # before a value that a listing says no to: "payment", "no:medicaid"
AT_ONCE = 400  # entries asked for in one statement
PHONE = ("raw", "e164", "extension", "kind", "note", "language", "private")
TIME = (
    *("kind", "weekday", "start", "minutes", "crosses_midnight", "zone", "nth"),
    *("valid_from", "valid_to", "text"),
)
COST = ("kind", "text")


def stated(session: Session, entries: Collection[int]) -> dict[int, Stated]:
    """Entry → its fields (all of FIELDS; of tags those that stand). Six statements per 400."""
    found: dict[int, dict[str, Any]] = {}
    for part in batches(sorted(entries), AT_ONCE):
        found |= _own(session, part)
        for name, table, columns in PARTS:
            listed = _listed(session, table, columns, part)
            for entry in part:
                found[entry][name] = listed.get(entry, [])
        for entry, axis, value in _tags(session, part):
            found[entry][f"{TAG}{axis}.{value}"] = True
    return dict(found)


def says(of: Stated, field: str) -> Any:
    """What stands in one field; a tag that is not there is False."""
    return of.get(field, False) if field.startswith(TAG) else of[field]


def same(field: str, one: Any, other: Any) -> bool:
    """Whether two values say the same: of a telephone the number counts, not how it is written."""
    return bool(_meant(field, one) == _meant(field, other))


def _meant(field: str, value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if field == "phones":
        return sorted([p["e164"] or p["raw"], *(p[name] for name in PHONE[2:])] for p in value)
    return sorted(value, key=str) if isinstance(value, list) else value


PARTS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("phones", Phone, PHONE),
    ("times", Schedule, TIME),
    ("costs", Cost, COST),
)


def _own(session: Session, part: Collection[int]) -> dict[int, dict[str, Any]]:
    query = (
        sa.select(
            col(Entry.id), col(Entry.min_age), col(Entry.max_age), col(Location.confidential),
            *(col(getattr(Entry, name)) for name in TEXTS),
            *(col(getattr(Location, name)) for name in ADDRESS),
        )
        .outerjoin(Location, col(Location.id) == col(Entry.location_id))
        .where(col(Entry.id).in_(part))
    )  # fmt: skip
    return {
        row.id: {
            **{name: getattr(row, name) for name in TEXTS},
            "ages": {"min": row.min_age, "max": row.max_age},
            "address": {name: getattr(row, name) or "" for name in ADDRESS},
            "confidential": bool(row.confidential),
        }
        for row in session.execute(query)
    }


def _listed(
    session: Session, table: Any, columns: Collection[str], part: Collection[int]
) -> Mapping[int, list[dict[str, Any]]]:
    query = sa.select(table.entry_id, *(getattr(table, name) for name in columns))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    rows = session.execute(query.where(table.entry_id.in_(part)).order_by(table.id))
    for row in rows:
        found[row.entry_id].append({name: _plain(getattr(row, name)) for name in columns})
    return found


def _plain(value: Any) -> Any:
    """Times as "19:30" and dates as "2026-05-01": what JSON keeps."""
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else value


def _tags(session: Session, part: Collection[int]) -> Collection[Any]:
    query = (
        sa.select(col(EntryTag.entry_id), col(Tag.axis), col(Tag.value_or_empty))
        .join(Tag, col(Tag.id) == col(EntryTag.tag_id))
        .where(col(EntryTag.entry_id).in_(part), col(Tag.value_or_empty) != "")
    )
    return session.execute(query).all()
