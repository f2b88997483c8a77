"""What does docs/scenarios.md say, in the words of matching? Strict: an unknown word is an error."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from matching import List, Offered, Place, Precision, Tier, Wanted
from tests.matching.page_asks import asking
from tests.matching.page_listings import saying, with_times
from tests.matching.page_words import KINDS, LISTS, Unread, moment, parts, word

PAGE = Path(__file__).parents[2] / "docs" / "scenarios.md"
NEW_YORK = "America/New_York"
LAST = "last "
TOWN_ONLY = " (town only)"


@dataclass(frozen=True)
class Town:
    lat: float
    lon: float
    zone: str
    state: str


@dataclass(frozen=True)
class Scenario:
    """One line: who calls, what they ask, what they must and must not get.

    A list is None where the page does not say, and empty where it says "none".
    """

    who: str
    now: datetime
    wanted: Wanted
    first: list[str] | None
    also: list[str] | None
    last: list[str]
    ring: list[str] | None
    nearly: list[str] | None
    never: list[str]


class Page:
    def __init__(self, text: str) -> None:
        tables = list(_tables(text))
        self.towns = {
            name: Town(float(lat), float(lon), zone, state)
            for name, lat, lon, zone, state in _rows(tables, "Town")
        }
        self.directory = [self._listing(*row) for row in _rows(tables, "Listing")]
        self.keys = {offer.key for offer in self.directory}
        self.scenarios = [self._scenario(*row) for row in _rows(tables, "Who calls")]

    def place(self, text: str) -> Place:
        town = word(self.towns, text.removesuffix(TOWN_ONLY))
        precision = Precision.CITY if text.endswith(TOWN_ONLY) else Precision.POINT
        return Place(town.lat, town.lon, precision)

    def known(self, key: str) -> str:
        if key not in self.keys:
            raise Unread(f"no such listing: {key}")
        return key

    def _listing(self, key: str, what: str, where: str, when: str, says: str) -> Offered:
        zone = NEW_YORK
        offer = Offered(key=key, kind=word(KINDS, what), name=key, in_person=False)
        for part in parts(where, " and "):
            if part == "online":
                offer = replace(offer, online=True)
            elif part == "no address known":
                offer = replace(offer, in_person=True)
            elif part != "by phone":
                town = self.towns[part.removesuffix(TOWN_ONLY)]
                offer = replace(offer, in_person=True, place=self.place(part), state=town.state)
                zone = town.zone
        offer = with_times(offer, when, zone)
        for part in parts(says, ";"):
            offer = saying(offer, part, zone)
        return offer

    def _scenario(self, who, where_when, asks, first, also, ring, nearly, never) -> Scenario:
        name, when = where_when.split(", ", 1)
        town = word(self.towns, name)
        kind, *clauses = parts(asks, ";")
        wanted = self._wanted(word(LISTS, kind), name, clauses)
        others = self._keys(also)
        return Scenario(
            who=who,
            now=moment(when, town.zone),
            wanted=wanted,
            first=self._keys(first),
            also=others and [key.removeprefix(LAST) for key in others],
            last=[key.removeprefix(LAST) for key in others or [] if key.startswith(LAST)],
            ring=self._keys(ring),
            nearly=self._keys(nearly),
            never=self._keys(never) or [],
        )

    def _wanted(self, kind: List, name: str, clauses: list[str]) -> Wanted:
        town, tier = self.towns[name], Tier.T3
        place = self.place(name)
        wanted = Wanted(kind=kind, place=place, zone=town.zone, state=town.state, tier=tier)
        for clause in clauses:
            wanted = asking(self, wanted, clause)
        return wanted

    def _keys(self, cell: str) -> list[str] | None:
        if cell in ("", "none"):
            return [] if cell else None
        keys = parts(cell, ",")
        for key in keys:
            self.known(key.removeprefix(LAST))
        return keys


def _tables(text: str) -> Iterator[list[list[str]]]:
    lines: list[list[str]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            lines.append([cell.strip() for cell in line[1:].rstrip().removesuffix("|").split("|")])
        elif lines:
            yield lines
            lines = []


def _rows(tables: list[list[list[str]]], head: str) -> Iterator[list[str]]:
    for title, _, *rows in tables:
        if title[0] == head:
            for row in rows:
                if len(row) != len(title):
                    raise Unread(f"another number of cells: {row}")
                yield row


def read() -> Page:
    return Page(PAGE.read_text(encoding="utf-8"))
