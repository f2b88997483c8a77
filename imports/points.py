"""Does a point of the map lie where its address says, and if not, was it only written wrongly?"""

from collections.abc import Sequence
from functools import lru_cache

from imports.places import CANADA, CODES, US, points_of

# Around the ZIPs of a state, degrees and a share of its size: a door lies beyond the outermost.
MARGIN, SHARE = 0.6, 0.05
ENOUGH = 3  # ZIPs with a point; fewer say nothing of how far a territory reaches
# South, north, west, east: Canada and the country as a whole, where no state is stated.
CANADIAN, AMERICAN = (41.5, 84.0, -141.5, -52.0), (13.0, 72.0, -180.0, -64.0)
Box = tuple[float, float, float, float]
Point = tuple[float, float]
TURNED = "latitude and longitude stood in each other's place; put right"
MINUS = "the minus of the west was lost; put back"
ELSEWHERE = "the point lies far outside {}; left out"


def believed(point: Point, state: str, country: str) -> tuple[Point | None, str]:
    """The point and what was done to it ("" for nothing); None where it lies somewhere else.

    Doubted only where a state, a territory or Canada can settle it; mended where changing both
    numbers, or putting a minus back, alone brings it home. Without a state only Antarctica is.
    """
    box = _box_of(state, country)
    if box is None:
        turned = country in US and point[0] < -60 and _inside(point[::-1], AMERICAN)
        return (point[::-1], TURNED) if turned else (point, "")
    if _inside(point, box):
        return point, ""
    lat, lon = point
    for other, said in (((lon, lat), TURNED), ((lat, -lon), MINUS)):
        if _inside(other, box):
            return other, said
    return None, ELSEWHERE.format(state if state in CODES else "Canada")


def _box_of(state: str, country: str) -> Box | None:
    if country in CANADA:
        return CANADIAN
    return _box(state) if country in US and state in CODES else None


@lru_cache(maxsize=80)
def _box(state: str) -> Box | None:
    points: Sequence[Point] = points_of(state)
    if len(points) < ENOUGH:
        return None
    lats, lons = zip(*points, strict=True)
    high, wide = (MARGIN + SHARE * (max(each) - min(each)) for each in (lats, lons))
    return min(lats) - high, max(lats) + high, min(lons) - wide, max(lons) + wide


def _inside(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[1] and box[2] <= point[1] <= box[3]
