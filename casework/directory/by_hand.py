"""How does one listing get in by hand: with all its rows, in the transaction of the act?"""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from sqlmodel import select

from casework import places
from casework.desk import Desk
from casework.directory import rows
from casework.directory.feed import LOCAL
from db.models import (
    Cost,
    DirectoryChange,
    Entry,
    EntryTag,
    Location,
    Phone,
    Schedule,
    Service,
    Source,
    SourceRecord,
    Tag,
)
from imports.listing import Listing, Where
from imports.listing import Phone as Number
from imports.phones import phones


def put(desk: Desk, listing: Listing, *, of: str) -> tuple[Service, SourceRecord]:
    """A new listing of the source "local", live at once, with its `DirectoryChange`; the caller keeps.

    `of` begins its identity there: "call" or "desk". `listing.source_id` is not looked at.
    """
    record = SourceRecord(source_id=_local(desk).id, source_key=f"{of}-{uuid4().hex}")
    where = Location(**rows.location(listing.where)) if listing.where else None
    _flushed(desk, record, *([where] if where else []))
    entry = Entry(
        record_id=record.id, location_id=where.id if where else None, **rows.entry(listing)
    )
    service = Service(record_id=record.id, kind=listing.record_kind)
    _flushed(desk, entry, service)
    record.live_entry_id = entry.id
    for table, of_entry in ((Schedule, rows.schedules), (Phone, rows.phones), (Cost, rows.costs)):
        desk.session.add_all(table(**values) for values in of_entry(entry.id, listing))
    tags = _tags(desk, rows.tag_keys([listing]))
    desk.session.add_all(EntryTag(**link) for link in rows.tag_links(entry.id, listing, tags))
    desk.session.add(DirectoryChange(service_id=service.id))
    return service, record


def place_called(place: str, address: str = "") -> Where | None:
    """Of a ZIP, or a town or county with its state; an address alone is kept without a point. None
    for neither. Refused for a place nobody knows."""
    street = address.strip()
    if not place.strip():
        return Where(line1=street) if street else None
    by_zip = place.strip()[:1].isdigit()
    found = places.of_zip(place) if by_zip else places.of_town(place)
    return Where(
        line1=street,
        city=found.label.rsplit(" ", 1)[0],
        county=found.county,
        state=found.state,
        postal_code=place.strip()[:5] if by_zip else "",
        lat=found.place.lat,
        lon=found.place.lon,
        precision=found.place.precision.value,
        precision_source="zipcodes",
    )


def numbers_in(typed: str) -> tuple[Number, ...]:
    """Every number of the field; what is none we can read stays as it was typed."""
    said = typed.strip()[:60]
    return tuple(phones(typed)) or ((Number(raw=said),) if said else ())


def _local(desk: Desk) -> Source:
    found = desk.session.exec(select(Source).where(Source.name == LOCAL)).first()
    if found is None:
        found = Source(name=LOCAL, format=LOCAL)
        _flushed(desk, found)
    return found


def _tags(desk: Desk, keys: Iterable[rows.TagKey]) -> dict[rows.TagKey, int]:
    """The ids of these codes; a new one is added."""
    found: dict[rows.TagKey, int] = {}
    for axis, value, code_list, code in keys:
        words: dict[str, Any] = {
            "axis": axis, "value_or_empty": value, "code_list": code_list, "code": code,
        }  # fmt: skip
        tag = desk.session.exec(select(Tag).filter_by(**words)).first()
        if tag is None:
            tag = Tag(**words)
            _flushed(desk, tag)
        found[axis, value, code_list, code] = tag.id
    return found


def _flushed(desk: Desk, *new: Any) -> None:
    for row in new:
        desk.session.add(row)
    desk.session.flush()
