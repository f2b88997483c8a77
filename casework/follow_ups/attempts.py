"""What happens after each try to reach somebody (product.md 6)?"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from casework import one_person, reach
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from casework.follow_ups.book import phone_of, stopped
from casework.follow_ups.closing import OUTCOMES, ended, open_one, tries
from casework.follow_ups.windows import LENGTH, USUAL, next_try
from db.models import Attempt, Channel, FollowUp, Row, now

RESULTS: Mapping[str, str] = {
    "reached": "reached",
    "left_message": "left a message",
    "no_answer": "no answer",
    "wrong_person": "somebody else answered",
    "asked_not_to_call": "asked us not to call",
    "dead_number": "number is dead",
}
ENDS_CHANNEL = frozenset({"wrong_person", "dead_number"})


def record_attempt(
    desk: Desk,
    follow_up_id: UUID,
    *,
    result: str,
    version: int,
    note: str = "",
    outcome: str = "",
    again: bool = True,
) -> None:
    """One try. Reached: it ends with what was heard, and the plan's next contact is booked. Not reached:
    the next day at another part of the day, until the tries are used up; it is never done by itself."""
    if result not in RESULTS:
        raise Refused("Choose what happened when you called.")
    if result == "reached" and (outcome not in OUTCOMES or outcome == "not_reached"):
        raise Refused("You reached them: choose what you heard.")
    with desk.changing(Act.FOLLOW_UP):
        row = open_one(desk, follow_up_id)
        check_version(row, version)
        made = _attempt(desk, row, result, note)
        row.assigned_to_id = row.assigned_to_id or desk.me
        if result == "reached":
            follows = ended(desk, row, outcome, "", again=again)
        else:
            follows = _not_reached(desk, row, made)
        desk.keep(Act.FOLLOW_UP, row, made, *(other for other in follows if other is not row))


def _attempt(desk: Desk, row: FollowUp, result: str, note: str) -> Attempt:
    before = tries(desk, row.id)
    if before >= row.cap and result not in {"reached", "asked_not_to_call"}:
        raise Refused(f"All {row.cap} tries are used up. Close it with what you know.")
    return Attempt(
        follow_up_id=row.id,
        centre_id=row.centre_id,
        seq=before + 1,
        result=result,
        note=note.strip() or None,
        by_id=desk.me,
    )


def _not_reached(desk: Desk, row: FollowUp, made: Attempt) -> list[Row]:
    if made.result == "asked_not_to_call":
        return _never_again(desk, row)
    changed: list[Row] = []
    if made.result in ENDS_CHANNEL:
        changed += _end_channel(desk, row)
    channel = phone_of(desk, row)
    if channel is None and row.person_id is not None and not row.they_call_us:
        row.state, row.outcome, row.closed_at = "stopped", "no_way_to_reach", now()
    elif made.seq < row.cap:
        safe = reach.window_of(channel) if channel else None
        length = LENGTH.get(row.tier, USUAL)
        row.due_from, row.due_to = next_try(now(), row.zone, safe, length)
    return changed


def _never_again(desk: Desk, row: FollowUp) -> list[Row]:
    """Every call to that person stops, this one too, and no number of theirs is safe any more."""
    if row.person_id is None:
        row.state, row.outcome, row.closed_at = "stopped", "asked_not_to_call", now()
        return []
    numbers: Sequence[Channel] = reach.standing(desk, row.person_id, kind="phone")
    for channel in numbers:
        channel.safe = "no"
    everywhere = one_person.ids(desk, row.person_id)
    return [*stopped(desk, *everywhere, outcome="asked_not_to_call"), *numbers]


def _end_channel(desk: Desk, row: FollowUp) -> list[Row]:
    channel = phone_of(desk, row)
    if channel is None or row.person_id is None:
        return []
    numbers = reach.standing(desk, row.person_id, kind="phone")
    same = [other for other in numbers if other.value_hash == channel.value_hash]
    for one in same:
        one.ended_at = now()
    desk.session.flush()
    return list(same)


def history(desk: Desk, follow_up_id: UUID) -> Sequence[Attempt]:
    return desk.session.exec(
        select(Attempt)
        .where(Attempt.follow_up_id == follow_up_id, desk.sees(Attempt.centre_id))
        .order_by(col(Attempt.seq))
    ).all()
