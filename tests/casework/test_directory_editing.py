"""Edits made here lie on top of what a source says, field by field, and survive its next import."""

from dataclasses import replace
from datetime import time

import pytest
from sqlmodel import col, select

from casework import directory, matches
from casework.directory import editing, snapshot, stated
from casework.directory.written import written
from casework.errors import Differs, NotAllowed, NotFound, Refused
from db.models import (
    AuditEntry,
    DirectoryChange,
    Entry,
    EntryTag,
    ListingEvent,
    Location,
    Meeting,
    Service,
    SourceRecord,
    Tag,
)
from imports.listing import Phone as SaidPhone
from tests.casework.edits import MEDICAID, ONE, count, edit, edits, live, record, shown, take
from tests.casework.feeds import FEED, clinic, meeting, reading


def test_one_field_is_written_over_and_the_rest_stays_as_the_source_has_it(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    before, raw = shown(desk), desk.session.get(Entry, live(desk)).raw
    edit(desk, "name", "  Clinic by  the River ")
    assert shown(desk) == {**before, "name": "Clinic by the River"}
    made = desk.session.get(Entry, live(desk))
    assert (made.run_id, made.raw, made.complete_axes) == (None, raw, ["medication"])
    assert count(desk, Tag, Tag.code == "MD") == 1
    assert (count(desk, EntryTag, EntryTag.entry_id == made.id)) == 2
    assert count(desk, Entry, Entry.record_id == record(desk)) == 2  # the source's words beside it


def test_every_field_can_be_written_over_and_taken_back(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    before = shown(desk)
    phone = {"number": "(937) 555-0177 x4", "kind": "intake", "note": "ask for Ann"}
    hours = {"kind": "opening", "weekday": 2, "start": "8 am", "end": "noon", "text": ""}
    wanted = {
        "name": "A", "name2": "East", "description": "New.", "status": "paused",
        "url": "example.org", "email": "a@example.org", "application": "Walk in.",
        "documents": "An ID.", "wait": "two weeks", "eligibility": "Adults.", "alert": "Flooded.",
        "ages": {"min": "21", "max": ""}, "confidential": True, "phones": [phone],
        "times": [hours], "costs": [{"kind": "free", "text": ""}], "attendance": "hybrid",
        "join_url": "https://meet.example.org/2", "join_notes": "Ring.", "dial_in": "555-0100",
        "tag.payment.medicaid": False, "tag.payment.medicare": True,
        "address": {"line1": "2 Hill Rd", "line2": "", "city": "Troy", "state": "oh",
                    "postal_code": "45373-1234"},
    }  # fmt: skip
    for field, value in wanted.items():
        edit(desk, field, value, seen=stated.says(before, field))
    now = shown(desk)
    assert now["phones"] == [
        {
            "raw": "(937) 555-0177 x4", "e164": "+19375550177", "extension": "4", "kind": "intake",
            "note": "ask for Ann", "language": "", "private": False,
        }
    ]  # fmt: skip
    assert (now["times"][0]["start"], now["times"][0]["minutes"]) == ("08:00", 240)
    assert now["address"] == {**wanted["address"], "state": "OH", "postal_code": "45373"}
    assert (now["ages"], now["url"]) == ({"min": 21, "max": None}, "https://example.org")
    assert (now["tag.payment.medicare"], "tag.payment.medicaid" in now) == (True, False)
    assert {each.field for each in edits(desk)} == set(wanted)
    for field in wanted:
        editing.undo_edit(desk, record_id=record(desk), field=field)
    assert shown(desk) == before
    assert edits(desk) == []
    assert count(desk, Entry, col(Entry.run_id).is_(None), Entry.record_id == record(desk)) == 0


def test_what_somebody_changed_meanwhile_is_shown_beside_ones_own(cast, at):
    desk, mona = at(cast.edda), at(cast.mona)
    take(desk, ONE)
    edit(mona, "name", "Mona's words", seen="Clinic 001")
    with pytest.raises(Differs) as stale:
        edit(desk, "name", "Edda's words", seen="Clinic 001")
    assert (stale.value.theirs, stale.value.yours) == ("Mona's words", "Edda's words")
    assert shown(desk)["name"] == "Mona's words"
    edit(desk, "name", "Edda's words", seen="Mona's words")
    assert [(e.value, e.base, e.edited_by_id) for e in edits(desk)] == [
        ("Edda's words", "Clinic 001", cast.edda.id)
    ]


def test_an_edit_back_to_the_sources_words_is_none_any_more(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "name", "Clinic by the River")
    edit(desk, "name", "Clinic 001")
    assert edits(desk) == []
    with pytest.raises(Refused, match="says already"):
        edit(desk, "name", "Clinic  001")
    with pytest.raises(NotFound):
        editing.undo_edit(desk, record_id=record(desk), field="name")


def test_what_is_entered_here_is_changed_itself(cast, at):
    desk = at(cast.edda)
    service = desk.session.get(Service, cast.harbour_house)
    editing.edit(desk, record_id=service.record_id, field="phones", value=[{"number": "988"}])
    editing.edit(desk, record_id=service.record_id, field="tag.language.es", value=True)
    mine = select(SourceRecord.live_entry_id).where(SourceRecord.id == service.record_id)
    entry = desk.session.exec(mine).one()
    now = stated.stated(desk.session, [entry])[entry]
    assert (now["name"], now["phones"][0]["raw"]) == ("Harbour House", "988")
    assert now["tag.language.es"] is True
    assert edits(desk) == []
    assert count(desk, Entry, Entry.record_id == service.record_id) == 1
    with pytest.raises(NotFound):
        editing.undo_edit(desk, record_id=service.record_id, field="phones")


def test_matches_read_what_was_written_here_at_once(cast, at):
    desk = at(cast.edda)
    take(desk, ONE, meeting(1))
    matches.settle()
    service = directory.search(desk, "Clinic 001")[0].service_id
    edit(desk, "name", "Lighthouse")
    edit(desk, "status", "temporarily_closed")
    edit(desk, "tag.payment.medicare", True)
    edit(desk, "times", [{"kind": "meeting", "weekday": 3, "start": "18:00"}], key="m1")
    offers = snapshot.settle().offers
    found = offers[f"s{service}"]
    assert (found.name, found.status.value) == ("Lighthouse", "temporarily_closed")
    assert found.tags["payment"] == {"medicaid", "self_pay", "medicare"}
    assert [(s.weekday, s.minutes) for s in found.slots] == [(1, 480)]
    talk = desk.session.exec(select(Meeting.id)).one()
    assert [(s.weekday, s.start) for s in offers[f"m{talk}"].slots] == [(3, time(18))]
    assert count(desk, DirectoryChange, DirectoryChange.service_id == service) == 3
    assert directory.search(desk, "Lighthouse")[0].service_id == service  # referrals find it still


def test_a_value_added_here_does_not_turn_the_sources_silence_into_a_no(cast, at):
    """SAMHSA's survey is complete on payment only for a place that answered (formats.md 1)."""
    desk = at(cast.edda)
    samhsa = replace(FEED, format="findtreatment", source="samhsa")
    directory.take(desk, samhsa, reading([clinic(1, tags=[MEDICAID]), clinic(2, tags=[])]))
    for key in ("c1", "c2"):
        edit(desk, "tag.payment.medicare", True, key=key)
    offers = {o.name: o for o in snapshot.build().offers.values()}
    assert "payment" in offers["Clinic 001"].complete
    assert "payment" not in offers["Clinic 002"].complete
    assert offers["Clinic 002"].tags["payment"] == {"medicare"}


def test_the_trace_of_a_match_names_who_added_a_tag(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "tag.payment.medicare", True)
    service = desk.session.exec(select(Service.id).where(Service.record_id == record(desk))).one()
    behind = written(at(cast.cleo), f"s{service}", ["payment"])
    assert {(code.source, code.code) for code in behind.codes} == {
        ("dayton", "MD"), ("dayton", "SF"), ("our directory editor", "medicare"),
    }  # fmt: skip
    assert behind.brought_in is not None


def test_a_door_that_moved_is_placed_anew_and_one_that_did_not_stays(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    here = {"line1": "1 Quay St", "city": "Dayton", "state": "OH", "postal_code": "45402"}

    def where():
        entry = desk.session.get(Entry, live(desk))
        place = desk.session.get(Location, entry.location_id)
        return round(place.lat, 2), entry.precision, place.confidential

    edit(desk, "address", {**here, "line2": "Door B"})
    assert where() == (39.76, "street", False)
    edit(desk, "confidential", True)
    assert where() == (39.76, "street", True)
    edit(desk, "address", {**here, "line1": "2 Hill Rd", "city": "Troy", "postal_code": "45373"})
    lat, precision, confidential = where()
    assert (precision, confidential) == ("zip", True)
    assert lat == pytest.approx(40.0, abs=0.2)
    edit(desk, "address", {"line1": "", "city": "Troy", "state": "OH"})
    assert where()[1] == "city"
    edit(desk, "address", {"line1": "by the well"})
    assert desk.session.get(Entry, live(desk)).precision == "none"


@pytest.mark.parametrize(
    "field,value,words",
    [
        ("name", " ", "needs a name"),
        ("name", "x" * 256, "too long"),
        ("url", "not an address", "looks like https"),
        ("email", "nobody", "looks like intake"),
        ("status", "open", "on the list"),
        ("ages", {"min": "20", "max": "19"}, "above the oldest"),
        ("ages", {"min": "adult", "max": None}, "whole number"),
        ("address", {"line1": "1 A St", "state": "Ohia"}, "two letters"),
        ("address", {"state": "KY", "postal_code": "45402"}, "lies in OH"),
        ("address", {"state": "OH", "postal_code": "4540"}, "five digits"),
        ("address", {"postal_code": "00000"}, "no ZIP"),
        ("phones", [{"number": "call Bob"}], "no telephone number"),
        ("phones", [{"number": "000-000-0000"}], "nobody has"),
        ("phones", [{"number": "937-555-0100 or 937-555-0101"}], "One number to a line"),
        ("phones", [{"number": "988", "kind": "pager"}], "what the number is for"),
        ("times", [{"kind": "opening", "weekday": 1, "start": "25:00"}], "no time of day"),
        ("times", [{"kind": "opening", "weekday": None, "start": "9 am"}], "on which day"),
        ("times", [{"kind": "opening", "weekday": 1, "end": "9 am"}], "when it begins"),
        ("times", [{"kind": "party", "weekday": 1, "start": "9 am"}], "meets or is open"),
        ("costs", [{"kind": "barter", "text": "a goat"}], "what kind of cost"),
        ("tag.payment.barter", True, "on the list"),
        ("raw", {}, "cannot be changed"),
    ],
)
def test_a_value_that_is_none_is_said_in_words_and_changes_nothing(cast, at, field, value, words):
    desk = at(cast.edda)
    take(desk, ONE)
    before = shown(desk)
    with pytest.raises(Refused, match=words):
        edit(desk, field, value)
    assert (shown(desk), edits(desk)) == (before, [])


def test_an_odd_line_of_the_source_may_stay_while_another_is_added(cast, at):
    desk = at(cast.edda)
    take(desk, replace(ONE, phones=[SaidPhone(raw="ask at the desk")]))
    odd = shown(desk)["phones"][0]
    edit(desk, "phones", [odd, {"number": "937-555-0111"}])
    assert [p["raw"] for p in shown(desk)["phones"]] == ["ask at the desk", "937-555-0111"]


def test_only_who_may_edit_the_directory_edits_it(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    asked = {"record_id": record(desk), "field": "name"}
    for who in (cast.cleo, cast.audrey):
        for act in (
            lambda d: editing.edit(d, **asked, value="X"),
            lambda d: editing.undo_edit(d, **asked),
            lambda d: editing.decide(d, **asked, keep="mine"),
            directory.undecided,
        ):
            with pytest.raises(NotAllowed):
                act(at(who))
    with pytest.raises(NotFound):
        editing.edit(desk, record_id=9999, field="name", value="X")
    assert shown(desk)["name"] == "Clinic 001"


def test_the_trail_holds_what_it_was_and_is_but_nothing_kept_private(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "phones", [{"number": "937-555-0166"}, {"number": "937-555-0199", "private": True}])
    edit(desk, "confidential", True)
    edit(desk, "address", {"line1": "9 Secret St", "city": "Dayton", "state": "OH"})
    lines = desk.session.exec(
        select(AuditEntry.subjects).where(AuditEntry.act == "EDIT_DIRECTORY")
    ).all()
    service = desk.session.exec(select(Service.id).where(Service.record_id == record(desk))).one()
    assert lines[0] == (
        f"Service {service}: Telephones edited: was “937-555-0100”, is “937-555-0166”"
    )
    assert not any("Secret" in line or "0199" in line for line in lines)


def test_the_history_of_a_listing_tells_what_became_of_it(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "name", "River")
    take(desk, replace(ONE, description="New."))
    take(desk)
    take(desk, replace(ONE, description="New."))
    editing.undo_edit(desk, record_id=record(desk), field="name")
    events = select(ListingEvent).where(ListingEvent.record_id == record(desk))
    told = desk.session.exec(events.order_by(ListingEvent.id)).all()
    assert [each.what for each in told] == ["edited", "changed", "missing", "back", "undone"]
    assert (told[0].before, told[0].after, told[0].by_id) == ("Clinic 001", "River", cast.edda.id)
    assert all(each.run_id for each in told[1:4])
