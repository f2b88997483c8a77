"""How does a call-back end, and who takes one from the pool?"""

from collections.abc import Mapping
from uuid import UUID

from sqlmodel import func, select

from casework import hands
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from casework.follow_ups.book import following
from db.models import Attempt, FollowUp, Row, now

# What a follow-up heard; the step of the referral is recorded beside it.
OUTCOMES: Mapping[str, str] = {
    "got_help": "got help",
    "waiting": "is waiting for a place",
    "went_once": "went, and it did not suit",
    "not_yet": "has not gone yet",
    "chose_else": "chose something else",
    "well": "is doing well",
    "needs_more": "needs something else from us",
    "called_us": "called us",
    "not_reached": "not reached any more",
    "no_longer_needed": "no longer needed",
}
NOT_YOURS = "This call-back is a colleague's. A supervisor can give it to you."


def close(
    desk: Desk,
    *,
    follow_up_id: UUID,
    outcome: str,
    version: int,
    note: str = "",
    again: bool = False,
) -> None:
    """End it with what was heard; `again` books the next contact of its plan in the same act.

    "Not reached any more" only once the tries are used up: not reached is never done (product.md 6).
    """
    if outcome not in OUTCOMES:
        raise Refused("Choose what was heard.")
    with desk.changing(Act.FOLLOW_UP):
        row = open_one(desk, follow_up_id)
        check_version(row, version)
        if outcome == "not_reached" and tries(desk, row.id) < row.cap and not row.they_call_us:
            raise Refused(f"Not reached is not done: {row.cap} tries first.")
        desk.keep(Act.FOLLOW_UP, row, *ended(desk, row, outcome, note, again=again))


def ended(desk: Desk, row: FollowUp, outcome: str, note: str, *, again: bool) -> list[Row]:
    row.state, row.outcome, row.closed_at = "done", outcome, now()
    if note.strip():
        row.note = note.strip()
    return following(desk, row, at=now()) if again else []


def take(desk: Desk, *, follow_up_id: UUID, version: int) -> None:
    """Whoever is on takes it from the pool."""
    with desk.changing(Act.FOLLOW_UP):
        row = open_one(desk, follow_up_id)
        check_version(row, version)
        if row.assigned_to_id is not None:
            raise Refused("Somebody has it already.")
        row.assigned_to_id = desk.me
        desk.keep(Act.FOLLOW_UP, row)


def open_one(desk: Desk, follow_up_id: UUID) -> FollowUp:
    """The call-back, locked and open, if this actor may work on it: theirs, their call's, the pool's,
    or a supervisor's; and of whoever is on a live call with the person."""
    row = hands.locked(desk, FollowUp, follow_up_id, what="That call-back")
    pool = row.assigned_to_id is None
    held = hands.holds(desk, row.assigned_to_id, call_id=row.call_id, person_id=row.person_id)
    hands.require(pool or held, NOT_YOURS)
    if row.state != "open":
        raise Refused("This call-back is done already.")
    return row


def tries(desk: Desk, follow_up_id: UUID) -> int:
    counted = select(func.count()).select_from(Attempt).where(Attempt.follow_up_id == follow_up_id)
    return desk.session.exec(counted).one()
