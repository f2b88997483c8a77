"""What is said of a listing, in the language it is said in?"""

from matching.sayings import en, es
from matching.sayings.shape import Sayings

LANGUAGES: dict[str, Sayings] = {"en": en.WORDS, "es": es.WORDS}
BY_THE_DESK = frozenset({"began", "too_late"})  # no rule of the engine says these
__all__ = ["BY_THE_DESK", "LANGUAGES", "Sayings", "in_language"]


def in_language(language: str) -> Sayings:
    """English where nobody wrote the templates in that language."""
    return LANGUAGES.get(language, en.WORDS)
