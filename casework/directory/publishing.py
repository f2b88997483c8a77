"""How does a staged run become what everybody sees, at one moment?

One short transaction turns the live versions, marks what is gone and what is back, and tells every
process by `directory_change`. What was edited here stays on top of the source's new words.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory.comparing import Difference
from casework.directory.listed import drops_at
from casework.directory.overlay import recompose_run
from db.models import (
    DirectoryChange,
    Entry,
    ImportRun,
    ListingEvent,
    RunSeen,
    Service,
    Source,
    SourceRecord,
    now,
)
from db.models.base import UtcTime

Event = ListingEvent.__table__  # type: ignore[attr-defined]
Record = SourceRecord.__table__  # type: ignore[attr-defined]


def publish(desk: Desk, run_id: int, found: Difference, records: Mapping[str, int]) -> None:
    """Everything of this run goes live, or nothing does; audited once."""
    moment = now()
    with desk.changing(Act.IMPORT_DIRECTORY):
        run = desk.find(ImportRun, run_id)
        _hashes(desk, found, records)
        _turn(desk, run)
        recompose_run(desk.session, run.id)
        _present_again(desk, run)
        _gone(desk, run, moment)
        _listed_once(desk, found, records)
        run.state, run.published_at = "published", moment
        subject = f"ImportRun {run.id}: published, {run.new} new, {run.changed} changed"
        desk.keep(Act.IMPORT_DIRECTORY, run, DirectoryChange(run_id=run.id), subject=subject)


def _hashes(desk: Desk, found: Difference, records: Mapping[str, int]) -> None:
    told = [
        {"of": records[x.source_id], "hash": found.hashes[x.source_id]}
        for x in found.to_write
        if x.source_id in found.known
    ]
    if told:
        change = sa.update(Record).where(Record.c.id == sa.bindparam("of"))
        desk.session.connection().execute(change.values(content_hash=sa.bindparam("hash")), told)


def _turn(desk: Desk, run: ImportRun) -> None:
    """The run's versions become the live ones; what was edited here is laid on top afterwards."""
    staged = sa.select(col(Entry.id)).where(
        col(Entry.run_id) == run.id, col(Entry.record_id) == Record.c.id
    )
    of_run = sa.select(col(Entry.record_id)).where(col(Entry.run_id) == run.id)
    _told(desk, run, "changed", Record.c.id.in_(of_run) & Record.c.live_entry_id.is_not(None))
    _update(
        desk,
        sa.update(Record)
        .where(Record.c.id.in_(of_run))
        .values(live_entry_id=staged.correlate(Record).scalar_subquery()),
    )


def _told(desk: Desk, run: ImportRun, what: str, which: Any) -> None:
    """A line in the history of each of these listings."""
    null = sa.literal(None, sa.JSON)
    query = sa.select(
        Record.c.id, sa.literal(what), sa.literal(""), null, null, sa.literal(run.id),
        sa.literal(now(), UtcTime),
    ).where(which).order_by(Record.c.id)  # fmt: skip
    columns = ["record_id", "what", "field", "before", "after", "run_id", "at"]
    _update(desk, sa.insert(Event).from_select(columns, query))


def _seen(run: ImportRun) -> Any:
    return sa.select(col(RunSeen.record_id)).where(col(RunSeen.run_id) == run.id)


def _present_again(desk: Desk, run: ImportRun) -> None:
    met = Record.c.id.in_(_seen(run))
    _update(desk, sa.update(Record).where(met).values(last_run_id=run.id))
    missing = (Record.c.source_id == run.source_id) & (Record.c.state == "missing")
    _told(desk, run, "back", missing & met)
    back = sa.update(Record).where(missing, met)
    _update(desk, back.values(state="present", missing_since=None, drops_at=None))


def _gone(desk: Desk, run: ImportRun, moment: datetime) -> None:
    here = (Record.c.source_id == run.source_id) & (Record.c.state == "present")
    lost = here & Record.c.live_entry_id.is_not(None) & Record.c.id.not_in(_seen(run))
    _told(desk, run, "missing", lost)
    drops = drops_at(moment, desk.session.get_one(Source, run.source_id).grace_days)
    gone = sa.update(Record).where(lost)
    _update(desk, gone.values(state="missing", missing_since=moment, drops_at=drops))


def _listed_once(desk: Desk, found: Difference, records: Mapping[str, int]) -> None:
    """A facility in both of SAMHSA's surveys is one place with two records (formats.md 1)."""
    pairs = [(records[x.source_id], records.get(x.same_as)) for x in found.to_write]
    twins = [{"of": of, "to": to} for of, to in pairs if to is not None and to != of]
    table = Service.__table__  # type: ignore[attr-defined]
    main = sa.alias(table)
    to = sa.select(main.c.id).where(main.c.record_id == sa.bindparam("to")).scalar_subquery()
    if twins:
        join = sa.update(table).where(table.c.record_id == sa.bindparam("of"))
        desk.session.connection().execute(join.values(same_as_id=to), twins)
    known = {found.known[x.source_id].record_id for x in found.changed}
    alone = [{"of": of} for of, to in pairs if to is None and of in known]
    if alone:
        part = sa.update(table).where(
            table.c.record_id == sa.bindparam("of"), table.c.same_as_id.is_not(None)
        )
        desk.session.connection().execute(part.values(same_as_id=None), alone)


def _update(desk: Desk, statement: Any) -> None:
    desk.session.connection().execute(statement)
