"""Where does a meeting meet: an address in one line or in parts, exact or only about there?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from imports import points
from imports.listing import Where
from imports.places import (
    BRITAIN,
    BRITISH,
    CANADA,
    CANADIAN,
    CODES,
    PROVINCE_CODES,
    US,
    coordinates,
    country_code,
    country_of_code,
    is_state,
    mended_zip,
    state_code,
    zip_in_state,
    zip_place,
)
from imports.reading import Notes
from imports.text import clean, line, plain

STREET_NUMBER = re.compile(r"(?:^|[\s#(,-])\d+[A-Za-z]?\b")
STATE_AND_ZIP = re.compile(r"(?:(.*?)[\s,]+)?(\d{5}(?:[\s-]*\d{4})?)")
# "QC H2X 1Y4" and "London SW1A 1AA": province or town and code stand in one part.
BEFORE_CODE = re.compile(rf"(?:(.*?)\s+)?({CANADIAN.pattern}|{BRITISH.pattern})", re.IGNORECASE)
NEIGHBOURS = frozenset({"MEXICO", "MÉXICO", "IRELAND", "AUSTRALIA", "NEW ZEALAND", "FRANCE",
                        "GERMANY", "SPAIN", "INDIA", "ENGLAND", "SCOTLAND", "WALES"})  # fmt: skip
EXACT_COMMAS = 3  # "street, city, state ZIP, country"


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address as written; "" for what is not there."""

    line1: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""


def split_address(text: str) -> Address:
    """`1 Main St, Salem, MA 01970, USA` in its parts; what cannot be placed stays in `line1`."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    found = Address()
    if parts and _is_country(parts):
        found = replace(found, country=country_code(parts.pop()))
    if parts and (coded := BEFORE_CODE.fullmatch(parts[-1])):
        found = replace(found, postal_code=coded[2].upper())
        parts = [*parts[:-1], *filter(None, [coded[1]])]
    elif parts and (both := STATE_AND_ZIP.fullmatch(parts[-1])):
        found = replace(found, postal_code=both[2])
        parts = [*parts[:-1], *filter(None, [both[1]])]
    if parts and _is_state(parts[-1]):
        found = replace(found, state=parts.pop())
    if parts and (found.state or found.country or len(parts) > 1):
        found = replace(found, city=parts.pop())
    return replace(found, line1=", ".join(parts))


def _is_country(parts: Sequence[str]) -> bool:
    """Whether the last part is a country: `CA` is California unless a Canadian place stands before."""
    last = parts[-1].upper()
    if last != "CA":
        return last in US or last in CANADA or last in BRITAIN or last in NEIGHBOURS
    before = parts[-2] if len(parts) > 1 else ""
    coded = BEFORE_CODE.fullmatch(before)
    if coded and CANADIAN.fullmatch(coded[2]):
        return True
    if before.lower() == "ontario":  # the town in California, unless a town stands before it
        return len(parts) > 2 and not re.search(r"\d", parts[-3])
    return state_code(before, "CA") in PROVINCE_CODES


def _is_state(text: str) -> bool:
    code = state_code(text)
    return code in CODES or code in PROVINCE_CODES


def has_street_number(line1: str) -> bool:
    """Whether a street line names a house: `1 Main St`, `#201`; not `7th Street`."""
    return bool(STREET_NUMBER.search(line1))


def truth(value: Any) -> bool | None:
    """yes, true, 1 and no, false, 0; None for everything else."""
    if isinstance(value, bool):
        return value
    text = plain(value).lower()
    return True if text in {"yes", "true", "1"} else False if text in {"no", "false", "0"} else None


def meeting_place(
    record: Mapping[str, Any], row: int, notes: Notes, country: str
) -> tuple[Where | None, bool]:
    """Where a Meeting Guide record meets, and whether it can be gone to by that address.

    Not by an address flagged approximate; else by one with a street number or with street, town,
    state and country (formats.md 3). Coordinates of a bounding box, or flagged approximate, are a
    town's; without any the centre of the ZIP stands in. None when nothing at all is said.
    """
    whole = line(record.get("formatted_address"))
    street = line(record.get("address")).split("@")[0].strip()
    one_line = whole or (street if street.count(",") >= 2 else "")
    parts = split_address(one_line) if one_line else Address(line1=street)
    written = record.get("postal_code") or parts.postal_code
    land = country_code(record.get("country") or parts.country, country)
    land = country_of_code(written, land)
    state = state_code(record.get("state") or parts.state, land)
    land = "CA" if state in PROVINCE_CODES else land
    if state and not is_state(state, land):
        notes.warn(row, "state", state, "no state we know; kept as written")
    postal_code, mended = mended_zip(written, state, land)
    if mended:
        notes.warn(row, "postal_code", written, mended)
    flag = truth(record.get("approximate"))
    exact = not flag and (
        flag is False
        or has_street_number(parts.line1)
        or max(whole.count(","), street.count(",")) >= EXACT_COMMAS
    )
    where = Where(
        name=line(record.get("location")),
        line1=parts.line1,
        city=line(record.get("city")) or parts.city,
        state=state,
        postal_code=postal_code,
        country=land,
        directions=clean(record.get("location_notes")),
    )
    if zip_place(postal_code) and not zip_in_state(postal_code, state):
        notes.warn(row, "postal_code", postal_code, f"not a ZIP of {state}; not used for the place")
    if not any((where.name, where.line1, where.city, where.state, where.postal_code)):
        there = placed(where, record, flag, row, notes) if record.get("latitude") else None
        return there, False
    return placed(where, record, flag, row, notes), exact and bool(parts.line1 or where.city)


def placed(
    where: Where,
    record: Mapping[str, Any],
    flag: bool | None,
    row: int,
    notes: Notes,
    *,
    field: str = "latitude",
) -> Where:
    """With the record's own coordinates, else the centre of its ZIP, else none.

    A point that does not lie in the state is mended or left out, and reported.
    """
    lat, lon, box = _own_coordinates(record)
    if lat is not None and lon is not None:
        lat, lon = believed((lat, lon), where, row, notes, field)
    if lat is not None:
        precision = "city" if box or flag else "point"
        return replace(where, lat=lat, lon=lon, precision=precision, precision_source="source")
    place = zip_in_state(where.postal_code, where.state)
    if place is None:
        return where
    found = replace(where, county=where.county or place.county)
    if place.lat is None:
        return found
    return replace(
        found, lat=place.lat, lon=place.lon, precision="zip", precision_source="zipcodes"
    )


def believed(
    point: tuple[float, float], where: Where, row: int, notes: Notes, field: str
) -> tuple[float | None, float | None]:
    """The point as `points.believed` takes it, with a problem where it was not taken as written."""
    found, said = points.believed(point, where.state, where.country)
    if said:
        notes.warn(row, field, f"{point[0]}, {point[1]}", said)
    return found or (None, None)


def _own_coordinates(record: Mapping[str, Any]) -> tuple[float | None, float | None, bool]:
    lat, lon = coordinates(record.get("latitude"), record.get("longitude"))
    if lat is not None:
        return lat, lon, False
    numbers = [part.strip() for part in plain(record.get("coordinates")).split(",")]
    if len(numbers) == 2:
        return *coordinates(*numbers), False
    if len(numbers) != 4:
        return None, None, False
    south, west = coordinates(*numbers[:2])
    north, east = coordinates(*numbers[2:])
    if south is None or west is None or north is None or east is None:
        return None, None, False
    return (south + north) / 2, (west + east) / 2, True
