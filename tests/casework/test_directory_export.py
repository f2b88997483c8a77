"""Does the directory leave whole, does it come back as it was, and does what is private stay here?"""

import json
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from casework import directory
from casework.directory.keys import number as number_of
from casework.directory.offering import offered
from casework.errors import NotAllowed, Refused
from db.models import AuditEntry, Meeting, Service, SourceRecord, now
from imports import hsds
from imports.listing import Options, Phone, Tag, Time
from imports.reading import open_source
from tests.casework.feeds import DAYTON, clinic, meeting
from tests.casework.leaving import NUMBER, ONLINE, SECOND, SECRET_DOOR, STREET, TOWN, sent, take
from tests.casework.test_offers import statements

TIMES = st.lists(
    st.builds(
        Time,
        weekday=st.integers(0, 6),
        start=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        minutes=st.none() | st.integers(1, 1440),
        zone=st.sampled_from(["", "America/New_York", "America/Denver"]),
        crosses_midnight=st.booleans(),
        text=st.sampled_from(["", "bring a friend"]),
        nth=st.sampled_from([None, 1, 4, -1]),
        valid_to=st.sampled_from([None, date(2030, 1, 31)]),
    ),
    max_size=4,
    unique_by=lambda t: (t.weekday, t.start, t.nth),
)

TAGS = st.lists(
    st.sampled_from(
        [
            Tag("language", "es", "samhsa", "SP"), Tag("payment", "free", "samhsa", "NOFEE"),
            Tag("age_group", "adult", "samhsa", "ADLT"), Tag("licence", None, "samhsa", "CARF"),
            Tag("medication", "buprenorphine", "samhsa", "BU"), Tag("", None, "211", "BD-1800"),
            Tag("access", "wheelchair", "", "a:b"),
        ]
    ),
    unique=True,
)  # fmt: skip

SHARED = {
    "description": st.sampled_from(["", 'Quiet, by the river.\n\nRing the bell; "twice", really.']),
    "where": st.sampled_from([DAYTON, TOWN, ONLINE, SECOND, None]),
    "times": TIMES,
    "tags": TAGS,
    "status": st.sampled_from(
        ["active", "paused", "temporarily_closed", "do_not_refer", "inactive"]
    ),
    "organization": st.sampled_from(["", "River Health"]),
    "alert": st.sampled_from(["", "Closed for repairs"]),
    "alert_until": st.sampled_from([None, date(2030, 1, 1)]),
    "updated_at": st.sampled_from([None, datetime(2026, 3, 1, 12, 30, tzinfo=UTC)]),
    "verified_on": st.sampled_from([None, date(2026, 4, 2)]),
    "unverified": st.booleans(),
    "name2": st.sampled_from(["", "Annex"]),
    "email": st.sampled_from(["", "a@example.org", "a@x.org; b@x.org", "ask first"]),
}

OF_CLINICS = SHARED | {
    "also_at": st.sampled_from([(), (replace(SECOND, line1="3 Far St"),)]),
    "min_age": st.sampled_from([None, 0, 18]),
    "max_age": st.sampled_from([None, 64]),
    "costs": st.sampled_from([(), (("free", ""), ("sliding", "by income"))]),
    "service_area": st.sampled_from(["", "Montgomery County; Ohio"]),
    "served_states": st.sampled_from([(), ("OH", "KY")]),
    "eligibility": st.sampled_from(["", "adults"]),
    "phones": st.sampled_from(
        [
            (),
            (
                Phone(raw="937-555-0100", e164="+19375550100", extension="012", kind="intake"),
                Phone(raw="937-555-0101", e164="+19375550101", note="days", language="es"),
            ),
        ]
    ),
    "complete": st.sampled_from([frozenset(), frozenset({"medication"})]),
    "wait": st.sampled_from(["", "two weeks"]),
    "documents": st.sampled_from(["", "an ID"]),
    "capacity": st.sampled_from(["", "12 beds"]),
    "application": st.sampled_from(["", "Walk in."]),
}

OF_MEETINGS = SHARED | {
    "attendance": st.sampled_from(["", "in_person", "online", "hybrid"]),
    "fellowship": st.sampled_from(["", "AA"]),
    "join_notes": st.sampled_from(["", "password: hope"]),
    "dial_in": st.sampled_from(["", "+1 555 010 0199"]),
}


def services(desk, tmp_path):
    return {each["name"]: each for each in json.loads(sent(desk, tmp_path).read_text())}


def everything(path):
    if path.suffix == ".json":
        return path.read_text()
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


def read_back(path):
    found = hsds.read(open_source(path), Options())
    assert found.rejected == 0
    return {each.source_id: each for each in found.listings}


def meant(listing):
    """A listing as plain values, without what is only how it was written."""
    said = {name: getattr(listing, name) for name in listing.__slots__}
    # HSDS wants an order of its own of none of these; times carry the zone they have here.
    said["times"] = sorted(
        (t.weekday, t.start, t.minutes, t.zone or "America/New_York", t.crosses_midnight,
         t.text, t.kind, t.nth or 0, str(t.valid_to))
        for t in listing.times
    )  # fmt: skip
    said["times"] = [tuple(map(str, each)) for each in said["times"]]
    said["tags"] = {(t.axis, t.value, t.code_list, t.code) for t in listing.tags}
    said["phones"] = [(p.e164, p.extension, p.kind, p.note, p.language) for p in listing.phones]
    for name in ("costs", "also_at", "served_states"):
        said[name] = list(said[name])
    return {name: said[name] for name in said if name not in {"raw", "source_id", "record_kind"}}


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    clinics=st.lists(st.fixed_dictionaries(OF_CLINICS), min_size=1, max_size=4),
    meetings=st.lists(st.fixed_dictionaries(OF_MEETINGS), max_size=4),
    ending=st.sampled_from(["json", "zip"]),
)
def test_what_leaves_comes_back_as_it_was(cast, at, tmp_path, clinics, meetings, ending):
    edda = at(cast.edda)
    listings = [
        *(clinic(n, **values) for n, values in enumerate(clinics)),
        *(meeting(n, **values) for n, values in enumerate(meetings)),
    ]
    # A first place comes before further ones.
    listings = [replace(e, also_at=e.also_at if e.where else ()) for e in listings]
    mark = f"s{now().timestamp()}"
    listings = [replace(each, source_id=f"{mark}-{each.source_id}") for each in listings]
    listings = [
        replace(e, group_key=f"{mark} {e.group_key}") if e.group_key else e for e in listings
    ]
    take(edda, *listings, source=mark)
    back = read_back(sent(edda, tmp_path, ending))
    for each in listings:
        found = back[each.source_id]
        one, other = meant(found), meant(each)
        assert {k: v for k, v in one.items() if v != other[k]} == {
            k: v for k, v in other.items() if v != one[k]
        }
        assert found.record_kind == each.record_kind
    again = [
        replace(back[e.source_id], source_id=f"again-{e.source_id}", raw=e.raw) for e in listings
    ]
    take(edda, *again, source=f"again {mark}")
    edda.session.rollback()
    offers = seen_by_matching(edda)
    for each in listings:
        assert offers[each.source_id] == offers[f"again-{each.source_id}"]


def seen_by_matching(desk):
    """Source id → what matching sees of it: one offer, or one for each of its places."""
    desk.session.rollback()
    found = defaultdict(list)
    ids = {}
    for kind, letter in ((Service, "s"), (Meeting, "m")):
        query = select(kind.id, SourceRecord.source_key).join(
            SourceRecord, SourceRecord.id == kind.record_id
        )
        ids |= {f"{letter}{id}": key for id, key in desk.session.exec(query)}
    for offer in offered(desk.session):
        of = offer.key[0] + str(number_of(offer.key))
        found[ids[of]].append(replace(offer, key="", group=None))
    return found


# -- what stays here --------------------------------------------------------------------------


SECRET_PHONES = [
    Phone(raw="937-555-0100", e164="+19375550100"),
    Phone(raw=NUMBER, e164="+19375550188", private=True),
]


@pytest.mark.parametrize("ending", ["json", "zip"])
def test_a_private_door_and_number_never_leave_whatever_holds_them(cast, at, tmp_path, ending):
    edda = at(cast.edda)
    take(
        edda,
        clinic(
            1, where=SECRET_DOOR, phones=SECRET_PHONES,
            description=f"Come to {STREET.upper()}.", eligibility="Ring (937) 555 0188 first",
            also_at=[replace(SECOND, line1="5 Zqsecondwort Ave")],
            raw={"street1": STREET, "intake2": NUMBER},
        ),
        clinic(2, withheld=True, name="Zqwithheldwort"),
    )  # fmt: skip
    text = everything(sent(edda, tmp_path, ending)).lower()
    for word in ("zqstreetwort", "zqsecondwort", "zqwithheldwort", "39.761234"):
        assert word not in text
    for number in (NUMBER, "9375550188", "555 0188", "5550188"):
        assert number not in text
    assert "clinic 001" in text and "dayton" in text and "45402" in text


def test_a_door_an_edit_opened_stays_private_as_its_source_had_it(cast, at, tmp_path):
    edda = at(cast.edda)
    take(edda, clinic(1, where=SECRET_DOOR, phones=SECRET_PHONES))
    record = edda.session.exec(select(SourceRecord.id).where(SourceRecord.source_key == "c1")).one()
    directory.edit(edda, record_id=record, field="phones", value=[{"number": NUMBER}])
    text = everything(sent(edda, tmp_path)).lower()
    assert "zqstreetwort" not in text
    assert "5550188" not in text


# -- which listings ---------------------------------------------------------------------------


def said(service, code):
    found = (a for a in service["attributes"] if a["taxonomy_term"]["code"] == code)
    return next((a["value"] for a in found), None)


def test_an_unverified_listing_leaves_marked_as_such(cast, at, tmp_path):
    edda = at(cast.edda)
    take(edda, clinic(1, unverified=True), clinic(2))
    found = services(edda, tmp_path)
    assert said(found["Clinic 001"], "listing:unverified") == "true"
    assert said(found["Clinic 002"], "listing:unverified") is None


def test_two_that_stand_for_one_place_leave_once_with_what_both_say(cast, at, tmp_path):
    edda = at(cast.edda)
    tag = Tag("payment", "medicaid", "samhsa", "MD")
    take(edda, clinic(1), clinic(2, tags=[tag]))
    first, second = edda.session.exec(
        select(Service).join(SourceRecord, SourceRecord.id == Service.record_id)
        .where(SourceRecord.source_key.in_(["c1", "c2"])).order_by(Service.id)
    ).all()  # fmt: skip
    second.merged_into_id = first.id
    edda.session.add(second)
    edda.session.commit()
    found = services(edda, tmp_path)
    assert "Clinic 002" not in found
    assert said(found["Clinic 001"], "payment:medicaid") == "samhsa:MD"


def test_a_missing_listing_leaves_within_its_grace_and_not_beyond(cast, at, tmp_path):
    edda = at(cast.edda)
    take(edda, clinic(1))
    record = edda.session.exec(select(SourceRecord).where(SourceRecord.source_key == "c1")).one()
    for days, there in ((3, True), (-1, False)):
        record.state, record.missing_since = "missing", now()
        record.drops_at = now() + timedelta(days=days)
        edda.session.add(record)
        edda.session.commit()
        assert ("Clinic 001" in services(edda, tmp_path)) is there


def test_more_meetings_ask_the_database_nothing_more(cast, at, tmp_path):
    edda = at(cast.edda)
    asked = []
    for few in (2, 40):  # two meetings a group
        take(edda, *(meeting(n) for n in range(few)))
        with statements() as said:
            path = sent(edda, tmp_path)
        assert len({each.group_key for each in read_back(path).values()} - {""}) == few // 2
        asked.append(len(said))
    assert asked[0] == asked[1]


def test_the_same_id_in_two_sources_comes_back_as_two(cast, at, tmp_path):
    edda = at(cast.edda)
    take(edda, clinic(1))
    take(edda, clinic(1, name="Another"), source="toledo")
    back = read_back(sent(edda, tmp_path))
    assert {e.name for id, e in back.items() if id.startswith("c1 @")} == {"Clinic 001", "Another"}


def test_each_source_is_credited(cast, at, tmp_path):
    edda = at(cast.edda)
    take(edda, clinic(1))
    source = directory.sources(edda)
    id = next(each.id for each in source if each.name == "dayton")
    kept = {"zone": "", "language": "en", "grace_days": 30}
    directory.keep_settings(edda, id, licence_note="Data: Dayton Area, CC BY", **kept)
    (metadata,) = services(edda, tmp_path)["Clinic 001"]["metadata"]
    assert metadata["last_action_date"] == now().date().isoformat()
    assert metadata["updated_by"] == "dayton (Data: Dayton Area, CC BY)"
    with zipfile.ZipFile(sent(edda, tmp_path, "zip")) as package:
        sources = json.loads(package.read("datapackage.json"))["sources"]
    assert {"title": "dayton", "description": "Data: Dayton Area, CC BY"} in sources


# -- the act ----------------------------------------------------------------------------------


def test_who_runs_the_directory_sends_it_out_and_the_trail_says_so(cast, at, tmp_path):
    for who in (cast.edda, cast.adam, cast.mona):
        assert directory.export(at(who), tmp_path / "out.json") >= 1
    kept = at(cast.edda).session.exec(
        select(AuditEntry).where(AuditEntry.act == "EXPORT_DIRECTORY")
    )
    assert [e.actor_id for e in kept] == [cast.edda.id, cast.adam.id, cast.mona.id]
    for who in (cast.cleo, cast.audrey):
        with pytest.raises(NotAllowed):
            directory.export(at(who), tmp_path / "no.json")
    assert [each.name for each in tmp_path.glob("*.json")] == ["out.json"]


def test_another_ending_or_a_folder_that_is_not_there_is_refused(cast, at, tmp_path):
    edda = at(cast.edda)
    for path in (tmp_path / "out.csv", tmp_path / "nowhere" / "out.json"):
        with pytest.raises(Refused):
            directory.export(edda, path)
    assert not list(tmp_path.glob("*.part"))
    assert not edda.session.exec(
        select(AuditEntry).where(AuditEntry.act == "EXPORT_DIRECTORY")
    ).all()
