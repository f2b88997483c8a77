"""What is still to be done once an import is live? Where it was cut off, the next of its source does it.

A run whose `read_as` is empty was not finished (or what it read has no mark): the same place twice was
perhaps not looked for, and places of old versions may be left.
"""

import logging

from casework.access import Act
from casework.desk import Desk
from casework.directory import same_again, twice_finding
from db.models import ImportRun

log = logging.getLogger("peerline")


def unfinished(desk: Desk, source: str) -> bool:
    """Whether the newest published run of this source has no mark."""
    run = same_again.newest_run(desk, source)
    desk.session.rollback()
    return run is not None and not run.read_as


def finish(desk: Desk, run_id: int, mark: str, *, wrote: bool, all_over: bool) -> None:
    """Look for the same place twice in what this run wrote, or `all_over`; then the run has its mark."""
    looked = not (wrote or all_over) or _looked(desk, None if all_over else run_id)
    if not (looked and mark):
        return
    with desk.changing(Act.IMPORT_DIRECTORY):
        run = desk.find(ImportRun, run_id)
        run.read_as = mark
        desk.keep(Act.IMPORT_DIRECTORY, run, subject=f"ImportRun {run_id}: finished")


def _looked(desk: Desk, run_id: int | None) -> bool:
    """What came in is in, whether or not it could be compared."""
    try:
        twice_finding.look_for_twice(desk, run_id=run_id)
    except Exception:
        desk.session.rollback()
        log.exception("the same place twice could not be looked for")
        return False
    return True
