"""A directory that is taken in and sent out again; for the tests of what leaves."""

from dataclasses import replace

from casework import directory
from imports.listing import Where
from tests.casework.feeds import DAYTON, FEED, reading

STREET, NUMBER = "77 Zqstreetwort Rd", "937-555-0188"
ONLINE = Where(virtual=True)
TOWN = Where(
    city="Dayton", state="OH", postal_code="45402", lat=39.7589, lon=-84.1916,
    precision="zip", precision_source="zipcodes",
)  # fmt: skip
SECOND = replace(DAYTON, line1="2 Mill Rd", line2="Suite 4", name="Mill", directions="at the back")


def take(desk, *listings, source="dayton", file="one.json"):
    return directory.take(desk, replace(FEED, source=source, file=file), reading(list(listings)))


def sent(desk, tmp_path, ending="json"):
    path = tmp_path / f"out.{ending}"
    directory.export(desk, path)
    return path


SECRET_DOOR = replace(
    DAYTON, line1=STREET, name=f"House at {STREET}", directions=f"from {STREET} left",
    transport=f"bus to {STREET}", lat=39.761234, confidential=True,
)  # fmt: skip
