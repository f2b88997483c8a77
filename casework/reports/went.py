"""Where were people sent, place by place and kind by kind, and how did it go? The audit of what the
lists have learned (matching.md 4); of places, never of colleagues.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import nlargest
from typing import Any

from sqlmodel import col, select

from casework.desk import Desk
from casework.directory.estimates import KNOWN
from casework.directory.learned import Cell, cells_of
from casework.directory.outcomes import Heard, Path, Where, heard, joined, steps, walked
from casework.reports.lists import MOST, CallLine, lines
from casework.reports.period import Chosen, Scope, scope
from db.models import Call, Entry, Referral, Service, SourceRecord, SupportGroup, now
from matching.words import List

GOT_IN, TURNED_AWAY, NOT_KNOWN = "got_in", "turned_away", "not_known"
ENDS = {
    GOT_IN: "got in",
    TURNED_AWAY: "did not get in",
    NOT_KNOWN: "not known, or theirs to choose",
}
GONE = "a place no longer listed"
GROUPS = "peer support"


@dataclass(frozen=True)
class Line:
    """A place, or a kind of place: how many were sent, and their ends by the names of ENDS."""

    name: str
    sent: int
    ends: Mapping[str, int]
    where: Where | None = None

    @property
    def known(self) -> int:
        return self.ends[GOT_IN] + self.ends[TURNED_AWAY]


@dataclass(frozen=True)
class Went:
    """`explored`: sent to places of which fewer than five outcomes are known."""

    places: list[Line]
    kinds: list[Line]
    explored: int

    @property
    def sent(self) -> int:
        return sum(line.sent for line in self.places)


def went(desk: Desk, chosen: Chosen) -> Went:
    covered = _of_everybody(desk, chosen)
    by_place: dict[Where, list[Path]] = defaultdict(list)
    for path in _sent(desk, covered):
        by_place[path.where].append(path)
    names = _names(desk, by_place)
    places = [_line(names.get(w, GONE), paths, w) for w, paths in by_place.items()]
    places.sort(key=lambda line: (-line.sent, line.name, line.where or ()))
    known = heard(desk.session, now().date(), only=by_place)
    explored = sum(len(p) for w, p in by_place.items() if known.get(w, Heard()).tally.known < KNOWN)
    return Went(places, _kinds(desk, by_place), explored)


def went_calls(
    desk: Desk, chosen: Chosen, *, where: Where | None = None, end: str | None = None
) -> list[CallLine]:
    """The calls behind a figure."""
    covered = _of_everybody(desk, chosen)
    paths = (p for p in _sent(desk, covered) if where in (None, p.where) and end in (None, _end(p)))
    newest = nlargest(MOST, paths, key=_sent_at)
    ids = select(Referral.call_id).where(col(Referral.id).in_([path.referral for path in newest]))
    return lines(desk, covered, col(Call.id).in_(ids))


def _sent_at(path: Path) -> datetime:
    assert path.sent is not None
    return path.sent


def _of_everybody(desk: Desk, chosen: Chosen) -> Scope:
    return scope(desk, replace(chosen, counsellor_id=None))


def _sent(desk: Desk, covered: Scope) -> Iterable[Path]:
    made = select(Referral.id).where(covered.holds(Referral.made_at, Referral.centre_id))
    rows = desk.session.execute(steps().where(col(Referral.id).in_(made)))
    return (path for path in walked(rows, joined(desk.session)) if path.sent)


def _end(path: Path) -> str:
    outcome = path.outcome()
    if outcome is None:
        return NOT_KNOWN
    return GOT_IN if outcome[1] else TURNED_AWAY


def _line(name: str, paths: Collection[Path], where: Where | None = None) -> Line:
    ends = Counter(_end(path) for path in paths)
    return Line(name, len(paths), {end: ends[end] for end in ENDS}, where)


def _kinds(desk: Desk, by_place: Mapping[Where, list[Path]]) -> list[Line]:
    """Together by level of care and payment: is anybody's kind of place left out?"""
    cells = cells_of(desk.session, by_place)
    together: dict[str, list[Path]] = defaultdict(list)
    for where, paths in by_place.items():
        together[_kind(cells.get(where))] += paths
    found = [_line(name, paths) for name, paths in together.items()]
    return sorted(found, key=lambda line: (-line.sent, line.name))


def _kind(cell: Cell | None) -> str:
    if cell is None:
        return GONE
    if cell.list is List.PEERS:
        return GROUPS
    care = cell.care or (
        "care of no stated level" if cell.list is List.TREATMENT else "practical help"
    )
    paid = {"for all": "public or free payment taken", "private": "private payment only"}
    return f"{care}, {paid.get(cell.payment, 'payment not stated')}"


def _names(desk: Desk, places: Iterable[Where]) -> dict[Where, str]:
    ids: dict[str, list[int]] = defaultdict(list)
    for where in places:
        ids[where.sort].append(where.id)
    services = (
        select(Service.id, Entry.name)
        .join(SourceRecord, col(SourceRecord.id) == col(Service.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .where(col(Service.id).in_(ids["s"]))
    )
    groups = select(SupportGroup.id, SupportGroup.name).where(col(SupportGroup.id).in_(ids["g"]))
    found: dict[Where, str] = {}
    for sort, query in (("s", services), ("g", groups)):
        rows: Any = desk.session.exec(query)
        found |= {Where(sort, id): name for id, name in rows}
    return found
