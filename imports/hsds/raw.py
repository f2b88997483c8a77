"""What is kept of an HSDS service as it came: its rows of every table, without people's names."""

from collections.abc import Iterable, Sequence
from typing import Any

from imports.hsds.package import Package, Row
from imports.hsds.places import Place

PERSONAL = frozenset({"attention", "assurer_email"})
OF_SERVICE = (
    *("schedule", "holiday", "phone", "language", "eligibility", "cost_option", "payment"),
    *("required_document", "service_area", "capacity", "service_attribute"),
)
OF_LOCATION = ("address", "postal_address", "accessibility", "schedule", "phone", "language")


def raw_of(package: Package, service: Row, places: Sequence[Place]) -> dict[str, Any]:
    """{"service": row, table: rows …}; texts a location repeats from its service stand once."""
    found: dict[str, Any] = {"service": _cells(service)}
    if of := package.one("organization", service.id("organization_id")):
        found["organization"] = {name: of[name] for name in ("id", "name") if name in of}
    where = [place.location.id() for place in places]
    rows = {table: list(package.by(table, "service_id", service.id())) for table in OF_SERVICE}
    for table in OF_LOCATION:
        rows.setdefault(table, []).extend(package.every(table, "location_id", where))
    rows["service_at_location"] = [place.link for place in places if place.link is not None]
    rows["location"] = [place.location for place in places]
    rows["attribute"] = list(package.by("attribute", "link_id", service.id()))
    said = set(filter(None, (service.get("description"), service.get("name"))))
    for table, held in rows.items():
        if cells := _unique(held, said):
            found[table] = cells
    return found


def _unique(rows: Iterable[Row], said: set[Any]) -> list[dict[str, Any]]:
    unique = {id(row): row for row in rows}.values()
    return [
        {name: value for name, value in _cells(row).items() if value not in said} for row in unique
    ]


def _cells(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in PERSONAL}
