"""Do the readers count in real files what was counted there without them (COUNTS.json)?"""

import csv
import gzip
import json
import re
from collections import Counter

import pytest

from imports.formats import read
from imports.listing import Options, Unreadable
from tests.imports.test_table_real import BRAZIL, OTP, RETRIEVED, shipped

pytestmark = pytest.mark.data

SOMEBODY = re.compile(r"Person [0-9a-f]{5}|internal note removed")  # as masked there
FEEDS = {
    "tsml-aa-edmonton-2022": ("aa", "America/Edmonton"),
    "tsml-aa-nw-texas-2021": ("aa", "America/Chicago"),
    "tsml-aa-philadelphia-2021": ("aa", ""),
    "tsml-aa-san-jose-2021": ("aa", ""),
    "tsml-aa-sf-airtable-2020": ("aa", ""),
    "tsml-aa-sf-marin-2021": ("aa", ""),
    "tsml-alanon-ma-2023": ("al-anon", ""),
}


@pytest.fixture(scope="module")
def counts(data_folder):
    return json.loads((data_folder / "COUNTS.json").read_text())


@pytest.fixture(scope="module")
def directory(data_folder):
    return read("findtreatment", data_folder / "samhsa-directory-2024" / "facilities.csv.gz")


@pytest.fixture(scope="module")
def directory_rows(data_folder):
    path = data_folder / "samhsa-directory-2024" / "facilities.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def weekdays(found):
    held = Counter(when.weekday for each in found.listings for when in each.times)
    return [held[day] for day in range(7)]


def with_tag(found, axis, value):
    return sum(
        any((t.axis, t.value) == (axis, value) for t in each.tags) for each in found.listings
    )


def with_code(found, *codes):
    return sum(any(tag.code in codes for tag in each.tags) for each in found.listings)


def test_the_national_directory(directory, counts):
    expected = counts["samhsa-directory-2024/facilities.csv.gz"]
    assert directory.read == expected["rows"] == 17574
    assert directory.rejected == expected["junk_rows"] == 5
    assert len(directory.listings) == expected["usable_rows"]
    substance = [each for each in directory.listings if each.source_id.startswith("su-")]
    assert len(substance) == expected["substance"]
    held = Counter(code for each in substance for code in {tag.code for tag in each.tags})
    assert {code: held[code] for code in expected["substance_codes"]} == expected["substance_codes"]
    assert sorted(directory.unknown_codes) == expected["unknown_codes"] == []
    mended = [p for p in directory.problems if p.field == "zip"]
    assert len(mended) == expected["zip_short_of_5"]
    extensions = [
        x for x in directory.listings if any(p.kind == "main" and p.extension for p in x.phones)
    ]
    assert len(extensions) == expected["phone_with_extension"]


def test_every_facility_has_an_id_a_phone_and_a_place(directory):
    assert len({each.source_id for each in directory.listings}) == len(directory.listings)
    assert all(each.where.precision == "zip" and each.where.county for each in directory.listings)
    assert sum(not each.phones for each in directory.listings) <= 1
    assert all(len(each.where.postal_code) == 5 for each in directory.listings)


def test_exact_duplicates_are_kept_as_repeats(directory, directory_rows, counts):
    columns = ["directory_type", "name1", "name2", "street1", "street2", "city", "state", "zip"]
    rows = [tuple(row[each] for each in columns) for row in directory_rows if row["name1"].strip()]
    exact = len(rows) - len(set(rows))
    assert exact == counts["samhsa-directory-2024/facilities.csv.gz"]["exact_duplicates"]
    without_suite = {row[:4] + row[5:] for row in rows}  # street2 is no part of the identity
    repeats = sum("used before" in problem.action for problem in directory.problems)
    assert repeats == len(rows) - len(without_suite) >= exact


def test_both_directories_are_linked_by_name_street_and_zip(directory, directory_rows):
    def site(row):
        words = (row["name1"], row["street1"], row["zip"].zfill(5))
        return tuple(" ".join(word.lower().split()) for word in words) if all(words) else None

    named = [row for row in directory_rows if row["name1"].strip()]
    substance = {site(row) for row in named if row["directory_type"] == "substance"} - {None}
    expected = sum(row["directory_type"] == "mental" and site(row) in substance for row in named)
    linked = [each for each in directory.listings if each.same_as]
    assert len(linked) == expected > 2000
    ids = {each.source_id for each in directory.listings}
    assert all(x.same_as in ids and x.same_as.startswith("su-") for x in linked)
    assert all(each.source_id.startswith("mh-") for each in linked)


def test_no_facility_says_no_to_pregnant_women(directory):
    assert with_tag(directory, "pregnancy", "no") == 0
    assert not any(
        {"pregnancy", "access", "company"} & each.complete for each in directory.listings
    )


def test_the_answer_of_the_api(data_folder):
    found = read("findtreatment", data_folder / "samhsa-findtreatment-api-2019" / "locations.json")
    assert (found.read, found.rejected, found.unknown_codes) == (30, 0, {})
    assert all(each.where.precision == "point" for each in found.listings)
    assert sum(each.source_id.startswith("su-") for each in found.listings) == 14
    assert with_tag(found, "sex", "male") > 0 and not any(
        x.url == "http://" for x in found.listings
    )


@pytest.mark.parametrize(("file", "rows"), [("mental_health", 9762), ("substance_use", 11806)])
def test_the_locator_of_2020(data_folder, file, rows):
    found = read("findtreatment", data_folder / "samhsa-locator-2020" / f"{file}.csv.gz")
    assert (found.read, found.rejected, found.unknown_codes) == (rows, 0, {})
    elsewhere = [x for x in found.listings if x.where.precision != "point"]
    assert [x.where.city for x in elsewhere] == ([] if "sub" in file else ["Hartford"])
    assert {each.source_id[:2] for each in found.listings} == {"su" if "sub" in file else "mh"}
    assert sum(bool(each.phones) for each in found.listings) == (0 if "sub" in file else rows)


def test_na_at_cape_cod(data_folder):
    folder = data_folder / "bmlt-naws-cape-cod-2022"
    table = read("bmlt", folder / "BMLT_AR48104_cape_cod_area.csv")
    assert (table.read, table.rejected, table.unknown_codes) == (2, 1, {})  # one is unpublished
    book = read("bmlt", folder / "BMLT_Export_Example.xlsx")
    assert (book.read, book.rejected, book.unknown_codes) == (2, 0, {})
    said = [
        (x.attendance, x.status, x.times[0].weekday, str(x.times[0].start)) for x in book.listings
    ]
    assert said == [
        ("online", "active", 0, "07:30:00"),
        ("inactive", "temporarily_closed", 1, "17:00:00"),
    ]
    assert {x.times[0].zone for x in book.listings} == {"America/New_York"}


def test_family_groups_have_names_and_their_business_is_their_own(data_folder):
    file = data_folder / "tsml-alanon-ma-2023" / "meetings.json.gz"
    found = read("meeting_guide", file, Options(code_list="al-anon")).listings
    numbered = [x.raw["name"] for x in found if x.raw["name"][0].isdigit()]
    named = [x.name for x in found if x.name[0].isdigit()]
    assert len(numbered) == 359 and all(name.startswith(("11", "12", "4th")) for name in named)
    business = [x.name for x in found if x.status == "do_not_refer"]
    assert len(business) == 13
    assert all(name.startswith("Monthly Business Meeting District") for name in business)


@pytest.mark.parametrize("folder", FEEDS)
def test_meeting_guide_feeds(data_folder, counts, folder):
    codes, zone = FEEDS[folder]
    expected = counts[f"{folder}/meetings.json.gz"]
    found = read(
        "meeting_guide",
        data_folder / folder / "meetings.json.gz",
        Options(code_list=codes, zone=zone),
    )
    assert (found.read, found.rejected) == (expected["meetings"], 0)
    assert len({each.source_id for each in found.listings}) == expected["meetings"]
    repeats = sum("used before" in problem.action for problem in found.problems)
    assert repeats == expected["meetings"] - expected["unique_slugs"]
    assert weekdays(found) == expected["by_weekday_0_sunday"]
    started = [each for each in found.listings if each.times[0].start]
    assert len(started) == expected["start_time_readable"]
    placed = [x for x in found.listings if x.where and x.where.precision_source == "source"]
    elsewhere = [x for x in found.problems if "far outside" in x.action]  # at longitude 0
    assert len(placed) + len(elsewhere) == expected["with_coordinates"]
    assert with_code(found, "TC") == expected["TC"]
    assert with_code(found, "O", "open") == expected["open"]
    assert with_tag(found, "open_closed", "closed") == expected["closed"]
    assert with_tag(found, "access", "wheelchair") == expected["wheelchair_X"]
    assert found.unknown_codes == {}
    assert all(when.zone for each in found.listings for when in each.times)
    shut = [each for each in found.listings if each.status == "temporarily_closed"]
    assert all(each.attendance == "inactive" for each in shut)
    assert not any(
        set(each.raw) & {"email", "venmo", "paypal", "square"} for each in found.listings
    )


def test_the_table_of_san_francisco(data_folder):
    found = read("meeting_guide", data_folder / "tsml-csv-sf-2020" / "meetings.csv.gz")
    assert (found.read, found.rejected, found.unknown_codes) == (567, 0, {})
    assert sum(weekdays(found)) == 567 and all(each.times[0].start for each in found.listings)


def test_edge_cases(data_folder):
    folder = data_folder / "tsml-edge-cases"
    appointment = read("meeting_guide", folder / "appointment.json")
    assert [each.times[0].weekday for each in appointment.listings] == [None, 4]
    times = read("meeting_guide", folder / "times.json")
    assert (times.read, times.rejected, weekdays(times)) == (9, 0, [3, 2, 0, 0, 0, 0, 3])
    assert times.unknown_codes == {"NA": 1}
    zones = read("meeting_guide", folder / "timezones.json")
    assert {x.times[0].zone for x in zones.listings} == {"America/Los_Angeles", "America/New_York"}
    assert read("meeting_guide", folder / "tsml-template.csv").read == 36
    with pytest.raises(Unreadable, match="text after the end"):
        read("meeting_guide", folder / "invalid.json")


def test_na_in_new_york(data_folder, counts):
    expected = counts["bmlt-na-new-york-2018/GetSearchResults.json.gz"]
    found = read("bmlt", data_folder / "bmlt-na-new-york-2018")
    assert (found.read, found.rejected) == (expected["meetings"], 0)
    assert weekdays(found) == expected["by_weekday_0_sunday"]
    assert with_tag(found, "open_closed", "open") == expected["open_O"]
    assert with_tag(found, "open_closed", "closed") == expected["closed_C"]
    assert with_tag(found, "access", "wheelchair") == expected["wheelchair_WC"]
    assert with_tag(found, "language", "es") == expected["spanish_ES"]
    lengths = Counter(each.times[0].minutes for each in found.listings)
    assert [list(each) for each in lengths.most_common(4)] == expected["duration_minutes_top"]
    bare = [x for x in found.listings if all(not tag.code for tag in x.tags)]
    assert len(bare) == expected["without_formats"]
    assert found.unknown_codes == {} and all(each.organization for each in found.listings)
    alone = read("bmlt", data_folder / "bmlt-na-new-york-2018" / "GetSearchResults.json.gz")
    assert with_tag(alone, "open_closed", "open") == expected["open_O"]


def test_na_at_the_finger_lakes(data_folder):
    found = read(
        "bmlt", data_folder / "bmlt-recorded-finger-lakes", Options(zone="America/New_York")
    )
    assert (found.read, found.rejected, found.unknown_codes) == (169, 0, {})
    assert weekdays(found) == [0, 53, 54, 62, 0, 0, 0]
    assert len({each.source_id for each in found.listings}) == 169
    assert "google" not in repr(found.problems)


def level_of(listing):
    return listing.raw["taxonomylevelname"]


def test_the_export_of_washington(data_folder, counts):
    expected = counts["icarol-211-dc-2014/resources.csv.gz"]
    found = read("icarol", data_folder / "icarol-211-dc-2014" / "resources.csv.gz")
    assert (found.read, found.rejected, found.unknown_codes) == (expected["rows"], 0, {})
    assert Counter(map(level_of, found.listings)) == expected["levels"]
    assert {x.record_kind for x in found.listings if level_of(x) == "Agency"} == {"part"}
    assert (
        sum(each.record_kind == "part" for each in found.listings) == expected["levels"]["Agency"]
    )
    statuses, stated = Counter(each.status for each in found.listings), expected["status"]
    assert statuses["do_not_refer"] == stated["Active, but do not refer"] == 13
    assert statuses["inactive"] == stated["Inactive"]
    assert statuses["active"] == stated["Active"] + stated[""]
    blank = sum(p.field == "AgencyStatus" for p in found.problems)
    shown = sum(each.status == "active" and not each.withheld for each in found.listings)
    assert blank == stated[""] and shown - blank == expected["active_and_not_excluded"]
    roofless = sum(each.raw["parentagencynum"] == "0" for each in found.listings)
    assert roofless == expected["rows_whose_parent_is_absent"]
    assert all(each.organization for each in found.listings)


def test_what_was_odd_in_washington(data_folder):
    found = read("icarol", data_folder / "icarol-211-dc-2014" / "resources.csv.gz")
    assert not any(
        each.served_states for each in found.listings
    )  # quarters of the town, no counties
    (quarter,) = [p.action for p in found.problems if p.field == "DisabilitiesAccess"]
    assert quarter.startswith("1406 records")
    precise = Counter(each.where.precision for each in found.listings if each.where)
    assert precise["zip"] > 1876 > 10 * precise["point"]  # 23 points carry 1,876 rows
    assert {each.where.county for each in found.listings if each.where} & {"-1"} == set()
    assert not SOMEBODY.search(repr(found))


def test_the_export_of_maryland(data_folder, counts):
    expected = counts["icarol-211-maryland-2025/resources.csv.gz"]
    found = read("icarol", data_folder / "icarol-211-maryland-2025" / "resources.csv.gz")
    assert (found.read, found.rejected, found.unknown_codes) == (expected["rows"], 0, {})
    assert Counter(map(level_of, found.listings)) == expected["levels"]
    kinds = Counter((level_of(each), each.record_kind) for each in found.listings)
    assert set(kinds) == {
        ("Agency", "part"), ("Program", "part"), ("Site", "part"), ("ProgramAtSite", "service"),
    }  # fmt: skip
    statuses = Counter(each.status.capitalize() for each in found.listings)
    assert statuses == expected["status"]
    shown = sum(each.status == "active" and not each.withheld for each in found.listings)
    assert shown == expected["active_and_not_excluded"]
    here = [each for each in found.listings if each.record_kind == "service"]
    assert all(each.where.precision == "point" and each.phones and each.times for each in here)
    agencies = {each.name for each in found.listings if level_of(each) == "Agency"}
    assert {each.organization for each in here} == agencies and not SOMEBODY.search(repr(found))


@pytest.mark.parametrize(
    ("format", "path", "says"),
    [
        ("meeting_guide", "bmlt-na-new-york-2018/GetSearchResults.json.gz", "BMLT"),
        ("bmlt", "tsml-aa-san-jose-2021/meetings.json.gz", "Meeting Guide"),
        ("meeting_guide", "samhsa-findtreatment-api-2019/locations.json", "FindTreatment"),
        ("findtreatment", "tsml-csv-sf-2020/meetings.csv.gz", "headings"),
        ("findtreatment", "samhsa-otp-2021-latin1/otp_geocoded.csv", "headings"),
        ("meeting_guide", "bmlt-recorded-finger-lakes/server-info.json", "none of the fields"),
        ("bmlt", "bmlt-recorded-finger-lakes/server-info.json", "BMLT"),
        ("findtreatment", "hsds-211-miami-2019/datapackage.zip", "cannot be read"),
    ],
)  # fmt: skip
def test_a_file_of_another_format_is_refused(data_folder, format, path, says):
    with pytest.raises(Unreadable, match=says):
        read(format, data_folder / path)


def shipped_by(path):
    return {
        "ca-dhcs-sud-licences-2026/facilities.csv.gz": shipped("california_dhcs"),
        "smart-recovery-2022/SMART.json.gz": shipped("smart_recovery"),
        "na-brazil-virtual-2026/na-virtual.csv.gz": BRAZIL,
        "samhsa-otp-2021-latin1/otp_geocoded.csv": OTP,
    }.get(path)


# Every file of the folder that holds a directory: its format, records and rejected ones (SOURCE.md).
DIRECTORIES = {
    "bmlt-na-new-york-2018": ("bmlt", 1133, 0),
    "bmlt-naws-cape-cod-2022/BMLT_AR48104_cape_cod_area.csv": ("bmlt", 2, 1),
    "bmlt-naws-cape-cod-2022/BMLT_Export_Example.xlsx": ("bmlt", 2, 0),
    "bmlt-recorded-finger-lakes": ("bmlt", 169, 0),
    "ca-dhcs-sud-licences-2026/facilities.csv.gz": ("table", 1662, 0),
    "hsds-211-miami-2019/datapackage.zip": ("hsds", 4089, 0),
    "hsds-3.0-spec-examples/hsds-3.0-examples.zip": ("hsds", 1, 0),
    "icarol-211-dc-2014/resources.csv.gz": ("icarol", 2132, 0),
    "icarol-211-maryland-2025/resources.csv.gz": ("icarol", 20, 0),
    "na-brazil-virtual-2026/na-virtual.csv.gz": ("table", 1000, 28),
    "samhsa-directory-2024/facilities.csv.gz": ("findtreatment", 17574, 5),
    "samhsa-findtreatment-api-2019/locations.json": ("findtreatment", 30, 0),
    "samhsa-locator-2020/mental_health.csv.gz": ("findtreatment", 9762, 0),
    "samhsa-locator-2020/substance_use.csv.gz": ("findtreatment", 11806, 0),
    "samhsa-otp-2021-latin1/otp_geocoded.csv": ("table", 1594, 0),
    "smart-recovery-2022/SMART.json.gz": ("table", 839, 0),
    "tsml-aa-edmonton-2022/meetings.json.gz": ("meeting_guide", 315, 0),
    "tsml-aa-nw-texas-2021/meetings.json.gz": ("meeting_guide", 613, 0),
    "tsml-aa-philadelphia-2021/meetings.json.gz": ("meeting_guide", 2098, 0),
    "tsml-aa-san-jose-2021/meetings.json.gz": ("meeting_guide", 693, 0),
    "tsml-aa-sf-airtable-2020/meetings.json.gz": ("meeting_guide", 545, 0),
    "tsml-aa-sf-marin-2021/meetings.json.gz": ("meeting_guide", 658, 0),
    "tsml-alanon-ma-2023/meetings.json.gz": ("meeting_guide", 360, 0),
    "tsml-csv-sf-2020/meetings.csv.gz": ("meeting_guide", 567, 0),
    "tsml-edge-cases/appointment.json": ("meeting_guide", 2, 0),
    "tsml-edge-cases/times.json": ("meeting_guide", 9, 0),
    "tsml-edge-cases/timezones.json": ("meeting_guide", 2, 0),
    "tsml-edge-cases/tsml-template.csv": ("meeting_guide", 36, 0),
}
REFUSED = {"tsml-edge-cases/invalid.json": "meeting_guide"}
# Code books, schemas and what is said of the folder: no directories.
OTHERS = {
    "code-lists",
    "hsds-3.0-schema",
    "samhsa-directory-2024/code_categories.csv",
    "samhsa-directory-2024/service_definitions.csv",
}


@pytest.mark.parametrize("path", DIRECTORIES)
def test_every_directory_of_the_folder_is_read_whole(data_folder, path):
    format, count, rejected = DIRECTORIES[path]
    options = Options(mapping=shipped_by(path), today=RETRIEVED)
    found = read(format, data_folder / path, options)
    assert (found.read, found.rejected, len(found.listings)) == (count, rejected, count - rejected)
    assert len({each.source_id for each in found.listings}) == count - rejected
    # As its SOURCE.md counts them, those of several files together.
    folder = path.split("/")[0]
    source = (data_folder / folder / "SOURCE.md").read_text()
    whole = f"{count:,}" in source or str(count) in source
    assert whole or folder in SUMMED, folder


# Folders whose SOURCE.md counts what stands in all their files.
SUMMED = {"hsds-3.0-spec-examples", "bmlt-recorded-finger-lakes"}


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_broken_on_purpose_is_refused(data_folder, path):
    with pytest.raises(Unreadable):
        read(REFUSED[path], data_folder / path)


def test_no_file_of_the_folder_is_forgotten(data_folder):
    named = {*DIRECTORIES, *REFUSED, *OTHERS}
    files = {each for each in data_folder.glob("*/*") if each.name != "SOURCE.md"}
    held = {str(each.relative_to(data_folder)) for each in files}
    assert {each for each in held if each not in named and each.split("/")[0] not in named} == set()
    assert {each for each in named if not (data_folder / each).exists()} == set()
