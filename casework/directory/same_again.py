"""Is this the file that came in the last time, and would it be read the same? Then it is not read.

All that reading and comparing could find then stands in the last run: its counts, its problems, which
records it met. Whatever is not just as that run left it has the file read as ever (ADR 18).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, func, select

from casework.desk import Desk
from casework.directory import fingerprint
from casework.directory.comparing import Difference, Known, known_of
from casework.directory.staging import PROBLEMS_KEPT
from db.models import ImportProblem, ImportRun, RunSeen, Source
from imports import same
from imports.listing import Options, Problem, Reading
from imports.reading import Opened


@dataclass(frozen=True)
class LastTime:
    """What reading and comparing the same file would give; the listings themselves are not read."""

    reading: Reading
    found: Difference


def mark(format: str, opened: Opened, options: Options) -> str:
    """As `imports.same.mark`, and how listings are compared here."""
    compared = Path(fingerprint.__file__).read_bytes()
    read = same.mark(format, opened, options)
    return hashlib.sha256(compared + read.encode()).hexdigest()


def came_last(desk: Desk, source: str, mark: str) -> bool:
    """Whether the newest published run of this source read what has this mark."""
    run = newest_run(desk, source)
    desk.session.rollback()
    return run is not None and run.read_as == mark


def last_time(desk: Desk, source: str, mark: str) -> LastTime | None:
    """What the newest published run of this source found, if it read what has this mark and all stands
    as it left it; else None. Who then writes asks again holding the lease."""
    try:
        run = newest_run(desk, source)
        if run is None or run.read_as != mark:
            return None
        found, problems = _found(desk, run), _problems(desk, run)
        if found is None or problems is None:
            return None
        codes = dict(run.unknown_codes)
        read = Reading((), problems, run.read, run.rejected, codes, _code_list(desk, run))
        return LastTime(read, found)
    finally:
        desk.session.rollback()  # the question is over; no snapshot is held while we write


def newest_run(desk: Desk, source: str) -> ImportRun | None:
    """Of those that went live."""
    published = (
        select(ImportRun)
        .join(Source, col(Source.id) == col(ImportRun.source_id))
        .where(Source.name == source, ImportRun.state == "published")
    )
    return desk.session.exec(published.order_by(col(ImportRun.id).desc()).limit(1)).first()


def _code_list(desk: Desk, run: ImportRun) -> str:
    return desk.session.get_one(Source, run.source_id).code_list


def _found(desk: Desk, run: ImportRun) -> Difference | None:
    known = known_of(desk, run.source_id)
    seen = set(desk.session.exec(select(RunSeen.record_id).where(RunSeen.run_id == run.id)))
    met = {key: have for key, have in known.items() if have.record_id in seen}
    others = [have for key, have in known.items() if have.live and key not in met]
    if not _as_left(run, met) or any(have.present for have in others):
        return None
    return Difference(
        (),
        (),
        (),
        unchanged=len(met),
        missing=len(others),
        newly_missing=0,
        present=len(met),
        hashes={key: have.content_hash for key, have in met.items()},
        known=known,
    )


def _as_left(run: ImportRun, met: Mapping[str, Known]) -> bool:
    """A run that was published has all its listings live and present."""
    whole = len(met) == run.read - run.rejected
    return whole and all(have.live and have.present for have in met.values())


def _problems(desk: Desk, run: ImportRun) -> list[Problem] | None:
    """In the order of the file; None where not all of them were kept."""
    of_run = ImportProblem.run_id == run.id
    kept = desk.session.exec(select(func.count()).where(of_run)).one()
    if kept != run.problems or kept > PROBLEMS_KEPT:
        return None
    rows = desk.session.exec(
        select(ImportProblem).where(of_run).order_by(col(ImportProblem.id))
    ).all()
    return [Problem(row.row, row.field, row.severity, row.value, row.action) for row in rows]
