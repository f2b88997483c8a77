"""A service with several towns: found from each of them, listed once, with the nearer place named."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from casework import (
    calls,
    directory,
    facts,
    letters,
    matches,
    needs,
    offers,
    other_times,
    outcomes,
    read_out,
    referrals,
)
from casework.directory import snapshot
from casework.directory.named import picked
from casework.directory.written import written
from db.models import Entry, EntryLocation, Service, SourceRecord
from imports.listing import Where
from matching import List, Place, Wanted
from tests.casework import story
from tests.casework.feeds import FEED, clinic, reading

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
COLUMBUS = Where(
    line1="9 High St", city="Columbus", state="OH", postal_code="43215",
    lat=39.96, lon=-83.0, precision="street", precision_source="source",
)  # fmt: skip
CLEVELAND = replace(
    COLUMBUS, line1="7 Lake Rd", city="Cleveland", postal_code="44113", lat=41.48, lon=-81.7
)
FROM_DAYTON = Wanted(kind=List.TREATMENT, place=Place(39.76, -84.19), zone="America/New_York")
FROM_COLUMBUS = replace(FROM_DAYTON, place=Place(39.96, -83.0))


def take(at, cast, *listings):
    directory.take(at(cast.edda), FEED, reading(listings), yes=True)
    return snapshot.settle()


@pytest.fixture
def clinic_in_two_towns(at, cast):
    take(at, cast, clinic(1, also_at=(COLUMBUS,)))
    return service_of(at, cast)


def service_of(at, cast):
    own = select(Service).join(SourceRecord).where(SourceRecord.source_key == "c1")
    return at(cast.edda).session.exec(own).one().id


def shown(desk, wanted):
    """Name and address of what a list shows, near misses included."""
    ranking = matches.list_for(desk, wanted, call_seed=7, now=NOW)
    cards = matches.cards(desk, ranking)
    listed = [*ranking.matches, *ranking.ring_first, *ranking.near]
    return [(cards[m.key].where, m.key) for m in listed if cards[m.key].name == "Clinic 001"]


def test_it_is_found_from_both_towns_listed_once_with_the_nearer_place(
    cast, at, clinic_in_two_towns
):
    key = f"s{clinic_in_two_towns}"
    desk = at(cast.cleo)
    assert shown(desk, FROM_DAYTON) == [("1 Quay St, Dayton OH", key)]
    assert shown(desk, FROM_COLUMBUS) == [("9 High St, Columbus OH", f"{key}.1")]
    wide = replace(FROM_COLUMBUS, within_miles=500)
    assert shown(desk, wide) == [("9 High St, Columbus OH", f"{key}.1")]


def test_find_names_it_once_and_near_each_town(cast, at, clinic_in_two_towns):
    desk = at(cast.cleo)
    assert [card.where for card in directory.search(desk, "clinic 001")] == ["1 Quay St, Dayton OH"]
    near = directory.search(desk, "clinic 001", place="43215", miles=20)
    assert [card.where for card in near] == ["9 High St, Columbus OH"]


def test_the_listing_has_all_its_places(cast, at, clinic_in_two_towns):
    listed = directory.card(at(cast.cleo), service_id=clinic_in_two_towns)
    assert listed.card.where == "1 Quay St, Dayton OH"
    assert listed.also_at == ["9 High St, Columbus OH"]


def test_whoever_is_sent_there_hears_and_reads_the_place_that_was_meant(
    cast, at, clinic_in_two_towns
):
    desk = at(cast.cleo)
    made = story.begun(desk, zip="43215")
    need = needs.hear(desk, call_id=made.call, side="caller", kind=List.TREATMENT)
    referrals.make(
        desk,
        call_id=made.call,
        need_id=need,
        side="caller",
        service_id=clinic_in_two_towns,
        place=1,
    )
    (one,) = read_out.on_list(desk, made.call)
    assert (one.name, one.where) == ("Clinic 001", "9 High St, Columbus OH")
    assert letters.issue_for_caller(desk, call_id=made.call, side="caller")
    # Its source lists that place no more: then the first is said, never nothing.
    take(at, cast, clinic(1))
    (one,) = read_out.on_list(at(cast.cleo), made.call)
    assert one.where == "1 Quay St, Dayton OH"


def test_a_place_that_is_given_up_is_offered_no_more(cast, at, clinic_in_two_towns):
    take(at, cast, clinic(1, also_at=(COLUMBUS, CLEVELAND)))
    key = f"s{clinic_in_two_towns}"
    assert {f"{key}.1", f"{key}.2"} <= snapshot.settle().offers.keys()
    take(at, cast, clinic(1))
    assert not {f"{key}.1", f"{key}.2"} & snapshot.settle().offers.keys()


def test_a_report_counts_at_every_place_at_once(cast, at, clinic_in_two_towns):
    directory.report(at(cast.cleo), kind="full", service_id=clinic_in_two_towns)
    held = snapshot.settle()
    for key in (f"s{clinic_in_two_towns}", f"s{clinic_in_two_towns}.1"):
        assert [each.kind for each in held.offers[key].reports] == ["full"]


def test_a_single_change_takes_away_a_place_without_a_rebuild(cast, at, clinic_in_two_towns):
    desk = at(cast.edda)
    entry = select(Entry.id).join(SourceRecord, SourceRecord.live_entry_id == Entry.id)
    entry = desk.session.exec(entry.where(SourceRecord.source_key == "c1")).one()
    desk.session.delete(desk.session.get_one(EntryLocation, (entry, 1)))
    desk.session.commit()
    directory.report(at(cast.cleo), kind="full", service_id=clinic_in_two_towns)
    assert f"s{clinic_in_two_towns}.1" not in snapshot.settle().offers


def test_a_private_place_is_the_middle_of_its_zip_and_never_said(cast, at):
    take(at, cast, clinic(1, also_at=(replace(COLUMBUS, confidential=True),)))
    service, desk = service_of(at, cast), at(cast.cleo)
    key = f"s{service}.1"
    assert snapshot.settle().offers[key].place.precision == "zip"
    card = matches.describe(desk, {key})[key]
    assert "High St" not in repr(card) and card.precision == "zip"
    listed = directory.card(desk, service_id=service)
    assert "High St" not in repr(listed) and listed.raw is None


def test_to_keep_away_from_it_is_to_keep_away_from_all_its_doors(cast, at, clinic_in_two_towns):
    one = f"s{clinic_in_two_towns}"
    found = picked(at(cast.cleo), {one})[one]
    assert found.keys == (one, f"{one}.1") and len(found.doors) == 2


def test_what_is_known_of_it_is_known_at_each_place(cast, at, clinic_in_two_towns):
    desk = at(cast.cleo)
    for key in (f"s{clinic_in_two_towns}", f"s{clinic_in_two_towns}.1"):
        assert outcomes.behind(desk, key) == outcomes.NOT_YET
        assert written(desk, key, {"medication"}).sources == ["dayton"]


def test_where_else_it_is_given_is_said(cast, at):
    take(at, cast, clinic(1, also_at=(COLUMBUS, replace(CLEVELAND, confidential=True))))
    key = f"s{service_of(at, cast)}"
    said = other_times.said({f"{key}.1", f"{key}.2"}, NOW, "America/New_York")
    assert said == "Also in Columbus OH."


def test_it_is_one_place_to_ask_and_one_listing_to_count(cast, at, clinic_in_two_towns):
    desk = at(cast.edda)
    due = directory.due(desk)
    assert [line.card.name for line in due.lines].count("Clinic 001") == 1
    (clinics,) = [each for each in directory.shares(desk) if each.source == "dayton"]
    assert clinics.shown == 1


def test_where_the_first_place_is_private_no_other_is_said(cast, at):
    hidden = replace(COLUMBUS, confidential=True)
    take(at, cast, clinic(1, where=hidden, also_at=(CLEVELAND,)))
    service, desk = service_of(at, cast), at(cast.cleo)
    listed = directory.card(desk, service_id=service)
    assert listed.also_at == [] and "Lake Rd" not in repr(listed)
    key = f"s{service}.1"
    assert "Lake Rd" not in repr(matches.describe(desk, {key})[key])


def test_on_a_call_the_place_near_them_is_shown_and_sent_to(cast, at, clinic_in_two_towns):
    desk = at(cast.cleo)
    made = story.begun(desk, zip="43215")
    known = facts.known(desk, made.call)
    lists = offers.lists(desk, calls.on_desk(desk, made.call), known)
    (offer,) = [o for each in lists for o in each.offers if o.card.name == "Clinic 001"]
    assert offer.card.where == "9 High St, Columbus OH"
    assert matches.place_of(offer.card) == 1
