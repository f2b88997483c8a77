"""What was verified here stays verified when an editor changes a field or takes it back.

New words of the source are another thing: nobody here verified those.
"""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from db.models import Entry, SourceRecord

NEW = Entry.__table__  # type: ignore[attr-defined]
RECORD = SourceRecord.__table__  # type: ignore[attr-defined]
LIVE = sa.alias(NEW)


def carry_on(session: Session, which: Any) -> None:
    """To these versions (a condition on entry), from the one of their record that is still live: the
    later day it was checked, and that it is no longer "unverified"."""
    checked = LIVE.c.verified_on
    later = checked.is_not(None) & (NEW.c.verified_on.is_(None) | (NEW.c.verified_on < checked))
    day = _of_live(checked, later)
    session.connection().execute(
        sa.update(NEW)
        .where(which, _of_live(sa.literal(1), later).exists())
        .values(verified_on=day.scalar_subquery())
    )
    ticked = NEW.c.unverified & ~LIVE.c.unverified
    session.connection().execute(
        sa.update(NEW)
        .where(which, _of_live(sa.literal(1), ticked).exists())
        .values(unverified=False)
    )


def _of_live(column: Any, condition: Any) -> Any:
    joined = RECORD.join(LIVE, LIVE.c.id == RECORD.c.live_entry_id)
    mine = RECORD.c.id == NEW.c.record_id
    return sa.select(column).select_from(joined).where(mine, condition).correlate(NEW)
