"""What does the national starter list hold: fellowships, family groups and lines, as listings?

A file of our own making (`imports/content/national.json`), read like any feed. Every entry is "not
verified here" until an editor ticks it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any

from imports.listing import Listing, Phone, Reading, Tag, Time
from imports.phones import phones
from imports.places import CODES
from matching.words import AXES, Kind

NATIONAL = Path(__file__).parent / "content" / "national.json"
CODE_LIST = "starter"
A_DAY = 24 * 60
# Field of an entry → axis of its values.
AXIS = {
    "outlook": "outlook",
    "for_whom": "for_whom",
    "substances": "substance_focus",
    "goal": "goal",
    "company": "company",
    "formats": "meeting_format",
    "approach": "approach",
    "ancillary": "ancillary",
    "languages": "language",
}
FREE = Tag("payment", "free", CODE_LIST, "free")
ZONE = "America/New_York"  # of a line that is always answered; any would do


def national() -> Reading:
    """All of the file, in its order. A fault in it is a fault of ours and is raised as it is."""
    return read(json.loads(NATIONAL.read_text(encoding="utf-8")))


def version() -> str:
    """The month the list was last gone through, like "2026-11"."""
    return str(json.loads(NATIONAL.read_text(encoding="utf-8"))["version"])


def read(file: Mapping[str, Any]) -> Reading:
    listings = [_listing(entry, file["sources"]) for entry in file["entries"]]
    return Reading(listings, (), len(listings), 0, {}, CODE_LIST)


def _listing(entry: Mapping[str, Any], sources: Mapping[str, str]) -> Listing:
    kind = Kind(entry["kind"])
    stance = entry.get("medication")
    where_from = sources.get(entry["from"], entry["from"])
    on_medication = _on_medication(stance, sources) if stance else ""
    return Listing(
        source_id=entry["id"],
        record_kind=kind.value,
        name=entry["name"],
        description=" ".join(filter(None, (entry["what"], on_medication))),
        fellowship=entry.get("fellowship", ""),
        group_key=entry["id"],
        group_name=entry["name"],
        url=entry.get("url", ""),
        phones=tuple(_phones(entry)),
        times=tuple(_times(entry.get("hours"))),
        tags=tuple(_tags(entry)),
        attendance="online",
        join_url=entry.get("url", "") if kind is Kind.MEETING else "",
        served_states=tuple(sorted(CODES)),
        unverified=True,
        raw={**entry, "from": where_from},
    )


def _on_medication(stance: Mapping[str, str], sources: Mapping[str, str]) -> str:
    """ "On medication: accepts medication (…, 2026-11)." """
    words = AXES["moud_stance"][stance["stance"]]
    first, _, rest = stance["from"].partition(": ")
    said = ": ".join(filter(None, (sources.get(first, first), rest)))
    return f"On medication: {words} ({said}; {stance['on']})."


def _phones(entry: Mapping[str, Any]) -> Iterator[Phone]:
    kind = "main" if entry["kind"] == Kind.MEETING else "hotline"
    yield from phones(entry.get("phone"), kind=kind, note=entry.get("phone_note", ""))


def _times(hours: Any) -> Iterator[Time]:
    if hours == "always":
        for day in range(7):
            yield Time(
                weekday=day, start=time(0), minutes=A_DAY, zone=ZONE, crosses_midnight=True,
                kind="opening",
            )  # fmt: skip
    elif hours:
        first, last = time.fromisoformat(hours["from"]), time.fromisoformat(hours["to"])
        minutes = (last.hour - first.hour) * 60 + last.minute - first.minute
        for day in hours["days"]:
            yield Time(
                weekday=day, start=first, minutes=minutes, zone=hours["zone"], kind="opening"
            )


def _tags(entry: Mapping[str, Any]) -> Iterator[Tag]:
    yield FREE
    for field, axis in AXIS.items():
        for value in entry.get(field, ()):
            yield _tag(axis, value)
    if entry.get("women_only"):
        yield _tag("women_only", "yes")
        yield _tag("company", "women")
    if stance := entry.get("medication"):
        yield _tag("moud_stance", stance["stance"])


def _tag(axis: str, value: str) -> Tag:
    if AXES[axis] and value not in AXES[axis]:
        raise ValueError(f"{value} is no value of {axis}")
    return Tag(axis, value, CODE_LIST, value)
