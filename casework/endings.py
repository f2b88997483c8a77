"""How did a call end that is over, until when can it be undone or added to, and what of abuse?

"Abusive" is a word that sticks to people: it needs a sentence of what happened, and both go after 30
days (product.md 1.1).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, or_, select

from casework import calls, drafts, facts, safety
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import NotAllowed, Refused
from db.models import Call, Fact, now

ABUSIVE_DAYS = 30
SWEPT_BACK = timedelta(days=90)
WORDS = 3  # fewer are no sentence
FIELD = "call.abusive"


@dataclass(frozen=True)
class Ended:
    """A call that is over, for the screen: what it was, and until when what may be done."""

    call_id: UUID
    number: str
    void: bool
    what: str
    sentence: str
    undo_until: datetime | None
    add_until: datetime
    may_add: bool

    @property
    def may_undo(self) -> bool:
        return self.undo_until is not None and self.undo_until > now()


def ended(desk: Desk, call_id: UUID) -> Ended | None:
    """None while the call is open."""
    call = desk.find(Call, call_id, what="That call")
    return None if call.state == "open" else _shown(desk, call)


def undoable(desk: Desk) -> list[Ended]:
    """My calls of the last day that were put down as no call, or as abusive."""
    desk.require(Act.LOG_CALL)
    rows = desk.session.exec(
        select(Call)
        .where(
            Call.counsellor_id == desk.me,
            desk.sees(Call.centre_id),
            col(Call.ended_at) > now() - timedelta(hours=calls.UNDO_HOURS),
            or_(col(Call.state) == "void", col(Call.call_class) == "abusive"),
        )
        .order_by(col(Call.ended_at).desc())
    ).all()
    return [_shown(desk, row) for row in rows]


def abusive(desk: Desk, *, call_id: UUID, sentence: str, version: int) -> None:
    """End a call that was abusive, with what was said or done; nothing that was typed is lost."""
    if len(sentence.split()) < WORDS:
        raise Refused("Write one sentence: what was said or done. It goes after 30 days.")
    facts.check(FIELD, sentence, "stated")
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        if call.state != "open":
            raise Refused("This call is closed already.")
        check_version(call, version)
        drafts.settle(desk, call)
        safety.settle(desk, call)
        last = facts.newest(desk, call.id, FIELD)
        facts.add_version(desk, call, FIELD, value=sentence.strip(), after=last)
        call.state, call.call_class = "closed", "abusive"
        call.outcome, call.ended_at = "abandoned", now()
        _sweep(desk)
        desk.keep(Act.LOG_CALL, call)


def take_back(desk: Desk, *, call_id: UUID) -> None:
    """It was not abusive after all: the call is open again and the sentence is gone."""
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        if call.call_class != "abusive":
            raise Refused("There is nothing to undo.")
        if call.counsellor_id != desk.actor.id and not desk.may(Act.REASSIGN):
            raise NotAllowed("Only who said so, or a supervisor, takes it back.")
        _lift(desk, call)
        call.state, call.outcome, call.ended_at = "open", None, None
        call.version += 1
        desk.keep(Act.LOG_CALL, call)


def _shown(desk: Desk, call: Call) -> Ended:
    abuse = _still_abusive(call)
    undo = call.ended_at + timedelta(hours=calls.UNDO_HOURS)
    void = call.state == "void"
    add_until = call.ended_at + timedelta(hours=facts.AMEND_HOURS)
    own = desk.actor.id in {call.counsellor_id, call.logged_by_id}
    may_add = not void and (desk.may(Act.REASSIGN) or (own and add_until > now()))
    return Ended(
        call.id,
        call.number,
        void,
        _what(call, abuse),
        _sentence(desk, call) if abuse else "",
        undo if (void or abuse) and call.counsellor_id == desk.actor.id else None,
        add_until,
        may_add,
    )


def _what(call: Call, abuse: bool) -> str:
    if call.state == "void":
        return calls.NO_CALL.get(call.call_class, "no call")
    return "abusive" if abuse else calls.OUTCOMES.get(call.outcome or "", "closed")


def _still_abusive(call: Call) -> bool:
    expires = timedelta(days=ABUSIVE_DAYS)
    return bool(call.call_class == "abusive" and call.ended_at and call.ended_at > now() - expires)


def _sentence(desk: Desk, call: Call) -> str:
    found = facts.newest(desk, call.id, FIELD)
    return (found.value or "") if found else ""


def _sweep(desk: Desk) -> None:
    """The word and the sentence of calls past their day (inside a transaction)."""
    expired = now() - timedelta(days=ABUSIVE_DAYS)
    rows = desk.session.exec(
        select(Call).where(
            Call.call_class == "abusive",
            desk.sees(Call.centre_id),
            col(Call.started_at) > expired - SWEPT_BACK,
            col(Call.ended_at) < expired,
        )
    ).all()
    for row in rows:
        _lift(desk, row)


def _lift(desk: Desk, call: Call) -> None:
    call.call_class = "substantive"
    for row in desk.session.exec(
        select(Fact).where(Fact.call_id == call.id, Fact.field == FIELD)
    ).all():
        row.value, row.struck, row.answer = None, True, "declined"
    desk.session.flush()
