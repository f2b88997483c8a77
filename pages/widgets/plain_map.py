"""Where do these places lie, drawn from what we hold alone: dots, towns and rings, no outside map?"""

import math
from collections.abc import Sequence
from typing import Any

import altair

from casework.directory import FoundCard
from casework.landmarks import MILES_A_DEGREE, Box, towns_in
from casework.places import Found
from matching.words import Place, Precision
from pages.widgets.charts import LIGHT, draw, tones

HIGH, WIDE = 380, 1.7  # pixels; width to height
DOT = 22  # pixels across
RINGS = (5, 10, 25, 50, 100, 250)  # miles
LEAST = 4.0  # miles from the middle to the upper edge
LIGHT_PAGE, DARK_PAGE = "#FFFFFF", "#16212B"
EXACT = frozenset({Precision.POINT, Precision.STREET})


def plain_map(lines: Sequence[FoundCard], near: Found | None) -> None:
    """Numbered as in the list. Who has no place, or only a state, is not on it."""
    placed = [(number, line) for number, line in enumerate(lines, 1) if line.at is not None]
    if not placed:
        return
    dots = [line.at for _, line in placed if line.at is not None]
    middle = near.place if near else _middle(dots)
    miles = _reach(dots, middle)
    values = apart([_dot(number, line, middle) for number, line in placed], miles)
    chart = altair.layer(
        *_rings(miles, near is not None),
        _towns(middle, miles),
        *_dots(values, miles, near is not None),
    ).properties(height=HIGH, width=HIGH * WIDE)
    told = "; ".join(f"{value['number']} {value['name']}" for value in values)
    draw(
        chart,
        width="content",
        alt=f"Where they lie, north up, about {miles * 2:.0f} miles high: {told}",
    )


def _middle(dots: Sequence[Place]) -> Place:
    lats, lons = sorted(dot.lat for dot in dots), sorted(dot.lon for dot in dots)
    return Place((lats[0] + lats[-1]) / 2, (lons[0] + lons[-1]) / 2)


def _from(middle: Place, lat: float, lon: float) -> tuple[float, float]:
    """Miles east and north, near enough for a look."""
    east = (lon - middle.lon) * MILES_A_DEGREE * math.cos(math.radians(middle.lat))
    return east, (lat - middle.lat) * MILES_A_DEGREE


def _reach(dots: Sequence[Place], middle: Place) -> float:
    apart = [_from(middle, dot.lat, dot.lon) for dot in dots]
    return max(LEAST, *(max(abs(x) / WIDE, abs(y)) for x, y in apart)) * 1.15


def _dot(number: int, line: FoundCard, middle: Place) -> dict[str, Any]:
    at = line.at or middle
    x, y = _from(middle, at.lat, at.lon)
    about = "" if at.precision in EXACT else "about here"
    return {"x": x, "y": y, "number": str(number), "name": line.card.name, "about": about}


def apart(values: list[dict[str, Any]], miles: float) -> list[dict[str, Any]]:
    """Several at one door, or at the middle of one ZIP, stand side by side, so that each is read."""
    across = DOT * 2 * miles / HIGH
    drawn: list[dict[str, Any]] = []
    for value in values:
        beside = value
        while any(math.dist(_spot(beside), _spot(other)) < 0.9 * across for other in drawn):
            beside = beside | {"x": beside["x"] + across}
        drawn.append(beside)
    return drawn


def _spot(value: dict[str, Any]) -> tuple[float, float]:
    return value["x"], value["y"]


def _axes(miles: float) -> dict[str, Any]:
    wide = altair.Scale(domain=[-miles * WIDE, miles * WIDE], nice=False)
    high = altair.Scale(domain=[-miles, miles], nice=False)
    return {
        "x": altair.X("x:Q", axis=None, scale=wide),
        "y": altair.Y("y:Q", axis=None, scale=high),
    }


def _rings(miles: float, wanted: bool) -> list[altair.Chart]:
    """Miles round the place that was asked for."""
    rings = [ring for ring in RINGS if ring <= miles * 1.02] if wanted else []
    of, drawn = tones(), []
    for ring in rings[-3:]:
        points = [
            {"n": n, "x": ring * math.sin(n * math.pi / 36), "y": ring * math.cos(n * math.pi / 36)}
            for n in range(73)
        ]
        line = altair.Chart(altair.Data(values=points)).mark_line(color=of.line)
        drawn.append(line.encode(**_axes(miles), order="n:Q"))
        top = altair.Chart(altair.Data(values=[{"x": 0, "y": ring, "t": f"{ring} miles"}]))
        text = top.mark_text(color=of.ink, fontSize=12, dy=-7)
        drawn.append(text.encode(**_axes(miles), text="t:N"))
    return drawn


def _towns(middle: Place, miles: float) -> altair.Chart:
    high = miles / MILES_A_DEGREE
    wide = high * WIDE / math.cos(math.radians(middle.lat))
    box = Box(middle.lat - high, middle.lon - wide, middle.lat + high, middle.lon + wide)
    values = []
    for town in towns_in(box):
        x, y = _from(middle, town.lat, town.lon)
        values.append({"x": x, "y": y, "t": town.name})
    base = altair.Chart(altair.Data(values=values))
    text = base.mark_text(color=tones().ink, opacity=0.65, fontSize=13, fontStyle="italic", dy=14)
    return text.encode(**_axes(miles), text="t:N")


def _dots(values: list[dict[str, Any]], miles: float, near: bool) -> list[altair.Chart]:
    of = tones()
    axes = _axes(miles)
    told = [altair.Tooltip("name:N", title="place"), altair.Tooltip("about:N", title="precision")]
    page = LIGHT_PAGE if of.bar == LIGHT.bar else DARK_PAGE
    drawn = []
    for exact in (True, False):  # filled where the door is known, a ring where it is about there
        some = [value for value in values if (value["about"] == "") == exact]
        base = altair.Chart(altair.Data(values=some)).encode(**axes, tooltip=told)
        fill, ink = (of.bar, page) if exact else (page, of.bar)
        drawn.append(
            base.mark_point(
                shape="circle", size=420, filled=True, fill=fill, stroke=of.bar, strokeWidth=2,
                opacity=1, aria=False,
            )
        )  # fmt: skip
        numbers = base.mark_text(color=ink, fontSize=12, fontWeight="bold")
        drawn.append(numbers.encode(text="number:N"))
    if near:
        here = altair.Chart(altair.Data(values=[{"x": 0, "y": 0}]))
        drawn.insert(
            0, here.mark_point(shape="cross", size=200, color=of.ink, aria=False).encode(**axes)
        )
    return drawn
