"""What does a list of Find keep to?"""

from dataclasses import replace

import pytest
from sqlmodel import select

from casework import directory, matches
from casework.access import Act
from casework.directory import Typed
from casework.directory.narrowing import Keep
from casework.landmarks import Box, towns_in
from db.models import DirectoryChange, Service, Source
from imports.listing import Tag
from matching import Kind
from tests.casework.feeds import FEED, clinic, meeting, reading
from tests.casework.test_offers import statements


@pytest.fixture
def filled(cast, at):
    desk = at(cast.edda)
    coded = Tag("care_type", "substance_use", "211", "RX-8450.7000")
    every = [clinic(1), clinic(2, status="paused"), clinic(3, tags=[coded]), meeting(0)]
    directory.take(desk, FEED, reading([*every, clinic(4)]))
    directory.take(desk, FEED, reading(every), yes=True)
    matches.settle()
    return desk.session.exec(select(Source.id).where(Source.name == "dayton")).one()


@pytest.fixture
def names(cast, at, filled):
    def look(words="", **values):
        found = directory.look(at(cast.cleo), words, keep=Keep(**values)).found
        return sorted(line.card.name for line in found if line.card.source == "dayton")

    return look


def test_without_words_a_list_shows_what_it_keeps_to(names, filled):
    assert names(kinds=frozenset({Kind.MEETING})) == ["Quiet Room 0"]
    assert names(way="online") == ["Quiet Room 0"]
    assert "Clinic 002" in names(standing="shut") and "Clinic 001" not in names(standing="shut")
    assert names(standing="gone") == ["Clinic 004"]
    assert names(source_id=filled) == [*(f"Clinic 00{n}" for n in (1, 2, 3, 4)), "Quiet Room 0"]
    assert names(source_id=filled + 1) == []
    assert names() == []


def test_words_and_what_is_kept_to_hold_together(names):
    assert names("clinic", kinds=frozenset({Kind.MEETING})) == []
    assert names("clinic 001", kinds=frozenset({Kind.TREATMENT})) == ["Clinic 001"]


def test_a_source_is_read_once_and_not_at_each_letter(cast, at, filled):
    desk = at(cast.cleo)
    asked = []
    for keep in (Keep(source_id=filled), Keep(source_id=filled), Keep()):
        with statements() as said:
            assert len(directory.look(desk, "clinic", keep=keep).found) == 4
        asked.append(len(said))
    assert asked[0] > asked[1] == asked[2]


def test_what_a_new_file_brings_is_of_its_source_at_once(cast, at, filled, names):
    assert "Clinic 005" not in names(source_id=filled)
    directory.take(at(cast.edda), FEED, reading([clinic(1), clinic(5)]), yes=True)
    matches.settle()
    assert "Clinic 005" in names(source_id=filled)


def test_what_is_entered_here_is_of_its_source_at_once(cast, at, filled):
    edda = at(cast.edda)
    here = edda.session.exec(select(Source.id).where(Source.name == "local")).one()

    def listed():
        return {x.card.name for x in directory.look(edda, "", keep=Keep(source_id=here)).found}

    before = listed()
    typed = Typed(kind=Kind.SHELTER, name="Quay Rooms", phone="937-555-0123")
    directory.enter(edda, typed)
    matches.settle()
    assert listed() == {*before, "Quay Rooms"}


def test_a_desk_that_still_sees_the_directory_of_before_keeps_nothing_old(cast, at, filled, names):
    old = at(cast.cleo)
    old.session.exec(select(Source.id)).all()  # its transaction stays open
    directory.take(at(cast.edda), FEED, reading([clinic(1), clinic(5)]), yes=True)
    matches.settle()
    directory.look(old, "clinic", keep=Keep(source_id=filled))
    assert "Clinic 005" in names(source_id=filled)


@pytest.mark.parametrize("typed", ["RX-8450.7000", "RX-8450", "rx-8450"])
def test_a_code_of_a_taxonomy_finds_what_stands_below_it(cast, at, filled, typed):
    looked = directory.look(at(cast.cleo), typed)
    assert [line.card.name for line in looked.found if line.how == "code"] == ["Clinic 003"]
    assert looked.code == f"{typed.upper()}: substance use treatment"


def test_a_place_joined_to_another_is_found_by_what_either_carries(cast, at, filled, names):
    edda = at(cast.edda)
    ids = {x.card.name: x.card.service_id for x in directory.look(edda, "clinic").found}
    with edda.changing(Act.EDIT_DIRECTORY):
        joined = edda.session.get(Service, ids["Clinic 003"])
        joined.merged_into_id = ids["Clinic 001"]
        changed = [DirectoryChange(service_id=ids[f"Clinic 00{n}"]) for n in (1, 3)]
        edda.keep(Act.EDIT_DIRECTORY, joined, *changed)
    matches.settle()
    looked = directory.look(edda, "RX-8450")
    assert [line.card.name for line in looked.found if line.how == "code"] == ["Clinic 001"]


def test_a_code_nobody_here_knows_is_found_too(cast, at, filled):
    looked = directory.look(at(cast.cleo), "XYZ")
    coded = [line for line in looked.found if line.how == "code"]
    assert {"Clinic 001", "Clinic 002"} <= {line.card.name for line in coded}
    assert "not known here" in looked.code
    assert directory.look(at(cast.cleo), "QQQ").code == ""


def test_a_confidential_door_stands_on_the_map_at_the_middle_of_its_zip(cast, at):
    secret = replace(clinic(7).where, confidential=True)
    directory.take(at(cast.edda), FEED, reading([clinic(7, where=secret), clinic(8)]))
    matches.settle()
    at_of = {x.card.name: x.at for x in directory.look(at(cast.cleo), "clinic").found}
    assert (at_of["Clinic 008"].lat, at_of["Clinic 008"].lon) == (secret.lat, secret.lon)
    assert (at_of["Clinic 007"].lat, at_of["Clinic 007"].lon) != (secret.lat, secret.lon)


def test_the_largest_towns_stand_on_a_map_and_none_on_another():
    box = Box(39.4, -84.6, 40.0, -83.8)
    found = towns_in(box)
    assert found[0].name == "Dayton OH"
    assert 3 <= len(found) <= 10
    assert all(box.holds(town) for town in found)
