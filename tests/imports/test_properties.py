"""No bytes whatever break a reader, count a record twice, or move a meeting to another day."""

import csv
import gzip
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.formats import FORMATS, read_bytes
from imports.listing import Options, Unreadable
from imports.times import clock, weekday

FEW = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-10, 10**20)
    | st.floats(allow_nan=True)
    | st.text(max_size=30)
    | st.sampled_from(["0", "7", "Sunday", "19:00", "O,C", "[closed]", "02540", "NY", "<b>x</b>"])
    | st.sampled_from(
        ["http://", "https://[", "https://zoom.us/j/1", "\x92", "\ud800", "(999) 999-9999"]
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=2)
    ),
    max_leaves=4,
)
FIELDS = {
    "meeting_guide": "slug name day time end_time timezone types people formatted_address address "
    "city state postal_code country coordinates latitude longitude approximate location group "
    "district notes url conference_url conference_phone attendance_option updated id entity entity_phone",
    "bmlt": "id_bigint meeting_name weekday_tinyint start_time duration_time time_zone venue_type formats "
    "format_shared_id_list location_text location_street location_province location_postal_code_1 "
    "location_nation latitude longitude published comments phone_meeting_number virtual_meeting_link "
    "service_body_bigint root_server_uri root_server_id",
    "table": "name id day time ends street town state zip phone note",
    "findtreatment": "name1 name2 street1 city state zip phone intake1 intake1a hotline1 website latitude "
    "longitude typeFacility services service_code_info",
    "icarol": "ResourceAgencyNum PublicName TaxonomyLevelName ParentAgencyNum ConnectsToProgramNum "
    "ConnectsToSiteNum AgencyStatus AvailableForReferral ExcludeFromWebsite PhysicalAddress1 "
    "PhysicalAddressIsPrivate PhysicalPostalCode PhysicalStateProvince Latitude Longitude Phone1Number "
    "Phone1IsPrivate PhoneFax Hours HoursOfOperation TemporaryMessage TemporaryMessageExpires UpdatedOn "
    "LastVerifiedOn Coverage FeeStructureSource LanguagesOffered Eligibility EligibilityAdult "
    "TaxonomyCodes DisabilitiesAccess",
    "hsds": "id name status organization organization_id description phones schedules languages attributes "
    "service_at_locations locations minimum_age maximum_age last_modified cost_options contacts url fees "
    "eligibility service_areas capacities taxonomy_term location addresses opens_at byday number code",
}
COLUMNS = {"name": "name", "id": "id", "day": "day", "time": "time", "state": "state"}
MAPPING = {"kind": "meeting", "columns": COLUMNS}


def records(format):
    fields = st.sampled_from(FIELDS[format].split())
    needed = {"bmlt": "meeting_name", "findtreatment": "name1", "icarol": "PublicName"}
    needed = needed.get(format, "name")
    named = st.dictionaries(fields, VALUES, max_size=12).map(lambda r: {needed: "Hope"} | r)
    return st.lists(named | VALUES, min_size=1, max_size=4)


def sound(format, name, data):
    """Reads or is refused; a reading adds up, has unique ids, and can be kept as UTF-8 and JSON."""
    try:
        found = read_bytes(
            format, name, data, Options(code_list="aa", language="en", mapping=MAPPING)
        )
    except Unreadable as refusal:
        assert str(refusal).endswith(".")
        return None
    assert found.read == len(found.listings) + found.rejected
    ids = [each.source_id for each in found.listings]
    assert len(set(ids)) == len(ids) and all(ids)
    for each in found.listings:
        assert each.name and each.record_kind
        json.dumps(each.raw)
        assert all(when.weekday in (None, 0, 1, 2, 3, 4, 5, 6) for when in each.times)
        assert all(when.minutes is None or 0 < when.minutes <= 1440 for when in each.times)
        if each.where and each.where.lat is not None:
            assert -90 <= each.where.lat <= 90 and -180 <= each.where.lon <= 180
        repr((each.name, each.where, each.times, each.phones, each.tags)).encode()
    return found


@pytest.mark.parametrize("format", FORMATS)
@FEW
@given(data=st.binary(max_size=300), name=st.sampled_from(["a.json", "a.csv", "a.xlsx", "a"]))
def test_no_bytes_break_a_reader(format, data, name):
    sound(format, name, data)
    sound(format, name, b"\x1f\x8b" + data)
    sound(format, name, b"PK\x03\x04" + data)
    sound(format, name, gzip.compress(b"[{" + data))


@pytest.mark.parametrize("format", FORMATS)
@FEW
@given(data=st.data())
def test_no_json_breaks_a_reader(format, data):
    found = data.draw(records(format) | VALUES)
    sound(format, "a.json", json.dumps(found).encode())


TABLE_HEAD = (
    b"name,name1,state,zip,publicname,resourceagencynum,committee,committeename,day,time,delete\n"
)


@pytest.mark.parametrize("format", ["meeting_guide", "findtreatment", "icarol", "bmlt"])
@FEW
@given(text=st.text(alphabet='name1,zpstae;"\n\r\t\x00é 0123', max_size=200))
def test_no_table_breaks_a_reader(format, text):
    sound(format, "a.csv", TABLE_HEAD + text.encode())


ICAROL = FIELDS["icarol"].split()
SEEN = (
    "Agency|Program|Site|ProgramAtSite|1|2|Active|Inactive|Yes|No|-1|MD|21550|39.4|301-555-0100|9/9/99"
    "|Mon 9:00 am - 5:00 pm;|1900-01-01|MD - Garrett County;|RX-1700;PN-8100.0500|ages 18+"
)
CELLS = st.text(max_size=30) | st.sampled_from(SEEN.split("|"))


@FEW
@given(
    st.lists(st.lists(CELLS, min_size=len(ICAROL), max_size=len(ICAROL)), min_size=1, max_size=5)
)
def test_no_cells_break_an_icarol_export(rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows([ICAROL, *rows])
    found = sound("icarol", "a.csv", out.getvalue().encode("utf-8", "surrogatepass"))
    assert found is None or found.read <= len(rows)


@pytest.mark.parametrize("format", FORMATS)
@FEW
@given(data=st.data())
def test_a_cut_file_is_refused_or_whole(format, data):
    whole = json.dumps(data.draw(records(format))).encode()
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(Unreadable):
        read_bytes(format, "a.json", whole[:cut])


@FEW
@given(days=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True), as_text=st.booleans())
def test_no_meeting_moves_to_another_day(days, as_text):
    written = [str(day) for day in days] if as_text else days
    guide = [{"slug": "a", "name": "A", "day": written, "time": "19:00"}]
    (listing,) = read_bytes("meeting_guide", "a.json", json.dumps(guide).encode()).listings
    assert [when.weekday for when in listing.times] == days
    na = [{"id_bigint": str(d), "meeting_name": "A", "weekday_tinyint": str(d + 1)} for d in days]
    found = read_bytes("bmlt", "a.json", json.dumps(na).encode()).listings
    assert [when.weekday for each in found for when in each.times] == days


@FEW
@given(value=VALUES)
def test_days_and_times_never_raise(value):
    assert weekday(value) in (None, 0, 1, 2, 3, 4, 5, 6)
    clock(value)


@FEW
@given(st.times())
def test_a_time_is_read_back_from_both_clocks(moment):
    moment = moment.replace(second=0, microsecond=0, tzinfo=None, fold=0)
    for form in ("%H:%M", "%H:%M:%S", "%H%M", "%I:%M %p", "%I:%M%p"):
        assert clock(moment.strftime(form)) == moment
