"""Every letter: equal in both forms, the same bytes, plain text only, one page."""

import io
import re
import subprocess
import sys
from dataclasses import fields, replace

import pytest
from pypdf import PdfReader

from exports.letters import KINDS, file_name, template_version, unprintable
from tests.exports.letters_cast import (
    LETTERS,
    VARIANTS,
    heard,
    letters_of,
    pages,
    said,
)

EVERY = pytest.mark.parametrize(("kind", "letter"), LETTERS.items())
EVERY_VARIANT = pytest.mark.parametrize(("kind", "letter"), VARIANTS)


def body(pdf: bytes, foot: str) -> str:
    """The words of the PDF, the foot once, without bullets and page numbers."""
    texts = []
    for page in pages(pdf):
        text = "".join(page.split()).removesuffix("".join(foot.split()))
        texts.append(re.sub(r"(Page|Página)\d/\d$", "", text))
    return "".join([*texts, foot]).replace("•", "")


@EVERY_VARIANT
def test_the_page_says_what_the_pdf_says(kind, letter):
    foot = " · ".join(KINDS[kind].document(letter).foot)
    printed = letters_of(body(KINDS[kind].render(letter), foot))
    assert printed == letters_of(heard(KINDS[kind].html(letter)))


@EVERY_VARIANT
def test_the_same_facts_give_the_same_bytes(kind, letter):
    assert KINDS[kind].render(letter) == KINDS[kind].render(replace(letter))


def test_another_process_gives_the_same_bytes():
    code = (
        "import hashlib; from exports.letters import KINDS\n"
        "from tests.exports.letters_cast import PROVIDER\n"
        "print(hashlib.sha256(KINDS['provider'].render(PROVIDER)).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout


@EVERY
def test_an_ordinary_letter_is_one_page(kind, letter):
    assert len(pages(KINDS[kind].render(letter))) == 1


@EVERY
def test_large_print_is_18_points_and_says_the_same(kind, letter):
    large = replace(letter, large_print=True)
    sizes = text_sizes(KINDS[kind].render(large))
    assert sizes[18] > sum(count for size, count in sizes.items() if size < 18 and size != 12)
    assert min(sizes) >= 12
    assert heard(KINDS[kind].html(large)) == heard(KINDS[kind].html(letter))


@EVERY
def test_nothing_but_the_notice_is_below_12_points(kind, letter):
    smallest = min(text_sizes(KINDS[kind].render(letter)))
    assert smallest >= (8 if kind == "provider" else 12)


def text_sizes(pdf: bytes) -> dict[int, int]:
    """Font size → characters set in it."""
    found: dict[int, int] = {}

    def note(text, _cm, _tm, _font, size):
        if text.strip():
            found[size] = found.get(size, 0) + len(text)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=note)
    return found


@EVERY_VARIANT
def test_language_and_title_are_set_and_name_nobody(kind, letter):
    reader = PdfReader(io.BytesIO(KINDS[kind].render(letter)))
    assert reader.root_object["/Lang"].startswith(letter.language)
    assert reader.metadata.title == KINDS[kind].document(letter).title
    assert "Nguyễn" not in reader.metadata.title
    assert f'<html lang="{letter.language}">' in KINDS[kind].html(letter)


@EVERY
def test_every_font_is_in_the_file(kind, letter):
    for page in PdfReader(io.BytesIO(KINDS[kind].render(letter))).pages:
        for font in page["/Resources"]["/Font"].values():
            made = font.get_object()
            if made["/BaseFont"] != "/Helvetica":  # named by ReportLab, never used
                assert "/FontFile2" in made["/FontDescriptor"]


@EVERY
@pytest.mark.parametrize(
    "sly",
    [
        "<b>Ann</b>",
        "Ann & Bob",
        '<font color="red" size="40">Ann</font>',
        "<script>alert(1)</script>",
        "&lt;i&gt; &amp; &#65;",
        "{helpline} {0} %s {{ 7*7 }}",
        '<img src="file:///etc/passwd"/> <a href="x">y</a>',
    ],
)
def test_markup_in_a_fact_comes_out_as_text(kind, letter, sly):
    marked = fill(letter, sly)
    assert letters_of(sly) in letters_of("".join(pages(KINDS[kind].render(marked))))
    assert sly in heard(KINDS[kind].html(marked))
    assert "<script" not in KINDS[kind].html(marked)


def fill(letter, text):
    """The letter with this text in every plain text field that a person may type."""
    typed = {"person", "contact", "speaks", "access", "purpose", "ask", "payer", "support", "name"}
    names = {field.name for field in fields(letter)} & typed
    return replace(letter, **dict.fromkeys(names, text))


@EVERY
def test_control_characters_and_hidden_directions_are_left_out(kind, letter):
    marked = fill(letter, "Ann\x00\x07\u202e Lee\u200b\ufeff\x1b")
    assert "Ann Lee" in said("".join(pages(KINDS[kind].render(marked))))
    assert "Ann Lee" in heard(KINDS[kind].html(marked))
    assert unprintable(marked) == ""


def test_no_letter_has_a_field_for_notes():
    for kind in KINDS.values():
        assert not {field.name for field in fields(kind.facts)} & {"notes", "note", "narrative"}


def test_file_names_tell_no_topic():
    assert [file_name(letter) for letter in LETTERS.values()] == [
        "2026-0412.pdf",
        "2026-0413.pdf",
        "2026-0414.pdf",
    ]
    assert file_name(replace(LETTERS["relative"], number="../Ann"), "html") == "Ann.html"
    assert file_name(replace(LETTERS["relative"], number="")) == "page.pdf"


def test_the_version_of_the_words_can_be_kept():
    assert template_version(LETTERS["provider"]) == "provider en-1"
    spanish = replace(LETTERS["relative"], language="es")
    assert template_version(spanish) == "relative es-1-unreviewed"


def test_a_language_without_templates_is_refused():
    with pytest.raises(ValueError, match="'vi'"):
        KINDS["relative"].render(replace(LETTERS["relative"], language="vi"))
