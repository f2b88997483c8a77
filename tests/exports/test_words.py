"""The sentences of the templates: easy to read, complete, person-first."""

import re
from dataclasses import astuple
from datetime import date

import pytest

from exports.letters.words import LANGUAGES, long_date

UNFIT = re.compile(
    r"\b(addict|abuser?|junkie|clean|dirty|relapse\w*|habit|refused|non-compliant|enabling|"
    r"codependent|substitution|adicto|drogadicto|recaída)\b",
    re.IGNORECASE,
)


def sentences(words) -> list[str]:
    """The sentences a person reads, facts filled with a short word."""
    texts: list[str] = []
    for value in astuple(words):
        texts += value if isinstance(value, tuple) else (value,)
    spoken = [re.sub(r"\{\w+\}", "it", text) for text in texts if len(text.split()) > 3]
    parts = [part for text in spoken for part in re.split(r"(?<=[.!?:])\s+", text)]
    return [part for part in parts if re.search(r"\w", part)]


def syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = (
        word.lower().endswith("e") and not word.lower().endswith(("le", "ee")) and len(groups) > 1
    )
    return max(1, len(groups) - silent)


def flesch_kincaid(texts: list[str]) -> float:
    """U.S. school grade: 0.39 × words per sentence + 11.8 × syllables per word − 15.59."""
    words = re.findall(r"[A-Za-z’']+", " ".join(texts))
    return 0.39 * len(words) / len(texts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def fernandez_huerta(texts: list[str]) -> float:
    """Spanish ease, 0 to 100: 206.84 − 60 × syllables per word − 1.02 × words per sentence."""
    words = re.findall(r"[a-záéíóúüñ]+", " ".join(texts).lower())
    sounds = sum(max(1, len(re.findall(r"[aeiouáéíóúü]+", word))) for word in words)
    return 206.84 - 60 * sounds / len(words) - 1.02 * len(words) / len(texts)


@pytest.mark.parametrize("letter", ["caller", "relative"])
def test_english_that_people_carry_reads_at_grade_6(letter):
    words = LANGUAGES["en"]
    assert flesch_kincaid(sentences(getattr(words, letter))) <= 6
    assert flesch_kincaid(sentences(words.common)) <= 6


@pytest.mark.parametrize("letter", ["caller", "relative"])
def test_spanish_that_people_carry_is_easy(letter):
    assert fernandez_huerta(sentences(getattr(LANGUAGES["es"], letter))) >= 70


def test_a_provider_reads_at_grade_12_or_below():
    assert flesch_kincaid(sentences(LANGUAGES["en"].provider)) <= 12


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_template_uses_unfit_words(language):
    for part in astuple(LANGUAGES[language]):
        assert not UNFIT.search(str(part))


@pytest.mark.parametrize("part", ["common", "provider", "caller", "relative"])
def test_both_languages_ask_for_the_same_facts(part):
    holes = [
        [re.findall(r"\{(\w+)\}", str(value)) for value in astuple(getattr(words, part))]
        for words in LANGUAGES.values()
    ]
    assert [set(hole) for hole in holes[0]] == [set(hole) for hole in holes[1]]


def test_dates_are_said_long():
    assert long_date(date(2026, 11, 24), "en") == "Tuesday, November 24, 2026"
    assert long_date(date(2026, 3, 1), "es") == "domingo, 1 de marzo de 2026"
