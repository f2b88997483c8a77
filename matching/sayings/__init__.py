"""What is said of a listing, in the language it is said in?"""

from matching.sayings import en, es
from matching.sayings.shape import Sayings

LANGUAGES: dict[str, Sayings] = {"en": en.WORDS, "es": es.WORDS}
__all__ = ["LANGUAGES", "Sayings", "in_language"]


def in_language(language: str) -> Sayings:
    """English where nobody wrote the templates in that language."""
    return LANGUAGES.get(language, en.WORDS)
