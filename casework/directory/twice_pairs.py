"""Which two of thousands are worth comparing? Those that share a telephone, a door, or a rare word of
their name in one town: never each with each.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from casework.directory.twice_alike import LIKELY, Around, Door, Likeness, Place, places
from casework.directory.twice_words import door_of

BLOCK = 30  # so many that share something are compared each with each
WINDOW = 8  # of more, each with so many next to it by name
RARE = 12  # a word of a name that more of its town have finds nothing
CENTRES = 4  # a telephone that more doors have is a call centre's
A_WORD = 3  # letters

Pair = tuple[int, int]
Item = TypeVar("Item")


def in_order(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def likely(found: Iterable[Place], only: frozenset[int] | None = None) -> dict[Pair, Likeness]:
    """Pairs of ids (the smaller first) that are likely one place; `only`: with one of these in it."""
    rows = sorted(found, key=lambda place: place.id)
    known = around(rows)
    judged: dict[Pair, Likeness] = {}
    for one, other in _together(rows):
        pair = in_order(one.id, other.id)
        if pair in judged or (only is not None and only.isdisjoint(pair)):
            continue
        judged[pair] = places(one, other, known)
    return {pair: how for pair, how in judged.items() if how.points >= LIKELY}


def around(rows: Sequence[Place]) -> Around:
    return Around(_shared(rows), _crowded(rows))


def _together(rows: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    for blocks in (_by_phone(rows), _by_door(rows), _by_word(rows)):
        for block in blocks.values():
            yield from compared(block, lambda place: place.whole_name)


def compared(block: Sequence[Item], name: Callable[[Item], str]) -> Iterator[tuple[Item, Item]]:
    """Pairs of one block: its size times WINDOW at most."""
    if len(block) <= BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=name)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + WINDOW]:
            yield one, other


def _by_phone(rows: Sequence[Place]) -> Mapping[Hashable, list[Place]]:
    found: dict[Hashable, list[Place]] = defaultdict(list)
    for place in rows:
        for phone in place.phones:
            found[phone].append(place)
    return found


def _by_door(rows: Sequence[Place]) -> Mapping[Hashable, list[Place]]:
    found: dict[Hashable, list[Place]] = defaultdict(list)
    for place in rows:
        for near in filter(None, (place.zip, place.town)) if place.street else ():
            found[door_of(place.street), near].append(place)
    return found


def _by_word(rows: Sequence[Place]) -> Mapping[Hashable, list[Place]]:
    found: dict[Hashable, list[Place]] = defaultdict(list)
    for place in rows:
        for near in filter(None, (place.zip, place.town)):
            for word in set(place.name.split()):
                if len(word) >= A_WORD:
                    found[word, near].append(place)
    return {key: block for key, block in found.items() if 1 < len(block) <= RARE}


def _shared(rows: Sequence[Place]) -> frozenset[str]:
    doors: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for place in rows:
        for phone in place.phones:
            doors[phone].add((place.street, place.zip or place.town))
    return frozenset(phone for phone, where in doors.items() if len(where) > CENTRES)


def _crowded(rows: Sequence[Place]) -> frozenset[Door]:
    count = Counter(place.door for place in rows)
    return frozenset(door for door, many in count.items() if door is not None and many > 1)
