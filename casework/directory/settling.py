"""What did colleagues hear of places that nobody has settled yet, and what comes of it?"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory import changes
from casework.directory.ago import ago
from casework.directory.cards import Card, describe
from casework.directory.outcomes import Where, joined
from casework.directory.pressing import lately
from casework.directory.told import COUNTS_FOR, said
from casework.errors import NotFound, Refused
from db.models import ListingReport, Meeting, Row, now

# How it is settled → in the words that are kept with the report.
SETTLED: Mapping[str, str] = {
    "put_right": "true: the listing was put right",
    "paused": "true: the listing was paused",
    "no_more": "not so any more",
    "noted": "noted",
}
# What sends people to a wrong door comes first; a kind word last.
ORDER = ("closed", "wrong_number", "no_medicaid", "not_taking", "full", "waits", "kind")


@dataclass(frozen=True)
class OpenReport:
    """All that was said of one kind about one place; `card` is None where it is listed no more."""

    ids: Sequence[int]
    place: Where
    kind: str
    words: str  # "wrong number, said 2 days ago; 3 times, first 2 weeks ago"
    counts: bool  # in the lists still; else it has faded
    card: Card | None


def open_reports(desk: Desk, place: Where | None = None) -> list[OpenReport]:
    """Of every place, or of one, whichever of its listings it was said of: by what does most harm,
    then the newest first. Raises NotAllowed."""
    desk.require(Act.VERIFY_LISTING)
    query = select(ListingReport).where(col(ListingReport.settled_at).is_(None))
    rows = desk.session.exec(query.order_by(col(ListingReport.reported_at).desc())).all()
    one = joined(desk.session, [*map(_place, rows), *([place] if place else [])])
    together: dict[tuple[Where, str], list[ListingReport]] = defaultdict(list)
    for row in rows:
        of = one.head(_place(row))
        if place is None or of == one.head(place):
            together[of, row.kind].append(row)
    keys = _keys(desk, {of for of, _ in together})
    cards = describe(desk, set(keys.values()))
    at = now()
    found = [
        _line(of, kind, rows, cards.get(keys.get(of, "")), at)
        for (of, kind), rows in together.items()
    ]
    return sorted(found, key=lambda one: (not one.counts, ORDER.index(one.kind)))


def _line(
    of: Where, kind: str, rows: Sequence[ListingReport], card: Card | None, at: datetime
) -> OpenReport:
    last = rows[0]
    words = f"{said(kind, last.weeks)}, said {ago(last.reported_at, at)}"
    if len(rows) > 1:
        words += f"; {len(rows)} times, first {ago(rows[-1].reported_at, at)}"
    counts = last.reported_at > at - COUNTS_FOR[kind]
    return OpenReport([row.id for row in rows], of, kind, words, counts, card)


def settle(desk: Desk, ids: Collection[int], *, settled: str) -> None:
    """These reports count no more, in every process at once. `settled` is one of SETTLED. What is
    settled already stays as it is.

    Raises NotAllowed; NotFound where none of them is there; Refused for other words, or where all
    are settled.
    """
    desk.require(Act.VERIFY_LISTING)
    if settled not in SETTLED:
        raise Refused("Say what came of it.")
    with desk.changing(Act.VERIFY_LISTING):
        rows = _rows(desk, ids)
        still_open = [row for row in rows if row.settled_at is None]
        if not still_open:
            raise Refused("It was settled already.")
        for row in still_open:
            row.settled_at, row.settled_by_id, row.settled_as = now(), desk.me, SETTLED[settled]
        desk.session.add_all(_readers(desk, still_open))
        desk.keep(Act.VERIFY_LISTING, *still_open)


def reopen(desk: Desk, ids: Collection[int]) -> None:
    """A mis-press: they count again. By who settled them, within UNDO_FOR. Raises NotAllowed;
    NotFound; Refused later, or where a colleague settled them."""
    desk.require(Act.VERIFY_LISTING)
    with desk.changing(Act.VERIFY_LISTING):
        mine = [row for row in _rows(desk, ids) if row.settled_by_id == desk.me]
        again = [row for row in mine if lately(row.settled_at)]
        if not again:
            raise Refused("That was settled a while ago, or by a colleague.")
        for row in again:
            row.settled_at, row.settled_by_id, row.settled_as = None, None, ""
        desk.session.add_all(_readers(desk, again))
        desk.keep(Act.VERIFY_LISTING, *again)


def _rows(desk: Desk, ids: Collection[int]) -> list[ListingReport]:
    rows = list(desk.session.exec(select(ListingReport).where(col(ListingReport.id).in_(ids))))
    if not rows:
        raise NotFound("That report")
    return rows


def _place(row: ListingReport) -> Where:
    if row.service_id is not None:
        return Where("s", row.service_id)
    assert row.group_id is not None
    return Where("g", row.group_id)


def _keys(desk: Desk, places: Collection[Where]) -> dict[Where, str]:
    """Whose card stands for it: the service's, or that of one of the group's meetings."""
    groups = [place.id for place in places if place.sort == "g"]
    meetings = select(Meeting.group_id, Meeting.id).where(col(Meeting.group_id).in_(groups))
    in_order = meetings.order_by(col(Meeting.id).desc())
    found = {Where("g", group): f"m{id}" for group, id in desk.session.exec(in_order)}
    return found | {place: f"s{place.id}" for place in places if place.sort == "s"}


def _readers(desk: Desk, rows: Sequence[ListingReport]) -> list[Row]:
    places = {_place(row) for row in rows}
    return [
        change
        for place in sorted(places)
        for change in changes.of_place(
            desk.session,
            place.id if place.sort == "s" else None,
            place.id if place.sort == "g" else None,
        )
    ]
