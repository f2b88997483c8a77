"""What does a BMLT answer say, with and without the files beside it?"""

import json
from datetime import time

import pytest

from imports.codes import bmlt as codes
from imports.formats import read, read_bytes
from imports.listing import Options, Unreadable
from matching.words import AXES

HOPE = {
    "id_bigint": "14",
    "worldid_mixed": "G00012534",
    "service_body_bigint": "5",
    "weekday_tinyint": "1",
    "venue_type": "",
    "start_time": "19:30:00",
    "duration_time": "01:30:00",
    "time_zone": "",
    "formats": "O,St,WC",
    "meeting_name": "Hope",
    "location_text": "Chapel",
    "location_street": "1 Main St",
    "location_municipality": "New York",
    "location_province": "NY",
    "location_postal_code_1": "10001",
    "contact_name_1": "Quill",
    "email_contact": "quill@example.org",
    "published": "1",
}


def answer(*records, **options):
    return read_bytes("bmlt", "a.json", json.dumps(records).encode(), Options(**options))


def one(**changes):
    return answer(HOPE | changes).listings[0]


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def test_every_code_stands_on_an_axis_we_match_by():
    known = [codes.tags_of(world, "", "") for world in codes.TAGS]
    known += [
        codes.tags_of("", key, "") for key in (*codes.KEYS, *codes.OTHER_KEYS, *codes.LANGUAGE_KEYS)
    ]
    for tag in (tag for tags in known for tag in tags):
        assert tag.value is None or tag.axis == "language" or tag.value in AXES[tag.axis], tag


def test_a_meeting_of_na():
    listing = one()
    assert (listing.source_id, listing.external_id, listing.fellowship) == ("14", "G00012534", "NA")
    (when,) = listing.times
    assert (when.weekday, when.start, when.minutes) == (0, time(19, 30), 90)
    assert when.zone == "America/New_York"
    assert values(listing, "open_closed") == {"open"} and values(listing, "access") == {
        "wheelchair"
    }
    assert values(listing, "outlook") == {"twelve_step"} and values(listing, "for_whom") == {"self"}
    assert values(listing, "substance_focus") == {"any_drug"} and values(
        listing, "moud_stance"
    ) == {"varies"}
    assert listing.where.precision == "zip" and listing.attendance == "in_person"


@pytest.mark.parametrize(
    ("weekday", "day"), [("1", 0), ("7", 6), ("0", None), ("8", None), ("", None)]
)
def test_weekday_one_is_sunday(weekday, day):
    assert one(weekday_tinyint=weekday).times[0].weekday == day


@pytest.mark.parametrize(("written", "minutes"), [("24:00:00", 1440), ("00:00:00", 60), ("", 60)])
def test_lengths(written, minutes):
    assert one(duration_time=written).times[0].minutes == minutes


LINK = {"virtual_meeting_link": "https://zoom.us/j/1"}


@pytest.mark.parametrize(
    ("changes", "attendance", "status"),
    [
        ({"venue_type": "1"}, "in_person", "active"),
        ({"venue_type": "2"}, "online", "active"),
        ({"venue_type": "3"}, "hybrid", "active"),
        ({"formats": "VM"}, "online", "active"),
        ({"formats": "HY"}, "hybrid", "active"),
        ({"formats": "HY,VM"}, "hybrid", "active"),
        ({"formats": "TC"}, "inactive", "temporarily_closed"),
        ({"formats": "TC", "venue_type": "1"}, "inactive", "temporarily_closed"),
        ({"formats": "TC", "venue_type": "1"} | LINK, "online", "active"),
        ({"formats": "TC,VM"} | LINK, "online", "active"),
        (LINK, "hybrid", "active"),
        ({"location_street": "", "location_text": ""}, "inactive", "active"),
    ],
)
def test_how_it_can_be_attended(changes, attendance, status):
    listing = one(**changes)
    assert (listing.attendance, listing.status) == (attendance, status)


def test_what_is_unpublished_or_empty_is_rejected():
    found = answer(HOPE, HOPE | {"published": "0"}, {"id_bigint": "3"}, "x")
    assert (found.read, found.rejected, len(found.listings)) == (4, 3, 1)


def test_contacts_are_dropped_from_raw():
    assert not {"contact_name_1", "email_contact"} & set(one().raw)
    assert "quill" not in repr(one()).lower()


def test_unknown_formats_are_counted():
    found = answer(HOPE | {"formats": "O,QQ"})
    assert found.unknown_codes == {"QQ": 1} and found.code_list == "bmlt"


def test_a_folder_is_known_by_what_its_files_hold(tmp_path):
    formats = [
        {"id": "9", "key_string": "Q", "name_string": "Espanol", "world_id": "LANG", "lang": "en"},
        {"id": "10", "key_string": "Q", "name_string": "Mujeres", "world_id": "W", "lang": "es"},
        {
            "id": "11",
            "key_string": "NC",
            "name_string": "No Children",
            "world_id": "",
            "lang": "en",
        },
    ]
    bodies = [
        {"id": "5", "parent_id": "0", "name": "Bronx Area", "helpline": "212-555-0142", "url": ""}
    ]
    server = [{"version": "4", "defaultDuration": "01:15", "google_api_key": "secret"}]
    hope = HOPE | {"formats": "Q,NC", "format_shared_id_list": "9,11", "duration_time": ""}
    women = hope | {"id_bigint": "15", "format_shared_id_list": "10"}
    for name, found in [
        ("one", [hope]), ("two", {"meetings": [women, hope], "formats": formats[:1]}),
        ("three", formats), ("four", bodies), ("five", server), ("six", {"odd": 1}),
    ]:  # fmt: skip
        (tmp_path / f"{name}.json").write_text(json.dumps(found))
    found = read("bmlt", tmp_path)
    assert (found.read, found.rejected, found.unknown_codes) == (3, 0, {})
    ids = {each.source_id for each in found.listings}
    assert ids == {"14", "15", "14-1"} and any("used before" in p.action for p in found.problems)
    spanish = next(each for each in found.listings if each.source_id == "14")
    other = next(each for each in found.listings if each.source_id == "15")
    assert values(spanish, "language") == {"es"} and values(other, "women_only") == {"yes"}
    assert spanish.organization == "Bronx Area" and spanish.times[0].minutes == 75
    assert [(p.kind, p.e164) for p in spanish.phones] == [("hotline", "+12125550142")]
    assert "secret" not in repr(found)
    assert [p.value for p in found.problems if p.field == "file"] == ["six.json"]


def test_a_folder_without_meetings_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(Unreadable, match="holds no BMLT meeting"):
        read("bmlt", tmp_path)


def test_two_servers_may_use_the_same_ids():
    north, south = (
        HOPE | {"root_server_uri": "https://n.org"},
        HOPE | {"root_server_uri": "https://s.org"},
    )
    found = answer(north, south)
    assert len({each.source_id for each in found.listings}) == 2
    assert [p.field for p in found.problems] == ["formats"]
    assert answer(north).listings[0].source_id == "14"


def test_formats_without_their_list_are_said():
    meeting = {"id_bigint": "1", "meeting_name": "Hope", "weekday_tinyint": "1", "formats": "O,W"}
    data = json.dumps([meeting]).encode()
    assert "usual English keys" in read_bytes("bmlt", "search.json", data).problems[0].action
    formats = [{"id": "4", "key_string": "W", "name_string": "Women", "world_id": "W"}]
    told = json.dumps({"meetings": [meeting], "formats": formats}).encode()
    assert not [p for p in read_bytes("bmlt", "search.json", told).problems if p.field == "formats"]
