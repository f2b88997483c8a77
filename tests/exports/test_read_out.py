"""The text to copy: short, neutral, phone numbers whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.letters import Option
from exports.letters.read_out import MOST, card_text, neutral
from tests.exports.letters_cast import CIRCLE, HARBOUR, LAKESIDE


def test_three_places_with_phones_and_times():
    assert card_text([HARBOUR, LAKESIDE, CIRCLE]) == (
        "Harbour House (510) 555-0177 Walk in today until 5 pm; "
        "Lakeside Clinic (510) 555-0123 Mon to Fri, 9 to 4; "
        "Tuesday Circle (510) 555-0166 Tonight 7:30 pm"
    )


def test_a_place_without_a_phone_has_its_address_and_its_day():
    group = Option(name="Lamplight Group", address="12 Elm St, Dayton OH", times="Thu 7:00 pm")
    assert card_text([group]) == "Lamplight Group 12 Elm St, Dayton OH Thu 7:00 pm"
    assert card_text([HARBOUR]).count("Oakland") == 0


def test_times_go_before_names_and_phones():
    long = [replace(option, times="Monday to Friday from nine to four, ring twice")
            for option in (HARBOUR, LAKESIDE, CIRCLE)]  # fmt: skip
    text = card_text(long)
    assert len(text) <= MOST
    assert all(option.phone in text for option in long)


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Bay Addiction Treatment Center", "Bay"),
        ("Detox of Oakland", "of Oakland"),
        ("Alcoholics Anonymous", ""),
        ("Recovery Center", ""),
        ("Lakeside Clinic", "Lakeside Clinic"),
        ("St. Anne's", "St. Anne's"),
    ],
)
def test_telling_words_are_left_out(name, left):
    assert neutral(name).removesuffix(" Center") == left


def test_a_place_known_only_by_telling_words_is_its_phone():
    assert card_text([Option(name="Narcotics Anonymous", phone="555-0100")]) == "555-0100"


@given(
    st.lists(
        st.builds(Option, name=st.text(), phone=st.from_regex(r"\A\(\d{3}\) \d{3}-\d{4}\Z"),
                  times=st.text()),
        max_size=5,
    )
)  # fmt: skip
def test_it_is_always_under_160_and_cuts_no_phone(options):
    text = card_text(options)
    assert len(text) < 160
    assert "\n" not in text
    if options:
        assert options[0].phone in text
