"""Invented feeds for the tests of the directory."""

import json
from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from casework.directory import Feed
from imports.listing import Listing, Phone, Reading, Tag, Time, Where

DAYTON = Where(
    line1="1 Quay St", city="Dayton", state="OH", postal_code="45402",
    lat=39.76, lon=-84.19, precision="street", precision_source="source",
)  # fmt: skip
FEED = Feed(format="meeting_guide", source="dayton", file="meetings.json", zone="America/New_York")
BUPRENORPHINE = Tag("medication", "buprenorphine", "samhsa", "BU")


def clinic(number: int, **values: Any) -> Listing:
    made: dict[str, Any] = {
        "source_id": f"c{number}",
        "record_kind": "treatment",
        "name": f"Clinic {number:03}",
        "organization": "River Health",
        "where": DAYTON,
        "phones": [Phone(raw="937-555-0100", e164="+19375550100")],
        "tags": [BUPRENORPHINE, Tag("care_type", None, "samhsa", "XYZ")],
        "complete": frozenset({"medication"}),
        "raw": {"name1": f"Clinic {number:03}"},
    }
    return Listing(**made | values)


def meeting(number: int, **values: Any) -> Listing:
    made: dict[str, Any] = {
        "source_id": f"m{number}",
        "record_kind": "meeting",
        "name": f"Quiet Room {number // 2}",
        "group_key": f"quiet room {number // 2}",
        "group_name": f"Quiet Room {number // 2}",
        "where": DAYTON,
        "times": [Time(weekday=number % 7, start=time(19, 30), minutes=60)],
        "tags": [Tag("for_whom", "self", "fellowship", "aa")],
        "attendance": "hybrid",
        "join_url": "https://meet.example.org/1",
        "raw": {"slug": f"m{number}"},
    }
    return Listing(**made | values)


def reading(listings: Sequence[Listing]) -> Reading:
    return Reading(listings, [], len(listings), 0)


def meetings_file(folder: Path, count: int, *, name: str = "meetings.json") -> Path:
    """A Meeting Guide feed of `count` invented meetings."""
    rows = [
        {
            "slug": f"quiet-{i}",
            "name": f"Quiet Room {i}",
            "day": i % 7,
            "time": "19:30",
            "timezone": "America/New_York",
            "formatted_address": "1 Quay St, Dayton, OH 45402, USA",
            "types": ["O", "X"],
        }
        for i in range(count)
    ]
    path = folder / name
    path.write_text(json.dumps(rows))
    return path


def bad_file(folder: Path, kind: str) -> tuple[str, Path]:
    """A format and a file that cannot be taken as it; BAD names every kind."""
    path = folder / BAD[kind]
    good = meetings_file(folder, 4, name="good.json").read_bytes()
    match kind:
        case "cut off":
            path.write_bytes(good[: len(good) // 2])
        case "a web page":
            path.write_text("<!doctype html><html><body>Sign in</body></html>")
        case "another format":
            path.write_bytes(good)
            return "findtreatment", path
        case "empty":
            path.write_bytes(b"")
        case "a gigabyte":
            with path.open("wb") as sparse:
                sparse.truncate(1 << 30)
        case "a workbook of something else":
            book = Workbook()
            book.active.append(["month", "income"])
            book.active.append(["May", 12])
            book.save(path)
            return "findtreatment", path
        case "a table called .json":
            path.write_text("month,income\nMay,12\n")
        case "a damaged .gz":
            path.write_bytes(b"\x1f\x8b\x08\x00 nothing that unpacks")
        case "no record":
            path.write_text("[]")
    return "meeting_guide", path


BAD = {
    "cut off": "cut.json",
    "a web page": "page.json",
    "another format": "other.json",
    "empty": "empty.json",
    "a gigabyte": "huge.json",
    "a workbook of something else": "book.csv",
    "a table called .json": "table.json",
    "a damaged .gz": "damaged.json.gz",
    "no record": "none.json",
}
