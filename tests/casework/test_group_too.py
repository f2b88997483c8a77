"""A group's meetings move together: chosen, changed at one moment, and taken back in one press."""

from dataclasses import replace
from datetime import time

import pytest
from sqlmodel import col, select

from casework import directory, matches
from casework.directory import snapshot
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Entry, ListingEvent, Meeting
from imports.listing import Time
from tests.casework.edits import count, edit, edits, record, shown
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading
from tests.casework.test_twice import pairs

MILL = replace(DAYTON, line1="40 Mill Rd")
THERE = {
    "line1": "22 Hill St",
    "line2": "",
    "city": "Dayton",
    "state": "OH",
    "postal_code": "45402",
}
OLD = {**THERE, "line1": "1 Quay St"}
ALL = ("m1", "m2", "m3", "m4")


def harbor(number, **values):
    group = {"group_key": "harbor", "group_name": "Harbor Group", "name": "Harbor Group"}
    at = [Time(weekday=number, start=time(19, 30), minutes=60)]
    return meeting(number, **{**group, "times": at, **values})


FIVE = [*(harbor(n) for n in range(1, 5)), harbor(5, where=MILL)]


@pytest.fixture
def desk(cast, at):
    edda = at(cast.edda)
    directory.take(edda, FEED, reading([*FIVE, meeting(20), clinic(1)]))
    return edda


def moved(desk):
    """The first moved; what is asked then."""
    edit(desk, "address", THERE, key="m1", seen=OLD)
    return directory.others_alike(desk, record_id=record(desk, "m1"), field="address", was=OLD)


def too(desk, others, *keys):
    records = [record(desk, key) for key in keys] or list(others.meetings)
    return directory.edit_too(
        desk, records=records, field=others.field, value=others.value, seen=others.was
    )


def address(desk, key):
    return shown(desk, key)["address"]["line1"]


def test_those_that_said_the_same_are_asked_about_by_when_they_meet(desk):
    others = moved(desk)
    assert dict(others.meetings) == {
        record(desk, "m2"): "Tuesday 7:30 pm",
        record(desk, "m3"): "Wednesday 7:30 pm",
        record(desk, "m4"): "Thursday 7:30 pm",
    }
    assert (others.value, others.was) == (THERE, OLD)


def test_where_another_meets_is_said_where_that_is_elsewhere_and_none_by_the_same_words(cast, at):
    edda, late = at(cast.edda), {"times": [Time(weekday=2, start=time(19, 30), minutes=90)]}
    silent = {"times": [], "where": None}
    extra = [harbor(6, **late), harbor(7, **silent)]
    directory.take(edda, FEED, reading([*FIVE, *extra]))
    edit(edda, "alert", "No coffee.", key="m1")
    asked = {"record_id": record(edda, "m1"), "field": "alert", "was": ""}
    assert list(directory.others_alike(edda, **asked).meetings.values()) == [
        *("Tuesday 7:30 pm", "Wednesday 7:30 pm", "Thursday 7:30 pm"),
        *("Friday 7:30 pm, 40 Mill Rd", "Tuesday 7:30 pm (2)", "no time stated"),
    ]


def test_all_of_them_move_at_one_moment_each_with_its_own_line(desk):
    matches.settle()
    others = moved(desk)
    too(desk, others)
    assert [address(desk, key) for key in (*ALL, "m5")] == [*["22 Hill St"] * 4, "40 Mill Rd"]
    assert {each.base["line1"] for each in edits(desk)} == {"1 Quay St"}
    trail = desk.session.exec(
        select(AuditEntry.subjects).where(AuditEntry.act == "EDIT_DIRECTORY")
    ).all()
    meetings = desk.session.exec(
        select(Meeting.id).where(col(Meeting.record_id).in_(others.meetings)).order_by(Meeting.id)
    ).all()
    said = "Address edited: was “1 Quay St; Dayton, OH 45402”, is “22 Hill St; Dayton, OH 45402”"
    assert trail[-3:] == [f"Meeting {id}: {said}" for id in meetings]
    offers = snapshot.settle().offers
    assert {offers[f"m{id}"].place.precision.value for id in meetings} == {"zip"}
    assert count(desk, ListingEvent, ListingEvent.what == "edited") == 4


def test_only_those_that_were_chosen_move(desk):
    too(desk, moved(desk), "m2", "m4")
    assert [address(desk, key) for key in ALL] == [
        *("22 Hill St", "22 Hill St", "1 Quay St", "22 Hill St")
    ]


def test_one_press_takes_all_of_it_back(desk):
    before = [shown(desk, key) for key in ALL]
    done = too(desk, moved(desk))
    assert directory.take_back_too(desk, done) == 3
    assert [shown(desk, key) for key in ALL[1:]] == before[1:]
    assert [each.record_id for each in edits(desk)] == [record(desk, "m1")]
    kept = col(Entry.run_id).is_(None) & (Entry.record_id != record(desk, "m1"))
    assert count(desk, Entry, kept, Entry.name == "Harbor Group") == 0
    assert count(desk, ListingEvent, ListingEvent.what == "undone") == 3
    with pytest.raises(Refused):
        directory.take_back_too(desk, done)


def test_what_somebody_changed_meanwhile_is_left_alone_both_ways(desk):
    others = moved(desk)
    edit(desk, "address", {**THERE, "line1": "9 Elm St"}, key="m3")
    done = too(desk, others)
    assert len(done) == 2
    assert address(desk, "m3") == "9 Elm St"
    edit(desk, "address", {**THERE, "line1": "24 Hill St"}, key="m2")
    assert directory.take_back_too(desk, done) == 1
    assert [address(desk, key) for key in ALL[1:]] == ["24 Hill St", "9 Elm St", "1 Quay St"]
    with pytest.raises(Refused, match="something else by now"):
        too(desk, others, "m2", "m3")


def test_what_we_wrote_before_comes_back_and_what_its_source_says_is_its_newest(desk):
    edit(desk, "alert", "Closed Friday.", key="m2")
    edit(desk, "alert", "Closed Friday.", key="m1")
    edit(desk, "alert", "Open again.", key="m1", seen="Closed Friday.")
    asked = {"record_id": record(desk, "m1"), "field": "alert", "was": "Closed Friday."}
    done = too(desk, directory.others_alike(desk, **asked))
    directory.take_back_too(desk, done)
    assert shown(desk, "m2")["alert"] == "Closed Friday."

    others = moved(desk)
    done = too(desk, others, "m3")
    mended = [harbor(3, where=replace(DAYTON, line1="1 Quay Street"))]
    directory.take(desk, FEED, reading([*FIVE[:2], *mended, *FIVE[3:], meeting(20), clinic(1)]))
    assert address(desk, "m3") == "22 Hill St"
    directory.take_back_too(desk, done)
    assert address(desk, "m3") == "1 Quay Street"
    assert record(desk, "m3") not in {each.record_id for each in edits(desk)}


def test_a_bad_value_changes_none_of_them(desk):
    others = moved(desk)
    odd = replace(others, value={**THERE, "postal_code": "99999"})
    with pytest.raises(Refused, match="no ZIP"):
        too(desk, odd)
    assert [address(desk, key) for key in ALL[1:]] == ["1 Quay St"] * 3


def test_a_place_times_and_tags_are_no_matter_of_the_group(desk):
    none = [("c1", "name", "Clinic 001"), ("m1", "times", shown(desk, "m2")["times"])]
    for key, field, was in [*none, ("m1", "tag.for_whom.self", True), ("m20", "alert", "")]:
        asked = {"record_id": record(desk, key), "field": field, "was": was}
        assert directory.others_alike(desk, **asked).meetings == {}


def test_a_group_joined_to_it_is_asked_about_and_a_meeting_shown_as_another_is_not(desk):
    other = replace(FEED, source="other feed", file="other.json")
    theirs = [harbor(n, source_id=f"o{n}", group_key="harbour") for n in (4, 6)]
    directory.take(desk, other, reading(theirs))
    (pair,) = pairs("group")
    directory.merge(desk, pair.id, keep_id=pair.first_id)
    asked = moved(desk).meetings
    assert record(desk, "o6") in asked  # the same words in the other list
    assert record(desk, "o4") not in asked  # it is Thursday's


def test_only_who_may_edit_the_directory_does(desk, cast, at):
    others = moved(desk)
    done = too(desk, others, "m2")
    for who in (cast.cleo, cast.audrey):
        for act in (
            lambda d: directory.others_alike(d, record_id=1, field="address", was=OLD),
            lambda d: directory.edit_too(d, records=[1], field="address", value=THERE, seen=OLD),
            lambda d: directory.take_back_too(d, done),
        ):
            with pytest.raises(NotAllowed):
                act(at(who))
    with pytest.raises(NotFound):
        directory.take_back_too(desk, [9999])
    with pytest.raises(Refused, match="too much"):
        directory.edit_too(desk, records=range(101), field="alert", value="x", seen="")
    assert address(desk, "m2") == "22 Hill St"


def test_the_trail_tells_no_address_that_is_kept_private(cast, at):
    edda = at(cast.edda)
    secret = replace(DAYTON, line1="77 Zqsecret Rd", confidential=True)
    directory.take(edda, FEED, reading([harbor(n, where=secret) for n in (1, 2, 3)]))
    was = shown(edda, "m1")["address"]
    edit(edda, "address", THERE, key="m1")
    of = {"record_id": record(edda, "m1"), "field": "address", "was": was}
    too(edda, directory.others_alike(edda, **of))
    said = edda.session.exec(select(AuditEntry.subjects)).all()
    assert len([each for each in said if "Address edited" in each]) == 3
    assert not any("Zqsecret" in each or "Hill" in each for each in said)
