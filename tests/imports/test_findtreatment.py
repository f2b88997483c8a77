"""What does a SAMHSA file say: codes to tags, identity, links, phones, places?"""

import csv
import io
import json

import pytest
from openpyxl import Workbook

from imports import findtreatment
from imports.codes import samhsa
from imports.formats import read_bytes
from imports.listing import Tag
from matching.words import AXES

HOUSE = {
    "name1": "Harbour House",
    "name2": "Day Clinic",
    "street1": "1 Pier Road",
    "city": "Salem",
    "state": "MA",
    "zip": "1970",
    "phone": "978-555-0142 x12",
    "intake1": "978-555-0143",
    "service_code_info": "SA DT * OP RES * BU NU * MD SF SS * PW * ADLT YAD * FEM * SP",
}


def table(*rows):
    stream = io.StringIO()
    headings = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(stream, headings, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return read_bytes("findtreatment", "facilities.csv", stream.getvalue().encode())


def one(**changes):
    return table(HOUSE | changes).listings[0]


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def test_every_code_of_the_table_stands_on_an_axis_we_match_by():
    assert len(samhsa.TAGS) > 300
    for tags in samhsa.TAGS.values():
        for tag in tags:
            named = AXES[tag.axis]
            assert tag.value is None or tag.axis == "language" or tag.value in named, tag


def test_codes_become_tags():
    house = one()
    assert values(house, "care_type") == {"substance_use", "detox"}
    assert values(house, "medication") == {"buprenorphine", "naltrexone"}
    assert values(house, "payment") == {"medicaid", "self_pay", "sliding"}
    assert values(house, "age_group") == {"adults", "young_adults"}
    assert values(house, "pregnancy") == {"yes"}
    assert values(house, "language") == {"es", "en"}
    assert ("sliding", "sliding fee") in house.costs


def test_one_sex_only_is_women_only_and_no_pw_is_no_answer():
    assert values(one(), "women_only") == {"yes"} and values(one(), "men_only") == {"no"}
    both = one(service_code_info="SA * FEM MALE")
    assert values(both, "women_only") == {"no"} == values(both, "men_only")
    assert values(both, "pregnancy") == set()
    assert values(one(service_code_info="SA"), "women_only") == set()


@pytest.mark.parametrize(
    ("codes", "complete"),
    [
        ("", set()),
        ("SA", {"care_type"}),
        ("SA * BU", {"care_type", "medication"}),
        ("NOE MDET PW WN", set()),
        ("SP", {"language"}),
        ("FX SP", set()),
        ("FX F92 SP", {"language"}),
        ("NMOA", {"opioid_policy"}),
        ("ADTX", {"detox_substance"}),
    ],
)
def test_absence_means_no_only_where_the_question_was_answered(codes, complete):
    assert one(service_code_info=codes).complete == complete


def test_a_known_code_without_value_is_not_an_unknown_one():
    found = table(HOUSE | {"service_code_info": "SA CARF ZZZ ZZZ REBT"})
    tags = found.listings[0].tags
    assert Tag("licence", None, "samhsa", "CARF") in tags
    assert Tag("", None, "samhsa", "ZZZ") in tags
    assert found.unknown_codes == {"ZZZ": 1, "REBT": 1}
    assert found.code_list == "samhsa"


def test_a_lost_zero_is_put_back_and_the_place_is_about_there():
    found = table(HOUSE)
    where = found.listings[0].where
    assert (where.postal_code, where.precision, where.precision_source) == (
        "01970",
        "zip",
        "zipcodes",
    )
    assert 42 < where.lat < 43 and where.county == "Essex County"
    assert [(p.row, p.field, p.value) for p in found.problems] == [(1, "zip", "1970")]
    assert found.listings[0].raw["zip"] == "1970"


def test_coordinates_of_the_source_are_a_point():
    where = one(latitude="42.52", longitude="-70.89").where
    assert (where.lat, where.precision, where.precision_source) == (42.52, "point", "source")
    assert one(zip="99999").where.precision == "none"


def test_phones_with_their_kinds_and_extensions():
    house = one(
        intake1a="x7", intake2="(999) 999-9999", hotline1="988", intake_prompt="ask for Ann"
    )
    assert [(p.kind, p.e164, p.extension, p.note) for p in house.phones] == [
        ("main", "+19785550142", "12", ""),
        ("intake", "+19785550143", "7", "ask for Ann"),
        ("hotline", "", "", ""),
    ]


def test_junk_is_rejected_and_blank_lines_are_no_records():
    junk = {"facility_id": "substance_7", "directory_type": "substance"}
    found = table(HOUSE, junk, {}, {"name2": "SA", "state": "HI"})
    assert (found.read, found.rejected, len(found.listings)) == (3, 2, 1)
    assert [(p.row, p.severity) for p in found.problems if p.field == "name1"] == [
        (2, "error"),
        (3, "error"),
    ]


def test_identity_is_of_the_place_not_of_the_row():
    moved = table({"name1": "Other"}, HOUSE).listings[1]
    again = one(facility_id="substance_99", name1=" HARBOUR  house", zip="01970-1234", phone="")
    assert moved.source_id == one().source_id == again.source_id
    assert one(city="Boston").source_id != one().source_id
    assert one(service_code_info="MH").source_id.startswith("mh-")


def test_a_repeat_is_a_record_of_its_own_with_a_warning():
    found = table(HOUSE, HOUSE, HOUSE)
    first, second, third = (each.source_id for each in found.listings)
    assert (second, third) == (f"{first}-1", f"{first}-2")
    assert [p.row for p in found.problems if "used before" in p.action] == [2, 3]


def test_the_same_place_in_both_directories_points_at_its_su_row():
    mental = HOUSE | {
        "directory_type": "mental",
        "service_code_info": "MH",
        "name1": "HARBOUR HOUSE ",
    }
    found = table(
        mental, HOUSE | {"directory_type": "substance"}, mental | {"street1": "2 Pier Road"}
    )
    first, su, other = found.listings
    assert first.same_as == su.source_id and su.same_as == "" == other.same_as


def test_the_wide_table_of_the_locator_is_read():
    wide = HOUSE | {"type_facility": "SA", "sa": "1", "mu": "1", "dt": "", "website": "http://"}
    del wide["service_code_info"]
    listing = table(wide).listings[0]
    assert values(listing, "medication") == {"methadone"} and listing.url == ""
    assert values(listing, "care_type") == {"substance_use"}


LOCATOR = {
    "name1": "Harbour House", "name2": "", "street1": "1 Pier Road", "street2": "", "city": "Salem",
    "state": "MA", "zip": "1970", "zip4": "1234", "county": "Essex", "phone": "978-555-0142",
    "intake_prompt": "Ask for intake", "intake1": "978-555-0143", "intake2": "", "website": "",
    "latitude": "42.5", "longitude": "-70.9", "type_facility": "SA", "sa": "1", "dt": "1", "op": "",
    "res": "1", "bu": "1", "md": "1", "pvt": "1", "ss": "",
}  # fmt: skip


def test_the_whole_locator_table_with_codes_that_are_gone():
    found = table(LOCATOR, LOCATOR | {"name1": "Other House", "res": "0", "type_facility": "MH"})
    here, other = found.listings
    assert values(here, "care_type") == {"substance_use", "detox"}
    assert values(here, "setting") == {"residential"} and not values(other, "setting")
    assert (here.where.county, here.where.precision) == ("Essex", "point")
    assert here.phones[1].note == "Ask for intake" and here.where.postal_code == "01970"
    assert found.unknown_codes == {"PVT": 2}
    assert [each.source_id[:2] for each in found.listings] == ["su", "mh"]


def test_a_workbook_with_its_heading_on_row_five():
    book = Workbook()
    for line in ("Treatment locator", "", "Exported", ""):
        book.active.append([line])
    book.active.append(list(LOCATOR))
    book.active.append([int(each) if each.isdigit() else each for each in LOCATOR.values()])
    out = io.BytesIO()
    book.save(out)
    found = read_bytes("findtreatment", "Facility_listing.xlsx", out.getvalue())
    assert found.read == 1 and values(found.listings[0], "medication") == {"buprenorphine"}


def test_a_column_of_ones_is_no_code_where_the_table_is_not_wide():
    narrow = {
        k: v for k, v in LOCATOR.items() if k not in {"dt", "res", "bu", "md", "pvt", "ss", "op"}
    }
    assert table(narrow | {"active": "1"}).unknown_codes == {}


def test_codes_of_the_old_lists_are_joined_by_slashes():
    listing = one(service_code_info="SA/DT/OP/REBT")
    assert values(listing, "care_type") == {"substance_use", "detox"}
    found = table(HOUSE | {"service_code_info": "SA/DT/REBT"})
    assert found.unknown_codes == {"REBT": 1}


def test_an_export_that_was_cut_says_so(monkeypatch):
    monkeypatch.setattr(findtreatment, "CUT_AT", 2)
    found = table(HOUSE, HOUSE | {"name1": "Other"})
    assert [(p.row, p.field) for p in found.problems if "cuts" in p.action] == [(0, "file")]


def test_the_answer_of_the_api():
    services = [
        {"f1": "Type of Care", "f2": "TC", "f3": "Substance use treatment; Detoxification"},
        {"f1": "Age", "f2": "AGE", "f3": "Young adults; Seniors (65 or older)"},
        {"f1": "Pay", "f2": "PAY", "f3": "Federal military insurance (e.g., TRICARE); Gold"},
        {"f1": "Pharma", "f2": "PHR", "f3": "Acamprosate (Campral®)"},
    ]
    row = HOUSE | {
        "typeFacility": "OTP",
        "latitude": "42.5",
        "longitude": "-70.9",
        "services": services,
    }
    row |= {"website": "http://", "phone": "(999) 999-9999", "hotline1": "800-555-0199"}
    del row["service_code_info"]
    data = json.dumps({"page": 1, "rows": [row, row | {"services": None, "name1": "B"}]}).encode()
    found = read_bytes("findtreatment", "api.json", data)
    first, second = found.listings
    assert values(first, "care_type") == {"substance_use", "detox"}
    assert values(first, "age_group") == {"young_adults", "seniors"}
    assert values(first, "payment") == {"military"} and "alcohol_medication" in values(
        first, "medication"
    )
    assert found.unknown_codes == {"Gold": 1} and first.url == ""
    assert [p.kind for p in first.phones] == ["intake", "hotline"]
    assert any(p.field == "phone" for p in found.problems)
    assert second.tags == [] and second.complete == frozenset()


def test_progress_is_told():
    heard = []
    from imports.listing import Options

    rows = [{"name1": f"H{n}", "state": "NY", "zip": "10001"} for n in range(1100)]
    text = "name1,state,zip\n" + "".join(f"{r['name1']},NY,10001\n" for r in rows)
    read_bytes("findtreatment", "a.csv", text.encode(), Options(progress=heard.append))
    assert heard == [500, 1000]


def test_one_page_of_several_is_said():
    page = {"page": 1, "totalPages": 3, "recordCount": 90, "rows": [{"name1": "Harbour House"}]}
    found = read_bytes("findtreatment", "page.json", json.dumps(page).encode())
    assert [p.action for p in found.problems if p.field == "page"] == [
        "page.json is page 1 of 3; only it was read"
    ]
