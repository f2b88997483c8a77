"""How do invented listings enter by the door of real imports, and get the kinds no feed states?"""

from collections.abc import Sequence
from dataclasses import replace

from casework.demo import twins
from casework.demo.directory import SOURCE, Invented
from casework.demo.services import CODE_LIST
from casework.demo.team import CENTRES
from casework.desk import Desk
from casework.directory import Feed, take
from imports.listing import Listing, Reading


def publish(desk: Desk, invented: Invented) -> None:
    """Staged and published like any feed; the same listings again change nothing."""
    feed = Feed(
        format="table",
        source=SOURCE,
        file="invented",
        zone=CENTRES[0][1],
        code_list=CODE_LIST,
        licence_note="invented for the demo",
    )
    take(desk, feed, _reading(invented.listings), kinds=invented.kinds)
    twice = list(twins.twins(invented.listings))
    take(desk, replace(feed, source=twins.SOURCE), _reading(twice), kinds=invented.kinds)


def _reading(listings: Sequence[Listing]) -> Reading:
    return Reading(listings, (), len(listings), 0, {}, CODE_LIST)
