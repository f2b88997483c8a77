"""What did a place tell one of us on the telephone, and does it count still?

A report counts at once, in every process, and fades to unknown (matching/weights.py, FADES); it stays on
the editor's list until somebody settles it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.ago import ago
from casework.directory.one_place import families
from casework.directory.pressing import UNDO_FOR, choose_one, lately, own, readers
from casework.errors import Refused
from db.models import ListingReport, Service, SupportGroup, now
from matching.weights import FADES

# What a counsellor can report, in the words of the button.
HEARD: Mapping[str, str] = {
    "full": "full",
    "waits": "has a waiting time",
    "wrong_number": "wrong number",
    "closed": "closed",
    "not_taking": "not taking people now",
    "no_medicaid": "does not take Medicaid",
    "kind": "was kind to our caller",
}
WEEKS: Mapping[int, str] = {1: "1", 2: "2", 3: "3", 4: "4", 6: "6", 8: "8 or more"}
LONGEST_WAIT = 104  # weeks
COUNTS_FOR = {kind: timedelta(minutes=fade.said) for kind, fade in FADES.items()}
COUNT_AT_MOST = max(COUNTS_FOR.values())
TAKEN_BACK = "taken back by who reported it"


@dataclass(frozen=True)
class Told:
    """One report that counts still; `mine_to_undo` while who made it may take it back."""

    id: int
    words: str  # "full, said 2 days ago by a colleague"
    mine_to_undo: bool


def report(
    desk: Desk,
    *,
    kind: str,
    service_id: int | None = None,
    group_id: int | None = None,
    weeks: int | None = None,
) -> int:
    """What a place told us counts at once and fades to unknown (product.md 2). Its id; a second press
    of the same within UNDO_FOR is the first one.

    `kind` is one of HEARD; `weeks` belongs to "waits". Raises NotAllowed; NotFound for a place or
    group that is not there; Refused for another kind or a wait that is none.
    """
    desk.require(Act.REPORT_LISTING)
    if kind not in HEARD:
        raise Refused("Choose what they said.")
    if (kind == "waits") != (weeks is not None) or not 0 <= (weeks or 0) <= LONGEST_WAIT:
        raise Refused(f"Say the wait in weeks, 0 to {LONGEST_WAIT}.")
    choose_one(service_id, group_id)
    with desk.changing(Act.REPORT_LISTING):
        to_tell = readers(desk, service_id, group_id)
        heard = ListingReport(
            service_id=service_id,
            group_id=group_id,
            kind=kind,
            weeks=weeks,
            reported_by_id=desk.me,
        )
        again = _the_same(desk, heard)
        if again is not None:
            return again
        desk.session.add_all(to_tell)
        desk.keep(Act.REPORT_LISTING, heard)
        return heard.id


def take_back(desk: Desk, report_id: int) -> None:
    """A mis-press: it counts no more, and the editor never has it to settle. By who made it, within
    UNDO_FOR. Raises NotAllowed; NotFound; Refused later, or where it is settled already."""
    desk.require(Act.REPORT_LISTING)
    with desk.changing(Act.REPORT_LISTING):
        heard = desk.find(ListingReport, report_id, what="That report")
        own(desk, heard.reported_by_id, did="reported")
        if heard.settled_at is not None:
            raise Refused("It counts no more already.")
        if not lately(heard.reported_at):
            raise Refused("That was a while ago; tell the directory editor.")
        heard.settled_at, heard.settled_by_id, heard.settled_as = now(), desk.me, TAKEN_BACK
        desk.session.add_all(readers(desk, heard.service_id, heard.group_id))
        desk.keep(Act.REPORT_LISTING, heard)


def told(desk: Desk, *, service_id: int | None = None, group_id: int | None = None) -> list[Told]:
    """What was reported of this place, whichever of its listings it was said of, and counts still:
    newest first, the last of each kind."""
    desk.require(Act.SEARCH_DIRECTORY)
    at = now()
    rows = desk.session.exec(
        select(ListingReport)
        .where(
            _of_place(desk, service_id, group_id),
            ListingReport.reported_at > at - COUNT_AT_MOST,
            ListingReport.settled_at.is_(None),
        )
        .order_by(col(ListingReport.reported_at).desc(), col(ListingReport.id).desc())
    ).all()
    last: dict[str, ListingReport] = {}
    for row in rows:
        if row.reported_at > at - COUNTS_FOR[row.kind]:
            last.setdefault(row.kind, row)
    return [_told(desk, row, at) for row in last.values()]


def said(kind: str, weeks: int | None) -> str:
    """ "full"; "waits about 3 weeks"."""
    if weeks is None:
        return HEARD[kind]
    if weeks == 0:
        return "no wait"
    return f"waits about {weeks} week{'' if weeks == 1 else 's'}"


def _told(desk: Desk, row: ListingReport, at: datetime) -> Told:
    mine = row.reported_by_id == desk.actor.id
    who = "you" if mine else "a colleague"
    words = f"{said(row.kind, row.weeks)}, said {ago(row.reported_at, at)} by {who}"
    return Told(row.id, words, mine and lately(row.reported_at))


def _the_same(desk: Desk, heard: ListingReport) -> int | None:
    """A second press of the same key."""
    same = select(ListingReport.id).where(
        ListingReport.kind == heard.kind,
        ListingReport.weeks == heard.weeks,
        ListingReport.service_id == heard.service_id,
        ListingReport.group_id == heard.group_id,
        ListingReport.reported_by_id == desk.me,
        ListingReport.reported_at > now() - UNDO_FOR,
        ListingReport.settled_at.is_(None),
    )
    return desk.session.exec(same).first()


def _of_place(desk: Desk, service_id: int | None, group_id: int | None) -> Any:
    """Of it and of all that stand for the same place."""
    if service_id is not None:
        one = families(desk.session, Service, [service_id])
        return col(ListingReport.service_id).in_(one.of(service_id))
    one = families(desk.session, SupportGroup, [group_id or 0])
    return col(ListingReport.group_id).in_(one.of(group_id or 0))
