"""What does a Meeting Guide record say: days, times, types, ways to attend, places, groups?"""

import json
from datetime import UTC, datetime, time

import pytest

from imports.codes.meeting_guide import FELLOWSHIPS, code_list
from imports.formats import read_bytes
from imports.listing import Options, Tag
from matching.words import AXES

HOPE = {
    "slug": "hope",
    "name": "Hope",
    "day": 0,
    "time": "19:00",
    "end_time": "20:30",
    "types": ["O", "X"],
    "formatted_address": "1 Main St, Salem, MA 01970, USA",
}


def feed(*records, **options):
    return read_bytes(
        "meeting_guide", "feed.json", json.dumps(records).encode(), Options(**options)
    )


def one(_options=None, **changes):
    return feed(HOPE | changes, **(_options or {})).listings[0]


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def acts(found, field):
    return [problem.action for problem in found.problems if problem.field == field]


@pytest.mark.parametrize("name", FELLOWSHIPS)
def test_every_code_stands_on_an_axis_we_match_by(name):
    codes = code_list(name)
    for tags in (codes.always, *codes.codes.values()):
        for tag in tags:
            assert tag.axis in AXES, tag
            assert tag.value is None or tag.axis == "language" or tag.value in AXES[tag.axis], tag


@pytest.mark.parametrize(
    ("day", "weekdays"),
    [
        (0, [0]),
        ("0", [0]),
        (6, [6]),
        ("Sunday", [0]),
        ("martes", [2]),
        ([0, 3, "5"], [0, 3, 5]),
        ([0, 0], [0]),
        ([], [None]),
        (None, [None]),
        ("", [None]),
    ],
)
def test_day_zero_is_sunday_and_an_array_is_several_times(day, weekdays):
    found = feed(HOPE | {"day": day})
    assert [each.weekday for each in found.listings[0].times] == weekdays
    assert acts(found, "day") == []


@pytest.mark.parametrize("day", [7, "7", -1, "the", True, {"a": 1}, 1.5])
def test_a_day_that_cannot_be_read_is_never_another_day(day):
    found = feed(HOPE | {"day": day})
    assert [each.weekday for each in found.listings[0].times] == [None]
    assert acts(found, "day")


def test_times_ends_and_nights():
    (plain,) = one().times
    assert (plain.start, plain.minutes, plain.crosses_midnight) == (time(19), 90, False)
    assert one(end_time="").times[0].minutes == 60
    night = one(time="23:30", end_time="00:30").times[0]
    assert (night.minutes, night.crosses_midnight, night.weekday) == (60, True, 0)
    long = feed(HOPE | {"time": "11:30", "end_time": "00:30"})
    assert long.listings[0].times[0].minutes == 780 and acts(long, "end_time")
    vague = feed(HOPE | {"time": "noonish"})
    assert vague.listings[0].times[0].start is None and vague.listings[0].times[0].text == "noonish"
    assert acts(vague, "time") == ["not a time; kept as text, no start time"]
    assert acts(feed(HOPE | {"end_time": "19:00"}), "end_time")


def test_a_time_that_lost_its_half_of_the_day_is_left_out():
    evening = [HOPE | {"slug": f"{n}", "time": "7:00 PM", "end_time": "8:30 PM"} for n in range(3)]
    found = feed(*evening, HOPE | {"time": "7:00"}, HOPE | {"slug": "e", "time": "7p"})
    assert [x.times[0].start for x in found.listings] == [time(19)] * 3 + [None, time(19)]
    assert found.listings[3].times[0].text == "7:00"
    # One of them alone is what the format asks for.
    few = feed(evening[0], HOPE | {"time": "9:30"}, HOPE | {"slug": "b", "time": "19:00"})
    assert few.listings[1].times[0].start == time(9, 30)
    ends = feed(*evening, HOPE | {"time": "7:00 PM", "end_time": "7:30"})
    assert (
        ends.listings[-1].times[0].minutes == 60 and "an hour assumed" in acts(ends, "end_time")[0]
    )


def test_a_rule_for_some_weeks_is_kept_as_words():
    listing = one(notes="Bring a book.\n3rd Friday open to all")
    assert listing.times[0].text == "3rd Friday open to all" and listing.times[0].nth is None


def test_zones_own_feed_zip_and_the_rest_of_the_feed():
    assert one(timezone="America/Denver").times[0].zone == "America/Denver"
    assert one({"zone": "America/Chicago"}).times[0].zone == "America/Chicago"
    assert one().times[0].zone == "America/New_York"
    wrong = feed(HOPE | {"timezone": "Napakiak"})
    assert wrong.listings[0].times[0].zone == "America/New_York" and acts(wrong, "timezone")
    no_zip = HOPE | {"slug": "b", "formatted_address": "Salem, MA, USA"}
    assert feed(HOPE, no_zip).listings[1].times[0].zone == "America/New_York"
    assert acts(feed(no_zip), "timezone") == ["no time zone: choose one for the feed"]
    west = HOPE | {"slug": "c", "timezone": "America/Los_Angeles"}
    assert feed(HOPE, west, no_zip).listings[2].times[0].zone == ""


@pytest.mark.parametrize(
    "types",
    [["C", "W"], "C,W", "[closed, women]", ["c", "w"], ["Closed", "Women"], '["C","W"]', "C; W"],
)
def test_types_in_every_writing(types):
    found = feed(HOPE | {"types": types})
    listing = found.listings[0]
    assert values(listing, "open_closed") == {"closed"} and values(listing, "women_only") == {"yes"}
    assert "women" in values(listing, "company") and found.unknown_codes == {}


def test_unknown_codes_are_kept_and_counted_and_typing_errors_mended():
    found = feed(HOPE | {"types": ["ZZ", "ASBI"]}, HOPE | {"slug": "b", "types": "ZZ"})
    assert found.unknown_codes == {"ZZ": 2}
    assert Tag("", None, "aa", "ZZ") in found.listings[0].tags
    assert Tag("meeting_format", "literature", "aa", "ASBI") in found.listings[0].tags


def test_open_and_closed_at_once_is_closed():
    found = feed(HOPE | {"types": ["O", "C"]})
    assert values(found.listings[0], "open_closed") == {"closed", None} and acts(found, "types")


def test_a_code_means_what_its_own_list_says():
    aa, kin = one(types=["A", "POA"]), one({"code_list": "al-anon"}, types=["A", "POA"])
    assert values(aa, "access") == {"proof_of_attendance"} and values(kin, "company") == {"parents"}
    assert values(aa, "for_whom") == {"self"} and values(kin, "for_whom") == {"kin"}
    assert (
        values(aa, "outlook") == {"twelve_step", "secular"} and values(aa, "moud_stance") == set()
    )
    assert (aa.fellowship, kin.fellowship) == ("AA", "Al-Anon")
    assert values(one({"code_list": "al-anon"}, types=["Y"]), "for_whom") == {"teen_kin"}
    assert values(one({"code_list": "na"}, types=["BEG"]), "moud_stance") == {"varies"}
    assert values(one(types=["S", "ASL"]), "language") == {"es", "ase"}


def test_language_of_the_feed_where_none_is_stated():
    assert values(one({"language": "en"}), "language") == {"en"}
    assert values(one({"language": "en"}, types=["S"]), "language") == {"es"}
    assert values(one({"language": "en"}, types=["ASL"]), "language") == {"ase", "en"}
    assert values(one(), "language") == set()


def test_the_field_people_of_northwest_texas():
    listing = one(types="[open]", people="SPN")
    assert values(listing, "language") == {"es"} and values(listing, "open_closed") == {"open"}


ZOOM = {"conference_url": "https://us02web.zoom.us/j/1"}
HERE = {"formatted_address": "", "address": "1 Main St", "city": "Salem"}
ABOUT = {"formatted_address": "Salem, MA 01970, USA"}


@pytest.mark.parametrize(
    ("changes", "attendance", "status"),
    [
        ({}, "in_person", "active"),
        (ZOOM, "hybrid", "active"),
        (HERE, "in_person", "active"),
        (ABOUT, "inactive", "active"),
        (ABOUT | ZOOM, "online", "active"),
        (ZOOM | {"types": ["TC"]}, "online", "active"),
        ({"types": ["TC"]}, "inactive", "temporarily_closed"),
        ({"types": ["Temporarily Closed"]}, "inactive", "temporarily_closed"),
        ({"types": "O,tc"}, "inactive", "temporarily_closed"),
        ({"conference_url": "https://example.org/us"}, "in_person", "active"),
        ({"conference_phone": "+16695550128,,123#"} | ABOUT, "online", "active"),
        ({"conference_phone": "555"} | ABOUT, "inactive", "active"),
        ({"types": ["ONL"]} | ABOUT, "online", "active"),
        ({"approximate": "yes"}, "inactive", "active"),
        ({"approximate": "no"} | ABOUT, "in_person", "active"),
        ({"attendance_option": "hybrid"} | ABOUT, "hybrid", "active"),
        ({"attendance_option": "hybrid", "types": ["TC"]}, "online", "active"),
        ({"attendance_option": "inactive", "types": ["TC"]}, "inactive", "temporarily_closed"),
        ({"attendance_option": "in_person", "types": ["TC"]}, "inactive", "temporarily_closed"),
        ({"attendance_option": "sometimes"}, "in_person", "active"),
    ],
)
def test_how_it_can_be_attended(changes, attendance, status):
    listing = one(**changes)
    assert (listing.attendance, listing.status) == (attendance, status)
    assert listing.where.virtual == (attendance == "online")


@pytest.mark.parametrize(
    ("codes", "name", "said"),
    [
        ("al-anon", "30818592 Hope AFG", "Hope AFG"),
        ("al-anon", "6298 12 Step AFG", "12 Step AFG"),
        ("al-anon", "12 and 12 AFG", "12 and 12 AFG"),
        ("al-anon", "30818592", "30818592"),
        ("al-anon", "30818592 12", "30818592 12"),
        ("al-anon", "Hope AFG 30818592", "Hope AFG 30818592"),
        ("aa", "1935 Group", "1935 Group"),
    ],
)
def test_a_family_group_is_called_by_its_name_not_by_its_number(codes, name, said):
    found = one(_options={"code_list": codes}, name=name)
    assert (found.name, found.group_name) == (said, said)
    assert found.raw["name"] == name


def test_the_number_still_tells_two_groups_of_one_name_apart():
    two = [HOPE | {"slug": n, "name": f"{n} Hope AFG"} for n in ("30001", "30002")]
    first, second = feed(*two, code_list="al-anon").listings
    assert first.name == second.name and first.group_key != second.group_key


@pytest.mark.parametrize("name", ["Monthly Business Meeting District 6", "Hope business meeting"])
def test_nobody_is_sent_to_a_business_meeting(name):
    found = feed(HOPE | {"name": name})
    assert found.listings[0].status == "do_not_refer"
    assert acts(found, "name") == ["a business meeting, not one for support; not offered"]
    assert one(name="Businessmen's Lunch").status == "active"


def test_a_place_and_how_sure_we_are_of_it():
    assert one(latitude="42.5", longitude=-70.9).where.precision == "point"
    assert one(latitude=42.5, longitude=-70.9, approximate=True).where.precision == "city"
    box = one(coordinates="42,-71,43,-70").where
    assert (box.lat, box.lon, box.precision) == (42.5, -70.5, "city")
    assert one().where.precision == "zip" and one().where.line1 == "1 Main St"
    lies = feed(HOPE | {"formatted_address": "1 Main St, Anytown, OK 12345, USA"})
    assert lies.listings[0].where.precision == "none" and acts(lies, "postal_code")
    cut = one(
        formatted_address="",
        address="1 Main St @ 2nd Ave",
        city="Salem",
        state="MA",
        postal_code=1970,
    )
    assert (cut.where.line1, cut.where.postal_code) == ("1 Main St", "01970")


def test_members_data_are_not_kept_anywhere():
    secret = {
        "contact_1_name": "Quill D", "contact_1_phone": "1", "email": "quill@example.org", "phone": "2",
        "venmo": "@quill", "paypal": "quill", "square": "$quill", "homegroup_online": "x", "author": "quill",
        "feedback_emails": ["quill@example.org"], "Contact 2 Name": "Quill", "group_email": "quill@x",
    }  # fmt: skip
    listing = one(**secret)
    assert set(listing.raw) == set(HOPE)
    assert "quill" not in repr(listing).lower()
    assert one(conference_phone="+16695550128").raw["conference_phone"]


@pytest.mark.parametrize(
    ("group", "district", "key", "name"),
    [
        ("Early Birds", "", "early-birds", "Early Birds"),
        ("", "", "hope@1-main-st", "Hope"),
        ("District 13", "District 13", "hope@1-main-st", "Hope"),
        ("D27", "", "hope@1-main-st", "Hope"),
        ("D54 / GSO #112235", "", "d54-gso-112235", "Hope"),
    ],
)
def test_the_group_of_a_meeting(group, district, key, name):
    listing = one(group=group, district=district)
    assert (listing.group_key, listing.group_name) == (key, name)


def test_ids_of_every_kind():
    found = feed(
        HOPE, HOPE, HOPE | {"slug": 7}, HOPE | {"slug": "x" * 65}, HOPE | {"slug": ""}, HOPE
    )
    ids = [each.source_id for each in found.listings]
    assert (
        ids[:4] == ["hope", "hope-1", "7", "x" * 65]
        and ids[4].startswith("hope-")
        and ids[5] == "hope-2"
    )
    assert len(set(ids)) == 6 and len(one(slug="y" * 5000).source_id) == 200
    clash = feed(HOPE | {"slug": "a-1"}, HOPE | {"slug": "a"}, HOPE | {"slug": "a"})
    assert len({each.source_id for each in clash.listings}) == 3


def test_a_record_without_a_name_or_with_an_id_alone_is_rejected():
    found = feed(
        HOPE, {"slug": "x"}, {"slug": "x", "types": ["O"]}, 5, None, {"slug": "y", "group": "G"}
    )
    assert (found.read, found.rejected) == (6, 4)
    assert found.listings[1].name == "G"
    assert [p.row for p in found.problems if p.severity == "error"] == [2, 3, 4, 5]


def test_html_is_taken_out_for_display_and_stays_in_raw():
    listing = one(notes="<b>Ring</b> &amp; enter", updated="8/29/2021")
    assert listing.description == "Ring & enter" and "<b>" in listing.raw["notes"]
    assert listing.updated_at == datetime(2021, 8, 29, tzinfo=UTC)


def test_a_table_is_read_by_its_headings():
    text = (
        "ID,Meeting,DAY,Start Time,Full Address,Types\n"
        '4,Hope,Sunday,7:00 PM,"1 Main St, Salem, MA 01970, USA","Open, Wheelchair Access"\n'
    ).replace("Meeting", "Name")
    found = read_bytes("meeting_guide", "sheet.csv", text.encode())
    (listing,) = found.listings
    assert listing.source_id == "4" and listing.times[0].start == time(19)
    assert values(listing, "access") == {"wheelchair"} and listing.where.city == "Salem"
