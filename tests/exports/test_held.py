"""The letters people carry: neutral, nameless if wished, nothing about anybody else."""

import re
from dataclasses import fields, replace

import pytest

from exports.letters import KINDS, CallerHeldLetter, Option, RelativeLetter
from tests.exports.letters_cast import BAY, CALLER, HARBOUR, RELATIVE, pages, said

# What somebody else should not learn from the paper, and what is said of nobody (domain.md 8.2).
BANNED = re.findall(
    r"\S+",
    """addict abuse abuser junkie alcoholic drug drugs alcohol opioid heroin fentanyl methadone
buprenorphine detox rehab relapse clean dirty diagnosis disorder substance sober recovery treatment
therapy patient client overdose refused enabling codependent non-compliant score screening risk
adicto adicción drogas drogadicto alcohólico trastorno desintoxicación rehabilitación recaída
sobredosis tratamiento paciente sustancia recuperación limpio diagnóstico""",
)

HELD = pytest.mark.parametrize("letter", [CALLER, RELATIVE], ids=["caller", "relative"])
LANGUAGE = pytest.mark.parametrize("language", ["en", "es"])


def read(letter) -> str:
    kind = "caller_held" if isinstance(letter, CallerHeldLetter) else "relative"
    return said(" ".join(pages(KINDS[kind].render(letter))))


@HELD
@LANGUAGE
def test_no_banned_word_is_in_it(letter, language):
    words = set(re.findall(r"[\w-]+", read(replace(letter, language=language)).lower()))
    assert not words & set(BANNED)


@HELD
@LANGUAGE
def test_it_works_without_a_name_or_number(letter, language):
    text = read(replace(letter, name="", number="", language=language))
    assert "None" not in text
    assert ", para" not in text


@HELD
def test_no_logo_names_neither_the_helpline_nor_its_number(letter):
    text = read(replace(letter, no_logo=True))
    for part in (BAY.name, BAY.address, BAY.callback):
        assert part not in text
    assert BAY.name in read(letter)


@HELD
@LANGUAGE
def test_danger_is_spoken_of(letter, language):
    text = read(replace(letter, language=language))
    assert all(word in text for word in ("911", "988", "Narcan"))
    assert "Narcan" not in read(replace(letter, naloxone=False, language=language))


def test_the_caller_reads_whom_to_call_first_and_every_fact():
    text = read(CALLER)
    assert "Call first: Harbour House" in text
    assert "1. Call Harbour House: (510) 555-0177." in text
    for option in CALLER.options:
        for part in (option.name, option.phone, option.times, option.cost, option.why):
            assert part in text
    assert "You can change your mind." in text
    assert "Photo ID" in text


def test_the_first_to_call_is_the_marked_one_wherever_it_stands():
    other = Option(name="Lakeside", phone="555-0100")
    assert "1. Call Harbour House" in read(replace(CALLER, options=(other, HARBOUR)))
    assert "1. Call Lakeside: 555-0100" in read(replace(CALLER, options=(other,)))


def test_no_option_has_a_phone_and_still_there_is_a_next_step():
    assert "call us back: (510) 555-0142" in read(replace(CALLER, options=(Option(name="Walk"),)))


def test_own_lists_take_the_place_of_the_usual_ones():
    letter = replace(CALLER, bring=("A blanket",), intake=())
    assert "A blanket" in read(letter)
    assert "Photo ID" not in read(letter)
    assert "What happens first" not in read(letter)


def test_hotlines_are_data():
    assert "Family line: (510) 555-0111. evenings" in read(RELATIVE)


def test_a_relative_reads_that_we_cannot_say_who_contacted_us():
    assert "We cannot say whether anyone contacted us." in read(RELATIVE)


def test_a_relatives_letter_has_no_field_about_anybody_else():
    names = {field.name for field in fields(RelativeLetter)}
    assert names == {
        "helpline", "written_on", "number", "name", "groups", "week", "support", "boundaries",
        "naloxone_where", "hotlines", "naloxone", "no_logo", "language", "large_print",
    }  # fmt: skip


def test_without_a_group_no_step_speaks_of_one():
    assert "Call one group" not in read(replace(RELATIVE, groups=()))
    assert "☐ Offer a ride" in read(RELATIVE)
