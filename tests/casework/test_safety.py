"""Is the tier right by domain.md 2.2, for each person apart, and never guessed?"""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casework import calls, drafts, safety
from casework.errors import NotFound, Refused
from casework.facts import Known
from db.models import now

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


# Every answer a screen can send, of the gate and of its signs.
SIGNS = [f"{name}.{sign}" for name, item in safety.GATE.items() for sign in item.signs]
ITEMS = st.dictionaries(st.sampled_from([*safety.GATE, *SIGNS]), st.sampled_from(safety.ANSWERS))
SAID = st.fixed_dictionaries(
    {},
    optional={
        "overdose": st.sampled_from(["day", "month", "ever", "no"]),
        "pregnant": st.sampled_from(["yes", "no"]),
        "dose": st.sampled_from(["safe", "at_risk", "missed", "out"]),
        "route": st.sampled_from(["oral", "injection"]),
        "reachable": st.sampled_from(["yes", "no"]),
        "substances": st.sampled_from(["fentanyl", "alcohol"]),
        "age": st.sampled_from(["16", "40"]),
    },
)
GRAVEST_FIRST = ["T0", "T1", "T2", "not_cleared", "T3"]


@given(ITEMS, SAID)
def test_the_highest_trigger_wins_and_all_of_them_are_kept(answers, said):
    found = safety.assess(answers, stated(**said), "caller")
    tiers = [t.tier for t in found.triggers]
    assert tiers == sorted(tiers)
    assert not tiers or found.tier == tiers[0]


@given(ITEMS, SAID)
def test_an_open_item_never_gives_routine_whatever_else_was_said(answers, said):
    found = safety.assess(answers, stated(**said), "caller")
    if any(answers.get(item) not in {"yes", "no"} for item in safety.GATE):
        assert found.tier != "T3"
        assert found.unanswered


@given(ITEMS, SAID, st.sampled_from([*safety.GATE, *SIGNS]))
def test_adding_a_yes_never_lowers_a_tier(answers, said, item):
    """Which sign it is may narrow a bare yes, which counts as its gravest reading until then."""
    question = item.partition(".")[0]
    bare = answers.get(question) == "yes" and not any(
        answers.get(sign) == "yes" for sign in SIGNS if sign.startswith(f"{question}.")
    )
    assume(not (bare and item != question))
    before = safety.assess(answers, stated(**said), "caller").tier
    after = safety.assess({**answers, item: "yes"}, stated(**said), "caller").tier
    assert GRAVEST_FIRST.index(after) <= GRAVEST_FIRST.index(before)


@given(ITEMS, SAID)
def test_the_other_sides_facts_change_nothing(answers, said):
    theirs = {
        path.replace("caller.", "concerned."): known for path, known in stated(**said).items()
    }
    assert safety.assess(answers, theirs, "caller") == safety.assess(answers, {}, "caller")


@given(ITEMS, SAID)
def test_each_urgent_trigger_shows_its_own_steps_the_gravest_first(answers, said):
    found = safety.assess(answers, stated(**said), "caller")
    shown = [trigger for urgent in found.urgent for trigger in urgent.triggers]
    assert set(shown) == {t for t in found.triggers if t.tier in {"T0", "T1"}}
    assert [u.tier for u in found.urgent] == sorted(u.tier for u in found.urgent)


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


def test_the_other_sides_answers_leave_a_tier_as_it_is(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value="parent")
    for item in safety.GATE:
        safety.answer(desk, call_id=call, side="caller", item=item, answer="no")
    for item in (*safety.GATE, *SIGNS):
        safety.answer(desk, call_id=call, side="concerned", item=item, answer="yes")
    assert calls.on_desk(desk, call).caller_tier == "T3"


def test_an_emergency_runs_since_its_first_yes(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    before = now()
    for item in ("medical", "medical.seizure"):
        safety.answer(desk, call_id=call, side="caller", item=item, answer="yes")
    found = safety.assessed(desk, call)["caller"]
    first = safety.raised_at(desk, call, "caller", found)
    assert before <= first
    safety.clear(desk, call_id=call, side="caller", tier="T0", reason="ambulance is there")
    safety.answer(desk, call_id=call, side="caller", item="medical.chest_pain", answer="yes")
    again = safety.raised_at(desk, call, "caller", safety.assessed(desk, call)["caller"])
    assert again > first
