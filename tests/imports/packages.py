"""Invented HSDS packages for the tests of their reader: tables of any version, zipped or in a folder."""

import csv
import io
import json
import zipfile

from imports.formats import read_bytes
from imports.listing import Options

SERVICE = {"id": "s1", "organization_id": "o1", "name": "Harbour House", "status": "active"}
# One service of each table, as 3.0 writes it.
MODERN = {
    "organizations": [{"id": "o1", "name": "Harbour Trust", "description": "A trust"}],
    "services": [SERVICE],
    "service_at_location": [{"id": "l1", "service_id": "s1", "location_id": "p1"}],
    "locations": [
        {
            "id": "p1",
            "location_type": "physical",
            "name": "The Old Mill",
            "latitude": "39.76",
            "longitude": "-84.19",
        }
    ],
    "addresses": [
        {
            "id": "a1",
            "location_id": "p1",
            "address_1": "1 Mill Lane",
            "city": "Dayton",
            "state_province": "OH",
            "postal_code": "45402",
            "country": "US",
            "address_type": "physical",
        }
    ],
    "phones": [{"id": "t1", "service_id": "s1", "number": "937-555-0100", "type": "voice"}],
    "schedules": [
        {
            "id": "h1",
            "service_id": "s1",
            "freq": "WEEKLY",
            "byday": "MO,WE",
            "opens_at": "09:00",
            "closes_at": "17:00",
        }
    ],
}
# The same as a 211 wrote it with 1.x.
OLD = {
    "organizations": [{"id": "o1", "name": "Harbour Trust"}],
    "services": [{"id": "s1", "organization_id": "o1", "name": "Harbour House", "status": ""}],
    "services_at_location": [{"id": "l1", "service_id": "s1", "location_id": "p1"}],
    "locations": [{"id": "p1", "name": "The Old Mill", "latitude": "", "longitude": ""}],
    "physical_addresses": [
        {
            "id": "a1",
            "location_id": "p1",
            "address_1": "1 Mill Lane",
            "city": "Dayton",
            "state_province": "OH ",
            "postal_code": "45402",
            "country": "   ",
        }
    ],
    "phones": [{"id": "t1", "service_id": "s1", "number": "937-555-0100 x12", "language": ""}],
    "regular_schedules": [
        {"service_id": "s1", "weekday": "Monday", "opens_at": "830am", "closes_at": "5:00pm"}
    ],
    "services_taxonomy": [{"id": "1", "service_id": "s1", "taxonomy_id": "RX-1700.0500-330"}],
    "taxonomy": [{"id": "RX-1700.0500-330", "name": "", "parent_id": "", "vocabulary": "211"}],
}


def hours(**changes):
    return [MODERN["schedules"][0] | changes]


def table(rows):
    """Rows as CSV, every column of any of them in the heading."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def zipped(members):
    """Name → bytes as one zip."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def package(tables, *, under="data/"):
    return zipped({f"{under}{name}.csv": table(rows) for name, rows in tables.items()})


def reading(tables, **options):
    return read_bytes("hsds", "package.zip", package(tables), Options(**options))


def listing(base=MODERN, /, **tables):
    """The only listing of a package with these tables in place of the usual ones."""
    (one,) = reading(base | tables).listings
    return one


def from_json(found, **options):
    return read_bytes("hsds", "answer.json", json.dumps(found).encode(), Options(**options))


def values(one, axis):
    return {tag.value for tag in one.tags if tag.axis == axis}


def said(found, field):
    return [(p.row, p.value, p.action) for p in found.problems if p.field == field]
