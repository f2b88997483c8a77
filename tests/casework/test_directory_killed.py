"""An import whose process is killed leaves nothing visible, and the next one sweeps it."""

import os
import signal
import subprocess
import sys
import time

from sqlmodel import col, func, select

from casework import directory, matches
from casework.desk import Desk
from casework.errors import Refused
from db.models import Entry, EntryTag, ImportRun, Location, Service, SourceRecord
from db.settings import ROOT
from tests.casework.feeds import FEED, clinic, reading

STOPS_HALF_WAY = """
import sys, time
from casework import directory
from casework.desk import Desk
from casework.directory import staging
from db.session import reading as at_database
from tests.casework.feeds import FEED, clinic, reading

def wait(self):
    print("half", flush=True)
    time.sleep(60)

staging.Staging._seen = wait
with at_database() as session:
    directory.take(Desk.of_system(session, "import"), FEED, reading([clinic(i) for i in range(20)]))
"""


def count(desk, table):
    return desk.session.exec(select(func.count()).select_from(table)).one()


def test_a_killed_import_is_swept_by_the_next(cast, at):
    desk = at(cast.edda)
    tables = (Entry, EntryTag, SourceRecord, Service, Location)
    before = [count(desk, table) for table in tables]
    desk.session.rollback()
    victim = subprocess.Popen(
        [sys.executable, "-c", STOPS_HALF_WAY],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert victim.stdout.readline() == "half\n"
    assert count(desk, Entry) == before[0] + 20
    desk.session.rollback()
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    victim.stdout.close()

    matches.settle()
    assert directory.search(desk, "clinic") == []
    assert [source.name for source in directory.sources(desk)] == ["local"]
    assert swept(desk) == 1
    assert [count(desk, table) for table in tables] == before
    assert desk.session.exec(select(ImportRun.state)).all() == ["failed"]
    assert directory.take(desk, FEED, reading([clinic(i) for i in range(20)])).new == 20
    live = select(func.count()).select_from(SourceRecord).where(col(SourceRecord.live_entry_id) > 0)
    assert desk.session.exec(live).one() == 21


def swept(desk: Desk) -> int:
    """PostgreSQL notices a dead client a moment later."""
    for _ in range(50):
        try:
            return directory.sweep(desk)
        except Refused:
            time.sleep(0.1)
    return -1


def test_nothing_to_sweep(cast, at):
    assert directory.sweep(at(cast.edda)) == 0
