"""What stands on the letterhead, whom do we ring at night, which hotlines, which centres?"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

from casework import lines
from casework.access import Act
from casework.desk import Desk
from casework.errors import NotFound, Refused, Stale
from db.models import Account, Centre, Helpline, now

MOST_HOTLINES = 30
EAST = timedelta(hours=14)  # where the day begins first


@dataclass(frozen=True)
class Letterhead:
    """What people outside read, and the two numbers of the night."""

    name: str
    address: str
    phone: str
    hours: str
    zone: str
    on_call_phone: str
    deputy_phone: str


@dataclass(frozen=True)
class HotlineLine:
    """A line we name in letters; `checked` is the day somebody last rang it and it was right."""

    name: str
    number: str
    about: str = ""
    checked: date | None = None


@dataclass(frozen=True)
class House:
    """The helpline as a screen shows it; `seen` goes back with each change."""

    letterhead: Letterhead
    hotlines: Sequence[HotlineLine] = field(default_factory=tuple)
    seen: str = ""


@dataclass(frozen=True)
class CentreLine:
    id: int
    name: str
    zone: str
    colleagues: int


def house(desk: Desk) -> House:
    desk.require(Act.MANAGE_HELPLINE)
    return _house(_row(desk))


def today(desk: Desk) -> date:
    """Which day it is at the helpline."""
    desk.require(Act.MANAGE_HELPLINE)
    return now().astimezone(ZoneInfo(_row(desk).zone)).date()


def change_letterhead(desk: Desk, wanted: Letterhead, *, seen: str) -> None:
    """Refused in words for what cannot be printed or dialled; Stale when another was faster."""
    desk.require(Act.MANAGE_HELPLINE)
    values = {
        "name": lines.line(wanted.name, "The helpline's name"),
        "address": lines.line(wanted.address, "The address", most=lines.LONG, needed=False),
        "phone": lines.phone(wanted.phone, "The helpline's phone"),
        "hours": lines.line(wanted.hours, "The hours", needed=False),
        "zone": lines.zone(wanted.zone),
        "on_call_phone": lines.phone(wanted.on_call_phone, "The number of who is on call"),
        "deputy_phone": lines.phone(wanted.deputy_phone, "The deputy's number"),
    }
    with desk.changing(Act.MANAGE_HELPLINE):
        row = _unchanged(desk, seen)
        for name, value in values.items():
            setattr(row, name, value)
        desk.keep(Act.MANAGE_HELPLINE, row, subject="letterhead")


# -- hotlines -------------------------------------------------------------------------------------


def keep_hotline(desk: Desk, wanted: HotlineLine, *, instead_of: str = "", seen: str) -> None:
    """A new line, or another text for the one named `instead_of`, which keeps its place."""
    desk.require(Act.MANAGE_HELPLINE)
    made = HotlineLine(
        name=lines.line(wanted.name, "The hotline's name", most=80),
        number=_hotline_number(wanted.number),
        about=lines.line(wanted.about, "What it is for", needed=False),
        checked=_not_tomorrow(wanted.checked),
    )
    with desk.changing(Act.MANAGE_HELPLINE):
        row = _unchanged(desk, seen)
        kept = list(_hotlines(row.hotlines))
        places = {each.name: place for place, each in enumerate(kept)}
        if made.name != instead_of and made.name in places:
            raise Refused(f"There is a hotline called {made.name} already.")
        if instead_of and instead_of not in places:
            raise NotFound("That hotline")
        if instead_of:
            kept[places[instead_of]] = made
        else:
            kept.append(made)
        _write_hotlines(desk, row, kept)


def drop_hotline(desk: Desk, name: str, *, seen: str) -> None:
    with desk.changing(Act.MANAGE_HELPLINE):
        row = _unchanged(desk, seen)
        kept = [each for each in _hotlines(row.hotlines) if each.name != name]
        if len(kept) == len(row.hotlines):
            raise NotFound("That hotline")
        _write_hotlines(desk, row, kept)


def _write_hotlines(desk: Desk, row: Helpline, kept: Sequence[HotlineLine]) -> None:
    if len(kept) > MOST_HOTLINES:
        raise Refused(f"At most {MOST_HOTLINES} hotlines: a letter has one page.")
    row.hotlines = {
        each.name: {
            "number": each.number,
            "about": each.about,
            "checked": each.checked.isoformat() if each.checked else "",
        }
        for each in kept
    }
    desk.keep(Act.MANAGE_HELPLINE, row, subject="hotlines")


def _hotlines(kept: Mapping[str, Any]) -> list[HotlineLine]:
    """{name: number} or {name: {number, about, checked}}, as they stand in the table."""
    found = []
    for name, entry in kept.items():
        said = entry if isinstance(entry, Mapping) else {"number": entry}
        checked = str(said.get("checked") or "")
        found.append(
            HotlineLine(
                name=str(name),
                number=str(said.get("number", "")),
                about=str(said.get("about", "")),
                checked=date.fromisoformat(checked) if checked else None,
            )
        )
    return found


def _hotline_number(typed: str) -> str:
    """Hotlines are read aloud with their keys, "988 (1 veterans, 2 Spanish)": a number and words."""
    plain = lines.line(typed, "The hotline's number", most=60)
    if sum(c.isdecimal() for c in plain) < min(lines.SHORT_NUMBERS):
        raise Refused(f"The hotline's number: “{plain}” holds no number one can dial.")
    return plain


def _not_tomorrow(day: date | None) -> date | None:
    if day is not None and day > (now() + EAST).date():
        raise Refused("The day it was last checked lies ahead.")
    return day


# -- centres --------------------------------------------------------------------------------------


def centres(desk: Desk) -> list[CentreLine]:
    desk.require(Act.MANAGE_HELPLINE)
    working = select(func.count()).where(Account.centre_id == Centre.id, col(Account.active))
    rows = desk.session.exec(
        select(Centre.id, Centre.name, Centre.zone, working.scalar_subquery()).order_by(
            func.lower(Centre.name)
        )
    )
    return [CentreLine(*row) for row in rows]


def add_centre(desk: Desk, *, name: str, zone: str) -> int:
    desk.require(Act.MANAGE_HELPLINE)
    name, zone = lines.line(name, "The centre's name"), lines.zone(zone)
    with desk.changing(Act.MANAGE_HELPLINE):
        _free(desk, name)
        made = Centre(name=name, zone=zone)
        desk.session.add(made)
        desk.session.flush()
        desk.keep(Act.MANAGE_HELPLINE, made)
    return made.id


def change_centre(desk: Desk, seen: CentreLine, *, name: str, zone: str) -> None:
    """Another name or zone for a centre, if it still is as the screen saw it."""
    desk.require(Act.MANAGE_HELPLINE)
    name, zone = lines.line(name, "The centre's name"), lines.zone(zone)
    with desk.changing(Act.MANAGE_HELPLINE):
        row = desk.session.get(Centre, seen.id)
        if row is None:
            raise NotFound("That centre")
        if (row.name, row.zone) != (seen.name, seen.zone):
            raise Stale
        _free(desk, name, but=row.id)
        row.name, row.zone = name, zone
        desk.keep(Act.MANAGE_HELPLINE, row)


def _free(desk: Desk, name: str, *, but: int | None = None) -> None:
    alike = select(Centre.id).where(func.lower(Centre.name) == name.lower())
    if any(found != but for found in desk.session.exec(alike)):
        raise Refused(f"There is a centre called {name} already.")


# -- the one row ----------------------------------------------------------------------------------


def _row(desk: Desk) -> Helpline:
    row = desk.session.get(Helpline, 1, populate_existing=True)
    if row is None:
        raise NotFound("The helpline")
    return row


def _unchanged(desk: Desk, seen: str) -> Helpline:
    row = _row(desk)
    if _house(row).seen != seen:
        raise Stale
    return row


def _house(row: Helpline) -> House:
    """`seen` is a print of every value: the row of settings counts no versions."""
    names = Letterhead.__dataclass_fields__
    letterhead = Letterhead(**{name: getattr(row, name) for name in names})
    hotlines = tuple(_hotlines(row.hotlines))
    seen = hashlib.sha256(repr((letterhead, hotlines)).encode()).hexdigest()
    return House(letterhead, hotlines, seen)
