"""What do the rows of an iCarol export become, whichever levels and columns it has?"""

import csv
import io
from datetime import date, time

import pytest

from imports.formats import read, read_bytes
from imports.listing import Options, Unreadable

AGENCY = {"ResourceAgencyNum": "10", "PublicName": "Hope Partners", "TaxonomyLevelName": "Agency",
          "ParentAgencyNum": "10", "AgencyStatus": "Active",
          "WebsiteAddress": "hope.example.org"}  # fmt: skip
PROGRAM = {"ResourceAgencyNum": "20", "PublicName": "Day Treatment", "TaxonomyLevelName": "Program",
           "ParentAgency": "Hope", "ParentAgencyNum": "10", "AgencyStatus": "Active",
           "AgencyDescription": "<p>Care by day.</p>", "TaxonomyCodes": "RX-8450.8100",
           "Phone1Number": "301-555-0100", "Phone1Name": "Intake Number"}  # fmt: skip
SITE = {"ResourceAgencyNum": "30", "PublicName": "North House", "TaxonomyLevelName": "Site",
        "ParentAgencyNum": "10", "AgencyStatus": "Active", "PhysicalAddress1": "1 North Street",
        "PhysicalCity": "Oakland", "PhysicalCounty": "Garrett", "PhysicalStateProvince": "MD",
        "PhysicalPostalCode": "21550", "Latitude": "39.41", "Longitude": "-79.40",
        "DisabilitiesAccess": "Wheelchair accessible."}  # fmt: skip
AT_SITE = {"ResourceAgencyNum": "40", "PublicName": "Day Treatment at North House",
           "TaxonomyLevelName": "ProgramAtSite", "ParentAgencyNum": "10", "AgencyStatus": "Active",
           "ConnectsToProgramNum": "20", "ConnectsToSiteNum": "30"}  # fmt: skip
ALONE = {k: v for k, v in (SITE | PROGRAM).items() if k != "ParentAgencyNum"}


def table(*rows, end="\n", delimiter=","):
    headings = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headings, restval="", lineterminator=end, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def reading(*rows, options=Options(), **how):  # noqa: B008
    return read_bytes("icarol", "export.csv", table(*rows, **how), options)


def one(**cells):
    found = reading(ALONE | cells)
    (listing,) = found.listings
    return listing, [(p.field, p.action) for p in found.problems]


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def test_all_four_levels_become_one_service_at_its_site_and_three_parts():
    found = reading(AGENCY, PROGRAM, SITE, AT_SITE)
    assert (found.read, found.rejected, found.problems) == (4, 0, [])
    assert [each.record_kind for each in found.listings] == ["part", "part", "part", "treatment"]
    here = found.listings[3]
    assert (here.name, here.organization) == ("Day Treatment at North House", "Hope Partners")
    assert (here.where.line1, here.where.name, here.where.precision) == (
        "1 North Street", "North House", "point",
    )  # fmt: skip
    assert here.description == "Care by day." and [p.e164 for p in here.phones] == ["+13015550100"]
    assert values(here, "setting") == {"day_program"} and values(here, "access") == {"wheelchair"}
    assert here.url == "http://hope.example.org"
    assert here.source_id == "40" and here.raw["connectstositenum"] == "30"


def test_a_programme_with_its_own_address_makes_its_own_place():
    found = reading(
        AGENCY, PROGRAM | {"PhysicalAddress1": "2 South Street", "PhysicalCity": "Oakland"}
    )
    assert [each.record_kind for each in found.listings] == ["part", "treatment"]
    assert found.listings[1].where.line1 == "2 South Street"


def test_a_site_without_programmes_is_a_service():
    found = reading(AGENCY, SITE)
    assert [each.record_kind for each in found.listings] == ["part", "service"]


def test_agencies_alone_are_services():
    assert [x.record_kind for x in reading(AGENCY).listings] == ["service"]


def test_a_missing_agency_leaves_its_name():
    found = reading(PROGRAM)
    assert found.listings[0].organization == "Hope"
    assert [p.field for p in found.problems] == ["ParentAgencyNum"]
    old = reading(AGENCY | {"ParentAgencyNum": "0"}, PROGRAM)  # old exports: an agency has parent 0
    assert old.problems == [] and old.listings[1].organization == "Hope Partners"


def test_an_agency_that_is_closed_or_not_referred_to_is_said_at_what_it_runs():
    found = reading(AGENCY | {"AgencyStatus": "Active, but do not refer"}, PROGRAM)
    assert found.listings[1].status == "active"
    assert [(p.row, p.action.split(";")[0]) for p in found.problems] == [
        (2, "its agency is “do not refer”")
    ]


def test_a_broken_link_is_reported_and_the_rest_stands():
    found = reading(AGENCY, PROGRAM, AT_SITE)
    assert found.listings[2].record_kind == "treatment" and found.listings[2].where is None
    assert [p.field for p in found.problems] == ["ConnectsToProgramNum"]


def test_a_level_missing_or_unknown_is_a_service_with_a_word():
    rows = ({"ResourceAgencyNum": "1", "PublicName": "A", "AgencyStatus": "Active"},)
    found = reading(*rows)
    assert found.listings[0].record_kind == "service"
    assert [p.field for p in found.problems] == ["TaxonomyLevelName"]


@pytest.mark.parametrize(
    ("cells", "status", "withheld"),
    [
        ({"AgencyStatus": "Inactive"}, "inactive", False),
        ({"AgencyStatus": "Active, but do not refer"}, "do_not_refer", False),
        ({"AvailableForReferral": "No"}, "do_not_refer", False),
        ({"AvailableForReferral": "No", "AgencyStatus": "Inactive"}, "inactive", False),
        ({"AvailableForReferral": "Yes"}, "active", False),
        ({"ExcludeFromWebsite": "Yes"}, "active", True),
        ({"ExcludeFromDirectory": "TRUE"}, "active", True),
        ({"ExcludeFromWebsite": "No", "ExcludeFromDirectory": "FALSE"}, "active", False),
        ({"AvailableForDirectory": "No"}, "active", True),
    ],
)
def test_statuses_and_flags(cells, status, withheld):
    listing, problems = one(**cells)
    assert (listing.status, listing.withheld, problems) == (status, withheld, [])


def test_a_blank_status_is_active_and_an_unknown_one_is_held_back():
    blank, problems = one(AgencyStatus="")
    assert blank.status == "active" and problems == [("AgencyStatus", "no status; taken as active")]
    odd, problems = one(AgencyStatus="Actve")
    assert odd.status == "paused" and [field for field, _ in problems] == ["AgencyStatus"]


def test_a_programme_at_a_site_is_no_better_than_either():
    for worse in (PROGRAM, SITE):
        rows = [each | ({"AgencyStatus": "Inactive"} if each is worse else {}) for each in
                (AGENCY, PROGRAM, SITE, AT_SITE)]  # fmt: skip
        assert reading(*rows).listings[3].status == "inactive"
    shut = PROGRAM | {"AgencyStatus": "Active, but do not refer"}
    assert reading(AGENCY, shut, SITE, AT_SITE).listings[3].status == "do_not_refer"


@pytest.mark.parametrize(
    "cells",
    [
        {"PhysicalAddressIsPrivate": "Yes"},
        {"PhysicalAddressIsPrivate": "sure"},  # neither yes nor no: the careful way
        {"PhysicalAddress1": "Confidential"},
        {"PhysicalAddress1": "Undisclosed location"},
    ],
)
def test_a_private_address_is_confidential(cells):
    listing, _ = one(**cells)
    assert listing.where.confidential and "onfidential" not in listing.where.line1
    kept = reading(AGENCY, PROGRAM, SITE | cells, AT_SITE).listings[3]
    assert kept.where.confidential


def test_private_phones_say_so_everywhere_they_stand():
    listing, _ = one(
        Phone1Number="301-555-0100", Phone1IsPrivate="TRUE", PhoneNumberHotline="301-555-0100",
        Phone2Number="(301) 555-0101", Phone2IsPrivate="FALSE",
    )  # fmt: skip
    assert [(p.e164[-4:], p.private) for p in listing.phones] == [("0100", True), ("0101", False)]


def test_phones_in_all_their_writings():
    listing, problems = one(
        Phone1Number="(301) 652-7617 or 202 487-3604", Phone1Name="Main Number",
        Phone2Number="(202) 667-1758 Press 2", Phone2Name="24 Hour Hotline",
        Phone3Number="(202) 842-0858 ext. 106", Phone3Name="Fax",
        Phone4Number="(202) 727-2832, Ask for Pat Doe", Phone4Name="Intake, ask for Pat Doe",
        Phone5Number="(2  )    -", PhoneTTY="711", PhoneTollFree="(202) 565-500",
    )  # fmt: skip
    said = [(p.e164, p.kind, p.extension) for p in listing.phones]
    assert said == [
        ("+13016527617", "main", ""), ("+12024873604", "main", ""), ("+12026671758", "hotline", ""),
        ("+12028420858", "fax", "106"), ("+12027272832", "intake", ""),
        ("", "tollfree", ""), ("", "tty", ""),
    ]  # fmt: skip
    assert [field for field, _ in problems] == ["Phone5Number", "PhoneTollFree"]
    assert "Pat" not in repr(listing.phones) and "Press 2" in listing.phones[2].note


def test_names_of_staff_and_internal_notes_are_nowhere():
    hidden = dict.fromkeys(
        ("SeniorWorkerName", "SeniorWorkerEmailAddress", "MainContactPhoneNumber", "InternalNotes",
         "InternalNotesForEditorsAndViewers", "LastVerifiedByName", "LastVerificationApprovedBy",
         "MailingAttentionName", "RecordOwner", "Custom_Director Name", "Custom_Staff Phone"),
        "Pat Doe",
    )  # fmt: skip
    found = reading(ALONE | hidden | {"Custom_Ward": "5"})
    assert "Pat Doe" not in repr(found) and found.listings[0].raw["custom_ward"] == "5"


def test_dates_in_three_shapes_and_none():
    listing, problems = one(UpdatedOn="9/28/10 0:00", LastVerifiedOn="2025-08-04 0:00:00")
    assert listing.updated_at.date() == date(2010, 9, 28)
    assert listing.verified_on == date(2025, 8, 4) and problems == []
    old, problems = one(UpdatedOn="1900-01-01 0:00:00", LastVerifiedOn="9/9/99")
    assert (old.updated_at, old.verified_on, problems) == (None, date(1999, 9, 9), [])
    slips, problems = one(UpdatedOn="13/45/10", LastVerifiedOn="9/9/68")
    assert (slips.updated_at, slips.verified_on) == (None, None)
    assert [field for field, _ in problems] == ["LastVerifiedOn", "UpdatedOn"]


def test_a_temporary_message_is_an_alert_with_its_dates():
    listing, _ = one(
        TemporaryMessage="Closed for <b>repairs</b>",
        TemporaryMessageAppears="2/18/11 0:00",
        TemporaryMessageExpires="2/18/12 0:00",
    )
    assert listing.alert == "From February 18, 2011: Closed for repairs"
    assert listing.alert_until == date(2012, 2, 18)
    never, _ = one(
        TemporaryMessage="Moved",
        TemporaryMessageAppears="1900-01-01 0:00:00",
        TemporaryMessageExpires="1/1/00 0:00",
    )
    assert (never.alert, never.alert_until) == ("Moved", None)


def test_hours_are_read_where_they_are_structured_and_kept_where_not():
    listing, problems = one(
        Hours="Mon 9:00 am - 5:00 pm; Tue 24/7; Wed; ", HoursOfOperation="By call"
    )
    assert [(t.weekday, t.start, t.minutes) for t in listing.times] == [
        (1, time(9), 480), (2, time(0), 1440), (None, None, None),
    ]  # fmt: skip
    assert listing.times[2].text == "By call" and listing.times[0].kind == "opening"
    assert {t.zone for t in listing.times} == {"America/New_York"} and problems == []
    free, problems = one(HoursOfOperation="9:00 am - 5:00 pm, Monday - Friday")
    assert [(t.weekday, t.text) for t in free.times] == [
        (None, "9:00 am - 5:00 pm, Monday - Friday")
    ]
    assert problems == []
    other, _ = one(HoursOfOperation="mon: 8:30:00 - 16:00:00 tues: 0:00:00 - 0:00:00")
    assert [(t.weekday, t.start, t.minutes) for t in other.times] == [(1, time(8, 30), 450)]
    odd, problems = one(Hours="Tue 8:00 - 5:00;")
    assert [t.text for t in odd.times] == ["Tue 8:00 - 5:00"]
    assert [field for field, _ in problems] == ["Hours"]


def test_a_programmes_words_on_its_hours_go_before_the_hours_of_its_site():
    rows = (
        AGENCY,
        PROGRAM | {"HoursOfOperation": "Evenings"},
        SITE | {"Hours": "Mon 24/7;"},
        AT_SITE,
    )
    assert [t.text for t in reading(*rows).listings[3].times] == ["Evenings"]


def test_fees():
    assert list(one(FeeStructureSource="No Fee")[0].costs) == [("free", "No Fee")]
    assert one(FeeStructureSource="No fee for most services")[0].costs[0][0] == "other"
    sliding, _ = one(
        FeeStructureSource="Sliding Scale, Insurance", PaymentMethods="Medicaid; Barter"
    )
    assert [kind for kind, _ in sliding.costs] == ["sliding", "medicaid", "other"]
    assert values(sliding, "payment") == {"sliding", "medicaid", None}


def test_languages_ages_and_ticks():
    listing, _ = one(
        LanguagesOffered="English; Spanish; TDD",
        Eligibility="Ages 18 and older, DC residents",
        EligibilityFemale="TRUE",
        EligibilityAdult="FALSE",
    )
    assert values(listing, "language") == {"en", "es", None}
    assert (listing.min_age, listing.max_age) == (18, None) and values(listing, "sex") == {"female"}
    assert values(listing, "age_group") == set() and listing.complete == frozenset()
    some, _ = one(LanguagesOffered="English, some Spanish", Eligibility="60 or older, or disabled")
    assert values(some, "language") == {None} and some.min_age is None


def test_a_quarter_of_the_town_is_no_access():
    found = reading(
        *(ALONE | {"ResourceAgencyNum": str(n), "DisabilitiesAccess": "NW"} for n in (1, 2))
    )
    assert all("access" not in {t.axis for t in each.tags} for each in found.listings)
    assert [(p.row, p.field) for p in found.problems] == [(0, "DisabilitiesAccess")]
    assert "2 records" in found.problems[0].action


def test_padding_minus_one_and_nine_digits():
    listing, problems = one(
        PublicName="Hope      ", PhysicalCounty="-1", PhysicalPostalCode="215501234", PhysicalCity="Unknown "
    )  # fmt: skip
    assert (listing.name, listing.where.city, listing.where.postal_code) == ("Hope", "", "21550")
    assert listing.where.county == "Garrett County"  # by its ZIP
    assert [field for field, _ in problems] == ["PhysicalPostalCode"]


def test_a_point_that_many_streets_share_is_no_door():
    rows = [
        ALONE | {"ResourceAgencyNum": str(n), "PhysicalAddress1": f"{n} Main Street"}
        for n in range(3)
    ]
    assert {each.where.precision for each in reading(*rows).listings} == {"zip"}
    same = [each | {"PhysicalAddress1": "1 Main Street, Suite 2"} for each in rows]
    assert {each.where.precision for each in reading(*same).listings} == {"point"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_delimiters_and_order_do_not_matter(end):
    turned = [dict(reversed(list(row.items()))) for row in (AGENCY, PROGRAM, SITE, AT_SITE)]
    plain = reading(AGENCY, PROGRAM, SITE, AT_SITE)
    other = reading(*turned, end=end, delimiter="\t")
    assert [x.where for x in other.listings] == [x.where for x in plain.listings]


def test_coverage_serves_counties_their_state_has():
    listing, problems = one(Coverage="MD - Garrett County; MD - Allegany County; DC; ")
    assert listing.served_states == ["MD", "DC"] and problems == []
    assert listing.service_area == "Garrett, MD; Allegany, MD; DC"
    odd, problems = one(Coverage="MD - Downtown County; ", CoverageAreaText="The District")
    assert odd.served_states == [] and odd.service_area == "The District; Downtown, MD"
    assert [field for field, _ in problems] == ["Coverage"]


def test_coverage_and_taxonomy_files_stand_beside_the_resources(tmp_path):
    bare = {k: v for k, v in PROGRAM.items() if k != "TaxonomyCodes"}
    (tmp_path / "a_resources.csv").write_bytes(table(AGENCY, bare, SITE, AT_SITE))
    coverage = {"city": "", "county": "Garrett", "state_province": "MD", "resource_id": "20"}
    (tmp_path / "coverage.csv").write_bytes(table(coverage))
    codes = {"program_num": "20", "code": "RX-1700", "name": "licensed words"}
    (tmp_path / "taxonomy.csv").write_bytes(table(codes, codes | {"code": "LH-2700"}))
    (tmp_path / "notes.csv").write_bytes(b"a,b\n1,2\n")
    found = read("icarol", tmp_path)
    here = found.listings[3]
    assert here.served_states == ["MD"] and values(here, "care_type") == {"substance_use", "detox"}
    assert "licensed words" not in repr(found)
    assert [(p.field, p.value) for p in found.problems] == [("file", "notes.csv")]


def test_kinds_by_taxonomy():
    assert one(TaxonomyCodes="BH-1800.8500")[0].record_kind == "shelter"
    group, _ = one(TaxonomyCodes="PN-8100.0500-230", Hours="Mon 7:00 pm - 8:00 pm;")
    assert (group.record_kind, group.group_name, group.attendance) == (
        "meeting", "Day Treatment", "in_person",
    )  # fmt: skip
    assert [t.kind for t in group.times] == ["meeting"] and values(group, "for_whom") == {"kin"}
    odd, _ = one(TaxonomyCodes="TJ-3000; made up")
    assert odd.record_kind == "service"
    assert reading(ALONE | {"TaxonomyCodes": "made up"}).unknown_codes == {"MADE UP": 1}


def test_a_row_without_any_name_and_one_with_moved_columns_are_rejected():
    found = reading(
        {"ResourceAgencyNum": "5", "PublicName": "", "TaxonomyLevelName": "Agency"}, ALONE
    )
    assert (found.read, found.rejected) == (2, 1)
    moved = table(ALONE).rstrip(b"\n") + b",extra\n"
    found = read_bytes("icarol", "export.csv", moved)
    assert (found.read, found.rejected) == (1, 1) and "cells under" in found.problems[0].action


def test_repeated_and_missing_numbers_are_made_unique():
    found = reading(ALONE, ALONE, ALONE | {"ResourceAgencyNum": ""})
    ids = [each.source_id for each in found.listings]
    assert ids[:2] == ["20", "20-1"] and len(set(ids)) == 3


def test_another_table_is_refused():
    with pytest.raises(Unreadable, match="headings"):
        read_bytes("icarol", "a.csv", b"name,slug\nA,a\n")
