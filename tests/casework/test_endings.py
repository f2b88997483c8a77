"""How does a call end that was no ordinary one, and what can be undone or added afterwards?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import calls, drafts, endings, facts
from casework.errors import NotAllowed, NotFound, Refused
from db import session
from db.models import Call, Fact, now

SENTENCE = "He shouted insults and would not stop."


def abusive(desk, call, sentence=SENTENCE, version=1):
    endings.abusive(desk, call_id=call, sentence=sentence, version=version)


def grow_old(call, **by):
    with session.reading() as opened:
        session.start_writing(opened)
        row = opened.get(Call, call)
        row.ended_at, row.started_at = (
            row.ended_at - timedelta(**by),
            row.started_at - timedelta(**by),
        )
        opened.commit()


def test_abusive_needs_a_sentence(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for too_short in ("", "rude", "very rude"):
        with pytest.raises(Refused, match="sentence"):
            abusive(desk, call, too_short)
    abusive(desk, call)
    found = endings.ended(desk, call)
    assert (found.what, found.sentence, found.void) == ("abusive", SENTENCE, False)


def test_what_was_typed_on_an_abusive_call_stays(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.jot(
        desk, call_id=call, field="call.notes", value="asked for a detox", base=0, tab="a", seq=1,
        left=False,
    )  # fmt: skip
    abusive(desk, call)
    assert facts.known(desk, call)["call.notes"].value == "asked for a detox"


def test_the_word_and_the_sentence_go_after_thirty_days(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    abusive(desk, call)
    grow_old(call, days=29)
    assert endings.ended(at(cast.mona), call).what == "abusive"
    grow_old(call, days=2)
    found = endings.ended(at(cast.mona), call)
    assert (found.what, found.sentence) == ("call broke off", "")
    abusive(desk, calls.begin(desk))  # what is written next sweeps it out
    desk = at(cast.mona)
    assert desk.find(Call, call).call_class == "substantive"
    (row,) = desk.session.exec(
        select(Fact).where(Fact.call_id == call, Fact.field == endings.FIELD)
    ).all()
    assert (row.value, row.struck) == (None, True)


def test_abusive_is_taken_back_and_the_sentence_with_it(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    abusive(desk, call)
    with pytest.raises(NotAllowed):
        endings.take_back(at(cast.dan), call_id=call)
    with pytest.raises(NotFound):
        endings.take_back(at(cast.nia), call_id=call)
    endings.take_back(desk, call_id=call)
    assert endings.ended(desk, call) is None
    assert facts.value(facts.known(desk, call), endings.FIELD) is None
    with pytest.raises(Refused):
        endings.take_back(desk, call_id=call)


def test_a_closed_call_is_not_abusive_as_well(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    calls.close(desk, call_id=call, outcome="supported", version=1)
    with pytest.raises(Refused):
        abusive(desk, call, version=2)


def test_who_is_not_on_the_call_does_not_call_it_abusive(at, cast):
    call = calls.begin(at(cast.cleo))
    for who, problem in (
        (cast.dan, NotAllowed), (cast.nia, NotFound), (cast.edda, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(problem):
            abusive(at(who), call)


def test_no_calls_of_the_last_day_can_be_undone_by_who_took_them(at, cast):
    desk = at(cast.cleo)
    hung_up, old, closed = (calls.begin(desk) for _ in range(3))
    for call in (hung_up, old):
        calls.no_call(desk, call_id=call, what="hang_up", version=1)
    calls.close(desk, call_id=closed, outcome="supported", version=1)
    grow_old(old, hours=25)
    desk = at(cast.cleo)
    (one,) = endings.undoable(desk)
    assert (one.call_id, one.what, one.may_undo) == (hung_up, "hung up", True)
    assert endings.undoable(at(cast.dan)) == []
    assert not endings.ended(at(cast.mona), hung_up).may_undo


def test_a_closed_call_says_until_when_its_author_adds_to_it(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    assert endings.ended(desk, call) is None
    calls.close(desk, call_id=call, outcome="supported", version=1)
    found = endings.ended(desk, call)
    assert found.may_add
    assert timedelta(hours=23) < found.add_until - now() <= timedelta(hours=24)
    assert not endings.ended(at(cast.dan), call).may_add
    grow_old(call, hours=25)
    assert not endings.ended(at(cast.cleo), call).may_add
    assert endings.ended(at(cast.mona), call).may_add
