"""A spreadsheet of anybody's: mapped once, kept with its source, read without asking the next time."""

import json
from dataclasses import replace
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

import manage
from casework import directory
from casework.errors import NotAllowed, Refused
from db.models import Entry, Source, SourceRecord
from imports.listing import Listing, Tag, Time, Where
from imports.table.mapping import from_json, is_tag, to_json
from tests.imports.test_table_mapping import mappings

MAPPING = {
    "version": 1,
    "kind": "treatment",
    "columns": {
        "name": ["name"],
        "id": ["number"],
        "city": ["town"],
        "state": ["st"],
        "phone": ["phone"],
    },
    "status": {"column": "open", "values": {"yes": "active", "no": "inactive"}},
}
HEADINGS = "number,name,town,st,phone,open\n"


def sheet(folder, *, lines=12, name="clinics.csv", headings=HEADINGS):
    path = folder / name
    rows = [
        f"{n},Clinic {n:02},Dayton,OH,937-555-01{n:02},{'yes' if n else 'no'}" for n in range(lines)
    ]
    path.write_text(headings + "\n".join(rows) + "\n")
    return path


def run(capsys, *words):
    code = manage.main(["import", "table", *map(str, words)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_sheet_comes_in_by_its_mapping_and_the_next_time_without(cast, at, tmp_path, capsys):
    mapping, report = tmp_path / "mapping.json", tmp_path / "report.json"
    mapping.write_text(json.dumps(MAPPING))
    path = sheet(tmp_path)
    code, _, err = run(capsys, path)
    assert (code, err.count("\n")) == (1, 1)
    assert "needs a mapping" in err
    code, out, _ = run(
        capsys, path, "--mapping", mapping, "--source", "clinics", "--report", report
    )
    assert code == 0
    assert out.startswith("12 records read: 12 new")
    told = json.loads(report.read_text())
    assert (told["format"], told["read"], told["new"]) == ("table", 12, 12)
    desk = at(cast.edda)
    assert directory.saved_mapping(desk, "clinics") == MAPPING
    statuses = select(Entry.status).where(Entry.run_id == 1)
    assert sorted(set(desk.session.exec(statuses))) == ["active", "inactive"]
    assert run(capsys, path, "--source", "clinics")[1].startswith(
        "12 records read: 0 new, 0 changed, 12"
    )
    assert directory.saved_mapping(desk, "clinics") == MAPPING
    code, _, err = run(capsys, sheet(tmp_path, lines=9), "--source", "clinics")
    assert (code, "--yes" in err) == (1, True)
    code, _, err = run(
        capsys, sheet(tmp_path, headings=HEADINGS.replace("phone", "tel")), "--source", "clinics"
    )
    assert (code, "no column “phone”" in err) == (1, True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "cannot be read as JSON"),
        ("[]", "not an object"),
        ('{"columns": {}}', "holds the name"),
    ],
)
def test_a_bad_mapping_is_one_sentence_and_writes_nothing(cast, at, tmp_path, capsys, text, words):
    mapping = tmp_path / "mapping.json"
    mapping.write_text(text)
    code, out, err = run(capsys, sheet(tmp_path), "--mapping", mapping)
    assert (code, out, err.count("\n"), words in err) == (1, "", 1, True)
    assert run(capsys, sheet(tmp_path), "--mapping", tmp_path / "none.json")[0] == 1
    assert not directory.runs(at(cast.edda))


def test_a_mapping_is_for_spreadsheets_alone(cast, at, tmp_path):
    with pytest.raises(Refused, match="spreadsheet"):
        directory.take_in(
            at(cast.edda), format="bmlt", path=sheet(tmp_path), feed={"mapping": MAPPING}
        )


def test_an_upload_is_looked_into_and_tried_before_anything_is_written(cast, at, tmp_path):
    desk = at(cast.edda)
    upload = directory.keep_upload(desk, [("clinics.csv", sheet(tmp_path).read_bytes())])
    sample = directory.sampled(desk, upload)
    assert (sample.read, [each.title for each in sample.columns][:2]) == (12, ["number", "name"])
    mapping = directory.proposed(sample)
    assert mapping.columns["name"] == ("name",)
    tried = directory.tried(sample, directory.checked(MAPPING), {})
    assert [each.name for each in tried.listings][:2] == ["Clinic 00", "Clinic 01"]
    assert directory.starts(sample) == []
    assert not directory.runs(desk)
    wrong = directory.keep_upload(desk, [("page.csv", b"<html>")])
    with pytest.raises(Refused, match="web page"):
        directory.sampled(desk, wrong)
    assert from_json(to_json(mapping)) == mapping


def test_a_counsellor_sees_no_mapping(cast, at, tmp_path):
    upload = directory.keep_upload(at(cast.edda), [("clinics.csv", sheet(tmp_path).read_bytes())])
    for look in (lambda d: directory.sampled(d, upload), lambda d: directory.saved_mapping(d, "x")):
        with pytest.raises(NotAllowed):
            look(at(cast.cleo))


def test_a_listing_not_in_yet_is_read_back_in_words():
    said = Listing(
        source_id="1",
        record_kind="meeting",
        name="Hope",
        attendance="hybrid",
        status="paused",
        where=Where(line1="1 Quay St", city="Dayton", state="OH", postal_code="45402"),
        times=[
            Time(weekday=0, start=time(19), minutes=60),
            Time(weekday=None, start=None, minutes=None, text="ask"),
        ],
        tags=[Tag("payment", "free", "table", ""), Tag("", None, "table", "who: Otters")],
        min_age=18,
        capacity="no beds",
    )
    seen = directory.as_read(said)
    assert seen.what == "a meeting of a group, paused, in person and online"
    assert seen.where == "1 Quay St, Dayton, OH 45402"
    assert seen.when == "Sunday 7:00 pm (60 min); ask"
    assert seen.says == "free, “who: Otters” (nobody here knows it), ages 18 and over, no beds"
    assert directory.as_read(
        replace(said, times=[Time(weekday=None, start=None, minutes=None)])
    ).when == ("by appointment")


def test_everything_one_can_say_of_a_place_is_something_we_match_by():
    assert all(is_tag(said) and directory.tag_words(said) for said in directory.all_tags())
    assert directory.tag_words("language:es") == "language: Spanish"


CELLS = st.text(max_size=12) | st.sampled_from(
    ["Monday", "Mon-Fri", "7:00 pm", "45402", "OH", "1", "yes", "18+", "2026-01-31", "937-555-0100"]
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    mapping=mappings(),
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=8), min_size=1, max_size=6),
)
def test_whatever_a_mapping_makes_of_rows_can_be_kept_or_is_refused(
    cast, at, tmp_path, mapping, rows
):
    headings = sorted(mapping.needed())
    path = tmp_path / "list.json"
    path.write_text(json.dumps([dict(zip(headings, row, strict=False)) for row in rows]))
    said = {"source": f"list {uuid4()}", "mapping": to_json(mapping)}
    desk = at(cast.edda)
    try:
        done = directory.take_in(desk, format="table", path=path, feed=said)
    except Refused as reason:
        assert str(reason).endswith(".")
    else:
        assert done.read == done.rejected + done.new == len(rows)
        again = directory.take_in(desk, format="table", path=path, feed=said)
        assert (again.new, again.changed) == (0, 0)


# -- the mapping as a file --------------------------------------------------------------------


def entries(desk, source):
    """What stands in the directory of this source, without who brought it and when."""
    query = (
        select(Entry)
        .join(SourceRecord, SourceRecord.id == Entry.record_id)
        .join(Source, Source.id == SourceRecord.source_id)
        .where(Source.name == source)
        .order_by(SourceRecord.source_key)
    )
    return [
        (e.name, e.status, e.description, e.application, e.wait, e.alert)
        for e in desk.session.exec(query)
    ]


def test_a_mapping_that_was_downloaded_does_the_same_on_the_command_line(
    cast, at, tmp_path, capsys
):
    edda, path = at(cast.edda), sheet(tmp_path)
    feed = {"source": "on the screen", "mapping": MAPPING}
    directory.take_in(edda, format="table", path=path, feed=feed)
    file = tmp_path / "mapping.json"
    file.write_bytes(directory.mapping_file(directory.saved_mapping(edda, "on the screen")))
    code, _, err = run(capsys, path, "--source", "by command", "--mapping", file)
    assert (code, err) == (0, "")
    edda.session.rollback()
    saved = [directory.saved_mapping(edda, name) for name in ("on the screen", "by command")]
    assert saved == [MAPPING, MAPPING]
    assert entries(edda, "by command") == entries(edda, "on the screen") != []


@given(mapping=mappings())
def test_any_mapping_comes_back_from_its_file(mapping):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mapping.json"
        path.write_bytes(directory.mapping_file(to_json(mapping)))
        assert from_json(directory.read_mapping(path)) == mapping
