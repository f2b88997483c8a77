"""What is the fact behind a sentence: which rule says it, of which values, and in which words?"""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from matching import aloud
from matching.sayings import in_language


class Tone(StrEnum):
    REASON = "reason"
    UNKNOWN = "unknown"
    CAUTION = "caution"
    NEEDS = "needs"  # what would have to give


class At(NamedTuple):
    """A moment, and from where it is spoken of."""

    at: datetime
    now: datetime
    zone: str


Fact = At | frozenset[str] | date | float | int
Facts = tuple[tuple[str, Fact], ...]


class Because(NamedTuple):
    """One thing that is said of a listing, before any language.

    `says` names its template. `rule` is the rule or reason that says it; `axis` and `values` are what
    the rule looked at: of a reason the values the listing states, else those that were asked.
    """

    rule: str
    tone: Tone
    says: str
    axis: str = ""
    values: frozenset[str] = frozenset()
    facts: Facts = ()

    def said(self, language: str = "en") -> str:
        """The sentence, in English where nobody wrote the templates in that language."""
        if not self.facts:
            return _said_of_values(self.says, self.axis, self.values, language)
        words = in_language(language)
        facts = dict(self.facts)
        filled = {
            hole: _fact(hole, facts[hole], self.axis, language)
            if hole in facts
            else called(self.axis, self.values, language, every=hole == "all")
            for hole in words.holes[self.says]
        }
        return words.templates[self.says].format(**filled)


@lru_cache(maxsize=8192)
def _said_of_values(says: str, axis: str, values: frozenset[str], language: str) -> str:
    words = in_language(language)
    holes = words.holes[says]
    filled = {hole: called(axis, values, language, every=hole == "all") for hole in holes}
    return words.templates[says].format(**filled)


def _fact(hole: str, fact: Fact, axis: str, language: str) -> str:
    if isinstance(fact, frozenset):
        return called(axis, fact, language)
    if isinstance(fact, At):
        return aloud.MOMENTS[hole](fact.at, fact.now, fact.zone, language)
    if isinstance(fact, date):
        return aloud.on_date(fact, language)
    return aloud.number(hole, fact, language)


@lru_cache(maxsize=4096)
def called(axis: str, values: frozenset[str], language: str, *, every: bool = False) -> str:
    """The values in a counsellor's words: "Spanish or English"; `every`: "Spanish and English"."""
    words = in_language(language)
    known = words.values.get(axis, {})
    said = sorted(known.get(value, value.replace("_", " ")) for value in values)
    return _joined(said, words.both if every else words.either)


def _joined(words: Iterable[str], joint: str) -> str:
    *rest, last = words
    return f"{', '.join(rest)} {aloud.before(joint, last)} {last}" if rest else last
