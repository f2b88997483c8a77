"""How many points is a thing worth, and why?"""

from collections.abc import Mapping
from typing import NamedTuple

from matching.words import List

VERSION = "2026.11-6"

# name → points and the reason a clinical lead may argue with.
WEIGHTS: dict[str, tuple[int, str]] = {
    "asked": (300, "a must known to be met stands above one nobody has confirmed"),
    "near_peers": (1000, "people keep going where they can get to"),
    "near_treatment": (200, "how soon and how well it fits count before miles"),
    "near_practical": (1000, "a syringe service or a bed tonight has to be near"),
    "online_peers": (450, "from home counts like a room at about the travel limit"),
    "online_treatment": (90, "from home counts like a place at about the travel limit"),
    "online_practical": (450, "from home counts like a place at about the travel limit"),
    "soon": (600, "the sooner, the likelier that they go; halved at two hours"),
    "any_time": (300, "no meeting time to wait for"),
    "place_soon": (300, "a first appointment within 48 hours keeps people; halved at a day"),
    "open": (200, "a door open or a line answered now; halved at two hours"),
    "stale": (-100, "nobody confirmed it for 90 days (a meeting) or a year, or ever"),
    "unverified": (-100, "heard of on a call, and no editor has looked yet"),
    "gone": (-200, "its source lists it no more; it may have closed"),
    "reports": (-200, "told full, or gone, some time ago; halved each day, month, or two months"),
    "wish": (250, "what they wished for"),
    "words": (800, "they named it"),
    "quality": (200, "how it went for others lately; weighs less than speed, and than one wish"),
    "explore": (1000, "a chance for places of which little is known; from third place on"),
    "again": (-60, "not ten of one fellowship: for each of it chosen already, at most five"),
    "load": (250, "not everybody to the same door; never at T0 or T1"),
    "friendly": (400, "medication halves deaths: friendly places stand first or beside"),
    "focus": (40, "the substance is a tie-break, not a filter: any-drug groups count"),
    "craft": (150, "a way of talking that more often leads people to accept help"),
    "confrontation": (-150, "an arranged intervention stands after the ways of talking"),
    "safer": (150, "under violence a women's group may feel safer; offered unasked"),
    "young": (150, "under 18, young people's groups come first"),
    "medical": (300, "in danger today medical care stands before talking"),
    "tongue": (-300, "a meeting in another language than English that nobody asked for"),
    "states": (-200, "from home, and nobody says that it serves their state"),
}
SOON_HALF = 120  # minutes
PLACE_SOON_HALF = 24  # hours
AT_THE_DOOR = 150  # metres: two points so close may be one door
SAFE_PLACES = 2  # the first so many are never there to be tried out
AT_MOST_AGAIN = 5
NEAREST_HALF = 800  # metres: below this nobody minds

DAY = 1440  # minutes


class Fade(NamedTuple):
    """How a report loses its weight: it is believed for one half-life, costs half as much after each,
    and after `said` it is unknown; never "available"."""

    half: int  # minutes
    said: int  # minutes
    why: str


_A_BED = Fade(DAY, 8 * DAY, "beds and places come free within days")
_THE_DOOR = Fade(
    30 * DAY, 90 * DAY, "a door or a number stays as it is, or is put right by the month"
)
FADES: Mapping[str, Fade] = {
    "full": _A_BED,
    "not_taking": _A_BED,
    "waits": Fade(
        30 * DAY, 30 * DAY, "it grows shorter by what has passed; in a month it is another"
    ),
    "wrong_number": _THE_DOOR,
    "closed": _THE_DOOR,
    "no_medicaid": Fade(60 * DAY, 180 * DAY, "contracts with those who pay change by the season"),
    "kind": Fade(90 * DAY, 180 * DAY, "people come and go; it is said, and moves nobody up"),
}
FULL_FOR, FULL_SAID_FOR, _ = FADES["full"]
GONE_FOR, GONE_SAID_FOR, _ = FADES["closed"]
WAITS_FOR = FADES["waits"].said
NO_MEDICAID_FOR, NO_MEDICAID_SAID_FOR, _ = FADES["no_medicaid"]
FRESH_MEETING = 90  # days
FRESH_SERVICE = 365


def weight(name: str) -> int:
    return WEIGHTS[name][0]


def by_list(name: str, kind: List) -> int:
    return weight(f"{name}_{kind.value}")
