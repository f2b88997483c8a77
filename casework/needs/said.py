"""What did they say, of one person and of where they are?"""

from dataclasses import dataclass

from casework import places
from casework.errors import Refused
from casework.facts import Facts, value

NO_LIST_YET = "No list yet. Ask where they are: a ZIP, or a town with its state."
FINDS = (("zip", places.of_zip), ("town", places.of_town))


@dataclass(frozen=True)
class Said:
    """The facts of one side; only what was stated is said, nothing is guessed."""

    facts: Facts
    side: str

    def codes(self, name: str) -> frozenset[str]:
        known = self.facts.get(f"{self.side}.{name}")
        return known.codes if known and known.answer == "stated" else frozenset()

    def one(self, name: str) -> str:
        return value(self.facts, f"{self.side}.{name}") or ""


def where(facts: Facts, side: str) -> places.Found | None:
    """The place of one person; None while neither ZIP nor town can be read."""
    for name, find in FINDS:
        text = value(facts, f"{side}.{name}")
        if text:
            try:
                return find(text)
            except Refused:
                continue
    return None


def where_missing(facts: Facts, side: str) -> str:
    """Why there is no list yet: nothing said of the place, or nothing we can read."""
    said = [(find, text) for name, find in FINDS if (text := value(facts, f"{side}.{name}"))]
    problems = []
    for find, text in said:
        try:
            find(text)
        except Refused as problem:
            problems.append(str(problem))
    return " ".join(problems) or NO_LIST_YET


def place_of(text: str) -> places.Found | None:
    for _, find in FINDS:
        try:
            return find(text)
        except Refused:
            continue
    return None
