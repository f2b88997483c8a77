"""What does an HSDS package say of each service, in every version of its tables?"""

from datetime import UTC, date, datetime, time

import pytest

from imports.codes import hsds as terms
from imports.formats import read, read_bytes
from imports.listing import Unreadable
from matching.words import AXES, Kind
from tests.imports.packages import (
    MODERN,
    OLD,
    SERVICE,
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


def hours(**changes):
    return [MODERN["schedules"][0] | changes]


def attributes(*codes, taxonomy="Some taxonomy", **more):
    """Attributes of the service, with the terms they name."""
    return {
        "attributes": [
            {"id": f"x{n}", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": f"t{n}"}
            | more
            for n, _ in enumerate(codes)
        ],
        "taxonomy_terms": [
            {"id": f"t{n}", "code": code, "name": code, "taxonomy": taxonomy}
            for n, code in enumerate(codes)
        ],
    }


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("10:00", "2:00"), ("12:00", "4:00"), ("1:00", "4:00"), ("11:30", "1:00")],
)
def test_a_bare_afternoon_is_no_night(opens, closes):
    found = reading(MODERN | {"schedules": hours(opens_at=opens, closes_at=closes)})
    assert {t.start for t in found.listings[0].times} == {None}
    assert found.listings[0].times[0].text == f"{opens}–{closes}"
    assert any("which half" in p.action for p in found.problems)


def test_times_marked_as_utc_are_said():
    utc = {"schedules": hours(opens_at="09:00Z", closes_at="17:00Z")}
    found = reading(MODERN | utc, zone="America/New_York")
    assert found.listings[0].times[0].start == time(9)
    assert any("marked as UTC" in p.action for p in found.problems)


def test_a_day_to_come_keeps_nothing_fresh():
    found = reading(MODERN | {"services": [SERVICE | {"assured_date": "2062-05-01"}]})
    assert found.listings[0].verified_on is None
    assert [p.action for p in found.problems if p.field == "updated"]


def test_a_greatest_age_of_nought_is_none():
    ages = {"minimum_age": "18", "maximum_age": "0"}
    one = listing(MODERN | {"services": [SERVICE | ages]})
    assert (one.min_age, one.max_age) == (18, None)


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


@pytest.mark.parametrize(
    ("opens", "closes", "start", "minutes"),
    [
        ("09:00", "17:00", time(9), 480),
        ("09:00:00Z", "17:00:00Z", time(9), 480),
        ("09:00:00-05:00", "17:00:00-05:00", time(9), 480),
        ("9:00", "9:30", time(9), 30),
        ("830am", "5:00pm", time(8, 30), 510),
        ("7:30 am ", "4:00 pm", time(7, 30), 510),
        ("00:00", "23:59", time(0), 1440),
        ("00:00:00", "24:00:00", time(0), 1440),
        ("20:00", "00:00", time(20), 240),
        ("22:00", "06:00", time(22), 480),
        ("9:0am", "5:00pm", None, None),
        ("8:00m", "5:00pm", None, None),
        ("9:00am", "6:300pm", None, None),
        ("9:00am", "5:00pm (Counter closes at 4:30 pm)", None, None),
        ("9:00am", "5:00", None, None),
        ("8:00am", "7:00am", None, None),
        ("", "5:00pm", None, None),
    ],
)
def test_times_are_read_or_kept_as_text(opens, closes, start, minutes):
    found = reading(MODERN | {"schedules": hours(opens_at=opens, closes_at=closes, byday="TU")})
    (when,) = found.listings[0].times
    assert (when.weekday, when.start, when.minutes) == (2, start, minutes)
    assert when.crosses_midnight == (opens == "22:00")
    problems = said(found, "schedules.opens_at") + said(found, "schedules.closes_at")
    assert bool(problems) == (start is None)
    assert all(row == 1 for row, *_ in problems)
    if start is None:
        assert closes in when.text


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ({"byday": "MO,TU"}, [(1, None), (2, None)]),
        ({"byday": "SU", "freq": ""}, [(0, None)]),
        ({"byday": "2MO", "freq": "MONTHLY"}, [(1, 2)]),
        ({"byday": "-1FR,1FR", "freq": "MONTHLY"}, [(5, -1), (5, 1)]),
        ({"byday": "", "freq": "DAILY"}, [(d, None) for d in range(7)]),
        ({"byday": "MO", "interval": "2"}, [(None, None)]),
        ({"byday": "MO", "bymonthday": "3"}, [(None, None)]),
        ({"byday": "5MO", "freq": "MONTHLY"}, [(None, None)]),
        ({"byday": "MO", "freq": "MONTHLY"}, [(None, None)]),
        ({"byday": "MONDAY"}, [(None, None)]),
        ({"byday": "", "weekday": "Thursday"}, [(4, None)]),
        ({"byday": "", "weekday": "1"}, [(None, None)]),
    ],
)
def test_only_rules_of_every_week_or_month_are_times(rule, days):
    found = reading(MODERN | {"schedules": hours(**rule)})
    times = found.listings[0].times
    assert [(t.weekday, t.nth) for t in times] == days
    if days[0][0] is None:
        assert times[0].start is None and "09:00–17:00" in times[0].text


def test_a_schedule_has_its_season():
    (when, _) = listing(schedules=hours(valid_from="2026-01-01", valid_to="2026-06-30")).times
    assert (when.valid_from, when.valid_to) == (date(2026, 1, 1), date(2026, 6, 30))


def test_hours_of_the_place_hold_unless_the_service_has_its_own():
    own, door = hours()[0], hours(id="h2", service_id="", location_id="p1", byday="SA")[0]
    assert [t.weekday for t in listing(schedules=[own, door]).times] == [1, 3]
    assert [t.weekday for t in listing(schedules=[door]).times] == [6]
    here = hours(id="h3", service_id="", service_at_location_id="l1", byday="SU")[0]
    assert [t.weekday for t in listing(schedules=[here, door]).times] == [0]


def test_one_text_for_all_days_is_kept_once():
    rows = [
        {"service_id": "s1", "weekday": day, "opens_at": "", "closes_at": "",
         "original_text": "Varies by school"}
        for day in ("Monday", "Tuesday")
    ]  # fmt: skip
    (when,) = listing(OLD, regular_schedules=rows).times
    assert (when.weekday, when.text) == (None, "Varies by school")


def test_holidays_are_kept_as_words():
    rows = [{"id": "1", "service_id": "s1", "closed": "true", "start_date": "2026-12-25",
             "end_date": "2026-12-25", "opens_at": "", "closes_at": ""}]  # fmt: skip
    when = listing(OLD, holiday_schedules=rows).times[-1]
    assert (when.weekday, when.text) == (None, "Holiday 2026-12-25: closed")


@pytest.mark.parametrize(
    ("code", "kind", "tags"),
    [
        ("RX-1700", "treatment", {"care_type=detox", "care_type=substance_use"}),
        (
            "RX-8450.5000-510",
            "treatment",
            {"medication=methadone", "care_type=substance_use"},
        ),
        (
            "RX-8450.7000-700 * YV-3000.3150",
            "treatment",
            {"setting=residential", "company=veterans"},
        ),
        ("RX-8250.0500", "service", set()),
        ("RX-8450.7900", "service", set()),
        ("RM-3300.6500", "treatment", {"care_type=mental_health", "setting=hospital"}),
        ("BH-1800.8500", "shelter", set()),
        ("PN-8100.0500-230", "meeting", {"for_whom=kin", "substance_focus=alcohol"}),
        ("BD-1800", "service", set()),
    ],
)
def test_codes_of_the_211_taxonomy_say_kind_and_tags(code, kind, tags):
    one = listing(**attributes(code, taxonomy="AIRS"))
    assert one.record_kind == kind
    assert {f"{t.axis}={t.value}" for t in one.tags if t.value} >= tags
    assert {t.code for t in one.tags if t.code_list == "211"} == {code}


def test_every_term_stands_on_an_axis_and_a_kind_we_match_by():
    known = [terms.said_by(name, "x", "y") for name in terms.NAMED]
    for kind, tags in known:
        assert not kind or Kind(kind)
        for tag in tags:
            assert tag.value is None or tag.value in AXES[tag.axis], tag
    assert set(terms.PAYMENTS.values()) <= set(AXES["payment"])


def test_terms_of_other_lists_are_known_by_name_or_counted():
    found = reading(MODERN | attributes("Residential Treatment", "Kittens"))
    (one,) = found.listings
    assert one.record_kind == "treatment" and values(one, "setting") == {"residential"}
    assert found.unknown_codes == {"Kittens": 1}
    assert [(t.axis, t.code) for t in one.tags if t.value is None] == [("", "Kittens")]


def test_a_term_linked_twice_is_kept_once_and_counted():
    links = [{"id": n, "service_id": "s1", "taxonomy_id": "RX-1700"} for n in range(3)]
    found = reading(OLD | {"services_taxonomy": links})
    assert len([t for t in found.listings[0].tags if t.code == "RX-1700"]) == 2
    assert said(found, "services_taxonomy")[0][:2] == (0, "2 rows: 2, 3")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Spanish", {"es"}),
        ("English and Spanish", {"en", "es"}),
        ("Haitian-Creole", {"ht"}),
        ("English,", {"en"}),
        ("Language interpreters available", {None}),
        ("Spanish (limited)", {None}),
        ("No", {None}),
    ],
)
def test_a_language_column_holds_languages_or_sentences(written, codes):
    rows = [{"id": "1", "service_id": "s1", "location_id": "p1", "language": written}]
    found = reading(OLD | {"languages": rows})
    assert values(found.listings[0], "language") == codes
    assert bool(said(found, "languages.language")) == (codes == {None})


def test_languages_of_3_0_by_code_and_of_a_phone():
    rows = [
        {"id": "1", "service_id": "s1", "name": "Urdu", "code": "ur"},
        {"id": "2", "phone_id": "t1", "name": "", "code": "spa"},
        {"id": "3", "service_id": "s1", "name": "", "code": ""},  # the UK profile lost both
    ]
    one = listing(languages=rows)
    assert values(one, "language") == {"ur"} and one.phones[0].language == "es"


@pytest.mark.parametrize(
    ("written", "access"),
    [
        ("Handicap accessible", {"wheelchair"}),
        ("Wheelchair ramp; accessible restrooms", {"wheelchair", "accessible_toilet"}),
        ("Not wheelchair accessible", {None}),
        ("Limited wheelchair access", {None}),
        ("Elevator", {None}),
    ],
)
def test_access_is_a_yes_only_where_nothing_turns_it_round(written, access):
    rows = [{"id": "1", "location_id": "p1", "accessibility": written}]
    assert values(listing(OLD, accessibility_for_disabilities=rows), "access") == access


def test_eligibility_without_a_service_is_reported_with_its_row():
    rows = [{"id": "", "service_id": "", "eligibility": "Crime victims"},
            {"id": "2", "service_id": "s1", "eligibility": "Adults", "minimum_age": "18"}]  # fmt: skip
    found = reading(OLD | {"eligibility": rows})
    assert (found.listings[0].eligibility, found.listings[0].min_age) == ("Adults", 18)
    assert said(found, "eligibility.service_id") == [
        (1, "Crime victims", "names no service; left out")
    ]


@pytest.mark.parametrize(
    ("low", "high", "ages"),
    [("12", "100", (12, 100)), ("", "25", (None, 25)), ("40", "20", (None, None)), ("x", "-1", (None, None))],
)  # fmt: skip
def test_ages_are_numbers_in_order_or_none(low, high, ages):
    service = SERVICE | {"minimum_age": low, "maximum_age": high}
    one = listing(services=[service])
    assert (one.min_age, one.max_age) == ages


def test_conditions_are_kept_in_words():
    service = SERVICE | {
        "application_process": "Call first",
        "wait_time": "2 weeks",
        "fees_description": "Sliding scale",
        "eligibility_description": "Residents",
        "alert": "Moved",
        "alternate_name": "The House",
        "email": "house@example.org",
        "url": "www.example.org",
        "interpretation_services": "by phone",
        "assured_date": "2026-03-01",
        "last_modified": "2026-04-01T10:30:45.123Z",
    }
    one = listing(
        services=[service],
        required_documents=[{"id": "1", "service_id": "s1", "document": "Photo ID"}],
        cost_options=[
            {"id": "1", "service_id": "s1", "option": "Over 60", "amount": "5", "currency": "usd"}
        ],
        payments_accepted=[{"id": "1", "service_id": "s1", "payment": "Medicaid"}],
        service_areas=[{"id": "1", "service_id": "s1", "name": "Greene County, Ohio"}],
        service_capacities=[
            {"id": "1", "service_id": "s1", "unit": "beds", "available": "3", "maximum": "12",
             "updated": "2026-04-02T00:00:00Z"}
        ],
    )  # fmt: skip
    assert (one.application, one.wait, one.eligibility) == ("Call first", "2 weeks", "Residents")
    assert (one.alert, one.alternate_name, one.email) == ("Moved", "The House", "house@example.org")
    assert (one.url, one.documents) == ("https://www.example.org", "Photo ID")
    assert one.costs == [
        ("sliding", "Sliding scale"), ("other", "Over 60: 5 USD"), ("medicaid", "Medicaid"),
    ]  # fmt: skip
    assert values(one, "payment") == {"medicaid", "sliding"}
    assert (one.service_area, one.served_states) == ("Greene County, Ohio", ["OH"])
    assert one.capacity == "3 of 12 beds free (2026-04-02)"
    assert one.verified_on == date(2026, 3, 1)
    assert one.updated_at == datetime(2026, 4, 1, 10, 30, 45, 123000, tzinfo=UTC)
    assert "Interpreting: by phone" in one.description


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
