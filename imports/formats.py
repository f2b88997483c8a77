"""Which formats can be imported, and how is a file of one read?"""

from collections.abc import Callable, Mapping
from pathlib import Path

from imports import bmlt, findtreatment, hsds, icarol, meeting_guide, table
from imports.coming import without_days_to_come
from imports.listing import Options, Reading, Unreadable
from imports.reading import Opened, open_bytes, open_source

Reader = Callable[[Opened, Options], Reading]
# A new format is a module with `read`, one line here and one test.
FORMATS: Mapping[str, Reader] = {
    "findtreatment": findtreatment.read,
    "meeting_guide": meeting_guide.read,
    "icarol": icarol.read,
    "bmlt": bmlt.read,
    "hsds": hsds.read,
    "table": table.read,
}
NO_OPTIONS = Options()


def read(format: str, path: Path, options: Options = NO_OPTIONS) -> Reading:
    """The file, `.gz` or folder at `path`, read as `format` (a key of FORMATS).

    Always `read == len(listings) + rejected`. Raises `Unreadable`, one sentence for the person
    importing, when the whole cannot be taken: nothing is ever half read.
    """
    return _read(format, lambda: open_source(path), options)


def read_opened(format: str, opened: Opened, options: Options = NO_OPTIONS) -> Reading:
    """As `read`, of what `imports.reading.open_source` opened."""
    return _read(format, lambda: opened, options)


def read_bytes(format: str, name: str, data: bytes, options: Options = NO_OPTIONS) -> Reading:
    """As `read`, for an upload called `name`."""
    return _read(format, lambda: open_bytes(name, data), options)


def _read(format: str, opened: Callable[[], Opened], options: Options) -> Reading:
    reader = FORMATS.get(format)
    if reader is None:
        raise Unreadable(f"No format is called “{format}”; known are {', '.join(FORMATS)}.")
    source = opened()
    return without_days_to_come(reader(source, options), source.name, options)
