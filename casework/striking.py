""" "Please don't write that down": how does a text go from everything that was kept of it?

The act stays in the trail, without the text and without the question it answered.
"""

from uuid import UUID

from sqlmodel import select

from casework import facts, fields, safety
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from db.models import Call, Draft, Fact, SupportSource


def strike(desk: Desk, *, call_id: UUID, field: str) -> None:
    """Out of the draft, every version, the support map and what lists count by."""
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        rows = desk.session.exec(
            select(Fact).where(Fact.call_id == call_id, Fact.field == field)
        ).all()
        drafts = desk.session.exec(
            select(Draft).where(Draft.call_id == call_id, Draft.field == field)
        ).all()
        if not drafts and all(row.struck for row in rows):
            raise Refused("There is nothing written there.")
        for row in rows:
            row.value, row.struck, row.answer = None, True, "declined"
        for draft in drafts:
            desk.session.delete(draft)
        _mirrors(desk, call, field)
        desk.session.flush()
        safety.settle(desk, call)
        desk.keep(Act.LOG_CALL, call, *rows, subject=f"Call {call_id} struck a field")


def _mirrors(desk: Desk, call: Call, field: str) -> None:
    if field in facts.MIRRORED:
        setattr(call, facts.MIRRORED[field], "declined")
    row = fields.support_row(field)
    source = desk.session.get(SupportSource, row[0]) if row else None
    if row is not None and source is not None and source.call_id == call.id:
        setattr(source, row[1], None)
