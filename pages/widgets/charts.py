"""How are counts drawn so that they read without colour, by day and by night: numbers written out?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import altair
import streamlit as st

WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
ROW = 32  # pixels for one bar
EDGE = 10  # pixels round the bars, which Streamlit counts into the height


@dataclass(frozen=True)
class Tones:
    """`pale` to `full` shade a field; the ink can be read on both."""

    ink: str
    bar: str
    line: str
    pale: str
    full: str


LIGHT = Tones("#16212B", "#0B5C6B", "#D9D5CC", "#F1F4F2", "#7DB4BD")
DARK = Tones("#E9E6DF", "#7CC6D2", "#33404A", "#1A232B", "#2B6A75")


def tones() -> Tones:
    """A chart is a picture: it is painted for the theme the reader has."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def draw(
    chart: altair.LayerChart | altair.FacetChart,
    *,
    alt: str,
    width: Literal["stretch", "content"] = "stretch",
) -> None:
    """`alt` says in words what the chart shows."""
    of = tones()
    plain = chart.configure_axis(
        labelColor=of.ink,
        titleColor=of.ink,
        gridColor=of.line,
        labelFontSize=14,
        titleFontSize=14,
        titleFontWeight="normal",
    )
    st.altair_chart(plain, width=width, alt=alt)


def bars(rows: Sequence[tuple[str, int]], *, counts: str, labels: Sequence[str] = ()) -> None:
    """Lying bars in the given order, the number (or its label) at the end of each."""
    values = [
        {"name": name, "count": count, "label": labels[i] if labels else f"{count:,}"}
        for i, (name, count) in enumerate(rows)
    ]
    longest = max((len(str(value["label"])) for value in values), default=0)
    room = max((count for _, count in rows), default=0) * (1.04 + longest / 125) or 1  # for labels
    base = altair.Chart(altair.Data(values=values)).encode(
        y=altair.Y(
            "name:N", sort=None, title=None, axis=altair.Axis(labelLimit=260, labelOverlap=False)
        ),
        x=altair.X("count:Q", axis=None, scale=altair.Scale(domain=[0, room])),
    )
    of = tones()
    said = base.mark_text(align="left", dx=6, fontSize=14, color=of.ink).encode(text="label:N")
    chart = base.mark_bar(color=of.bar) + said
    told = ", ".join(f"{value['name']} {value['label']}" for value in values)
    draw(chart.properties(height=ROW * len(values) + EDGE), alt=f"{counts}: {told}")


def days(by_day: Mapping[date, int], *, counts: str) -> None:
    """One standing bar for each day; the busiest has its number."""
    # Words, not moments: a browser in another zone would shift a date by a day.
    values = [{"day": f"{day:%a %d %b %y}", "count": n} for day, n in sorted(by_day.items())]
    most = max(by_day.values(), default=0)
    few = altair.Axis(labelAngle=0, labelOverlap="greedy")
    base = altair.Chart(altair.Data(values=values)).encode(
        x=altair.X("day:O", sort=None, title=None, axis=few),
        y=altair.Y("count:Q", title=counts, axis=altair.Axis(tickMinStep=1)),
    )
    of = tones()
    peak = base.transform_filter(altair.datum.count == most).mark_text(
        dy=-8, fontSize=14, color=of.ink
    )
    chart = base.mark_bar(color=of.bar) + peak.encode(text="count:Q")
    told = f"{counts} by day, {len(values)} days, at most {most} on one day"
    draw(chart.properties(height=240), alt=told)


def week(by_hour: Mapping[tuple[int, int], int], *, counts: str) -> None:
    """Weekday by hour with the number in each field; the shade only helps."""
    values = [
        {"day": WEEKDAYS[day], "hour": hour, "count": by_hour.get((day, hour), 0)}
        for day in range(7)
        for hour in range(24)
    ]
    most, of = max(by_hour.values(), default=0), tones()
    base = altair.Chart(altair.Data(values=values)).encode(
        x=altair.X("hour:O", title="hour of the day", axis=altair.Axis(labelAngle=0)),
        y=altair.Y("day:N", sort=list(WEEKDAYS), title=None),
    )
    shade = altair.Scale(range=[of.pale, of.full])
    fields = base.mark_rect(stroke=of.line).encode(
        color=altair.Color("count:Q", scale=shade, legend=None)
    )
    numbers = (
        base.transform_filter(altair.datum.count > 0)
        .mark_text(fontSize=14, color=of.ink)
        .encode(text="count:Q")
    )
    told = f"{counts} by weekday and hour, at most {most} in one hour"
    draw((fields + numbers).properties(height=300), alt=told)
