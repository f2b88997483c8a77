"""The emergency table of an area, what it lacks, and which number reaches its emergency centre."""

import pytest

from casework import directory, places
from casework.directory import Area
from casework.errors import NotAllowed, NotFound, Refused
from imports.listing import Where
from matching.words import Kind
from tests.casework.feeds import FEED, clinic, reading

QUAY = Area("OH", "Montgomery County")
ALL = ("emergency department", "mobile crisis", "shelter", "syringe service")
DISPATCH = {"name": "Quay dispatch", "phone": "(937) 555-0142"}


def entered(desk, kind, name, place="45402", **more):
    return directory.enter(
        desk, directory.Typed(kind=kind, name=name, phone="937-555-0100", place=place, **more)
    )


def numbered(desk, **more):
    said = {"state": "OH", "county": "montgomery", **DISPATCH, **more}
    return directory.enter_number(desk, **said)


def test_until_somebody_says_which_areas_we_serve_that_is_what_is_lacking(at, cast):
    (lack,) = directory.lacking(at(cast.adam))
    assert (lack.area, lack.what) == ("", ("the areas you serve",))
    assert "Nobody has said" in lack.said


def test_an_area_lacks_what_nobody_entered(at, cast):
    adam = at(cast.adam)
    assert directory.serve(adam, "OH", "montgomery") == QUAY
    directory.serve(adam, "IA")
    county, state = directory.lacking(adam)
    assert county.area == "Iowa"
    assert (state.area, state.what[1:]) == ("Montgomery County, OH", ALL)
    entered(adam, Kind.SHELTER, "Night Shelter")
    entered(adam, Kind.MOBILE_CRISIS, "Mobile Crisis", "Montgomery County OH")
    numbered(adam)
    _, state = directory.lacking(adam)
    assert state.what == ("emergency department", "syringe service")
    assert state.said == (
        "Montgomery County, OH has no emergency department and no syringe service in the directory."
    )
    entered(adam, Kind.EMERGENCY_DEPARTMENT, "General Hospital")
    entered(adam, Kind.SYRINGE_SERVICE, "Exchange Van")
    assert [lack.area for lack in directory.lacking(adam)] == ["Iowa"]


def test_a_place_of_a_feed_counts_by_its_zip_where_no_county_is_written(at, cast):
    edda = at(cast.edda)
    where = Where(city="Dayton", state="OH", postal_code="45402")
    directory.take(edda, FEED, reading([clinic(1, record_kind="shelter", where=where)]))
    table = directory.area_table(edda, QUAY)
    assert table.places == {Kind.SHELTER: ["Clinic 001"]}
    assert directory.area_table(edda, Area("OH", "Adams County")).places == {}
    assert directory.area_table(edda, Area("OH")).places == {Kind.SHELTER: ["Clinic 001"]}


def test_a_county_counts_however_its_source_wrote_it(at, cast):
    edda = at(cast.edda)
    wheres = [Where(state="OH", county=name) for name in ("Montgomery", "MONTGOMERY COUNTY", "-1")]
    listed = [clinic(n, record_kind="shelter", where=where) for n, where in enumerate(wheres)]
    directory.take(edda, FEED, reading(listed))
    assert directory.area_table(edda, QUAY).places == {Kind.SHELTER: ["Clinic 000", "Clinic 001"]}


def test_what_is_listed_no_more_fills_no_gap(at, cast):
    edda = at(cast.edda)
    shelter = clinic(1, record_kind="shelter", where=Where(state="OH", postal_code="45402"))
    directory.take(edda, FEED, reading([shelter, clinic(2), clinic(3)]))
    directory.take(edda, FEED, reading([clinic(2), clinic(3)]), yes=True)
    assert directory.area_table(edda, QUAY).places == {}
    closed = clinic(4, record_kind="shelter", where=shelter.where, status="inactive")
    directory.take(edda, FEED, reading([closed, clinic(2), clinic(3)]), yes=True)
    assert directory.area_table(edda, QUAY).places == {}


def test_the_number_of_his_county_and_else_of_his_state(at, cast):
    edda = at(cast.edda)
    assert directory.dial(at(cast.cleo), None).area == ""
    where = places.of_zip("45402")
    unknown = directory.dial(at(cast.cleo), where)
    assert (unknown.area, list(unknown.centres)) == ("Montgomery County, OH", [])
    directory.enter_number(edda, state="OH", name="State dispatch", phone="614-555-0111")
    assert [c.name for c in directory.dial(at(cast.cleo), where).centres] == ["State dispatch"]
    numbered(edda, rung=True)
    (found,) = directory.dial(at(cast.cleo), where).centres
    assert (found.name, found.phone) == ("Quay dispatch", "937-555-0142")
    assert found.rung.startswith("rung and right on ")
    elsewhere = directory.dial(at(cast.cleo), places.of_zip("50010"))
    assert (elsewhere.area, list(elsewhere.centres)) == ("Story County, IA", [])
    adams = directory.dial(at(cast.cleo), places.of_town("Adams County OH"))
    assert [(c.name, c.rung) for c in adams.centres] == [("State dispatch", "not rung by us yet")]


@pytest.mark.parametrize("phone", ["911", "555-0142", "", "call them", "988"])
def test_an_emergency_centre_needs_a_number_that_reaches_it_from_far_away(at, cast, phone):
    with pytest.raises(Refused):
        numbered(at(cast.edda), phone=phone)


def test_a_centre_stands_once_and_goes_when_its_number_is_wrong(at, cast):
    edda = at(cast.edda)
    made = numbered(edda)
    with pytest.raises(Refused):
        numbered(edda, name="QUAY dispatch")
    for wrong in ({"state": "Ohio"}, {"county": "Nowhere County"}, {"name": " "}):
        with pytest.raises(Refused):
            numbered(edda, **wrong)
    assert directory.numbers(edda, "OH")[0].checked_on is None
    directory.rang_number(edda, made)
    assert directory.numbers(edda, "OH")[0].checked_on is not None
    directory.drop_number(edda, made)
    assert directory.numbers(edda, "OH") == []
    for act in (directory.drop_number, directory.rang_number):
        with pytest.raises(NotFound):
            act(edda, made)


def test_an_area_is_named_once_and_leaves_again(at, cast):
    edda = at(cast.edda)
    directory.serve(edda, *QUAY)
    with pytest.raises(Refused):
        directory.serve(edda, *QUAY)
    assert directory.served_areas(edda) == [QUAY]
    directory.serve_no_longer(edda, QUAY)
    assert directory.served_areas(edda) == []
    with pytest.raises(Refused):
        directory.serve_no_longer(edda, QUAY)
    with pytest.raises(Refused):
        directory.serve(edda, "OH", "Nowhere")


def test_counsellors_read_it_and_editors_write_it(at, cast):
    cleo, audrey = at(cast.cleo), at(cast.audrey)
    writes = [
        lambda desk: numbered(desk),
        lambda desk: directory.serve(desk, *QUAY),
        lambda desk: directory.serve_no_longer(desk, QUAY),
        lambda desk: directory.drop_number(desk, 1),
        lambda desk: directory.rang_number(desk, 1),
    ]
    for write in writes:
        with pytest.raises(NotAllowed):
            write(cleo)
    assert directory.lacking(cleo)
    reads = [
        lambda desk: directory.lacking(desk),
        lambda desk: directory.area_table(desk, QUAY),
        lambda desk: directory.dial(desk, None),
        lambda desk: directory.numbers(desk, "OH"),
    ]
    for read in reads:
        with pytest.raises(NotAllowed):
            read(audrey)


def test_every_state_has_its_counties_and_a_county_is_known_by_its_short_name():
    assert "Montgomery County" in places.counties("OH")
    assert places.county_called(" montgomery  county", "OH") == "Montgomery County"
    assert places.county_called("Acadia", "LA") == "Acadia Parish"
    assert places.county_called("", "OH") == ""
    assert len({name.casefold() for name in places.counties("VA")}) == len(places.counties("VA"))
