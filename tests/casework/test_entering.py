"""A place entered by hand: in one line, at once in the lists, never twice."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import directory, matches
from casework.directory import Typed, snapshot
from casework.directory.known_already import plain_name
from casework.errors import NotAllowed, Refused
from db.models import AuditEntry, Entry, Location, Schedule, Verification
from matching.words import Kind
from tests.casework.feeds import FEED, clinic, meeting, reading

LINE = {"kind": Kind.WARM_LINE, "name": "Evening Line", "phone": "937-555-0142"}


def entered(desk, **more):
    return directory.enter(desk, Typed(**{**LINE, **more}))


def offered(made):
    return snapshot.settle().offers[f"s{made}"]


def test_what_was_checked_today_is_verified_by_whoever_entered_it(at, cast):
    edda = at(cast.edda)
    made = entered(edda, checked="phone", hours="daily 5 pm-10 pm", notes="Peers answer.")
    matches.settle()
    card = directory.card(at(cast.cleo), service_id=made)
    assert not card.card.unverified
    assert card.fresh.startswith("asked by phone")
    assert card.description == "Peers answer."
    assert len(card.times) == 7
    (stamp,) = edda.session.exec(select(Verification)).all()
    assert (stamp.service_id, stamp.how, stamp.outcome) == (made, "phone", "confirmed")
    assert stamp.by_id == cast.edda.id
    assert "EDIT_DIRECTORY" in edda.session.exec(select(AuditEntry.act)).all()


def test_what_was_not_checked_says_so_and_waits(at, cast):
    made = entered(at(cast.edda))
    matches.settle()
    card = directory.card(at(cast.cleo), service_id=made)
    assert card.card.unverified
    waiting = directory.unchecked(at(cast.edda), national=False)
    assert [one.card.service_id for one in waiting] == [made]
    assert offered(made).confirmed_on is None


def test_a_line_is_reached_from_home_and_a_door_stands_where_it_is(at, cast):
    edda = at(cast.edda)
    line = offered(entered(edda))
    assert (line.online, line.in_person, line.place) == (True, False, None)
    door = offered(entered(edda, kind=Kind.RECOVERY_CENTRE, name="Open Door", place="45402"))
    assert (door.online, door.in_person) == (False, True)
    assert door.place is not None
    both = offered(entered(edda, kind=Kind.COACH, name="Ann", place="Dayton OH", online=True))
    assert (both.online, both.in_person) == (True, True)


def test_hours_are_by_the_clock_of_the_place(at, cast):
    edda = at(cast.edda)
    made = entered(edda, kind=Kind.SHELTER, name="Prairie", place="50010", hours="Mon-Fri 9-5")
    (entry,) = edda.session.exec(select(Entry.id).where(Entry.name == "Prairie")).all()
    times = edda.session.exec(select(Schedule).where(Schedule.entry_id == entry)).all()
    assert {(t.start, t.minutes, t.zone) for t in times} == {(time(9), 480, "America/Chicago")}
    assert offered(made).slots
    entered(edda, name="Call first", hours="ring and ask")
    words = edda.session.exec(select(Schedule.text).where(Schedule.text != "")).all()
    assert words == ["ring and ask"]


def test_an_emergency_department_is_open_at_all_hours(at, cast):
    made = entered(at(cast.edda), kind=Kind.EMERGENCY_DEPARTMENT, name="General", place="45402")
    assert {slot.minutes for slot in offered(made).slots} == {1440}


def test_who_it_is_for_and_what_it_costs_reach_the_lists(at, cast):
    edda = at(cast.edda)
    made = entered(edda, for_whom=frozenset({"kin"}), pays=frozenset({"free"}), spanish=True)
    tags = offered(made).tags
    assert tags["for_whom"] == {"kin"}
    assert tags["payment"] == {"free"}
    assert tags["language"] == {"es"}
    skills = offered(entered(edda, kind=Kind.FAMILY_SKILLS, name="CRAFT evenings"))
    assert skills.tags["for_whom"] == {"kin"}


def test_an_interventionist_says_that_it_costs_money(at, cast):
    made = entered(
        at(cast.edda), kind=Kind.INTERVENTIONIST, name="Family Meetings", cost="$2,000 and more",
        pays=frozenset({"self_pay"}), notes="Invites gently.",
    )  # fmt: skip
    matches.settle()
    card = directory.card(at(cast.cleo), service_id=made)
    assert card.description == "Private, costs money; ask their method. Invites gently."
    assert card.costs == ["$2,000 and more"]


def test_a_private_address_is_never_shown(at, cast):
    edda = at(cast.edda)
    made = entered(
        edda, kind=Kind.SHELTER, name="Safe House", place="45402", address="9 Secret St",
        private_address=True,
    )  # fmt: skip
    matches.settle()
    card = directory.card(at(cast.cleo), service_id=made)
    assert card.card.where == "The address is kept private; ring first."
    assert "Secret" not in repr(card)
    assert edda.session.exec(select(Location.confidential)).all().count(True) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "  "},
        {"phone": ""},
        {"kind": Kind.MEETING},
        {"kind": Kind.TREATMENT},
        {"place": "00000"},
        {"place": "Nowhere ZZ"},
        {"checked": "by guess"},
        {"website": "javascript://x"},
        {"for_whom": frozenset({"everybody"})},
        {"name": "x" * 300},
    ],
)
def test_what_cannot_be_listed_is_refused_and_nothing_is_written(at, cast, wrong):
    edda = at(cast.edda)
    with pytest.raises(Refused):
        entered(edda, **wrong)
    assert edda.session.exec(select(Entry.name)).all() == ["Harbour House"]


def test_the_same_place_is_not_entered_twice(at, cast):
    edda = at(cast.edda)
    entered(edda)
    matches.settle()
    with pytest.raises(Refused):
        entered(edda, name="The evening line", phone="+1 (937) 555 0142")
    entered(edda, phone="937-555-0199")  # another number: perhaps another place


def test_only_who_edits_the_directory_enters(at, cast):
    for who in (cast.cleo, cast.audrey):
        with pytest.raises(NotAllowed):
            entered(at(who))


def alike(desk, **typed):
    return [(one.card.name, one.why) for one in directory.known_already(desk, **typed)]


def test_the_same_telephone_or_a_name_much_like_it_is_said_while_typing(at, cast):
    edda = at(cast.edda)
    listed = [clinic(1, name="Riverside Recovery Center"), meeting(0)]
    directory.take(edda, FEED, reading(listed))
    matches.settle()
    phone, name = "the same telephone", "a name much like it"
    assert alike(edda, phone="(937) 555-0100") == [("Riverside Recovery Center", phone)]
    assert alike(edda, name="the riverside recovery") == [
        ("Riverside Recovery Center", "the same name")
    ]
    assert alike(edda, name="Riversde Recovery Centre") == [("Riverside Recovery Center", name)]
    assert alike(edda, name="River", phone="937") == []
    assert alike(edda) == []
    assert alike(edda, name="Somewhere Else Entirely") == []
    with pytest.raises(NotAllowed):
        alike(at(cast.audrey), name="Riverside")


@given(st.text(max_size=80))
def test_a_plain_name_is_plain_however_it_was_written(name):
    plain = plain_name(name)
    assert plain_name(plain) == plain or not plain
    assert plain == " ".join(plain.split())
