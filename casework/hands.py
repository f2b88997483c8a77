"""In whose hands is a row, and may this actor write on it now (product.md 8)?

Writing is for the owner, whoever took the call, or a supervisor, and for whoever is on a live call with
the person. What section 6 opens to the whole centre asks nothing here.
"""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from casework import one_person
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotAllowed, NotFound
from db.models import Call, Row

AnyRow = TypeVar("AnyRow", bound=Row)
SELF = frozenset({"self", "unknown", "not_asked"})  # nobody else was named on the call


def locked(desk: Desk, kind: type[AnyRow], key: UUID | int, *, what: str) -> AnyRow:
    """The row as it stands now, locked, inside `changing`; missing and forbidden sound alike."""
    row = desk.session.get(kind, key, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound(what)
    desk.reach(row, what=what)
    return row


def supervises(desk: Desk) -> bool:
    return desk.may(Act.REASSIGN)


def live_with(desk: Desk, person_id: UUID | None) -> bool:
    """Is this actor on an open call with that person, or about them, at this moment?"""
    return person_id is not None and _has_call(desk, person_id, live=True)


def holds_person(desk: Desk, person_id: UUID) -> bool:
    """Whoever took a call with the person, or about them; or a supervisor."""
    return supervises(desk) or _has_call(desk, person_id, live=False)


def took_call(desk: Desk, person_id: UUID) -> bool:
    """With exactly this row of a person, before any merging."""
    return _calls_with(desk, [person_id], live=False)


def _has_call(desk: Desk, person_id: UUID, *, live: bool) -> bool:
    return _calls_with(desk, [person_id], live=live) or _calls_with(
        desk, one_person.ids(desk, person_id), live=live
    )


def _calls_with(desk: Desk, rows: Sequence[UUID], *, live: bool) -> bool:
    found = select(Call.id).where(
        Call.counsellor_id == desk.actor.id,
        or_(col(Call.caller_id).in_(rows), col(Call.concerned_id).in_(rows)),
    )
    if live:
        found = found.where(Call.state == "open")
    return desk.session.exec(found.limit(1)).first() is not None


def holds(desk: Desk, *owners: int | None, call_id: UUID | None, person_id: UUID | None) -> bool:
    """May this actor write on what belongs to `owners`, came from that call, is about that person?"""
    if desk.actor.id in owners or supervises(desk) or live_with(desk, person_id):
        return True
    call = desk.session.get(Call, call_id) if call_id else None
    return call is not None and desk.actor.id in {call.counsellor_id, call.logged_by_id}


def require(held: bool, words: str) -> None:
    if not held:
        raise NotAllowed(words)


def of_side(call: Call, side: str) -> UUID | None:
    """Who stands on this side; somebody calling for themselves is both."""
    if side == "caller" or (call.relation in SELF and call.concerned_id is None):
        return call.caller_id
    return call.concerned_id
