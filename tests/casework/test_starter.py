"""The national starter list: loaded by a press, unverified until it is ticked, offered anywhere."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlmodel import select

from casework import (
    calls,
    directory,
    drafts,
    facts,
    letters,
    matches,
    needs,
    offers,
    read_out,
    referrals,
)
from casework.directory import by_hand, snapshot
from casework.errors import NotAllowed, NotFound, Refused
from db.models import Entry, EntryTag, Meeting, Source, SourceRecord, Tag, Verification
from imports import starter
from imports.places import CODES
from matching.words import Kind, List

SIZE = len(starter.national().listings)


@pytest.fixture
def loaded(at, cast):
    edda = at(cast.edda)
    directory.load_national(edda)
    matches.settle()
    return edda


def peers(desk, relation="parent", stage="worried", town="Ames IA", **said):
    """Everything on the list of groups and people for the caller."""
    call = calls.begin(desk)
    drafts.choose(desk, call_id=call, field="call.relation", value=relation)
    drafts.choose(desk, call_id=call, field="call.stage", value=stage)
    drafts.choose(desk, call_id=call, field="caller.town", value=town)
    for name, value in said.items():
        drafts.choose(desk, call_id=call, field=f"caller.{name}", value=value)
    here = calls.on_desk(desk, call)
    found = offers.lists(desk, here, facts.known(desk, call))
    of = next(one for one in found if (one.side, one.kind) == ("caller", List.PEERS))
    return of.offers


def names(found):
    return {offer.card.name.split(",")[0] for offer in found}


FAMILY = {
    *("Al-Anon Family Groups", "Nar-Anon Family Groups", "Families Anonymous"),
    *("SMART Recovery Family & Friends", "Parents of Addicted Loved Ones (PAL)", "NAMI HelpLine"),
}


@pytest.mark.parametrize("town", ["Ames IA", "Nome AK", "San Juan PR"])
def test_a_mother_anywhere_finds_her_own_groups_online(loaded, at, cast, town):
    found = names(peers(at(cast.cleo), town=town))
    assert found == FAMILY


def test_who_lost_someone_finds_grasp_and_nobody_else_does(loaded, at, cast):
    cleo = at(cast.cleo)
    assert names(peers(cleo, stage="lost_someone")) == {"GRASP"}
    for who in ({}, {"relation": "self", "stage": "wants_help"}):
        assert "GRASP" not in names(peers(cleo, **who))


def test_who_is_on_medication_finds_the_groups_that_accept_it_first(loaded, at, cast):
    found = peers(at(cast.cleo), "self", "in_recovery", medication="buprenorphine")
    stances = {
        f"m{meeting}": value
        for meeting, value in at(cast.edda)
        .session.execute(
            sa.select(Meeting.id, Tag.value_or_empty)
            .join(SourceRecord, SourceRecord.id == Meeting.record_id)
            .join(EntryTag, EntryTag.entry_id == SourceRecord.live_entry_id)
            .join(Tag, Tag.id == EntryTag.tag_id)
            .where(Tag.axis == "moud_stance")
        )
        .all()
    }
    groups = [stances[offer.match.key] for offer in found if offer.card.meeting_id]
    assert len(groups) > 3
    assert set(groups) <= {"affirming", "accepts"}
    assert not FAMILY - {"NAMI HelpLine"} & names(found)


def test_it_is_said_on_every_card_that_nobody_here_verified_it(loaded, at, cast):
    for offer in peers(at(cast.cleo)):
        assert offer.card.unverified
        assert "Not verified yet." in offer.match.cautions


def test_nobody_is_shown_it_before_it_is_loaded(at, cast):
    assert directory.national_stands(at(cast.edda)) == directory.Loaded(0, 0)
    assert peers(at(cast.cleo)) == []


def test_loading_is_an_import_and_loading_again_changes_nothing(loaded, at, cast):
    assert directory.national_stands(at(cast.cleo)) == directory.Loaded(SIZE, 0)
    again = directory.load_national(at(cast.edda))
    assert (again.unchanged, again.new, again.changed, again.missing) == (SIZE, 0, 0, 0)
    assert again.source == directory.NATIONAL
    with pytest.raises(NotAllowed):
        directory.load_national(at(cast.cleo))


def test_a_tick_stands_through_the_next_list_until_the_entry_says_something_else(
    loaded, at, cast, monkeypatch
):
    edda = at(cast.edda)
    keys = {one.card.name: one.card.key for one in directory.unchecked(edda, national=True)}
    both = [keys["NAMI HelpLine"], next(k for n, k in keys.items() if n.startswith("Al-Anon"))]
    assert directory.checked_here(edda, both, how="phone") == 2
    assert directory.national_stands(edda) == directory.Loaded(SIZE, 2)
    matches.settle()
    shown = {offer.card.name: offer for offer in peers(at(cast.cleo))}
    assert not shown["NAMI HelpLine"].card.unverified
    assert "Not verified yet." not in shown["NAMI HelpLine"].match.cautions
    stamped = at(cast.edda).session.exec(select(Verification)).all()
    assert {(v.how, v.outcome, v.by_id) for v in stamped} == {("phone", "confirmed", cast.edda.id)}
    another = _with_another_number(starter.national(), "nami-helpline")
    monkeypatch.setattr(starter, "national", lambda: another)
    report = directory.load_national(at(cast.edda))
    assert (report.changed, report.unchanged) == (1, SIZE - 1)
    assert directory.national_stands(at(cast.edda)).ticked == 1


def _with_another_number(reading, source_id):
    listings = [
        replace(one, phones=by_hand.numbers_in("937-555-0100"))
        if one.source_id == source_id
        else one
        for one in reading.listings
    ]
    return replace(reading, listings=listings)


def test_a_tick_says_how_and_of_what(loaded, at, cast):
    edda = at(cast.edda)
    for keys, how in (([], "phone"), (["s1"], "by guess")):
        with pytest.raises(Refused):
            directory.checked_here(edda, keys, how=how)
    for key in ("s99999", "m99999", "sx", ""):
        with pytest.raises(NotFound):
            directory.checked_here(edda, [key], how="phone")
    with pytest.raises(NotAllowed):
        directory.checked_here(at(cast.cleo), ["s1"], how="phone")
    with pytest.raises(NotAllowed):
        directory.unchecked(at(cast.cleo), national=True)


def test_what_was_heard_on_a_call_waits_for_the_editor_with_the_newest_first(at, cast):
    cleo = at(cast.cleo)
    for name in ("Hope Kitchen", "Late House"):
        directory.add_unverified(cleo, name=name, phone="937-555-0142", kind=Kind.SHELTER)
    waiting = directory.unchecked(at(cast.edda), national=False)
    assert [one.card.name for one in waiting] == ["Late House", "Hope Kitchen"]
    directory.checked_here(at(cast.edda), [waiting[0].card.key], how="phone")
    assert [one.card.name for one in directory.unchecked(at(cast.edda), national=False)] == [
        "Hope Kitchen"
    ]


def test_each_entry_says_where_it_comes_from(loaded, at, cast):
    for one in directory.unchecked(at(cast.edda), national=True):
        assert one.said_by
        assert one.about
    source = at(cast.edda).session.exec(select(Source).where(Source.name == directory.NATIONAL))
    assert "starter list" in source.one().licence_note


def test_it_serves_every_state(loaded, at, cast):
    rows = at(cast.edda).session.exec(
        select(Entry).join(SourceRecord, SourceRecord.live_entry_id == Entry.id)
    )
    mine = [row for row in rows if row.raw]
    assert {frozenset(row.served_states) for row in mine} == {frozenset(CODES)}
    offered = [one for one in snapshot.settle().offers.values() if one.name != "Harbour House"]
    assert {one.served_states for one in offered} == {frozenset(CODES)}


def on_her_list(desk, name):
    """A mother is sent to this one of her groups, by the desk."""
    call = calls.begin(desk)
    for field, value in (("call.relation", "parent"), ("caller.town", "Ames IA")):
        drafts.choose(desk, call_id=call, field=field, value=value)
    card = next(one for one in directory.search(desk, name) if one.name.startswith(name))
    need = needs.hear(desk, call_id=call, side="caller", kind=List.PEERS)
    referrals.make(
        desk, call_id=call, need_id=need, side="caller", kind="information", service_id=card.service_id,
        group_id=card.group_id, meeting_id=card.meeting_id,
    )  # fmt: skip
    return call, card


@pytest.mark.parametrize(("language", "words"), [("en", "We have not"), ("es", "Todavía no lo")])
def test_no_letter_prints_it_as_checked_until_it_is(loaded, at, cast, language, words):
    cleo = at(cast.cleo)
    call, card = on_her_list(cleo, "Nar-Anon")
    (aloud,) = read_out.on_list(cleo, call)
    assert aloud.unverified
    assert aloud.from_home == "nar-anon.org"
    look = letters.Look(language=language)

    def printed():
        sheet = letters.issue_for_caller(at(cast.cleo), call_id=call, side="caller", look=look)
        return letters.fetch(at(cast.cleo), sheet.id).html

    assert words in printed()
    assert "nar-anon.org" in printed()
    directory.checked_here(at(cast.edda), [card.key], how="website")
    assert words not in printed()
    (aloud,) = read_out.on_list(at(cast.cleo), call)
    assert not aloud.unverified


def test_a_line_is_reached_by_its_number_and_nothing_else_is_needed(loaded, at, cast):
    card = next(one for one in directory.search(at(cast.cleo), "nami") if one.phone)
    assert (card.phone, card.from_home) == ("800-950-6264", "")


def test_who_needs_a_bed_is_shown_no_lines_and_who_asks_for_other_help_is(loaded, at, cast):
    cleo = at(cast.cleo)
    for practical, shown in (("shelter", set()), ("service", {"SAMHSA's National Helpline"})):
        call = calls.begin(cleo)
        said = {"call.relation": "self", "caller.town": "Ames IA", "caller.practical": practical}
        for field, value in said.items():
            drafts.choose(cleo, call_id=call, field=field, value=value)
        here, known = calls.on_desk(cleo, call), facts.known(cleo, call)
        found = next(x for x in offers.lists(cleo, here, known) if x.kind is List.PRACTICAL)
        assert names(found.offers) & {"SAMHSA's National Helpline"} <= shown
        assert bool(found.offers) == bool(shown)
