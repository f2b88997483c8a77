"""In which words was a place offered, and which of them are said again when it is read out?

The words are kept as they were said, in English and in Spanish, with the rule behind each (EKRA: why
an option was shown). What was kept before there were two languages is a plain sentence.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from matching import Match, Tone

LANGUAGES = ("en", "es")
WHEN = frozenset({"meets", "opens"})
NOT_TELLING = frozenset(
    {"away", "about_away", "close_by", "open_now", "open_until"}
)  # said last, when nothing else is
_OLDER = (
    ("meets", re.compile(r"Meets .*")),
    ("opens", re.compile(r"Opens .*")),
    ("away", re.compile(r".* miles? away\.")),
    ("open_now", re.compile(r"Open now\.")),
)
_WAIT = re.compile(r", (?:in|en|now|ahora)\b.*$")
Kept = Mapping[str, str] | str


def kept(match: Match) -> list[dict[str, str]]:
    """The reasons of a match, to be kept with what was shown."""
    return [
        {"rule": one.rule, "says": one.says} | {each: one.said(each) for each in LANGUAGES}
        for one in match.because
        if one.tone is Tone.REASON
    ]


def in_words(reasons: Sequence[Any], language: str = "en") -> list[str]:
    """All of them; those kept in English alone are left out of another language."""
    return [words for reason in reasons if (words := _words(reason, language))]


def when(reasons: Sequence[Any], language: str = "en") -> str:
    """When it meets, without "in 27 min": it is read later than it was worked out."""
    said = next((_words(r, language) for r in reasons if _says(r) == "meets"), "")
    return _WAIT.sub("", said).rstrip(".")


def one(reasons: Sequence[Any], language: str = "en") -> str:
    """One reason each (product.md 1.13): the first that is more than when it meets and how far it is."""
    rest = [reason for reason in reasons if _says(reason) not in WHEN]
    better = [reason for reason in rest if _says(reason) not in NOT_TELLING]
    return _words(next(iter(better or rest), ""), language)


def _words(reason: Kept, language: str) -> str:
    if isinstance(reason, str):
        return reason if language == "en" else ""
    return reason.get(language, "")


def _says(reason: Kept) -> str:
    if not isinstance(reason, str):
        return reason.get("says", "")
    return next((says for says, form in _OLDER if form.fullmatch(reason)), "")
