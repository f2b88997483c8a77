"""Edits made here lie on top of what a source says, field by field, and survive its next import."""

import threading
from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, func, select

from casework import directory, matches
from casework.directory import editing, overlay, publishing, snapshot, stated
from casework.directory.written import written
from casework.errors import Differs, NotAllowed, NotFound, Refused
from db import session
from db.models import (
    AuditEntry,
    DirectoryChange,
    Entry,
    EntryTag,
    ListingEdit,
    ListingEvent,
    Location,
    Meeting,
    Phone,
    Schedule,
    Service,
    SourceRecord,
    Tag,
)
from imports.listing import Phone as SaidPhone
from imports.listing import Tag as SaidTag
from imports.listing import Time
from tests.casework.feeds import FEED, clinic, meeting, reading

MEDICAID = SaidTag("payment", "medicaid", "samhsa", "MD")
CASH = SaidTag("payment", "self_pay", "samhsa", "SF")
ONE = clinic(
    1,
    description="By the river.",
    tags=[MEDICAID, CASH],
    times=[Time(weekday=1, start=time(9), minutes=480, kind="opening")],
    costs=[("sliding", "by income")],
    min_age=18,
)
OTHERS = [clinic(i) for i in range(2, 9)]


def take(desk, *listings, **options):
    return directory.take(desk, FEED, reading([*listings, *OTHERS]), **options)


def record(desk, key="c1"):
    return desk.session.exec(select(SourceRecord.id).where(SourceRecord.source_key == key)).one()


def live(desk, key="c1"):
    mine = select(SourceRecord.live_entry_id).where(SourceRecord.source_key == key)
    return desk.session.exec(mine).one()


def shown(desk, key="c1"):
    entry = live(desk, key)
    return stated.stated(desk.session, [entry])[entry]


def edits(desk):
    return desk.session.exec(
        select(ListingEdit).execution_options(populate_existing=True).order_by(ListingEdit.id)
    ).all()


def count(desk, table, *where):
    return desk.session.exec(select(func.count()).select_from(table).where(*where)).one()


def edit(desk, field, value, key="c1", **options):
    editing.edit(desk, record_id=record(desk, key), field=field, value=value, **options)


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


def test_an_edit_survives_the_next_import_beside_the_sources_new_words(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "name", "Clinic by the River")
    take(desk, replace(ONE, description="By the new bridge."))
    assert shown(desk)["name"] == "Clinic by the River"
    assert shown(desk)["description"] == "By the new bridge."
    assert edits(desk)[0].undecided_since is None
    # The newest words of the source and ours stay; nothing older.
    assert count(desk, Entry, Entry.record_id == record(desk)) == 2


def test_a_source_that_changes_what_was_edited_leaves_it_on_top_and_asks(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "name", "Clinic by the River")
    take(desk, replace(ONE, name="River Clinic"))
    assert shown(desk)["name"] == "Clinic by the River"
    only = directory.undecided(desk)[0]
    assert (only.field, only.title, only.ours, only.theirs) == (
        "name", "Name", "Clinic by the River", "River Clinic",
    )  # fmt: skip
    first = edits(desk)[0].undecided_since
    take(desk, replace(ONE, name="River Clinic II"))
    assert (edits(desk)[0].source_says, edits(desk)[0].undecided_since) == (
        "River Clinic II",
        first,
    )
    take(desk, ONE)  # as it was when it was edited: nothing left to decide
    assert directory.undecided(desk) == []
    assert shown(desk)["name"] == "Clinic by the River"


@pytest.mark.parametrize(
    "keep,value,left,name",
    [
        ("mine", None, 1, "Clinic by the River"),
        ("theirs", None, 0, "River Clinic"),
        ("other", "The River Clinic", 1, "The River Clinic"),
        ("other", "River Clinic", 0, "River Clinic"),
    ],
)
def test_an_editor_decides_for_one_the_other_or_a_third(cast, at, keep, value, left, name):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "name", "Clinic by the River")
    take(desk, replace(ONE, name="River Clinic"))
    asked = {"record_id": record(desk), "field": "name"}
    with pytest.raises(Differs) as stale:
        editing.decide(desk, **asked, keep=keep, value=value, seen="River Clinic of old")
    assert (stale.value.theirs, stale.value.yours) == ("River Clinic", "Clinic by the River")
    editing.decide(desk, **asked, keep=keep, value=value, seen="River Clinic")
    assert shown(desk)["name"] == name
    assert directory.undecided(desk) == []
    assert len(edits(desk)) == left
    with pytest.raises(NotFound):
        editing.decide(desk, **asked, keep=keep, value=value)
    # Decided for what the source said then: its next words ask again.
    take(desk, replace(ONE, name="River Clinic III"))
    assert len(directory.undecided(desk)) == left


def test_a_source_that_comes_to_say_the_same_dissolves_the_edit(cast, at):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "phones", [{"number": "937.555.0188", "kind": "main"}])
    edit(desk, "tag.payment.medicaid", False)
    same = [SaidPhone(raw="(937) 555-0188", e164="+19375550188")]
    take(desk, replace(ONE, phones=same, tags=[CASH]))
    assert edits(desk) == []
    assert desk.session.get(Entry, live(desk)).run_id is not None
    assert shown(desk)["phones"][0]["raw"] == "(937) 555-0188"
    agreed = desk.session.exec(select(ListingEvent.field).where(ListingEvent.what == "agreed"))
    assert set(agreed) == {"phones", "tag.payment.medicaid"}


def test_what_was_verified_here_stays_so_under_edits_and_undos_until_the_source_has_new_words(
    cast, at
):
    desk = at(cast.edda)
    take(desk, replace(ONE, unverified=True))
    checked = date(2026, 5, 1)

    def stamp():
        desk.session.expire_all()
        entry = desk.session.get(Entry, live(desk))
        return entry.unverified, entry.verified_on

    edit(desk, "name", "River")
    assert stamp() == (True, None)
    with session.reading() as opened:
        session.start_writing(opened)
        entry = opened.get(Entry, live(desk))
        entry.unverified, entry.verified_on = False, checked
        opened.commit()
    edit(desk, "wait", "none")
    assert stamp() == (False, checked)
    for field in ("name", "wait"):
        editing.undo_edit(desk, record_id=record(desk), field=field)
        assert stamp() == (False, checked)
    edit(desk, "name", "River")
    take(desk, replace(ONE, unverified=True, description="New."))
    assert stamp() == (True, None)


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


def test_an_edit_and_an_import_at_the_same_time_lose_neither(cast, at, monkeypatch):
    """The edit waits for the publishing transaction, or the import for the edit: both count."""
    desk = at(cast.edda)
    take(desk, ONE)
    of, failures = record(desk), []
    reached, real = threading.Event(), publishing._turn

    def edit_it():
        try:
            assert reached.wait(20)
            editing.edit(at(cast.mona), record_id=of, field="name", value="River")
            editing.edit(at(cast.mona), record_id=of, field="wait", value="none")
        except Exception as problem:
            failures.append(problem)

    def slowly(*given):
        reached.set()
        real(*given)

    thread = threading.Thread(target=edit_it)
    thread.start()
    monkeypatch.setattr(publishing, "_turn", slowly)
    take(desk, replace(ONE, description="New.", name="River Clinic"))
    thread.join()
    assert not failures
    desk.session.rollback()
    now = shown(desk)
    assert (now["name"], now["wait"], now["description"]) == ("River", "none", "New.")
    assert count(desk, Entry, Entry.record_id == of) == 2


def test_an_edit_while_an_import_is_staged_is_laid_on_its_new_words(cast, at, monkeypatch):
    desk, mona = at(cast.edda), at(cast.mona)
    take(desk, ONE)
    real = publishing.publish

    def after_an_edit(*given):
        edit(mona, "name", "River", seen="Clinic 001")
        real(*given)

    monkeypatch.setattr("casework.directory.taking.publish", after_an_edit)
    take(desk, replace(ONE, name="River Clinic"))
    desk.session.rollback()
    assert shown(desk)["name"] == "River"
    assert [each.theirs for each in directory.undecided(desk)] == ["River Clinic"]


def test_a_publishing_that_fails_leaves_the_edits_as_they_were(cast, at, monkeypatch):
    desk = at(cast.edda)
    take(desk, ONE)
    edit(desk, "name", "River")
    before = live(desk)

    def burst(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(publishing, "_gone", burst)
    with pytest.raises(RuntimeError):
        take(desk, replace(ONE, name="River Clinic"))
    desk.session.rollback()
    assert live(desk) == before
    assert (shown(desk)["name"], directory.undecided(desk)) == ("River", [])
    edit(desk, "wait", "none")  # rests on what was published, not on what a dead run left
    assert edits(desk)[1].base == ""


def test_many_edits_are_laid_on_new_words_with_few_statements(cast, at, monkeypatch):
    """More than one round of them, and no statement for each."""
    desk = at(cast.edda)
    take(desk, ONE)
    monkeypatch.setattr("casework.directory.composing.AT_ONCE", 4)
    for each in (ONE, *OTHERS):
        edit(desk, "name", f"Our {each.name}", key=each.source_id)
        edit(desk, "tag.payment.medicare", True, key=each.source_id)
        edit(desk, "address", {"line1": f"{each.source_id} Hill", "state": "OH"}, each.source_id)
    told = [replace(each, description="New.") for each in (ONE, *OTHERS)]
    directory.take(desk, FEED, reading(told))
    for each in told:
        now = shown(desk, each.source_id)
        assert (now["name"], now["description"]) == (f"Our {each.name}", "New.")
        assert now["tag.payment.medicare"] is True
        assert now["address"]["line1"] == f"{each.source_id} Hill"
        assert count(desk, Phone, Phone.entry_id == live(desk, each.source_id)) == 1
    assert count(desk, Schedule, Schedule.entry_id == live(desk)) == 1


NAMES, WAITS = ["A", "B", "C"], ["", "a week", "a month"]
STEPS = st.one_of(
    st.tuples(st.just("import"), st.sampled_from(NAMES), st.sampled_from(WAITS), st.booleans()),
    st.tuples(st.just("edit"), st.sampled_from(["name", "wait"]), st.sampled_from(NAMES + WAITS)),
    st.tuples(st.just("edit"), st.just("tag.payment.medicaid"), st.booleans()),
    st.tuples(st.just("undo"), st.sampled_from(["name", "wait", "tag.payment.medicaid"])),
    st.tuples(
        st.just("decide"),
        st.sampled_from(["name", "wait"]),
        st.sampled_from(["mine", "theirs", "other"]),
        st.sampled_from(NAMES),
    ),
    st.tuples(st.just("missing")),
)


class Model:
    """What must hold, without a database: the source's newest words, and edits on top of them."""

    def __init__(self):
        self.source = {"name": "A", "wait": "", "tag.payment.medicaid": True}
        self.edits, self.base = {}, {}

    def new_words(self, words):
        self.source = words
        self.edits = {f: v for f, v in self.edits.items() if v != words[f]}

    def lay(self, field, value):
        self.base[field] = self.source[field]
        self.edits.pop(field, None)
        if value != self.source[field]:
            self.edits[field] = value

    @property
    def shown(self):
        return self.source | self.edits

    @property
    def undecided(self):
        return {f for f in self.edits if self.base[f] != self.source[f]}


def words_of(number, source):
    return clinic(
        number,
        name=source["name"],
        wait=source["wait"],
        tags=[MEDICAID] if source["tag.payment.medicaid"] else [],
        raw={"as it came": source},
    )


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=8))
def test_each_field_shows_the_edit_if_there_is_one_else_the_sources_newest_words(cast, at, steps):
    desk, model, number = at(cast.edda), Model(), str(uuid4())  # a source of its own each time
    feed = replace(FEED, source=number)
    key = f"c{number}"

    def told(*more):
        directory.take(desk, feed, reading([*more, clinic("0")]), yes=True)

    told(words_of(number, model.source))
    of = {"record_id": record(desk, key)}
    for step, *rest in steps:
        if step == "missing":
            told()
        elif step == "import":
            name, wait, medicaid = rest
            model.new_words({"name": name, "wait": wait, "tag.payment.medicaid": medicaid})
            told(words_of(number, model.source))
        elif step == "undo":
            field = rest[0]
            if field in model.edits:
                editing.undo_edit(desk, **of, field=field)
                model.lay(field, model.source[field])
        elif step == "decide":
            field, keep, other = rest
            if field in model.undecided:
                editing.decide(desk, **of, field=field, keep=keep, value=other)
                chosen = {"mine": model.edits[field], "theirs": model.source[field]}
                model.lay(field, chosen.get(keep, other))
        else:
            field, value = rest
            if value != model.shown[field] and (field != "name" or value):
                editing.edit(desk, **of, field=field, value=value)
                model.lay(field, value)
        desk.session.rollback()
        now = shown(desk, key)
        assert {field: stated.says(now, field) for field in model.source} == model.shown
        waiting = {e.field for e in edits(desk) if e.undecided_since and e.record_id in of.values()}
        assert waiting == model.undecided
        assert desk.session.get(Entry, live(desk, key)).raw == {"as it came": model.source}
        assert count(desk, Entry, Entry.record_id == of["record_id"]) <= 2
        assert set(overlay.newest(desk.session, [of["record_id"]])) == {of["record_id"]}
    desk.session.close()  # the next example sits down at a desk of its own
