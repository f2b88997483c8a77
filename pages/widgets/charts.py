"""How are counts drawn so that they read without colour: bars with their numbers written out?"""

from collections.abc import Mapping, Sequence
from datetime import date

import altair
import streamlit as st

BAR = "#0B5C6B"
PALE = "#E7F0F1"
WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
INK = "#16212B"
ROW = 32  # pixels for one bar
AXIS = 70  # pixels for the axis below, which Streamlit counts into the height


def draw(chart: altair.LayerChart, *, alt: str) -> None:
    """`alt` says in words what the chart shows."""
    plain = chart.configure_axis(
        labelColor=INK, titleColor=INK, labelFontSize=14, titleFontSize=14, titleFontWeight="normal"
    )
    st.altair_chart(plain, width="stretch", alt=alt)


def bars(rows: Sequence[tuple[str, int]], *, counts: str, labels: Sequence[str] = ()) -> None:
    """Lying bars in the given order, the number (or its label) at the end of each."""
    values = [
        {"name": name, "count": count, "label": labels[i] if labels else f"{count:,}"}
        for i, (name, count) in enumerate(rows)
    ]
    room = max((count for _, count in rows), default=0) * 1.15 or 1  # the labels need some
    base = altair.Chart(altair.Data(values=values)).encode(
        y=altair.Y(
            "name:N", sort=None, title=None, axis=altair.Axis(labelLimit=260, labelOverlap=False)
        ),
        x=altair.X(
            "count:Q",
            title=counts,
            axis=altair.Axis(tickMinStep=1),
            scale=altair.Scale(domain=[0, room]),
        ),
    )
    chart = base.mark_bar(color=BAR) + base.mark_text(align="left", dx=6, fontSize=14).encode(
        text="label:N"
    )
    told = ", ".join(f"{value['name']} {value['label']}" for value in values)
    draw(chart.properties(height=ROW * len(values) + AXIS), alt=f"{counts}: {told}")


def days(by_day: Mapping[date, int], *, counts: str) -> None:
    """One standing bar for each day; the busiest has its number."""
    values = [{"day": day.isoformat(), "count": count} for day, count in sorted(by_day.items())]
    most = max(by_day.values(), default=0)
    base = altair.Chart(altair.Data(values=values)).encode(
        x=altair.X("yearmonthdate(day):T", title=None, axis=altair.Axis(format="%a %d %b")),
        y=altair.Y("count:Q", title=counts, axis=altair.Axis(tickMinStep=1)),
    )
    peak = base.transform_filter(altair.datum.count == most).mark_text(dy=-8, fontSize=14)
    chart = base.mark_bar(color=BAR) + peak.encode(text="count:Q")
    told = f"{counts} by day, {len(values)} days, at most {most} on one day"
    draw(chart.properties(height=240), alt=told)


def week(by_hour: Mapping[tuple[int, int], int], *, counts: str) -> None:
    """Weekday by hour with the number in each field; the shade only helps."""
    values = [
        {"day": WEEKDAYS[day], "hour": hour, "count": by_hour.get((day, hour), 0)}
        for day in range(7)
        for hour in range(24)
    ]
    most = max(by_hour.values(), default=0)
    base = altair.Chart(altair.Data(values=values)).encode(
        x=altair.X("hour:O", title="hour of the day", axis=altair.Axis(labelAngle=0)),
        y=altair.Y("day:N", sort=list(WEEKDAYS), title=None),
    )
    fields = base.mark_rect(stroke="#D9D5CC").encode(
        color=altair.Color("count:Q", scale=altair.Scale(range=[PALE, BAR]), legend=None)
    )
    numbers = (
        base.transform_filter(altair.datum.count > 0)
        .mark_text(fontSize=13)
        .encode(
            text="count:Q",
            color=altair.condition(
                altair.datum.count > most / 2, altair.value("white"), altair.value(INK)
            ),
        )
    )
    told = f"{counts} by weekday and hour, at most {most} in one hour"
    draw((fields + numbers).properties(height=300), alt=told)
