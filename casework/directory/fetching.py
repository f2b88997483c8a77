"""How does a feed at an https address become a file here: whole, with all its pages?

What may be reached at all stands in `reaching`.
"""

import contextlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from uuid import UUID

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory.reaching import OUTSIDE, Journey, Reach
from casework.directory.uploads import keep_upload
from casework.errors import Refused
from db.models import Source

PAGES = 2000
SEARCH, BESIDE = "GetSearchResults", ("GetFormats", "GetServiceBodies")


@dataclass(frozen=True)
class Paged:
    """How the answers of one format are cut into pages: the keys of the count, page and records."""

    pages: str
    page: str
    records: str


FEEDS: Mapping[str, Paged | None] = {
    "findtreatment": Paged("totalPages", "page", "rows"),
    "meeting_guide": None,
    "bmlt": None,
    "hsds": Paged("total_pages", "page_number", "contents"),
}


def is_address(path: str) -> bool:
    return path.lower().startswith(("https://", "http://"))


@contextlib.contextmanager
def fetched(address: str, format: str = "", *, reach: Reach | None = None) -> Iterator[Path]:
    """The feed as a file, or a folder of several answers, gone again afterwards.

    All pages of an answer in pages, as one; GetFormats and GetServiceBodies of the same server
    beside a BMLT search. Refused in one sentence, nothing half fetched: no https, a private
    address, too slow, larger than 200 MB, broken off.
    """
    if format and format not in FEEDS:
        raise Refused(f"{format} comes as a file. Download it and give its path.")
    with tempfile.TemporaryDirectory(prefix="peerline-") as folder:
        yield _feed(Journey(reach or OUTSIDE), address, format, Path(folder))


def fetch(desk: Desk, *, address: str, format: str, reach: Reach | None = None) -> UUID:
    """Keep the feed at this address as an upload, to be looked at and then taken in.

    Whoever imports may fetch an address again; a new one is set up by an administrator. Raises
    NotAllowed; Refused as `fetched`.
    """
    desk.require(Act.IMPORT_DIRECTORY)
    known = desk.session.exec(select(Source.id).where(Source.address == address)).first()
    if known is None:
        desk.require(Act.MANAGE_HELPLINE)
    desk.session.rollback()  # nothing is held while the other side takes its time
    with fetched(address, format, reach=reach) as path:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return keep_upload(desk, [(each.name, each.read_bytes()) for each in files])


def host_of(address: str) -> str:
    """The host alone: the rest of an address may hold a key and is shown to nobody."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _feed(journey: Journey, address: str, format: str, folder: Path) -> Path:
    host = host_of(address) or "feed"
    if format == "bmlt" and ("switcher", SEARCH) in _asked(address):
        inside = folder / host
        inside.mkdir()
        journey.fetch(address, inside / f"{SEARCH}.json")
        for each in BESIDE:
            beside = _with(address, "switcher", each, only=True)
            journey.fetch(beside, inside / f"{each}.json")
        return inside
    path = folder / f"{host}.json"
    journey.fetch(address, path)
    paged = FEEDS.get(format)
    if paged is not None:
        _with_further_pages(journey, address, path, paged)
    return path


def _with_further_pages(journey: Journey, address: str, path: Path, paged: Paged) -> None:
    """The file with the records of every page, where its answer says that there are more."""
    first = _answer(path)
    pages = first.get(paged.pages)
    if isinstance(pages, bool) or not isinstance(pages, int) or pages < 2:
        return
    if pages > PAGES:
        raise Refused(f"{host_of(address)} says it has {pages:,} pages; ask it for larger ones.")
    records: list[Any] = []
    for number in range(1, pages + 1):
        if number > 1 or first.get(paged.page) not in (None, 1):
            journey.fetch(_with(address, "page", str(number)), path)
        answer = first if number == 1 and first.get(paged.page) in (None, 1) else _answer(path)
        found = answer.get(paged.records)
        if not isinstance(found, list) or answer.get(paged.page) not in (None, number):
            raise Refused(f"{host_of(address)} did not give its page {number}; nothing was read.")
        records += found
    whole = first | {paged.records: records, paged.pages: 1, paged.page: 1}
    path.write_text(json.dumps(whole), encoding="utf-8")


def _answer(path: Path) -> dict[str, Any]:
    """The answer where it is a JSON object; {} for anything else, which its reader will judge."""
    try:
        found = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _asked(address: str) -> list[tuple[str, str]]:
    with contextlib.suppress(ValueError):
        return parse_qsl(urlsplit(address).query, keep_blank_values=True)
    return []


def _with(address: str, name: str, said: str, *, only: bool = False) -> str:
    """The same address asking this as well, or this alone."""
    where = urlsplit(address)
    others = [] if only else [pair for pair in _asked(address) if pair[0] != name]
    query = urlencode([*others, (name, said)])
    return urlunsplit((where.scheme, where.netloc, where.path, query, ""))
