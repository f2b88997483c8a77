"""What becomes of an edit when its source has new words, before it, after it or at the same moment?"""

import threading
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from casework import directory
from casework.directory import editing, overlay, publishing, stated
from casework.errors import Differs, NotFound
from db import session
from db.models import (
    Entry,
    ListingEvent,
    Phone,
    Schedule,
)
from imports.listing import Phone as SaidPhone
from tests.casework.edits import (
    CASH,
    MEDICAID,
    ONE,
    OTHERS,
    count,
    edit,
    edits,
    live,
    record,
    shown,
    take,
)
from tests.casework.feeds import FEED, clinic, reading


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
