"""Taking a directory in: dry, staged, published at one moment, and again."""

import threading
from dataclasses import replace

import pytest
from sqlmodel import col, func, select

from casework import calls, directory, matches
from casework.directory import bulk, publishing, snapshot, staging
from casework.errors import NotAllowed, Refused
from db import session
from db.models import (
    AuditEntry,
    AxisCompleteness,
    DirectoryChange,
    Entry,
    EntryTag,
    ImportRun,
    Location,
    Service,
    Source,
    SourceRecord,
    Tag,
)
from tests.casework.feeds import FEED, clinic, meeting, meetings_file, reading

TEN = [*(clinic(i) for i in range(5)), *(meeting(i) for i in range(5))]


def count(desk, table, *where):
    return desk.session.exec(select(func.count()).select_from(table).where(*where)).one()


def counts(report):
    assert report.read == report.rejected + report.new + report.changed + report.unchanged
    return report.new, report.changed, report.unchanged, report.missing


def take(desk, listings, **options):
    return directory.take(desk, FEED, reading(listings), **options)


def names(desk):
    matches.settle()
    return {card.name for card in directory.search(desk, "clinic", limit=100)}


def test_yes_at_the_first_import_of_a_source_is_as_good_as_none(cast, at):
    assert counts(take(at(cast.edda), TEN, yes=True)) == (10, 0, 0, 0)


def test_a_dry_run_counts_and_writes_nothing(cast, at):
    desk = at(cast.edda)
    before = count(desk, SourceRecord), count(desk, Tag), count(desk, AuditEntry)
    report = take(desk, TEN, dry_run=True)
    assert counts(report) == (10, 0, 0, 0)
    assert report.dry_run
    assert report.run_id is None
    assert count(desk, ImportRun) == 0
    assert (count(desk, SourceRecord), count(desk, Tag), count(desk, AuditEntry)) == before


def test_everything_of_a_listing_comes_in(cast, at):
    desk = at(cast.edda)
    report = take(desk, TEN)
    assert counts(report) == (10, 0, 0, 0)
    run = desk.session.get(ImportRun, report.run_id)
    assert run.state == "published"
    assert run.started_by_id == cast.edda.id
    matches.settle()
    found = directory.card(desk, service_id=directory.search(desk, "Clinic 003")[0].service_id)
    assert found.phones == ["937-555-0100"]
    assert found.by_axis()["medication"] == ["buprenorphine"]
    assert [tag.code for tag in found.tags if not tag.words] == ["XYZ"]  # kept, not understood
    assert found.raw == {"name1": "Clinic 003"}
    axes = desk.session.exec(select(AxisCompleteness.reason))
    assert all(reason for reason in axes)
    assert count(desk, DirectoryChange, DirectoryChange.run_id == report.run_id) == 1
    audited = desk.session.exec(
        select(AuditEntry.subjects).where(AuditEntry.act == "IMPORT_DIRECTORY")
    )
    assert len(audited.all()) == 2  # the start, and going live


def test_the_same_file_again_changes_nothing(cast, at):
    desk = at(cast.edda)
    take(desk, TEN)
    entries = count(desk, Entry)
    shuffled = [
        replace(x, tags=tuple(reversed(x.tags)), raw=dict(reversed(x.raw.items()))) for x in TEN
    ]
    assert counts(take(desk, shuffled)) == (0, 0, 10, 0)
    assert count(desk, Entry) == entries
    assert count(desk, ImportRun) == 2


def test_changed_missing_and_back(cast, at):
    desk = at(cast.edda)
    take(desk, TEN)
    fewer = [replace(TEN[0], name="Clinic New Name"), *TEN[1:9]]
    assert counts(take(desk, fewer)) == (0, 1, 8, 1)
    assert "Clinic New Name" in names(desk)
    gone = desk.session.exec(select(SourceRecord).where(SourceRecord.state == "missing")).one()
    assert gone.source_key == "m4"
    assert gone.missing_since is not None
    assert counts(take(desk, [replace(TEN[0], name="Clinic New Name"), *TEN[1:]])) == (0, 1, 9, 0)
    desk.session.expire_all()
    assert desk.session.get(SourceRecord, gone.id).state == "present"
    # One version is live for each record; the old ones were swept with their parts.
    ours = col(Entry.run_id).is_not(None)
    assert count(desk, Entry, ours) == 10
    assert (
        count(desk, Location)
        == 1
        + desk.session.exec(select(func.count(func.distinct(Entry.location_id))).where(ours)).one()
    )


def test_a_code_taken_away_is_gone(cast, at):
    desk = at(cast.edda)
    take(desk, TEN)
    take(desk, [replace(TEN[0], tags=()), *TEN[1:]])
    live = select(SourceRecord.live_entry_id).where(SourceRecord.source_key == "c0")
    entry = desk.session.exec(live).one()
    assert count(desk, EntryTag, EntryTag.entry_id == entry) == 0


def test_more_than_a_fifth_gone_needs_a_yes(cast, at):
    desk = at(cast.edda)
    take(desk, TEN)
    assert counts(take(desk, TEN[:8], dry_run=True)) == (0, 0, 8, 2)
    with pytest.raises(Refused, match="take away 3 of the 10"):
        take(desk, TEN[:7])
    assert count(desk, SourceRecord, SourceRecord.state == "missing") == 0
    assert counts(take(desk, TEN[:7], yes=True)) == (0, 0, 7, 3)


def test_two_surveys_of_one_place_are_listed_once(cast, at):
    desk = at(cast.edda)
    both = [clinic(1), clinic(2, name="Clinic 001", same_as="c1", tags=[])]
    take(desk, both)
    first, second = desk.session.exec(
        select(Service).where(Service.id != cast.harbour_house).order_by(Service.id)
    )
    assert second.same_as_id == first.id
    matches.settle()
    assert [c.service_id for c in directory.search(desk, "clinic")] == [first.id]
    take(desk, both[1:], yes=True)
    matches.settle()
    assert [c.service_id for c in directory.search(desk, "clinic")] == [second.id]


def test_an_import_that_fails_leaves_nothing(cast, at, monkeypatch):
    desk = at(cast.edda)
    take(desk, TEN[:5])
    before = (
        count(desk, Entry),
        count(desk, EntryTag),
        count(desk, SourceRecord),
        count(desk, Service),
    )

    def burst(*_):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(publishing, "_gone", burst)
    with pytest.raises(RuntimeError):
        take(desk, [replace(x, name=f"Clinic X{x.source_id}") for x in TEN])
    assert names(desk) == {f"Clinic {i:03}" for i in range(5)}
    after = (
        count(desk, Entry),
        count(desk, EntryTag),
        count(desk, SourceRecord),
        count(desk, Service),
    )
    assert after == before
    assert [run.state for run in directory.runs(desk)] == ["failed", "published"]
    monkeypatch.undo()
    assert counts(take(desk, TEN)) == (5, 0, 5, 0)


def test_nobody_sees_staged_rows_and_desks_go_on_saving(cast, at, monkeypatch):
    half, go_on = threading.Event(), threading.Event()
    real = staging.Staging._seen

    def wait(self):
        half.set()
        assert go_on.wait(20)
        real(self)

    monkeypatch.setattr(staging.Staging, "_seen", wait)
    monkeypatch.setattr(staging, "batches", lambda items: ([x] for x in items))
    failures = []

    def import_it():
        try:
            take(at(cast.edda), TEN)
        except Exception as problem:
            failures.append(problem)

    thread = threading.Thread(target=import_it)
    thread.start()
    assert half.wait(20)
    cleo, edda = at(cast.cleo), at(cast.edda)
    assert count(cleo, Entry, col(Entry.run_id).is_not(None)) == 10
    assert directory.search(cleo, "clinic") == []
    assert directory.sources(edda) == [s for s in directory.sources(edda) if s.name == "local"]
    calls.begin(cleo)
    with pytest.raises(Refused, match="Another import"):
        take(edda, TEN)
    go_on.set()
    thread.join()
    assert not failures
    assert len(names(cleo)) == 5


def test_a_place_added_during_an_import_gets_a_place_of_its_own(cast, at, monkeypatch):
    """SQLite gives the next id to whoever comes first; the import takes others."""
    desk, cleo = at(cast.edda), at(cast.cleo)
    real, once = bulk._ids, []

    def overtaken(desk, count):
        ids = real(desk, count)
        if not once:
            once.append(directory.add_unverified(cleo, name="Clinic Next Door", place="45402"))
        return ids

    monkeypatch.setattr(bulk, "_ids", overtaken)
    take(desk, TEN)
    assert "Clinic Next Door" in names(desk)
    assert len(names(desk)) == 6


def test_only_editors_and_administrators_import(cast, at, tmp_path):
    for who in (cast.cleo, cast.mona, cast.audrey):
        with pytest.raises(NotAllowed):
            take(at(who), TEN)
        with pytest.raises(NotAllowed):
            directory.sources(at(who))
        with pytest.raises(NotAllowed):
            directory.take_in(at(who), format="meeting_guide", path=meetings_file(tmp_path, 3))
    assert take(at(cast.adam), TEN).new == 10


def test_a_file_that_cannot_be_read_is_refused_whole(cast, at, tmp_path):
    desk = at(cast.edda)
    wrong = tmp_path / "page.json"
    wrong.write_text("<html>Please sign in</html>")
    for path, format in (
        (wrong, "meeting_guide"),
        (tmp_path / "none.json", "bmlt"),
        (wrong, "fax"),
    ):
        with pytest.raises(Refused):
            directory.take_in(desk, format=format, path=path)
    with pytest.raises(Refused, match="no record"):
        take(desk, [])
    assert count(desk, ImportRun) == 0
    assert count(desk, Source) == 1


def test_a_source_keeps_its_format_and_local_keeps_its_name(cast, at):
    desk = at(cast.edda)
    take(desk, TEN)
    with pytest.raises(Refused, match="comes as meeting_guide"):
        directory.take(desk, replace(FEED, format="bmlt"), reading(TEN))
    with pytest.raises(Refused, match="kept for what is entered here"):
        directory.take(desk, replace(FEED, source="local"), reading(TEN))
    with pytest.raises(Refused, match="no time zone"):
        directory.take(desk, replace(FEED, zone="Dayton"), reading(TEN))


def test_what_was_said_once_holds_for_the_next_import(cast, at, tmp_path):
    desk = at(cast.edda)
    path = meetings_file(tmp_path, 6)
    first = {"source": "dayton aa", "zone": "America/Chicago", "code_list": "aa"}
    directory.take_in(desk, format="meeting_guide", path=path, feed=first)
    again = directory.take_in(
        desk, format="meeting_guide", path=path, feed={"source": "dayton aa", "zone": ""}
    )
    assert counts(again) == (0, 0, 6, 0)
    line = next(s for s in directory.sources(desk) if s.name == "dayton aa")
    assert (line.zone, line.listings, line.missing) == ("America/Chicago", 6, 0)


def test_an_administrators_partial_wins_over_a_declared_axis(cast, at):
    desk = at(cast.edda)
    take(desk, [clinic(1)])

    def complete():
        made = snapshot.build()
        return next(f.complete for f in made.offers.values() if "Clinic" in f.name)

    assert complete() == frozenset({"medication"})
    source = desk.session.exec(select(Source).where(Source.name == "dayton")).one()
    with session.reading() as opened:
        session.start_writing(opened)
        opened.add(
            AxisCompleteness(
                source_id=source.id, axis="medication", absence="partial", reason="old"
            )
        )
        opened.commit()
    assert complete() == frozenset()
