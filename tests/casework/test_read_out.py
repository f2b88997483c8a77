"""Is what is read out, copied and printed right on the day it is read, by the clock of who goes?"""

import io
from datetime import time

import pytest
from pypdf import PdfReader
from sqlmodel import select

from casework import (
    calls,
    directory,
    drafts,
    letters,
    needs,
    offers,
    read_out,
    reasons,
    referrals,
    showing,
)
from casework import facts as facts_of
from db.models import Meeting
from imports.listing import Time
from matching.words import List
from tests.casework import story
from tests.casework.feeds import FEED, meeting, reading

WEDNESDAYS = Time(weekday=3, start=time(19, 30), minutes=60, zone="America/New_York")
CHICAGO, DAYTON = "60601", "45402"


@pytest.fixture
def group(at, cast):
    """Quiet Room 1, Wednesdays 7:30 pm by the clock of New York, also online."""
    directory.take(at(cast.edda), FEED, reading([meeting(3, times=[WEDNESDAYS])]))
    return at(cast.edda).session.exec(select(Meeting)).one()


def sent(desk, group, zip_code):
    made = story.begun(desk, zip=zip_code)
    need = needs.hear(desk, call_id=made.call, side="caller", kind=List.PEERS)
    referrals.make(
        desk,
        call_id=made.call,
        need_id=need,
        side="caller",
        group_id=group.group_id,
        meeting_id=group.id,
    )
    return made.call


@pytest.mark.parametrize(("zip_code", "hour"), [(DAYTON, "7:30 pm"), (CHICAGO, "6:30 pm")])
def test_a_meeting_has_its_weekday_and_the_hour_where_they_are(at, cast, group, zip_code, hour):
    desk = at(cast.cleo)
    call = sent(desk, group, zip_code)
    (one,) = read_out.on_list(desk, call)
    assert read_out.text_to_copy([one]).endswith(f"Wed {hour}")
    letters.issue_for_caller(desk, call_id=call, side="caller")
    ((_, letter_id),) = letters.of_call(desk, call)
    printed = PdfReader(io.BytesIO(letters.fetch(desk, letter_id).pdf)).pages[0].extract_text()
    assert f"Wednesday {hour} (" in printed
    assert "tomorrow" not in printed
    assert "tonight" not in printed


def read_and_sent(desk, group, **facts):
    """As on the desk: the offer is noted with its reasons, then the referral is made."""
    made = story.begun(desk, zip=DAYTON, outlook="twelve_step", modes="online", **facts)
    call, known = calls.on_desk(desk, made.call), facts_of.known(desk, made.call)
    shown = offers.lists(desk, call, known)
    offer = offers.find(shown, "caller", "peers", f"m{group.id}")
    of = next(one for one in shown if one.kind is List.PEERS)
    showing.note(desk, call_id=made.call, shown=of, offer=offer, read_out=True, chosen=True)
    need = needs.hear(desk, call_id=made.call, side="caller", kind=List.PEERS)
    referrals.make(
        desk,
        call_id=made.call,
        need_id=need,
        side="caller",
        group_id=group.group_id,
        meeting_id=group.id,
    )
    return made.call


def printed(desk, call, language):
    look = letters.Look(language)
    issued = letters.issue_for_caller(desk, call_id=call, side="caller", look=look)
    pdf = letters.fetch(desk, issued.id).pdf
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_who_speaks_spanish_is_read_to_in_spanish_with_the_english_beside_it(at, cast, group):
    desk = at(cast.cleo)
    (one,) = read_out.on_list(desk, read_and_sent(desk, group, speaks="es"))
    assert one.language == "es"
    assert one.own_times.startswith("Se reúne ") and ", en " not in one.own_times
    assert one.times.startswith("Meets ") and ", in " not in one.times
    assert (one.reason, one.own_reason) == ("From home, online.", "Desde casa, en línea.")
    assert "translator" in read_out.caution([one])
    assert read_out.text_to_copy([one]).endswith("Mié 7:30 pm")


def test_who_speaks_english_is_read_to_in_english_alone(at, cast, group):
    (one,) = read_out.on_list(at(cast.cleo), read_and_sent(at(cast.cleo), group))
    assert (one.language, one.own_times, one.own_reason) == ("en", "", "")
    assert one.reason == "From home, online."
    assert read_out.caution([one]) == ""


def test_the_language_of_the_call_is_the_callers(at, cast):
    desk = at(cast.cleo)
    call = story.begun(desk, relation="parent").call
    drafts.choose(desk, call_id=call, field="call.language", value="es")
    known = facts_of.known(desk, call)
    assert read_out.language_of(known, "caller") == "es"
    assert read_out.language_of(known, "concerned") == "en"
    drafts.choose(desk, call_id=call, field="caller.speaks", value="ase")
    assert read_out.language_of(facts_of.known(desk, call), "caller") == "en"


def test_the_sheet_gives_its_reason_in_its_own_language(at, cast, group):
    desk = at(cast.cleo)
    call = read_and_sent(desk, group, speaks="es")
    assert "Desde casa, en línea." in printed(desk, call, "es")
    english = printed(desk, call, "en")
    assert "From home, online." in english and "Desde casa" not in english


def test_why_it_was_offered_is_kept_with_its_rule_in_both_languages(at, cast, group):
    desk = at(cast.cleo)
    call = read_and_sent(desk, group)
    (row,) = showing.read_out(desk, call)
    assert row.reasons[1] == {
        "rule": "format",
        "says": "from_home",
        "en": "From home, online.",
        "es": "Desde casa, en línea.",
    }
    assert reasons.in_words(row.reasons)[1] == "From home, online."
    assert reasons.in_words(row.reasons, "es")[1] == "Desde casa, en línea."


# What was kept before reasons were kept in two languages.
@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (["Meets tonight 7:30 pm, in 2 h.", "About 2 miles away.", "Gives out naloxone."],
         "Gives out naloxone."),
        (["Meets tonight 7:30 pm, in 2 h.", "1 mile away."], "1 mile away."),
        (["Open now.", "For family and friends."], "For family and friends."),
        (["Meets tonight 7:30 pm, in 2 h."], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_one_reason_is_said_and_it_is_the_one_that_tells_something(kept, said):
    assert reasons.one(kept) == said
    assert reasons.one(kept, "es") == ""


def test_when_it_meets_is_said_without_the_wait():
    assert reasons.when(["Meets tonight 7:30 pm, in 2 h."]) == "Meets tonight 7:30 pm"
    assert reasons.when(["Meets tonight 7:30 pm, now."]) == "Meets tonight 7:30 pm"
    far = ["Open now.", "Meets Tuesday, December 1, 7:30 pm."]
    assert reasons.when(far) == "Meets Tuesday, December 1, 7:30 pm"
    assert reasons.when(["Opens tomorrow 9:00 am."]) == ""
