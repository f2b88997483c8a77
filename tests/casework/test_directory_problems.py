"""How long is it kept, one by one, what was odd in a file?"""

from collections import Counter
from dataclasses import replace

import pytest
from sqlmodel import select

from casework import directory
from casework.directory import sweeping, taking
from db.models import AuditEntry, ImportProblem, ImportRun
from imports.listing import Problem, Reading
from tests.casework.feeds import FEED, clinic, meetings_file

LAST = directory.PROBLEM_LISTS


def take(desk, odd, source="dayton", **options):
    """An import with so many problems; its run."""
    found = [Problem(n, "time", "warning", "noonish", "kept as text") for n in range(1, odd + 1)]
    read = Reading([clinic(1)], found, 1, 0)
    made = directory.take(desk, replace(FEED, source=source), read, **options)
    return made.run_id


def kept(desk):
    """Run → how many of its problems are there one by one."""
    return dict(Counter(desk.session.exec(select(ImportProblem.run_id))))


def counts(desk):
    rows = desk.session.exec(select(ImportRun.id, ImportRun.problems).order_by(ImportRun.id))
    return dict(rows.all())


def test_older_imports_of_a_source_keep_their_number_and_lose_their_list(cast, at):
    edda = at(cast.edda)
    other = take(edda, 4, source="toledo")
    every = [take(edda, odd) for odd in range(1, LAST + 3)]
    assert kept(edda) == {other: 4, **dict(zip(every[2:], range(3, LAST + 3), strict=True))}
    assert counts(edda) == {other: 4, **dict(zip(every, range(1, LAST + 3), strict=True))}
    assert [directory.problems(edda, run) for run in every[:2]] == [[], []]
    subjects = edda.session.exec(select(AuditEntry.subjects)).all()
    assert [s for s in subjects if s.endswith("problems kept as a count")] == [
        f"ImportRun {run}: problems kept as a count" for run in every[:2]
    ]


def test_an_import_that_failed_takes_no_list_from_those_in_use(cast, at, monkeypatch):
    edda = at(cast.edda)
    every = [take(edda, 1) for _ in range(LAST)]
    with monkeypatch.context() as patch:
        patch.setattr(taking, "publish", _breaks)
        for _ in range(3):
            with pytest.raises(OSError, match="the disk is full"):
                take(edda, 1)
    take(edda, 1, dry_run=True)
    assert list(kept(edda)) == every
    last = take(edda, 1)
    assert list(kept(edda)) == [*every[1:], last]


def _breaks(*_):
    raise OSError("the disk is full")


def test_lists_of_many_imports_go_with_the_next_one(cast, at, monkeypatch):
    edda = at(cast.edda)
    with monkeypatch.context() as before:
        before.setattr(sweeping, "PROBLEM_LISTS", 100)
        every = [take(edda, 2) for _ in range(LAST + 4)]
    assert list(kept(edda)) == every
    last = take(edda, 2)
    assert kept(edda) == dict.fromkeys([*every[5:], last], 2)


def test_the_same_file_every_night_is_known_again_and_its_list_stays(cast, at, tmp_path):
    edda, path = at(cast.edda), meetings_file(tmp_path, 3)
    path.write_text(path.read_text().replace('"19:30"', '"noonish"', 1))
    nights = [
        directory.take_in(
            edda, format="meeting_guide", path=path, feed={"zone": "America/New_York"}
        )
        for _ in range(LAST + 3)
    ]
    assert [night.same_file for night in nights] == [False, *[True] * (LAST + 2)]
    assert list(kept(edda)) == [night.run_id for night in nights[3:]]
    (odd,) = directory.problems(edda, nights[-1].run_id)
    assert odd.value == "noonish"
