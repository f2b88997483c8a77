""" "Please don't write that down": is the text gone from everywhere, and the act still known?"""

import pytest
from sqlmodel import select

from casework import calls, drafts, facts, safety, striking, support
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Draft, Fact


def strike(desk, call, field="call.happening"):
    striking.strike(desk, call_id=call, field=field)


def jot(desk, call, text, *, field="call.happening", left=False, seq=1, base=0):
    drafts.jot(desk, call_id=call, field=field, value=text, base=base, tab="a", seq=seq, left=left)


def test_every_version_and_the_draft_are_emptied(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    jot(desk, call, "her brother sells", left=True)
    jot(desk, call, "her brother sells it", left=True, seq=2, base=1)
    jot(desk, call, "her brother sells it at the", seq=3, base=2)
    strike(desk, call)
    rows = desk.session.exec(select(Fact).where(Fact.field == "call.happening")).all()
    assert len(rows) == 2
    assert all(row.value is None and row.struck for row in rows)
    assert not desk.session.exec(select(Draft)).all()
    entry = desk.session.exec(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry.subjects == f"Call {call} struck a field"


def test_it_goes_from_the_support_map_too(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    row = support.add(desk, call_id=call, question="on_side", kind="sponsor")
    field = f"support.{row}.label"
    jot(desk, call, "Uncle Ray", field=field, left=True)
    assert support.sources(desk, call)[0].label == "Uncle Ray"
    strike(desk, call, field)
    assert not support.sources(desk, call)[0].label


def test_a_struck_answer_no_longer_sets_the_tier(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for item in safety.GATE:
        safety.answer(desk, call_id=call, side="caller", item=item, answer="no")
    drafts.choose(desk, call_id=call, field="caller.pregnant", value="yes")
    assert calls.on_desk(desk, call).caller_tier == "T2"
    strike(desk, call, "caller.pregnant")
    assert calls.on_desk(desk, call).caller_tier == "T3"


def test_words_written_afterwards_are_a_new_version(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    jot(desk, call, "no", left=True)
    strike(desk, call)
    base = facts.newest_versions(desk, call)["call.happening"]
    jot(desk, call, "a sister worries", left=True, seq=2, base=base)
    found = facts.known(desk, call)["call.happening"]
    assert (found.value, found.answer, found.kept_both) == ("a sister worries", "stated", False)


def test_nothing_there_and_twice_are_refused(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    with pytest.raises(Refused):
        strike(desk, call)
    jot(desk, call, "no", left=True)
    strike(desk, call)
    with pytest.raises(Refused):
        strike(desk, call)


def test_only_who_may_write_there_strikes(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    jot(desk, call, "no", left=True)
    for who, problem in (
        (cast.dan, NotAllowed), (cast.nia, NotFound), (cast.adam, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(problem):
            strike(at(who), call)
    strike(at(cast.mona), call)
