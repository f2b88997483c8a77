"""The snapshot behind the lists: complete, fresh, and never in the way."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from time import sleep

import pytest

from casework import directory, matches
from casework.desk import Desk
from casework.directory import snapshot
from casework.errors import NotAllowed
from db import session
from imports.listing import Time, Where
from matching import Index, List, Place, Wanted, change
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading

NOW = datetime(2026, 11, 24, 17, tzinfo=UTC)
HERE = Place(39.76, -84.19)


def take(at, cast, *listings, **options):
    directory.take(at(cast.edda), options.pop("feed", FEED), reading(listings), **options)


def offers():
    return {each.name: each for each in snapshot.settle().offers.values()}


def test_a_match_has_its_card(cast, at):
    take(at, cast, clinic(1), meeting(2))
    matches.settle()
    cleo = at(cast.cleo)
    wanted = Wanted(kind=List.TREATMENT, place=HERE, zone="America/New_York")
    ranking = matches.list_for(cleo, wanted, call_seed=7, now=NOW)
    cards = matches.cards(cleo, ranking)
    assert {card.name for card in cards.values()} == {"Clinic 001", "Harbour House"}
    card = next(card for card in cards.values() if card.name == "Clinic 001")
    assert (card.phone, card.where) == ("937-555-0100", "1 Quay St, Dayton OH")
    assert card.key == f"s{card.service_id}"
    assert (card.group_id, card.meeting_id, card.source) == (None, None, "dayton")
    peers = replace(wanted, kind=List.PEERS)
    found = matches.list_for(cleo, peers, call_seed=7, now=NOW)
    card = matches.cards(cleo, found)[found.matches[0].key]
    assert card.key == f"m{card.meeting_id}"
    assert card.service_id is None
    assert card.group_id
    with pytest.raises(NotAllowed):
        matches.list_for(at(cast.edda), wanted, call_seed=7, now=NOW)


def test_offers_say_what_their_rows_say(cast, at):
    take(
        at,
        cast,
        clinic(1, name2="Main Site", min_age=18, status="paused"),
        meeting(2, attendance="online", where=None),
        meeting(4, attendance="inactive", status="temporarily_closed"),
    )
    found = offers()
    service = found["Clinic 001 — Main Site"]
    assert service.tags == {"medication": frozenset({"buprenorphine"})}
    assert service.complete == {"medication"}
    assert (service.ages, service.status, service.in_person) == ((18, None), "paused", True)
    online, closed = found["Quiet Room 1"], found["Quiet Room 2"]
    assert (online.in_person, online.online, online.place) == (False, True, None)
    assert (closed.in_person, closed.online) == (False, False)
    assert online.group.startswith("g")
    assert found["Harbour House"].place == Place(39.76, -84.19, "street")


def test_a_time_takes_its_zone_from_itself_the_source_or_the_zip(cast, at):
    bare = replace(FEED, zone="", source="bare")
    own = [Time(weekday=1, start=time(8), minutes=60, zone="America/Denver")]
    nowhere = Where(city="?", country="US")
    take(at, cast, meeting(2, times=own), meeting(4))
    take(at, cast, meeting(6), meeting(8, where=nowhere), feed=bare)
    found = offers()
    assert found["Quiet Room 1"].slots[0].zone == "America/Denver"
    assert found["Quiet Room 2"].slots[0].zone == "America/New_York"
    assert found["Quiet Room 3"].slots[0].zone == "America/New_York"  # of ZIP 45402
    assert found["Quiet Room 4"].slots == ()  # not guessed


def test_treatment_is_open_when_it_takes_people_in(cast, at):
    hours = [
        Time(weekday=1, start=time(0), minutes=1440, kind="opening"),
        Time(weekday=1, start=time(8), minutes=480, kind="intake"),
    ]
    take(at, cast, clinic(1, times=hours), clinic(2, times=hours[:1]))
    take(at, cast, clinic(3, times=hours, record_kind="warm_line"), feed=replace(FEED, source="w"))
    found = offers()
    assert [slot.start for slot in found["Clinic 001"].slots] == [time(8)]
    assert [slot.start for slot in found["Clinic 002"].slots] == [time(0)]
    assert [slot.start for slot in found["Clinic 003"].slots] == [time(0)]


def test_a_confidential_door_stands_in_the_middle_of_its_zip(cast, at):
    take(at, cast, clinic(1, where=replace(DAYTON, confidential=True)))
    place = offers()["Clinic 001"].place
    assert place.precision == "zip"
    assert (place.lat, place.lon) != (DAYTON.lat, DAYTON.lon)


def test_a_single_change_goes_in_without_a_rebuild(cast, at, monkeypatch):
    take(at, cast, clinic(1))
    held = snapshot.settle()
    monkeypatch.setattr(snapshot, "build", lambda: pytest.fail("rebuilt"))
    made = directory.add_unverified(at(cast.cleo), name="Hope Kitchen", place="45402")
    now_held = snapshot.settle()
    assert f"s{made}" in now_held.offers
    assert len(now_held.index) == len(held.index) + 1
    assert f"s{made}" not in held.offers  # the old one stays as it was
    assert snapshot.settle().index is now_held.index  # nothing new, nothing done


def test_many_changes_are_sorted_in_the_background_and_none_is_lost(cast, at, monkeypatch):
    take(at, cast, clinic(1))
    snapshot.settle()
    monkeypatch.setattr(change, "LOOSE", 0)
    may_sort, sort = threading.Event(), Index.packed
    monkeypatch.setattr(Index, "packed", lambda index: may_sort.wait(10) and sort(index))
    first = directory.add_unverified(at(cast.cleo), name="Hope Kitchen", place="45402")
    snapshot._watch.look_again()
    assert snapshot.fresh().index.loose
    second = directory.add_unverified(at(cast.cleo), name="Late House", place="45402")
    snapshot._watch.look_again()
    meanwhile = snapshot.fresh()
    assert {f"s{first}", f"s{second}"} < meanwhile.offers.keys()  # nobody waited
    may_sort.set()
    sorted_anew = snapshot.settle()
    assert sorted_anew.index is not meanwhile.index
    wanted = Wanted(kind=List.PRACTICAL, place=HERE, zone="America/New_York")
    old, new = (each.index.rank(wanted, now=NOW) for each in (meanwhile, sorted_anew))
    assert len(sorted_anew.index) == len(sorted_anew.offers)
    assert old == new


def test_sorting_that_fails_leaves_the_old_one(cast, at, monkeypatch, caplog):
    take(at, cast, clinic(1))
    snapshot.settle()
    monkeypatch.setattr(change, "LOOSE", 0)
    monkeypatch.setattr(Index, "packed", lambda _: 1 / 0)
    for n in range(2):
        made = directory.add_unverified(at(cast.cleo), name=f"Kitchen {n}", place="45402")
        assert f"s{made}" in snapshot.settle().offers
    assert len(snapshot.settle().index) == len(snapshot.settle().offers)


def test_a_run_is_built_in_the_background_while_the_old_one_serves(cast, at, monkeypatch):
    take(at, cast, clinic(1))
    held = snapshot.settle()
    may_build, real = threading.Event(), snapshot.build

    def slow():
        may_build.wait(10)
        return real()

    monkeypatch.setattr(snapshot, "build", slow)
    take(at, cast, clinic(1), clinic(2))
    snapshot._watch.look_again()
    assert snapshot.fresh().index is held.index
    may_build.set()
    assert "Clinic 002" in {f.name for f in snapshot.settle().offers.values()}


def test_a_rebuild_that_fails_leaves_the_old_one_and_is_tried_again(cast, at, monkeypatch, caplog):
    take(at, cast, clinic(1))
    held = snapshot.settle()
    monkeypatch.setattr(snapshot, "AGAIN", 0.0)
    broken = monkeypatch.context()
    with broken as patch:
        patch.setattr(snapshot, "build", lambda: 1 / 0)
        take(at, cast, clinic(1), clinic(2))
        assert snapshot.settle().index is held.index
    assert "Clinic 002" in offers()


def test_the_first_directory_is_there_for_the_first_who_asks(database):
    """An empty list is not shown for the time that a rebuild takes."""
    assert not snapshot.warm().offers
    with session.reading() as opened:
        directory.take(Desk.of_system(opened, "import"), FEED, reading([clinic(1)]))
    sleep(snapshot.POLL)  # PostgreSQL is asked no more often
    assert [each.name for each in snapshot.fresh().offers.values()] == ["Clinic 001"]


def test_a_time_out_of_its_season_is_not_offered_and_said_with_its_season(cast, at):
    today = datetime.now(UTC).date()
    nine = Time(weekday=1, start=time(9), minutes=60, zone="America/New_York", kind="opening")
    seasons = {
        "now": (today - timedelta(days=9), today + timedelta(days=9)),
        "over": (None, today - timedelta(days=3)),
        "to come": (today + timedelta(days=3), None),
        "always": (None, None),
    }
    take(
        at,
        cast,
        *(
            clinic(n, name=name, times=[replace(nine, valid_from=since, valid_to=until)])
            for n, (name, (since, until)) in enumerate(seasons.items())
        ),
    )
    held = offers()
    assert {name for name in seasons if held[name].slots} == {"now", "always"}
    over = directory.card(at(cast.cleo), service_id=int(held["over"].key[1:]))
    assert over.times == [f"open Monday 9:00 am to 10:00 am, until {seasons['over'][1]:%d %B %Y}"]


def test_care_from_home_is_offered_where_its_source_says_it_serves(cast, at):
    home = {"attendance": "online", "where": None}
    take(
        at,
        cast,
        clinic(1, name="Ohio Online", served_states=["OH"], **home),
        clinic(2, name="Texas Online", served_states=["TX"], **home),
        clinic(3, name="Somewhere Online", **home),
        clinic(4, name="Ohio Unsaid", attendance="online"),
        clinic(5, name="Kentucky Unsaid", attendance="online", where=replace(DAYTON, state="KY")),
    )
    matches.settle()
    wanted = Wanted(
        kind=List.TREATMENT, place=HERE, zone="America/New_York", state="OH",
        modes=frozenset({"online"}),
    )  # fmt: skip
    ranking = matches.list_for(at(cast.cleo), wanted, call_seed=7, now=NOW)
    names = {card.name for card in matches.cards(at(cast.cleo), ranking).values()}
    assert {"Ohio Online", "Somewhere Online", "Ohio Unsaid"} <= names
    assert not names & {"Texas Online", "Kentucky Unsaid"}
