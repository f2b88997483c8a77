"""Real directory files through the whole import, counted as COUNTS.json counts them."""

import json

import pytest
from sqlalchemy import text

from casework import directory, matches, places
from casework.directory import snapshot
from db.models import now
from matching import List, Wanted

pytestmark = pytest.mark.data

PHILADELPHIA = "tsml-aa-philadelphia-2021/meetings.json.gz"
NEW_YORK = "bmlt-na-new-york-2018"
SAMHSA = "samhsa-directory-2024/facilities.csv.gz"
AA = {"source": "aa", "zone": "America/New_York", "code_list": "aa"}
NA = {"source": "na", "zone": "America/New_York"}


@pytest.fixture(scope="session")
def counted(data_folder):
    return json.loads((data_folder / "COUNTS.json").read_text())


def number(desk, query):
    return desk.session.execute(text(query)).scalar()


def test_philadelphia_comes_in_whole_and_only_once(cast, at, data_folder, counted):
    desk, path = at(cast.edda), data_folder / PHILADELPHIA
    want = counted[PHILADELPHIA]
    dry = directory.take_in(desk, format="meeting_guide", path=path, feed=AA, dry_run=True)
    real = directory.take_in(desk, format="meeting_guide", path=path, feed=AA)
    assert (dry.read, dry.new) == (real.read, real.new) == (want["meetings"], want["meetings"])
    days = "SELECT count(*) FROM schedule WHERE kind = 'meeting' AND weekday = {}"
    for day, meetings in enumerate(want["by_weekday_0_sunday"]):
        assert number(desk, days.format(day)) == meetings
    closed = "SELECT count(*) FROM entry_tag JOIN tag ON tag.id = tag_id WHERE code = 'TC'"
    assert number(desk, closed) in {0, want["TC"]}  # a status rather than a tag
    entries = number(desk, "SELECT count(*) FROM entry")
    again = directory.take_in(desk, format="meeting_guide", path=path, feed=AA)
    assert (again.new, again.changed, again.unchanged) == (0, 0, want["meetings"])
    assert number(desk, "SELECT count(*) FROM entry") == entries
    held = snapshot.settle()
    assert len(held.offers) == want["meetings"] + 1
    assert all(f.slots for f in held.offers.values() if f.key[0] == "m")


def test_new_york_na_comes_in_whole_and_only_once(cast, at, data_folder, counted):
    desk, path = at(cast.edda), data_folder / NEW_YORK
    want = counted[f"{NEW_YORK}/GetSearchResults.json.gz"]
    first = directory.take_in(desk, format="bmlt", path=path, feed=NA)
    assert (first.read, first.new) == (want["meetings"], want["meetings"])
    assert len(json.loads(first.to_json())["sha256"]) == 64
    again = directory.take_in(desk, format="bmlt", path=path, feed=NA)
    assert (again.new, again.changed, again.unchanged) == (0, 0, want["meetings"])


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_national_directory_comes_in(cast, at, data_folder, counted):
    """17,574 rows and 1.2 million codes."""
    desk, path = at(cast.edda), data_folder / SAMHSA
    want = counted[SAMHSA]
    first = directory.take_in(desk, format="findtreatment", path=path, feed={"source": "samhsa"})
    assert (first.read, first.new, first.rejected) == (
        want["rows"],
        want["usable_rows"],
        want["junk_rows"],
    )
    by_code = dict(
        desk.session.execute(
            text(
                "SELECT code, count(DISTINCT entry_id) FROM entry_tag JOIN tag ON tag.id = tag_id"
                " JOIN entry ON entry.id = entry_id JOIN source_record ON source_record.id ="
                " record_id WHERE source_key LIKE 'su-%' GROUP BY code"
            )
        ).all()
    )
    for code in ("SA", "DT", "BU", "MU", "MD", "NP", "TELE"):
        assert by_code[code] == want["substance_codes"][code]
    matches.settle()
    one = directory.search(desk, "methadone", place="Dayton OH")
    assert one
    wanted = Wanted(kind=List.TREATMENT, place=places.of_town("Dayton OH").place)
    assert matches.rank(wanted, now=now()).matches
