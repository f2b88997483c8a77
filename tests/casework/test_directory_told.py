"""What places told us: it counts at once, fades to unknown, is taken back, and is settled."""

from datetime import timedelta

import pytest
from sqlmodel import select

from casework import directory, matches
from casework.directory import snapshot
from casework.directory.ago import ago
from casework.directory.outcomes import Where
from casework.errors import NotAllowed, NotFound, Refused
from db.models import DirectoryChange, ListingReport, Meeting, Service, now
from db.settings import ROOT
from matching.weights import FADES
from tests.casework.feeds import FEED, clinic, meeting, reading
from tests.casework.making import save


def listed(at, cast, *listings):
    directory.take(at(cast.edda), FEED, reading(listings))
    matches.settle()


def test_what_a_place_told_us_counts_at_once(cast, at):
    listed(at, cast, clinic(1), *(meeting(i) for i in range(2)))
    cleo = at(cast.cleo)
    service = directory.search(cleo, "clinic")[0].service_id
    group = cleo.session.exec(select(Meeting.group_id)).first()
    directory.report(cleo, service_id=service, kind="full")
    directory.report(cleo, service_id=service, kind="waits", weeks=3)
    directory.report(cleo, group_id=group, kind="closed")
    offers = reports_now(cleo)
    assert offers[f"s{service}"] == [("full", None), ("waits", 3)]
    meetings = cleo.session.exec(select(Meeting.id).where(Meeting.group_id == group)).all()
    assert len(meetings) == 2
    assert all(offers[f"m{id}"] == [("closed", None)] for id in meetings)
    changes = cleo.session.exec(select(DirectoryChange).where(DirectoryChange.run_id.is_(None)))
    assert len(changes.all()) == 4


def reports_now(desk):
    held = snapshot.settle()
    return {key: [(r.kind, r.weeks) for r in f.reports] for key, f in held.offers.items()}


def test_a_report_is_about_one_place_in_known_words(cast, at):
    cleo, house = at(cast.cleo), cast.harbour_house
    for values in (
        {"kind": "rude", "service_id": house},
        {"kind": "full"},
        {"kind": "full", "service_id": house, "group_id": 1},
        {"kind": "full", "service_id": house, "weeks": 2},
        {"kind": "waits", "service_id": house},
        {"kind": "waits", "service_id": house, "weeks": 500},
    ):
        with pytest.raises(Refused):
            directory.report(cleo, **values)
    with pytest.raises(NotFound):
        directory.report(cleo, service_id=9999, kind="full")
    with pytest.raises(NotAllowed):
        directory.report(at(cast.edda), service_id=house, kind="full")


def test_each_kind_that_can_be_reported_fades_in_its_own_time_and_says_why():
    assert set(directory.HEARD) == set(FADES)
    for fade in FADES.values():
        assert 0 < fade.half <= fade.said
        assert fade.why


def test_the_page_for_the_clinical_lead_says_how_each_fades():
    page = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    for kind, words in PAGE.items():
        fade = FADES[kind]
        half, said = (f"{minutes // 1440} day" for minutes in (fade.half, fade.said))
        (line,) = [one for one in page.splitlines() if one.startswith(f"| {words} |")]
        assert half in line and f"| {said}s | {fade.why} |" in line


PAGE = {
    "full": "full, not taking", "not_taking": "full, not taking", "waits": "waits",
    "wrong_number": "wrong number, closed", "closed": "wrong number, closed",
    "no_medicaid": "no Medicaid", "kind": "was kind",
}  # fmt: skip


def said_now(desk, house):
    return [one.words for one in directory.told(desk, service_id=house)]


def heard_ago(cast, kind, ago, **values):
    made = ListingReport(
        service_id=cast.harbour_house,
        kind=kind,
        reported_by_id=cast.dan.id,
        reported_at=now() - ago,
        **values,
    )
    save(made)
    return made.id


@pytest.mark.parametrize("kind", directory.HEARD)
def test_a_report_is_said_until_it_has_faded_and_then_says_nothing(cast, at, kind):
    whole = timedelta(minutes=FADES[kind].said)
    heard_ago(cast, kind, whole + timedelta(minutes=1))
    assert said_now(at(cast.cleo), cast.harbour_house) == []
    heard_ago(cast, kind, whole - timedelta(minutes=1))
    assert len(said_now(at(cast.cleo), cast.harbour_house)) == 1


def test_it_is_said_in_words_with_when_and_by_whom(cast, at):
    heard_ago(cast, "full", timedelta(days=2, hours=1))
    heard_ago(cast, "full", timedelta(days=4))
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="waits", weeks=3)
    assert said_now(at(cast.cleo), cast.harbour_house) == [
        "waits about 3 weeks, said a moment ago by you",
        "full, said 2 days ago by a colleague",
    ]


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "a moment ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=23), "23 hours ago"),
        (timedelta(hours=25), "yesterday"),
        (timedelta(days=13), "13 days ago"),
        (timedelta(days=21), "3 weeks ago"),
        (timedelta(days=100), "3 months ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_how_long_ago_as_people_say_it(passed, words):
    at = now()
    assert ago(at - passed, at) == words


def test_a_second_press_of_the_same_is_the_first(cast, at):
    cleo, house = at(cast.cleo), cast.harbour_house
    first = directory.report(cleo, service_id=house, kind="waits", weeks=2)
    assert directory.report(cleo, service_id=house, kind="waits", weeks=2) == first
    assert directory.report(cleo, service_id=house, kind="waits", weeks=3) != first
    assert directory.report(at(cast.dan), service_id=house, kind="waits", weeks=2) != first


def test_a_mis_press_is_taken_back_by_who_made_it_for_a_few_minutes(cast, at):
    cleo, house = at(cast.cleo), cast.harbour_house
    made = directory.report(cleo, service_id=house, kind="closed")
    assert directory.told(cleo, service_id=house)[0].mine_to_undo
    assert not directory.told(at(cast.dan), service_id=house)[0].mine_to_undo
    with pytest.raises(NotAllowed):
        directory.take_back(at(cast.dan), made)
    with pytest.raises(NotAllowed):
        directory.take_back(at(cast.edda), made)
    directory.take_back(cleo, made)
    assert said_now(cleo, house) == []
    assert reports_now(cleo)[f"s{house}"] == []
    with pytest.raises(Refused):
        directory.take_back(cleo, made)
    with pytest.raises(NotFound):
        directory.take_back(cleo, 99)
    late = ListingReport(
        service_id=house,
        kind="closed",
        reported_by_id=cast.cleo.id,
        reported_at=now() - directory.UNDO_FOR,
    )
    save(late)
    with pytest.raises(Refused):
        directory.take_back(cleo, late.id)


def test_two_surveys_of_one_place_tell_the_same(cast, at):
    listed(at, cast, clinic(1), clinic(2, same_as="c1"))
    cleo = at(cast.cleo)
    first, second = cleo.session.exec(
        select(Service.id).where(Service.id != cast.harbour_house).order_by(Service.id)
    ).all()
    directory.report(cleo, service_id=second, kind="full")
    assert said_now(cleo, first) == said_now(cleo, second) == ["full, said a moment ago by you"]
    for place in (Where("s", first), Where("s", second)):
        (waits,) = directory.open_reports(at(cast.edda), place)
        assert (waits.place, waits.card.name) == (Where("s", first), "Clinic 001")
    (offer,) = [
        o for key, o in snapshot.settle().offers.items() if key in {f"s{first}", f"s{second}"}
    ]
    assert [report.kind for report in offer.reports] == ["full"]


def test_what_was_reported_waits_for_an_editor_with_how_often_and_where(cast, at):
    heard_ago(cast, "full", timedelta(days=9))
    heard_ago(cast, "wrong_number", timedelta(days=14, hours=1))
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="wrong_number")
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="kind")
    first, second, last = directory.open_reports(at(cast.edda))
    assert first.words == "wrong number, said a moment ago; 2 times, first 2 weeks ago"
    assert (first.card.name, first.counts, len(first.ids)) == ("Harbour House", True, 2)
    assert second.kind == "kind"
    assert (last.words, last.counts) == ("full, said 9 days ago", False)


def test_a_report_on_a_group_stands_under_one_of_its_meetings(cast, at):
    listed(at, cast, *(meeting(i) for i in range(2)))
    group = at(cast.cleo).session.exec(select(Meeting.group_id)).first()
    directory.report(at(cast.cleo), group_id=group, kind="closed")
    (found,) = directory.open_reports(at(cast.edda))
    assert (found.card.name, found.place) == ("Quiet Room 0", ("g", group))
    assert directory.open_reports(at(cast.edda), found.place) == [found]
    assert directory.open_reports(at(cast.edda), Where("s", group)) == []


@pytest.mark.parametrize("settled", directory.SETTLED)
def test_settled_it_counts_no_more_at_once_and_can_be_opened_again(cast, at, settled):
    cleo, house = at(cast.cleo), cast.harbour_house
    for kind in ("closed", "closed", "full"):
        directory.report(at(cast.cleo if kind == "full" else cast.dan), service_id=house, kind=kind)
    closed, _ = directory.open_reports(at(cast.edda))
    directory.settle(at(cast.edda), closed.ids, settled=settled)
    assert [kind for kind, _ in reports_now(cleo)[f"s{house}"]] == ["full"]
    assert [one.kind for one in directory.open_reports(at(cast.edda))] == ["full"]
    row = at(cast.edda).session.get_one(ListingReport, closed.ids[0])
    assert (row.settled_by_id, row.settled_as) == (cast.edda.id, directory.SETTLED[settled])
    with pytest.raises(Refused):
        directory.settle(at(cast.mona), closed.ids, settled=settled)
    with pytest.raises(Refused):
        directory.reopen(at(cast.mona), closed.ids)
    directory.reopen(at(cast.edda), closed.ids)
    assert {kind for kind, _ in reports_now(cleo)[f"s{house}"]} == {"full", "closed"}
    with pytest.raises(Refused):
        directory.reopen(at(cast.edda), closed.ids)


def test_settling_is_in_known_words_of_reports_that_are_there_by_who_may(cast, at):
    made = directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="full")
    with pytest.raises(Refused):
        directory.settle(at(cast.edda), [made], settled="forgotten")
    with pytest.raises(NotFound):
        directory.settle(at(cast.edda), [999], settled="noted")
    for who in ("cleo", "adam", "audrey"):
        desk = at(getattr(cast, who))
        for act in (
            directory.open_reports,
            lambda d: directory.settle(d, [made], settled="noted"),
            lambda d: directory.reopen(d, [made]),
        ):
            with pytest.raises(NotAllowed):
                act(desk)
