"""Where else is a service given, beside the first place of its listing?

A service with several places is as many offers of one group, so that it is found from each of them and
a list names it once, at the place that suits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.desk import Desk
from casework.directory import cards, keys
from casework.directory.cards import PRIVATE_ADDRESS, Card
from db.models import Entry, EntryLocation, Location, Service, SourceRecord
from imports.places import zip_place
from matching import Index
from matching.words import Offered, Place, Precision

Places = Mapping[int, Sequence[Any]]  # service → its further places, in order
_LOCATION = ("line1", "city", "state", "postal_code", "lat", "lon", "confidential", "virtual")


def everywhere(session: Session, offers: Iterable[Offered], *, few: bool) -> Iterator[Offered]:
    """These offers of services, and one more for each further place; `few`: not all there are."""
    offers = list(offers) if few else offers
    places = _places(session, {keys.number(each.key) for each in offers} if few else None)
    for offer in offers:
        further = places.get(keys.number(offer.key), ())
        yield replace(offer, group=offer.key) if further else offer
        yield from (_there(offer, place) for place in further)


def described(desk: Desk, wanted: Collection[str]) -> dict[str, Card]:
    """As `cards.describe`, each service at the place its key names; at the first when it has that
    place no more."""
    found = cards.describe(desk, {keys.whole(key) for key in wanted})
    some = {keys.number(key) for key in wanted if keys.position(key)}
    places = _places(desk.session, some) if some else {}
    made = {}
    for key in wanted:
        card = found.get(keys.whole(key))
        if card is not None and keys.position(key):
            card = _card_there(card, key, places.get(keys.number(key), ()))
        if card is not None:
            made[key] = card
    return made


def addresses(session: Session, service_id: int, *, first: str) -> list[str]:
    """Its further places as they may be said; none where the `first` is kept private."""
    if first == PRIVATE_ADDRESS:
        return []
    places = _places(session, {service_id}).get(service_id, ())
    return list(dict.fromkeys(filter(None, map(cards.where, places))))


def all_of(index: Index, listings: Iterable[str]) -> set[str]:
    """The keys that stand for the further places of these services."""
    found: set[str] = set()
    here, place = {each for each in listings if each[:1] == "s"}, 1
    while here:
        there = {offer.key for offer in index.offers_of(keys.at(each, place) for each in here)}
        found |= there
        here, place = {keys.whole(each) for each in there}, place + 1
    return found


def _places(session: Session, services: Collection[int] | None) -> Places:
    """Of live versions; whether a service is listed still, its own offer or card says."""
    query = (
        sa.select(
            col(Service.id).label("service_id"), col(Entry.attendance),
            col(EntryLocation.position), col(EntryLocation.precision),
            *(col(getattr(Location, name)) for name in _LOCATION),
        )
        .join(SourceRecord, col(SourceRecord.id) == col(Service.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .join(EntryLocation, col(EntryLocation.entry_id) == col(Entry.id))
        .join(Location, col(Location.id) == col(EntryLocation.location_id))
        .order_by(col(Service.id), col(EntryLocation.position))
    )  # fmt: skip
    if services is not None:
        query = query.where(col(Service.id).in_(services))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(query):
        found[row.service_id].append(row)
    return found


def _there(offer: Offered, place: Any) -> Offered:
    town = " ".join(filter(None, (place.city, place.state, place.postal_code)))
    return replace(
        offer,
        key=keys.at(offer.key, place.position),
        group=offer.key,
        place=_on_earth(place),
        in_person=place.attendance not in {"online", "inactive"} and not place.virtual,
        words="" if place.confidential else town,
    )


def _on_earth(place: Any) -> Place | None:
    """A confidential door is the middle of its ZIP."""
    if place.confidential:
        middle = zip_place(place.postal_code or "")
        if middle is None or middle.lat is None or middle.lon is None:
            return None
        return Place(middle.lat, middle.lon, Precision.ZIP)
    if place.lat is None or place.lon is None or place.precision == "none":
        return None
    return Place(place.lat, place.lon, Precision(place.precision))


def _card_there(card: Card, key: str, places: Sequence[Any]) -> Card:
    """What is kept private at one of its places is kept private at all of them."""
    there = next((each for each in places if each.position == keys.position(key)), None)
    if there is None or card.where == PRIVATE_ADDRESS:
        return replace(card, key=key)
    private = there.confidential
    return replace(
        card,
        key=key,
        where=cards.where(there),
        city="" if private else there.city or "",
        precision="zip" if private else there.precision,
    )
