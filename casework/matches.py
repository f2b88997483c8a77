"""What can we offer for this need at this moment, and what do the cards say?

The snapshot behind it is one for the whole process (casework/directory/snapshot.py).
"""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime

from casework.access import Act
from casework.desk import Desk
from casework.directory import keys, snapshot, watching
from casework.directory.cards import Card
from casework.directory.further import described as describe
from matching import Index, Ranking, Wanted

__all__ = [
    "Card",
    "cards",
    "describe",
    "fresh",
    "list_for",
    "look_again",
    "place_of",
    "rank",
    "settle",
    "stale_since",
    "warm",
    "watched",
]


def list_for(
    desk: Desk, wanted: Wanted, *, call_seed: int, now: datetime, limit: int = 20
) -> Ranking:
    """What fits this need, from a fresh snapshot. Raises NotAllowed without the act."""
    desk.require(Act.MATCH)
    return rank(wanted, now=now, limit=limit, seed=call_seed)


def rank(
    wanted: Wanted,
    *,
    now: datetime,
    limit: int = 20,
    seed: int = 0,
    only: frozenset[str] | None = None,
) -> Ranking:
    """As `Index.rank`, on the newest snapshot; for those who asked for permission already."""
    return fresh().rank(wanted, now=now, limit=limit, seed=seed, only=only)


def fresh() -> Index:
    """The newest index; looks for changes first, which costs microseconds when there are none."""
    return snapshot.fresh().index


def look_again() -> None:
    """After a change that is to be seen at once, here too."""
    snapshot.look_again()


def warm() -> Index:
    """Build it now (app start); 17,500 places with 1.2 million codes take seconds."""
    return snapshot.warm().index


def settle() -> Index:
    """The index with all that is committed now, however long a rebuild takes."""
    return snapshot.settle().index


def stale_since() -> datetime | None:
    """Since when the directory could not be refreshed and old lists serve; None while all is well."""
    return snapshot.stale_since()


def watched() -> AbstractContextManager[None]:
    """Inside, the directory is looked at all the time, so that nobody waits for what changed."""
    return watching.watched()


def place_of(card: Card) -> int:
    """Which of a service's places the card names; 0 the first."""
    return keys.position(card.key)


def cards(desk: Desk, ranking: Ranking) -> Mapping[str, Card]:
    """The card of every match of a ranking, by key."""
    shown = (*ranking.matches, *ranking.ring_first, *ranking.near)
    return describe(desk, {match.key for match in shown})
