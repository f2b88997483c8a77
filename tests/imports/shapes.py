"""One invented record in the shape of every format, so that one question can be put to all of them."""

import csv
import io
import json

from imports.formats import read_bytes
from imports.listing import Options

PLAIN = {
    "id": "7", "name": "Hope", "place": "Chapel", "street": "1 Main St", "city": "Salem",
    "state": "MA", "zip": "01970", "phone": "978-555-0142", "day": "Monday", "time": "19:30",
    "note": "Ring twice",
}  # fmt: skip
# What each table calls these, and what else its record needs.
HEADINGS = {
    "meeting_guide": {
        "id": "Slug", "name": "Name", "place": "Location", "street": "Address", "city": "City",
        "state": "State", "zip": "Postal Code", "day": "Day", "time": "Time", "note": "Notes",
    },
    "bmlt": {
        "id": "Committee", "name": "CommitteeName", "place": "Place", "street": "Address",
        "city": "City", "state": "State", "zip": "Zip", "day": "Day", "time": "Time",
        "note": "Room",
    },
    "findtreatment": {
        "name": "name1", "street": "street1", "city": "city", "state": "state", "zip": "zip",
        "phone": "phone",
    },
    "icarol": {
        "id": "ResourceAgencyNum", "name": "PublicName", "street": "PhysicalAddress1",
        "city": "PhysicalCity", "state": "PhysicalStateProvince", "zip": "PhysicalPostalCode",
        "phone": "Phone1Number", "note": "AgencyDescription",
    },
    "table": {each: each for each in PLAIN if each != "place"},
}  # fmt: skip
ALSO = {"icarol": {"TaxonomyLevelName": "Program", "AgencyStatus": "Active"}}
MAPPING = {
    "kind": "meeting",
    "columns": {"id": "id", "name": "name", "line1": "street", "city": "city", "state": "state",
                "postal_code": "zip", "phone": "phone", "day": "day", "time": "time",
                "description": "note"},
}  # fmt: skip
FIELDS = {
    "meeting_guide": HEADINGS["meeting_guide"] | {"id": "slug", "zip": "postal_code"},
    "bmlt": {
        "id": "id_bigint", "name": "meeting_name", "place": "location_text",
        "street": "location_street", "city": "location_municipality",
        "state": "location_province", "zip": "location_postal_code_1", "day": "weekday_tinyint",
        "time": "start_time", "note": "comments",
    },
    "findtreatment": HEADINGS["findtreatment"] | {"id": "frid"},
}  # fmt: skip
TABLES, JSONS = tuple(HEADINGS), (*FIELDS, "hsds")


def rows(format, *changes):
    """Headings first, then one row for each of `changes` to the plain record."""
    names, also = HEADINGS[format], ALSO.get(format, {})
    records = [PLAIN | each for each in changes or ({},)]
    body = [[*(record[each] for each in names), *also.values()] for record in records]
    return [[*names.values(), *also], *body]


def text_of(found, *, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(found)
    return out.getvalue()


def read_table(format, found, name="list.csv", **options):
    """A reading of rows, of text or of bytes as this format's table."""
    text = text_of(found) if isinstance(found, list) else found
    data = text.encode() if isinstance(text, str) else text
    mapping = MAPPING if format == "table" else None
    return read_bytes(format, name, data, Options(mapping=mapping, **options))


def table(format, *changes, **options):
    return read_table(format, rows(format, *changes), **options)


def records(format, *changes):
    """The JSON of one record for each of `changes`; days of BMLT as numbers from 1 Sunday."""
    made = [PLAIN | each for each in changes or ({},)]
    if format == "hsds":
        return [_service(each) for each in made]
    names = {key: name.lower() for key, name in FIELDS[format].items()}
    found = [{names[key]: value for key, value in each.items() if key in names} for each in made]
    for each in found:
        if format == "bmlt" and each["weekday_tinyint"] == "Monday":
            each["weekday_tinyint"] = "2"
        if format == "findtreatment":
            each["services"] = []
    return found


def _service(each):
    place = {"address_1": each["street"], "city": each["city"], "state_province": each["state"],
             "postal_code": each["zip"], "country": "US", "address_type": "physical"}  # fmt: skip
    location = {"id": f"l{each['id']}", "location_type": "physical", "addresses": [place]}
    return {
        "id": each["id"], "name": each["name"], "status": "active", "description": each["note"],
        "organization": {"id": "o1", "name": "Harbour Trust"},
        "phones": [{"id": "p1", "number": each["phone"]}],
        "service_at_locations": [{"id": f"a{each['id']}", "location": location}],
    }  # fmt: skip


def feed(format, *changes, **options):
    data = json.dumps(records(format, *changes)).encode()
    return read_bytes(format, "feed.json", data, Options(**options))


def both(format, *changes, **options):
    """The same record as table and as JSON, as far as the format has both."""
    made = [table(format, *changes, **options)] if format in TABLES else []
    return [*made, *([feed(format, *changes, **options)] if format in JSONS else [])]
