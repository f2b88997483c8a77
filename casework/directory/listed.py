"""Is a listing still one to send people to when its source lists it no more? For its source's grace.

A feed drops a row by mistake as often as a place closes, so a missing listing stays in the lists for a
while, with a warning, and then goes; it comes back with the next file that has it.
"""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from db.models import SourceRecord, now
from db.models.base import UtcTime

LONGEST_GRACE = 365  # days


def still_listed() -> Any:
    """The condition on `SourceRecord`, at the moment the question is asked."""
    moment = sa.bindparam("listed_at", callable_=now, type_=UtcTime, unique=True)
    return sa.or_(col(SourceRecord.state) == "present", col(SourceRecord.drops_at) > moment)


def drops_at(missing_since: datetime, grace_days: int) -> datetime:
    """At the end of a day, when every process builds its lists anew (UTC)."""
    last = missing_since + timedelta(days=grace_days)
    midnight = last.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1) if grace_days else missing_since
