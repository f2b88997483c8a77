"""How long does a missing listing count, what does silence mean, and who says so?"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import directory, matches
from casework.directory import listed, snapshot
from casework.directory.listed import drops_at
from casework.errors import NotAllowed, NotFound, Refused
from db.models import Source, SourceRecord, now
from matching import ForWhom, List, Wanted
from tests.casework.feeds import FEED, clinic, reading

TEN = [clinic(n) for n in range(10)]
KEPT = {"zone": "America/New_York", "language": "en", "licence_note": "", "grace_days": 30}


def take(desk, listings):
    return directory.take(desk, FEED, reading(listings))


def names():
    return sorted(offer.name for offer in snapshot.build().offers.values() if offer.name in ALL)


ALL = {listing.name for listing in TEN}


@pytest.fixture
def source(cast, at):
    desk = at(cast.edda)
    take(desk, TEN)
    return desk.session.exec(select(Source.id).where(Source.name == "dayton")).one()


def gone(offers):
    return {offer.name: offer.gone_since for offer in offers.values() if offer.gone_since}


def test_a_missing_listing_stays_for_its_grace_and_says_so(cast, at, source):
    desk = at(cast.edda)
    take(desk, TEN[:9])
    offers = snapshot.build().offers
    assert gone(offers) == {"Clinic 009": now().date()}
    wanted = Wanted(kind=List.TREATMENT, for_whom=ForWhom.SELF, words="Clinic 009")
    found = snapshot.build().index.rank(wanted, now=now(), limit=20).matches
    (shown,) = [match for match in found if offers[match.key].name == "Clinic 009"]
    assert any("listed it no more since" in text for text in shown.cautions)
    card = directory.describe(desk, [shown.key])[shown.key]
    assert card.gone_since == now().date()


def test_after_its_grace_it_matches_no_more_and_comes_back_with_the_file(
    cast, at, source, monkeypatch
):
    desk = at(cast.edda)
    take(desk, TEN[:9])
    later = now() + timedelta(days=32)
    monkeypatch.setattr(listed, "now", lambda: later)
    assert "Clinic 009" not in names()
    record = desk.session.exec(select(SourceRecord).where(SourceRecord.state == "missing")).one()
    assert record.live_entry_id is not None  # its history stays
    take(desk, TEN)
    assert "Clinic 009" in names()
    desk.session.expire_all()
    assert desk.session.get(SourceRecord, record.id).drops_at is None
    assert gone(snapshot.build().offers) == {}


def test_a_shorter_grace_holds_for_what_is_missing_already(cast, at, source):
    desk = at(cast.edda)
    take(desk, TEN[:9])
    directory.keep_settings(desk, source, **KEPT | {"grace_days": 0})
    assert "Clinic 009" not in names()
    directory.keep_settings(desk, source, **KEPT)
    assert "Clinic 009" in names()


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)),  # noqa: DTZ001 - made aware below
    st.integers(0, 365),
)
def test_a_grace_is_never_shorter_than_said_and_at_most_a_day_longer(moment, days):
    since = moment.replace(tzinfo=now().tzinfo)
    drops = drops_at(since, days)
    assert timedelta(days=days) <= drops - since <= timedelta(days=days + bool(days))


def test_silence_means_no_only_where_an_administrator_says_so(cast, at, source):
    adam = at(cast.adam)
    before = {line.axis: line for line in directory.completeness(adam, source)}
    assert before["medication"].absence == "partial"
    assert (before["medication"].stating, before["medication"].listings) == (10, 10)
    directory.declare(
        adam, source, "medication", absence="complete", reason="they ask every place each year"
    )
    after = {line.axis: line for line in directory.completeness(adam, source)}
    assert after["medication"].absence == "complete"
    assert after["medication"].reason == "they ask every place each year"
    matches.settle()  # nothing was imported anew
    offers = [o for o in snapshot.fresh().offers.values() if o.name in ALL]
    assert len(offers) == 10
    assert all("medication" in offer.complete for offer in offers)
    directory.declare(adam, source, "medication", absence="partial", reason="many skip it")
    matches.settle()
    offers = [o for o in snapshot.fresh().offers.values() if o.name in ALL]
    assert not any("medication" in offer.complete for offer in offers)


def test_what_silence_means_is_the_administrators_word(cast, at, source):
    said = {"absence": "complete", "reason": "asked"}
    for who in (cast.edda, cast.cleo, cast.mona):
        with pytest.raises(NotAllowed):
            directory.declare(at(who), source, "medication", **said)
    with pytest.raises(NotFound):
        directory.declare(at(cast.adam), 999, "medication", **said)
    for wrong in ({"reason": " "}, {"absence": "maybe"}, {"reason": "x" * 400}):
        with pytest.raises(Refused):
            directory.declare(at(cast.adam), source, "medication", **said | wrong)
    with pytest.raises(Refused):
        directory.declare(at(cast.adam), source, "colour", **said)


def test_what_holds_for_a_source_can_be_changed_and_is_checked(cast, at, source):
    edda = at(cast.edda)
    credit = "Data: Dayton Intergroup"
    directory.keep_settings(edda, source, **KEPT | {"licence_note": credit, "grace_days": 14})
    assert directory.kept(edda, source).licence_note == credit
    for wrong in ({"zone": "Mars/Olympus"}, {"grace_days": -1}, {"language": "ünglish"}):
        with pytest.raises(Refused):
            directory.keep_settings(edda, source, **KEPT | wrong)
    assert directory.kept(edda, source).grace_days == 14
    with pytest.raises(NotAllowed):
        directory.keep_settings(at(cast.cleo), source, **KEPT)
    with pytest.raises(NotFound):
        directory.kept(edda, 999)


def test_a_card_of_a_source_that_asks_for_it_names_it(cast, at, source):
    credit = "Data: Dayton Intergroup, CC BY 4.0"
    directory.keep_settings(at(cast.edda), source, **KEPT | {"licence_note": credit})
    matches.settle()
    service = directory.search(at(cast.cleo), "Clinic 003")[0].service_id
    assert credit in directory.card(at(cast.cleo), service_id=service).attribution
    assert directory.card(at(cast.cleo), service_id=service).card.gone_since is None
