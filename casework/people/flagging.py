"""Who is flagged vulnerable or violent, why and until when: asked for, set, renewed, ended early?

A supervisor's word; any counsellor of the centre may ask for it (workflows.md 4: "propose", "yes, with
expiry"). Flagged people never come up by phone or name while a flag stands (product.md 1.7).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from casework import days, flags, hands, lines, one_person
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from db.models import Person, PersonFlag, Row, now

LONGEST = 300
STANDS = "That flag stands already. It can be renewed or ended."
NONE_STANDS = "No such flag stands on them any more."
WHY = "The reason for the flag"


def flag(desk: Desk, person_id: UUID, *, kind: str, reason: str, span: int, version: int) -> None:
    """Set for `span` days (a key of SPANS), today being the first. What was asked for is answered by it,
    and may be worded anew. Refused without a reason, and while a flag of the kind stands."""
    words, last = _reason(kind, reason), _last(desk, span)
    with desk.changing(Act.FLAG_PERSON):
        person, everywhere = _person(desk, person_id)
        found = flags.rows_of(desk, [one.id for one in everywhere])
        if _standing(desk, found, kind):
            raise Refused(STANDS)
        check_version(person, version)
        asked = {row.person_id: row for row in found if row.kind == kind and flags.waits(row)}
        made = [asked.get(one.id) or _row(one, kind) for one in everywhere]
        _set(desk, made, words, last)
        desk.keep(
            Act.FLAG_PERSON, person, *made, subject=f"Person {person.id} flagged until {last}"
        )


def renew_flag(
    desk: Desk, person_id: UUID, *, kind: str, span: int, version: int, reason: str = ""
) -> None:
    """Another span from today on, under the reason that stands or a new one. Only while it stands: what
    is over is set anew, with its reason."""
    words, last = _reason(kind, reason, needed=False), _last(desk, span)
    with desk.changing(Act.FLAG_PERSON):
        person, everywhere = _person(desk, person_id)
        before = _standing_of(desk, everywhere, kind)
        check_version(person, version)
        words = words or next((row.reason for row in reversed(before) if row.reason), "")
        if not words:
            raise Refused("Nobody wrote down why. Write the reason, then renew it.")
        made = [_row(one, kind) for one in everywhere]
        _end(desk, before, "renewed")
        _set(desk, made, words, last)
        subject = f"flag of Person {person.id} renewed until {last}"
        desk.keep(Act.FLAG_PERSON, person, *before, *made, subject=subject)


def end_flag(desk: Desk, person_id: UUID, *, kind: str, version: int) -> None:
    """Before its day; they are found by phone and name again, unless the other flag stands."""
    with desk.changing(Act.FLAG_PERSON):
        person, everywhere = _person(desk, person_id)
        before = _standing_of(desk, everywhere, kind)
        check_version(person, version)
        _end(desk, before, "early")
        desk.keep(Act.FLAG_PERSON, person, *before, subject=f"flag of Person {person.id} ended")


def ask_for_flag(desk: Desk, person_id: UUID, *, kind: str, reason: str, version: int) -> None:
    """A counsellor's proposal: it hides nobody until a supervisor sets it."""
    words = _reason(kind, reason)
    with desk.changing(Act.ASK_FOR_FLAG):
        person, everywhere = _person(desk, person_id)
        found = flags.rows_of(desk, [one.id for one in everywhere])
        if _standing(desk, found, kind):
            raise Refused(STANDS)
        if any(row.kind == kind and flags.waits(row) for row in found):
            raise Refused("That is asked for already. A supervisor decides.")
        check_version(person, version)
        row = _row(person, kind)
        row.reason, row.asked_at, row.asked_by_id = words, now(), desk.me
        subject = f"flag asked for of Person {person.id}"
        desk.keep(Act.ASK_FOR_FLAG, person, row, subject=subject)


def turn_down_flag(desk: Desk, person_id: UUID, *, kind: str, version: int) -> None:
    """What was asked for is not set; that it was asked for stays in the history."""
    with desk.changing(Act.FLAG_PERSON):
        person, everywhere = _person(desk, person_id)
        found = flags.rows_of(desk, [one.id for one in everywhere])
        asked = [row for row in found if row.kind == kind and flags.waits(row)]
        if not asked:
            raise Refused("Nobody asks for that flag any more.")
        check_version(person, version)
        _end(desk, asked, "not_set")
        subject = f"flag asked for of Person {person.id} turned down"
        desk.keep(Act.FLAG_PERSON, person, *asked, subject=subject)


def _reason(kind: str, typed: str, *, needed: bool = True) -> str:
    if kind not in flags.KINDS:
        raise Refused("Choose which flag it is.")
    return lines.line(typed, WHY, most=LONGEST, needed=needed)


def _last(desk: Desk, span: int) -> date:
    if span not in flags.SPANS:
        raise Refused("Choose until when it stands; a year at most.")
    return days.today(desk) + timedelta(days=span)


def _person(desk: Desk, person_id: UUID) -> tuple[Person, Sequence[Person]]:
    """The kept row, locked, and all rows of the person."""
    found = one_person.kept(desk, desk.find(Person, person_id, what="That person"))
    kept = hands.locked(desk, Person, found.id, what="That person")
    return kept, one_person.rows(desk, kept.id)


def _standing(desk: Desk, found: Sequence[PersonFlag], kind: str) -> list[PersonFlag]:
    today = days.today(desk)
    return [row for row in found if row.kind == kind and flags.stands(row, today)]


def _standing_of(desk: Desk, everywhere: Sequence[Person], kind: str) -> list[PersonFlag]:
    if kind not in flags.KINDS:
        raise Refused("Choose which flag it is.")
    before = _standing(desk, flags.rows_of(desk, [one.id for one in everywhere]), kind)
    if not before:
        raise Refused(NONE_STANDS)
    return before


def _row(person: Person, kind: str) -> PersonFlag:
    return PersonFlag(centre_id=person.centre_id, person_id=person.id, kind=kind)


def _set(desk: Desk, rows: Sequence[PersonFlag], reason: str, last: date) -> None:
    at = now()
    for row in rows:
        row.reason, row.set_at, row.set_by_id, row.until = reason, at, desk.me, last


def _end(desk: Desk, rows: Sequence[Row], how: str) -> None:
    at = now()
    for row in rows:
        row.ended_at, row.ended_by_id, row.ended_as = at, desk.me, how
