"""Does a call begin, end and get amended by the rules, and only by those who may?"""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import calls, drafts, facts
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Call, now
from db.session import reading, start_writing


def close(desk, call, outcome="supported"):
    calls.close(desk, call_id=call, outcome=outcome, version=calls.on_desk(desk, call).version)


def grow_old(call, hours):
    with reading() as session:
        start_writing(session)
        session.get(Call, call).ended_at = now() - timedelta(hours=hours)
        session.commit()


def test_a_call_has_a_number_that_can_be_read_out(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    number = calls.on_desk(desk, call).number
    assert not set(number.replace("-", "")) & set("B8G6I1L0OQDS5Z2")
    assert calls.by_number(desk, number.lower().replace("-", "")) == call


def test_another_centre_does_not_find_it(at, cast):
    call = calls.begin(at(cast.cleo))
    with pytest.raises(NotFound):
        calls.on_desk(at(cast.nia), call)
    assert calls.on_desk(at(cast.netta), call).id == call


def test_an_auditor_logs_no_calls(at, cast):
    with pytest.raises(NotAllowed):
        calls.begin(at(cast.audrey))


def test_closing_twice_is_refused(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    close(desk, call)
    with pytest.raises(Refused):
        close(desk, call)


def test_a_colleague_does_not_close_it(at, cast):
    call = calls.begin(at(cast.cleo))
    with pytest.raises(NotAllowed):
        close(at(cast.dan), call)


def test_a_stale_screen_does_not_close_it(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    with pytest.raises(Refused):
        calls.close(desk, call_id=call, outcome="supported", version=7)


def test_a_hang_up_is_undone_within_a_day(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    calls.no_call(desk, call_id=call, what="hang_up", version=1)
    assert calls.my_open(desk) == []
    calls.undo_no_call(desk, call_id=call)
    assert [c.id for c in calls.my_open(desk)] == [call]
    calls.no_call(desk, call_id=call, what="hang_up", version=2)
    grow_old(call, 25)
    with pytest.raises(Refused):
        calls.undo_no_call(desk, call_id=call)


def test_a_closed_call_is_amended_for_a_day_then_by_a_supervisor(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    close(desk, call)
    drafts.choose(desk, call_id=call, field="caller.age", value="34")
    grow_old(call, 25)
    with pytest.raises(NotAllowed):
        drafts.choose(desk, call_id=call, field="caller.age", value="35")
    drafts.choose(at(cast.mona), call_id=call, field="caller.age", value="36")
    assert facts.known(desk, call)["caller.age"].value == "36"


def test_unknown_declined_and_not_asked_stay_three_answers(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for answer in ("unknown", "declined", "not_asked"):
        drafts.choose(desk, call_id=call, field="caller.pregnant", value=None, answer=answer)
        assert facts.known(desk, call)["caller.pregnant"].answer == answer


def test_an_answer_no_screen_offers_is_refused(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for field, value in (("caller.pregnant", "maybe"), ("caller.shoe_size", "9"), ("x", "y")):
        with pytest.raises(Refused):
            drafts.choose(desk, call_id=call, field=field, value=value)


def test_twenty_thousand_characters_are_kept(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.happening", value="é" * 20_000)
    assert len(facts.known(desk, call)["call.happening"].value) == 20_000


def test_relation_and_stage_stand_on_the_call_for_reports(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value="parent")
    drafts.choose(desk, call_id=call, field="call.stage", value="worried")
    shown = calls.on_desk(desk, call)
    assert (shown.relation, shown.stage, shown.about_self) == ("parent", "worried", False)
    assert facts.known(desk, call)["call.stage"].provenance == "third_party"


def test_who_tells_us_is_set_once_and_changed_where_it_differs(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for field, value in (
        ("call.relation", "parent"),
        ("concerned.town", "Dayton OH"),
        ("call.provenance", "self"),
        ("concerned.age", "24"),
    ):
        drafts.choose(desk, call_id=call, field=field, value=value)
    known = facts.known(desk, call)
    assert (known["concerned.town"].provenance, known["concerned.age"].provenance) == (
        "third_party",
        "self",
    )


def test_a_call_from_paper_keeps_its_true_time(at, cast):
    desk = at(cast.cleo)
    began = now() - timedelta(hours=5)
    one = calls.on_desk(desk, calls.begin(desk, started_at=began))
    assert (one.started_at, one.afterwards, one.counsellor) == (began, True, "Cleo")
    for impossible in (now() + timedelta(minutes=1), now() - timedelta(days=400)):
        with pytest.raises(Refused):
            calls.begin(desk, started_at=impossible)


def test_a_call_is_logged_for_a_colleague_of_the_centre_only(at, cast):
    desk = at(cast.cleo)
    assert "Dan" in {name for _, name in calls.colleagues(desk)}
    call = calls.begin(desk, started_at=now() - timedelta(hours=1), taken_by=cast.dan.id)
    one = calls.on_desk(desk, call)
    assert (one.counsellor, one.mine) == ("Dan", True)
    drafts.choose(desk, call_id=call, field="call.stage", value="not_sure")
    drafts.choose(at(cast.dan), call_id=call, field="call.stage", value="wants_help")
    assert call in {c.id for c in calls.my_open(desk)} & {c.id for c in calls.my_open(at(cast.dan))}
    for stranger in (cast.nia.id, cast.edda.id, 999_999):
        with pytest.raises(NotFound):
            calls.begin(desk, started_at=now() - timedelta(hours=1), taken_by=stranger)


def test_a_colleagues_call_that_is_opened_leaves_a_line_and_ones_own_does_not(at, cast):
    call = calls.begin(at(cast.cleo))

    def lines():
        opened = at(cast.cleo).session.exec(select(AuditEntry).where(AuditEntry.act == "OPEN_CALL"))
        return [(row.actor_id, row.subjects) for row in opened.all()]

    calls.opened(at(cast.cleo), call)
    assert lines() == []
    for colleague in (cast.dan, cast.mona):
        calls.opened(at(colleague), call)
    assert lines() == [(cast.dan.id, f"Call {call}"), (cast.mona.id, f"Call {call}")]
    with pytest.raises(NotFound):
        calls.opened(at(cast.nia), call)
