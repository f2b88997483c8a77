"""What do codes of the 211 taxonomy say, by their beginnings alone?"""

import pytest

from imports.codes import taxonomy211
from imports.codes.taxonomy211 import codes_in, is_code, kind_of, tags_of
from matching.words import AXES, Kind


def said(code):
    return {(tag.axis, tag.value) for tag in tags_of(code)}


def test_every_value_is_a_word_of_ours():
    for kind, pairs in taxonomy211.MEANING.values():
        assert kind in {"", *(each.value for each in Kind)}
        assert all(value in AXES[axis] for axis, value in pairs)
    assert all(is_code(start) for start in taxonomy211.MEANING)


def test_a_code_is_read_by_its_longest_known_beginning():
    assert said("RX-8450.7000-750") == {("care_type", "substance_use"), ("setting", "residential")}
    assert said("RX-8450.9999") == {("care_type", "substance_use")}
    assert said("RX-8450.5000-510") >= {("medication", "methadone"), ("medication", "otp")}
    assert said("PN-8100.0500-230") == {("substance_focus", "alcohol"), ("for_whom", "kin")}


def test_what_is_near_a_treatment_is_none():
    assert said("RX-8250.0500") == said("RX-8450.7900") == {("", None)}
    assert kind_of(["RX-8250.0500", "RX-0400"]) == "service"


def test_a_code_without_a_value_of_ours_is_kept():
    (tag,) = tags_of("TJ-3000.8000")
    assert (tag.axis, tag.value, tag.code_list, tag.code) == ("", None, "211", "TJ-3000.8000")


def test_facets_stay_one_code_and_all_speak():
    (code,) = codes_in("RF-2500*RX-8450.8000  *  YS-2000.9500;")
    assert code == "RF-2500 * RX-8450.8000 * YS-2000.9500" and is_code(code)
    assert said(code) == {("approach", "group"), ("care_type", "substance_use")}


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        (["BH-1800.8500"], "shelter"),
        (["BH-1800.3500"], "service"),
        (["BH-1800.1500-080"], "service"),
        (["BH-1800.8500", "RX-8500"], "treatment"),
        (["PN-8100.0500-070"], "meeting"),
        (["PN-8100.0500-250"], "service"),
        (["PN-8100.1000-300"], "meeting"),
        (["PN-8100.3000"], "service"),
        (["LH-2700"], "service"),
        ([], "service"),
    ],
)
def test_the_kind_of_a_listing(codes, kind):
    assert kind_of(codes) == kind


def test_what_is_no_code_is_told_apart():
    assert is_code("RX") and is_code("BH-1800.8500-150") and is_code("RP-1400.8000-020.15")
    assert not any(map(is_code, ["Homeless Shelter", "BH1800", "", "PN-81", "*"]))
