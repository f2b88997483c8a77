"""Real lists of any layout, by mappings written here: do their counts come out?"""

import csv
import gzip
import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.formats import read, read_bytes
from imports.listing import Options, Unreadable
from imports.places import CODES
from imports.reading import open_source
from imports.table.guess import guess, is_ready
from imports.table.layouts import layouts
from imports.table.mapping import to_json
from imports.table.sample import sample_of

pytestmark = pytest.mark.data

RETRIEVED = date(2026, 8, 21)  # of the Californian list
BRAZIL = {
    "kind": "meeting",
    "fellowship": "NA",
    "attendance": "online",
    "always": ["outlook:twelve_step", "for_whom:self", "language:pt"],
    "columns": {
        "name": "name",
        "id": "external_id",
        "day": "weekday",
        "time": "start_time",
        "end_time": "end_time",
        "zone": "timezone",
        "state": "state",
        "city": "city",
        "country": "=BR",
        "join_url": "meeting_url",
        "join_notes": ["meeting_id", "meeting_password"],
    },
    "status": {"column": "is_active", "values": {"1": "active", "0": "inactive"}},
    "tags": [
        {"column": "is_open", "values": {"yes": ["open_closed:open"]}},
        {"column": "is_women", "values": {"yes": ["women_only:yes", "company:women"]}},
    ],
}
OTP = {
    "kind": "treatment",
    "always": ["medication:otp", "care_type:substance_use"],
    "columns": {
        "name": "id",
        "line1": "address",
        "city": "city",
        "state": "state",
        "postal_code": "postal",
        "latitude": "latitude",
        "longitude": "longitude",
    },
}
DAYS = ["domingo", "segunda", "terca", "quarta", "quinta", "sexta", "sabado"]
ENGLISH = "sunday monday tuesday wednesday thursday friday saturday"


def shipped(key):
    return next(to_json(each.mapping) for each in layouts() if each.key == key)


def by(data_folder, path, mapping):
    return read("table", data_folder / path, Options(mapping=mapping, today=RETRIEVED))


def weekdays(found):
    return Counter(when.weekday for each in found.listings for when in each.times)


def with_code(found, code):
    return sum(any(tag.code == code for tag in each.tags) for each in found.listings)


def test_california_counts_as_it_was_counted_without_us(data_folder):
    path = "ca-dhcs-sud-licences-2026/facilities.csv.gz"
    counts = json.loads((data_folder / "COUNTS.json").read_text())[path]
    found = by(data_folder, path, shipped("california_dhcs"))
    assert (found.read, found.rejected) == (counts["rows"], 0)
    assert with_code(found, "setting_code: RES") == counts["RES"]
    assert with_code(found, "offers_detox: true") == counts["detox"]
    assert sum(x.status == "paused" for x in found.listings) == counts["licence_expired"]
    assert sum("Licence lapsed" in x.alert for x in found.listings) == counts["licence_expired"]
    later = read(
        "table",
        data_folder / path,
        Options(mapping=shipped("california_dhcs"), today=date(2026, 12, 24)),
    )
    assert sum(x.status == "paused" for x in later.listings) == counts["licence_expired"]
    assert sum("due for renewal" in x.alert for x in later.listings) > 0
    assert sum(not x.phones for x in found.listings) == counts["no_phone"]
    own = sum(x.where.precision_source == "source" for x in found.listings)
    assert own == counts["rows"] - counts["no_coordinates"]
    assert sum(x.capacity == "no beds" for x in found.listings) == 894
    assert {x.where.state for x in found.listings} == {"CA", ""}
    assert not found.unknown_codes


def test_smart_recovery_keeps_the_days_it_says_and_guesses_none(data_folder):
    path = data_folder / "smart-recovery-2022" / "SMART.json.gz"
    rows = json.loads(gzip.decompress(path.read_bytes()))
    found = by(data_folder, "smart-recovery-2022/SMART.json.gz", shipped("smart_recovery"))
    assert (found.read, found.rejected) == (839, 0)
    said = Counter(row["days"][0] for row in rows)
    names = [f"{day}s" for day in ENGLISH.split()]
    assert weekdays(found) == {day: said[name] for day, name in enumerate(names)} | {
        None: said["the"]
    }
    unread = sum(when.start is None for each in found.listings for when in each.times)
    assert unread == said["the"] == 12
    kin = sum(any(t.value == "kin" for t in each.tags) for each in found.listings)
    assert kin == sum("Program: Family and Friends" in row["details"] for row in rows)
    repeats = sum("used before" in p.action for p in found.problems)
    assert repeats == len(rows) - len({each.source_id.split("-")[0] for each in found.listings})


def test_na_brazil_reports_its_28_rows_and_shifts_none(data_folder):
    path = data_folder / "na-brazil-virtual-2026" / "na-virtual.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream, delimiter=";") if len(row) == 33][1:]
    found = by(data_folder, "na-brazil-virtual-2026/na-virtual.csv.gz", BRAZIL)
    assert (found.read, found.rejected) == (1000, 28)
    assert sum("34 cells under 33 headings" in p.action for p in found.problems) == 28
    assert weekdays(found) == Counter(DAYS.index(row[15]) for row in rows)
    assert sum(x.status == "active" for x in found.listings) == sum(row[27] == "1" for row in rows)
    assert {when.zone for x in found.listings for when in x.times} == {"America/Sao_Paulo"}
    starts = Counter(str(when.start) for x in found.listings for when in x.times)
    assert starts == Counter(row[16] for row in rows)


def test_opioid_treatment_programmes_by_their_addresses(data_folder):
    path = "samhsa-otp-2021-latin1/otp_geocoded.csv"
    with (data_folder / path).open(encoding="latin-1", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = by(data_folder, path, OTP)
    assert (found.read, found.rejected) == (len(rows), 0) == (1594, 0)
    short = sum(len(row["POSTAL"]) == 4 for row in rows)
    assert sum("leading zero" in p.action for p in found.problems) == short > 0
    assert Counter(x.where.state for x in found.listings) == Counter(row["STATE"] for row in rows)


def lines_of(data_folder, path, count=60):
    text = gzip.decompress((data_folder / path).read_bytes()).decode()
    return text.splitlines()[: count + 1]


def spoilt(data, line, mark):
    """The line with a mark lost or added, a quotation mark, an entity, or its end gone."""
    at = data.draw(st.integers(0, len(line)))
    marks = [place for place, each in enumerate(line) if each == mark]
    lost = data.draw(st.sampled_from(marks))
    ways = [line[:at] + added + line[at:] for added in (mark, '"', "&amp;", "\n", "x", " ")]
    return data.draw(st.sampled_from([*ways, line[:lost] + line[lost + 1 :], line[:at]]))


@pytest.mark.parametrize("list", ["brazil", "california"])
@settings(max_examples=40, deadline=None, suppress_health_check=[*HealthCheck])
@given(data=st.data())
def test_a_spoilt_real_row_never_meets_on_another_day_or_lies_in_another_state(
    data_folder, list, data
):
    path, mapping, mark = {
        "brazil": ("na-brazil-virtual-2026/na-virtual.csv.gz", BRAZIL, ";"),
        "california": (
            "ca-dhcs-sud-licences-2026/facilities.csv.gz",
            shipped("california_dhcs"),
            ",",
        ),
    }[list]
    lines = lines_of(data_folder, path)

    def read_lines():
        options = Options(mapping=mapping, today=RETRIEVED)
        found = read_bytes("table", "list.csv", "\n".join(lines).encode(), options).listings
        return {each.source_id: each for each in found}

    sound = read_lines()
    states = CODES | {each.where.state for each in sound.values() if each.where}
    row = data.draw(st.integers(1, len(lines) - 1))
    lines[row] = spoilt(data, lines[row], mark)
    try:
        found = read_lines()
    except Unreadable:
        return
    for source_id in found.keys() & sound.keys():
        now, true = found[source_id], sound[source_id]
        days = {(when.weekday, when.start) for when in true.times}
        assert all(
            when.weekday is None or when.start is None or (when.weekday, when.start) in days
            for when in now.times
        )
        state, was = (x.where.state if x.where else "" for x in (now, true))
        assert state in ("", was) or state not in states


@pytest.mark.parametrize(
    "path",
    [
        "ca-dhcs-sud-licences-2026/facilities.csv.gz",
        "na-brazil-virtual-2026/na-virtual.csv.gz",
        "samhsa-locator-2020/mental_health.csv.gz",
        "samhsa-locator-2020/substance_use.csv.gz",
        "samhsa-otp-2021-latin1/otp_geocoded.csv",
        "tsml-csv-sf-2020/meetings.csv.gz",
    ],
)
def test_a_guess_alone_reads_most_of_a_real_list(data_folder, path):
    sample = sample_of(open_source(data_folder / path))
    mapping = guess(sample)
    assert is_ready(mapping)
    found = by(data_folder, path, to_json(mapping))
    assert found.read == sample.read
    assert found.rejected * 20 < found.read
