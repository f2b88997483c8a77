"""What stands of the edits made here once their source has new words? (product.md 2, ADR 16)

An edit stays on top whatever the source says. Where the source changed what was edited, the edit is
marked undecided, with what the source says now; where it came to say the same, the edit dissolves.
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from casework.directory.bulk import batches
from casework.directory.composing import Composed, compose, turn
from casework.directory.stated import Stated, same, says, stated
from db.models import Entry, ImportRun, ListingEdit, ListingEvent, now

AT_ONCE = 400


def recompose(session: Session, records: Collection[int], run_id: int | None = None) -> None:
    """The live versions of these listings anew, in the caller's transaction; those never edited are
    left alone. `run_id`: the run that is being published, whose versions count already.

    The caller holds the listings' rows (`source_record`), so that no edit comes in between.
    """
    for part in batches(records, AT_ONCE):
        _recompose(session, part, run_id)


def recompose_run(session: Session, run_id: int) -> None:
    """All edited listings that this run has new words for."""
    staged = sa.select(col(Entry.record_id)).where(col(Entry.run_id) == run_id)
    edited = sa.select(col(ListingEdit.record_id)).distinct()
    edited = edited.where(col(ListingEdit.record_id).in_(staged))
    recompose(session, list(session.execute(edited).scalars()), run_id)


def newest(session: Session, records: Collection[int], run_id: int | None = None) -> dict[int, int]:
    """Record → the newest version its source wrote and that was published (or is being, as `run_id`);
    a listing entered here has none."""
    counts = (col(ImportRun.state) == "published") | (col(ImportRun.id) == run_id)
    query = (
        sa.select(col(Entry.record_id), sa.func.max(col(Entry.id)))
        .join(ImportRun, col(ImportRun.id) == col(Entry.run_id))
        .where(col(Entry.record_id).in_(records), counts)
        .group_by(col(Entry.record_id))
    )
    return {record: entry for record, entry in session.execute(query)}  # noqa: C416


def _recompose(session: Session, records: Collection[int], run_id: int | None) -> None:
    bases = newest(session, records, run_id)
    words = stated(session, bases.values())
    moment = now()
    standing: dict[int, list[ListingEdit]] = defaultdict(list)
    ours = select(ListingEdit).where(col(ListingEdit.record_id).in_(bases))
    for edit in session.exec(ours.execution_options(populate_existing=True)).all():
        if _stands(edit, words[bases[edit.record_id]], moment):
            standing[edit.record_id].append(edit)
        else:
            session.add(_agreed(edit, run_id, moment))
            session.delete(edit)
    session.flush()
    turn(session, {record: base for record, base in bases.items() if record not in standing})
    compose(
        session,
        [
            Composed(record, bases[record], {edit.field: edit.value for edit in edits})
            for record, edits in standing.items()
        ],
    )


def _stands(edit: ListingEdit, words: Stated, moment: datetime) -> bool:
    """Whether it still says something of its own; marks it where its source changed beneath it."""
    theirs = says(words, edit.field)
    if same(edit.field, theirs, edit.value):
        return False
    if same(edit.field, theirs, edit.base):
        edit.source_says, edit.undecided_since = None, None
    else:
        edit.source_says, edit.undecided_since = theirs, edit.undecided_since or moment
    return True


def _agreed(edit: ListingEdit, run_id: int | None, moment: datetime) -> ListingEvent:
    return ListingEvent(
        record_id=edit.record_id,
        what="agreed",
        field=edit.field,
        before=edit.base,
        after=edit.value,
        run_id=run_id,
        at=moment,
    )
