"""Does the helpline's own paper say what an administrator wrote, and nobody else's?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from casework import centres
from casework.centres import CentreLine, HotlineLine
from casework.errors import NotAllowed, NotFound, Refused, Stale
from casework.letters import filled
from db.models import AuditEntry, Helpline, now
from tests.casework.test_team import change

POISON = HotlineLine("Poison control", "800-222-1222", "day and night", date(2026, 1, 5))


def changed(desk, **values):
    house = centres.house(desk)
    wanted = replace(house.letterhead, **{"phone": "614-555-0100", **values})
    centres.change_letterhead(desk, wanted, seen=house.seen)


def keep(desk, line, **options):
    centres.keep_hotline(desk, line, seen=centres.house(desk).seen, **options)


def test_letters_read_what_the_administrator_wrote(cast, at):
    desk = at(cast.adam)
    changed(desk, name=" Quay  Line ", address="1 Quay St", phone="(614) 555-0100", hours="always")
    head = filled.letterhead(at(cast.cleo))
    assert (head.name, head.address, head.callback) == ("Quay Line", "1 Quay St", "(614) 555-0100")
    assert head.hours == "always"


def test_the_numbers_of_the_night_are_kept(cast, at):
    changed(at(cast.adam), on_call_phone="614-555-0101", deputy_phone="+44 20 7946 0958")
    letterhead = centres.house(at(cast.adam)).letterhead
    assert letterhead.on_call_phone == "614-555-0101"
    assert letterhead.deputy_phone == "+44 20 7946 0958"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "name is empty"),
        ({"name": "x" * 121}, "too long"),
        ({"address": "x" * 301}, "too long"),
        ({"phone": "12"}, "no number one can dial"),
        ({"phone": "call us"}, "no number one can dial"),
        ({"on_call_phone": "555"}, None),  # a short number of the own switchboard
        ({"on_call_phone": "614-555-01"}, "on call"),
        ({"deputy_phone": "x"}, "deputy"),
        ({"zone": "Atlantis/Capital"}, "no time zone called"),
        ({"zone": ""}, "Choose a time zone"),
    ],
)
def test_what_cannot_be_printed_or_dialled_is_refused_by_its_name(cast, at, wrong, words):
    desk = at(cast.adam)
    before = centres.house(desk)
    if words is None:
        changed(desk, **wrong)
        return
    with pytest.raises(Refused, match=words):
        changed(desk, **wrong)
    assert centres.house(at(cast.adam)) == before


def test_who_saw_an_older_letterhead_changes_nothing(cast, at):
    desk = at(cast.adam)
    seen = centres.house(desk)
    changed(at(cast.adam), hours="nights")
    with pytest.raises(Stale):
        centres.change_letterhead(
            desk, replace(seen.letterhead, phone="211", hours="days"), seen=seen.seen
        )
    with pytest.raises(Stale):
        centres.keep_hotline(desk, POISON, seen=seen.seen)
    assert centres.house(desk).letterhead.hours == "nights"
    assert not centres.house(desk).hotlines


def test_hotlines_stand_in_letters_in_their_order(cast, at):
    desk = at(cast.adam)
    keep(desk, POISON)
    keep(desk, HotlineLine("Family line", "800-555-0142 (2 Spanish)"))
    keep(desk, replace(POISON, name="Poison help"), instead_of="Poison control")
    printed = filled.hotlines(at(cast.cleo))
    assert [(each.name, each.number) for each in printed] == [
        ("Poison help", "800-222-1222"),
        ("Family line", "800-555-0142 (2 Spanish)"),
    ]
    lines = centres.house(desk).hotlines
    assert [line.checked for line in lines] == [date(2026, 1, 5), None]
    centres.drop_hotline(desk, "Poison help", seen=centres.house(desk).seen)
    assert [each.name for each in filled.hotlines(at(cast.cleo))] == ["Family line"]


def test_hotlines_written_as_plain_numbers_are_read_too(cast, at):
    change(Helpline, 1, hotlines={"Emergency": "911"})
    assert centres.house(at(cast.adam)).hotlines == (HotlineLine("Emergency", "911"),)


def test_a_hotline_that_helps_nobody_is_refused(cast, at):
    desk = at(cast.adam)
    keep(desk, POISON)
    for wrong, words in (
        (POISON, "already"),
        (replace(POISON, name="Other", number="ask around"), "one can dial"),
        (replace(POISON, name=""), "empty"),
        (replace(POISON, name="Other", checked=now().date() + timedelta(days=3)), "lies ahead"),
    ):
        with pytest.raises(Refused, match=words):
            keep(desk, wrong)
    with pytest.raises(NotFound):
        keep(desk, replace(POISON, name="Other"), instead_of="nothing")
    with pytest.raises(NotFound):
        centres.drop_hotline(desk, "nothing", seen=centres.house(desk).seen)


def test_a_centre_is_added_and_renamed(cast, at):
    desk = at(cast.adam)
    made = centres.add_centre(desk, name="East", zone="America/Denver")
    (east,) = [each for each in centres.centres(desk) if each.id == made]
    centres.change_centre(desk, east, name="Far East", zone="America/Phoenix")
    found = {each.name: each for each in centres.centres(at(cast.adam))}
    assert found["Far East"] == CentreLine(made, "Far East", "America/Phoenix", 0)
    assert found["North"].colleagues == 7
    with pytest.raises(Stale):  # what this screen saw is no longer so
        centres.change_centre(desk, east, name="Near East", zone="America/Denver")


def test_two_centres_of_one_name_are_refused(cast, at):
    desk = at(cast.adam)
    with pytest.raises(Refused, match="already"):
        centres.add_centre(desk, name="north", zone="America/Denver")
    south = next(each for each in centres.centres(desk) if each.name == "South")
    with pytest.raises(Refused, match="already"):
        centres.change_centre(desk, south, name="North", zone=south.zone)
    with pytest.raises(NotFound):
        centres.change_centre(desk, replace(south, id=999), name="West", zone=south.zone)
    for wrong in ({"name": " "}, {"zone": "Nowhere"}):
        with pytest.raises(Refused):
            centres.add_centre(desk, **{"name": "West", "zone": "America/Denver", **wrong})


@pytest.mark.parametrize("who", ["cleo", "mona", "netta", "edda", "audrey"])
def test_only_an_administrator_changes_the_helpline(cast, at, who):
    seen = centres.house(at(cast.adam))
    south = centres.centres(at(cast.adam))[1]
    desk = at(getattr(cast, who))
    for act in (
        lambda: centres.house(desk),
        lambda: centres.change_letterhead(desk, seen.letterhead, seen=seen.seen),
        lambda: centres.keep_hotline(desk, POISON, seen=seen.seen),
        lambda: centres.drop_hotline(desk, "x", seen=seen.seen),
        lambda: centres.centres(desk),
        lambda: centres.add_centre(desk, name="East", zone="America/Denver"),
        lambda: centres.change_centre(desk, south, name="East", zone="America/Denver"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_each_change_leaves_its_line(cast, at):
    desk = at(cast.adam)
    changed(desk, hours="nights")
    keep(desk, POISON)
    made = centres.add_centre(desk, name="East", zone="America/Denver")
    rows = desk.session.exec(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(row.actor_id, row.act, row.subjects) for row in rows] == [
        (cast.adam.id, "MANAGE_HELPLINE", "letterhead"),
        (cast.adam.id, "MANAGE_HELPLINE", "hotlines"),
        (cast.adam.id, "MANAGE_HELPLINE", f"Centre {made}"),
    ]
