"""Which towns help to find one's way on a plain map of some places? No map is fetched from anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from casework.places import towns

MILES_A_DEGREE = 69.0
APART = 0.12  # of the width: two names closer than that would lie on one another


@dataclass(frozen=True)
class Town:
    name: str  # "Dayton OH"
    lat: float
    lon: float
    size: int  # how many ZIPs it has


@dataclass(frozen=True)
class Box:
    """South, west, north, east in degrees."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, town: Town) -> bool:
        return self.south <= town.lat <= self.north and self.west <= town.lon <= self.east


def towns_in(box: Box, most: int = 10) -> Sequence[Town]:
    """The largest towns there, none on top of another, the largest first."""
    chosen: list[Town] = []
    wide, high = box.east - box.west or 1.0, box.north - box.south or 1.0
    for town in _by_size():
        if len(chosen) == most:
            break
        if box.holds(town) and all(
            abs(town.lon - other.lon) / wide > APART or abs(town.lat - other.lat) / high > APART
            for other in chosen
        ):
            chosen.append(town)
    return chosen


@cache
def _by_size() -> Sequence[Town]:
    found = [Town(*each) for each in towns()]
    return sorted(found, key=lambda town: (-town.size, town.name))
