"""Whom to ask next, what is stamped, and how fresh the lists are said to be."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import directory, matches
from casework.directory import last_checked, snapshot
from casework.directory.last_checked import Asked
from casework.directory.outcomes import Where
from casework.errors import NotAllowed, NotFound, Refused
from db.models import AuditEntry, Meeting, Service, Shown, Verification, now
from matching.words import Kind
from tests.casework import making
from tests.casework.feeds import FEED, clinic, meeting, reading

TODAY = now().date()
LONG_AGO = TODAY - timedelta(days=400)


def listed(at, cast, *listings):
    directory.take(at(cast.edda), FEED, reading(listings))
    matches.settle()


def named(desk, **options):
    matches.settle()
    return [line.card.name for line in directory.due(desk, **options).lines]


def stamp_ago(cast, ago, outcome="not_reached", **values):
    made = Verification(
        outcome=outcome,
        how="phone",
        by_id=cast.edda.id,
        at=now() - ago,
        **{"service_id": cast.harbour_house, **values},
    )
    making.save(made)


def service(desk, name):
    return next(card for card in directory.search(desk, name)).service_id


def test_due_is_what_was_never_checked_or_not_within_its_time(cast, at):
    listed(
        at,
        cast,
        clinic(1, verified_on=TODAY - timedelta(days=365)),
        clinic(2, verified_on=TODAY - timedelta(days=366)),
        clinic(3),
        clinic(4, verified_on=LONG_AGO, status="do_not_refer"),
        meeting(0, verified_on=TODAY - timedelta(days=90)),
        meeting(2, verified_on=TODAY - timedelta(days=91)),
    )
    due = directory.due(at(cast.edda))
    found = {line.card.name: (line.since, line.days_late) for line in due.lines}
    assert found == {
        "Harbour House": (None, 0),
        "Clinic 003": (None, 0),
        "Clinic 002": (TODAY - timedelta(days=366), 1),
        "Quiet Room 1": (TODAY - timedelta(days=91), 1),
    }
    assert due.total == 4


def test_a_group_is_asked_once_by_the_meeting_that_was_checked_longest_ago(cast, at):
    times = [TODAY, LONG_AGO, TODAY]
    group = {"group_key": "one", "group_name": "One"}
    listed(at, cast, *(meeting(n, verified_on=day, **group) for n, day in enumerate(times)))
    lines = [line for line in directory.due(at(cast.edda)).lines if line.meeting]
    assert [(line.since, line.place.sort) for line in lines] == [(LONG_AGO, "g")]


def test_what_is_used_most_comes_first_over_all_centres_and_names_nobody(cast, at):
    listed(at, cast, clinic(1, verified_on=LONG_AGO), clinic(2, verified_on=LONG_AGO), clinic(3))
    cleo = at(cast.cleo)
    first, second = service(cleo, "clinic 001"), service(cleo, "clinic 002")
    for who in (cast.cleo, cast.nia):
        making.referral(making.call(who, f"call-{who.id}"), second, "ready")
    call = making.call(cast.nia, "call-x")
    old = {"shown_at": now() - timedelta(days=91)}
    for number, values in enumerate(({}, old, old, old)):
        making.save(
            Shown(
                call_id=call.id,
                centre_id=cast.south,
                side="caller",
                list_kind="treatment",
                service_id=first,
                rank=number,
                slot="today",
                score=1,
                rules_version="1",
                read_out=True,
                shown_by_id=cast.nia.id,
                **values,
            )
        )
    lines = directory.due(at(cast.edda)).lines
    assert [(line.card.name, line.used.times) for line in lines] == [
        ("Clinic 002", 2),
        ("Clinic 001", 1),
        ("Harbour House", 0),
        ("Clinic 003", 0),
    ]
    assert (lines[0].used.referred, lines[1].used.read_out) == (2, 1)


def test_a_listing_that_was_asked_is_verified_from_today_in_every_list(cast, at):
    cleo = at(cast.cleo)
    made = directory.add_unverified(cleo, name="Hope Kitchen", phone="937-555-0142", place="45402")
    matches.settle()
    assert directory.search(cleo, "hope")[0].fresh == "when it was last checked is not known"
    stamp = directory.verify(
        at(cast.edda), service_id=made, outcome="confirmed", note=" all  well "
    )
    card = directory.search(at(cast.cleo), "hope")[0]
    assert (card.unverified, card.fresh, card.fresh_on) == (
        False,
        "asked by phone a moment ago",
        TODAY,
    )
    assert directory.card(at(cast.cleo), service_id=made).fresh == "asked by phone a moment ago"
    offer = snapshot.settle().index.offer(f"s{made}")
    assert (offer.confirmed_on, offer.unverified) == (TODAY, False)
    assert "Hope Kitchen" not in named(at(cast.edda))
    cleo = at(cast.cleo)
    (kept,) = directory.asked_when(cleo, service_id=made)
    assert (kept.by, kept.how, kept.outcome, kept.note) == (
        "Edda", "asked by phone", "all still so", "all well",
    )  # fmt: skip
    assert cleo.session.exec(select(AuditEntry.act)).all()[-1] == "VERIFY_LISTING"
    directory.take_stamp_back(at(cast.edda), stamp)
    assert snapshot.settle().index.offer(f"s{made}").unverified
    assert "Hope Kitchen" in named(at(cast.edda))


def test_a_group_that_was_asked_is_verified_with_all_its_meetings_and_survives_an_import(cast, at):
    feed = [meeting(n, verified_on=LONG_AGO) for n in range(2)]
    listed(at, cast, *feed)
    edda = at(cast.edda)
    group = edda.session.exec(select(Meeting.group_id)).first()
    directory.verify(edda, group_id=group, outcome="corrected", how="website")
    for _ in range(2):
        offers = snapshot.settle().offers
        assert [o.confirmed_on for o in offers.values() if o.kind is Kind.MEETING] == [TODAY] * 2
        listed(at, cast, *(meeting(n, verified_on=LONG_AGO, url="https://x.org") for n in range(2)))
    assert (
        directory.search(at(cast.cleo), "quiet")[0].fresh == "checked on its website a moment ago"
    )


def test_not_reached_comes_back_in_three_days_and_after_three_times_somebody_decides(cast, at):
    edda, day = at(cast.edda), timedelta(days=1)
    directory.verify(edda, service_id=cast.harbour_house, outcome="not_reached")
    due = directory.due(at(cast.edda))
    assert (due.total, due.waiting, due.lines, due.given_up) == (0, 1, [], [])
    stamp_ago(cast, 4 * day)
    assert directory.due(at(cast.edda)).waiting == 1
    stamp_ago(cast, 8 * day)
    due = directory.due(at(cast.edda))
    assert (due.total, due.waiting) == (0, 0)
    assert [(line.card.name, line.tries) for line in due.given_up] == [("Harbour House", 3)]
    directory.verify(edda, service_id=cast.harbour_house, outcome="confirmed")
    matches.settle()
    due = directory.due(at(cast.edda))
    assert (due.total, due.waiting, due.given_up) == (0, 0, [])


def test_a_place_not_reached_three_days_ago_is_due_again(cast, at):
    stamp_ago(cast, timedelta(days=3, minutes=1))
    (line,) = directory.due(at(cast.edda)).lines
    assert (line.card.name, line.tries) == ("Harbour House", 1)


def test_what_was_not_reached_is_no_check(cast, at):
    directory.verify(at(cast.edda), service_id=cast.harbour_house, outcome="not_reached")
    assert snapshot.settle().index.offer(f"s{cast.harbour_house}").confirmed_on is None


def test_a_check_is_of_one_place_in_known_words_and_once(cast, at):
    edda, house = at(cast.edda), cast.harbour_house
    for values in (
        {"outcome": "maybe", "service_id": house},
        {"outcome": "confirmed", "how": "dream", "service_id": house},
        {"outcome": "confirmed"},
        {"outcome": "confirmed", "service_id": house, "group_id": 1},
    ):
        with pytest.raises(Refused):
            directory.verify(edda, **values)
    with pytest.raises(NotFound):
        directory.verify(edda, outcome="confirmed", service_id=9999)
    with pytest.raises(NotFound):
        directory.verify(edda, outcome="confirmed", group_id=9999)
    first = directory.verify(edda, outcome="confirmed", service_id=house)
    assert directory.verify(edda, outcome="confirmed", service_id=house) == first
    assert directory.verify(at(cast.mona), outcome="confirmed", service_id=house) != first


def test_a_check_is_taken_back_by_who_made_it_for_a_few_minutes(cast, at):
    edda, house = at(cast.edda), cast.harbour_house
    made = directory.verify(edda, outcome="confirmed", service_id=house)
    with pytest.raises(NotAllowed):
        directory.take_stamp_back(at(cast.mona), made)
    directory.take_stamp_back(edda, made)
    with pytest.raises(NotFound):
        directory.take_stamp_back(edda, made)
    stamp_ago(cast, timedelta(minutes=11), "confirmed")
    late = edda.session.exec(select(Verification.id)).one()
    with pytest.raises(Refused):
        directory.take_stamp_back(edda, late)


@pytest.mark.parametrize("who", ["cleo", "adam", "audrey"])
def test_who_does_not_answer_for_the_directory_checks_nothing(cast, at, who):
    desk = at(getattr(cast, who))
    for act in (
        directory.due,
        directory.shares,
        lambda d: directory.due_of(d, "local", Kind.TREATMENT, limit=5),
        lambda d: directory.verify(d, outcome="confirmed", service_id=cast.harbour_house),
        lambda d: directory.take_stamp_back(d, 1),
        lambda d: directory.script(d, f"s{cast.harbour_house}"),
    ):
        with pytest.raises(NotAllowed):
            act(desk)


def test_the_share_of_fresh_listings_is_said_per_source_and_kind_and_opens_its_list(cast, at):
    listed(
        at,
        cast,
        clinic(1, verified_on=TODAY),
        clinic(2, verified_on=LONG_AGO),
        clinic(3),
        meeting(0, verified_on=TODAY - timedelta(days=91)),
    )
    edda = at(cast.edda)
    directory.verify(edda, outcome="confirmed", service_id=service(at(cast.cleo), "clinic 003"))
    matches.settle()
    found = {
        (s.source, s.kind): (s.shown, s.fresh, s.asked, s.never) for s in directory.shares(edda)
    }
    assert found == {
        ("dayton", Kind.TREATMENT): (3, 2, 1, 0),
        ("dayton", Kind.MEETING): (1, 0, 0, 0),
        ("local", Kind.TREATMENT): (1, 0, 0, 1),
    }
    behind = directory.due_of(edda, "dayton", Kind.TREATMENT, limit=25)
    assert [line.card.name for line in behind.lines] == ["Clinic 002"]


def test_two_surveys_of_one_place_are_asked_once(cast, at):
    listed(at, cast, clinic(1), clinic(2, same_as="c1"))
    first, second = at(cast.edda).session.exec(
        select(Service.id).where(Service.id != cast.harbour_house).order_by(Service.id)
    )
    making.referral(making.call(cast.cleo, "call-1"), second, "ready")
    lines = directory.due(at(cast.edda)).lines
    assert [(line.place, line.used.referred) for line in lines] == [
        (Where("s", first), 1),
        (Where("s", cast.harbour_house), 0),
    ]
    directory.verify(at(cast.edda), outcome="confirmed", service_id=second)
    assert named(at(cast.edda)) == ["Harbour House"]


NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Row:
    def __init__(self, verified_on=None, source_updated_at=None):
        self.verified_on, self.source_updated_at = verified_on, source_updated_at


@pytest.mark.parametrize(
    ("row", "ours", "meeting", "words"),
    [
        (Row(), None, False, "when it was last checked is not known"),
        (Row(date(2026, 11, 1)), None, False, "last checked 3 weeks ago by its source"),
        (Row(None, NOON - timedelta(days=2)), None, True, "last changed 2 days ago by its source"),
        (Row(date(2026, 11, 22)), None, False, "last checked today by its source"),
        (Row(date(2026, 11, 23)), None, False, "last checked today by its source"),
        (Row(date(2025, 11, 21)), None, False, "not checked since 21 November 2025"),
        (Row(date(2026, 8, 1)), None, True, "not checked since 1 August 2026"),
        (Row(), Asked(NOON - timedelta(days=21), "phone"), True, "asked by phone 3 weeks ago"),
        (
            Row(date(2026, 11, 20)),
            Asked(NOON - timedelta(days=21), "visit"),
            False,
            "last checked 2 days ago by its source",
        ),
        (
            Row(date(2026, 8, 1)),
            Asked(NOON - timedelta(days=100), "email"),
            True,
            "not checked since 14 August 2026",
        ),
    ],
)
def test_how_fresh_it_is_stands_on_the_card_in_words(row, ours, meeting, words):
    assert last_checked.fresh_words(row, ours, meeting=meeting, at=NOON) == words


days = st.none() | st.dates(date(2020, 1, 1), date(2026, 11, 22))


@given(verified=days, updated=days, ours=days)
def test_the_newest_date_counts_and_none_is_made_up(verified, updated, ours):
    row = Row(verified, updated and datetime(updated.year, updated.month, updated.day, tzinfo=UTC))
    asked = ours and Asked(datetime(ours.year, ours.month, ours.day, 9, tzinfo=UTC), "phone")
    found = last_checked.confirmed_on(row, asked)
    assert found in {verified, updated, ours}
    assert ours is None or found >= ours
    assert verified is None or found >= verified
    words = last_checked.fresh_words(row, asked, meeting=False, at=NOON)
    assert ("not known" in words) == (found is None)
    assert found is None or ("not checked since" in words) == ((NOON.date() - found).days > 365)
