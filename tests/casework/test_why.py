"""Is every sentence of a match traced to its rule and to what its source wrote?"""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlmodel import select

from casework import directory, matches, why
from casework.errors import NotAllowed, NotFound
from db.models import Meeting, Service
from imports.listing import Tag, Time
from matching import Because, List, Match, MatchSlot, Place, Precision, Tier, Tone, Wanted
from matching.sayings.rules import ASKED, RULES
from tests.casework.feeds import BUPRENORPHINE, FEED, clinic, meeting, reading

NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)
DAYTON = Place(39.76, -84.19, Precision.ZIP)
SURVEY = replace(FEED, format="findtreatment", source="FindTreatment", file="sites.json", zone="")
SPANISH = Tag("language", "es", "samhsa", "SP")
WEDNESDAYS = Time(weekday=3, start=time(19, 30), minutes=60, zone="America/New_York")
CARE = Wanted(
    kind=List.TREATMENT,
    place=DAYTON,
    zone="America/New_York",
    tier=Tier.T3,
    must={"medication": frozenset({"buprenorphine"}), "pregnancy": frozenset({"yes"})},
    wish={"language": frozenset({"es"})},
)


@pytest.fixture
def place(at, cast):
    """A clinic that writes BU and SP, and nothing of pregnant women."""
    listed = clinic(1, tags=[BUPRENORPHINE, SPANISH], updated_at=NOW, verified_on=date(2026, 11, 3))
    directory.take(at(cast.edda), SURVEY, reading([listed]))
    return f"s{at(cast.edda).session.exec(select(Service.id).order_by(Service.id)).all()[-1]}"


def found(wanted, key):
    ranking = matches.settle().rank(wanted, now=NOW)
    every = (*ranking.matches, *ranking.ring_first, *ranking.near)
    return next(match for match in every if match.key == key)


def traced(desk, match):
    trace = why.it_stands(desk, match, place="Dayton OH", precision="street")
    return trace, {line.said: line for line in trace.lines}


def test_each_sentence_has_its_rule_and_the_code_its_source_wrote(at, cast, place):
    trace, lines = traced(at(cast.cleo), found(CARE, place))
    asked = lines["As you asked: buprenorphine."]
    assert (asked.rule, asked.rests_on) == (ASKED, "FindTreatment wrote BU (buprenorphine).")
    assert lines["As you wished: Spanish."].rests_on == "FindTreatment wrote SP (Spanish)."
    assert trace.source.startswith("From FindTreatment, brought in ")
    assert trace.source.endswith(
        ", changed by its source November 22, 2026, checked by us November 3, 2026."
    )


def test_what_is_not_stated_says_what_silence_means(at, cast, place):
    _, lines = traced(at(cast.cleo), found(CARE, place))
    not_known = lines["Not stated whether they take pregnant women; ring first."]
    assert not_known.rule == RULES["pregnancy"]
    assert not_known.rests_on.startswith("Nothing is written about it. ")
    assert "confirmed by phone" in not_known.rests_on


def test_what_has_no_code_says_what_it_was_worked_out_from(at, cast, place):
    _, lines = traced(at(cast.cleo), found(CARE, place))
    (miles,) = [line for said, line in lines.items() if said.endswith("away.")]
    assert miles.rests_on == (
        "A straight line from the middle of Dayton OH; where it is, is known by its street."
    )
    soon = lines["How soon there is a place is not stated; ask."]
    assert soon.rests_on.startswith("No wait is written")


def test_a_report_says_who_was_told(at, cast, place):
    directory.report(at(cast.cleo), service_id=int(place[1:]), kind="full")
    _, lines = traced(at(cast.cleo), found_now(CARE, place))
    (told,) = [
        line for said, line in lines.items() if said.startswith("A colleague reported full ")
    ]
    assert told.rests_on == "Told Cleo on the telephone."


def found_now(wanted, key):
    ranking = matches.settle().rank(wanted, now=datetime.now(UTC))
    return next(m for m in (*ranking.matches, *ranking.ring_first) if m.key == key)


def test_a_meeting_says_its_times_as_its_source_lists_them(at, cast):
    directory.take(at(cast.edda), FEED, reading([meeting(3, times=[WEDNESDAYS])]))
    key = f"m{at(cast.cleo).session.exec(select(Meeting.id)).one()}"
    wanted = Wanted(kind=List.PEERS, place=DAYTON, zone="America/Chicago", tier=Tier.T3)
    _, lines = traced(at(cast.cleo), found(wanted, key))
    assert lines["Meets Wednesday 6:30 pm."].rests_on == (
        "Listed: meets Wednesday 7:30 pm, 60 min. By the clock of New York."
    )
    assert lines["For people who use."].rests_on == ("dayton wrote aa (for the person who uses).")


@pytest.mark.parametrize("rule", [*RULES, "language", "access"])
def test_every_rule_rests_on_something(at, cast, place, rule):
    """Also one that no fixture above says."""
    says, axis = ("ask", rule) if rule in ("language", "access", "pregnancy") else ("open_now", "")
    because = Because(rule, Tone.REASON, says, axis, frozenset({"yes"}) if axis else frozenset())
    match = Match(key=place, slot=MatchSlot.TODAY, score=0, parts={}, because=(because,))
    (line,) = why.it_stands(at(cast.cleo), match, place="Dayton OH", precision="zip").lines
    assert line.rule
    assert line.rests_on or rule in NEVER_ALONE


# Musts that are said by their axis, with its values.
NEVER_ALONE = {"keeps_medication", "alcohol_treatment", "withdrawal", "cost", "outlook", "wishes"}
NEVER_ALONE |= {"safer", "tongue", "age", "closed_meetings", "medication_friendly", "craft"}


def test_what_is_no_longer_listed_is_not_found_and_only_who_matches_may_ask(at, cast, place):
    match = found(CARE, place)
    with pytest.raises(NotAllowed):
        why.it_stands(at(cast.audrey), match, place="", precision="zip")
    with pytest.raises(NotFound):
        why.it_stands(at(cast.cleo), replace(match, key="s999"), place="", precision="zip")
