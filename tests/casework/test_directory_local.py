"""Places added from a call, looking things up, and what is never shown."""

from datetime import date, time
from types import SimpleNamespace

import pytest
from sqlmodel import select

from casework import directory, matches
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Entry, Service, Source, SourceRecord
from imports.listing import Phone, Time, Where
from matching.words import Kind
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading

HIDDEN = Where(
    line1="9 Secret St", city="Dayton", state="OH", postal_code="45402",
    lat=39.75, lon=-84.20, precision="point", confidential=True, directions="behind the church",
)  # fmt: skip
SHELTER = clinic(
    7,
    name="Safe House",
    where=HIDDEN,
    phones=[
        Phone(raw="937-555-0199", e164="+19375550199", private=True),
        Phone(raw="937-555-0123", e164="+19375550123", kind="hotline"),
    ],
    raw={"address": "9 Secret St", "phone2": "937-555-0199"},
)


NO_GRACE = {"zone": "America/New_York", "language": "en", "licence_note": "", "grace_days": 0}


def listed(at, cast, *listings):
    directory.take(at(cast.edda), FEED, reading(listings))
    matches.settle()


def test_a_place_heard_of_on_a_call_is_found_at_once_and_marked(cast, at):
    cleo = at(cast.cleo)
    made = directory.add_unverified(
        cleo, name=" Hope  Kitchen ", phone="(937) 555-0142 x3", place="45402", kind=Kind.SHELTER
    )
    matches.settle()
    card = directory.search(cleo, "hope")[0]
    assert (card.service_id, card.name, card.unverified) == (made, "Hope Kitchen", True)
    assert (card.phone, card.where, card.source) == ("937-555-0142 ext. 3", "Dayton OH", "local")
    assert directory.card(cleo, service_id=made).fresh == "not verified here yet"
    assert cleo.session.get(Service, made).kind == "shelter"
    assert matches.fresh() is not None
    acts = cleo.session.exec(select(AuditEntry.act)).all()
    assert "ADD_UNVERIFIED" in acts


def test_a_place_needs_a_name_and_a_way_there(cast, at):
    cleo = at(cast.cleo)
    for values in (
        {"name": "  ", "phone": "937-555-0142"},
        {"name": "Hope Kitchen"},
        {"name": "Hope Kitchen", "place": "00000"},
        {"name": "Hope Kitchen", "place": "Nowhere ZZ"},
        {"name": "Hope Group", "phone": "937-555-0142", "kind": Kind.MEETING},
    ):
        with pytest.raises(Refused):
            directory.add_unverified(cleo, **values)
    with pytest.raises(NotAllowed):
        directory.add_unverified(at(cast.audrey), name="Hope Kitchen", place="45402")


def test_search_takes_every_word_from_name_town_or_service(cast, at):
    far = Where(
        city="Ames", state="IA", postal_code="50010", lat=42.03, lon=-93.6, precision="city"
    )
    listed(at, cast, clinic(1), clinic(2, name="José's Clinic", where=far), meeting(0))
    cleo = at(cast.cleo)

    def found(words, **place):
        return [card.name for card in directory.search(cleo, words, **place)]

    assert found("clinic") == ["Clinic 001", "José's Clinic"]
    assert found("jose") == found("JOSÉ") == found("clin ames") == ["José's Clinic"]
    assert found("bupre OH") == ["Clinic 001"]
    assert found("45402 quiet") == ["Quiet Room 0"]
    assert found("nic") == []
    assert (
        found("clinnic ames") == found("43.5 jose") == ["José's Clinic"]
    )  # a slip, and some words
    assert found("clinic", place="50010") == ["José's Clinic"]
    assert found("", place="Dayton OH") == ["Clinic 001", "Harbour House", "Quiet Room 0"]
    assert found("") == []
    with pytest.raises(Refused):
        found("clinic", place="99")
    looked = directory.look(cleo, "clinic", place="99")
    assert looked.nowhere == "A ZIP has five digits, like 45402."
    assert [card.name for card in looked.cards] == ["Clinic 001", "José's Clinic"]
    near = directory.look(cleo, "clinic", place="Dayton OH").found
    assert [(line.card.name, line.miles) for line in near] == [("Clinic 001", near[0].miles)]
    assert near[0].miles < 5
    with pytest.raises(NotAllowed):
        directory.search(at(cast.audrey), "clinic")


def test_what_is_confidential_or_private_is_never_shown(cast, at):
    listed(at, cast, SHELTER)
    cleo, edda = at(cast.cleo), at(cast.edda)
    card = directory.search(cleo, "safe")[0]
    assert [each.how for each in directory.look(cleo, "safe dayton").found] == ["some", "some"]
    assert directory.search(cleo, "secret 45402") == directory.search(cleo, "45402")
    seen = directory.card(cleo, service_id=card.service_id)
    assert seen.phones == ["hotline: 937-555-0123"]
    assert seen.raw is None
    for text in (repr(card), repr(seen)):
        assert "Secret" not in text
        assert "0199" not in text
        assert "church" not in text
    assert directory.card(edda, service_id=card.service_id).raw["address"] == "9 Secret St"
    found = next(iter(matches.cards(cleo, ranking_of(card.key)).values()))
    assert found.where.startswith("The address is kept private")


def test_what_to_know_before_going_is_said_while_it_holds(cast, at):
    told = {"application": "Ring first", "documents": "Photo ID", "alert": "Closed for repairs"}
    until = {"alert_until": date(2030, 1, 1)}
    listed(at, cast, clinic(1, **told, **until), clinic(2, **told, alert_until=date(2020, 1, 1)))
    cleo = at(cast.cleo)
    first, second = (
        directory.card(cleo, service_id=each.service_id)
        for each in sorted(directory.search(cleo, "clinic"), key=lambda card: card.name)
    )
    assert first.message == "Closed for repairs" and second.message == ""
    assert first.to_know == ["How to get in: Ring first", "Bring: Photo ID"]


def ranking_of(key):
    return SimpleNamespace(matches=[SimpleNamespace(key=key)], ring_first=(), near=())


def test_a_meetings_listing_says_when(cast, at):
    times = [
        Time(weekday=0, start=time(19, 30), minutes=60),
        Time(weekday=5, start=time(0, 0), minutes=None, nth=-1, text="candle light"),
        Time(weekday=None, start=None, minutes=None, text=""),
    ]
    listed(at, cast, meeting(0, times=times, where=DAYTON))
    cleo = at(cast.cleo)
    card = directory.search(cleo, "quiet")[0]
    seen = directory.card(cleo, meeting_id=card.meeting_id)
    assert seen.times == [
        "meets Sunday 7:30 pm, 60 min",
        "meets last Friday 12:00 am. candle light",
        "by appointment",
    ]
    assert card.online
    with pytest.raises(NotFound):
        directory.card(cleo, meeting_id=9999)


def test_a_groups_meetings_at_one_place_are_one_line(cast, at):
    listed(at, cast, meeting(2), meeting(3), meeting(4))
    cleo = at(cast.cleo)
    first, second = directory.search(cleo, "quiet")
    assert (first.name, second.name) == ("Quiet Room 1", "Quiet Room 2")
    seen = directory.card(cleo, meeting_id=first.meeting_id)
    assert seen.times == ["meets Tuesday 7:30 pm, 60 min"]
    assert seen.also == ["Wednesday 7:30 pm, 60 min"]
    assert directory.card(cleo, meeting_id=second.meeting_id).also == []


def test_what_is_missing_is_not_found(cast, at):
    listed(at, cast, *(clinic(i) for i in range(6)))
    cleo = at(cast.cleo)
    gone = directory.search(cleo, "005")[0].service_id
    edda = at(cast.edda)
    source = edda.session.exec(select(Source).where(Source.name == FEED.source)).one()
    directory.keep_settings(edda, source.id, **NO_GRACE)
    listed(at, cast, *(clinic(i) for i in range(5)))
    cleo = at(cast.cleo)
    assert directory.search(cleo, "005") == []
    with pytest.raises(NotFound):
        directory.card(cleo, service_id=gone)
    record = cleo.session.get(Service, gone).record_id
    assert cleo.session.get(SourceRecord, record).live_entry_id  # a referral still finds its words
    assert cleo.session.get(Entry, cleo.session.get(SourceRecord, record).live_entry_id)
