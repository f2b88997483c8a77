"""Which doors and numbers of a listing are kept private, in any version of it, and what holds them?"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from db.models import Entry, EntryLocation, Location, Phone

Value = TypeVar("Value")
NAMELESS = "A place that is kept private"
SHORTEST = 4  # letters or digits of a street or number that is looked for in texts


@dataclass(frozen=True)
class Kept:
    """`streets` and `numbers` as bare letters and digits."""

    door: bool = False
    streets: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def text(self, value: Value) -> Value:
        """The value; a text that holds what is kept private is left out whole."""
        if not isinstance(value, str) or not (self.streets or self.numbers):
            return value
        bare, digits = _bare(value), re.sub(r"\D", "", value)
        held = any(s in bare for s in self.streets) or any(n in digits for n in self.numbers)
        return "" if held else value  # type: ignore[return-value]

    def name(self, value: str) -> str:
        return self.text(value) or (NAMELESS if value else "")

    def told(self, row: Any) -> Any:
        """The row with its own columns, its texts without what is kept private."""
        columns = {c.key: self.text(getattr(row, c.key)) for c in row.__table__.columns}
        return SimpleNamespace(**columns)

    def within(self, value: Any) -> Any:
        """The same of all texts in lists and mappings."""
        if isinstance(value, Mapping):
            return {name: self.within(each) for name, each in value.items()}
        return (
            [self.within(each) for each in value] if isinstance(value, list) else self.text(value)
        )

    def number(self, phone: Phone) -> bool:
        return phone.private or self.text(phone.e164 or phone.raw) == ""

    def place(self, of: Mapping[str, Any]) -> dict[str, Any]:
        """All places of a listing one of whose doors is kept private are."""
        if not (self.door or of["confidential"]):
            return dict(of) | {n: self.text(of[n]) for n in ("name", "directions", "transport")}
        town = ("city", "county", "state", "postal_code", "country", "virtual")
        return {name: of[name] for name in town} | {"confidential": True}


NOTHING = Kept()


def together(kept: Mapping[int, Kept], records: Collection[int]) -> Kept:
    found = [kept[each] for each in records if each in kept]
    return Kept(
        any(each.door for each in found),
        frozenset().union(*(each.streets for each in found)),
        frozenset().union(*(each.numbers for each in found)),
    )


def anything() -> Any:
    """A column beside `Entry` and its first `Location`: whether this version keeps anything private."""
    door = sa.select(col(EntryLocation.position)).join(
        Location, col(Location.id) == col(EntryLocation.location_id)
    )
    door = door.where(col(EntryLocation.entry_id) == col(Entry.id), col(Location.confidential))
    phone = sa.select(col(Phone.id)).where(col(Phone.entry_id) == col(Entry.id), col(Phone.private))
    return sa.or_(
        sa.func.coalesce(col(Location.confidential), sa.false()), door.exists(), phone.exists()
    ).label("keeps_private")


def of_shown(session: Session, rows: Iterable[Any]) -> dict[int, Kept]:
    """As `of`, for rows with `record_id` and `keeps_private`; no question where none keeps anything."""
    records = {row.record_id for row in rows if row.keeps_private}
    return of(session, records) if records else {}


def of(session: Session, records: Collection[int]) -> dict[int, Kept]:
    """Record → what any version of it keeps private; those that keep nothing are not in it."""
    doors: dict[int, set[str]] = {}
    for record, line1, line2 in _doors(session, records):
        doors.setdefault(record, set()).update(_worth(map(_bare, (line1, line2))))
    numbers: dict[int, set[str]] = {}
    query = (
        sa.select(col(Entry.record_id), col(Phone.raw), col(Phone.e164))
        .join(Entry, col(Entry.id) == col(Phone.entry_id))
        .where(col(Entry.record_id).in_(records), col(Phone.private))
    )
    for record, raw, e164 in session.execute(query):
        written = [re.sub(r"\D", "", each) for each in (raw, e164)]
        local = [each[1:] for each in written if len(each) == 11 and each[0] == "1"]
        numbers.setdefault(record, set()).update(_worth([*written, *local]))
    return {
        record: Kept(
            record in doors,
            frozenset(doors.get(record, ())),
            frozenset(numbers.get(record, ())),
        )
        for record in {*doors, *numbers}
    }


def _doors(session: Session, records: Collection[int]) -> Iterable[Any]:
    columns = (col(Entry.record_id), col(Location.line1), col(Location.line2))
    mine = (col(Entry.record_id).in_(records), col(Location.confidential))
    first = sa.select(*columns).join(Entry, col(Entry.location_id) == col(Location.id))
    others = (
        sa.select(*columns)
        .join(EntryLocation, col(EntryLocation.location_id) == col(Location.id))
        .join(Entry, col(Entry.id) == col(EntryLocation.entry_id))
    )
    return [row for query in (first, others) for row in session.execute(query.where(*mine))]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _worth(texts: Iterable[str]) -> set[str]:
    return {each for each in texts if len(each) >= SHORTEST}
