"""Many pairs joined in one press: only what is as good as certain, as single presses would, and back."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casework import directory
from casework.directory.twice_many import AT_ONCE
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Duplicate, Location, Meeting, Service, Source, SupportGroup
from imports.listing import Phone, Time
from tests.casework import making
from tests.casework.feeds import DAYTON, FEED, clinic, meeting
from tests.casework.test_offers import statements
from tests.casework.test_twice import OTHER, SAMHSA, STATE, pairs, rows, take, written_down

COUNTY = replace(STATE, source="county list")
FEW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def house(n, **values):
    """A clinic at a door of its own, with a telephone of its own."""
    where = replace(DAYTON, line1=f"{n * 7} Mill Rd", **values.pop("where", {}))
    phone = [Phone(raw=f"937-555-{n:04}", e164=f"+1937555{n:04}")]
    return clinic(n, **{"name": f"Clinic Nr {n}", "where": where, "phones": phone, **values})


def room(n, **values):
    """A group that meets twice a week behind a door of its own."""
    where = replace(DAYTON, line1=f"{n * 7} Oak St")
    named = {"group_key": f"room {n}", "group_name": f"Room Nr {n}", "name": f"Room Nr {n}"}
    return [
        meeting(n * 2 + at, **{"where": where, "join_url": "", **named, **values})
        for at in range(2)
    ]


def two_lists(at, cast, count=4, **values):
    take(at, cast, SAMHSA, *(house(n) for n in range(1, count + 1)))
    take(at, cast, STATE, *(house(n, **values) for n in range(1, count + 1)))


def sure(at, cast):
    """Why → the pairs that wait for one press."""
    return {each.why: list(each.ids) for each in directory.likely_twice(at(cast.edda)).sure}


def state():
    """All that a press writes, but for when and by whom."""
    joined = [
        sorted((row.id, row.merged_into_id) for row in rows(table) if row.merged_into_id)
        for table in (Service, SupportGroup, Meeting)
    ]
    lines = sorted(
        (row.kind, row.first_id, row.second_id, row.state, row.kept_id or 0)
        for row in rows(Duplicate)
    )
    return joined, lines, written_down()


# -- what is as good as certain ------------------------------------------------------------------


def test_pairs_stand_together_by_what_is_the_same(cast, at):
    two_lists(at, cast)
    take(at, cast, replace(STATE, source="no phones"), house(9, phones=[]))
    take(at, cast, SAMHSA, *(house(n) for n in (1, 2, 3, 4, 9)))
    found = directory.likely_twice(at(cast.edda)).sure
    assert [(each.words, len(each.ids)) for each in found] == [
        ("Same name, same address, same phone", 4),
        ("Same name, same address, a phone in one only", 1),
    ]
    assert list(found[0].sources.values()) == ["samhsa", "state list"]


SPEAKS_AGAINST = {
    "another room": {"where": {"line2": "Suite 4"}},
    "another street": {"where": {"line1": "9 Elm St"}},
    "another name": {"name": "Clinic Nr 1 for men"},
    "another programme": {"name2": "Night clinic"},
    "another telephone": {"phones": [Phone(raw="937-555-0999", e164="+19375550999")]},
    "another desk": {"phones": [Phone(raw="x9", e164="+19375550001", extension="9")]},
    "a private address": {"where": {"confidential": True}},
    "another status": {"status": "paused"},
    "another kind": {"record_kind": "service"},
}


@pytest.mark.parametrize("why", SPEAKS_AGAINST)
def test_what_speaks_against_it_leaves_it_to_an_editors_own_look(cast, at, why):
    values = {**SPEAKS_AGAINST[why]}
    take(at, cast, SAMHSA, house(1, phones=[Phone(raw="", e164="+19375550001", extension="4")]))
    where = replace(DAYTON, line1="7 Mill Rd")
    other = clinic(1, **{"name": "Clinic Nr 1", "phones": house(1).phones, "where": where} | values)
    where = replace(where, **values.get("where", {}))
    take(at, cast, STATE, replace(other, where=where))
    assert sure(at, cast) == {}


def test_nothing_against_it_is_certain(cast, at):
    two_lists(at, cast, 1)
    assert sure(at, cast) == {"phone": [pairs("service")[0].id]}


def test_two_of_one_list_for_one_of_another_are_looked_at_singly(cast, at):
    take(at, cast, SAMHSA, house(1))
    take(at, cast, STATE, house(1), house(1, source_id="again"))
    assert sure(at, cast) == {}


def test_two_of_one_list_are_looked_at_singly(cast, at):
    take(at, cast, STATE, house(1), house(1, source_id="again"))
    assert pairs("service") and sure(at, cast) == {}


AT_EIGHT = [Time(weekday=1, start=time(20), minutes=60)]
OF_FAMILIES = {"fellowship": "al-anon"}


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "meetings"),
        ({"times": AT_EIGHT}, ""),
        ({"name": "Big Book"}, ""),
        ({"status": "temporarily_closed"}, ""),
        ({"where": replace(DAYTON, line1="7 Oak St", line2="Room 2")}, "meetings"),
        ({"where": replace(DAYTON, line1="7 Oak St", confidential=True)}, ""),
        ({"where": replace(DAYTON, line1="9 Elm St")}, ""),
    ],
)
def test_groups_are_certain_by_every_one_of_their_meetings(cast, at, values, why):
    one, two = room(1)
    take(at, cast, FEED, one, two)
    take(at, cast, OTHER, one, replace(two, **values))
    assert sure(at, cast).keys() == ({why} if why else set())


def test_meetings_of_two_fellowships_are_never_one(cast, at):
    take(at, cast, FEED, *room(1, fellowship="aa"))
    take(at, cast, OTHER, *room(1, fellowship="al-anon"))
    assert sure(at, cast) == {}


# -- one press -----------------------------------------------------------------------------------


def test_one_press_joins_all_that_are_ticked_and_says_so_of_each(cast, at):
    two_lists(at, cast)
    ids = sure(at, cast)["phone"]
    done = directory.merge_all(at(cast.edda), ids[1:])
    assert (done.done, done.left) == (ids[1:], 0)
    assert [row.id for row in pairs("service", "merged")] == ids[1:]
    assert sure(at, cast) == {"phone": ids[:1]}
    trail = [row.subjects for row in rows(AuditEntry) if "joined to" in row.subjects]
    assert [line.split(":")[0] for line in trail] == [f"Duplicate {id}" for id in ids[1:]]


def test_what_comes_from_one_list_can_be_kept_in_all_of_them(cast, at):
    two_lists(at, cast)
    source = next(row.id for row in rows(Source) if row.name == "state list")
    directory.merge_all(at(cast.edda), sure(at, cast)["phone"], of_source=source)
    assert all(row.kept_id == row.second_id for row in pairs("service", "merged"))


def test_what_somebody_decided_meanwhile_is_left_alone_and_counted(cast, at):
    two_lists(at, cast)
    first, second, *rest = ids = sure(at, cast)["phone"]
    directory.two_places(at(cast.mona), first)
    directory.reconsider(at(cast.mona), first)  # she looked, and is not certain
    directory.two_places(at(cast.mona), second)
    done = directory.merge_all(at(cast.edda), ids)
    assert (done.done, done.left) == (rest, 2)
    assert {row.id: row.state for row in rows(Duplicate)} == {
        first: "undone",
        second: "different",
        **dict.fromkeys(rest, "merged"),
    }


def test_what_a_listing_says_by_now_counts_and_not_what_it_said(cast, at):
    two_lists(at, cast, 2)
    ids = sure(at, cast)["phone"]
    door = next(row for row in rows(Location) if row.line1 == "7 Mill Rd")
    door.confidential = True
    making.save(door)
    done = directory.merge_all(at(cast.edda), ids)
    assert (len(done.done), done.left) == (1, 1)


def test_where_nothing_is_left_to_join_it_is_refused(cast, at):
    two_lists(at, cast, 2)
    ids = sure(at, cast)["phone"]
    directory.merge_all(at(cast.edda), ids)
    with pytest.raises(Refused, match="Nothing was joined"):
        directory.merge_all(at(cast.edda), ids)
    with pytest.raises(Refused, match="at most"):
        directory.merge_all(at(cast.edda), range(AT_ONCE + 1))


@pytest.mark.parametrize("who", ["cleo", "audrey"])
def test_who_does_not_edit_the_directory_may_not(cast, at, who):
    desk = at(getattr(cast, who))
    for ask in (
        lambda: directory.likely_twice(desk),
        lambda: directory.sure_lines(desk, [1]),
        lambda: directory.merge_all(desk, [1]),
        lambda: directory.reconsider_all(desk, 1),
    ):
        with pytest.raises(NotAllowed):
            ask()


# -- and back ------------------------------------------------------------------------------------


def test_one_press_takes_it_all_back_as_it_was(cast, at):
    two_lists(at, cast)
    take(at, cast, FEED, *room(1), *room(2))
    take(at, cast, OTHER, *room(1), *room(2))
    offered, waiting = written_down(), sure(at, cast)
    for ids in waiting.values():
        done = directory.merge_all(at(cast.edda), ids)
        back = directory.reconsider_all(at(cast.edda), done.press)
        assert (sorted(back.done), back.left) == (ids, 0)
    assert (written_down(), sure(at, cast)) == (offered, waiting)
    with pytest.raises(NotFound):
        directory.reconsider_all(at(cast.edda), done.press)


def test_one_is_taken_back_later_and_the_rest_by_one_press(cast, at):
    take(at, cast, FEED, *room(1), *room(2))
    take(at, cast, OTHER, *room(1), *room(2))
    first, second = ids = sure(at, cast)["meetings"]
    done = directory.merge_all(at(cast.edda), ids)
    directory.reconsider(at(cast.edda), first)
    assert len(pairs("meeting", "merged")) == 2  # those of the other pair stay one
    assert directory.reconsider_all(at(cast.edda), done.press).done == [second]
    assert pairs("meeting", "merged") == []


def test_a_press_is_told_as_one_and_its_pairs_when_asked_for(cast, at):
    take(at, cast, FEED, *room(1), *room(2))
    take(at, cast, OTHER, *room(1), *room(2))
    done = directory.merge_all(at(cast.edda), sure(at, cast)["meetings"])
    assert directory.decided_twice(at(cast.edda)) == []
    (told,) = directory.presses(at(cast.edda))
    assert (told.press, told.count, told.by) == (done.press, 2, "Edda")
    pressed = directory.decided_twice(at(cast.edda), press=told.press)
    assert sorted(each.kept for each in pressed) == ["Room Nr 1", "Room Nr 2"]
    directory.reconsider(at(cast.edda), done.done[0])
    assert directory.presses(at(cast.edda))[0].count == 1


def test_a_line_names_the_place_and_its_lists(cast, at):
    two_lists(at, cast, 1)
    (line,) = directory.sure_lines(at(cast.edda), sure(at, cast)["phone"])
    assert (line.name, line.where) == ("Clinic Nr 1", "7 Mill Rd, Dayton")
    assert line.sources == "samhsa and state list"
    take(at, cast, FEED, *room(1))
    take(at, cast, OTHER, *room(1))
    (line,) = directory.sure_lines(at(cast.edda), sure(at, cast)["meetings"])
    assert (line.name, line.where.split(";")[0]) == ("Room Nr 1", "7 Oak St, Dayton")
    assert "7:30 pm" in line.where
    with pytest.raises(NotFound):
        directory.sure_lines(at(cast.edda), [999])


# -- many presses and one ------------------------------------------------------------------------


@FEW
@given(chosen=st.sets(st.integers(0, 40)), last=st.booleans())
def test_one_press_leaves_what_single_presses_leave(cast, at, chosen, last):
    edda, ids = three_lists(cast, at)
    ticked = [id for n, id in enumerate(ids) if n in chosen] or ids
    source = max(row.id for row in rows(Source) if row.name in {"county list", "other feed"})
    of_source = source if last else None
    before = state()
    done = directory.merge_all(edda, ticked, of_source=of_source)
    at_once, kept = state(), {row.id: row.kept_id for row in rows(Duplicate)}
    directory.reconsider_all(edda, done.press) if len(done.done) > 1 else directory.reconsider(
        edda, done.press
    )
    assert state()[2] == before[2]
    making.save(*(_asked_anew(row) for row in rows(Duplicate) if row.state == "undone"))
    assert state() == before
    for id in done.done:
        row = edda.session.get(Duplicate, id, populate_existing=True)
        keep = kept[id] if kept[id] in (row.first_id, row.second_id) else row.first_id
        directory.merge(edda, id, keep_id=keep)
    assert state() == at_once
    for row in sorted(
        (row for kind in ("service", "group", "meeting") for row in pairs(kind, "merged")),
        key=lambda row: row.decided_at,
        reverse=True,
    ):
        if row.kind != "meeting":
            directory.reconsider(edda, row.id)
    making.save(*(_asked_anew(row) for row in rows(Duplicate) if row.state == "undone"))


def _asked_anew(row):
    row.state = "proposed"
    return row


def three_lists(cast, at):
    """Places in three lists and groups in two, so that pairs hang together; made once."""
    if not any(row.name == "county list" for row in rows(Source)):
        for feed in (SAMHSA, STATE, COUNTY):
            take(at, cast, feed, *(house(n) for n in range(1, 5)))
        for feed in (FEED, OTHER):
            take(at, cast, feed, *(each for n in range(1, 4) for each in room(n)))
    edda = at(cast.edda)
    return edda, sorted(id for each in directory.likely_twice(edda).sure for id in each.ids)


@pytest.mark.parametrize("act", ["join", "apart", "read"])
def test_more_pairs_ask_no_more_questions(cast, at, act):
    counts = []
    for number in (5, 40):
        two_lists(at, cast, number)
        desk = at(cast.edda)
        ids = sure(at, cast)["phone"]
        with statements() as said:
            done = directory.merge_all(desk, ids) if act != "read" else None
        if act == "apart":
            with statements() as said:
                directory.reconsider_all(desk, done.press)
        if act == "read":
            with statements() as said:
                directory.sure_lines(desk, ids)
                directory.likely_twice(desk)
        counts.append(len(said))
    assert counts[1] <= counts[0] + 4 and counts[1] < 40
