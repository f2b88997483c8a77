"""Would this file be read to the same listings again? Only where all that decides a reading is the same.

That is its bytes and names, what was said beside it, the reader's own code with the libraries it reads
by, and the day where a reader looks at the calendar (ADR 18). A day to come that was left out (coming.py)
stays left out until the file changes: nothing seems fresher by it than it is.
"""

import hashlib
import json
import sys
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

from imports.listing import Options
from imports.reading import Opened
from matching import words

LIBRARIES = ("openpyxl", "phonenumbers", "zipcodes")
# Formats of which a reading depends on the day: what lapsed, and dates that are still to come.
DATED = frozenset({"icarol", "table"})
NOT_SAID = frozenset({"progress", "today"})  # of Options: no part of what somebody said


def mark(format: str, opened: Opened, options: Options) -> str:
    """A digest of 64 letters: readings of equal marks have equal listings, problems and counts.

    `options.today` must be given for formats of DATED.
    """
    made = hashlib.sha256()
    said = {f.name: getattr(options, f.name) for f in fields(Options) if f.name not in NOT_SAID}
    day = str(options.today) if format in DATED else ""
    made.update(json.dumps([reader(), format, opened.folder, said, day]).encode())
    for file in opened.files:
        content = hashlib.sha256(file.data).hexdigest()
        made.update(json.dumps([file.name, content]).encode())
    return made.hexdigest()


@cache
def reader() -> str:
    """A digest of all that reads: the files of this package, the words of `matching` it reads into, the
    libraries and Python itself. About 10 ms, once in a process."""
    made = hashlib.sha256(sys.version.encode())
    for name in LIBRARIES:
        made.update(f"{name} {version(name)}\n".encode())
    here = Path(__file__).parent
    for path in [*sorted(_sources(here)), Path(words.__file__)]:
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def _sources(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc"]
