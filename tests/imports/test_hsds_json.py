"""What does HSDS JSON say, nested, paged, from an organization or a place, and from the UK profile?"""

import json
from datetime import time

import pytest

from imports.formats import read, read_bytes
from tests.imports.packages import from_json, said, values, zipped
from tests.imports.test_reading import refused

MILL = {
    "id": "p1",
    "location_type": "physical",
    "name": "The Old Mill",
    "latitude": 39.76,
    "longitude": -84.19,
    "addresses": [
        {"id": "a1", "address_1": "1 Mill Lane", "city": "Dayton", "state_province": "OH",
         "postal_code": "45402", "country": "US", "address_type": "physical"}
    ],
    "accessibility": [{"id": "x1", "description": "Wheelchair access on all levels"}],
    "schedules": [{"id": "h9", "freq": "WEEKLY", "byday": "SA", "opens_at": "10:00",
                   "closes_at": "12:00"}],
}  # fmt: skip
TRUST = {"id": "o1", "name": "Harbour Trust", "description": "A trust", "website": "http://x.org"}
HOUSE = {
    "id": "s1",
    "name": "Harbour House",
    "status": "active",
    "minimum_age": 18,
    "organization": TRUST,
    "phones": [{"id": "t1", "number": "937-555-0100", "extension": 12, "type": "voice",
                "languages": [{"id": "g1", "name": "Spanish", "code": "es"}]}],
    "service_at_locations": [{"id": "l1", "location": MILL}],
    "attributes": [
        {"id": "b1", "link_type": "service", "taxonomy_term": {
            "id": "u1", "code": "RX-1700", "name": "x", "description": "x",
            "taxonomy_detail": {"id": "v1", "name": "AIRS", "description": ""}}}
    ],
}  # fmt: skip


def names(found):
    return [(each.source_id, each.organization, each.where and each.where.city)
            for each in found.listings]  # fmt: skip


def test_one_service_by_itself():
    (one,) = from_json(HOUSE).listings
    assert names(from_json(HOUSE)) == [("s1", "Harbour Trust", "Dayton")]
    assert (one.record_kind, one.min_age) == ("treatment", 18)
    assert values(one, "care_type") == {"substance_use", "detox"}
    assert values(one, "access") == {"wheelchair"} and values(one, "language") == set()
    (phone,) = one.phones
    assert (phone.e164, phone.extension, phone.language) == ("+19375550100", "12", "es")
    assert [(t.weekday, t.start) for t in one.times] == [(6, time(10))]


@pytest.mark.parametrize(
    "found",
    [
        [HOUSE],
        {"contents": [HOUSE], "total_pages": 1, "page_number": 1},
        {"services": [HOUSE]},
        TRUST | {"services": [{k: v for k, v in HOUSE.items() if k != "organization"}]},
        [TRUST | {"services": [{k: v for k, v in HOUSE.items() if k != "organization"}]}],
        {"id": "l1", "location": MILL,
         "service": {k: v for k, v in HOUSE.items() if k != "service_at_locations"}},
        {"services.csv": [{"id": "s1", "organization_id": "o1", "name": "Harbour House"}],
         "organizations.csv": [TRUST], "locations.csv": [MILL],
         "service_at_location.csv": [{"id": "l1", "service_id": "s1", "location_id": "p1"}]},
    ],
)  # fmt: skip
def test_the_same_service_in_every_shape(found):
    assert names(from_json(found)) == [("s1", "Harbour Trust", "Dayton")]
    assert from_json(found).read == 1


def test_a_page_of_several_says_that_others_are_missing():
    found = from_json({"contents": [HOUSE], "total_pages": 7, "page_number": 2})
    assert said(found, "page_number")[0][2] == "answer.json is page 2 of 7; only it was read"


def test_the_pages_of_one_answer_in_a_folder_are_one_reading(tmp_path):
    for page in (1, 2):
        more = HOUSE | {"id": f"s{page + 1}", "name": f"House {page}"}
        text = json.dumps({"contents": [HOUSE, more], "total_pages": 2, "page_number": page})
        (tmp_path / f"page{page}.json").write_text(text)
    assert [x.source_id for x in read("hsds", tmp_path).listings] == ["s1", "s2", "s3"]
    members = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert read_bytes("hsds", "all.zip", zipped(members)).read == 3


def test_what_is_no_record_is_counted_as_rejected():
    found = from_json([HOUSE, None, "x", {"id": "s9", "status": "active"}])
    assert (found.read, found.rejected) == (4, 3)
    assert {row for row, *_ in said(found, "service")} == {2, 3}


def test_an_organization_repeated_in_every_service_is_one():
    both = from_json([HOUSE, HOUSE | {"id": "s2", "name": "Annex"}])
    assert [each.organization for each in both.listings] == ["Harbour Trust"] * 2
    assert all(len(each.phones) == 1 for each in both.listings)


def test_several_places_and_what_3_1_adds():
    annex = MILL | {"id": "p2", "name": "Annex", "accessibility": [],
                    "addresses": [MILL["addresses"][0] | {"id": "a2", "city": "Columbus"}]}  # fmt: skip
    (one,) = from_json(
        HOUSE
        | {
            "service_at_locations": [{"id": "l1", "location": MILL}, {"id": "l2", "location": annex}],
            "capacities": [{"id": "c", "available": 2, "unit": {"id": "u", "name": "beds"},
                            "description": "beds", "updated": "2026-05-01"}],
            "additional_urls": [{"id": "w", "url": "https://house.example.org"}],
        }
    ).listings  # fmt: skip
    assert [where.city for where in one.also_at] == ["Columbus"]
    assert one.url == "https://house.example.org" and one.capacity == "2 beds free (2026-05-01)"
    # Stated of one door only: kept as words, not as a yes.
    assert values(one, "access") == {None}


def test_the_uk_profile():
    service = {
        "id": "s1",
        "name": "Harbour House",
        "status": "active",
        "organization": {"id": "o1", "name": "Harbour Trust"},
        "contacts": [{"id": "c1", "name": "Ann Quill", "phones": [{"id": "t", "number": "01632 960001"}]}],
        "languages": [{"id": "g"}],
        "schedules": [{"id": "h", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00",
                       "closes_at": "17:00"}],
        "attributes": [{"id": "x", "taxonomy_term": {"id": "1", "name": "Detox", "code": "d"}}],
        "service_at_locations": [
            {"id": "l", "location": {"id": "p", "location_type": "physical", "name": "Mill",
             "addresses": [{"id": "a", "address_1": "1 Mill Lane", "city": "Leeds",
                            "state_province": "West Yorkshire", "postal_code": "LS1 4AP",
                            "country": "GB", "address_type": "physical"}]}}
        ],
    }  # fmt: skip
    (one,) = from_json({"contents": [service]}).listings
    assert (one.where.city, one.where.postal_code, one.where.country) == ("Leeds", "LS1 4AP", "GB")
    assert [phone.e164 for phone in one.phones] == ["+441632960001"] and "Quill" not in repr(one)
    assert one.record_kind == "treatment" and values(one, "care_type") == {"detox"}


def test_older_json_of_the_uk():
    service = {
        "id": "s1",
        "name": "Harbour House",
        "status": "active",
        "organization_id": "o1",
        "eligibilitys": [{"id": "e", "eligibility": "Adults", "minimum_age": 18}],
        "regular_schedules": [{"id": "h", "weekday": "MO", "opens_at": "09:00", "closes_at": "17:00"}],
        "service_taxonomys": [{"id": "x", "taxonomy": {"id": "1", "name": "Detox", "vocabulary": "z"}}],
        "service_at_locations": [
            {"id": "l", "location": {"id": "p", "name": "Mill",
             "physical_addresses": [{"id": "a", "address_1": "1 Mill Lane", "city": "Leeds",
                                     "country": "GB"}]}}
        ],
    }  # fmt: skip
    (one,) = from_json({"content": [], "services": [service]}).listings
    assert (one.eligibility, one.min_age, one.where.city) == ("Adults", 18, "Leeds")
    assert [(t.weekday, t.minutes) for t in one.times] == [(1, 480)]
    assert values(one, "care_type") == {"detox"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{}", "no HSDS service"),
        (b'{"contents": []}', "empty"),
        (b'{"version": "3.0", "profile": "x"}', "no HSDS service"),
        (json.dumps([TRUST]).encode(), "no HSDS service"),
        (json.dumps([HOUSE]).encode()[:-9], "breaks off"),
        (b"[" * 5000, ""),
    ],
)
def test_json_without_a_service_is_refused(data, says):
    assert says in refused("hsds", "a.json", data)


def test_objects_nested_without_end_are_cut_off():
    found = HOUSE
    for _ in range(60):
        found = HOUSE | {"organization": TRUST | {"services": [found]}}
    assert from_json(found).read == 1


@pytest.mark.parametrize("pages", ["9" * 5000, "²", None, {}, "many", -1])
def test_a_number_of_pages_that_is_none_does_no_harm(pages):
    found = from_json({"contents": [HOUSE], "total_pages": pages, "page_number": 1})
    assert found.read == 1 and said(found, "page_number") == []
