"""How does the invented directory come in, through the same door as real feeds, and what can be
referred to afterwards?"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select

from casework.demo.meetings import meetings
from casework.demo.others import others
from casework.demo.places import METROS
from casework.demo.services import treatment
from casework.desk import Desk
from db.models import Meeting, Service, Source, SourceRecord
from imports.listing import Listing
from matching.words import AXES, CARE_KINDS, PEER_KINDS, Kind, List

SOURCE = "Lantern Line's own list (invented)"


@dataclass(frozen=True)
class Place:
    """A place the demo may refer to, with the words it was shown with."""

    ids: Mapping[str, Any]  # service_id, or group_id and meeting_id
    kind: List
    name: str
    city: str
    for_whom: frozenset[str]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Invented:
    listings: Sequence[Listing]
    kinds: Mapping[str, Kind]  # by source id, of what is neither clinic nor meeting


def invent(seed: int, today: date) -> Invented:
    rng = random.Random(seed)
    clinics = list(treatment(rng, today))
    rest = list(others(rng, today))
    groups = list(meetings(rng, today))
    return Invented(
        [*clinics, *(listing for _, listing in rest), *groups],
        {listing.source_id: kind for kind, listing in rest},
    )


def places(desk: Desk, invented: Invented) -> dict[str, list[Place]]:
    """Town → what is active there, in the order it was invented."""
    ids = _ids(desk)
    found: dict[str, list[Place]] = {metro: [] for metro in METROS}
    for listing in invented.listings:
        if listing.status == "active" and listing.source_id in ids:
            metro = listing.source_id.split("-", 1)[0]
            found[metro].append(_place(listing, invented.kinds, ids[listing.source_id]))
    return found


def _place(listing: Listing, kinds: Mapping[str, Kind], ids: Mapping[str, int]) -> Place:
    if listing.record_kind == "meeting":
        kind = Kind.MEETING
    else:
        kind = kinds.get(listing.source_id, Kind.TREATMENT)
    of_axis = {axis: [t.value for t in listing.tags if t.axis == axis] for axis in ("for_whom",)}
    whom = frozenset(v for v in of_axis["for_whom"] if v) or frozenset({"self"})
    return Place(
        ids,
        _list_of(kind),
        listing.name,
        listing.where.city if listing.where else "online",
        whom,
        _reasons(listing),
    )


def _reasons(listing: Listing) -> tuple[str, ...]:
    """Two, as they would be read aloud."""
    said = [AXES[t.axis][t.value] for t in listing.tags if t.value and t.value in AXES[t.axis]]
    return tuple(f"{words[0].upper()}{words[1:]}." for words in said[:2])


def _list_of(kind: Kind) -> List:
    if kind in CARE_KINDS:
        return List.TREATMENT
    return List.PEERS if kind in PEER_KINDS else List.PRACTICAL


def _ids(desk: Desk) -> dict[str, dict[str, int]]:
    ours = select(Source.id).where(Source.name == SOURCE).scalar_subquery()
    record = col(SourceRecord.id)
    services = desk.session.exec(
        select(SourceRecord.source_key, Service.id)
        .join(Service, col(Service.record_id) == record)
        .where(SourceRecord.source_id == ours)
    ).all()
    groups = desk.session.exec(
        select(SourceRecord.source_key, Meeting.group_id, Meeting.id)
        .join(Meeting, col(Meeting.record_id) == record)
        .where(SourceRecord.source_id == ours)
    ).all()
    found = {key: {"service_id": service} for key, service in services}
    return found | {key: {"group_id": g, "meeting_id": m} for key, g, m in groups}
