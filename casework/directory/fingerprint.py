"""Did the source change what it says? A hash of one listing, the same for the same words."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from imports.listing import Listing, Tag

# What a feed computes anew for each answer; it says nothing about the place.
VOLATILE = frozenset(
    {"_irow", "miles", "distance", "distance_in_km", "distance_in_miles", "page", "totalPages"}
)
PLAIN = tuple(f.name for f in fields(Listing) if f.name not in {"tags", "complete", "raw"})


def of(listing: Listing) -> str:
    """Stable over the order of keys, tags and axes; volatile parts of the raw record left out."""
    parts = [
        [getattr(listing, name) for name in PLAIN],
        sorted({_tag(tag) for tag in listing.tags}),
        sorted(listing.complete),
        _steady(listing.raw),
    ]
    text = json.dumps(parts, sort_keys=True, default=_plain, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:40]


@lru_cache(maxsize=50_000)
def _tag(tag: Tag) -> str:
    return "\x1f".join((tag.axis, tag.value or "", tag.code_list, tag.code))


def _steady(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in raw.items() if name not in VOLATILE}


def _plain(value: Any) -> Any:
    """Dates and the small parts of a listing (places, times, phones) as text and lists."""
    if hasattr(value, "__dataclass_fields__"):
        return [getattr(value, name) for name in value.__dataclass_fields__]
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)
