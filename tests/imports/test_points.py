"""Is a place put where its address says, and never somewhere else on the map?"""

import json

import pytest

from imports.formats import read_bytes
from imports.points import believed
from tests.imports.packages import MODERN, listing, reading
from tests.imports.shapes import records
from tests.imports.test_meeting_guide import one as meeting

SALEM = (42.52, -70.9)


@pytest.mark.parametrize(
    ("point", "state", "country", "found"),
    [
        (SALEM, "MA", "US", SALEM),
        ((-70.9, 42.52), "MA", "US", SALEM),  # turned round
        ((42.52, 70.9), "MA", "US", SALEM),  # the minus lost
        ((42.52, 0.0), "MA", "US", None),
        ((25.77, -80.19), "DC", "US", None),  # the helpline's own town, by a geocoder
        ((71.3, -156.76), "AK", "US", (71.3, -156.76)),
        ((13.47, 144.75), "GU", "US", (13.47, 144.75)),
        ((-14.27, -170.7), "AS", "US", (-14.27, -170.7)),  # one ZIP: too little to doubt by
        ((-73.5, 45.5), "QC", "CA", (45.5, -73.5)),
        ((51.5, -0.1), "", "US", (51.5, -0.1)),  # no state, no doubt
        ((-75.19, 39.95), "", "US", (39.95, -75.19)),  # but nobody meets in Antarctica
        ((51.5, -0.1), "", "GB", (51.5, -0.1)),
    ],
)
def test_a_point_is_believed_mended_or_left_out(point, state, country, found):
    taken, said = believed(point, state, country)
    assert taken == found and bool(said) == (found != point)


def test_a_meeting_falls_back_on_its_zip_where_its_point_is_elsewhere():
    lost = meeting(latitude=33.58, longitude=0.0)
    assert (lost.where.precision, lost.where.postal_code) == ("zip", "01970")
    turned = meeting(latitude="-70.9", longitude="42.52")
    assert (turned.where.lat, turned.where.lon, turned.where.precision) == (*SALEM, "point")


@pytest.mark.parametrize("format", ["findtreatment", "bmlt"])
def test_other_formats_look_as_well(format):
    (record,) = records(format)
    record |= {"latitude": -70.9, "longitude": 42.52}
    found = read_bytes(format, "feed.json", json.dumps([record]).encode())
    (where,) = [each.where for each in found.listings]
    assert (where.lat, where.lon) == SALEM
    assert [p.field for p in found.problems if "put right" in p.action] == ["latitude"]


def test_an_hsds_place_in_another_state_stands_at_its_zip():
    at = [MODERN["locations"][0] | {"latitude": "25.77", "longitude": "-80.19"}]
    found = reading(MODERN | {"locations": at})
    (one,) = found.listings
    assert (one.where.precision, one.where.state) == ("zip", "OH")
    (said,) = [p.action for p in found.problems if p.field == "locations.latitude"]
    assert "far outside OH" in said
    assert listing().where.precision == "point"
