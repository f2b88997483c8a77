"""Which columns did somebody say a spreadsheet has, and what would its rows become by that?"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory.uploads import upload_path
from casework.errors import Refused
from db.models import Source
from imports.listing import Options, Reading, Unreadable
from imports.reading import open_source
from imports.table.guess import guess
from imports.table.layouts import Layout, layouts
from imports.table.mapping import TableMapping, from_json
from imports.table.sample import Sample, first_of, sample_of

MOST = 1_000_000  # bytes of a file that holds a mapping


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping a JSON file holds, checked. Refused in one sentence."""
    try:
        if path.stat().st_size > MOST:
            raise Refused(f"{path.name} is too large to be a mapping.")
        said = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as failure:
        raise Refused(f"The mapping {path.name} cannot be read as JSON.") from failure
    checked(said)
    return dict(said)


def checked(said: Any) -> TableMapping:
    """Refused in one sentence where this mapping means nothing."""
    try:
        return from_json(said)
    except Unreadable as reason:
        raise Refused(str(reason)) from reason


def saved_mapping(desk: Desk, source: str) -> dict[str, Any] | None:
    """As this source was read the last time; None for one that never came. Raises NotAllowed."""
    desk.require(Act.IMPORT_DIRECTORY)
    named = select(Source.mapping).where(Source.name == source, Source.format == "table")
    found = desk.session.exec(named).first()
    return dict(found) if found else None


def mapping_file(mapping: Mapping[str, Any]) -> bytes:
    """The file that `--mapping` takes, as `read_mapping` reads it."""
    return (json.dumps(mapping, ensure_ascii=False, indent=1) + "\n").encode()


def sampled(desk: Desk, upload: UUID) -> Sample:
    """The columns and first records of an uploaded spreadsheet. Raises NotAllowed; Refused."""
    desk.require(Act.IMPORT_DIRECTORY)
    try:
        return sample_of(open_source(upload_path(desk, upload)))
    except Unreadable as reason:
        raise Refused(str(reason)) from reason


def starts(sample: Sample) -> Sequence[Layout]:
    """The public lists we know that have just these columns, as a mapping to begin with."""
    return [each for each in layouts() if sample.fits(each.mapping)]


def proposed(sample: Sample) -> TableMapping:
    """What we would take its columns for, before anybody said."""
    known = starts(sample)
    return known[0].mapping if known else guess(sample)


def tried(sample: Sample, mapping: TableMapping, feed: Mapping[str, str]) -> Reading:
    """What the first records become by this mapping; nothing is written. Raises Refused."""
    try:
        options = Options(zone=feed.get("zone", ""), country=feed.get("country", "") or "US")
        return first_of(sample, mapping, options)
    except Unreadable as reason:
        raise Refused(str(reason)) from reason
