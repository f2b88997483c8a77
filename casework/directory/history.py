"""Which sources do we have, when did they last come in, and what was odd?"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from db.models import ImportProblem, ImportRun, Source, SourceRecord

STARTER = "starter"  # the format of the national list that comes with the program


@dataclass(frozen=True)
class SourceLine:
    """A source that came in at least once, with what it lists now and its last run."""

    id: int
    name: str
    format: str
    zone: str
    code_list: str
    listings: int
    missing: int
    last_at: datetime | None
    last_file: str
    licence_note: str
    address: str  # where it is fetched, "" for files


def sources(desk: Desk) -> list[SourceLine]:
    """By name; a source whose first import failed is not there. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    counts = _counts(desk)
    last = _last_runs(desk)
    rows = desk.session.exec(select(Source).order_by(sa.func.lower(Source.name)))
    return [
        SourceLine(
            id=source.id,
            name=source.name,
            format=source.format,
            zone=source.zone,
            code_list=source.code_list,
            listings=counts.get((source.id, "present"), 0),
            missing=counts.get((source.id, "missing"), 0),
            last_at=last[source.id].published_at if source.id in last else None,
            last_file=last[source.id].file_name if source.id in last else "",
            licence_note=source.licence_note,
            address=source.address,
        )
        for source in rows
        if source.id in last or source.format == "local"
    ]


def source_names(desk: Desk) -> dict[int, str]:
    """Every source by name, and nothing counted. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    by_name = select(Source.id, Source.name).order_by(sa.func.lower(Source.name))
    return dict(desk.session.exec(by_name).all())


def nothing_came_in(desk: Desk) -> bool:
    """No feed was ever published, so the lists of the call desk are empty or hold the national
    starter list alone. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    published = (
        select(ImportRun.id)
        .join(Source, col(Source.id) == col(ImportRun.source_id))
        .where(ImportRun.state == "published", Source.format != STARTER)
    )
    return desk.session.exec(published.limit(1)).first() is None


def runs(desk: Desk, source_id: int | None = None, *, limit: int = 20) -> list[ImportRun]:
    """The newest first; failed ones too. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    newest = select(ImportRun).order_by(col(ImportRun.id).desc()).limit(limit)
    if source_id is not None:
        newest = newest.where(ImportRun.source_id == source_id)
    return list(desk.session.exec(newest))


def problems(desk: Desk, run_id: int, *, limit: int = 20_000) -> list[ImportProblem]:
    """In the order of the file; of all but the last PROBLEM_LISTS imports of a source only their number
    is kept, in the run. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    of_run = select(ImportProblem).where(ImportProblem.run_id == run_id)
    return list(desk.session.exec(of_run.order_by(col(ImportProblem.id)).limit(limit)))


def _counts(desk: Desk) -> dict[tuple[int, str], int]:
    live = col(SourceRecord.live_entry_id).is_not(None)
    columns = (col(SourceRecord.source_id), col(SourceRecord.state), sa.func.count())
    rows = sa.select(*columns).where(live).group_by(*columns[:2])
    return {(source, state): count for source, state, count in desk.session.execute(rows)}


def _last_runs(desk: Desk) -> dict[int, ImportRun]:
    newest = (
        sa.select(sa.func.max(ImportRun.id))
        .where(col(ImportRun.state) == "published")
        .group_by(col(ImportRun.source_id))
    )
    runs = desk.session.exec(select(ImportRun).where(col(ImportRun.id).in_(newest)))
    return {run.source_id: run for run in runs}
