"""Did somebody ring from this number a moment ago and could not speak?

The number is kept for a day, as a keyed code it cannot be read back from; a second such call within the
hour says so (product.md 1.1).
"""

from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select

from casework import facts
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.phones import e164
from db.models import SilentNumber, now
from db.secrets import fingerprint

KEPT = timedelta(hours=24)
AGAIN = timedelta(hours=1)


def note(desk: Desk, *, call_id: UUID, number: str) -> bool:
    """Keep the code of this number for a day; was there a silent call from it within the hour?"""
    code = fingerprint(e164(number), "silent")
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        _sweep(desk)
        row = _of(desk, call_id)
        if row is not None and row.number_hash == code:
            raise Refused("This number is noted already.")
        if row is None:
            row = SilentNumber(call_id=call.id, centre_id=call.centre_id, number_hash=code)
        row.number_hash, row.heard_at = code, now()
        desk.keep(Act.LOG_CALL, row)
    return again(desk, call_id)


def noted(desk: Desk, call_id: UUID) -> bool:
    return _of(desk, call_id) is not None


def again(desk: Desk, call_id: UUID) -> bool:
    """Another silent call from the same number in the hour before this one."""
    row = _of(desk, call_id)
    if row is None:
        return False
    before = select(SilentNumber.id).where(
        SilentNumber.number_hash == row.number_hash,
        SilentNumber.call_id != call_id,
        desk.sees(SilentNumber.centre_id),
        col(SilentNumber.heard_at) > row.heard_at - AGAIN,
        col(SilentNumber.heard_at) <= row.heard_at,
    )
    return desk.session.exec(before.limit(1)).first() is not None


def _sweep(desk: Desk) -> None:
    """Codes older than a day, of every centre (inside a transaction)."""
    old = sa.delete(SilentNumber).where(col(SilentNumber.heard_at) < now() - KEPT)
    desk.session.connection().execute(old)


def _of(desk: Desk, call_id: UUID) -> SilentNumber | None:
    return desk.session.exec(
        select(SilentNumber).where(
            SilentNumber.call_id == call_id,
            desk.sees(SilentNumber.centre_id),
            col(SilentNumber.heard_at) > now() - KEPT,
        )
    ).first()
