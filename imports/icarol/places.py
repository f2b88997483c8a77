"""Where is each record of an iCarol export, how exactly, and which counties and states does it serve?"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from imports.addresses import believed
from imports.icarol.cells import flag
from imports.icarol.levels import Row
from imports.listing import Where
from imports.places import (
    CODES,
    coordinates,
    counties_of,
    country_code,
    country_of_code,
    is_state,
    mended_zip,
    state_code,
    zip_in_state,
)
from imports.reading import Notes
from imports.text import clean, key

SHARED = 3  # different streets at one point: it is the middle of a ZIP or a town, no door
SECRET = re.compile(
    r"\W*(address )?(is )?(confidential|undisclosed|unlisted|withheld|private|not (disclosed|published))"
    r"( (address|location|site))?\W*",
    re.I,
)
NOWHERE = frozenset({"unknown", "none", "n/a", "na", "various"})
COVERED = re.compile(r"([A-Z]{2})(?:\s*-\s*(.+?))?(?:\s+county)?", re.I)
Point = tuple[str, str]
Part = tuple[str, str]  # state as two letters, county or ""


@dataclass(slots=True)
class Places:
    """What must be known of the whole file: the points that many streets share."""

    country: str
    shared: frozenset[Point] = frozenset()

    @classmethod
    def of(cls, rows: Iterable[Row], country: str) -> "Places":
        streets: dict[Point, set[str]] = defaultdict(set)
        for row in rows:
            if row("Latitude") and row("PhysicalAddress1"):
                streets[_point(row)].add(key(row("PhysicalAddress1")))
        return cls(country, frozenset(p for p, held in streets.items() if len(held) >= SHARED))

    def where(self, row: Row, notes: Notes) -> Where | None:
        """Its physical address; None without one. An address said to be secret is no address."""
        street, city = row("PhysicalAddress1"), row("PhysicalCity")
        country = country_code(row("PhysicalCountry"), self.country)
        state = state_code(row("PhysicalStateProvince"), country)
        if state and not is_state(state, country):
            said = "no state we know; kept as written"
            notes.warn(row.number, "PhysicalStateProvince", state, said)
        country = country_of_code(row("PhysicalPostalCode"), country)
        postal_code, mended = mended_zip(row("PhysicalPostalCode"), state, country)
        if mended:
            notes.warn(row.number, "PhysicalPostalCode", row("PhysicalPostalCode"), mended)
        secret = bool(SECRET.fullmatch(street))
        private = flag(row, "PhysicalAddressIsPrivate", notes, careful=True)
        if not any((street, city.lower() not in NOWHERE and city, postal_code)):
            return None
        where = Where(
            line1="" if secret else street,
            line2=row("PhysicalAddress2"),
            city="" if city.lower() in NOWHERE else city,
            county=re.sub(r"(?i)\s+county$", "", row("PhysicalCounty")),
            state=state,
            postal_code=postal_code,
            country=country,
            directions=clean(row.cells.get("physicallocationdescription")),
            transport=_transport(row),
            confidential=secret or private,
        )
        return self._placed(where, row, secret, notes)

    def _placed(self, where: Where, row: Row, secret: bool, notes: Notes) -> Where:
        lat, lon = coordinates(row("Latitude"), row("Longitude"))
        if lat is not None and lon is not None:
            lat, lon = believed((lat, lon), where, row.number, notes, "Latitude")
        place = zip_in_state(where.postal_code, where.state)
        county = where.county or (place.county if place else "")
        if lat is not None and not secret:
            exact = bool(where.line1) and _point(row) not in self.shared
            precision, origin = "point" if exact else "zip", "source"
        elif place and place.lat is not None:
            lat, lon, precision, origin = place.lat, place.lon, "zip", "zipcodes"
        else:
            return replace(where, county=county)
        return replace(
            where, county=county, lat=lat, lon=lon, precision=precision, precision_source=origin
        )


def _point(row: Row) -> Point:
    return row("Latitude"), row("Longitude")


def _transport(row: Row) -> str:
    said = (row("BusServiceAccess"), row("PublicAccessTransportation"))
    return "; ".join(each for each in dict.fromkeys(said) if len(each) > 3)


@dataclass(slots=True)
class Coverage:
    """Which counties and states each record serves: from the second file, else from its cell."""

    by_id: Mapping[str, Sequence[Part]]
    believed: bool = True

    @classmethod
    def of(
        cls, rows: Sequence[Row], file: Mapping[str, Sequence[Part]], notes: Notes
    ) -> "Coverage":
        """A file whose counties mostly lie in no such state is not believed about states: one
        helpline wrote the quarters of its town as counties of the next state."""
        by_id = {row.id: _parts(row("Coverage")) for row in rows if row("Coverage")} | dict(file)
        named = [part for parts in by_id.values() for part in parts if part[1]]
        odd = sum(county_key(county) not in _counties(state) for state, county in named)
        believed = not named or odd * 2 <= len(named)
        if odd:
            left = "left out" if believed else "and so no state of this column is"
            notes.warn(
                0,
                "Coverage",
                f"{odd} of {len(named)}",
                f"counties that their state does not have; kept as text, {left} taken as served",
            )
        return cls(by_id, believed)

    def states(self, id: str) -> list[str]:
        parts = self.by_id.get(id, ()) if self.believed else ()
        real = (s for s, county in parts if not county or county_key(county) in _counties(s))
        return list(dict.fromkeys(real))

    def text(self, id: str) -> str:
        return "; ".join(f"{county}, {s}" if county else s for s, county in self.by_id.get(id, ()))


def _parts(text: str) -> list[Part]:
    """`MD - Montgomery County; DC;` as pairs; a piece without a state we know is left to the text."""
    found = (COVERED.fullmatch(piece.strip()) for piece in text.split(";"))
    pairs = ((each[1].upper(), (each[2] or "").strip()) for each in found if each)
    return [pair for pair in dict.fromkeys(pairs) if pair[0] in CODES]


def covered(record: Mapping[str, str]) -> Part | None:
    """One row of the coverage file."""
    state = state_code(record.get("state_province"))
    return (state, record.get("county", "").strip()) if state in CODES else None


def county_key(county: str) -> str:
    """Counties are written with and without "County" and apostrophes."""
    plain = re.sub(r"[^a-z ]", "", county.lower().replace("saint ", "st "))
    return re.sub(r" (county|parish|borough|city)$", "", plain).replace(" ", "")


@lru_cache(maxsize=64)
def _counties(state: str) -> frozenset[str]:
    return frozenset(map(county_key, counties_of(state)))
