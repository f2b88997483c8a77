"""What came of asking a place: what we say is true, was put right, nobody was reached, or it is gone?

Who asked, how and when is stamped; nothing of any caller is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.last_checked import HOW
from casework.directory.pressing import UNDO_FOR, choose_one, lately, own, readers
from casework.errors import Refused
from db.models import Account, Verification, now

OUTCOMES: Mapping[str, str] = {
    "confirmed": "all still so",
    "corrected": "put right",
    "not_reached": "not reached",
    "gone": "it is gone",
}
LONGEST_NOTE = 500


@dataclass(frozen=True)
class Stamp:
    """One time a place was asked."""

    id: int
    at: datetime
    by: str
    how: str  # in words
    outcome: str  # in words
    note: str


def verify(
    desk: Desk,
    *,
    outcome: str,
    how: str = "phone",
    service_id: int | None = None,
    group_id: int | None = None,
    note: str = "",
) -> int:
    """Stamp that one of us asked. Its id; the same stamped again within UNDO_FOR is the first.

    `outcome` is one of OUTCOMES, `how` one of `last_checked.HOW`. "confirmed" and "corrected" make the
    listing verified from today; "gone" alone changes no status: that is an edit of its own. Raises
    NotAllowed; NotFound for a place or group that is not there; Refused for words that are none.
    """
    desk.require(Act.VERIFY_LISTING)
    if outcome not in OUTCOMES:
        raise Refused("Say what came of it.")
    if how not in HOW:
        raise Refused("Say how you asked.")
    choose_one(service_id, group_id)
    with desk.changing(Act.VERIFY_LISTING):
        to_tell = readers(desk, service_id, group_id)
        stamp = Verification(
            service_id=service_id,
            group_id=group_id,
            how=how,
            outcome=outcome,
            note=" ".join(note.split())[:LONGEST_NOTE],
            by_id=desk.me,
        )
        again = _the_same(desk, stamp)
        if again is not None:
            return again
        desk.session.add_all(to_tell)
        desk.keep(Act.VERIFY_LISTING, stamp)
        return stamp.id


def take_stamp_back(desk: Desk, stamp_id: int) -> None:
    """A mis-press: as if nobody had asked. By who stamped it, within UNDO_FOR. Raises NotAllowed;
    NotFound; Refused later."""
    desk.require(Act.VERIFY_LISTING)
    with desk.changing(Act.VERIFY_LISTING):
        stamp = desk.find(Verification, stamp_id, what="That check")
        own(desk, stamp.by_id, did="checked")
        if not lately(stamp.at):
            raise Refused("That was a while ago; ask the place again.")
        desk.session.add_all(readers(desk, stamp.service_id, stamp.group_id))
        desk.session.delete(stamp)
        desk.keep(Act.VERIFY_LISTING, subject=f"Verification {stamp_id} taken back")


def asked_when(
    desk: Desk, *, service_id: int | None = None, group_id: int | None = None, limit: int = 5
) -> Sequence[Stamp]:
    """When this place was asked, the newest first. Raises NotAllowed."""
    desk.require(Act.SEARCH_DIRECTORY)
    rows = desk.session.exec(
        select(Verification, Account.name)
        .join(Account, col(Account.id) == Verification.by_id)
        .where(Verification.service_id == service_id, Verification.group_id == group_id)
        .order_by(col(Verification.at).desc(), col(Verification.id).desc())
        .limit(limit)
    ).all()
    return [
        Stamp(row.id, row.at, name, HOW[row.how], OUTCOMES[row.outcome], row.note)
        for row, name in rows
    ]


def _the_same(desk: Desk, stamp: Verification) -> int | None:
    """A second press of the same key."""
    same = select(Verification.id).where(
        Verification.service_id == stamp.service_id,
        Verification.group_id == stamp.group_id,
        Verification.outcome == stamp.outcome,
        Verification.how == stamp.how,
        Verification.by_id == desk.me,
        Verification.at > now() - UNDO_FOR,
    )
    return desk.session.exec(same).first()
