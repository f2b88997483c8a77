"""What does each area we serve have for an emergency, and what does it lack (product.md 2)?

Directory feeds seldom hold emergency departments, mobile crisis teams, shelters, syringe services, and
never the number of an emergency centre: an administrator enters them, area by area.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col, select

from casework import places
from casework.access import Act
from casework.desk import Desk
from casework.directory.dialling import Dialling, numbers, state_called
from casework.errors import Refused
from db.models import Entry, Location, ServedArea, Service, SourceRecord
from imports.places import STATES, zip_place
from matching.words import Kind

# The kinds of the emergency table, in the words of its headings.
TABLE: Mapping[Kind, str] = {
    Kind.EMERGENCY_DEPARTMENT: "emergency department",
    Kind.MOBILE_CRISIS: "mobile crisis",
    Kind.SHELTER: "shelter",
    Kind.SYRINGE_SERVICE: "syringe service",
}
NUMBER = "number of its emergency centre"
NO_AREA = "the areas you serve"
_NAMES = {code: name.title().replace(" Of ", " of ") for name, code in STATES.items()}


class Area(NamedTuple):
    """A county of a state, or with "" the whole state."""

    state: str
    county: str = ""

    @property
    def label(self) -> str:
        return f"{self.county}, {self.state}" if self.county else _NAMES.get(self.state, self.state)


@dataclass(frozen=True)
class AreaTable:
    """What one area has: places by kind, and its emergency centres."""

    area: Area
    places: Mapping[Kind, Sequence[str]] = field(default_factory=dict)
    centres: Sequence[Dialling] = ()

    @property
    def lacks(self) -> tuple[str, ...]:
        kinds = tuple(words for kind, words in TABLE.items() if not self.places.get(kind))
        return (*(() if self.centres else (NUMBER,)), *kinds)


@dataclass(frozen=True)
class Lack:
    """One area and what it lacks; the area is "" while nobody said which areas we serve."""

    area: str
    what: tuple[str, ...]

    @property
    def said(self) -> str:
        if not self.area:
            return "Nobody has said yet which counties or states this helpline serves."
        return f"{self.area} has no {' and no '.join(self.what)} in the directory."


def lacking(desk: Desk) -> list[Lack]:
    """Each served area that lacks a kind of the emergency table or a number to dial, and which; one
    line without an area where none is named. Empty: nothing is missing."""
    served = served_areas(desk)
    if not served:
        return [Lack("", (NO_AREA,))]
    tables = [area_table(desk, area) for area in served]
    return [Lack(table.area.label, table.lacks) for table in tables if table.lacks]


def served_areas(desk: Desk) -> list[Area]:
    """The counties and states whose emergency table this helpline keeps, in order."""
    desk.require(Act.SEARCH_DIRECTORY)
    query = select(ServedArea).order_by(col(ServedArea.state), col(ServedArea.county))
    return [Area(row.state, row.county) for row in desk.session.exec(query)]


def area_table(desk: Desk, area: Area) -> AreaTable:
    """What one area has. A place counts by the county written beside it, else by its ZIP; in a state,
    every place of it. Only what is listed, not what is no longer active."""
    desk.require(Act.SEARCH_DIRECTORY)
    found: dict[Kind, list[str]] = {}
    for kind, name, county, postal_code in desk.session.execute(_of_state(area.state)):
        if not area.county or _county(county, postal_code, area.state) == area.county:
            found.setdefault(Kind(kind), []).append(name)
    known = [one for one in numbers(desk, area.state) if one.county in {"", area.county}]
    own = [one for one in known if one.county == area.county]
    return AreaTable(area, found, own or known)


def serve(desk: Desk, state: str, county: str = "") -> Area:
    """Keep the emergency table of this area from now on. Refused for one that is kept already."""
    desk.require(Act.EDIT_DIRECTORY)
    area = Area(state_called(state), places.county_called(county, state))
    with desk.changing(Act.EDIT_DIRECTORY):
        if area in served_areas(desk):
            raise Refused(f"{area.label} is among your areas already.")
        desk.keep(Act.EDIT_DIRECTORY, ServedArea(state=area.state, county=area.county))
    return area


def place_in(area: Area, typed: str) -> str:
    """What was typed beside an area as a place one can look up: a ZIP, a town of its state; nothing is
    the county itself, and in a whole state nothing."""
    said = typed.strip()
    if not said:
        return f"{area.county} {area.state}" if area.county else ""
    by_itself = said[:1].isdigit() or said[-2:].upper() == area.state
    return said if by_itself else f"{said} {area.state}"


def serve_no_longer(desk: Desk, area: Area) -> None:
    """The area leaves the table; its places and numbers stay in the directory."""
    with desk.changing(Act.EDIT_DIRECTORY):
        query = select(ServedArea).where(
            ServedArea.state == area.state, ServedArea.county == area.county
        )
        row = desk.session.exec(query).first()
        if row is None:
            raise Refused(f"{area.label} is not among your areas.")
        desk.session.delete(row)
        desk.keep(Act.EDIT_DIRECTORY, subject=f"ServedArea {row.id}: taken out")


def _of_state(state: str) -> Any:
    return (
        sa.select(
            col(Service.kind), col(Entry.name), col(Location.county), col(Location.postal_code)
        )
        .join(SourceRecord, col(SourceRecord.id) == col(Service.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .join(Location, col(Location.id) == col(Entry.location_id))
        .where(
            col(SourceRecord.state) == "present",
            col(Entry.status) == "active",
            col(Service.kind).in_([kind.value for kind in TABLE]),
            col(Location.state) == state,
        )
        .order_by(col(Entry.name))
    )


def _county(county: str, postal_code: str, state: str) -> str:
    """By its whole name, however the source wrote it; a feed may say "Montgomery" alone."""
    place = None if county else zip_place(postal_code)
    try:
        return places.county_called(place.county if place else county, state)
    except Refused:
        return ""
