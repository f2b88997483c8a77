"""Are ages taken only from words that say them plainly?"""

import pytest

from imports.ages import stated
from imports.codes import languages


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Individuals 18 years and older.", (18, None)),
        ("Ages 60 and older, county residents", (60, None)),
        ("No residency requirement.  Ages 14 and over.", (14, None)),
        ("Minimum age: 60 years", (60, None)),
        ("18+", (18, None)),
        ("Teens in crisis, ages 11-17", (11, 17)),
        ("Must be between the ages of 18 and 24", (18, 24)),
        ("Youth under the age of 18", (None, 17)),
        ("Children 21 and younger", (None, 21)),
    ],
)
def test_plain_words(text, ages):
    assert stated(" ".join(text.split())) == ages


@pytest.mark.parametrize(
    "text",
    [
        "", "Open to all.", "6th - 8th grade", "Children ages 6 weeks - 4 years",
        "Seniors ages 62 and over, only 1 person under 62 allowed",
        "Elderly (60 or older), disabled, or parent with children between 1 and 17",
        "Residents 18 years and older; also accepts youth 16 and 17 years old",
        "Low income, priority given to seniors ages 60 and older",
        "Families with at least one child under 18", "Volunteers must be 18 years and older",
        "Income 200% or less", "Ages 24 to 18", "Ages 200 and older", "zip code 20001",
    ],
)  # fmt: skip
def test_what_is_said_with_conditions_gives_no_age(text):
    assert stated(text) == (None, None)


def test_languages_are_taken_from_lists_and_not_from_sentences():
    assert languages.listed("English Spanish") == (["en", "es"], [])
    assert languages.listed("American Sign Language; French and Haitian Creole") == (
        ["ase", "fr", "ht"], [],
    )  # fmt: skip
    for text in ("No Spanish", "English (Spanish speakers are referred to another site)",
                 "Language help is not available, Spanish"):  # fmt: skip
        assert languages.listed(text)[0] == []
    assert (
        languages.code_of("Spanish-speaking") is None and languages.code_of("ENGLISH ONLY") == "en"
    )
