"""How does the real directory get into a database of its own, and what does that take?"""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from casework import directory
from casework.desk import Desk
from casework.directory.offering import offered
from db.session import reading
from db.settings import settings
from db.upgrade import upgrade
from imports.listing import Reading
from matching import Offered
from tests.bench import feeds
from tests.bench.out import LeftOut
from tests.bench.stats import timed


@dataclass
class Taken:
    """Feed → seconds from listings to published, seconds of reading before, and how many they were."""

    seconds: dict[feeds.Feed, float] = field(default_factory=dict)
    reading: dict[feeds.Feed, float] = field(default_factory=dict)
    records: dict[feeds.Feed, int] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def own_home() -> Path:
    """A temporary folder with an empty, migrated SQLite database that this process uses."""
    home = Path(tempfile.mkdtemp(prefix="peerline-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["PEERLINE_HOME"] = str(home)
    os.environ["PEERLINE_DATABASE_URL"] = f"sqlite:///{home / 'peerline.db'}"
    os.environ.pop("PEERLINE_KEY", None)
    settings.cache_clear()
    upgrade(settings())
    return home


@cache
def taken_in() -> Taken:
    """Every feed of the directory, read, staged and published, once for all parts."""
    feeds.folder()
    own_home()
    taken = Taken()
    for feed in feeds.DIRECTORY:
        try:
            taken.reading[feed], read = timed(feeds.reader(feed))
        except LeftOut as why:
            taken.left_out.append(str(why))
            continue
        taken.seconds[feed] = timed(lambda feed=feed, read=read: _take(feed, read))[0]
        taken.records[feed] = len(read.listings)
    return taken


def _take(feed: feeds.Feed, read: Reading) -> directory.Report:
    """By the door every import takes, after the reader."""
    wanted = directory.Feed(
        format=feed.format, source=feed.name, file=feed.path, zone=feed.zone, code_list=feed.codes
    )
    with reading() as session:
        return directory.take(Desk.of_system(session, "bench"), wanted, read)


@cache
def offers() -> tuple[Offered, ...]:
    """What matching gets to see of it, by the builder the screens use."""
    taken_in()
    with reading() as session:
        return tuple(offered(session))
