"""When does a call speak of violence, and how is the time of an offer said?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework import calls, needs, offers, safety, support
from casework.matches import Card
from matching import Match, MatchSlot
from matching.because import Because, Tone

HOUSE = Card("s1", "Harbour House", "212-555-0100", "1 Pier", 1, None, None)


@pytest.mark.parametrize(
    ("signs", "said"),
    [((), True), (("violence_now",), True), (("home",), True), (("unreachable",), False)],
)
def test_a_bare_yes_to_danger_is_violence_until_a_sign_narrows_it(at, cast, signs, said):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    assert not needs.violence(desk, calls.on_desk(desk, call))
    for item in ("danger", *(f"danger.{sign}" for sign in signs)):
        safety.answer(desk, call_id=call, side="caller", item=item, answer="yes")
    assert needs.violence(desk, calls.on_desk(desk, call)) == ({"caller"} if said else set())


def test_a_violent_person_in_the_support_map_is_violence(at, cast):
    desk = at(cast.cleo)
    call = calls.begin(desk)
    row = support.add(desk, call_id=call, question="distance", kind="partner")
    assert not needs.violence(desk, calls.on_desk(desk, call))
    support.change(desk, row_id=row, field="violent", value="yes")
    assert needs.violence(desk, calls.on_desk(desk, call))


def test_when_a_door_opens_is_said_as_that():
    opens = Because("soon", Tone.REASON, "opens")
    meets = Because("soon", Tone.REASON, "meets")
    at = datetime(2026, 11, 23, 4, 20, tzinfo=UTC)
    found = Match(
        key="s1", slot=MatchSlot.TODAY, score=0, parts={}, next_start=at + timedelta(hours=2)
    )
    said = {
        one.says: offers.when(offers.Offer(replace(found, because=(one,)), HOUSE, 1), "UTC", at)
        for one in (opens, meets)
    }
    assert said == {
        "opens": "opens this morning 6:20 am, in 2 h",
        "meets": "this morning 6:20 am, in 2 h",
    }
