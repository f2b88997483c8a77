"""The provider letter: the law's words and every element of the consent."""

import re
from dataclasses import MISSING, fields, replace

import pytest

from exports.letters import Consent, ProviderLetter, notice
from exports.letters.provider import html, render
from tests.exports.letters_cast import BAY, CONSENT, PROVIDER, heard, pages, said

# Copied a second time on purpose: 42 CFR 2.32(a)(1), 89 FR 12472.
STATEMENT = """This record which has been disclosed to you is protected by Federal confidentiality
rules (42 CFR part 2). These rules prohibit you from using or disclosing this record, or testimony
that describes the information contained in this record, in any civil, criminal, administrative, or
legislative proceedings by any Federal, State, or local authority, against the patient, unless
authorized by the consent of the patient, except as provided at 42 CFR 2.12(c)(5) or as authorized
by a court in accordance with 42 CFR 2.64 or 2.65. In addition, the Federal rules prohibit you from
making any other use or disclosure of this record unless at least one of the following applies:
(i) Further use or disclosure is expressly permitted by the written consent of the individual whose
information is being disclosed in this record or as otherwise permitted by 42 CFR part 2.
(ii) You are a covered entity or business associate and have received the record for treatment,
payment, or health care operations, or
(iii) You have received the record from a covered entity or business associate as permitted by 45
CFR part 164, subparts A and E.
A general authorization for the release of medical or other information is NOT sufficient to meet
the required elements of written consent to further use or redisclose the record (see 42 CFR
2.31)."""


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("large", [False, True])
def test_the_federal_statement_is_verbatim_and_stamped(language, large):
    letter = replace(PROVIDER, language=language, large_print=large)
    for text in (said(" ".join(pages(render(letter)))), heard(html(letter))):
        assert said(STATEMENT) in text
        assert notice.VERSION in text


def test_the_old_notice_is_nowhere():
    text = heard(html(PROVIDER))
    assert "prohibits unauthorized disclosure" not in text
    assert "restrict any use of the information to criminally investigate" not in text


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_element_of_the_consent_is_there(language):
    letter = replace(PROVIDER, language=language)
    text = said(" ".join(pages(render(letter))))
    for field in fields(Consent):
        if field.name not in ("signed_on", "also"):
            assert getattr(CONSENT, field.name) in text, field.name
    assert ("November 23, 2026" if language == "en" else "23 de noviembre de 2026") in text
    assert ("revoked in writing" if language == "en" else "revocar por escrito") in text


def test_sentences_a_tpo_consent_needs_are_printed():
    also = ("Harbour House may redisclose this as HIPAA allows.", "Care does not depend on it.")
    letter = replace(PROVIDER, consent=replace(CONSENT, also=also))
    text = said(" ".join(pages(render(letter))))
    assert all(sentence in text for sentence in also)


def test_every_fact_given_is_in_the_letter():
    text = said(" ".join(pages(render(PROVIDER))))
    for field in fields(ProviderLetter):
        value = getattr(PROVIDER, field.name)
        if isinstance(value, str) and field.name != "language":
            assert value in text, field.name
    for label, fact in PROVIDER.facts:
        assert label in text
        assert fact in text
    for part in (BAY.name, BAY.address, BAY.callback, BAY.hours, PROVIDER.to.fax):
        assert part in text


def test_a_fact_left_out_leaves_no_label():
    optional = {f.name: f.default for f in fields(ProviderLetter) if f.default is not MISSING}
    letter = replace(PROVIDER, **optional)
    text = said(" ".join(pages(render(letter))))
    for word in ("The person", "Payer", "Support", "As reported", "Access needs", "heroin"):
        assert word not in text


def test_the_purpose_comes_before_what_to_do_and_the_facts():
    text = heard(html(PROVIDER))
    order = [PROVIDER.purpose, "What to do next", PROVIDER.ask, "The person", "This record which"]
    assert sorted(order, key=text.index) == order


def test_number_and_reply_code_stand_last():
    assert heard(html(PROVIDER)).endswith("No. 2026-0412 · Reply code K7Q-2MD")
    assert said(pages(render(PROVIDER))[-1]).endswith("No. 2026-0412 · Reply code K7Q-2MD")


def test_the_statement_stays_english_for_a_screen_reader_in_spanish():
    page = html(replace(PROVIDER, language="es"))
    assert re.search(r'<p lang="en"[^>]*>This record which', page)
    assert re.search(r'<p lang="es"[^>]*>En español, como explicación', page)


def test_a_reader_who_should_not_have_it_is_told_what_to_do():
    assert "Received in error?" in heard(html(PROVIDER))
