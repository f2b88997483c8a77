"""How do the figures leave as a file, and which of them are too small to leave the house?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.reports.funnel import EXITS, STAGES, funnel
from casework.reports.period import Chosen
from casework.reports.unmet import KINDS, unmet_needs
from casework.reports.volumes import WEEKDAYS, volumes
from casework.reports.went import ENDS, Line, went
from exports.spreadsheets import Sheet, csv_bytes, xlsx_bytes

SMALLEST = 11  # counts under this are not told outside (CMS habit, domain.md 6.2)
SMALL = "under 11"
ELSEWHERE = "other places"
Cell = str | int


@dataclass(frozen=True)
class Table:
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


BOOK = "all"  # the workbook with all of them
TABLES = ("days", "hours", "referrals", "how it went", "unmet needs")


def tables(desk: Desk, chosen: Chosen, *, outside: bool = False) -> Mapping[str, Table]:
    """All figures as tables; `outside`: places with few are put together, small counts not told."""
    calls = volumes(desk, chosen)
    path = funnel(desk, chosen)
    needs = unmet_needs(desk, chosen)
    sent = went(desk, chosen)
    few = {area for area, n in needs.by("area").items() if n < SMALLEST} if outside else set()
    unmet: dict[tuple[str, str, str], int] = {}
    for row in needs.unmet:
        place = ELSEWHERE if row.area in few else row.place
        key = (place, KINDS.get(row.kind, row.kind), row.why)
        unmet[key] = unmet.get(key, 0) + row.count
    found = {
        "days": Table(
            ("day", "calls"), [(day.isoformat(), n) for day, n in sorted(calls.by_day.items())]
        ),
        "hours": Table(
            ("weekday", "hour", "calls"),
            [(WEEKDAYS[day], hour, n) for (day, hour), n in sorted(calls.by_hour.items())],
        ),
        "referrals": Table(
            ("step", "referrals"),
            [(STAGES[s], n) for s, n in path.stages.items()]
            + [(EXITS[s], n) for s, n in path.exits.items()],
        ),
        "how it went": Table(
            ("place", "outcome", "referrals"), _how_it_went(sent.places, outside=outside)
        ),
        "unmet needs": Table(
            ("place", "need", "reason", "needs"), [(*key, n) for key, n in unmet.items()]
        ),
    }
    return {name: _told(table) for name, table in found.items()} if outside else found


def _how_it_went(places: Sequence[Line], *, outside: bool) -> list[tuple[str, str, int]]:
    ends: Counter[tuple[str, str]] = Counter()
    for one in places:
        name = ELSEWHERE if outside and one.sent < SMALLEST else one.name
        ends.update({(name, ENDS[end]): count for end, count in one.ends.items() if count})
    return [(*key, count) for key, count in ends.items()]


def _told(table: Table) -> Table:
    """Counts from 1 to 10 become words; 0 may be told. No totals stand beside them to subtract."""
    return Table(
        table.columns,
        [
            (*row[:-1], SMALL if isinstance(row[-1], int) and 0 < row[-1] < SMALLEST else row[-1])
            for row in table.rows
        ],
    )


def export(
    desk: Desk, chosen: Chosen, *, kind: str, table: str = "", outside: bool = False
) -> bytes:
    """All tables as a workbook ("xlsx"), or one as "csv"; written to the audit trail."""
    desk.require(Act.EXPORT_REPORTS)
    found = tables(desk, chosen, outside=outside)
    if kind == "xlsx":
        made = xlsx_bytes([Sheet(name=n, columns=t.columns, rows=t.rows) for n, t in found.items()])
    elif kind == "csv" and table in found:
        made = csv_bytes(found[table].columns, found[table].rows)
    else:
        raise Refused("Choose a table, and CSV or XLSX.")
    what = f"reports {chosen.since}..{chosen.until} {kind}{' outside' if outside else ''}"
    desk.keep(Act.EXPORT_REPORTS, subject=what)
    return made
