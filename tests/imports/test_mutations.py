"""A row that was changed by accident says what it said before, or nothing with a problem: never another
day, time, state of the country or standing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imports.listing import Unreadable
from imports.places import CODES
from imports.text import line
from tests.imports.shapes import read_table, rows, table, text_of

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
TIMES = ("09:30", "12:00", "19:30", "20:15")
PLACES = (("OH", "45402"), ("CA", "94103"), ("NY", "10001"))
HOURS = tuple(f"{day[:3]} 9:00 am - {end}:00 pm;" for day in DAYS for end in (4, 5))
COUNT = 24


def truth(number):
    """Everything a row says differs from that of its neighbours."""
    state, code = PLACES[number % 3]
    return {
        "id": f"id-{number}",
        "name": f"Group {number}",
        "street": f"{number + 1} Main St",
        "day": DAYS[number % 7],
        "time": TIMES[number % 4],
        "state": state,
        "zip": code,
    }


def written(format):
    made = rows(format, *map(truth, range(COUNT)))
    if format != "icarol":
        return made
    more = [["Hours", "Notes"], *([HOURS[n % len(HOURS)], f"note {n}"] for n in range(COUNT))]
    return [[*row, *extra] for row, extra in zip(made, more, strict=True)]


def by_name(found):
    return {each.name: each for each in found.listings}


def says(listing):
    where = listing.where
    return {
        "times": {
            (t.weekday, t.start, t.minutes)
            for t in listing.times
            if t.start and t.weekday is not None
        },
        "starts": {t.start for t in listing.times if t.start},
        "days": {t.weekday for t in listing.times if t.weekday is not None},
        "state": {where.state} & CODES if where else set(),  # "O?H" is no other state
        "zip": {where.postal_code} - {""} if where else set(),
        "status": {listing.status},
    }


def spoilt(data, text):
    """A delimiter lost or added, a quotation mark, a line end, a cell or the rest of the row gone."""
    at = data.draw(st.integers(0, len(text)))
    return data.draw(
        st.sampled_from([
            text[:at] + "," + text[at:],
            text[:at] + '"' + text[at:],
            text[:at] + "\n" + text[at:],
            text.replace(",", "", 1),
            ",".join(text.rsplit(",", 1)[:1]),
            text.replace(",", ";"),
            text[:at],
        ])
    )  # fmt: skip


@pytest.mark.parametrize("format", ["meeting_guide", "bmlt", "icarol", "findtreatment"])
@FEW
@given(data=st.data())
def test_a_spoilt_line_moves_nothing(format, data):
    whole = text_of(written(format))
    sound = by_name(read_table(format, whole))
    assert len(sound) == COUNT
    lines = whole.splitlines()
    at = data.draw(st.integers(1, len(lines) - 1))
    lines[at] = spoilt(data, lines[at])
    try:
        found = read_table(format, "\n".join(lines))
    except Unreadable:
        return
    assert found.read == len(found.listings) + found.rejected
    for name, listing in by_name(found).items():
        if name in sound:
            was, now = says(sound[name]), says(listing)
            assert all(
                now[each] <= was[each] for each in ("times", "starts", "days", "state", "zip")
            ), name
            assert now["status"] == was["status"] or found.problems


def slips(text):
    """Slips of a hand that leave no other right writing: letters swapped, put in, or for digits."""
    places = st.integers(0, max(len(text) - 1, 0))
    return st.one_of(
        places.map(lambda at: text[:at] + "q" + text[at:]),
        places.map(lambda at: text[:at] + "?" + text[at + 1 :]),
        st.just(text.replace(":", "")),
        st.just(text.replace(":", "::")),
        st.just(text.replace("0", "O")),
        st.just(text + text),
    )


def harmless(text):
    """Writings that mean the same."""
    return st.sampled_from([f"  {text} ", text.upper(), text.lower(), f"{text}\n", f"\xa0{text}"])


@pytest.mark.parametrize("format", ["meeting_guide", "bmlt"])
@FEW
@given(data=st.data(), day=st.sampled_from(DAYS), at=st.sampled_from(TIMES))
def test_a_slip_in_a_day_or_time_is_seen(format, data, day, at):
    cells = {"day": data.draw(slips(day)), "time": data.draw(slips(at))}
    found = table(format, cells)
    (when,) = found.listings[0].times
    fields = {problem.field for problem in found.problems}
    if when.weekday != DAYS.index(day):
        assert when.weekday is None and "day" in fields
    if str(when.start)[:5] != at:
        assert when.start is None and ("time" in fields or not line(cells["time"]))


@pytest.mark.parametrize("format", ["meeting_guide", "bmlt"])
@FEW
@given(data=st.data(), day=st.sampled_from(DAYS), at=st.sampled_from(TIMES))
def test_the_same_in_another_writing_is_the_same(format, data, day, at):
    cells = {"day": data.draw(harmless(day)), "time": data.draw(harmless(at))}
    (when,) = table(format, cells).listings[0].times
    assert (when.weekday, str(when.start)[:5]) == (DAYS.index(day), at)


def export(**cells):
    head, body = rows("icarol")
    record = dict(zip(head, body, strict=True)) | cells
    return read_table("icarol", [list(record), list(record.values())])


@FEW
@given(data=st.data(), hours=st.sampled_from(HOURS))
def test_a_slip_in_opening_hours_is_seen(data, hours):
    true = says(export(Hours=hours).listings[0])["times"]
    assert len(true) == 1
    cell = data.draw(slips(hours))
    found = export(Hours=cell)
    now = says(found.listings[0])["times"]
    assert now == true or (now == set() and any(p.field == "Hours" for p in found.problems))
    same = data.draw(harmless(hours))
    assert says(export(Hours=same).listings[0])["times"] == true


@FEW
@given(
    data=st.data(),
    said=st.sampled_from(["Active", "Inactive", "Active, but do not refer"]),
)
def test_a_slip_in_a_status_never_opens_a_door(data, said):
    (true,) = says(export(AgencyStatus=said).listings[0])["status"]
    found = export(AgencyStatus=data.draw(slips(said)))
    status = found.listings[0].status
    problem = any(p.field == "AgencyStatus" for p in found.problems)
    assert status == true or (status == "paused" and problem)
    assert export(AgencyStatus=data.draw(harmless(said))).listings[0].status == true


@FEW
@given(data=st.data(), said=st.sampled_from(["Yes", "TRUE", "No", "FALSE"]))
def test_a_slip_in_a_flag_of_privacy_keeps_the_door_shut(data, said):
    shut = said in ("Yes", "TRUE")
    names = ("PhysicalAddressIsPrivate", "Phone1IsPrivate", "ExcludeFromWebsite")
    here = export(**dict.fromkeys(names, data.draw(slips(said)))).listings[0]
    for held in (here.where.confidential, here.phones[0].private, here.withheld):
        assert held or not shut
