"""Is each of the two called what a counsellor would call them?"""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from casework.facts import Known
from pages.widgets.call.names import ROLES, for_whom, name_of

AT = datetime(2026, 1, 1, tzinfo=UTC)


def facts(**said):
    return {k.replace("__", "."): Known(v, "stated", "self", 1, AT) for k, v in said.items()}


def call(relation):
    return SimpleNamespace(relation=relation, about_self=relation == "self")


@pytest.mark.parametrize(
    ("said", "names", "titles"),
    [
        ({}, ("Parent", "Their child"), ("For the parent", "For their child")),
        (
            {"caller__gender": "female", "concerned__gender": "male"},
            ("Mother", "Son"),
            ("For her", "For him"),
        ),
        (
            {"caller__gender": "female", "concerned__gender": "female"},
            ("Mother", "Daughter"),
            ("For the mother", "For the daughter"),
        ),
        ({"concerned__name": "Sam"}, ("Parent", "Sam"), ("For the parent", "For Sam")),
    ],
)
def test_a_mother_and_her_son(said, names, titles):
    known = facts(**said)
    sides = ("caller", "concerned")
    assert tuple(name_of(call("parent"), known, side) for side in sides) == names
    assert tuple(for_whom(call("parent"), known, side) for side in sides) == titles


def test_who_calls_for_themselves_is_the_caller():
    assert name_of(call("self"), {}, "caller") == "Caller"
    assert for_whom(call("self"), {}, "caller") == "For the caller"


@pytest.mark.parametrize("relation", [*ROLES, "other"])
def test_every_relation_has_a_word_for_both(relation):
    for side in ("caller", "concerned"):
        assert name_of(call(relation), {}, side)
