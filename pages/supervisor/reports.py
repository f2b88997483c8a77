"""Reports: how many calls came when, how far referrals came and how it went, and which needs went unmet."""

from datetime import date
from typing import Any

import streamlit as st

from casework import places, reports
from casework.access import Act
from casework.desk import Desk
from casework.reports import Chosen
from pages.widgets import charts
from pages.widgets.ask_list import follow
from pages.widgets.figures import listed, made_later, pick, plural, share, table
from pages.widgets.freshness import how_fresh
from pages.widgets.how_it_went import how_it_went
from pages.widgets.in_address import asked, kept
from pages.widgets.screen import show

PARTS = {
    "calls": "Calls",
    "referrals": "Referrals",
    "went": "How it went",
    "unmet": "Unmet needs",
    "fresh": "Freshness",
}
ANY = 0


def report(desk: Desk) -> None:
    where = st.container()
    part = st.segmented_control(
        "Report",
        list(PARTS),
        format_func=PARTS.__getitem__,
        required=True,
        key=asked("f_part", PARTS, "calls"),
        label_visibility="collapsed",
    )
    kept("f_part", part, "calls")
    if part == "fresh":  # of the directory at this moment, whatever the days
        return freshness(desk)
    with where:
        chosen = filters(desk)
    shown = {"calls": calls, "referrals": referrals, "went": how_it_went, "unmet": unmet}
    shown[part or "calls"](desk, chosen)
    downloads(desk, chosen)


def freshness(desk: Desk) -> None:
    how_fresh(desk)
    follow()


def filters(desk: Desk) -> Chosen:
    """From, until, centre and colleague; all in the address, none of it about a caller."""
    month = Chosen.last_days(desk, 30)
    centres, colleagues = reports.choices(desk)
    first, last, where, who = st.columns(4)
    since = first.date_input(
        "From", month.since, key="f_since", format="MM/DD/YYYY", bind="query-params"
    )
    until = last.date_input(
        "Until", month.until, key="f_until", format="MM/DD/YYYY", bind="query-params"
    )
    centre = _one_of(where, "Centre", centres, "every centre", "f_centre")
    counsellor = _one_of(who, "Colleague", colleagues, "everybody", "f_who")
    return Chosen(since or month.since, until or month.until, centre or None, counsellor or None)


def _one_of(place: Any, label: str, names: dict[int, str], everyone: str, key: str) -> int:
    found = place.selectbox(
        label,
        [ANY, *names],
        format_func=lambda number: names.get(number, everyone),
        key=asked(key, [ANY, *names], ANY),
    )
    kept(key, found, ANY)
    return int(found or ANY)


# -- calls --------------------------------------------------------------------------------------


def calls(desk: Desk, chosen: Chosen) -> None:
    found = reports.volumes(desk, chosen)
    if not found.total:
        st.info("No calls in these days. Choose a longer time, or another centre.")
        return
    (weekday, hour), most = max(found.by_hour.items(), key=lambda pair: pair[1])
    st.header(
        f"{found.total:,} call{plural(found.total)}, about "
        f"{found.total / len(found.by_day):.0f} a day; most on "
        f"{reports.WEEKDAYS[weekday]}s between {clock(hour)} and {clock(hour + 1)} ({most}).",
        anchor=False,
    )
    if found.no_call:
        st.write(f"Beside these, {found.no_call} that were no calls: hung up, wrong number, test.")
    charts.days(found.by_day, counts="calls")
    charts.week(found.by_hour, counts="calls")
    rows = [(f"{day:%a %d %b %Y}", n) for day, n in sorted(found.by_day.items(), reverse=True)]
    table(rows, ("day", "calls"))
    picked = pick("Open the calls of", figures_of(found))
    if picked:
        kind, _, which = picked.partition(":")
        listed(reports.calls_of(desk, chosen, **behind(kind, which)))


def figures_of(found: reports.Volumes) -> dict[str, str]:
    """Each day, each hour of the week and what was no call: key → words."""
    figures = {
        f"day:{day.isoformat()}": f"{day:%a %d %b}: {n}"
        for day, n in sorted(found.by_day.items(), reverse=True)
        if n
    }
    figures |= {
        f"hour:{day}-{hour}": f"{reports.WEEKDAYS[day]}s {clock(hour)}: {n}"
        for (day, hour), n in sorted(found.by_hour.items())
    }
    return figures | ({"none:": f"No calls: {found.no_call}"} if found.no_call else {})


def behind(kind: str, which: str) -> dict[str, Any]:
    if kind == "day":
        return {"day": date.fromisoformat(which)}
    if kind == "hour":
        weekday, hour = which.split("-")
        return {"weekday": int(weekday), "hour": int(hour)}
    return {"no_call": True}


def clock(hour: int) -> str:
    return f"{(hour - 1) % 12 + 1} {'am' if hour % 24 < 12 else 'pm'}"


# -- referrals ----------------------------------------------------------------------------------


def referrals(desk: Desk, chosen: Chosen) -> None:
    found = reports.funnel(desk, chosen)
    made, there = found.stages["made"], found.stages["attended"]
    if not made:
        st.info("No referrals in these days. Information alone is not counted as one.")
        return
    st.header(
        f"Of {made:,} referral{plural(made)}, {there:,} led to somebody going there ({share(there, made)}).",
        anchor=False,
    )
    st.write(f"Beside these, {found.information} times information only.")
    rows = [(reports.STAGES[stage], n) for stage, n in found.stages.items()]
    charts.bars(
        rows,
        counts="referrals",
        labels=[f"{count:,} ({share(count, made)})" for _, count in rows],
    )
    ended = [(reports.EXITS[name], n) for name, n in found.exits.items()]
    table([*rows, *ended], ("step", "referrals"))
    figures = {f"stage:{s}": f"{reports.STAGES[s]}: {n}" for s, n in found.stages.items() if n}
    figures |= {f"ended:{s}": f"{reports.EXITS[s]}: {n}" for s, n in found.exits.items() if n}
    if found.information:
        figures["information:"] = f"information only: {found.information}"
    picked = pick("Open the calls of", figures)
    if picked:
        kind, _, name = picked.partition(":")
        wanted: dict[str, Any] = {kind: name or True}
        listed(reports.referred_calls(desk, chosen, **wanted))


# -- unmet needs --------------------------------------------------------------------------------


def unmet(desk: Desk, chosen: Chosen) -> None:
    found = reports.unmet_needs(desk, chosen)
    if not found.unmet:
        st.info("No need was written down as unmet in these days.")
        return
    reasons = {row.reason: row.why for row in found.unmet}
    reason, most = next(iter(found.by("reason").items()))
    area = next(iter(found.by("area")))
    st.header(
        f"{found.total:,} of {found.heard:,} need{plural(found.heard)} found nothing; the "
        f"commonest reason was “{reasons[reason]}” ({most}), the place with most "
        f"{places.area_label(area)}.",
        anchor=False,
    )
    charts.bars(
        [(reasons[name], count) for name, count in found.by("reason").items()], counts="needs"
    )
    rows = [(row.place, reports.KINDS[row.kind], row.why, row.count) for row in found.unmet]
    table(rows, ("place (first 3 of ZIP)", "need", "reason", "needs"))
    figures = {f"reason:{name}": f"{reasons[name]}: {n}" for name, n in found.by("reason").items()}
    figures |= {
        f"area:{name}": f"{places.area_label(name)}: {n}" for name, n in found.by("area").items()
    }
    figures |= {
        f"row:{i}": f"{place} · {need} · {why}: {n}" for i, (place, need, why, n) in enumerate(rows)
    }
    picked = pick("Open the calls of", figures)
    if picked:
        kind, _, which = picked.partition(":")
        wanted = {kind: which} if kind != "row" else one_row(found.unmet[int(which)])
        listed(reports.unmet_calls(desk, chosen, **wanted))


def one_row(row: reports.Unmet) -> dict[str, str]:
    return {"area": row.area, "kind": row.kind, "reason": row.reason}


def downloads(desk: Desk, chosen: Chosen) -> None:
    outside = st.toggle("For outside: counts under 11 are not told, small places stand together")
    stem = f"report-{chosen.since}-{chosen.until}{'-outside' if outside else ''}"
    with st.container(horizontal=True):
        for name in (reports.BOOK, *reports.TABLES):
            kind = "xlsx" if name == reports.BOOK else "csv"
            made = made_later(desk, reports.export, chosen, kind=kind, table=name, outside=outside)
            label = f"{name[0].upper()}{name[1:]} as {kind.upper()}"
            file = f"{stem}-{name.replace(' ', '-')}.{kind}"
            st.download_button(label, made, file, on_click="ignore")


show(report, title="Reports", act=Act.SEE_REPORTS)
