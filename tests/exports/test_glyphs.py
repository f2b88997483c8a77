"""Names in any script: printed, or marked and said, never an empty box."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.letters import KINDS, glyphs, unprintable
from exports.letters.right_to_left import visual
from tests.exports.letters_cast import CALLER, HARBOUR, PROVIDER, heard, letters_of, pages, said

PRINTED = [
    "Nguyễn Thị Ánh Tuyết",
    "Stanisława Wójcik-Żółć",
    "José Muñoz Ibáñez",
    "Αλέξανδρος Παπαδόπουλος",
    "Олександр Її Ґедзь",
    "王小明",
    "龘靐齉",
    "山田 はなこ ヤマダ",
    "김민준",
    "Արմեն Սարգսյան",
    "გიორგი",
    "አበበ በቀለ",
    "สมชาย ใจดี",
    "ສົມສັກ",
    "ᏣᎳᎩ",
    "Ŋũgĩ wa Thiongʼo",
]
TURNED = ["محمد علي", "فاطمة الزهراء", "مریم گلشیری", "שרה לוי", "לאה (לילי) 12 כהן"]


@pytest.mark.parametrize("name", PRINTED)
def test_a_name_is_printed(name):
    letter = replace(CALLER, name=name)
    assert unprintable(letter) == ""
    assert letters_of(name) in letters_of("".join(pages(KINDS["caller_held"].render(letter))))
    assert name in heard(KINDS["caller_held"].html(letter))


@pytest.mark.parametrize("name", TURNED)
def test_a_name_from_right_to_left_is_joined_and_turned(name):
    letter = replace(CALLER, name=name)
    assert unprintable(letter) == ""
    read = unicodedata.normalize("NFKC", "".join(pages(KINDS["caller_held"].render(letter))))
    for word in name.replace("(", " ").replace(")", " ").split():
        assert word in read or word[::-1] in read
    assert name in heard(KINDS["caller_held"].html(letter))


def test_arabic_letters_take_the_forms_of_their_neighbours():
    assert visual("محمد") == "\ufeaa\ufee4\ufea4\ufee3"
    assert visual("سلام") == "\ufee1\ufefc\ufeb3"  # lam and alef are one sign
    assert visual("Ann محمد Lee") == "Ann \ufeaa\ufee4\ufea4\ufee3 Lee"


@pytest.mark.parametrize(("name", "lost"), [("राम Sharma", "राम"), ("Ann 😀 Lee", "😀")])
def test_what_cannot_be_printed_is_marked_and_said(name, lost):
    letter = replace(CALLER, name=name)
    assert unprintable(letter) == lost
    read = said("".join(pages(KINDS["caller_held"].render(letter))))
    assert "[?]" in read
    assert "marks letters that this print cannot show" in read
    assert name in heard(KINDS["caller_held"].html(letter))


def test_each_bundled_font_is_small_and_used():
    for name in {name for *_, name in glyphs._OTHERS} | {glyphs.REGULAR, glyphs.BOLD}:
        assert len(glyphs.load(name).face.charToGlyph) > 50
    for file in glyphs._FOLDER.glob("*.ttf"):
        assert file.stat().st_size < 600_000


WORDS = st.text(max_size=400)
PLENTY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PLENTY
@given(name=WORDS, why=WORDS, bring=st.lists(WORDS, max_size=4), large=st.booleans())
def test_no_text_breaks_a_caller_letter(name, why, bring, large):
    options = (replace(HARBOUR, name=why, why=name), replace(HARBOUR, phone=name))
    letter = replace(CALLER, name=name, options=options, bring=tuple(bring), large_print=large)
    assert KINDS["caller_held"].render(letter).startswith(b"%PDF")
    assert KINDS["caller_held"].html(letter).startswith("<!DOCTYPE html>")


@PLENTY
@given(text=WORDS, label=WORDS, also=st.lists(WORDS, max_size=3))
def test_no_text_breaks_a_provider_letter(text, label, also):
    consent = replace(PROVIDER.consent, what=text, also=tuple(also))
    facts = ((label, text), (text, label))
    letter = replace(
        PROVIDER, consent=consent, facts=facts, ask=text, to=replace(PROVIDER.to, name=text)
    )
    assert KINDS["provider"].render(letter).startswith(b"%PDF")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("text", ["word " * 4000, "w" * 9000, "line\n" * 500, "王" * 3000])
def test_text_longer_than_a_page_takes_more_pages(text, large):
    consent = replace(PROVIDER.consent, what=text)
    long = replace(
        PROVIDER, ask=text, facts=((text[:3000], text),), consent=consent, large_print=large
    )
    read = letters_of("".join(pages(KINDS["provider"].render(long))))
    assert read.count(text[0]) >= 3 * text.count(text[0])
