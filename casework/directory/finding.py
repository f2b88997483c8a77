"""Which places do people look for by name, town or service? From the snapshot, as they type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from casework import places
from casework.access import Act
from casework.desk import Desk
from casework.directory import keys, narrowing, snapshot
from casework.directory.cards import Card
from casework.directory.further import described
from casework.directory.narrowing import KEEP_ALL, Keep
from casework.errors import Refused
from matching.search import Hit, Only
from matching.words import Offered, Place

CODED = "code"
TIMES_A_WEEK = 4  # a group's meetings looked at for each line shown


@dataclass(frozen=True)
class FoundCard:
    """A line of Find: `how` is "all" words, "alike" (spelled alike), "some" of the words, or "code":
    it carries the code that was typed."""

    card: Card
    how: str = "all"
    miles: float | None = None
    at: Place | None = None  # of a confidential door: the middle of its ZIP


@dataclass(frozen=True)
class Looked:
    """What Find shows, and why it is not near where it was asked."""

    found: Sequence[FoundCard]
    nowhere: str = ""  # what is wrong with the place; the list is then without distance
    code: str = ""  # the code that was looked for, in our words; "" where words were
    near: places.Found | None = None

    @property
    def cards(self) -> list[Card]:
        return [each.card for each in self.found]


def look(
    desk: Desk,
    words: str,
    *,
    place: str = "",
    miles: float = 25,
    limit: int = 30,
    keep: Keep = KEEP_ALL,
) -> Looked:
    """Live places and groups that these words mean (docs/words.md); the
    meetings of a group at one place once. One word that is a code of some source ("OTP",
    "RX-8450.7000") finds what carries it.

    `place` (a ZIP, or a town with its state) keeps to its neighbourhood, the nearest first; a place
    nobody knows is said, and the list is without distance. Raises NotAllowed.
    """
    desk.require(Act.SEARCH_DIRECTORY)
    near, nowhere = _near(place)
    held = snapshot.fresh()
    index = held.index
    code, carry = narrowing.carrying(desk, words)

    def hits(text: str, only: Only) -> list[Hit]:
        return index.search(
            text,
            near=near.place if near else None,
            within_miles=miles,
            limit=limit * TIMES_A_WEEK,
            only=only,
        )

    only = narrowing.only(held, keep)
    found = hits(words, only)
    if carry is not None:
        coded = hits("", narrowing.among(only, carry))
        found = [*(replace(hit, how=CODED) for hit in coded), *found]
    offers = {offer.key: offer for offer in index.offers_of({hit.key for hit in found})}
    cards = described(desk, [*offers])
    return Looked(_folded(cards, found, offers, limit), nowhere, code, near)


def search(
    desk: Desk, words: str, *, place: str = "", miles: float = 25, limit: int = 30
) -> list[Card]:
    """As `look`, the cards alone. Raises NotAllowed; Refused for a place nobody knows."""
    found = look(desk, words, place=place, miles=miles, limit=limit)
    if found.nowhere:
        raise Refused(found.nowhere)
    return found.cards


def _folded(
    cards: dict[str, Card], hits: Iterable[Hit], offers: Mapping[str, Offered], limit: int
) -> list[FoundCard]:
    """A group's meetings at one place are one line, and a service with all its places; the rest
    stands in the listing. What carries the code takes at most half of the lines."""
    first: dict[tuple[str, str, str], FoundCard] = {}
    for hit in hits:
        card = cards.get(hit.key)
        if card is not None:
            where = card.where if card.group_id else ""
            offer = offers[hit.key]
            line = FoundCard(card, hit.how, hit.miles, offer.place)
            first.setdefault((offer.group or keys.whole(hit.key), card.name, where), line)
    lines = list(first.values())
    coded = [line for line in lines if line.how == CODED][: limit // 2]
    return [*coded, *[line for line in lines if line.how != CODED][: limit - len(coded)]]


def _near(place: str) -> tuple[places.Found | None, str]:
    text = place.strip()
    if not text:
        return None, ""
    try:
        return places.of_zip(text) if text[:1].isdigit() else places.of_town(text), ""
    except Refused as unknown:
        return None, str(unknown)
