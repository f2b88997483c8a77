"""Is what changed in the directory in every process soon, in whatever order it was committed, and is it
said when it is not?"""

import logging
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlmodel import select

from casework import directory, matches
from casework.directory import looking, seen, snapshot, watching
from db import session
from db.models import DirectoryChange, ListingReport, Service
from db.settings import ROOT
from tests.casework.feeds import FEED, clinic, reading

log = logging.getLogger("peerline.tests")
PATIENCE = 60.0  # seconds; on a busy machine a process takes some to start
IN_ANOTHER_PROCESS = """
import sys, time
from casework import matches
from casework.directory import snapshot

key, until = sys.argv[1], time.monotonic() + float(sys.argv[2])
matches.warm()
with matches.watched():
    print("watching", flush=True)
    said = {"heard": lambda offer: offer.reports, "renamed": lambda offer: offer.name == "River House"}
    while said and time.monotonic() < until:  # nobody asks here: only the watcher looks
        offer = snapshot._current.index.offer(key)
        word, is_so = next(iter(said.items()))
        if offer is not None and is_so(offer):
            print(word, flush=True)
            del said[word]
        time.sleep(0.01)
"""


def heard(key: str) -> bool:
    held = snapshot._current
    offer = held.index.offer(key) if held else None
    return offer is not None and bool(offer.reports)


def wait_until(true) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.01)
    return False


def test_another_process_has_a_report_and_a_changed_listing_soon(cast, at):
    key = f"s{cast.harbour_house}"
    with subprocess.Popen(
        [sys.executable, "-c", IN_ANOTHER_PROCESS, key, str(PATIENCE)],
        cwd=ROOT, env=dict(os.environ), stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout.readline() == "watching\n"
        edda = at(cast.edda)
        record = edda.session.exec(
            select(Service.record_id).where(Service.id == cast.harbour_house)
        ).one()
        for change, word in (
            (
                lambda: directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="full"),
                "heard",
            ),
            (
                lambda: directory.edit(edda, record_id=record, field="name", value="River House"),
                "renamed",
            ),
        ):
            change()
            begin = time.monotonic()
            assert other.stdout.readline() == f"{word}\n"
            took = time.monotonic() - begin
            log.info("%s in the other process after %.2f s", word, took)  # wanted: 2 s


def test_nobody_has_to_ask_and_the_thread_ends_with_the_process(cast, at):
    before = threading.active_count()
    key = f"s{cast.harbour_house}"
    matches.warm()
    with matches.watched():
        directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="full")
        assert wait_until(lambda: heard(key))
    assert threading.active_count() == before


def test_what_was_committed_before_a_first_look_is_looked_for(cast, at):
    """A connection of its own counts from where it began, which may be the number of the last one."""
    matches.warm()
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="full")
    watch = looking.Looking()
    watch.sees_change()
    number = watch._version
    watch._url, watch._version, watch._looked = "another database", number, 0.0
    assert watch.sees_change()
    watch._close()


def test_the_watcher_waits_for_a_database_that_is_not_there_yet(database, monkeypatch, caplog):
    monkeypatch.setattr(watching, "LATER", 0.01)
    monkeypatch.setattr(snapshot, "_current", None)
    build, tried = snapshot.build, []

    def later():
        tried.append(1)
        if len(tried) < 3:
            raise ConnectionError
        return build()

    monkeypatch.setattr(snapshot, "build", later)
    with matches.watched():
        assert wait_until(lambda: snapshot._current is not None)
    assert len([r for r in caplog.records if "could not be read" in r.message]) == 1


@contextmanager
def not_yet_committed(row):
    """A transaction of its own that takes the next number and is committed when this ends."""
    with session.reading() as opened:
        session.start_writing(opened)
        opened.add(row)
        opened.flush()
        yield
        opened.commit()


def report_of(cast) -> ListingReport:
    return ListingReport(service_id=cast.harbour_house, kind="full", reported_by_id=cast.cleo.id)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_small_number_committed_after_many_larger_ones_is_not_missed(cast, at):
    """More of them than are read again in any case."""
    matches.warm()
    with not_yet_committed(DirectoryChange(service_id=cast.harbour_house)):
        with session.reading() as other:
            session.start_writing(other)
            rows = [{"meeting_id": 10_000 + n} for n in range(3 * seen.BEHIND)]
            other.execute(sa.insert(DirectoryChange), rows)
            other.add(report_of(cast))
            other.commit()
        for _ in range(3):
            snapshot.settle()
        assert not heard(f"s{cast.harbour_house}")
        assert snapshot._current.seen.floor < 2
    assert snapshot.settle() is not None
    assert heard(f"s{cast.harbour_house}")
    snapshot.settle()
    assert snapshot._current.seen.floor > seen.BEHIND  # and then nothing old is read again


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_number_that_was_open_when_the_lists_were_built_is_not_missed(cast, at):
    with not_yet_committed(DirectoryChange(service_id=cast.harbour_house)):
        with session.reading() as other:
            session.start_writing(other)
            other.execute(sa.insert(DirectoryChange), [{"meeting_id": 9}] * (2 * seen.BEHIND))
            other.commit()
        snapshot._current = snapshot.build()
        with session.reading() as other:
            session.start_writing(other)
            other.add(report_of(cast))
            other.commit()
    snapshot.settle()
    assert heard(f"s{cast.harbour_house}")


def test_a_change_that_cannot_be_read_is_said_until_it_can(cast, at, monkeypatch, caplog):
    directory.take(at(cast.edda), FEED, reading([clinic(1)]))
    held = snapshot.settle()
    assert matches.stale_since() is None
    with monkeypatch.context() as broken:
        broken.setattr(snapshot, "offered", lambda *_, **__: 1 / 0)
        broken.setattr(snapshot, "SOON", 0.0)
        for kind in ("full", "closed"):
            directory.report(at(cast.cleo), service_id=cast.harbour_house, kind=kind)
            assert snapshot.settle().index is held.index
        since = matches.stale_since()
        assert since is not None
        assert since >= held.at
    assert len([r for r in caplog.records if "could not be read" in r.message]) == 1
    snapshot.settle()
    assert matches.stale_since() is None
    assert heard(f"s{cast.harbour_house}")


def test_a_run_that_cannot_be_built_is_said_until_it_can(cast, at, monkeypatch, caplog):
    directory.take(at(cast.edda), FEED, reading([clinic(1)]))
    held = snapshot.settle()
    monkeypatch.setattr(snapshot, "AGAIN", 0.0)
    with monkeypatch.context() as broken:
        broken.setattr(snapshot, "build", lambda: 1 / 0)
        directory.take(at(cast.edda), FEED, reading([clinic(1), clinic(2)]))
        assert snapshot.settle().index is held.index
        assert matches.stale_since() is not None
    assert len(snapshot.settle().index) == len(held.index) + 1
    assert matches.stale_since() is None


def test_who_wrote_something_sees_it_though_another_thread_is_putting_it_in(cast, at, monkeypatch):
    """Nobody else waits for that thread; who has just pressed a key does."""
    monkeypatch.setattr(snapshot, "SOON", PATIENCE)
    matches.warm()
    held, over, looked = threading.Event(), threading.Event(), threading.Event()

    def puts_in():
        with snapshot._swap:
            held.set()
            over.wait(PATIENCE)

    def looks():
        matches.look_again()
        looked.set()

    other, mine = threading.Thread(target=puts_in), threading.Thread(target=looks)
    other.start()
    assert held.wait(PATIENCE)
    directory.report(at(cast.cleo), service_id=cast.harbour_house, kind="full")
    mine.start()
    assert not looked.wait(0.2)
    over.set()
    assert looked.wait(PATIENCE)
    other.join()
    mine.join()
    matches.fresh()
    assert heard(f"s{cast.harbour_house}")
