"""What does an HSDS package say of each service, in every version of its tables?"""

from datetime import time

import pytest

from imports.formats import read, read_bytes
from imports.listing import Unreadable
from tests.imports.packages import (
    MODERN,
    OLD,
    SERVICE,
    hours,
    listing,
    package,
    reading,
    said,
    table,
    values,
    zipped,
)
from tests.imports.packages import from_json as answer
from tests.imports.test_reading import refused


def at(**changes):
    return [MODERN["addresses"][0] | changes]


def test_a_day_to_come_keeps_nothing_fresh():
    found = reading(MODERN | {"services": [SERVICE | {"assured_date": "2062-05-01"}]})
    assert found.listings[0].verified_on is None
    assert [p.action for p in found.problems if p.field == "updated"]


def test_a_service_of_3_0():
    one = listing()
    assert (one.source_id, one.name, one.organization) == ("s1", "Harbour House", "Harbour Trust")
    assert (one.record_kind, one.status, one.attendance) == ("service", "active", "")
    where = one.where
    assert (where.name, where.line1, where.city, where.state) == (
        "The Old Mill", "1 Mill Lane", "Dayton", "OH",
    )  # fmt: skip
    assert (where.lat, where.lon, where.precision) == (39.76, -84.19, "point")
    assert [(t.weekday, t.start, t.minutes, t.kind) for t in one.times] == [
        (1, time(9), 480, "opening"),
        (3, time(9), 480, "opening"),
    ]
    assert [phone.e164 for phone in one.phones] == ["+19375550100"]
    assert one.also_at == [] and one.raw["service"]["id"] == "s1"


def test_the_same_service_of_1_x():
    found = reading(OLD)
    (one,) = found.listings
    assert (one.where.state, one.where.country, one.where.precision) == ("OH", "US", "zip")
    assert (one.times[0].weekday, one.times[0].start, one.times[0].minutes) == (1, time(8, 30), 510)
    assert one.times[0].zone == "America/New_York"
    assert one.phones[0].extension == "12"
    assert one.record_kind == "treatment" and values(one, "detox_substance") >= {"alcohol"}
    assert one.raw["address"][0]["state_province"] == "OH "
    (padded,) = said(found, "physical_addresses.state_province")
    assert padded == (0, "1 rows: 1", "blanks cut off")


def test_tables_are_found_by_base_name_whatever_the_datapackage_says():
    members = {f"data/{name}.csv": table(rows) for name, rows in MODERN.items()}
    members["datapackage.json"] = b'{"resources": [{"path": "gone/services.csv"}]}'
    members["docs/services.csv"] = table([{"id": "x", "name": "An example", "status": "active"}])
    assert [x.name for x in answer_of(members)] == ["Harbour House"]


def answer_of(members):
    from imports.formats import read_bytes

    return read_bytes("hsds", "p.zip", zipped(members)).listings


def test_a_table_in_another_folder_is_said_and_not_used():
    files = {
        "data/services.csv": table([SERVICE]),
        "Data/organizations.csv": table([{"id": "o1", "name": "Trust"}]),
    }
    files["old/phones.csv"] = table([{"id": "t", "service_id": "s1", "number": "937-555-0100"}])
    found = read_bytes("hsds", "all.zip", zipped(files))
    assert found.listings[0].organization == "Trust" and not found.listings[0].phones
    assert [p.value for p in found.problems if p.field == "file"] == ["old/phones.csv"]


def test_a_folder_and_its_data_folder_are_read(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "datapackage.json").write_text("{}")
    for name, rows in MODERN.items():
        (tmp_path / "data" / f"{name}.csv").write_bytes(table(rows))
    assert read("hsds", tmp_path).read == 1
    assert read("hsds", tmp_path / "data").listings == read("hsds", tmp_path).listings


def test_other_names_of_tables_and_headings_in_capitals_are_known():
    members = {
        "HSDS_Services_2024.csv": b"ID,Organization ID,Name,Status\ns1,o1,Harbour House,active\n",
        "organisations.csv": b"id,name\no1,Harbour Trust\n",
        "numbers.csv": b"id,service_id,number,extension,type\n1,s1,937-555-0100,,voice\n",
    }
    (one,) = answer_of(members)
    assert one.organization == "Harbour Trust" and one.phones[0].e164 == "+19375550100"


def test_several_locations_are_one_listing_with_the_first_as_its_place():
    one = listing(
        service_at_location=[
            {"id": "l1", "service_id": "s1", "location_id": "p1"},
            {"id": "l2", "service_id": "s1", "location_id": "p2"},
            {"id": "l3", "service_id": "s1", "location_id": "p2"},
        ],
        locations=[
            *MODERN["locations"],
            {"id": "p2", "name": "Annex", "location_type": "physical"},
        ],
        addresses=[*at(), *at(id="a2", location_id="p2", city="Columbus", postal_code="43215")],
    )
    assert one.where.city == "Dayton" and [w.city for w in one.also_at] == ["Columbus"]


def test_without_links_a_service_stands_where_its_organization_does():
    """Illinois has no services_at_location (formats.md 5)."""
    tables = {k: v for k, v in MODERN.items() if k != "service_at_location"}
    tables["locations"] = [MODERN["locations"][0] | {"organization_id": "o1"}]
    assert listing(tables).where.city == "Dayton"
    other = tables | {"locations": [MODERN["locations"][0] | {"organization_id": "o2"}]}
    assert listing(other).where is None


@pytest.mark.parametrize("kind", ["confidential", "private", "Private"])
def test_a_private_address_is_confidential(kind):
    assert listing(addresses=at(address_type=kind)).where.confidential
    tables = {"locations": [MODERN["locations"][0] | {"location_type": kind}]}
    assert listing(**tables).where.confidential


def test_a_postal_address_gives_the_town_and_no_door():
    where = listing(addresses=at(address_type="postal", address_1="PO Box 5")).where
    assert (where.line1, where.city, where.precision) == ("", "Dayton", "zip")
    both = [*at(address_type="postal", address_1="PO Box 5"), *at(id="a2")]
    assert listing(addresses=both).where.line1 == "1 Mill Lane"


def test_a_virtual_location_is_online():
    one = listing(locations=[{"id": "p1", "location_type": "virtual"}], addresses=[])
    assert one.where.virtual and one.attendance == "online"


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("active", "active"),
        ("", "active"),
        ("inactive", "inactive"),
        ("defunct", "inactive"),
        ("temporarily closed", "temporarily_closed"),
        ("Do not refer", "do_not_refer"),
        ("under review", "paused"),
    ],
)
def test_every_status_is_ours_and_an_unknown_one_is_held_back(written, status):
    found = reading(MODERN | {"services": [SERVICE | {"status": written}]})
    assert found.listings[0].status == status
    assert bool(said(found, "status")) == (written in ("", "under review"))


def test_text_is_mended_for_display_and_kept_raw():
    written = "It GÇÖs here.\\n\\n###MON###\\n###COL###"
    found = reading(MODERN | {"services": [SERVICE | {"description": written}]})
    (one,) = found.listings
    assert one.description == "It ’s here."
    assert one.raw["service"]["description"] == written
    assert {action.split()[0] for _, _, action in said(found, "description")} == {
        "broken", "line", "markers",
    }  # fmt: skip


def test_broken_links_are_counted_with_their_rows():
    found = reading(
        MODERN
        | {
            "services": [SERVICE, SERVICE | {"id": "s2", "organization_id": "gone"}],
            "service_at_location": [
                *MODERN["service_at_location"],
                {"id": "l2", "service_id": "s2", "location_id": "nowhere"},
            ],
            "schedules": [*hours(), *hours(service_id="")],
        }
    )
    assert said(found, "organization_id") == [(2, "gone", "no such organization in the package")]
    assert [row for row, *_ in said(found, "service_at_location.location_id")] == [2]
    assert said(found, "schedules.service_id")[0][1] == "1 rows: 2"
    assert (found.read, len(found.listings)) == (2, 2)


def test_a_service_without_a_name_is_rejected_and_a_repeat_gets_a_number():
    found = reading(MODERN | {"services": [SERVICE, SERVICE, SERVICE | {"id": "s3", "name": ""}]})
    assert (found.read, found.rejected) == (3, 1)
    assert [each.source_id for each in found.listings] == ["s1", "s1-1"]


@pytest.mark.parametrize(
    ("number", "raw", "extension", "note"),
    [
        ("305-555-0100 x57", "+13055550100", "57", ""),
        ("305-555-0100 xOPT2", "+13055550100", "", "xOPT2"),
        ('"+44 1234 234567"', "+441234234567", "", ""),
        ("211", "", "", ""),
    ],
)
def test_numbers_as_they_are_written(number, raw, extension, note):
    rows = [{"id": "t1", "service_id": "s1", "number": number, "type": "voice"}]
    (phone,) = listing(phones=rows).phones
    assert (phone.e164, phone.extension, phone.note) == (raw, extension, note)


def test_numbers_by_type_without_placeholders_and_never_a_pager():
    rows = [
        {"id": "1", "service_id": "s1", "number": "937-555-0100", "type": "fax", "extension": "9"},
        {"id": "2", "service_id": "s1", "number": "937-555-0101", "type": "textphone"},
        {"id": "3", "service_id": "s1", "number": "937-555-0102", "type": "pager"},
        {"id": "4", "service_id": "s1", "number": "999-999-9999", "type": ""},
        {"id": "5", "service_id": "s1", "number": "", "type": ""},
    ]
    found = reading(MODERN | {"phones": rows})
    assert [(p.kind, p.extension) for p in found.listings[0].phones] == [("fax", "9"), ("tty", "")]
    assert [row for row, *_ in said(found, "phones.number")] == [4, 5]


def test_people_are_not_imported():
    one = listing(
        contacts=[
            {"id": "c1", "service_id": "s1", "name": "Ann Quill", "email": "ann@example.org"}
        ],
        addresses=at(attention="A. Quill"),
        services=[SERVICE | {"assurer_email": "quill@example.org"}],
        phones=[*MODERN["phones"], {"id": "t2", "contact_id": "c1", "number": "937-555-0177"}],
    )
    assert "Quill" not in repr(one) and "quill" not in repr(one) and "0177" not in repr(one)
    only = listing(
        contacts=[{"id": "c1", "service_id": "s1", "name": "Ann Quill"}],
        phones=[{"id": "t2", "contact_id": "c1", "number": "937-555-0177"}],
    )
    assert [p.e164 for p in only.phones] == ["+19375550177"] and "Quill" not in repr(only)


def test_a_package_without_services_or_with_a_damaged_table_is_refused():
    none = package({"organizations": [{"id": "o1", "name": "A"}]})
    assert "no table of services" in refused("hsds", "p.zip", none)
    broken = zipped({"services.csv": table([SERVICE]), "phones.csv": b"a,b\n1,2\n"})
    assert "number" in refused("hsds", "p.zip", broken)
    empty = zipped({"services.csv": table([SERVICE]), "phones.csv": b"id,number\n"})
    from imports.formats import read_bytes

    assert read_bytes("hsds", "p.zip", empty).read == 1


def test_another_feed_is_named():
    with pytest.raises(Unreadable, match="Meeting Guide"):
        answer([{"slug": "a", "day": 1, "types": []}])
