"""Does the order of a list stay put until an answer changes, while its words are of this minute?"""

from datetime import UTC, datetime, time, timedelta

import pytest

from casework import calls, directory, drafts, facts, matches, offers, standing
from casework.facts import Known
from imports.listing import Time
from matching import Ranking
from matching.words import List
from tests.casework.feeds import FEED, meeting, reading

MONDAY = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 6:30 pm in Dayton
MINUTES = timedelta(minutes=1)
HERE = "caller.zip"


def said(path, minutes, answer="stated"):
    return {path: Known("x", answer, "self", 1, MONDAY + minutes * MINUTES)}


@pytest.mark.parametrize(
    ("facts_", "gate", "after", "expected"),
    [
        ({}, [], 10, 10),  # nothing said: now
        (said(HERE, 0), [], 10, 0),
        (said(HERE, 0), [], 29, 0),
        (said(HERE, 0), [], 31, 30),  # and not older than half an hour
        (said(HERE, 0), [], 3 * 24 * 60 + 45, 3 * 24 * 60 + 30),
        (said(HERE, 0) | said("call.stage", 4), [], 10, 4),
        (said(HERE, 0) | said("call.notes", 4), [], 10, 0),  # shapes no list
        (said(HERE, 0) | said("caller.name", 4), [], 10, 0),
        (said(HERE, 0) | said("concerned.zip", 4), [], 10, 0),  # the other's list
        (said(HERE, 0) | said("caller.away.0000000a.where", 4), [], 10, 4),
        (said(HERE, 0) | said("caller.care", 4, "declined"), [], 10, 4),
        (said(HERE, 0), [MONDAY + 6 * MINUTES], 10, 6),
        (said(HERE, 20), [], 10, 10),  # a clock that runs ahead
    ],
)
def test_the_order_is_that_of_the_last_answer_that_shapes_the_list(facts_, gate, after, expected):
    at = MONDAY + after * MINUTES
    assert standing.ordered_at(facts_, "caller", gate, at) == MONDAY + expected * MINUTES


@pytest.fixture
def evening(cast, at):
    """A call at 6:30 pm with three rooms in town: 7:00 pm, 7:30 pm, and Tuesday 7:00 pm."""
    times = {2: time(19), 4: time(19, 30)}
    rooms = [
        meeting(number, attendance="in_person", join_url="",
                times=[Time(weekday=1, start=start, minutes=60)])
        for number, start in times.items()
    ]  # fmt: skip
    later = [Time(weekday=2, start=time(19), minutes=60)]
    rooms.append(meeting(6, attendance="in_person", join_url="", times=later))
    directory.take(at(cast.edda), FEED, reading(rooms))
    matches.settle()
    desk = at(cast.cleo)
    call = calls.begin(desk)
    answered(desk, call, MONDAY, **{"call.relation": "self", HERE: "45402"})
    return desk, call


def answered(desk, call, when, **answers):
    """Each answer, as if it were given at that moment."""
    for field, value in answers.items():
        drafts.choose(desk, call_id=call, field=field, value=value)
        with desk.jotting():
            row = facts.newest(desk, call, field)
            row.written_at = when
            desk.session.add(row)


def peers(desk, call, minutes):
    found = offers.lists(
        desk, calls.on_desk(desk, call), facts.known(desk, call), at=MONDAY + minutes * MINUTES
    )
    return next(one for one in found if one.kind is List.PEERS)


def names(shown):
    return [offer.card.name for offer in shown.offers]


def test_a_meeting_that_began_stays_where_it_stood_and_says_so(evening):
    desk, call = evening
    before = peers(desk, call, 0)
    assert names(before) == ["Quiet Room 1", "Quiet Room 2", "Quiet Room 3"]
    during = peers(desk, call, 25)  # 6:55: five minutes to go
    assert names(during) == names(before)
    first, second = during.offers[0].match, during.offers[1].match
    assert "Too late to get there for tonight 7:00 pm." in first.cautions
    assert offers.when(during.offers[0], during.zone, MONDAY + 25 * MINUTES) == (
        "Monday, November 30, 7:00 pm"
    )
    assert second.reasons[0] == "Meets tonight 7:30 pm, in 35 min."
    assert not second.cautions or "Too late" not in second.cautions[0]


def test_the_next_answer_puts_the_list_in_the_order_of_that_minute(evening):
    desk, call = evening
    answered(desk, call, MONDAY + 26 * MINUTES, **{"caller.travel": "walk"})
    assert names(peers(desk, call, 27))[0] == "Quiet Room 2"
    answered(desk, call, MONDAY + 28 * MINUTES, **{"caller.name": "Sam"})
    assert names(peers(desk, call, 29))[0] == "Quiet Room 2"


def test_what_the_directory_learns_shows_at_once(evening, at, cast):
    desk, call = evening
    first = peers(desk, call, 0).offers[0].card
    directory.report(at(cast.dan), group_id=first.group_id, kind="closed")
    matches.settle()
    assert names(peers(desk, call, 1))[0] == "Quiet Room 2"


def test_what_was_left_out_is_counted_now_and_near():
    """Neither an older minute's count nor the whole country's, when nothing near was kept out."""
    held = Ranking(left_out={"times": 9}, left_out_near={"times": 9})
    fresh = Ranking(left_out={"language": 4_000}, left_out_near={})
    shown = standing.with_words_of_now(held, fresh, MONDAY, "UTC")
    assert (shown.left_out, shown.left_out_near) == (fresh.left_out, fresh.left_out_near)


def test_what_is_far_away_is_not_said_to_be_left_out(evening, monkeypatch):
    desk, call = evening
    far = Ranking(left_out={"language": 4_000}, left_out_near={})
    monkeypatch.setattr(matches, "rank", lambda *_, **__: far)
    assert peers(desk, call, 0).left_out == ""
