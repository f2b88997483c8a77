"""What does a letter say, in the language it is written in?"""

from datetime import date

from exports.letters.blocks import Language
from exports.letters.words import en, es
from exports.letters.words.shape import LetterWords

LANGUAGES: dict[Language, LetterWords] = {"en": en.WORDS, "es": es.WORDS}


def words_of(language: Language) -> LetterWords:
    """The words of a language. Raises ValueError for one no templates were written in."""
    if language not in LANGUAGES:
        raise ValueError(f"No letters are written in {language!r}, only in {', '.join(LANGUAGES)}.")
    return LANGUAGES[language]


def long_date(day: date, language: Language) -> str:
    """A date as people say it, with its weekday: Tuesday, November 24, 2026."""
    common = words_of(language).common
    return common.date.format(
        weekday=common.weekdays[day.weekday()],
        day=day.day,
        month=common.months[day.month - 1],
        year=day.year,
    )


def dated(day: date, language: Language) -> str:
    """The date as a line of its own, with a capital."""
    said = long_date(day, language)
    return said[:1].upper() + said[1:]
