"""Is the tier right by domain.md 2.2, for each person apart, and never guessed?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework import calls, drafts, safety
from casework.errors import NotFound, Refused
from casework.facts import Known

ALL_NO = dict.fromkeys(safety.GATE, "no")


def stated(**answers):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return {f"caller.{k}": Known(v, "stated", "self", 1, at) for k, v in answers.items()}


def tier(answers=ALL_NO, **said):
    return safety.assess(answers, stated(**said), "caller").tier


@pytest.mark.parametrize(
    ("answers", "said", "expected"),
    [
        (ALL_NO, {}, "T3"),
        ({}, {}, "not_cleared"),
        ({**ALL_NO, "suicide": "declined"}, {}, "not_cleared"),
        ({**ALL_NO, "suicide": "unknown"}, {}, "not_cleared"),
        ({"medical": "yes"}, {}, "T0"),
        ({"medical": "yes", "medical.reversed": "yes"}, {}, "T1"),
        ({"withdrawal": "yes"}, {}, "T1"),
        ({"withdrawal": "yes", "withdrawal.confused": "yes"}, {}, "T0"),
        ({"suicide": "yes"}, {}, "T1"),
        ({"suicide": "yes", "suicide.attempt": "yes"}, {}, "T0"),
        ({"danger": "yes", "danger.home": "yes"}, {}, "T1"),
        (ALL_NO, {"pregnant": "yes"}, "T2"),
        (ALL_NO, {"pregnant": "yes", "dose": "missed"}, "T1"),
        (ALL_NO, {"route": "injection"}, "T2"),
        (ALL_NO, {"break": "yes"}, "T2"),
        (ALL_NO, {"age": "17"}, "T2"),
        (ALL_NO, {"age": "eighteen"}, "T3"),
        (ALL_NO, {"reachable": "no", "substances": "fentanyl"}, "T1"),
        (ALL_NO, {"reachable": "no", "substances": "cannabis"}, "T3"),
        ({**ALL_NO, "medical": "yes"}, {"pregnant": "yes"}, "T0"),
    ],
)
def test_the_highest_trigger_sets_the_tier(answers, said, expected):
    assert tier(answers, **said) == expected


@given(
    st.dictionaries(st.sampled_from(sorted(safety.GATE)), st.sampled_from(safety.ANSWERS)),
)
def test_an_unanswered_item_is_never_routine(answers):
    found = safety.assess(answers, {}, "caller")
    assert (found.tier == "T3") == (answers == ALL_NO)


def test_every_sign_has_steps_to_show():
    for item in safety.GATE.values():
        for sign in (item.bare, *item.signs.values()):
            assert safety.STEPS[sign.steps]


def test_the_sons_emergency_does_not_hide_the_mothers_tier(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    safety.answer(desk, call_id=call, side="concerned", item="medical", answer="yes")
    for item in safety.GATE:
        safety.answer(desk, call_id=call, side="caller", item=item, answer="no")
    shown = calls.on_desk(desk, call)
    assert (shown.caller_tier, shown.concerned_tier) == ("T3", "T0")


def test_only_a_person_with_a_reason_ends_an_emergency(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for item in safety.GATE:
        safety.answer(desk, call_id=call, side="caller", item=item, answer="no")
    safety.answer(desk, call_id=call, side="caller", item="medical", answer="yes")
    with pytest.raises(Refused):
        safety.clear(desk, call_id=call, side="caller", tier="T0", reason=" ")
    safety.clear(desk, call_id=call, side="caller", tier="T0", reason="ambulance is there")
    assert calls.on_desk(desk, call).caller_tier == "T3"
    safety.answer(desk, call_id=call, side="caller", item="medical.seizure", answer="yes")
    assert calls.on_desk(desk, call).caller_tier == "T0"


def test_another_centre_answers_nothing(at, cast):
    call = calls.begin(at(cast.cleo))
    with pytest.raises(NotFound):
        safety.answer(at(cast.nia), call_id=call, side="caller", item="medical", answer="yes")


def test_a_fact_that_sets_a_tier_is_seen_on_the_call_at_once(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="caller.pregnant", value="yes")
    assert calls.on_desk(desk, call).caller_tier == "T2"
