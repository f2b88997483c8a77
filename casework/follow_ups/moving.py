"""What happens to booked call-backs when it changes how somebody may be reached?"""

from uuid import UUID

from sqlmodel import col, select

from casework import one_person, reach
from casework.desk import Desk
from casework.follow_ups.book import phone_of
from casework.follow_ups.windows import LENGTH, USUAL, Hours, holds, window
from db.models import FollowUp, Row, now


def moved(desk: Desk, person_id: UUID) -> list[Row]:
    """Each open call-back of the person in the hours that are safe now; without a safe number they
    call us, and with one again they are rung. Rows for the act that changed the channel."""
    rows = desk.session.exec(
        select(FollowUp)
        .where(
            col(FollowUp.person_id).in_(one_person.ids(desk, person_id)),
            FollowUp.state == "open",
        )
        .with_for_update()
    ).all()
    return [row for row in rows if _moved(desk, row)]


def _moved(desk: Desk, row: FollowUp) -> bool:
    channel = phone_of(desk, row)
    before = (row.they_call_us, row.due_from, row.due_to)
    row.they_call_us = channel is None
    if channel is not None:
        _into(row, reach.window_of(channel))
    changed = before != (row.they_call_us, row.due_from, row.due_to)
    row.version += changed
    return changed


def _into(row: FollowUp, safe: Hours | None) -> None:
    """A window that fits stays; a late one outside the hours opens at the next that is safe."""
    if not holds((row.due_from, row.due_to), row.zone, safe):
        target = max(row.due_from, now())
        row.due_from, row.due_to = window(target, row.zone, safe, LENGTH.get(row.tier, USUAL))
