"""Where were people sent, and how did it go? A part of the reports; of places, never of colleagues."""

from collections.abc import Sequence

import streamlit as st

from casework import reports
from casework.desk import Desk
from casework.reports import Chosen, Line, Went
from pages.widgets import charts
from pages.widgets.by_outcomes import by_outcomes
from pages.widgets.figures import listed, pick, plural, share, table

MOST = 12  # places drawn; all of them stand in the table
COLUMNS = ("place", "sent", *reports.ENDS.values())


def how_it_went(desk: Desk, chosen: Chosen) -> None:
    by_outcomes(desk)
    found = reports.went(desk, chosen)
    if not found.sent:
        st.info(
            "Nobody was sent to a place in these days. Choose a longer time: a quarter says more."
        )
        return
    finding(found)
    bars("By kind of place: is anybody's left out?", found.kinds, found.sent)
    bars("By place: whoever picks easy people looks better", found.places[:MOST], found.sent)
    table([row(one) for one in (*found.kinds, *found.places)], COLUMNS)
    figures = {f"{i}:": f"{one.name}: {one.sent}" for i, one in enumerate(found.places)}
    figures |= {
        f"{i}:{end}": f"{one.name}, {reports.ENDS[end]}: {count}"
        for i, one in enumerate(found.places)
        for end, count in one.ends.items()
        if count
    }
    picked = pick("Open the calls of", figures)
    if picked:
        number, _, end = picked.partition(":")
        where = found.places[int(number)].where
        listed(reports.went_calls(desk, chosen, where=where, end=end or None))


def finding(found: Went) -> None:
    busiest = found.places[0]
    st.header(
        f"{found.sent:,} referral{plural(found.sent)} sent to {len(found.places)} "
        f"place{plural(len(found.places))}; most to {busiest.name} "
        f"({share(busiest.sent, found.sent)}).",
        anchor=False,
    )
    st.write(
        f"{share(found.explored, found.sent)} went to places of which fewer than five outcomes are "
        "known. Counted for all colleagues together."
    )


def bars(title: str, lines: Sequence[Line], sent: int) -> None:
    st.subheader(title, anchor=False)
    labels = [f"{one.sent} ({share(one.sent, sent)}), {of_those_known(one)}" for one in lines]
    charts.bars([(one.name, one.sent) for one in lines], counts="referrals", labels=labels)


def of_those_known(line: Line) -> str:
    got_in, known = line.ends[reports.GOT_IN], line.known
    return f"{got_in} of {known} got in" if known else "nothing known yet"


def row(line: Line) -> tuple[object, ...]:
    return line.name, line.sent, *line.ends.values()
