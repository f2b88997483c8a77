"""A mapping changed column by column: what is said is what is read, and nothing else moves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imports.listing import Options
from imports.reading import open_bytes
from imports.table.change import (
    OTHER,
    is_said,
    meanings,
    said_of,
    with_cell,
    with_meaning,
)
from imports.table.fields import FIELDS
from imports.table.guess import guess, is_ready
from imports.table.mapping import Coded, TableMapping, check
from imports.table.sample import first_of, sample_of

SHEET = """Name,Second,ZIP,Other ZIP,Phone,Mobile,Open to,Takes Medicaid,Standing
River House,North,45402,45403,937-555-0100,937-555-0101,Women Only,yes,Open
Harbour,South,45404,45405,937-555-0102,937-555-0103,Otters,no,Gone
"""
SAMPLE = sample_of(open_bytes("list.csv", SHEET.encode()))
REFS = [each.ref for each in SAMPLE.columns]
START = TableMapping(
    columns={"name": ("name",), "state": ("=OH",), "postal_code": ("zip", "=00000")}
)


def change(mapping, ref, meaning):
    return with_meaning(mapping, SAMPLE.column(ref), meaning)


def first(mapping):
    return first_of(SAMPLE, mapping, Options()).listings[0]


def test_a_text_is_joined_and_a_single_thing_replaced():
    both = change(START, "second", "name")
    assert both.columns["name"] == ("name", "second")
    assert first(both).name == "River House North"
    moved = change(START, "other_zip", "postal_code")
    assert moved.columns["postal_code"] == ("other_zip", "=00000")
    assert meanings(moved, "zip") == []
    assert first(moved).where.postal_code == "45403"
    two = change(change(START, "phone", "phone"), "mobile", "phone")
    assert [each.raw for each in first(two).phones] == ["937-555-0101", "937-555-0100"]


def test_unused_takes_a_column_out_and_leaves_the_mappings_own_words():
    gone = change(START, "zip", "")
    assert gone.columns == {"name": ("name",), "state": ("=OH",), "postal_code": ("=00000",)}
    assert change(START, "name", "").columns.get("name") is None
    assert not is_ready(change(START, "name", ""))


def test_a_column_of_codes_begins_with_what_is_plain():
    made = change(START, "open_to", "tags")
    assert made.tags == (
        Coded(column="open_to", values={"Women Only": ("women_only:yes", "company:women")}),
    )
    assert not is_said(made, "open_to", "Otters")
    said = with_cell(made, "open_to", "Otters", ["payment:free"])
    assert said_of(said, "open_to", "otters") == ["payment:free"]
    assert is_said(with_cell(made, "open_to", "Otters", []), "open_to", "Otters")
    assert said_of(said, "open_to", "Women Only") == ["women_only:yes", "company:women"]


def test_yes_and_no_are_said_once_for_all_their_writings():
    made = change(START, "takes_medicaid", "tags")
    assert not is_said(made, "takes_medicaid", "yes")
    assert is_said(made, "takes_medicaid", "no")
    said = with_cell(made, "takes_medicaid", "yes", ["payment:medicaid"])
    assert said_of(said, "takes_medicaid", "TRUE") == ["payment:medicaid"]
    assert said.tags[0].values == {"no": (), "yes": ("payment:medicaid",)}


def test_a_status_is_one_thing_and_can_be_taken_back():
    made = change(START, "standing", "status")
    assert said_of(made, "standing", "Open") == ["active"]
    said = with_cell(made, "standing", "Gone", ["inactive"])
    assert said_of(said, "standing", "gone") == ["inactive"]
    back = with_cell(said, "standing", "GONE", [])
    assert not is_said(back, "standing", "Gone")
    assert said_of(with_cell(made, "standing", "Gone", ["paused"]), "standing", "Gone") == [
        "paused"
    ]


@pytest.mark.parametrize("meaning", [*FIELDS, *OTHER])
def test_a_column_is_what_was_said_and_nothing_else(meaning):
    made = change(guess(SAMPLE), "second", meaning)
    assert meanings(made, "second") == [meaning]
    assert meanings(change(made, "second", ""), "second") == []


@given(
    st.lists(st.tuples(st.sampled_from(REFS), st.sampled_from(["", *FIELDS, *OTHER])), max_size=12)
)
def test_no_order_of_changes_makes_a_mapping_that_cannot_be_kept(changes):
    mapping = START
    for ref, meaning in changes:
        mapping = change(mapping, ref, meaning)
        for column in SAMPLE.columns:
            assert len(meanings(mapping, column.ref)) <= 1
    if is_ready(mapping):
        check(mapping)
        assert first_of(SAMPLE, mapping, Options()).read == 2
