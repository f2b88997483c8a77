"""What calls are there, and how does one begin, end and get amended?"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from casework import drafts, facts, safety
from casework.access import Act, may
from casework.desk import Desk, check_version
from casework.errors import NotFound, Refused
from db.models import Account, Call, Centre, now

# No characters that sound or look like another (workflows.md 4).
SPEAKABLE = "ACEFHJKMNPRTUVWXY3479"
UNDO_HOURS = 24
OLDEST = timedelta(days=366)  # a date older than this is a slip of the pen

OUTCOMES = {
    "info_given": "gave information",
    "referred": "referred",
    "supported": "supported, no referral",
    "warm_transfer": "put through",
    "letter_issued": "letter made",
    "callback_booked": "we ring back",
    "emergency": "emergency help",
    "declined_help": "wanted nothing now",
    "no_resource": "found nothing that fits",
    "could_not_speak": "could not speak",
    "abandoned": "call broke off",
}
# A silent call is not one of these: product.md 1.1.
NO_CALL = {
    "hang_up": "hung up",
    "wrong_number": "wrong number",
    "prank": "prank",
    "test": "test call",
}


@dataclass(frozen=True)
class OnDesk:
    """A call as the desk shows it."""

    id: UUID
    number: str
    state: str
    relation: str
    stage: str
    caller_tier: str
    concerned_tier: str
    started_at: datetime
    ended_at: datetime | None
    outcome: str | None
    counsellor: str
    afterwards: bool  # entered later, from paper or for a colleague
    mine: bool
    version: int
    caller_id: UUID | None
    concerned_id: UUID | None

    @property
    def about_self(self) -> bool:
        return self.relation in {"self", "unknown", "not_asked"}


def begin(desk: Desk, *, started_at: datetime | None = None, taken_by: int | None = None) -> UUID:
    """A new call with its number. `started_at`: it is logged afterwards, from paper, with its true
    time; `taken_by`: for a colleague of the centre who was on the line."""
    if started_at is not None and started_at > now():
        raise Refused("A call cannot have begun in the future.")
    if started_at is not None and started_at < now() - OLDEST:
        raise Refused("That is more than a year ago. Look at the date again.")
    if taken_by not in {None, desk.me, *(key for key, _ in colleagues(desk))}:
        raise NotFound("That colleague")
    call = Call(
        number=_number(),
        centre_id=_centre(desk),
        counsellor_id=taken_by or desk.me,
        logged_by_id=desk.me,
        started_at=started_at or now(),
        logged_at=now() if started_at else None,
        relation="not_asked",
    )
    desk.keep(Act.LOG_CALL, call)
    return call.id


def colleagues(desk: Desk) -> list[tuple[int, str]]:
    """Who else of my centre takes calls: (account, name)."""
    desk.require(Act.LOG_CALL)
    takes_calls = [role for role in ("counsellor", "supervisor") if may(role, Act.LOG_CALL)]
    found = desk.session.exec(
        select(Account.id, Account.name)
        .where(
            Account.centre_id == desk.actor.centre_id,
            col(Account.active),
            col(Account.role).in_(takes_calls),
            Account.id != desk.actor.id,
        )
        .order_by(Account.name)
    ).all()
    return [(key, name) for key, name in found]


def _number() -> str:
    letters = "".join(secrets.choice(SPEAKABLE) for _ in range(7))
    return f"{letters[:3]}-{letters[3:]}"


def _centre(desk: Desk) -> int:
    if desk.actor.centre_id is None:
        raise Refused("You belong to no centre, so a call would belong to nobody.")
    return desk.actor.centre_id


def on_desk(desk: Desk, call_id: UUID) -> OnDesk:
    found = desk.session.exec(
        select(Call, Account.name)
        .join(Account, col(Account.id) == col(Call.counsellor_id))
        .where(Call.id == call_id, desk.sees(Call.centre_id))
    ).first()
    if found is None:
        raise NotFound("That call")
    return _shown(desk, *found)


def opened(desk: Desk, call_id: UUID) -> None:
    """The call is opened on the desk; a colleague's leaves a line (product.md 8: views are audited)."""
    call = on_desk(desk, call_id)
    if not call.mine:
        desk.keep(Act.OPEN_CALL, subject=f"Call {call.id}")


def _shown(desk: Desk, call: Call, counsellor: str) -> OnDesk:
    return OnDesk(
        call.id,
        call.number,
        call.state,
        call.relation,
        call.stage,
        call.caller_tier,
        call.concerned_tier,
        call.started_at,
        call.ended_at,
        call.outcome,
        counsellor,
        call.logged_at is not None,
        desk.actor.id in {call.counsellor_id, call.logged_by_id},
        call.version,
        call.caller_id,
        call.concerned_id,
    )


def by_number(desk: Desk, number: str) -> UUID:
    """The call with that number, as it may be typed: any case, with or without the dash."""
    plain = "".join(c for c in number.upper() if c.isalnum())
    found = desk.session.exec(
        select(Call.id).where(Call.number == f"{plain[:3]}-{plain[3:]}", desk.sees(Call.centre_id))
    ).first()
    if found is None:
        raise NotFound("A call with that number")
    return found


def mine_today(desk: Desk) -> list[OnDesk]:
    """My calls since midnight in my centre's zone, newest first."""
    zone = desk.session.exec(select(Centre.zone).where(Centre.id == desk.actor.centre_id)).first()
    midnight = now().astimezone(ZoneInfo(zone or "UTC")).replace(hour=0, minute=0, second=0)
    return _list(desk, Call.started_at >= midnight, Call.state != "void")


def my_open(desk: Desk) -> list[OnDesk]:
    return _list(desk, Call.state == "open")


def _mine(desk: Desk) -> ColumnElement[bool]:
    """Calls I took, and those I logged for a colleague."""
    return or_(col(Call.counsellor_id) == desk.actor.id, col(Call.logged_by_id) == desk.actor.id)


def _list(desk: Desk, *conditions: object) -> list[OnDesk]:
    rows: Sequence[tuple[Call, str]] = desk.session.exec(
        select(Call, Account.name)
        .join(Account, col(Account.id) == col(Call.counsellor_id))
        .where(_mine(desk), desk.sees(Call.centre_id), *conditions)  # type: ignore[arg-type]
        .order_by(col(Call.started_at).desc())
        .limit(50)
    ).all()
    return [_shown(desk, *row) for row in rows]


def close(desk: Desk, *, call_id: UUID, outcome: str, version: int) -> None:
    """End the call with an outcome; every draft becomes a fact, nothing is thrown away."""
    if outcome not in OUTCOMES:
        raise Refused("Choose how the call ended.")
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        if call.state != "open":
            raise Refused("This call is closed already.")
        check_version(call, version)
        drafts.settle(desk, call)
        safety.settle(desk, call)
        call.state, call.outcome, call.ended_at = "closed", outcome, now()
        if outcome == "could_not_speak":
            call.call_class = "silent"
        desk.keep(Act.LOG_CALL, call)


def no_call(desk: Desk, *, call_id: UUID, what: str, version: int) -> None:
    """A hang-up, wrong number, prank or test: void, undone for 24 hours (product.md 1.1)."""
    if what not in NO_CALL:
        raise Refused("Choose what it was.")
    with desk.changing(Act.LOG_CALL):
        call = facts.writable(desk, call_id)
        if call.state != "open":
            raise Refused("This call is closed already.")
        check_version(call, version)
        call.state, call.call_class, call.ended_at = "void", what, now()
        desk.keep(Act.LOG_CALL, call)


def undo_no_call(desk: Desk, *, call_id: UUID) -> None:
    with desk.changing(Act.LOG_CALL):
        call = desk.find(Call, call_id, what="That call")
        if call.state != "void" or call.counsellor_id != desk.actor.id:
            raise Refused("There is nothing to undo.")
        if call.ended_at < now() - timedelta(hours=UNDO_HOURS):
            raise Refused("That was more than a day ago.")
        call.state, call.call_class, call.ended_at = "open", "substantive", None
        desk.keep(Act.LOG_CALL, call)
