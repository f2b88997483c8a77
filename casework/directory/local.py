"""What do we learn about places on a call: one nobody listed yet, or what one of them told us?"""

from datetime import timedelta

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory import by_hand, changes
from casework.errors import Refused
from db.models import ListingReport, Row, Service, SupportGroup, now
from imports.listing import Listing
from matching.words import Kind

# What a counsellor can report, in the words of the button.
HEARD = {
    "full": "full",
    "waits": "has a waiting time",
    "wrong_number": "wrong number",
    "closed": "closed",
    "not_taking": "not taking people now",
    "kind": "was kind to our caller",
}
LONGEST_WAIT = 104  # weeks
COUNTS_FOR = timedelta(days=90)  # after that it says nothing any more, in matching too


def add_unverified(
    desk: Desk,
    *,
    name: str,
    phone: str = "",
    place: str = "",
    address: str = "",
    kind: Kind = Kind.SERVICE,
    note: str = "",
) -> int:
    """A place heard of on a call: "unverified" until an editor looked (product.md 2). Its service id.

    `place` is a ZIP or a town with its state; it counts in matches at once. Raises NotAllowed;
    Refused without a name, without a way to reach it, or for a place nobody knows.
    """
    desk.require(Act.ADD_UNVERIFIED)
    name = " ".join(name.split())
    if not name:
        raise Refused("What is the place called?")
    if kind is Kind.MEETING:
        raise Refused("A meeting needs its day and time; tell the directory editor.")
    if not phone.strip() and not place.strip():
        raise Refused("Say its phone number or where it is, so that somebody can get there.")
    heard = Listing(
        source_id="",
        record_kind=kind.value,
        name=name[:255],
        description=note.strip(),
        where=by_hand.place_called(place, address),
        phones=by_hand.numbers_in(phone),
        unverified=True,
    )
    with desk.changing(Act.ADD_UNVERIFIED):
        service, record = by_hand.put(desk, heard, of="call")
        desk.keep(Act.ADD_UNVERIFIED, service, record)
        return service.id


def report(
    desk: Desk,
    *,
    kind: str,
    service_id: int | None = None,
    group_id: int | None = None,
    weeks: int | None = None,
) -> int:
    """What a place told us counts at once and fades to unknown (product.md 2). Its id.

    `kind` is one of HEARD; `weeks` belongs to "waits". Raises NotAllowed; NotFound for a place or
    group that is not there; Refused for another kind or a wait that is none.
    """
    desk.require(Act.REPORT_LISTING)
    if kind not in HEARD:
        raise Refused("Choose what they said.")
    if (kind == "waits") != (weeks is not None) or not 0 <= (weeks or 0) <= LONGEST_WAIT:
        raise Refused(f"Say the wait in weeks, 0 to {LONGEST_WAIT}.")
    if (service_id is None) == (group_id is None):
        raise Refused("Choose one place or one group.")
    with desk.changing(Act.REPORT_LISTING):
        heard = ListingReport(
            service_id=service_id,
            group_id=group_id,
            kind=kind,
            weeks=weeks,
            reported_by_id=desk.me,
        )
        desk.session.add_all(_changes(desk, service_id, group_id))
        desk.keep(Act.REPORT_LISTING, heard)
        return heard.id


def told(desk: Desk, *, service_id: int | None = None, group_id: int | None = None) -> list[str]:
    """What was reported lately and counts still, newest first: "waits about 3 weeks, 20 November"."""
    desk.require(Act.SEARCH_DIRECTORY)
    of = col(ListingReport.service_id) == service_id
    if service_id is None:
        of = col(ListingReport.group_id) == group_id
    rows = desk.session.exec(
        select(ListingReport)
        .where(
            of, ListingReport.reported_at > now() - COUNTS_FOR, ListingReport.settled_at.is_(None)
        )
        .order_by(col(ListingReport.reported_at).desc())
    ).all()
    return [f"{_said(row)}, {row.reported_at:%d %B}" for row in rows]


def _said(heard: ListingReport) -> str:
    if heard.weeks is None:
        return HEARD[heard.kind]
    return f"waits about {heard.weeks} week{'' if heard.weeks == 1 else 's'}"


def _changes(desk: Desk, service_id: int | None, group_id: int | None) -> list[Row]:
    if service_id is not None:
        desk.find(Service, service_id, what="That place")
    else:
        desk.find(SupportGroup, group_id, what="That group")
    return changes.of_place(desk.session, service_id, group_id)
