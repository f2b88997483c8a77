"""What does a spreadsheet row become, by its mapping: days, times, codes, licences, broken rows?"""

import io
import json
from datetime import time

import pytest
from openpyxl import Workbook

from imports.listing import Unreadable
from tests.imports.tables import MEETINGS, acts, meeting, place, table

DEEP = {"kind": "meeting", "columns": {"name": "name", "day": "day", "time": "time"}}


def values(listing, axis):
    return {tag.value for tag in listing.tags if tag.axis == axis}


def test_a_row_with_more_cells_than_headings_is_reported_and_never_shifted():
    rows = [f"Group {n};domingo;19:00:00" for n in range(6)]
    rows[2] = "Group &amp; 2;domingo;19:00:00"
    rows[4] = "Group 4;domingo19:00:00"
    said = {"kind": "meeting", "columns": {"name": "nome", "day": "dia", "time": "hora"}}
    found = table("nome;dia;hora\n" + "\n".join(rows), said)
    assert (found.read, found.rejected) == (6, 2)
    assert [p.row for p in found.problems if p.severity == "error"] == [3, 5]
    assert "4 cells under 3 headings" in acts(found, "row")[0]
    assert {x.times[0].weekday for x in found.listings} == {0}


def test_a_quotation_mark_that_is_never_closed_swallows_no_rows_unsaid():
    rows = [f"Hope {n},Monday,19:00,x" for n in range(8)]
    rows[3] = 'Hope "3,Monday,19:00,x'
    rows[5:7] = ['"Hope 5,Monday,19:00,x', 'Hope "6,Monday,19:00,x']
    said = {"kind": "meeting", "columns": {x: x for x in ("name", "day", "time")}}
    found = table("name,day,time,more\n" + "\n".join(rows), said)
    assert (found.read, found.rejected) == (7, 1)
    assert "quotation mark" in acts(found, "row")[0]
    with pytest.raises(Unreadable, match="inside a quoted cell"):
        table("name,day,time,more\n" + "\n".join(rows[:6]), said)


def test_a_file_that_leaves_empty_cells_out_is_no_broken_one():
    found = table(
        "name,city,note\nA,Dayton\nB,Troy\nC,Xenia,x\n",
        {"columns": {"name": "name", "city": "city"}},
    )
    assert [each.where.city for each in found.listings] == ["Dayton", "Troy", "Xenia"]


def test_codes_by_a_value_table_and_the_unknown_ones_counted():
    said = {
        "tags": [
            {
                "column": "who",
                "values": {"WOMEN ONLY": ["women_only:yes", "company:women"], "CO-ED": []},
            },
            {"column": "pays", "split": ";", "values": {"Medicaid": ["payment:medicaid"]}},
            {"column": "open", "values": {"yes": "open_closed:open", "no": "open_closed:closed"}},
        ],
        "columns": {"who": "", "pays": "", "open": ""},
    }
    rows = "name,who,pays,open\nA,women  only,Medicaid; Barter,sim\nB,Otters,,0\nC,co-ed,,\n"
    said["columns"] = {"name": "name", "language": "=Spanish"}
    found = table(rows, said)
    first, second, third = found.listings
    assert values(first, "women_only") == {"yes"}
    assert values(first, "payment") == {"medicaid", None}
    assert values(first, "open_closed") == {"open"}
    assert values(first, "language") == {"es"}
    assert values(second, "open_closed") == {"closed"}
    assert values(third, "open_closed") == set()
    assert found.unknown_codes == {"who: Otters": 1, "pays: Barter": 1}
    assert any(tag.code == "who: Otters" and tag.value is None for tag in second.tags)
    assert second.raw["who"] == "Otters"


def test_the_kind_of_record_by_a_column():
    said = {
        "columns": {"name": "name"},
        "kind": "service",
        "kinds": {"column": "what", "values": {"Meeting": "meeting", "Warm line": "warm_line"}},
    }
    found = table("name,what\nA,meeting\nB,Warm line\nC,Barn\nD,\n", said)
    assert [x.record_kind for x in found.listings] == ["meeting", "warm_line", "service", "service"]
    assert found.unknown_codes == {"what: Barn": 1}
    assert found.listings[0].group_name == "A"


def test_a_status_nobody_knows_is_paused_and_a_blank_one_active():
    said = {"status": {"column": "state_of", "values": {"Open": "active", "Gone": "inactive"}}}
    said["columns"] = {"name": "name"}
    found = table("name,state_of\nA,open\nB,GONE\nC,Revoked\nD,\n", said)
    assert [x.status for x in found.listings] == ["active", "inactive", "paused", "active"]
    assert found.unknown_codes == {"state_of: Revoked": 1}


def test_a_licence_due_after_the_list_was_made_is_a_warning():
    rows = "name,ends,gone\nA,2026-10-31,no\nB,2026-10-31,yes\nC,2026-10-31,\n"
    columns = {"name": "name", "expires": "ends", "expired": "gone"}
    due, gone, unsaid = table(rows, {"columns": columns}).listings
    assert (due.status, gone.status, unsaid.status) == ("active", "paused", "paused")
    assert due.alert.startswith("Licence was due for renewal on 31 Oct 2026")


def test_a_lapsed_licence_pauses_or_warns_in_words():
    rows = "name,ends,gone\nA,2026-11-25,\nB,11/26/2026,\nC,2027-01-01,yes\nD,soon,\nE,,no\n"
    columns = {"name": "name", "expires": "ends", "expired": "gone"}
    found = table(rows, {"columns": columns})
    assert [x.status for x in found.listings] == ["paused", "active", "paused", "active", "active"]
    assert "Licence lapsed on 25 Nov 2026" in found.listings[0].alert
    assert any("licence lapsed" in each for each in acts(found, "expires"))
    assert "not a date; left out" in acts(found, "expires")
    warned = table(rows, {"columns": columns, "lapsed": "warn"}).listings
    assert [x.status for x in warned] == ["active"] * 5
    assert warned[0].alert


@pytest.mark.parametrize(
    ("cell", "said"), [("0", "no beds"), ("1", "1 bed"), ("24", "24 beds"), ("ask", "ask")]
)
def test_no_beds_is_not_full(cell, said):
    found = place(beds=cell)
    assert found.listings[0].capacity == said
    assert found.listings[0].status == "active"


@pytest.mark.parametrize(
    ("cell", "low", "high", "words"),
    [
        ("18+", 18, None, ""),
        ("12-17", 12, 17, ""),
        ("under 18", None, 17, ""),
        ("Adults", 18, None, ""),
        ("21 and over", 21, None, ""),
        ("all ages", None, None, "Ages: all ages"),
        ("17-12", None, None, "Ages: 17-12"),
    ],
)
def test_ages_as_stated_or_in_words(cell, low, high, words):
    (found,) = place(ages=cell).listings
    assert (found.min_age, found.max_age, found.eligibility) == (low, high, words)


def test_ages_in_columns_of_their_own():
    found = place(min_age="18", max_age="0120999")
    assert (found.listings[0].min_age, found.listings[0].max_age) == (18, None)
    assert acts(found, "max_age") == ["not an age in years; left out"]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Free, no registration required", "free"),
        ("No fee", "free"),
        ("$0 - $50 sliding scale", "sliding"),
        ("Free; $500 intake", "other"),
        ("$20", "other"),
    ],
)
def test_what_it_costs(cell, kind):
    found = table(f'name,fee\nA,"{cell}"\n', {"columns": {"name": "name", "cost": "fee"}})
    assert found.listings[0].costs == [(kind, cell)]
    assert values(found.listings[0], "payment") == ({kind} if kind != "other" else set())


@pytest.mark.parametrize(
    ("cell", "state"), [("OH", "OH"), ("ohio", "OH"), ("C", ""), ("", "OH"), ("Ohayo", "")]
)
def test_a_state_that_is_none_is_left_out_and_never_made_up(cell, state):
    rows = f"name,state,zip\nA,{cell},45402\n"
    said = {"columns": {"name": "name", "state": ["state", "=OH"], "postal_code": "zip"}}
    found = table(rows, said)
    assert found.listings[0].where.state == state
    assert bool(acts(found, "state")) == (cell in ("C", "Ohayo"))


@pytest.mark.parametrize(
    ("state", "zone"), [("OH", "America/New_York"), ("TX", ""), ("QC", ""), ("", "")]
)
def test_a_state_in_one_time_zone_gives_it_where_nothing_else_does(state, zone):
    found = meeting(state=state, zip="")
    assert [each.zone for each in found.listings[0].times] == [zone]
    assert bool(acts(found, "timezone")) == (not zone)


def test_an_address_in_one_line_and_a_country_behind_the_zip():
    rows = 'name,address,lat,lon\nA,"Library, 8900 Flintlock Rd., Kansas City, MO, 64157 USA",39.2,-94.4\n'
    columns = {"name": "name", "address": "address", "latitude": "lat", "longitude": "lon"}
    (found,) = table(rows, {"kind": "meeting", "columns": columns}).listings
    where = found.where
    assert (where.line1, where.city, where.state) == (
        "Library, 8900 Flintlock Rd.",
        "Kansas City",
        "MO",
    )
    assert (where.postal_code, where.precision, found.attendance) == ("64157", "point", "in_person")
    rows = 'name,address,lat,lon\nA,"Easton, Maryland, United States",38.7,-76.0\n'
    (found,) = table(rows, {"kind": "meeting", "columns": columns}).listings
    assert (found.where.precision, found.attendance) == ("city", "inactive")


def test_a_line_within_a_text_and_words_of_the_mapping_make_a_name_and_an_id():
    text = "Details\n\nProgram: Family\n\nMeeting #: 91\nJoin https://x.zoom.us/j/1."
    rows = json.dumps(
        [{"days": ["sundays"], "times": ["4:00 pm"], "details": text}, {"details": "x"}]
    )
    said = {
        "kind": "meeting",
        "columns": {
            "name": ["=SMART", "details › Program"],
            "id": "details › Meeting #",
            "day": "days",
            "time": "times",
            "join_url": "details",
        },
    }
    found = table(rows, said, "list.json")
    (only,) = found.listings
    assert (only.name, only.source_id, only.attendance) == ("SMART Family", "91", "online")
    assert only.join_url == "https://x.zoom.us/j/1"
    assert only.times[0].weekday == 0
    assert acts(found, "name") == ["no name: record rejected"]


def test_ids_are_stable_without_a_column_of_ids_and_repeats_are_counted():
    rows = "name,city,phone\nA,Dayton,1\nA,Dayton,2\nA,Troy,3\n"
    said = {"columns": {"name": "name", "city": "city", "phone": "phone"}}
    first = [x.source_id for x in table(rows, said).listings]
    assert len(set(first)) == 3
    assert first[1] == f"{first[0]}-1"
    again = [x.source_id for x in table(rows.replace("1\n", "9\n"), said).listings]
    assert again == first
    other = table(rows, said | {"id_from": ["phone"]})
    assert not acts(other)


def test_columns_of_people_are_dropped_and_all_others_kept_raw():
    said = {"columns": {"name": "name"}, "drop": ["contact"]}
    (found,) = table("name,contact,colour\nA,Ann,blue\n", said).listings
    assert found.raw == {"name": "A", "colour": "blue"}


def test_a_workbook_whose_headings_are_on_a_later_row():
    book = Workbook()
    book.active.append(["List of groups"])
    book.create_sheet("Second").append([])
    sheet = book["Second"]
    for row in (["2026"], [], ["Name", "Day", "Time"], ["Hope", "Monday", time(19)]):
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    said = {"kind": "meeting", "columns": {x: x for x in ("name", "day", "time")}}
    (found,) = table(kept.getvalue(), said, "list.csv").listings
    assert [(x.weekday, x.start) for x in found.times] == [(1, time(19))]


@pytest.mark.parametrize("depth", [2, 500, 900, 2000])
def test_a_cell_within_a_cell_within_a_cell_breaks_nothing(depth):
    for opens, closes in (("[", "]"), ('{"a":', "}")):
        deep = opens * depth + "1" + closes * depth
        try:
            found = table(f'[{{"name": "Hope", "day": {deep}, "time": {deep}}}]', DEEP, "list.json")
        except Unreadable as refused:
            assert "cannot be read as JSON" in str(refused)  # deeper than any list
        else:
            assert [each.weekday for each in found.listings[0].times] == [None]


@pytest.mark.parametrize(
    ("text", "mapping", "words"),
    [
        ("name,city\nA,B\n", None, "needs a mapping"),
        ("name,city\nA,B\n", MEETINGS, "has no column “day”"),
        ("name,city\n", {"columns": {"name": "name"}}, "no record"),
        ("<html>", {"columns": {"name": "name"}}, "web page"),
        ("[]", {"columns": {"name": "name"}}, "no list of records"),
    ],
)
def test_the_whole_is_refused_in_one_sentence(text, mapping, words):
    with pytest.raises(Unreadable, match=words):
        table(text, mapping)


def test_a_row_that_swallowed_the_beginning_of_the_next_is_rejected():
    """Cut off behind an opening quotation mark: it would go on in the next row's cells."""
    rows = [f'{n};Hope {n};"a ""b"", c";Monday;19:00' for n in range(8)]
    rows[3] = '3;Hope 3;"'
    rows[4] = '4;Hope 4;"[""x""]";Friday;08:00'
    columns = {"id": "id", "name": "name", "day": "day", "time": "time"}
    found = table(
        "id;name;note;day;time\n" + "\n".join(rows), {"kind": "meeting", "columns": columns}
    )
    assert (found.read, found.rejected) == (7, 1)
    assert "quotation mark" in acts(found, "row")[0]
    assert {each.times[0].weekday for each in found.listings} == {1}


def test_a_note_of_several_lines_with_quotations_in_it_is_no_torn_row():
    note = '"He said ""come, sit, eat, talk, and go"" to us\nand went"'
    rows = "".join(f"{n},Hope {n},{note},Monday\n" for n in range(4))
    said = {"kind": "meeting", "columns": {"name": "name", "day": "day", "description": "note"}}
    found = table("id,name,note,day\n" + rows, said)
    assert (found.read, found.rejected) == (4, 0)
    assert "\nand went" in found.listings[0].description
