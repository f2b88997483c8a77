"""Does somebody come when a counsellor asks, exactly one, and does it end with the call?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import calls, drafts, safety, summons
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Helpline, Summons, now


@pytest.fixture
def asked(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    safety.answer(desk, call_id=call, side="caller", item="medical", answer="yes")
    return call, summons.ask(desk, call_id=call)


def test_every_supervisor_of_the_centre_and_of_the_network_sees_who_asks(at, cast, asked):
    for who in (cast.mona, cast.netta):
        (one,) = summons.waiting(at(who))
        assert (one.asked_by, one.tier, one.coming, one.call_id) == ("Cleo", "T0", None, asked[0])
    for who in (cast.cleo, cast.dan, cast.edda):
        with pytest.raises(NotAllowed):
            summons.waiting(at(who))


def test_the_gravest_of_the_two_people_is_shown(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value="parent")
    safety.answer(desk, call_id=call, side="concerned", item="suicide", answer="yes")
    summons.ask(desk, call_id=call)
    assert summons.waiting(at(cast.mona))[0].tier == "T1"


def test_asking_twice_is_refused_and_so_is_a_closed_call(at, cast, asked):
    desk = at(cast.cleo)
    with pytest.raises(Refused, match="asked already"):
        summons.ask(desk, call_id=asked[0])
    over = calls.begin(desk)
    calls.close(desk, call_id=over, outcome="supported", version=1)
    with pytest.raises(Refused, match="over"):
        summons.ask(desk, call_id=over)


def test_who_is_not_on_the_call_does_not_ask(at, cast, asked):
    for who, problem in (
        (cast.dan, NotAllowed), (cast.nia, NotFound), (cast.adam, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(problem):
            summons.ask(at(who), call_id=asked[0])


def test_the_first_who_answers_comes_and_the_counsellor_sees_her(at, cast, asked):
    summons.answer(at(cast.mona), summons_id=asked[1])
    with pytest.raises(Refused, match="coming already"):
        summons.answer(at(cast.netta), summons_id=asked[1])
    assert summons.of_call(at(cast.cleo), asked[0]).coming == "Mona"
    assert [one.coming for one in summons.mine(at(cast.cleo))] == ["Mona"]
    assert summons.mine(at(cast.dan)) == []
    assert summons.waiting(at(cast.netta)) == []
    assert [one.coming for one in summons.waiting(at(cast.mona))] == ["Mona"]


def test_a_counsellor_does_not_come_and_another_centre_does_not_see_it(at, cast, asked):
    with pytest.raises(NotAllowed):
        summons.answer(at(cast.dan), summons_id=asked[1])
    with pytest.raises(NotFound):
        summons.end(at(cast.nia), summons_id=asked[1])
    assert summons.of_call(at(cast.nia), asked[0]) is None


def test_after_a_minute_the_numbers_to_ring_are_due(at, cast, asked):
    desk = at(cast.cleo)
    one = summons.of_call(desk, asked[0])
    assert not one.unanswered(one.asked_at + timedelta(seconds=59))
    assert one.unanswered(one.asked_at + timedelta(seconds=60))
    row = desk.session.get(Helpline, 1)
    row.on_call_phone, row.deputy_phone = "555-0101", "555-0102"
    desk.session.flush()
    assert summons.numbers(desk) == summons.Numbers("555-0101", "555-0102")


def test_who_asked_ends_it_once(at, cast, asked):
    with pytest.raises(NotAllowed):
        summons.end(at(cast.dan), summons_id=asked[1])
    summons.end(at(cast.cleo), summons_id=asked[1])
    with pytest.raises(Refused):
        summons.end(at(cast.cleo), summons_id=asked[1])
    with pytest.raises(Refused):
        summons.answer(at(cast.mona), summons_id=asked[1])
    assert summons.waiting(at(cast.mona)) == []
    assert summons.of_call(at(cast.cleo), asked[0]) is None


def test_it_ends_with_the_call(at, cast, asked):
    desk = at(cast.cleo)
    call = calls.on_desk(desk, asked[0])
    calls.close(desk, call_id=call.id, outcome="emergency", version=call.version)
    assert summons.waiting(at(cast.mona)) == []
    assert summons.of_call(desk, asked[0]) is None


def test_nothing_that_was_said_is_in_it(at, cast, asked):
    desk = at(cast.cleo)
    (row,) = desk.session.exec(select(Summons)).all()
    assert set(row.model_dump()) == {
        "id", "centre_id", "call_id", "asked_by_id", "tier", "asked_at", "answered_by_id",
        "answered_at", "ended_at",
    }  # fmt: skip
    entry = desk.session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (entry.act, entry.subjects) == ("SUMMON", f"Summons {row.id}")
    assert row.asked_at <= now()
