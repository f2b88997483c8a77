"""A list whose meetings tell no place and no zone: said in its report, given its zone, then matched."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from casework import directory, matches
from casework.directory import snapshot
from casework.directory.result import as_csv
from matching import List, Place, Wanted

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)  # Monday noon in New York
MAPPING = {
    "version": 1,
    "kind": "meeting",
    "fellowship": "SMART Recovery",
    "always": ["for_whom:self"],
    "columns": {
        "name": ["=Quiet Table"], "id": ["number"], "group": ["=Quiet Table", "number"],
        "day": ["days"], "time": ["times"], "address": ["address"], "join_url": ["details"],
    },
}  # fmt: skip
ROWS = [
    # online, without an address: nobody can tell whose seven o'clock it is
    *((n, "Monday", "7:00 PM", "", f"https://zoom.us/j/93700{n}") for n in range(3)),
    (7, "Monday", "7:00 PM", "1 Quay St, Dayton, OH 45402", ""),
    (8, "Monday", "7:00 PM", "2 Mesa Rd, Denver, CO 80202", ""),
]


@pytest.fixture
def taken(cast, at, tmp_path):
    path = tmp_path / "smart.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["number", "days", "times", "address", "details"])
        writer.writerows(ROWS)
    feed = {"source": "smart", "mapping": MAPPING}
    return directory.take_in(at(cast.edda), format="table", path=path, feed=feed)


def source_of(desk):
    desk.session.rollback()
    return next(each for each in directory.sources(desk) if each.name == "smart")


def online(desk):
    """Names of the online meetings a person in Dayton is told a time of, with the wait."""
    matches.settle()
    wanted = Wanted(
        kind=List.PEERS,
        place=Place(39.76, -84.19),
        state="OH",
        zone="America/New_York",
        modes=frozenset({"online"}),
    )
    found = matches.list_for(desk, wanted, call_seed=1, now=NOW)
    every = (*found.matches, *found.ring_first, *found.near)
    return {m.key: m.next_start - NOW if m.next_start else None for m in every if m.via == "online"}


def test_the_report_and_its_download_say_which_rows_have_no_zone(cast, at, taken):
    said = [p for p in taken.problems if p.field == "timezone"]
    assert [p.row for p in said] == [1, 2, 3]
    assert {p.action for p in said} == {"no time zone: choose one for the feed"}
    assert "no time zone" in taken.in_words() + "\n".join(taken.most_frequent())
    edda = at(cast.edda)
    (run,) = directory.runs(edda, source_of(edda).id)
    rows = list(csv.reader(io.StringIO(as_csv(directory.problems(edda, run.id)).decode())))
    assert sum("no time zone: choose one for the feed" in row for row in rows) == 3


def test_until_somebody_says_the_zone_no_time_is_guessed_and_then_they_match(cast, at, taken):
    cleo, edda = at(cast.cleo), at(cast.edda)
    assert set(online(cleo).values()) <= {None}
    others = {"language": "en", "licence_note": "", "grace_days": 30}
    for zone, hours in (("America/Los_Angeles", 10), ("America/New_York", 7)):
        directory.keep_settings(edda, source_of(edda).id, zone=zone, **others)
        assert source_of(edda).zone == zone
        starts = online(at(cast.cleo))
        assert len(starts) == 3
        assert set(starts.values()) == {timedelta(hours=hours)}


def test_those_that_tell_their_place_keep_their_own_zone(cast, at, taken):
    edda = at(cast.edda)
    directory.keep_settings(
        edda, source_of(edda).id, zone="America/Los_Angeles", language="en", licence_note="",
        grace_days=30,
    )  # fmt: skip
    zones = [slot.zone for offer in snapshot.build().offers.values() for slot in offer.slots]
    assert sorted(zones) == ["America/Denver", *["America/Los_Angeles"] * 3, "America/New_York"]
