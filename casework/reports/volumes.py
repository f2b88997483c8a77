"""How many calls came on which day, weekday and hour, in the centre's own time?"""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import literal_column
from sqlmodel import col, func, select

from casework.desk import Desk
from casework.reports.lists import CallLine, lines
from casework.reports.period import Chosen, Scope, scope
from db.models import Call
from db.session import is_sqlite

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@dataclass(frozen=True)
class Volumes:
    """`by_hour`: (weekday 0 Sunday, hour) → calls. `no_call`: hang-ups, wrong numbers and the like."""

    total: int
    no_call: int
    by_day: dict[date, int]
    by_hour: dict[tuple[int, int], int]


def volumes(desk: Desk, chosen: Chosen) -> Volumes:
    """Days without a call count as 0, so that a chart shows the gap."""
    covered = scope(desk, chosen)
    by_day: Counter[date] = Counter(dict.fromkeys(chosen.days, 0))
    by_hour: Counter[tuple[int, int]] = Counter()
    no_call = 0
    for moment, _, is_call, count in _buckets(desk, covered):
        if not is_call:
            no_call += count
            continue
        by_day[moment.date()] += count
        by_hour[moment.isoweekday() % 7, moment.hour] += count
    return Volumes(sum(by_day.values()), no_call, dict(by_day), dict(by_hour))


def calls_of(
    desk: Desk,
    chosen: Chosen,
    *,
    day: date | None = None,
    weekday: int | None = None,
    hour: int | None = None,
    no_call: bool = False,
) -> list[CallLine]:
    """The calls behind one figure; `no_call`: those that were none."""
    if day is not None:
        chosen = Chosen(day, day, chosen.centre_id, chosen.counsellor_id)
    covered = scope(desk, chosen)
    wanted = {
        key
        for moment, key, is_call, _ in _buckets(desk, covered)
        if is_call is not no_call
        and (weekday is None or moment.isoweekday() % 7 == weekday)
        and (hour is None or moment.hour == hour)
    }
    if not wanted:
        return []
    return lines(
        desk,
        covered,
        covered.holds(Call.started_at, Call.centre_id),
        (Call.state == "void") if no_call else (Call.state != "void"),
        _hour_of_day(desk).in_(sorted(wanted)),
    )


def _hour_of_day(desk: Desk) -> Any:
    """The UTC hour as text: grouping by it keeps the rows few, and zones are whole hours from it."""
    # Formats are written out, not bound: PostgreSQL must see one expression where it groups by it.
    started = col(Call.started_at)
    if is_sqlite(desk.session):
        return func.strftime(literal_column("'%Y-%m-%d %H'"), started)
    utc = func.timezone(literal_column("'UTC'"), started)
    return func.to_char(utc, literal_column("'YYYY-MM-DD HH24'"))


def _buckets(desk: Desk, covered: Scope) -> list[tuple[datetime, str, bool, int]]:
    """(local hour, its UTC text, whether these are calls, how many); one statement."""
    hour = _hour_of_day(desk).label("hour")
    is_call = (col(Call.state) != literal_column("'void'")).label("is_call")
    rows = desk.session.exec(
        select(hour, Call.centre_id, is_call, func.count())
        .where(covered.holds(Call.started_at, Call.centre_id), covered.of_counsellor())
        .group_by(hour, col(Call.centre_id), is_call)
    ).all()
    return [
        (_local(text, covered.zones[centre]), text, bool(real), count)
        for text, centre, real, count in rows
    ]


def _local(text: str, zone: str) -> datetime:
    utc = datetime.strptime(text, "%Y-%m-%d %H").replace(tzinfo=UTC)
    return utc.astimezone(ZoneInfo(zone))
