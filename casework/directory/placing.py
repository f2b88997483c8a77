"""Where on earth is an address that an editor wrote: at its old point, or in the middle of its ZIP?"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from casework import places
from casework.directory.stated import ADDRESS, Stated
from casework.errors import Refused
from imports.places import zip_in_state

KEPT = (*("name", "directions", "transport"), *("country", "virtual"))


def placed(old: Mapping[str, Any], precision: str, fields: Stated) -> tuple[dict[str, Any], str]:
    """The columns of the new place and its precision. Coordinates stay where the door is the same;
    another door is placed by its ZIP, else by its town, else nowhere."""
    address = fields.get("address") or {name: old.get(name, "") for name in ADDRESS}
    confidential = fields.get("confidential", old.get("confidential", False))
    if all(address[name] == old.get(name, "") for name in ADDRESS if name != "line2"):
        return {**old, **address, "confidential": confidential}, precision
    kept = {name: old[name] for name in KEPT if name in old}
    found, precision = _point(address)
    return {**kept, **address, **found, "confidential": confidential}, precision


def _point(address: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    by_zip = zip_in_state(address["postal_code"], address["state"])
    if by_zip is not None and by_zip.lat is not None:
        point = {"lat": by_zip.lat, "lon": by_zip.lon, "county": by_zip.county}
        return {**point, "precision_source": "zipcodes"}, "zip"
    with suppress(Refused):
        town = places.of_town(f"{address['city']} {address['state']}")
        point = {"lat": town.place.lat, "lon": town.place.lon, "county": town.county}
        return {**point, "precision_source": "zipcodes"}, town.place.precision.value
    return {"lat": None, "lon": None, "county": "", "precision_source": ""}, "none"
