"""The national starter list as a file: whole, in our words, and no number that is not certain."""

import re

import pytest

from imports import starter
from matching.words import AXES, PEER_KINDS, Kind

READING = starter.national()
# Every telephone number of the list, written down a second time: whoever adds one adds it here too,
# from where its operator publishes it.
NUMBERS = {
    "al-anon": "888-425-2666",
    "nami-helpline": "800-950-6264",
    "988": "988",
    "samhsa-helpline": "800-662-4357",
    "never-use-alone": "877-696-1996",
    "domestic-violence": "800-799-7233",
    "stronghearts": "844-762-8483",
    "childhelp": "800-422-4453",
    "poison-control": "800-222-1222",
    "maternal": "833-852-6262",
    "trevor": "866-488-7386",
}


def test_it_reads_whole():
    assert READING.read == len(READING.listings) > 30
    assert len({one.source_id for one in READING.listings}) == READING.read
    assert READING.problems == ()
    assert re.fullmatch(r"\d{4}-\d\d", starter.version())


def test_its_numbers_are_those_written_down_here():
    said = {one.source_id: [p.raw for p in one.phones] for one in READING.listings if one.phones}
    assert said == {key: [number] for key, number in NUMBERS.items()}


@pytest.mark.parametrize("one", READING.listings, ids=lambda one: one.source_id)
def test_each_entry_can_be_reached_says_what_it_is_and_is_not_verified(one):
    assert one.unverified
    assert one.verified_on is None
    assert one.phones or one.url.startswith("https://")
    assert one.description
    assert one.attendance == "online"
    assert one.raw["from"]
    kinds = PEER_KINDS | {Kind.SERVICE}
    assert one.record_kind in {kind.value for kind in kinds}
    assert all(tag.value in AXES[tag.axis] or tag.axis == "language" for tag in one.tags)


def test_a_group_for_who_uses_says_where_it_stands_on_medication_from_where_and_when():
    for one in READING.listings:
        whom = {tag.value for tag in one.tags if tag.axis == "for_whom"}
        if one.record_kind == "meeting" and "self" in whom:
            (stance,) = [tag for tag in one.tags if tag.axis == "moud_stance"]
            assert AXES["moud_stance"][stance.value] in one.description
            assert re.search(r"; \d{4}(-\d\d)?\)\.$", one.description)


def test_no_fellowship_is_called_against_medication_where_its_groups_differ():
    """A list that goes out to every helpline does not decide that for a group (domain.md 5.1)."""
    stances = {
        tag.value for one in READING.listings for tag in one.tags if tag.axis == "moud_stance"
    }
    assert stances == {"affirming", "accepts", "varies"}


def test_always_open_is_every_hour_of_the_week():
    line = next(one for one in READING.listings if one.source_id == "988")
    assert sorted(t.weekday for t in line.times) == list(range(7))
    assert {t.minutes for t in line.times} == {1440}
    assert all(t.zone for one in READING.listings for t in one.times)


def test_a_value_nobody_knows_is_a_fault_of_the_file():
    entry = {"id": "x", "kind": "service", "name": "X", "what": "x", "from": "x", "outlook": ["y"]}
    with pytest.raises(ValueError, match="y is no value of outlook"):
        starter.read({"sources": {}, "entries": [entry]})
