"""Which real directory files do we measure on, and how are they read?"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db.settings import ROOT
from imports import formats
from imports.listing import Options, Reading
from tests.bench.out import LeftOut

NEW_YORK, PACIFIC = "America/New_York", "America/Los_Angeles"


@dataclass(frozen=True)
class Feed:
    name: str
    format: str
    path: str
    zone: str = ""
    codes: str = ""

    @property
    def options(self) -> Options:
        return Options(zone=self.zone, code_list=self.codes, language="en")


SAMHSA = Feed("SAMHSA 2024", "findtreatment", "samhsa-directory-2024/facilities.csv.gz")
PHILADELPHIA = Feed(
    "AA Philadelphia",
    "meeting_guide",
    "tsml-aa-philadelphia-2021/meetings.json.gz",
    NEW_YORK,
    "aa",
)
NA_NEW_YORK = Feed("NA New York", "bmlt", "bmlt-na-new-york-2018", NEW_YORK, "na")
PER_FORMAT = (SAMHSA, PHILADELPHIA, NA_NEW_YORK)
DIRECTORY = (
    *PER_FORMAT,
    Feed("AA San Jose", "meeting_guide", "tsml-aa-san-jose-2021/meetings.json.gz", PACIFIC, "aa"),
    Feed("AA Marin", "meeting_guide", "tsml-aa-sf-marin-2021/meetings.json.gz", PACIFIC, "aa"),
    Feed(
        "Al-Anon Massachusetts",
        "meeting_guide",
        "tsml-alanon-ma-2023/meetings.json.gz",
        NEW_YORK,
        "al-anon",
    ),
)


def folder() -> Path:
    where = Path(os.environ.get("PEERLINE_DATA") or ROOT.parent / "shared" / "data")
    if not where.is_dir():
        raise LeftOut(f"the folder of real directory files is absent ({where}; PEERLINE_DATA)")
    return where


def path_of(feed: Feed) -> Path:
    found = folder() / feed.path
    if not found.exists():
        raise LeftOut(f"{feed.name}: {found} is absent")
    return found


def reader(feed: Feed) -> Callable[[], Reading]:
    """A call that reads the file from disk, once more each time."""
    path = path_of(feed)
    if feed.format not in formats.FORMATS:
        raise LeftOut(f"{feed.name}: there is no reader for {feed.format}")
    return lambda: formats.read(feed.format, path, feed.options)
