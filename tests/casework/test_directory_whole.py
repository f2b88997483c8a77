"""One listing, whole: for an editor with all of it, for a counsellor without what is kept private."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from casework import directory
from casework.directory import as_written
from casework.errors import NotAllowed, NotFound
from db.models import Meeting, Service, SourceRecord
from imports.listing import Phone, Tag
from tests.casework.feeds import DAYTON, FEED, clinic, meeting, reading

SECRET, DOOR = "937-555-0199", "9 Secret St"
ONE = clinic(
    1,
    phones=[
        Phone(raw="937-555-0100", e164="+19375550100"),
        Phone(raw=SECRET, e164="+19375550199", private=True),
    ],
    tags=[Tag("payment", "medicaid", "samhsa", "MD"), Tag("care_type", None, "samhsa", "XYZ")],
    raw={"name1": "Clinic 001", "intake2": SECRET, "frid": "a1"},
)
OTHERS = [clinic(i) for i in range(2, 9)]


def take(desk, *listings, file="one.json"):
    return directory.take(desk, replace(FEED, file=file), reading([*listings, *OTHERS]))


def record(desk):
    return desk.session.exec(select(SourceRecord.id).where(SourceRecord.source_key == "c1")).one()


def whole(desk):
    of = select(Service.id).where(Service.record_id == record(desk))
    return directory.whole(desk, service_id=desk.session.exec(of).one())


def line(found, field):
    return next(each for each in found.lines if each.field == field)


def everything(found):
    return json.dumps(found, default=lambda each: str(getattr(each, "__dict__", each)))


def test_an_editor_sees_what_stands_what_was_written_and_what_lies_on_top(cast, at):
    edda = at(cast.edda)
    take(edda, ONE)
    edit = {"record_id": record(edda)}
    directory.edit(edda, **edit, field="name", value="Clinic by the River")
    directory.edit(edda, **edit, field="tag.payment.medicare", value=True)
    found = whole(edda)
    name = line(found, "name")
    assert (found.name, name.said, name.raw) == (
        "Clinic by the River",
        ["Clinic by the River"],
        [("name1", "Clinic 001")],
    )
    assert (name.edit.by, name.edit.theirs, name.edit.undecided_since) == (
        "Edda",
        "Clinic 001",
        None,
    )
    assert line(found, "phones").raw == [("intake2", SECRET)]
    payment = next(axis for axis in found.axes if axis.axis == "payment")
    assert [(tag.code_list, tag.code) for tag in payment.tags] == [
        ("samhsa", "MD"),
        ("local", "medicare"),
    ]
    assert (payment.stand, set(payment.edits)) == ({"medicaid", "medicare"}, {"medicare"})
    assert [tag.code for tag in found.unread] == ["XYZ"]
    assert found.rest == [("frid", "a1")]


def test_what_must_be_decided_comes_first_and_history_tells_the_rest(cast, at):
    edda = at(cast.edda)
    take(edda, ONE)
    directory.edit(edda, record_id=record(edda), field="name", value="Clinic by the River")
    take(edda, replace(ONE, name="River Clinic"), file="two.json")
    take(edda, file="three.json")
    found = whole(edda)
    assert [(q.field, q.said, q.edit.said) for q in found.questions] == [
        ("name", ["Clinic by the River"], ["River Clinic"])
    ]
    assert found.missing_since is not None  # gone from its file, and still to be read here
    assert [past.told for past in found.past] == [
        "no longer in its source's file (three.json)",
        "its source changed it (two.json)",
        "Edda changed: name",
        "first came in (one.json)",
    ]
    assert found.past[2].detail == "was: Clinic 001; is: Clinic by the River"


def test_a_counsellor_reads_the_same_without_what_is_kept_private(cast, at):
    """Nor does an edit that leaves a private number out take it out of the source's own record."""
    edda = at(cast.edda)
    hidden = replace(DAYTON, line1=DOOR, confidential=True)
    take(edda, replace(ONE, where=hidden, raw=ONE.raw | {"street1": DOOR}))
    of = {"record_id": record(edda)}
    for told in ("edited", "before"):
        found = whole(at(cast.cleo))
        assert (found.may_edit, found.withheld, found.rest) == (False, True, ()), told
        assert line(found, "phones").said[0].startswith("937-555-01")
        assert SECRET not in everything(found)
        assert DOOR not in everything(found)
        directory.edit(edda, **of, field="phones", value=[{"number": "937-555-0111"}])
        directory.edit(edda, **of, field="address", value={"line1": f"{DOOR} rear", "state": "OH"})
        if told == "edited":
            directory.undo_edit(edda, **of, field="phones")
            directory.undo_edit(edda, **of, field="address")
    assert SECRET not in everything(whole(at(cast.cleo)))
    assert DOOR not in everything(whole(at(cast.cleo)))
    service = int(whole(edda).key[1:])
    assert directory.card(at(cast.cleo), service_id=service).raw is None
    assert whole(edda).rest == [("frid", "a1")]


def test_a_group_names_its_meetings_with_their_times(cast, at):
    edda = at(cast.edda)
    take(edda, meeting(2), meeting(3))
    group = edda.session.exec(select(Meeting.group_id)).first()
    name, meetings = directory.meetings_of(at(cast.cleo), group)
    assert name == "Quiet Room 1"
    assert list(meetings.values()) == [
        "Quiet Room 1: meets Tuesday 7:30 pm, 60 min",
        "Quiet Room 1: meets Wednesday 7:30 pm, 60 min",
    ]
    found = directory.whole(at(cast.cleo), meeting_id=next(iter(meetings)))
    assert (found.kind, found.group_id) == ("meeting", group)


def test_who_may_not_search_sees_none_and_what_is_not_there_is_not(cast, at):
    with pytest.raises(NotAllowed):
        directory.whole(at(cast.audrey), service_id=cast.harbour_house)
    for key in ({"service_id": 9999}, {"meeting_id": 9999}):
        with pytest.raises(NotFound):
            directory.whole(at(cast.cleo), **key)
    with pytest.raises(NotFound):
        directory.meetings_of(at(cast.cleo), 9999)


@pytest.mark.parametrize(
    "name,field",
    [
        ("name1", "name"), ("meeting_name", "name"), ("PublicName", "name"), ("name2", "name2"),
        ("street1", "address"), ("formatted_address", "address"), ("zip", "address"),
        ("location_municipality", "address"), ("PhysicalStateProvince", "address"),
        ("weekday_tinyint", "times"), ("HoursOfOperation", "times"), ("end_time", "times"),
        ("hotline1", "phones"), ("Phone1Number", "phones"), ("conference_phone", "dial_in"),
        ("virtual_meeting_link", "join_url"), ("EmailAddressMain", "email"),
        ("website", "url"), ("FeeStructureSource", "costs"), ("Eligibility", "eligibility"),
        ("ApplicationProcess", "application"), ("DocumentsRequired", "documents"),
        ("attendance_option", "attendance"), ("notes", "description"), ("frid", ""),
    ],
)  # fmt: skip
def test_a_raw_name_of_any_format_stands_beside_its_field(name, field):
    assert as_written.by_field({name: "x"}) == {field: [(name, "x")]}


RAW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(raw=st.dictionaries(st.text(max_size=12), RAW, max_size=6))
def test_nothing_a_source_wrote_is_out_of_sight(raw):
    """Every value that says something stands under exactly one field."""

    def values(value):
        if isinstance(value, dict):
            return [leaf for each in value.values() for leaf in values(each)]
        if isinstance(value, list):
            return [leaf for each in value for leaf in values(each)]
        return (
            [] if value in (None, "") else [value if isinstance(value, str) else json.dumps(value)]
        )

    shown = [text for pairs in as_written.by_field(raw).values() for _, text in pairs]
    for leaf in values(raw):
        assert any(leaf in text for text in shown)
