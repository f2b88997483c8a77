"""What have the lists learned of a place beside what it says of itself: how it went for people sent there,
how many are on their way, how soon they are seen?
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.estimates import NONE, Alike, Estimate, Tally
from casework.directory.one_place import families
from casework.directory.outcomes import LATELY, Heard, Where, heard, hour_of, keys_of, on_the_way
from casework.directory.stated import NO
from db.models import Entry, EntryTag, Service, SourceRecord, Tag
from db.settings import settings
from matching.columns import list_of
from matching.words import Kind, List

# The most intensive care a place states is its level.
LEVELS = {
    "hospital": frozenset({"hospital", "hospital_detox"}),
    "residential": frozenset(
        {"residential", "residential_short", "residential_long", "residential_detox"}
    ),
    "by day": frozenset({"day_program", "intensive_outpatient"}),
    "outpatient": frozenset({"outpatient", "outpatient_detox", "outpatient_medication"}),
}
FOR_ALL = frozenset(
    {"medicaid", "medicare", "state_plan", "tribal", "free", "sliding", "assistance"}
)
# Nobody states how many a place takes in a day: it is what the middle one of its list took of ours,
# and no less than this. A room holds many; a bed does not.
INTAKES = {List.TREATMENT: 1.0, List.PEERS: 4.0, List.PRACTICAL: 2.0}
MOST_LOAD = 2000
FULL = 1000  # of load: as many on their way as a day takes in
NOTHING = Heard()


class Cell(NamedTuple):
    """Places that are compared with one another: by what they give, never by who was sent there."""

    list: List
    care: str = ""
    payment: str = ""


def cell_of(kind: Kind, tags: Mapping[str, Collection[str]]) -> Cell:
    found = list_of(kind)
    if found is List.PEERS:
        return Cell(found)
    given, paid = set(tags.get("setting", ())), set(tags.get("payment", ()))
    care = next((level for level, values in LEVELS.items() if values & given), "")
    return Cell(found, care, "for all" if paid & FOR_ALL else "private" if paid else "")


@dataclass(frozen=True)
class Yardsticks:
    """What is usual, cell by cell, from all that was settled before today."""

    cells: Mapping[Where, Cell]
    tallies: Mapping[Where, Tally]
    alike: Mapping[Cell, Alike]
    lists: Mapping[List, Tally]
    intakes: Mapping[List, float]

    def estimate(self, where: Where, cell: Cell, own: Tally) -> Estimate:
        """`own` may hold more than the yardsticks do: what was settled today."""
        alike, everywhere = self.alike.get(cell, Alike()), self.lists.get(cell.list, NONE)
        counted = self.tallies.get(where, NONE)
        held = self.cells.get(where)
        if held == cell:
            alike = alike.without(counted)
        if held is not None and held.list is cell.list:
            everywhere -= counted
        return Estimate.of(own, alike, everywhere)


def measured(session: Session, known: Mapping[Where, Heard]) -> Yardsticks:
    cells = cells_of(session, known)
    tallies = {where: known[where].before_today for where in cells}
    alike: dict[Cell, Alike] = defaultdict(Alike)
    lists: dict[List, Tally] = defaultdict(Tally)
    came: dict[List, list[float]] = defaultdict(list)
    for where, cell in cells.items():
        alike[cell] = alike[cell].with_place(tallies[where])
        lists[cell.list] += tallies[where]
        if known[where].came_lately:
            came[cell.list].append(known[where].came_lately / LATELY.days)
    intakes = {
        kind: max(least, median(came[kind]) if came[kind] else 0.0)
        for kind, least in INTAKES.items()
    }
    return Yardsticks(cells, tallies, dict(alike), dict(lists), intakes)


def cells_of(session: Session, places: Iterable[Where]) -> dict[Where, Cell]:
    """In the order of the places, so that sums come out alike in every process."""
    places = list(places)
    joined = families(session, Service, [each.id for each in places if each.sort == "s"])
    ids = joined.all_of(each.id for each in places if each.sort == "s")
    query = (
        sa.select(col(Service.id), col(Service.kind), col(Tag.axis), col(Tag.value_or_empty))
        .select_from(Service)
        .join(SourceRecord, col(SourceRecord.id) == col(Service.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .outerjoin(EntryTag, col(EntryTag.entry_id) == col(Entry.id))
        .outerjoin(
            Tag,
            sa.and_(
                col(Tag.id) == col(EntryTag.tag_id),
                col(Tag.axis).in_(("setting", "payment")),
                ~col(Tag.value_or_empty).startswith(NO),
            ),
        )
        .where(col(Service.id).in_(ids))
        .order_by(col(Service.id))
        .distinct()
    )
    kinds: dict[int, str] = {}
    tags: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for id, kind, axis, value in session.execute(query):
        head = joined.head(id)
        if id == head or head not in kinds:
            kinds[head] = kind
        if axis:
            tags[head][axis].add(value)
    found: dict[Where, Cell] = {}
    for where in places:
        if where.sort == "g":
            found[where] = Cell(List.PEERS)
        elif where.id in kinds:
            found[where] = cell_of(Kind(kinds[where.id]), tags[where.id])
    return found


_kept: tuple[str, date, Yardsticks] | None = None


def yardsticks(
    session: Session, today: date, known: Mapping[Where, Heard] | None = None
) -> Yardsticks:
    """Measured once a day in each process, and with `known`, what was heard of all places; they rest on
    what was settled before that day, so every process holds the same."""
    global _kept
    url = settings().database_url
    if known is not None or _kept is None or _kept[:2] != (url, today):
        found = measured(session, heard(session, today) if known is None else known)
        _kept = (url, today, found)  # one reference: threads see the old or the new
        return found
    return _kept[2]


class Learned:
    """For all offers, or for some places: each one's numbers."""

    def __init__(
        self, session: Session, at: datetime, only: Collection[Where] | None = None
    ) -> None:
        today = _day(at)
        self._heard = heard(session, today, only=only)
        self._yard = yardsticks(session, today, self._heard if only is None else None)
        self._coming = on_the_way(session, at, only=only)
        self._unheard: dict[Cell, dict[str, Any]] = {}

    def of(self, where: Where, kind: Kind, tags: Mapping[str, Collection[str]]) -> dict[str, Any]:
        """Fields of Offered."""
        cell = cell_of(kind, tags)
        if where not in self._heard and where not in self._coming:
            return self._of_unheard(cell)
        known = self._heard.get(where, NOTHING)
        coming = self._coming.get(where, 0.0)
        return {
            **_fields(self._yard.estimate(where, cell, known.tally)),
            "load": min(MOST_LOAD, math.floor(FULL * coming / self._yard.intakes[cell.list])),
            "how_soon": known.how_soon if cell.list is not List.PEERS else None,
        }

    def estimate(
        self, where: Where, kind: Kind, tags: Mapping[str, Collection[str]]
    ) -> tuple[Heard, Estimate]:
        """What was counted, and what it says."""
        known = self._heard.get(where, NOTHING)
        return known, self._yard.estimate(where, cell_of(kind, tags), known.tally)

    def _of_unheard(self, cell: Cell) -> dict[str, Any]:
        if cell not in self._unheard:
            nobody = Where("s", 0)
            self._unheard[cell] = _fields(self._yard.estimate(nobody, cell, NONE))
        return self._unheard[cell]


def _fields(estimate: Estimate) -> dict[str, Any]:
    said = {"quality": estimate.quality, "got_in": estimate.got_in}
    return {**said, "explore": estimate.explore}


def due_again(session: Session, at: datetime, since: datetime | None = None) -> set[str]:
    """The keys whose numbers are others at `at` than they were at `since`, though nothing was written:
    load fades by the hour, outcomes by the day. Cheap when neither has passed."""
    due: set[Where] = set()
    if since is None or hour_of(since) != hour_of(at):
        due |= on_the_way(session, since or at).keys()
    if since is None or _day(since) != _day(at):
        due |= heard(session, _day(at)).keys()
    return keys_of(session, due)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
