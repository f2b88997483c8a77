"""What is entered or changed here is compared at once, with its neighbourhood, as a whole look would."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from casework import directory
from casework.directory import twice_finding, twice_rows
from casework.errors import Refused
from db import session
from db.models import AuditEntry, Duplicate, Service, Source, SourceRecord
from matching.words import Kind
from tests.casework.feeds import DAYTON, FEED, clinic, meeting
from tests.casework.test_offers import statements
from tests.casework.test_twice import OTHER, SAMHSA, STATE, pairs, rows, take
from tests.casework.test_twice_many import house, room

FEW = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ELSEWHERE = {
    "line1": "9 Elm St", "line2": "", "city": "Troy", "state": "OH", "postal_code": "45373",
}  # fmt: skip
BACK = {"line1": "7 Mill Rd", "line2": "", "city": "Dayton", "state": "OH", "postal_code": "45402"}


def record(key, source):
    with session.reading() as opened:
        of = select(SourceRecord.id).join(Source).where(Source.name == source)
        return opened.exec(of.where(col(SourceRecord.source_key) == key)).one()


def proposals():
    return sorted(
        (row.kind, row.first_id, row.second_id, row.state, row.likeness, row.sure, *row.evidence)
        for row in rows(Duplicate)
    )


def edit(at, cast, field, value, key="c1", source="state list"):
    directory.edit(at(cast.edda), record_id=record(key, source), field=field, value=value)


def test_a_place_heard_of_on_a_call_is_proposed_at_once(cast, at):
    take(at, cast, STATE, house(1), house(2))
    added = directory.add_unverified(
        at(cast.cleo), name="Clinic Nr 1", phone="937-555-0001", place="45402", kind=Kind.SERVICE
    )
    (found,) = pairs("service")
    assert found.second_id == added
    assert "same phone 937-555-0001" in found.evidence
    assert [row.actor_id for row in rows(AuditEntry)][-1] is None  # the program's own, not Cleo's


def test_a_place_entered_by_hand_is_too(cast, at):
    take(at, cast, STATE, clinic(1, name="Quay Warm Lines"))
    typed = directory.Typed(
        kind=Kind.WARM_LINE, name="Quay Warm Line", phone="937-555-0100", place="45402"
    )
    entered = directory.enter(at(cast.edda), typed)
    assert [row.second_id for row in pairs("service")] == [entered]
    assert directory.look_for_twice(at(cast.edda)).new == 0


def test_an_edit_proposes_what_it_makes_alike_and_takes_back_what_it_sets_apart(cast, at):
    take(at, cast, SAMHSA, house(1))
    take(at, cast, STATE, house(1), house(5))
    assert len(pairs("service")) == 1
    edit(at, cast, "address", ELSEWHERE)
    edit(at, cast, "name", "Troy House")
    assert rows(Duplicate) == []
    directory.undo_edit(at(cast.edda), record_id=record("c1", "state list"), field="name")
    directory.undo_edit(at(cast.edda), record_id=record("c1", "state list"), field="address")
    assert [row.sure for row in pairs("service")] == ["phone"]


def test_an_edit_that_speaks_against_it_takes_it_out_of_the_certain_ones(cast, at):
    take(at, cast, SAMHSA, house(1))
    take(at, cast, STATE, house(1))
    edit(at, cast, "confidential", True)
    assert [row.sure for row in pairs("service")] == [""]
    assert directory.likely_twice(at(cast.edda)).sure == []


def test_what_was_decided_stands_whatever_is_edited(cast, at):
    take(at, cast, SAMHSA, house(1))
    take(at, cast, STATE, house(1))
    directory.two_places(at(cast.edda), pairs("service")[0].id)
    edit(at, cast, "name", "Clinic Nr One")
    assert [row.state for row in rows(Duplicate)] == ["different"]


def test_a_meeting_that_moved_is_compared_where_it_is(cast, at):
    take(at, cast, FEED, *room(1))
    take(at, cast, OTHER, *(replace(x, where=replace(DAYTON, line1="9 Elm St")) for x in room(1)))
    assert rows(Duplicate) == []
    for key in ("m2", "m3"):
        where = {**BACK, "line1": "7 Oak St"}
        edit(at, cast, "address", where, key=key, source=OTHER.source)
    assert [row.sure for row in pairs("group")] == ["meetings"]
    assert pairs("meeting") == []


def test_a_repeat_stays_proposed_whatever_else_changes(cast, at):
    again = clinic(2, source_id="c1-1", name="Far Off", where=DAYTON, phones=[], raw={"id": "c1"})
    take(at, cast, STATE, house(1, raw={"id": "c1"}), again)
    edit(at, cast, "address", ELSEWHERE)
    (pair,) = pairs("service")
    assert pair.evidence[0] == "its id stands twice in the file of its source"


def test_what_nothing_is_compared_by_compares_nothing(cast, at, monkeypatch):
    take(at, cast, STATE, house(1))
    looked = []
    monkeypatch.setattr(twice_finding, "look_around", lambda _desk, id: looked.append(id))
    edit(at, cast, "description", "Ring twice")
    assert looked == []
    edit(at, cast, "name", "Clinic Nr One")
    assert looked == [record("c1", "state list")]


def test_what_cannot_be_compared_is_entered_all_the_same(cast, at, monkeypatch):
    def broken(*_args, **_named):
        raise RuntimeError("cannot be compared")

    monkeypatch.setattr(twice_rows, "live", broken)
    assert directory.add_unverified(at(cast.cleo), name="New Dawn", phone="937-555-0177")


def test_the_rest_of_the_directory_is_not_read(cast, at, monkeypatch):
    far = replace(DAYTON, city="Troy", postal_code="45373")
    many = [house(n, where={"city": "Troy", "postal_code": "45373"}) for n in range(2, 40)]
    take(at, cast, STATE, house(1), *many)
    assert far.city == "Troy"
    read = []
    real = twice_rows.places
    monkeypatch.setattr(
        twice_rows, "places", lambda s, x, few=None: read.append(x) or real(s, x, few)
    )
    with statements() as asked:
        directory.add_unverified(
            at(cast.cleo), name="Clinic Nr 1", place="45402", address="7 Mill Rd"
        )
    assert [len(each) for each in read] == [3]  # itself, the clinic next door and Harbour House
    assert len(asked) < 40
    assert len(pairs("service")) == 1


VALUES = {
    "name": st.sampled_from(["Clinic Nr 1", "Clinic Nr 2", "Quay House", "Quay House 2"]),
    "address": st.sampled_from([ELSEWHERE, BACK, {**BACK, "line2": "Suite 4"}]),
    "phones": st.sampled_from(
        [[], *([{"number": f"937-555-000{n}", "kind": "main"}] for n in (1, 2))]
    ),
    "status": st.sampled_from(["active", "inactive"]),
}
CHANGES = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda field: st.tuples(st.sampled_from(["c1", "c2", "c3"]), st.just(field), VALUES[field])
    ),
    max_size=5,
)


@FEW
@given(CHANGES)
def test_after_any_edit_a_whole_look_says_the_same_of_that_listing(cast, at, changes):
    """Of its neighbours' pairs it may say a little else: a telephone may have become a call centre's."""
    if not any(row.name == STATE.source for row in rows(Source)):
        take(at, cast, SAMHSA, *(house(n) for n in range(1, 5)))
        take(at, cast, STATE, *(house(n) for n in range(1, 5)))
    for key, field, value in changes:
        try:
            edit(at, cast, field, value, key=key)
        except Refused:
            continue  # it says that already
        at_once = proposals_of(key)
        directory.look_for_twice(at(cast.edda))
        assert proposals_of(key) == at_once


def proposals_of(key):
    of = record(key, STATE.source)
    service = next(row.id for row in rows(Service) if row.record_id == of)
    return [each for each in proposals() if service in each[1:3]]


@pytest.mark.parametrize("hour", [19, 20])
def test_a_meeting_whose_hour_changes_is_compared_by_it(cast, at, hour):
    take(at, cast, FEED, meeting(1, group_key="a", group_name="A Room", name="A Room"))
    take(at, cast, OTHER, meeting(1, group_key="a", group_name="A Room", name="A Room"))
    assert len(pairs("group")) == 1
    times = [{"kind": "meeting", "weekday": 1, "start": f"{hour}:00", "end": "", "text": ""}]
    edit(at, cast, "times", times, key="m1", source=OTHER.source)
    assert pairs("group") == []
    assert directory.look_for_twice(at(cast.edda)).new == 0
