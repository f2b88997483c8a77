"""A place's passing message: on the card, read aloud and on paper while it holds, never past its time."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from casework import directory, drafts, letters, read_out
from casework.directory import to_know
from db.models import Service, SourceRecord
from pages.widgets.call.offers import _message
from pages.widgets.call.read_out import _large
from tests.casework import story
from tests.casework.feeds import FEED, clinic, reading
from tests.casework.test_private_stays import text_of

DOOR = "Use the back door until the lift is mended."
CHEER = "We wish all our guests a happy spring."
TODAY = date(2026, 11, 26)


@pytest.fixture
def at_noon(monkeypatch):
    """Noon in New York, on the 26th."""

    def clock(hour=17, day=26):
        monkeypatch.setattr(to_know, "now", lambda: datetime(2026, 11, day, hour, tzinfo=UTC))

    clock()
    return clock


def take(desk, **values):
    directory.take(desk, FEED, reading([clinic(1, **values)]), yes=True)
    query = select(Service.id).join(SourceRecord, SourceRecord.id == Service.record_id)
    return desk.session.exec(query.where(SourceRecord.source_key == "c1")).one()


def card_of(desk, service):
    desk.session.rollback()
    return directory.describe(desk, [f"s{service}"])[f"s{service}"]


def test_it_stands_on_the_card_through_its_last_day_and_no_longer(cast, at, at_noon):
    service = take(at(cast.edda), alert=DOOR, alert_until=TODAY)
    cleo = at(cast.cleo)
    for hour, day, holds in ((17, 26, True), (4, 27, True), (5, 27, False), (17, 27, False)):
        at_noon(hour, day)  # UTC: the day ends at five there
        assert (card_of(cleo, service).message == DOOR) is holds
        assert (directory.card(cleo, service_id=service).message == DOOR) is holds


def test_one_without_an_end_holds(cast, at, at_noon):
    assert card_of(at(cast.cleo), take(at(cast.edda), alert=DOOR)).message == DOOR


def test_a_match_card_says_it_as_theirs_and_cuts_a_long_one(cast, at, at_noon):
    card = card_of(at(cast.cleo), take(at(cast.edda), alert=DOOR))
    assert _message(card) == f"They say for now: “{DOOR}”"
    long = card_of(at(cast.cleo), take(at(cast.edda), alert=DOOR * 9))
    assert 100 < len(_message(long)) < 160 and _message(long).endswith("…”")
    assert _message(card_of(at(cast.cleo), take(at(cast.edda)))) == ""


def referred(cast, at, **values):
    service = take(at(cast.edda), **values)
    made = story.known(at(cast.cleo))
    return story.referred(at(cast.cleo), made, service)


def test_it_is_read_aloud_with_a_word_in_their_language_before_it(cast, at, at_noon):
    made, cleo = referred(cast, at, alert=DOOR, alert_until=TODAY), at(cast.cleo)
    (option,) = read_out.on_list(cleo, made.call)
    assert "They say for now:" in _large(1, option) and DOOR in _large(1, option)
    drafts.choose(cleo, call_id=made.call, field="caller.speaks", value="es")
    (option,) = read_out.on_list(cleo, made.call)
    assert '<div class="why" lang="es">Por ahora avisan:</div>' in _large(1, option)
    assert f'<div class="beside" lang="en">“{DOOR}”</div>' in _large(1, option)
    at_noon(day=28)
    (option,) = read_out.on_list(cleo, made.call)
    assert DOOR not in _large(1, option) and "avisan" not in _large(1, option)


@pytest.mark.parametrize(
    ("language", "called"), [("en", "They say for now"), ("es", "Por ahora avisan")]
)
def test_a_paper_says_it_where_it_concerns_the_way_in_with_its_last_day(
    cast, at, at_noon, language, called
):
    made = referred(cast, at, alert=DOOR, alert_until=date(2026, 11, 30))
    kept = sheet(at(cast.cleo), made, language)
    for words in (
        called,
        "back door",
        "(until November 30)" if language == "en" else "(hasta el 30/11/2026)",
    ):
        assert words in " ".join(text_of(kept.pdf).split())
        assert words in kept.html


def test_a_paper_leaves_out_what_is_past_or_no_way_in(cast, at, at_noon):
    made = referred(cast, at, alert=CHEER)
    assert "spring" not in sheet(at(cast.cleo), made, "en").html
    made = referred(cast, at, alert=DOOR, alert_until=date(2026, 11, 25))
    assert "back door" not in sheet(at(cast.cleo), made, "en").html


def sheet(desk, made, language):
    look = letters.Look(language)
    return letters.fetch(
        desk, letters.issue_for_caller(desk, call_id=made.call, side="caller", look=look).id
    )
