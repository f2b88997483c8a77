"""How is the person of one call-back reached: the number, what is safe on it, and what may be said?"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from casework import flags, one_person, opening, reach
from casework.access import Act
from casework.desk import Desk
from casework.follow_ups.book import phone_of
from casework.hours import DEFAULT, clock_there, hours, inside
from casework.phones import spoken_phone
from db.models import FollowUp, Helpline, Person, now

THEY_CALL = "Do not call. They call us."


@dataclass(frozen=True)
class Reach:
    """Whom this call-back rings, opened with an audit line."""

    name: str
    number: str
    rules: tuple[str, ...]
    approach: str
    not_now: str = ""  # why this is no hour to ring, where they are
    voicemail: str = ""  # the words to leave; none where nothing may be left
    ticket: str = ""
    promised: str = ""  # what the call-back is for, as it was written down
    flags: tuple[str, ...] = ()  # those that stand, with reason and last day


def contact(
    desk: Desk, follow_up_id: UUID, *, ticket: str = "", at: datetime | None = None
) -> Reach:
    """Open the number of one call-back, with what is safe. The opening is audited, once: with its
    ticket it is only drawn again."""
    desk.require(Act.FOLLOW_UP)
    row = desk.find(FollowUp, follow_up_id, what="That call-back")
    what = f"FollowUp {row.id}"
    if not opening.holds(desk, what, ticket):
        desk.keep(Act.FOLLOW_UP, subject=f"opened the number of {what}")
        ticket = opening.ticket(desk, what)
    found = desk.session.get(Person, row.person_id) if row.person_id else None
    if found is None:
        return Reach("No name", "", ("They call us.",), "", ticket=ticket)
    person = one_person.kept(desk, found)
    known = flags.of_rows(desk, one_person.ids(desk, person.id))
    stand = tuple(one.line for one in flags.standing(known))
    name, approach = person.name or found.name or "No name", person.approach or ""
    channel = None if row.they_call_us else phone_of(desk, row)
    if channel is None:
        return Reach(name, "", (THEY_CALL,), approach, ticket=ticket, flags=stand)
    rules = reach.rules_of(channel)
    return Reach(
        name,
        spoken_phone(channel.value or ""),
        reach.words_for(rules),
        approach,
        not_now(rules, row, at or now()),
        _voicemail(desk, rules),
        ticket,
        row.note or "",
        stand,
    )


def not_now(rules: reach.Rules, row: FollowUp, at: datetime) -> str:
    """Said before the number is dialled, when it is no safe hour where they are. Where any time is safe,
    the window that was booked is an hour to ring."""
    booked = rules.window is None and row.due_from <= at <= row.due_to
    if booked or inside(at, row.zone, rules.window or DEFAULT):
        return ""
    there = f"it is {clock_there(at, row.zone)} where they are"
    if rules.window is None:
        return f"Not now, unless they wait for it: {there}."
    return f"Not now: {there}. Safe only {hours(rules.window)}."


def _voicemail(desk: Desk, rules: reach.Rules) -> str:
    """Neutral: nobody who listens in learns what it is about (product.md 6)."""
    if not rules.voicemail.startswith("ok"):
        return ""
    helpline = desk.session.exec(select(Helpline)).first()
    who, on = desk.actor.name.split()[0], helpline.phone if helpline else ""
    from_us = f" from {helpline.name}" if helpline and rules.voicemail == "ok_identify" else ""
    back = f" on {on}" if on else ""
    return f"“Hello, this is {who}{from_us}. Please call me back{back}. Thank you.”"
