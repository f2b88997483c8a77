"""The file of the last time again: it is not read, and all ends as if it had been."""

import json
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select, update

from casework import directory
from casework.desk import Desk
from casework.directory import editing, feed, fingerprint, same_again, twice
from casework.directory.lease import lease
from casework.errors import Refused
from db import session
from db.models import Duplicate, Entry, ImportProblem, ImportRun, RunSeen, Source, SourceRecord, now
from imports import formats, same
from tests import whole
from tests.casework.feeds import meetings_file

AA = {"source": "aa", "zone": "America/New_York"}


def take(desk, path, format="meeting_guide", **options):
    said = options.pop("feed", AA)
    return directory.take_in(desk, format=format, path=path, feed=said, **options)


def counted(report):
    return json.loads(report.to_json())


@pytest.fixture
def read(monkeypatch):
    """The formats that were read, one word for each reading."""
    words = []
    reader = formats.read_opened

    def noted(format, *rest):
        words.append(format)
        return reader(format, *rest)

    monkeypatch.setattr(formats, "read_opened", noted)
    return words


def test_it_is_counted_and_kept_as_a_run_without_being_read(cast, at, tmp_path, read):
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    first = take(desk, path)
    again = take(desk, path)
    assert read == ["meeting_guide"]
    assert (again.new, again.changed, again.unchanged, again.missing) == (0, 0, 5, 0)
    assert (first.same_file, again.same_file) == (False, True)
    assert (first.of_the_file(), again.of_the_file()) == (
        "",
        "The same file as last time: nothing changed.",
    )
    last = desk.session.get(ImportRun, again.run_id)
    assert (last.state, last.read, last.unchanged) == ("published", 5, 5)
    met = desk.session.exec(select(SourceRecord.last_run_id).where(SourceRecord.source_id > 1))
    assert set(met) == {again.run_id}
    take(desk, path)
    assert read == ["meeting_guide"]


def test_a_dry_run_says_the_same_and_writes_nothing(cast, at, tmp_path, read, monkeypatch):
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    take(desk, path)
    before = whole.state()
    dry = take(desk, path, dry_run=True)
    assert whole.state() == before
    assert read == ["meeting_guide"]
    monkeypatch.setattr(same_again, "came_last", lambda *_: False)
    assert counted(take(desk, path, dry_run=True)) == counted(dry)
    assert dry.dry_run


def other_bytes(path, _patch, _desk):
    path.write_bytes(path.read_bytes() + b"\n")


def other_zone(_path, _patch, desk):
    desk.session.execute(update(Source).values(zone="America/Chicago"))
    desk.session.commit()


def newer_reader(_path, patch, _desk):
    patch.setattr(same, "reader", lambda: "another")


def other_comparing(path, patch, _desk):
    patch.setattr(fingerprint, "__file__", str(path))


def other_problems(_path, _patch, desk):
    run = desk.session.exec(select(ImportRun)).one()
    kept = ImportProblem(run_id=run.id, row=1, field="", severity="", value="", action="")
    desk.session.add(kept)
    desk.session.commit()


def one_was_not_met(_path, _patch, desk):
    desk.session.delete(desk.session.exec(select(RunSeen)).first())
    desk.session.commit()


def one_is_missing(_path, _patch, desk):
    aa = col(SourceRecord.source_key) == "quiet-1"
    desk.session.execute(update(SourceRecord).where(aa).values(state="missing"))
    desk.session.commit()


@pytest.mark.parametrize(
    "changed",
    [
        other_bytes,
        other_zone,
        newer_reader,
        other_comparing,
        other_problems,
        one_was_not_met,
        one_is_missing,
    ],
)
def test_whatever_may_change_the_reading_has_it_read(
    cast, at, tmp_path, read, monkeypatch, changed
):
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    take(desk, path, feed={"source": "aa"})
    changed(path, monkeypatch, desk)
    report = take(desk, path, feed={"source": "aa"})
    assert len(read) == 2
    assert not report.same_file


def test_another_file_in_between_has_it_read(cast, at, tmp_path, read):
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    take(desk, path)
    take(desk, meetings_file(tmp_path, 6, name="more.json"))
    back = take(desk, path)
    assert len(read) == 3
    assert back.missing == 1
    assert take(desk, path).missing == 1  # still
    assert len(read) == 3


def test_other_words_beside_it_have_it_read(cast, at, tmp_path, read):
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    take(desk, path)
    take(desk, path, feed=AA | {"zone": "America/Chicago"})
    take(desk, path, feed=AA | {"language": "es"})
    take(desk, path, feed=AA | {"source": "another"})
    assert len(read) == 4


def test_two_files_of_a_folder_that_change_their_names_are_read(cast, at, tmp_path, read):
    folder = tmp_path / "feed"
    folder.mkdir()
    rows = [{"id_bigint": "1", "meeting_name": "Quiet", "weekday_tinyint": "2"}]
    (folder / "GetSearchResults.json").write_text(json.dumps(rows))
    desk = at(cast.edda)
    take(desk, folder, "bmlt", feed={"source": "na"})
    assert take(desk, folder, "bmlt", feed={"source": "na"}).same_file
    (folder / "GetSearchResults.json").rename(folder / "results.json")
    assert not take(desk, folder, "bmlt", feed={"source": "na"}).same_file
    assert len(read) == 2


SHEET = "Name,Town,Licence ends\nQuay House,Dayton,2030-01-31\nRiver House,Dayton,\n"
COLUMNS = {"kind": "treatment", "columns": {"name": ["Name"], "city": ["Town"]}}


def on(monkeypatch, day):
    monkeypatch.setattr(feed, "now", lambda: datetime(*day.timetuple()[:3], 12, tzinfo=UTC))


def test_a_format_that_looks_at_the_calendar_is_read_once_a_day(
    cast, at, tmp_path, read, monkeypatch
):
    desk, path = at(cast.edda), tmp_path / "ours.csv"
    path.write_text(SHEET)
    said = {"source": "ours", "mapping": COLUMNS}
    on(monkeypatch, date(2027, 1, 31))
    for _ in range(2):
        take(desk, path, "table", feed=said)
    assert len(read) == 1
    on(monkeypatch, date(2027, 2, 1))
    assert not take(desk, path, "table", feed=said).same_file
    guide = meetings_file(tmp_path, 2)
    take(desk, guide)
    on(monkeypatch, date(2027, 2, 2))
    assert take(desk, guide).same_file


def test_another_import_goes_first(cast, at, tmp_path):
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    take(desk, path)
    with lease(), pytest.raises(Refused):
        take(desk, path)


def test_who_was_overtaken_reads_it(cast, at, tmp_path, read, monkeypatch):
    """Between the question and the lease another file of the source came in."""
    desk, path = at(cast.edda), meetings_file(tmp_path, 5)
    take(desk, path)
    asked = same_again.came_last

    def overtaken(*words):
        known = asked(*words)
        monkeypatch.setattr(same_again, "came_last", lambda *_: False)
        take(desk, meetings_file(tmp_path, 6, name="more.json"))
        return known

    monkeypatch.setattr(same_again, "came_last", overtaken)
    report = take(desk, path)
    assert not report.same_file
    assert report.missing == 1


# -- the property: all tables end the same, whichever way ---------------------------------------


def write(path, names, odd):
    rows = [
        {
            "slug": f"quiet-{i}",
            "name": name,
            "day": "the" if odd else i % 7,
            "time": "19:30",
            "formatted_address": f"{1 + i // 2} Quay St, Dayton, OH 45402, USA",
            "types": ["O", "ZZZ"],
        }
        for i, name in enumerate(names)
        if name
    ]
    path.write_text(json.dumps([*rows, {"slug": "only-an-id"}]))


FILES = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.just("import"), FILES),
    st.tuples(st.just("dry run"), FILES),
    st.tuples(st.just("edit"), st.integers(0, 5), st.sampled_from(["", "Bring a cup."])),
    st.tuples(st.just("zone"), st.sampled_from(["America/New_York", "America/Chicago"])),
    st.tuples(st.just("grace"), st.integers(0, 40)),
    st.tuples(st.just("other source"), FILES),
    st.tuples(st.just("merge")),
)
NAMES = st.lists(st.sampled_from(["", "Quiet Room", "Second Step"]), min_size=6, max_size=6)


def do(desk, step, paths, source):
    what, *rest = step
    if what in {"import", "dry run"}:
        take(desk, paths[rest[0]], feed={"source": source}, dry_run=what == "dry run", yes=True)
    elif what == "other source":
        take(desk, paths[rest[0]], feed={"source": f"{source} too"}, yes=True)
    elif what == "merge":
        for id in directory.likely_twice(desk).ids[:1]:
            twice.merge(desk, id, keep_id=desk.session.get_one(Duplicate, id).first_id)
    elif what == "edit":
        _edit(desk, source, *rest)
    else:
        _settings(desk, source, what, rest[0])
    desk.session.rollback()


def said_now(desk, record):
    entry = desk.session.get_one(SourceRecord, record).live_entry_id
    return desk.session.get_one(Entry, entry).application


def _edit(desk, source, number, text):
    named = select(SourceRecord.id).join(Source, Source.id == SourceRecord.source_id)
    mine = named.where(Source.name == source, SourceRecord.source_key == f"quiet-{number}")
    record = desk.session.exec(mine).first()
    if record is not None and said_now(desk, record) != text:
        editing.edit(desk, record_id=record, field="application", value=text)


def _settings(desk, source, what, said):
    row = desk.session.exec(select(Source).where(Source.name == source)).one()
    directory.keep_settings(
        desk,
        row.id,
        zone=said if what == "zone" else row.zone,
        language=row.language or "en",
        licence_note="",
        grace_days=said if what == "grace" else row.grace_days,
    )


@contextmanager
def always_read(monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(same_again, "came_last", lambda *_: False)
        yield


def after(actor, path, source, before):
    """The report and every table after one more import of the file, from `before` on."""
    whole.lay_back(before)
    moment = now()
    with session.reading() as opened:
        report = take(Desk(actor, opened), path, feed={"source": source}, yes=True)
    return counted(report), report.same_file, whole.since(whole.state(), moment)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.tuples(NAMES, NAMES, NAMES),
    odd=st.booleans(),
    steps=st.lists(STEPS, max_size=6),
    last=FILES,
    once_more=st.booleans(),
)
def test_every_table_ends_as_if_the_file_had_been_read(
    cast, tmp_path, monkeypatch, names, odd, steps, last, once_more
):
    source = str(uuid4())
    paths = [tmp_path / f"{number}.json" for number in range(3)]
    for path, each in zip(paths, names, strict=True):
        write(path, [*each, "Always Here"], odd)
    with session.reading() as opened:
        desk = Desk(cast.edda, opened)
        for step in [("import", 0), *steps, *[("import", last)] * once_more]:
            do(desk, step, paths, source)
    before = whole.state()
    quick = after(cast.edda, paths[last], source, before)
    with always_read(monkeypatch):
        slow = after(cast.edda, paths[last], source, before)
    assert not slow[1]
    assert quick[1] or not once_more
    assert quick[0] == slow[0]
    assert whole.differing(quick[2], slow[2]) == {}
