"""How far is it: places as whole metres on a sphere, and the grid cells a radius touches."""

import math

import numpy as np
from numpy.typing import NDArray

from matching.words import Place, Precision

RADIUS = 6_371_009  # metres
METRES_PER_MILE = 1609.344
FURTHEST = 13_000.0  # miles; no two places on earth are further apart
CELLS_PER_DEGREE = 4  # 0.25° of latitude is about 17 miles
BANDS = 180 * CELLS_PER_DEGREE + 1
CELLS = 360 * CELLS_PER_DEGREE + 1
NOWHERE = BANDS  # the band of listings without a place
# How far the true door may be from the point we hold (formats.md 0.8: 95 % of ZIP points).
SLACK_MILES = {Precision.ZIP: 5.0, Precision.CITY: 10.0, Precision.NONE: 25.0}

Ints = NDArray[np.int64]


def on_earth(place: Place | None) -> Place | None:
    """The place, or None where its degrees are none."""
    if place is None or not (math.isfinite(place.lat) and math.isfinite(place.lon)):
        return None
    if abs(place.lat) > 90 or abs(place.lon) > 180:
        return None
    return place


def xyz(place: Place) -> tuple[int, int, int]:
    """Whole metres from the middle of the earth; below 2²⁴, so float32 holds them exactly."""
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    x = RADIUS * math.cos(lat) * math.cos(lon)
    y = RADIUS * math.cos(lat) * math.sin(lon)
    return round(x), round(y), round(RADIUS * math.sin(lat))


def metres(miles: float) -> int:
    """Miles as whole metres; what is no distance is none."""
    if not miles > 0:  # also "not a number"
        return 0
    return int(min(miles, FURTHEST) * METRES_PER_MILE)


def miles(chord: int) -> float:
    """Whole metres through the earth as miles over the ground, to a tenth."""
    arc = 2 * RADIUS * math.asin(min(1.0, chord / (2 * RADIUS)))
    return round(arc / METRES_PER_MILE, 1)


def slack(place: Place) -> int:
    return metres(SLACK_MILES.get(place.precision, 0.0))


def cell(place: Place | None) -> tuple[int, int]:
    if place is None:
        return NOWHERE, 0
    band = math.floor((place.lat + 90) * CELLS_PER_DEGREE)
    return band, math.floor((place.lon + 180) * CELLS_PER_DEGREE)


def cells_within(place: Place, reach: int) -> tuple[Ints, list[tuple[int, int]]]:
    """The latitude bands, and the ranges of longitude cells, that a radius may touch."""
    degrees = math.degrees(min(math.pi, reach / RADIUS * 1.05)) + 0.01
    south, north = max(-90.0, place.lat - degrees), min(90.0, place.lat + degrees)
    first = math.floor((south + 90) * CELLS_PER_DEGREE)
    last = math.floor((north + 90) * CELLS_PER_DEGREE)
    narrowest = math.cos(math.radians(min(89.9, max(abs(south), abs(north)))))
    wide = degrees / narrowest
    bands = np.arange(first, last + 1, dtype=np.int64)
    if wide >= 180:
        return bands, [(0, CELLS)]
    return bands, _longitudes(place.lon - wide, place.lon + wide)


def _longitudes(west: float, east: float) -> list[tuple[int, int]]:
    """Cell ranges from west to east; two of them when they cross the date line."""

    def at(lon: float) -> int:
        return math.floor((lon + 180) * CELLS_PER_DEGREE)

    if west < -180:
        return [(0, at(east)), (at(west + 360), CELLS)]
    if east > 180:
        return [(at(west), CELLS), (0, at(east - 360))]
    return [(at(west), at(east))]
