"""Which places do people look for by name, town or service? From the snapshot, as they type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework import places
from casework.access import Act
from casework.desk import Desk
from casework.directory import keys, snapshot
from casework.directory.cards import Card
from casework.directory.further import described
from casework.errors import Refused
from matching.search import Hit

TIMES_A_WEEK = 4  # a group's meetings looked at for each line shown


@dataclass(frozen=True)
class FoundCard:
    """A line of Find: `how` is "all" words, "alike" (spelled alike) or "some" of the words."""

    card: Card
    how: str = "all"
    miles: float | None = None


@dataclass(frozen=True)
class Looked:
    """What Find shows, and why it is not near where it was asked."""

    found: Sequence[FoundCard]
    nowhere: str = ""  # what is wrong with the place; the list is then without distance

    @property
    def cards(self) -> list[Card]:
        return [each.card for each in self.found]


def look(desk: Desk, words: str, *, place: str = "", miles: float = 25, limit: int = 30) -> Looked:
    """Live places and groups that these words mean (docs/words.md); the
    meetings of a group at one place once.

    `place` (a ZIP, or a town with its state) keeps to its neighbourhood, the nearest first; a place
    nobody knows is said, and the list is without distance. Raises NotAllowed.
    """
    desk.require(Act.SEARCH_DIRECTORY)
    near, nowhere = _near(place)
    index = snapshot.fresh().index
    hits = index.search(
        words,
        near=near.place if near else None,
        within_miles=miles,
        limit=limit * TIMES_A_WEEK,
    )
    groups = {offer.key: offer.group for offer in index.offers_of(hit.key for hit in hits)}
    cards = described(desk, [hit.key for hit in hits])
    return Looked(_folded(cards, hits, groups)[:limit], nowhere)


def search(
    desk: Desk, words: str, *, place: str = "", miles: float = 25, limit: int = 30
) -> list[Card]:
    """As `look`, the cards alone. Raises NotAllowed; Refused for a place nobody knows."""
    found = look(desk, words, place=place, miles=miles, limit=limit)
    if found.nowhere:
        raise Refused(found.nowhere)
    return found.cards


def _folded(
    cards: dict[str, Card], hits: Iterable[Hit], groups: Mapping[str, str]
) -> list[FoundCard]:
    """A group's meetings at one place are one line, and a service with all its places; the rest
    stands in the listing."""
    first: dict[tuple[str, str, str], FoundCard] = {}
    for hit in hits:
        card = cards.get(hit.key)
        if card is not None:
            line = FoundCard(card, hit.how, hit.miles)
            where = card.where if card.group_id else ""
            first.setdefault((groups.get(hit.key) or keys.whole(hit.key), card.name, where), line)
    return list(first.values())


def _near(place: str) -> tuple[places.Found | None, str]:
    text = place.strip()
    if not text:
        return None, ""
    try:
        return places.of_zip(text) if text[:1].isdigit() else places.of_town(text), ""
    except Refused as unknown:
        return None, str(unknown)
