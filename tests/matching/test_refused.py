"""Does a plain no of a listing count as no, and silence still as nothing?"""

from dataclasses import replace

import pytest

from matching import Index
from tests.matching.small_directory import NOW, ask, clinic, keys, want

MEDICAID, LATIN = {"payment": frozenset({"medicaid"})}, {"language": frozenset({"es"})}


def no(offer, **axes):
    refused = {axis: frozenset(values.split()) for axis, values in axes.items()}
    return replace(offer, refused=refused)


def test_silence_is_asked_about_and_a_plain_no_keeps_out():
    found = ask(
        [clinic("yes", payment="medicaid"), clinic("silent"), no(clinic("no"), payment="medicaid")],
        want(must=MEDICAID),
    )
    assert keys(found.matches) == ["yes", "silent"]
    assert "no" in keys(found.near)  # another way to pay may do
    assert any("Medicaid" in said for said in found.matches[1].unknowns)


def test_a_no_to_the_language_is_no_near_miss():
    found = ask([clinic("a"), no(clinic("b"), language="es")], want(must=LATIN))
    assert keys((*found.matches, *found.ring_first, *found.near)) == ["a"]
    assert found.left_out["language"] == 1


def test_a_no_to_one_of_two_leaves_the_other_open():
    both = {"payment": frozenset({"medicaid", "medicare"})}
    one = no(clinic("one"), payment="medicaid")
    two = no(clinic("two"), payment="medicaid medicare")
    assert keys(ask([one, two], want(must=both)).matches) == ["one"]


def test_who_says_it_is_free_is_in_whatever_else_it_says_no_to():
    free = no(clinic("free", payment="free"), payment="medicaid")
    assert keys(ask([free], want(must=MEDICAID)).matches) == ["free"]


def test_where_one_row_says_yes_and_another_no_the_yes_stands():
    both = no(clinic("both", payment="medicaid"), payment="medicaid")
    assert keys(ask([both], want(must=MEDICAID)).matches) == ["both"]


def test_a_wish_somebody_says_no_to_is_not_asked_about():
    wished = want(wish={"ancillary": frozenset({"child_care"})})
    silent, refused = clinic("a"), no(clinic("b"), ancillary="child_care")
    found = {m.key: " ".join(m.unknowns) for m in ask([silent, refused], wished).matches}
    assert found["a"] != "" and found["a"] != found["b"]


@pytest.mark.parametrize("many", [1, 40])
def test_a_no_that_is_learned_counts_at_once(many):
    """Also where nobody said no to it before, and there is no room for a new word."""
    index = Index.build([clinic("a")])
    for number in range(many):
        index = index.changed([no(clinic("a"), payment=f"way{number} medicaid")], set())
    assert keys(index.rank(want(must=MEDICAID), now=NOW).matches) == []
    index = index.changed([clinic("a")], set())
    assert keys(index.rank(want(must=MEDICAID), now=NOW).matches) == ["a"]
