"""Where is it, by the columns of a spreadsheet, and can one go there by that address?"""

import re

from imports.addresses import Address, has_street_number, placed, split_address
from imports.listing import Where
from imports.places import (
    CANADA,
    CODES,
    PROVINCES,
    US,
    country_code,
    country_of_code,
    mended_zip,
    state_code,
    zip_in_state,
    zip_place,
)
from imports.reading import Notes
from imports.table.cells import Cells, words

# "64157 USA": the country stands behind the ZIP without a comma.
COUNTRY_BEHIND = re.compile(
    r"(?<=\d)\s+(U\.?S\.?A\.?|United States(?: of America)?)\.?$", re.IGNORECASE
)


def place_of(cells: Cells, country: str, row: int, notes: Notes) -> tuple[Where | None, bool]:
    """The place, and whether its street and number are stated; None where nothing is said of it.

    An address in one line is taken apart where no columns of its own say the parts. A state that is
    none is left out and reported: it is never made of the ZIP.
    """
    whole = cells.line("address", ", ")
    parts = split_address(COUNTRY_BEHIND.sub(r", \1", whole)) if whole else Address()
    written = words(cells.first("postal_code")) or parts.postal_code
    land = country_code(cells.first("country") or parts.country, country)
    land = country_of_code(written, land)
    state = known_state(cells.first("state") or parts.state, land, row, notes)
    postal_code, mended = mended_zip(written, state, land)
    if mended:
        notes.warn(row, "postal_code", written, mended)
    if zip_place(postal_code) and not zip_in_state(postal_code, state):
        notes.warn(row, "postal_code", postal_code, f"not a ZIP of {state}; not used for the place")
    where = Where(
        name=cells.line("place", ", "),
        line1=cells.line("line1", ", ") or parts.line1,
        line2=cells.line("line2", ", "),
        city=cells.line("city").strip(" ,") or parts.city,
        county=re.sub(r"\s+county$", "", cells.line("county"), flags=re.IGNORECASE),
        state=state,
        postal_code=postal_code,
        country=land,
        directions=cells.text("directions"),
        transport=cells.line("transport", "; "),
    )
    record = {"latitude": cells.first("latitude"), "longitude": cells.first("longitude")}
    said = (where.name, where.line1, where.city, where.state, where.postal_code, where.county)
    if not any(said) and not record["latitude"]:
        return None, False
    exact = bool(
        has_street_number(where.line1) or cells.line("line1") or (where.name and where.city)
    )
    return placed(where, record, None if where.line1 else True, row, notes), exact


def known_state(value: object, land: str, row: int, notes: Notes) -> str:
    """Two letters in the US and Canada, "" for what is no state there; elsewhere as it is written."""
    found = state_code(words(value), land)
    if not found or (land not in US and land not in CANADA):
        return found
    if found in CODES or found in PROVINCES.values():
        return found
    notes.warn(row, "state", found, "not a state; left out")
    return ""
