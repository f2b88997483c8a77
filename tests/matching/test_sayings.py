"""Is everything said in both languages, with the same facts, in words a person would use?"""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from matching import AXES, Because, Index, Tone, spoken
from matching.because import At, called
from matching.sayings import LANGUAGES, en, es
from matching.sayings.rules import RULES
from tests.matching.cases import case
from tests.matching.sayings_page import said_when

NY = "America/New_York"
NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)  # a Sunday, 5:20 pm in New York
UNFIT = re.compile(
    r"\b(addict|abuser?|junkie|clean|dirty|relapse\w*|habit|refus\w+|failed|non-compliant|enabling|"
    r"codependent|substitution|abstinence-only|adict\w+|drogadict\w+|recaída|limpi\w+|suci\w+)\b",
    re.IGNORECASE,
)
TU = re.compile(
    r"\b(tú|tu|tus|te|ti|contigo|puedes|tienes|llama|pregunta|quieres)\b", re.IGNORECASE
)
PAGE = Path(__file__).parents[2] / "docs" / "sayings.md"


def at(*when):
    return At(datetime(*when, tzinfo=UTC), NOW, NY)


def said(says, language="en", **facts):
    return Because("rule", Tone.REASON, says, facts=tuple(facts.items())).said(language)


def test_both_languages_say_the_same_things_with_the_same_facts():
    assert list(en.TEMPLATES) == list(es.TEMPLATES)
    for says in en.TEMPLATES:
        assert sorted(en.WORDS.holes[says]) == sorted(es.WORDS.holes[says]), says


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_every_axis_has_a_word(language):
    values = LANGUAGES[language].values
    for axis, known in AXES.items():
        assert set(known) <= set(values[axis]), axis
    assert set(values["language"]) == set(en.LANGUAGES)
    assert set(values["way"]) == {"in_person", "online", "phone"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_put_the_person_first(language):
    words = LANGUAGES[language]
    texts = [
        *words.templates.values(),
        *(w for axis in words.values.values() for w in axis.values()),
    ]
    assert not [text for text in texts if UNFIT.search(text)]


def test_spanish_says_usted():
    assert not [text for text in es.TEMPLATES.values() if TU.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_one(language):
    for text in LANGUAGES[language].templates.values():
        assert text[0] in "¿{" or text[0].isupper()
        assert text[-1] in ".?"


def test_the_page_for_the_clinical_lead_says_what_is_said():
    page = said_when(PAGE.read_text())
    assert {key: row["English"] for key, row in page.items()} == dict(en.TEMPLATES)
    assert {key: row["Spanish"] for key, row in page.items()} == dict(es.TEMPLATES)


def test_the_page_says_whether_anybody_has_read_the_spanish():
    unread = "has not yet been read" in PAGE.read_text()
    assert unread == (not es.REVIEWED_BY)


@pytest.mark.parametrize(
    ("when", "en_words", "es_words"),
    [
        ((2026, 11, 23, 0, 30), "tonight 7:30 pm, in 2 h 10 min", "esta noche a las 7:30 pm, en 2 h 10 min"),
        ((2026, 11, 22, 22, 20), "tonight 5:20 pm, now", "esta noche a las 5:20 pm, ahora"),
        ((2026, 11, 23, 14, 0), "tomorrow 9:00 am, in 15 h 40 min", "mañana a las 9:00 am, en 15 h 40 min"),
        ((2026, 11, 23, 18, 15), "tomorrow 1:15 pm, in 19 h 55 min", "mañana a la 1:15 pm, en 19 h 55 min"),
        ((2026, 11, 26, 0, 30), "Wednesday 7:30 pm", "el miércoles a las 7:30 pm"),
        ((2026, 12, 2, 0, 30), "Tuesday, December 1, 7:30 pm", "el martes 1 de diciembre a las 7:30 pm"),
    ],
)  # fmt: skip
def test_a_start_is_said_as_people_say_it(when, en_words, es_words):
    when = datetime(*when, tzinfo=UTC)
    assert spoken(when, NOW, NY) == en_words
    assert spoken(when, NOW, NY, "es") == es_words
    assert spoken(when, NOW, NY, "tlh") == en_words


@pytest.mark.parametrize(
    ("when", "en_words", "es_words"),
    [
        ((2026, 11, 22, 19, 10), "today at 2:10 pm", "hoy a las 2:10 pm"),
        ((2026, 11, 22, 4, 5), "yesterday at 11:05 pm", "ayer a las 11:05 pm"),
        ((2026, 11, 3, 17, 0), "on Tuesday, November 3", "el martes 3 de noviembre"),
    ],
)
def test_what_was_told_is_said_with_its_day_in_the_callers_clock(when, en_words, es_words):
    assert said("shut", told=at(*when)) == f"A colleague reported closed {en_words}; check first."
    assert said("shut", "es", told=at(*when)) == (
        f"A un colega le dijeron {es_words} que está cerrado; verifique primero."
    )


def test_days_of_the_week_in_the_plural():
    tuesday, saturday = at(2026, 11, 25, 0, 30), at(2026, 11, 28, 18, 0)
    assert "Tuesdays at 7:30 pm" in said("needs_times", weekly=tuesday)
    assert "los martes a las 7:30 pm" in said("needs_times", "es", weekly=tuesday)
    assert "los sábados a la 1:00 pm" in said("needs_times", "es", weekly=saturday)
    assert "Tuesday, November 24, 7:30 pm" in said("needs_day", day=tuesday)


def test_numbers_agree_with_what_they_count():
    assert said("away", miles=1.0) == "1 mile away."
    assert said("away", "es", miles=2.2) == "Queda a 2.2 millas."
    assert said("in_days", "es", days=3) == "Puede haber lugar en unos 3 días."
    assert said("waits", weeks=1, told=at(2026, 11, 3, 17, 0)) == (
        "A colleague was told a wait of 1 week on Tuesday, November 3."
    )
    assert (
        said("old", date=date(2025, 3, 1))
        == "Last checked on March 1, 2025; ask if it still holds."
    )
    assert "el 1 de marzo de 2025" in said("old", "es", date=date(2025, 3, 1))


def test_values_are_joined_as_people_join_them():
    pays = frozenset({"medicaid", "free", "sliding"})
    assert called("payment", pays, "en") == "Medicaid, free or sliding fee"
    assert called("payment", pays, "en", every=True) == "Medicaid, free and sliding fee"
    spoken_there = frozenset({"es", "it"})
    assert called("language", spoken_there, "es", every=True) == "español e italiano"
    focus = frozenset({"cannabis", "opioids"})
    assert called("substance_focus", focus, "es") == "marihuana u opioides"
    assert called("unheard_of", frozenset({"new_thing"}), "es") == "new thing"


def test_every_sentence_names_a_rule_that_has_words():
    for seed in range(300):
        c = case(seed)
        ranking = Index.build(c.offers).rank(c.wanted, now=c.now)
        for match in (*ranking.matches, *ranking.ring_first, *ranking.near):
            for one in match.because:
                assert one.rule in RULES or one.rule in AXES, one
