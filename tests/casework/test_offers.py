"""What does an offer on the desk say, and when does a call speak of violence?"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import event

from casework import (
    calls,
    directory,
    drafts,
    facts,
    matches,
    needs,
    offers,
    safety,
    showing,
    support,
)
from casework.directory import snapshot
from casework.matches import Card
from db import session
from db.models import now
from imports.listing import Time
from matching import VERSION, Match, MatchSlot
from matching.because import Because, Tone
from matching.words import List
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading

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


@pytest.fixture
def groups(at, cast):
    """A group of three evenings, and a clinic that does not say which medication it gives."""
    evenings = [
        meeting(2, source_id=f"m{day}", times=[Time(weekday=day, start=time(19), minutes=60)])
        for day in (1, 3, 5)
    ]
    silent = clinic(1, tags=[], complete=frozenset())
    directory.take(at(cast.edda), FEED, reading([*evenings, silent]))
    matches.settle()


def listed(desk, call, kind, when):
    here = calls.on_desk(desk, call)
    found = offers.lists(desk, here, facts.known(desk, call), at=when)
    return next(one for one in found if one.kind is kind)


def about_self(desk, **said):
    call = calls.begin(desk)
    for field, value in {"call.relation": "self", "caller.zip": "45402", **said}.items():
        drafts.choose(desk, call_id=call, field=field, value=value)
    return call


def test_a_group_is_one_card_that_says_when_else_it_meets(at, cast, groups):
    desk = at(cast.cleo)
    monday = datetime(2026, 11, 23, 17, tzinfo=UTC)
    shown = listed(desk, about_self(desk), List.PEERS, monday)
    (card,) = shown.offers
    assert offers.when(card, shown.zone, monday) == "tonight 7:00 pm, in 7 h"
    assert card.also == "Also Wednesday 7:00 pm, Friday 7:00 pm."


def test_only_what_has_to_be_confirmed_is_asked_for_a_tick(at, cast, groups):
    desk = at(cast.cleo)
    call = about_self(desk, **{"caller.medication_wish": "methadone"})
    shown = listed(desk, call, List.TREATMENT, now())
    ring = next(offer for offer in shown.offers if offer.ring_first)
    assert len(ring.match.unknowns) > len(ring.to_confirm) > 0
    assert all("ring first" in words for words in ring.to_confirm)
    assert all(not offer.to_confirm for offer in shown.offers if not offer.ring_first)


def test_what_was_shown_is_kept_with_the_version_it_was_ranked_with(at, cast, groups, monkeypatch):
    desk = at(cast.cleo)
    call = about_self(desk)
    shown = listed(desk, call, List.PEERS, now())
    told = {"call_id": call, "shown": shown, "offer": shown.offers[0]}
    showing.note(desk, **told, read_out=True, chosen=False)
    monkeypatch.setattr(showing, "VERSION", "a later one")
    showing.note(desk, **told, read_out=True, chosen=True)
    (row,) = showing.read_out(desk, call)
    assert (row.rules_version, row.rank, row.score) == (VERSION, 1, shown.offers[0].match.score)
    assert [one["en"] for one in row.reasons] == list(shown.offers[0].match.reasons)
    assert row.chosen


@pytest.fixture
def still(groups, monkeypatch):
    """The directory is looked at before, not inside: when that is due is the clock's affair."""
    matches.settle()
    monkeypatch.setattr(snapshot, "_look", lambda _held: None)


@contextmanager
def statements():
    """What is asked of the database inside; the end of a transaction asks nothing."""
    asked = []

    def heard(_connection, _cursor, statement, *_rest):
        if statement.startswith(("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")):
            asked.append(statement)

    event.listen(session.engine(), "before_cursor_execute", heard)
    yield asked
    event.remove(session.engine(), "before_cursor_execute", heard)


@pytest.mark.parametrize("minutes", [0, 5])  # and when the order is older than the words
@pytest.mark.parametrize("relation", ["self", "parent"])
def test_lists_ask_the_database_once_for_each_kind_of_row(at, cast, still, relation, minutes):
    desk = at(cast.cleo)
    call = about_self(desk, **{"call.relation": relation, "concerned.zip": "45402"})
    support.add(desk, call_id=call, question="distance", kind="partner")
    safety.answer(desk, call_id=call, side="caller", item="danger", answer="no")
    here, known = calls.on_desk(desk, call), facts.known(desk, call)
    when = now() + timedelta(minutes=minutes)
    with statements() as asked:
        shown = offers.lists(desk, here, known, at=when)
    assert sum(len(one.offers) for one in shown) > 1
    # Support map, gate, helpline, what is sent; cards of services, of meetings, their telephones, and
    # when one of us asked them.
    assert len(asked) <= 8, asked
    assert len(set(asked)) == len(asked)


def test_the_gate_is_read_once_for_the_emergency_and_the_lists(at, cast, still):
    desk = at(cast.cleo)
    call = about_self(desk)
    safety.answer(desk, call_id=call, side="caller", item="suicide", answer="yes")
    here, known = calls.on_desk(desk, call), facts.known(desk, call)
    with statements() as asked:
        given = safety.at_the_gate(desk, call)
        assert [side for side, _ in offers.emergency(here, desk, known, given)] == ["caller"]
        offers.lists(desk, here, known, given=given)
    assert sum("FROM gate_answer" in one for one in asked) == 1


def test_who_has_no_point_stands_in_the_middle_of_its_zip_or_town(at, cast):
    desk = at(cast.edda)
    nowhere = replace(DAYTON, lat=None, lon=None, precision="none", precision_source="")
    of = {
        "zip": nowhere,
        "city": replace(nowhere, postal_code=""),
        "none": replace(nowhere, postal_code="", city="Nowhere Bay"),
    }
    others = [clinic(n) for n in range(4, 9)]
    made = [clinic(n, name=name, where=where) for n, (name, where) in enumerate(of.items())]
    directory.take(desk, FEED, reading([*made, *others]))
    places = {offer.name: offer.place for offer in snapshot.fresh().index.offers()}
    assert (places["zip"].precision, places["city"].precision) == ("zip", "city")
    for each in (places["zip"], places["city"]):
        assert abs(each.lat - 39.76) < 0.3 and abs(each.lon + 84.19) < 0.3
    assert places["none"] is None
