"""Which places do people look for by name, town or service? From the snapshot, as they type."""

import heapq
import math
from collections.abc import Callable, Sequence

from casework import places
from casework.access import Act
from casework.desk import Desk
from casework.directory import snapshot
from casework.directory.cards import Card, describe
from casework.directory.offering import Found, plain
from casework.directory.words import LANGUAGES
from matching.words import AXES, Offered

MILES_PER_DEGREE = 69.0
WORDS_AT_MOST = 6
SHORTEST = 3  # letters of a word that may mean a service
TIMES_A_WEEK = 4  # a group's meetings looked at for each line shown
Pair = tuple[str, str]


def search(
    desk: Desk, words: str, *, place: str = "", miles: float = 25, limit: int = 30
) -> list[Card]:
    """Live places and groups in whose name, town, state, ZIP, fellowship or services every word
    begins some word; the meetings of a group at one place once.

    `place` (a ZIP, or a town with its state) keeps to its neighbourhood, the nearest first;
    otherwise by name, names that begin with the words before others. Raises NotAllowed; Refused for
    a place nobody knows.
    """
    desk.require(Act.SEARCH_DIRECTORY)
    asked = plain(words).split()[:WORDS_AT_MOST]
    if not asked and not place.strip():
        return []
    near = _found(place)
    tests = [_says(word) for word in asked]
    hits = [
        (order, each.offer.key)
        for each in snapshot.fresh().offers.values()
        if all(says(each) for says in tests)
        and (order := _order(each, asked, near, miles)) is not None
    ]
    keys = [key for _, key in heapq.nsmallest(limit * TIMES_A_WEEK, hits)]
    shown = describe(desk, keys)
    return _folded([shown[key] for key in keys if key in shown])[:limit]


def _folded(cards: Sequence[Card]) -> list[Card]:
    """A group's meetings at one place are one line; its times stand in the listing."""
    first: dict[tuple[object, str, str], Card] = {}
    for card in cards:
        first.setdefault((card.group_id or card.key, card.name, card.where), card)
    return list(first.values())


def _says(word: str) -> Callable[[Found], bool]:
    start, pairs = f" {word}", _values(word)
    return lambda each: (
        start in each.words or any(value in each.offer.tags.get(axis, ()) for axis, value in pairs)
    )


def _values(word: str) -> list[Pair]:
    """Axis and value of every service this word may mean: "bupre" is buprenorphine."""
    if len(word) < SHORTEST:
        return []
    labels = [*AXES.items(), ("language", LANGUAGES)]
    return [
        (axis, value)
        for axis, values in labels
        for value, label in values.items()
        if f" {word}" in plain(label)
    ]


def _order(
    each: Found, asked: Sequence[str], near: places.Found | None, miles: float
) -> tuple[float, str] | None:
    """What stands first, or None for what lies too far away."""
    name = plain(each.offer.name)
    if near is None:
        return float(not name.startswith(f" {' '.join(asked)}")), name
    away = _miles(each.offer, near)
    return (away, name) if away is not None and away <= miles else None


def _miles(offer: Offered, near: places.Found) -> float | None:
    """On a flat map, which is right to a percent at this range."""
    if offer.place is None:
        return None
    north = offer.place.lat - near.place.lat
    east = (offer.place.lon - near.place.lon) * math.cos(math.radians(near.place.lat))
    return math.hypot(north, east) * MILES_PER_DEGREE


def _found(place: str) -> places.Found | None:
    text = place.strip()
    if not text:
        return None
    return places.of_zip(text) if text[:1].isdigit() else places.of_town(text)
