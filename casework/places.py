"""Where is that: a ZIP, or a town or county with its state, as somebody says it on the phone?"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from casework.errors import Refused
from matching.words import Place, Precision

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import zipcodes

LONGEST = 100  # no town's name is longer; a paste is not searched through
TOWN = re.compile(r"^\s*(.+?)[,\s]+([A-Za-z]{2})\s*$")


@dataclass(frozen=True)
class Found:
    """A place with what follows from it. `area` (ZIP3 or state) is all that reports ever see."""

    place: Place
    label: str
    state: str
    county: str
    zone: str
    area: str


@cache
def of_zip(text: str) -> Found:
    """Five digits, or ZIP+4. Raises Refused when there is no such ZIP."""
    digits = text.strip().split("-")[0]
    if not re.fullmatch(r"\d{5}", digits):
        raise Refused("A ZIP has five digits, like 45402.")
    rows = zipcodes.matching(digits)
    if not rows:
        raise Refused(f"There is no ZIP {digits}. A town with its state works too.")
    return _found(rows, Precision.ZIP, digits, digits[:3])


@cache
def of_town(text: str) -> Found:
    """ "Dayton OH", "Dayton, OH" or "Montgomery County OH". Raises Refused when it is not known."""
    said = TOWN.match(text) if len(text) <= LONGEST else None
    if not said:
        raise Refused("Say the town or county with its state, like Dayton OH.")
    name, state = said[1].strip().casefold(), said[2].upper()
    rows = _by_town().get((name, state)) or _by_county().get((name, state))
    if not rows:
        raise Refused(f"We do not know {said[1].strip()} in {state}. The ZIP works too.")
    return _found(rows, Precision.CITY, said[1].strip().title(), state)


@cache
def area_label(area: str) -> str:
    """What reports call an area: "Dayton OH area (454)" for the first three digits of a ZIP, the
    state as it stands, "not stated" for none."""
    if not area.isdigit():
        return area or "not stated"
    town = _towns_of_areas().get(area)
    return f"{town} area ({area})" if town else area


@cache
def _towns_of_areas() -> Mapping[str, str]:
    """The town with most ZIPs of each area."""
    towns: dict[str, dict[str, int]] = {}
    for row in zipcodes.list_all():
        counted = towns.setdefault(row["zip_code"][:3], {})
        name = f"{row['city'].title()} {row['state']}"
        counted[name] = counted.get(name, 0) + 1
    return {area: max(sorted(names), key=names.__getitem__) for area, names in towns.items()}


@cache
def counties(state: str) -> tuple[str, ...]:
    """The counties of a state ("OH") by their whole names: "Montgomery County"; parishes, boroughs
    and cities of their own as they are called there."""
    names = {name: rows[0]["county"] for (name, of), rows in _by_county().items() if of == state}
    return tuple(sorted(said for said in names.values() if said))


def county_called(text: str, state: str) -> str:
    """The whole name of a county however it was typed, "" for the whole state. Raises Refused when
    the state has none of that name."""
    said = " ".join(text.split()).casefold()
    if not said:
        return ""
    found = _county_names(state).get(said)
    if found is None:
        raise Refused(f"We know no {text.strip()[:60]} in {state}.")
    return found


@cache
def _county_names(state: str) -> Mapping[str, str]:
    """Whole names, and without their last word where that says nothing else: "montgomery"."""
    alone = {each.rpartition(" ")[0].casefold(): each for each in counties(state)}
    return alone | {each.casefold(): each for each in counties(state)}


def towns() -> list[tuple[str, float, float, int]]:
    """Every town: "Dayton OH", the middle of its ZIPs, and how many of them it has."""
    made = []
    for (name, state), rows in _by_town().items():
        points = [(float(r["lat"]), float(r["long"])) for r in rows if float(r["lat"] or 0)]
        if points:
            lat = sum(p[0] for p in points) / len(points)
            lon = sum(p[1] for p in points) / len(points)
            made.append((f"{name.title()} {state}", lat, lon, len(points)))
    return made


def _found(rows: list[dict[str, Any]], precision: Precision, label: str, area: str) -> Found:
    points = [(float(r["lat"]), float(r["long"])) for r in rows if float(r["lat"] or 0)]
    if not points:
        raise Refused("We do not know where that ZIP lies. A town with its state works too.")
    lat = sum(p[0] for p in points) / len(points)
    lon = sum(p[1] for p in points) / len(points)
    first = rows[0]
    town = f"{first['city'].title()} {first['state']}"
    return Found(
        Place(lat, lon, precision),
        town if precision is Precision.ZIP else f"{label} {first['state']}",
        first["state"],
        first["county"] or "",
        _zone(rows),
        area,
    )


def _zone(rows: list[dict[str, Any]]) -> str:
    """The commonest valid zone; the package holds one name that is none ("Napakiak")."""
    names = [r["timezone"] for r in rows if r["timezone"] in _zones()]
    return max(sorted(set(names)), key=names.count) if names else "America/New_York"


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _by_town() -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    return _grouped(lambda row: row["city"])


@cache
def _by_county() -> Mapping[tuple[str, str], list[dict[str, Any]]]:
    return _grouped(lambda row: row["county"] or "")


def _grouped(name: Any) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in zipcodes.list_all():
        if row["active"] and row["zip_code_type"] != "MILITARY":
            found.setdefault((name(row).casefold(), row["state"]), []).append(row)
    return found
