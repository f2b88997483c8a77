"""Which number reaches the emergency centre of a place? 911 dialled here reaches ours, not theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework import lines, phones, places
from casework.access import Act
from casework.days import today
from casework.desk import Desk
from casework.errors import Refused
from db.models import EmergencyCentre
from imports.places import CODES

TEN = 10  # digits: what can be dialled from far away


@dataclass(frozen=True)
class Dialling:
    """One emergency centre: `county` is "" where it answers for the whole state."""

    id: int
    name: str
    phone: str
    state: str
    county: str
    note: str = ""
    checked_on: date | None = None

    @property
    def rung(self) -> str:
        """When somebody here last rang it and it was right."""
        if self.checked_on is None:
            return "not rung by us yet"
        return f"rung and right on {self.checked_on.day} {self.checked_on:%B %Y}"


@dataclass(frozen=True)
class Dial:
    """What to dial for somebody at a place; `centres` is empty where no number is known."""

    area: str  # "Quay County, OH"; "" while nobody knows where they are
    centres: Sequence[Dialling] = ()


def dial(desk: Desk, where: places.Found | None) -> Dial:
    """The centres of the county, else those that answer for the whole state (domain.md 2.4)."""
    desk.require(Act.SEARCH_DIRECTORY)
    if where is None:
        return Dial("")
    area = f"{where.county}, {where.state}" if where.county else where.label
    of_state = numbers(desk, where.state)
    here = [one for one in of_state if one.county.casefold() == where.county.casefold() != ""]
    return Dial(area, here or [one for one in of_state if not one.county])


def numbers(desk: Desk, state: str) -> list[Dialling]:
    """Every emergency centre known in a state, by county."""
    desk.require(Act.SEARCH_DIRECTORY)
    query = select(EmergencyCentre).where(EmergencyCentre.state == state)
    rows = desk.session.exec(query.order_by(col(EmergencyCentre.county), col(EmergencyCentre.name)))
    return [
        Dialling(row.id, row.name, row.phone, row.state, row.county, row.note, row.checked_on)
        for row in rows
    ]


def enter_number(
    desk: Desk,
    *,
    state: str,
    county: str = "",
    name: str,
    phone: str,
    note: str = "",
    rung: bool = False,
) -> int:
    """A new emergency centre; its id. `rung`: somebody rang it today and it was right.

    Raises NotAllowed; Refused for a state or county nobody knows, a number that cannot be dialled
    from far away, or a centre that is entered already.
    """
    desk.require(Act.EDIT_DIRECTORY)
    made = EmergencyCentre(
        state=state_called(state),
        county=places.county_called(county, state),
        name=lines.line(name, "The name of the emergency centre"),
        phone=ten_digits(phone),
        note=lines.line(note, "The note", most=lines.LONG, needed=False),
        checked_on=today(desk) if rung else None,
        entered_by_id=desk.actor.id,
    )
    with desk.changing(Act.EDIT_DIRECTORY):
        same = {one.name.casefold() for one in numbers(desk, state) if one.county == made.county}
        if made.name.casefold() in same:
            raise Refused(f"{made.name} is entered already. Take the old line out first.")
        desk.keep(Act.EDIT_DIRECTORY, made)
        return made.id


def rang_number(desk: Desk, centre_id: int) -> None:
    """Somebody rang it today and it was right."""
    with desk.changing(Act.EDIT_DIRECTORY):
        row = desk.find(EmergencyCentre, centre_id, what="That emergency centre")
        row.checked_on = today(desk)
        desk.keep(Act.EDIT_DIRECTORY, row)


def drop_number(desk: Desk, centre_id: int) -> None:
    """A wrong number is worse than none."""
    with desk.changing(Act.EDIT_DIRECTORY):
        row = desk.find(EmergencyCentre, centre_id, what="That emergency centre")
        desk.session.delete(row)
        desk.keep(Act.EDIT_DIRECTORY, subject=f"EmergencyCentre {centre_id}: taken out")


def state_called(text: str) -> str:
    if text not in CODES:
        raise Refused("Choose a state.")
    return text


def ten_digits(typed: str) -> str:
    """Grouped as people say it. Refused for 911 itself: from here it reaches our own centre."""
    digits = "".join(c for c in typed if c.isdecimal()).removeprefix("1")
    if len(digits) < TEN:
        raise Refused(
            "That emergency centre needs its ten-digit number, like 937-555-0100: a short one "
            "reaches our own county."
        )
    number = phones.e164(typed)
    return f"{number[2:5]}-{number[5:8]}-{number[8:]}" if number.startswith("+1") else number
