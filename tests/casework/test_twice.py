"""The same place twice: proposed with evidence, joined by an editor, one in every list, and taken back."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from casework import directory, outcomes
from casework.directory import snapshot
from casework.directory.outcomes import Where as Counted
from casework.directory.outcomes import heard
from casework.errors import NotAllowed, NotFound, Refused
from db import session
from db.models import (
    DirectoryChange,
    Duplicate,
    Service,
    SourceRecord,
    now,
)
from imports.listing import Phone, Tag, Where
from tests.casework import making
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading

OTHER = replace(FEED, source="other feed", file="other.json")
SAMHSA = replace(FEED, format="findtreatment", source="samhsa")
STATE = replace(FEED, format="table", source="state list")
METHADONE = Tag("medication", "methadone", "samhsa", "MU")
SECOND = Phone(raw="937-555-0111", e164="+19375550111")


def take(at, cast, feed, *listings):
    directory.take(at(cast.edda), feed, reading(listings))


def two_clinics(at, cast, **values):
    """A clinic in two sources; the pair that is proposed."""
    take(at, cast, SAMHSA, clinic(1))
    take(at, cast, STATE, clinic(1, tags=[METHADONE], phones=[SECOND], **values))
    return pairs("service")[0]


def two_groups(at, cast, count=2):
    theirs = [
        meeting(n, group_key="quiet", group_name="Quiet Room", name="Quiet Room")
        for n in range(count)
    ]
    take(at, cast, FEED, *theirs)
    take(at, cast, OTHER, *(replace(each, tags=[]) for each in theirs))
    return pairs("group")[0]


def rows(table):
    with session.reading() as opened:
        return opened.exec(select(table).order_by(col(table.id))).all()


def pairs(kind, state="proposed"):
    return [row for row in rows(Duplicate) if (row.kind, row.state) == (kind, state)]


def offers():
    return {offer.key: offer for offer in snapshot.settle().index.offers()}


def written_down():
    """The index in words, in no order."""
    return sorted(repr(offer) for offer in offers().values())


# -- proposing -----------------------------------------------------------------------------------


def test_an_import_proposes_what_looks_like_one_place_with_the_evidence(cast, at):
    pair = two_clinics(at, cast)
    assert pair.likeness >= 60
    assert "same street, ZIP" in pair.evidence
    assert "same name" in pair.evidence


def test_what_was_brought_in_twice_is_proposed_once(cast, at):
    two_clinics(at, cast)
    take(at, cast, STATE, clinic(1, tags=[METHADONE], phones=[SECOND]))
    assert directory.look_for_twice(at(cast.edda)).new == 0
    assert len(rows(Duplicate)) == 1


def test_an_id_that_repeats_within_a_file_is_proposed_whatever_else_it_says(cast, at):
    elsewhere = Where(line1="9 Mill Rd", city="Troy", state="OH", postal_code="45373")
    again = clinic(2, source_id="c1-1", where=elsewhere, phones=[], raw={"id": "c1"})
    by_itself = clinic(3, source_id="c1-2", where=elsewhere, phones=[], raw={"id": "c1-2"})
    take(at, cast, SAMHSA, clinic(1, raw={"id": "c1"}), again, by_itself)
    found = pairs("service")
    assert [row.evidence[0] for row in found] == ["its id stands twice in the file of its source"]
    keys = {row.source_key: row.id for row in rows(SourceRecord)}
    services = {row.record_id: row.id for row in rows(Service)}
    assert (found[0].first_id, found[0].second_id) == (
        services[keys["c1"]],
        services[keys["c1-1"]],
    )


def test_the_two_surveys_of_one_place_are_linked_and_not_proposed(cast, at):
    take(at, cast, SAMHSA, clinic(1, source_id="su-1"), clinic(1, source_id="mh-1", same_as="su-1"))
    assert rows(Duplicate) == []


def test_what_one_list_names_beside_it_is_not_proposed_by_way_of_its_other_survey(cast, at):
    """The second survey names no programme, and is joined to one of two that the first tells apart."""
    named = {"su-0": "Court", "su-1": "Clinic"}
    su = [clinic(1, source_id=id, name2=name) for id, name in named.items()]
    take(at, cast, SAMHSA, *su, clinic(1, source_id="mh-1", same_as="su-1"))
    assert rows(Duplicate) == []


def test_what_looks_alike_no_more_is_taken_back(cast, at):
    two_clinics(at, cast)
    elsewhere = Where(line1="9 Mill Rd", city="Troy", state="OH", postal_code="45373")
    take(at, cast, STATE, clinic(1, name="Mill Road Clinic", where=elsewhere, phones=[SECOND]))
    assert rows(Duplicate) == []


def test_two_different_places_are_never_proposed_again(cast, at):
    pair = two_clinics(at, cast)
    directory.two_places(at(cast.edda), pair.id)
    directory.look_for_twice(at(cast.edda))
    assert [row.state for row in rows(Duplicate)] == ["different"]
    assert directory.likely_twice(at(cast.edda)).ids == []


def test_groups_called_different_take_their_meetings_with_them(cast, at):
    pair = two_groups(at, cast)
    directory.two_places(at(cast.edda), pair.id)
    directory.look_for_twice(at(cast.edda))
    assert pairs("meeting") == []


# -- joining -------------------------------------------------------------------------------------


def test_one_place_is_one_offer_with_what_both_know(cast, at):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    found = offers()
    assert f"s{pair.second_id}" not in found
    assert found[f"s{pair.first_id}"].tags["medication"] == {"buprenorphine", "methadone"}


def test_the_card_has_the_telephones_of_both_whichever_is_asked_for(cast, at):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.second_id)
    for id in (pair.first_id, pair.second_id):
        shown = directory.card(at(cast.cleo), service_id=id)
        assert shown.card.service_id == pair.second_id
        assert shown.phones == ["937-555-0111", "937-555-0100"]
        key = f"s{id}"
        assert directory.describe(at(cast.cleo), [key])[key].phone == "937-555-0111"


def test_what_one_source_keeps_private_stays_private(cast, at):
    hidden = replace(DAYTON, confidential=True)
    pair = two_clinics(at, cast, where=hidden)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    card = directory.describe(at(cast.cleo), [f"s{pair.first_id}"])[f"s{pair.first_id}"]
    assert "Quay" not in card.where + card.city
    offer = offers()[f"s{pair.first_id}"]
    assert offer.words == ""
    assert offer.place is None or offer.place.precision == "zip"


def test_what_one_source_says_not_to_refer_to_is_not_referred_to(cast, at):
    pair = two_clinics(at, cast, status="do_not_refer")
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    assert offers()[f"s{pair.first_id}"].status == "do_not_refer"


@pytest.mark.parametrize("gone", ["missing", "closed"])
def test_a_kept_one_that_is_gone_gives_way_to_the_other(cast, at, gone):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    closed = clinic(1, status="inactive")
    directory.take(
        at(cast.edda), SAMHSA, reading([closed if gone == "closed" else clinic(9)]), yes=True
    )
    found = offers()
    assert f"s{pair.second_id}" in found
    assert f"s{pair.first_id}" not in found


def test_it_survives_the_next_import(cast, at):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    take(at, cast, STATE, clinic(1, tags=[METHADONE], phones=[SECOND], description="new"))
    assert f"s{pair.second_id}" not in offers()
    assert directory.likely_twice(at(cast.edda)).ids == []


def test_referrals_and_reports_stay_and_count_for_the_kept_one(cast, at):
    pair = two_clinics(at, cast)
    call = making.call(cast.cleo, "T1")
    making.referral(call, pair.second_id, "sent", "accepted", "attended")
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    directory.report(at(cast.cleo), kind="full", service_id=pair.second_id)
    with session.reading() as opened:
        known = heard(opened, now().date())
    assert known[Counted("s", pair.first_id)].counted == 1
    assert Counted("s", pair.second_id) not in known
    assert [report.kind for report in offers()[f"s{pair.first_id}"].reports] == ["full"]
    assert len(directory.told(at(cast.cleo), service_id=pair.first_id)) == 1
    assert outcomes.behind(at(cast.cleo), f"s{pair.first_id}") == outcomes.NOT_YET


def test_groups_become_one_card_and_their_meetings_too(cast, at):
    pair = two_groups(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    found = [offer for offer in offers().values() if offer.group]
    assert {offer.group for offer in found} == {f"g{pair.first_id}"}
    assert len(found) == 2
    assert len(directory.decided_twice(at(cast.edda))) == 1


def test_taking_groups_apart_takes_their_meetings_apart(cast, at):
    pair = two_groups(at, cast)
    before = written_down()
    directory.merge(at(cast.edda), pair.id, keep_id=pair.second_id)
    directory.reconsider(at(cast.edda), pair.id)
    assert written_down() == before
    assert pairs("meeting", "merged") == []


def test_a_meeting_to_keep_away_from_is_one_under_either_name(cast, at):
    pair = two_groups(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    found = directory.picked(at(cast.cleo), [f"g{pair.second_id}"])[f"g{pair.second_id}"]
    assert found.listing == f"g{pair.first_id}"
    assert set(found.keys) == {key for key, offer in offers().items() if offer.group}


def test_chains_end_in_one_place(cast, at):
    take(at, cast, SAMHSA, clinic(1))
    take(at, cast, STATE, clinic(1))
    take(at, cast, replace(STATE, source="county list"), clinic(1))
    edda = at(cast.edda)
    for keep in ("second_id", "second_id"):
        waiting = directory.likely_twice(edda).ids
        pair = edda.session.get(Duplicate, waiting[0])
        directory.merge(edda, pair.id, keep_id=getattr(pair, keep))
    assert directory.likely_twice(edda).ids == []
    assert sum(offer.name == "Clinic 001" for offer in offers().values()) == 1


# -- taking back, and who may --------------------------------------------------------------------


def test_it_is_taken_back_and_asked_again(cast, at):
    pair = two_clinics(at, cast)
    before = written_down()
    directory.merge(at(cast.edda), pair.id, keep_id=pair.second_id)
    assert written_down() != before
    directory.reconsider(at(cast.edda), pair.id)
    assert written_down() == before
    assert directory.likely_twice(at(cast.edda)).ids == [pair.id]


def test_two_places_may_be_asked_about_again(cast, at):
    pair = two_clinics(at, cast)
    directory.two_places(at(cast.edda), pair.id)
    directory.reconsider(at(cast.edda), pair.id)
    assert directory.likely_twice(at(cast.edda)).ids == [pair.id]


def test_twice_is_refused(cast, at):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    with pytest.raises(Refused, match="already"):
        directory.merge(at(cast.edda), pair.id, keep_id=pair.second_id)
    with pytest.raises(Refused, match="already"):
        directory.two_places(at(cast.edda), pair.id)
    directory.reconsider(at(cast.edda), pair.id)
    with pytest.raises(Refused, match="Nothing is decided"):
        directory.reconsider(at(cast.edda), pair.id)


def test_only_one_of_the_two_can_be_kept(cast, at):
    pair = two_clinics(at, cast)
    with pytest.raises(NotFound):
        directory.merge(at(cast.edda), pair.id, keep_id=cast.harbour_house + 999)
    with pytest.raises(NotFound):
        directory.reconsider(at(cast.edda), 999)


@pytest.mark.parametrize("who", ["cleo", "audrey"])
def test_who_does_not_edit_the_directory_may_not(cast, at, who):
    pair = two_clinics(at, cast)
    desk = at(getattr(cast, who))
    for ask in (
        lambda: directory.merge(desk, pair.id, keep_id=pair.first_id),
        lambda: directory.two_places(desk, pair.id),
        lambda: directory.reconsider(desk, pair.id),
        lambda: directory.look_for_twice(desk),
        lambda: directory.likely_twice(desk),
        lambda: directory.side_by_side(desk, pair.id),
        lambda: directory.decided_twice(desk),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_every_process_hears_of_both(cast, at):
    pair = two_clinics(at, cast)
    last = max((row.seq for row in rows_of_changes()), default=0)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    told = {row.service_id for row in rows_of_changes() if row.seq > last}
    assert told == {pair.first_id, pair.second_id}


def rows_of_changes():
    with session.reading() as opened:
        return opened.exec(select(DirectoryChange)).all()


# -- side by side --------------------------------------------------------------------------------


def test_two_stand_side_by_side_with_what_differs(cast, at):
    pair = two_clinics(at, cast)
    shown = directory.side_by_side(at(cast.edda), pair.id)
    lines = {line.label: line for line in shown.lines()}
    assert not lines["Name"].differs
    assert lines["Phone"].differs
    assert (lines["From"].this, lines["From"].that) == ("samhsa", "state list")


def test_a_private_address_is_not_laid_beside(cast, at):
    pair = two_clinics(at, cast, where=replace(DAYTON, confidential=True))
    shown = directory.side_by_side(at(cast.edda), pair.id)
    assert "Quay" not in " ".join([*shown.that.says.values(), *shown.evidence])


def test_groups_stand_side_by_side_with_their_meetings(cast, at):
    pair = two_groups(at, cast)
    shown = directory.side_by_side(at(cast.edda), pair.id)
    lines = {line.label: line for line in shown.lines()}
    assert lines["How many meetings"].this == "2"
    assert "Sunday 7:30 pm" in lines["Meetings"].this


def test_the_list_can_be_of_one_source(cast, at):
    pair = two_clinics(at, cast)
    waiting = directory.likely_twice(at(cast.edda))
    assert sorted(waiting.sources.values()) == [("samhsa", 1), ("state list", 1)]
    for source in waiting.sources:
        assert directory.likely_twice(at(cast.edda), source_id=source).ids == [pair.id]
    assert directory.likely_twice(at(cast.edda), source_id=999).ids == []


def test_what_was_decided_is_told_with_who_and_both_names(cast, at):
    pair = two_clinics(at, cast)
    directory.merge(at(cast.edda), pair.id, keep_id=pair.first_id)
    told = directory.decided_twice(at(cast.edda))
    assert [(each.state, each.kept, each.other, each.by) for each in told] == [
        ("merged", "Clinic 001", "Clinic 001", "Edda")
    ]
