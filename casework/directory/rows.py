"""How does a listing become rows? Plain dictionaries for bulk inserts, every column named."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from imports.listing import Listing, Tag, Where
from matching.words import Kind

Values = dict[str, Any]
TagKey = tuple[str, str, str, str]  # axis, value or "", code list, code
STATUSES = frozenset({"active", "temporarily_closed", "paused", "do_not_refer", "inactive"})
ATTENDANCES = frozenset({"", "in_person", "online", "hybrid", "inactive"})
PRECISIONS = frozenset({"point", "street", "zip", "city", "none"})


def is_meeting(listing: Listing) -> bool:
    return listing.record_kind == "meeting"


def is_part(listing: Listing) -> bool:
    """Kept and counted, but nobody is referred to it by itself."""
    return listing.record_kind == "part"


def kind_of(listing: Listing, kinds: Mapping[str, Kind]) -> str:
    """A value of matching.Kind; `kinds` names those no feed can state (by source id)."""
    known = kinds.get(listing.source_id)
    if known is not None:
        return known.value
    words = {kind.value for kind in Kind}
    return listing.record_kind if listing.record_kind in words else Kind.SERVICE.value


def group_key(listing: Listing) -> str:
    return listing.group_key or listing.group_name.casefold() or listing.name.casefold()


def tag_key(tag: Tag) -> TagKey:
    return tag.axis, tag.value or "", tag.code_list, tag.code


def location(where: Where) -> Values:
    return {
        "name": where.name,
        "line1": where.line1,
        "line2": where.line2,
        "city": where.city,
        "county": where.county,
        "state": where.state,
        "postal_code": where.postal_code,
        "country": where.country,
        "lat": where.lat,
        "lon": where.lon,
        "precision_source": where.precision_source,
        "directions": where.directions,
        "transport": where.transport,
        "confidential": where.confidential,
        "virtual": where.virtual,
    }


def entry(listing: Listing) -> Values:
    """Without the ids of its record, run, organization and location."""
    precision = listing.where.precision if listing.where else "none"
    return {
        "name": listing.name,
        "name2": listing.name2,
        "description": listing.description,
        "status": listing.status if listing.status in STATUSES else "active",
        "fellowship": listing.fellowship,
        "url": listing.url,
        "attendance": listing.attendance if listing.attendance in ATTENDANCES else "",
        "join_url": listing.join_url,
        "join_notes": listing.join_notes,
        "dial_in": listing.dial_in,
        "precision": precision if precision in PRECISIONS else "none",
        "min_age": listing.min_age,
        "max_age": listing.max_age,
        "eligibility": listing.eligibility,
        "alternate_name": listing.alternate_name,
        "email": listing.email,
        "application": listing.application,
        "documents": listing.documents,
        "wait": listing.wait,
        "capacity": listing.capacity,
        "service_area": listing.service_area,
        "served_states": list(listing.served_states),
        "alert": listing.alert,
        "alert_until": listing.alert_until,
        "withheld": listing.withheld,
        "complete_axes": sorted(listing.complete),
        "unverified": listing.unverified,
        "verified_on": listing.verified_on,
        "source_updated_at": listing.updated_at,
        "raw": _without_nul(dict(listing.raw)),
    }


def schedules(entry_id: int, listing: Listing) -> Iterator[Values]:
    for each in listing.times:
        yield {
            "entry_id": entry_id,
            "kind": each.kind if each.kind in {"meeting", "opening", "intake"} else "opening",
            "weekday": each.weekday,
            "start": each.start,
            "minutes": each.minutes,
            "crosses_midnight": each.crosses_midnight,
            "zone": each.zone,
            "nth": each.nth,
            "valid_from": each.valid_from,
            "valid_to": each.valid_to,
            "text": each.text,
        }


def other_places(entry_id: int, listing: Listing, where: Mapping[Where, int]) -> Iterator[Values]:
    for position, each in enumerate(listing.also_at, start=1):
        yield {
            "entry_id": entry_id,
            "position": position,
            "location_id": where[each],
            "precision": each.precision,
        }


def phones(entry_id: int, listing: Listing) -> Iterator[Values]:
    for each in listing.phones:
        yield {
            "entry_id": entry_id,
            "raw": each.raw,
            "e164": each.e164,
            "extension": each.extension,
            "kind": each.kind,
            "note": each.note,
            "language": each.language,
            "private": each.private,
        }


def costs(entry_id: int, listing: Listing) -> Iterator[Values]:
    for kind, text in listing.costs:
        yield {"entry_id": entry_id, "kind": kind, "text": text}


def tag_links(entry_id: int, listing: Listing, ids: Mapping[TagKey, int]) -> Iterator[Values]:
    for tag_id in {ids[key] for key in map(tag_key, listing.tags)}:
        yield {"entry_id": entry_id, "tag_id": tag_id}


def tag_keys(listings: Iterable[Listing]) -> set[TagKey]:
    return {tag_key(tag) for listing in listings for tag in listing.tags}


def _without_nul(value: Any) -> Any:
    """PostgreSQL keeps no NUL in text, and a raw record may hold one."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, dict):
        return {_without_nul(k): _without_nul(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nul(v) for v in value]
    return value
