"""What is left of runs that failed, and of versions and lists nobody reads any more? Out, in short steps."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.bulk import batches
from db.models import (
    Cost,
    Entry,
    EntryLocation,
    EntryTag,
    ImportProblem,
    ImportRun,
    Location,
    Meeting,
    Organization,
    Phone,
    RunSeen,
    Schedule,
    Service,
    SourceRecord,
    SupportGroup,
)

STEP = 500  # entries with their parts in one transaction
PROBLEM_LISTS = (
    5  # imports of each source whose problems are kept one by one, older ones as a count
)
OF_ENTRIES = (EntryTag, EntryLocation, Schedule, Phone, Cost)


def failed_runs(desk: Desk) -> int:
    """Take out what runs left behind; how many there were. Call it holding the lease: whoever else
    was staging is dead then. Their line in the history stays, as failed."""
    dead = list(desk.session.exec(select(ImportRun.id).where(ImportRun.state == "staging")))
    for run_id in dead:
        _sweep(desk, run_id)
    if dead:
        _groups_of_nobody(desk)
        _places_of_nobody(desk)
        _organizations_of_nobody(desk, dead)
    for run_id in dead:  # at the end: whoever is killed before sweeps again
        _drop(desk, f"ImportRun {run_id}: swept", partial(_fail, desk, run_id))
    return len(dead)


def _sweep(desk: Desk, run_id: int) -> None:
    subject = f"ImportRun {run_id}: swept"
    entries = list(desk.session.exec(select(Entry.id).where(Entry.run_id == run_id)))
    for part in batches(entries, STEP):
        _drop(desk, subject, partial(drop_entries, desk.session, part))
    never_live = select(SourceRecord.id).where(
        SourceRecord.first_run_id == run_id, col(SourceRecord.live_entry_id).is_(None)
    )
    for part in batches(list(desk.session.exec(never_live)), STEP * 10):
        _drop(desk, subject, partial(_drop_records, desk, part))


def _drop(desk: Desk, subject: str, work: Callable[[], None]) -> None:
    with desk.changing(Act.IMPORT_DIRECTORY):
        work()
        desk.keep(Act.IMPORT_DIRECTORY, subject=subject)


def drop_entries(session: Session, ids: Collection[int]) -> None:
    """Versions with all that hangs on them, in the caller's transaction."""
    if ids:
        for table in OF_ENTRIES:
            _delete_in(session, table, col(table.entry_id).in_(ids))
        _delete_in(session, Entry, col(Entry.id).in_(ids))


def _drop_records(desk: Desk, ids: list[int]) -> None:
    mine = col(Service.record_id).in_(ids)
    _delete(desk, Service, mine)
    _delete(desk, Meeting, col(Meeting.record_id).in_(ids))
    _delete(desk, RunSeen, col(RunSeen.record_id).in_(ids))
    _delete(desk, SourceRecord, col(SourceRecord.id).in_(ids))


def _fail(desk: Desk, run_id: int) -> None:
    _delete(desk, RunSeen, col(RunSeen.run_id) == run_id)
    _delete(desk, ImportProblem, col(ImportProblem.run_id) == run_id)
    run = desk.find(ImportRun, run_id)
    run.state = "failed"
    desk.session.add(run)


def _groups_of_nobody(desk: Desk) -> None:
    """Groups without a meeting, which a failed run left (a referral may point at one: kept)."""
    met = sa.exists().where(col(Meeting.group_id) == col(SupportGroup.id))
    subject = "groups no meeting points at"
    _drop(desk, subject, lambda: _delete(desk, SupportGroup, ~met))


def _organizations_of_nobody(desk: Desk, runs: Collection[int]) -> None:
    """Of the sources of these runs; only imports give them any."""
    used = sa.exists().where(col(Entry.organization_id) == col(Organization.id))
    sources = select(ImportRun.source_id).where(col(ImportRun.id).in_(runs))
    theirs = col(Organization.source_id).in_(sources)
    _drop(desk, "organizations", lambda: _delete(desk, Organization, theirs & ~used))


def _places_of_nobody(desk: Desk) -> None:
    used = sa.exists().where(col(Entry.location_id) == col(Location.id))
    also = sa.exists().where(col(EntryLocation.location_id) == col(Location.id))
    # One pass to find them: entry.location_id has no index, so the engine hashes it once.
    ids = list(desk.session.exec(select(Location.id).where(~used, ~also)))
    for part in batches(ids, STEP * 10):
        _drop(desk, "places", partial(_delete, desk, Location, col(Location.id).in_(part)))


def old_versions(
    desk: Desk, source_id: int, limit: int = 5_000, *, thoroughly: bool = False
) -> int:
    """Versions of published runs that are live no more; the newest words of the source stay beside
    an edit made here. How many went. Call it holding the lease: nothing is being staged then.
    `thoroughly`: with what a sweep left that was cut off."""
    record, live, later = SourceRecord, sa.orm.aliased(Entry), sa.orm.aliased(Entry)
    newer = sa.exists().where(
        col(later.record_id) == col(Entry.record_id),
        col(later.id) > col(Entry.id),
        col(later.run_id).is_not(None),
    )
    old = (
        select(Entry.id)
        .join(record, col(record.id) == col(Entry.record_id))
        .join(live, col(live.id) == col(record.live_entry_id))
        .where(
            record.source_id == source_id,
            col(Entry.id) != col(record.live_entry_id),
            col(Entry.run_id).is_not(None),
            col(live.run_id).is_not(None) | newer,
        )
        .limit(limit)
    )
    ids = list(desk.session.exec(old))
    for part in batches(ids, STEP):
        _drop(desk, "versions nobody reads", partial(drop_entries, desk.session, part))
    _old_seen(desk, source_id)
    if ids or thoroughly:
        _places_of_nobody(desk)
    return len(ids)


def _old_seen(desk: Desk, source_id: int) -> None:
    runs = select(ImportRun.id).where(ImportRun.source_id == source_id)
    last = sa.func.max(ImportRun.id)
    newest = select(last).where(ImportRun.source_id == source_id, ImportRun.state == "published")
    newest_id = desk.session.exec(newest).one()
    gone = col(RunSeen.run_id).in_(runs.where(ImportRun.id != newest_id))
    if desk.session.exec(select(RunSeen.run_id).where(gone).limit(1)).first() is not None:
        _drop(desk, "what older runs saw", lambda: _delete(desk, RunSeen, gone))


def old_problems(desk: Desk, source_id: int) -> int:
    """The lists of problems of all but the newest PROBLEM_LISTS published runs of this source; of how many
    runs. Their number stays in the run. Call it holding the lease."""
    published = select(ImportRun.id).where(
        ImportRun.source_id == source_id, ImportRun.state == "published"
    )
    older = published.order_by(col(ImportRun.id).desc()).offset(PROBLEM_LISTS)
    listed = sa.exists().where(col(ImportProblem.run_id) == col(ImportRun.id))
    runs = select(ImportRun.id).where(col(ImportRun.id).in_(older), listed)
    ids = list(desk.session.exec(runs.order_by(col(ImportRun.id))))
    for run_id in ids:  # a list at a time: it may be a long one
        subject = f"ImportRun {run_id}: problems kept as a count"
        of_run = col(ImportProblem.run_id) == run_id
        _drop(desk, subject, partial(_delete, desk, ImportProblem, of_run))
    return len(ids)


def _delete(desk: Desk, table: Any, condition: Any) -> None:
    _delete_in(desk.session, table, condition)


def _delete_in(session: Session, table: Any, condition: Any) -> None:
    session.connection().execute(sa.delete(table.__table__).where(condition))
