"""Is a published screener asked word for word, of the person themselves, and what follows from it?"""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import calls, drafts, safety, screeners
from casework.errors import NotAllowed, NotFound, Refused
from casework.follow_ups.situations import lines
from db.models import Call, ScreeningAnswer, now
from db.settings import ROOT

ASQ = screeners.of("asq")
SOURCE = ROOT.parent / "shared" / "content" / "instruments.md"
GIVEN = st.dictionaries(st.integers(1, 5), st.sampled_from([*ASQ.answers, "not_asked"]))


def ask(desk, call, *answers, side="caller", first=1):
    for number, answer in enumerate(answers, start=first):
        safety.screen(desk, call_id=call, side=side, instrument="asq", item=number, answer=answer)


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, None),
        ({1: "no", 2: "no", 3: "no"}, None),
        ({1: "no", 2: "no", 3: "no", 4: "no"}, "negative"),
        ({1: "no", 2: "no", 3: "no", 4: "no_answer"}, "positive_open"),
        ({1: "yes"}, "positive_open"),
        ({1: "yes", 5: "no_answer"}, "positive_open"),
        ({1: "yes", 2: "no", 3: "no", 4: "no", 5: "no"}, "non_acute_positive"),
        ({4: "no_answer", 5: "no"}, "non_acute_positive"),
        ({3: "yes", 5: "yes"}, "acute_positive"),
    ],
)
def test_the_result_follows_the_rules_of_the_instrument(answers, code):
    found = ASQ.result(answers)
    assert (found.code if found else None) == code


def test_one_question_at_a_time_and_the_fifth_only_after_a_yes_or_no_answer():
    def numbers(given):
        return [one.number for one in ASQ.to_ask(given)]

    assert numbers({}) == [1]
    assert numbers({1: "no"}) == [1, 2]
    assert numbers(dict.fromkeys(range(1, 5), "no")) == [1, 2, 3, 4]
    assert numbers({**dict.fromkeys(range(1, 4), "no"), 4: "no_answer"})[-1] == 5


def test_the_wording_is_that_of_the_source():
    if not SOURCE.exists():
        pytest.skip("the page the wording was taken from is not beside this checkout")
    source = SOURCE.read_text()
    for one in ASQ.questions:
        assert one.words in source
        assert not one.if_yes or f"(If yes: {one.if_yes})" in source


def test_what_may_not_ship_says_what_to_obtain():
    names = {one.name for one in screeners.missing()}
    assert {"C-SSRS screener", "BARC-10", "AUDIT-C", "TAPS", "ASQ in Spanish"} <= names
    assert all(one.to_obtain for one in screeners.missing())


def test_a_helpline_installs_its_own_and_half_a_file_is_not_installed(at, cast, tmp_path):
    folder = tmp_path / "screeners"
    folder.mkdir()
    said = json.loads((Path(screeners.__file__).parent / "content" / "asq.json").read_text())
    (folder / "cssrs.json").write_text(json.dumps({**said, "code": "cssrs"}))
    (folder / "half.json").write_text(json.dumps({"code": "half", "items": []}))
    assert set(screeners.installed()) == {"asq", "cssrs"}
    assert "C-SSRS screener" not in {one.name for one in screeners.missing()}


@given(GIVEN, st.integers(1, 5), st.sampled_from(["yes", "no", "unknown", "not_asked"]))
def test_one_more_yes_never_lowers_a_tier(answers, number, suicide):
    def tier(given):
        gate = {**dict.fromkeys(safety.GATE, "no"), "suicide": suicide}
        return safety.assess(gate, {}, "caller", screened=ASQ.result(given)).tier

    order = ["T0", "T1", "T2", "not_cleared", "T3"]
    assert order.index(tier({**answers, number: "yes"})) <= order.index(tier(answers))


@given(GIVEN)
def test_a_negative_screener_never_lowers_what_the_counsellor_judged(answers):
    gate = {**dict.fromkeys(safety.GATE, "no"), "suicide": "yes"}
    assert safety.assess(gate, {}, "caller", screened=ASQ.result(answers)).tier == "T1"


@pytest.mark.parametrize(
    ("answers", "tier", "situation"),
    [
        (["yes", "no", "no", "no", "yes"], "T1", "suicide_high"),
        (["yes", "no", "no", "no", "no"], "T2", "suicide_some"),
        (["no", "no", "no", "no"], "T3", None),
    ],
)
def test_the_result_sets_the_tier_and_when_we_ring_back(at, cast, answers, tier, situation):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for item in safety.GATE:
        safety.answer(desk, call_id=call, side="caller", item=item, answer="no")
    ask(desk, call, *answers)
    assert calls.on_desk(desk, call).caller_tier == tier
    found = {name for name, _ in lines(desk, desk.find(Call, call), "caller", now=now())}
    assert found & {"suicide_high", "suicide_some"} == ({situation} if situation else set())


def test_means_in_hand_stay_an_emergency_whatever_the_screener_says(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for item in ("suicide", "suicide.means"):
        safety.answer(desk, call_id=call, side="caller", item=item, answer="yes")
    ask(desk, call, "no", "no", "no", "no")
    assert calls.on_desk(desk, call).caller_tier == "T0"


def test_nobody_answers_it_for_somebody_else(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value="parent")
    with pytest.raises(Refused, match="never for somebody else"):
        ask(desk, call, "yes", side="concerned")
    ask(desk, call, "yes")  # the mother herself
    assert calls.on_desk(desk, call).caller_tier == "T1"
    assert calls.on_desk(desk, call).concerned_tier == "not_cleared"


def test_each_answer_is_a_version_and_the_same_one_twice_is_not(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    for answer in ("yes", "yes", "no"):
        ask(desk, call, answer)
    rows = desk.session.exec(select(ScreeningAnswer).order_by(ScreeningAnswer.version)).all()
    assert [(row.version, row.answer) for row in rows] == [(1, "yes"), (2, "no")]


def test_who_is_not_on_the_call_answers_nothing(at, cast):
    call = calls.begin(at(cast.cleo))
    for actor, problem in (
        (cast.dan, NotAllowed), (cast.nia, NotFound), (cast.audrey, NotAllowed),
    ):  # fmt: skip
        with pytest.raises(problem):
            ask(at(actor), call, "yes")


@pytest.mark.parametrize(("item", "answer"), [(6, "yes"), (1, "maybe")])
def test_an_answer_no_screen_offers_is_refused(at, cast, item, answer):
    desk = at(cast.cleo)
    with pytest.raises(Refused):
        ask(desk, calls.begin(desk), answer, first=item)


def test_instruments_are_not_under_the_software_licence():
    notice = (Path(screeners.__file__).parent / "content" / "NOTICE.md").read_text()
    for path in (Path(screeners.__file__).parent / "content").glob("*.json"):
        assert path.name in notice
        assert re.search("public domain", json.loads(path.read_text())["notice"])
