"""Is a mapping kept and read back whole, and is each wrong one refused in a sentence?"""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.listing import Unreadable
from imports.table.fields import FIELDS
from imports.table.layouts import layouts
from imports.table.mapping import Choice, Coded, TableMapping, from_json, is_tag, to_json
from imports.tables import heading
from matching.words import AXES, Kind, Status

TAGS = [f"{axis}:{value}" for axis, values in AXES.items() for value in values] + ["language:es"]
WORDS = st.text(min_size=1, max_size=12).map(heading).filter(bool) | st.sampled_from(
    ["name", "=CA", "=two words", "details › Program", "open_to"]
)
REFS = st.lists(WORDS, min_size=1, max_size=3).map(tuple)


@st.composite
def mappings(draw):
    coded = st.builds(
        Coded,
        column=WORDS,
        values=st.dictionaries(
            WORDS, st.lists(st.sampled_from(TAGS), max_size=2).map(tuple), max_size=3
        ),
        split=st.sampled_from(["", ",", ";"]),
    )

    def choice(values):
        table = st.dictionaries(WORDS, st.sampled_from(values), max_size=3)
        return st.none() | st.builds(Choice, column=WORDS, values=table)

    return TableMapping(
        kind=draw(st.sampled_from(list(Kind))).value,
        kinds=draw(choice([x.value for x in Kind])),
        columns=draw(st.dictionaries(st.sampled_from(list(FIELDS)), REFS)) | {"name": draw(REFS)},
        id_from=draw(REFS),
        tags=tuple(draw(st.lists(coded, max_size=3))),
        always=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=3))),
        status=draw(choice([x.value for x in Status])),
        attendance=draw(st.sampled_from(["", "online", "hybrid"])),
        attendances=draw(choice(["in_person", "online", "hybrid"])),
        fellowship=draw(st.text(max_size=10)),
        sunday=draw(st.sampled_from([None, 0, 1, 7])),
        day_first=draw(st.booleans()),
        lapsed=draw(st.sampled_from(["paused", "warn"])),
        drop=tuple(draw(st.lists(WORDS, max_size=2))),
    )


def test_columns_may_be_written_as_in_the_file():
    said = {
        "columns": {"name": "Facility Name", "state": ["State ", "=Ohio State"], "id": "A › No. 1"}
    }
    found = from_json(said | {"tags": [{"column": "Open-to", "values": {}}], "drop": ["E-mail"]})
    assert found.columns == {
        "name": ("facility_name",),
        "state": ("state", "=Ohio State"),
        "id": ("a › No. 1",),
    }
    assert (found.tags[0].column, found.drop) == ("open_to", ("e_mail",))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mappings())
def test_a_mapping_comes_back_from_json_as_it_was(mapping):
    assert from_json(json.loads(json.dumps(to_json(mapping)))) == mapping


NAMED = {"columns": {"name": "a"}}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (None, "not an object"),
        ([], "not an object"),
        ({}, "which column holds the name"),
        ({"columns": {"name": ""}}, "which column holds the name"),
        ({"columns": []}, "not an object"),
        ({"columns": {"name": 3}}, "not a list"),
        ({"columns": {"name": [3]}}, "not text"),
        (NAMED | {"version": 2}, "reads version 1"),
        (NAMED | {"colums": {}}, "says “colums”"),
        ({"columns": {"name": "a", "shoe": "b"}}, "no field is called “shoe”"),
        (NAMED | {"kind": "barn"}, "no kind of record is called “barn”"),
        (NAMED | {"kind": 3}, "not text"),
        (NAMED | {"lapsed": "gone"}, "not “gone”"),
        (NAMED | {"attendance": "by boat"}, "nobody attends “by boat”"),
        (NAMED | {"sunday": 3}, "0, 1 or 7"),
        (NAMED | {"sunday": True}, "0, 1 or 7"),
        (NAMED | {"always": ["payment:barter"]}, "nothing we match by"),
        (NAMED | {"tags": [{"column": "a", "values": {"x": ["tall"]}}]}, "nothing we match by"),
        (NAMED | {"tags": [{"column": "a", "value": {}}]}, "says “value”"),
        (NAMED | {"tags": "a"}, "not a list"),
        (NAMED | {"tags": [{"values": {}}]}, "not text"),
        (
            NAMED | {"status": {"column": "a", "values": {"x": "gone"}}},
            "no status is called “gone”",
        ),
        (NAMED | {"kinds": {"column": "a", "values": {"x": "barn"}}}, "no kind of record"),
        (NAMED | {"kinds": "a"}, "not an object"),
    ],
)
def test_a_wrong_mapping_is_refused_in_one_sentence(said, words):
    with pytest.raises(Unreadable, match=words) as refused:
        from_json(said)
    assert str(refused.value).endswith(".")


def test_only_our_own_words_are_matched_by():
    assert is_tag("language:pt-BR")
    assert is_tag("licence:certified")
    for each in ("language:Klingon!", "payment:", "payment", "", "hats:red", "licence:"):
        assert not is_tag(each)


def test_every_layout_we_ship_is_sound_and_says_whose_list_it_is():
    found = layouts()
    assert {each.key for each in found} >= {"california_dhcs", "smart_recovery"}
    for each in found:
        assert each.title
        assert each.attribution
        assert each.mapping.needed()
