"""What would one write first? The core query in plain pandas: filter, apply, sort, nothing clever.

Core query: list, status, role, company, exclusive, reach, musts and times, then the score of
matching.md 1 in its drawers, one card a group, three a site. No tier, age, substance or medication.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from matching import Kind, List, Offered, Status, Wanted
from matching.words import CARE_KINDS
from tests.bench import plain_rules as rules

METRES_PER_MILE = 1609.344
WAYS = ("in_person", "online")
OUTLOOKS = ("secular", "twelve_step")
STRETCH = 64
Answer = list[tuple[str, str, int]]  # key, way in, score


class Plain:
    """Knows meetings and treatment places, which is what the real feeds hold."""

    def __init__(self, offers: Sequence[Offered]) -> None:
        rows = [_row(o) for o in offers if o.kind in {Kind.MEETING, Kind.TREATMENT}]
        self.frame = pd.DataFrame(rows)

    def ask(self, wanted: Wanted, now: datetime, limit: int) -> Answer:
        fit = self._fitting(wanted)
        if fit.empty:
            return []
        ways = pd.concat([fit[fit[way]].assign(way=way) for way in WAYS], ignore_index=True)
        if wanted.must.get("setting", frozenset()) & rules.BEDS:
            ways = ways[ways.way == "in_person"]  # nobody gets a bed at home
        fit = _in_reach(ways, wanted)
        fit = _in_time(fit, wanted, now) if len(fit) else fit
        if fit.empty:
            return []
        reach = int(wanted.within_miles * METRES_PER_MILE)
        ends = rules.tomorrow_ends(wanted, now)
        fit = fit.assign(
            score=fit.apply(rules.score, axis=1, wanted=wanted, reach=reach, today=now.date()),
            drawer=fit.apply(rules.drawer, axis=1, wanted=wanted, tomorrow_ends=ends),
            last=fit.apply(rules.last, axis=1, wanted=wanted),
            order=fit.way.map(WAYS.index),
        )
        by = ["drawer", "last", "score", "key", "order"]
        fit = fit.sort_values(by, ascending=[True, True, False, True, True], ignore_index=True)
        chosen = _spread(fit, limit)
        if wanted.kind is List.PEERS:
            chosen = _some_of_each(fit, chosen, limit, wanted)
        best = fit.loc[sorted(chosen)]
        return list(zip(best.key, best.way, best.score.map(int), strict=True))

    def _fitting(self, wanted: Wanted) -> pd.DataFrame:
        rows = self.frame[self.frame.list == wanted.kind.value]
        rows = rows[rows.status == Status.ACTIVE.value]
        rows = rows[rows.apply(rules.open_to, axis=1, wanted=wanted)]
        answers = rows.apply(rules.musts, axis=1, wanted=wanted, result_type="reduce")
        rows = rows.assign(known=answers.map(lambda found: found.count("yes")))
        return rows[answers.map(lambda found: "no" not in found)]


def _row(offer: Offered) -> dict[str, Any]:
    place = offer.place
    exact = place is not None and place.precision.value in {"point", "street"} and offer.in_person
    telehealth = offer.kind in CARE_KINDS and "telehealth" in offer.tags.get("setting", ())
    return {
        "key": offer.key,
        "list": "peers" if offer.kind is Kind.MEETING else "treatment",
        "meeting": offer.kind is Kind.MEETING,
        "status": offer.status.value,
        "group": offer.group or offer.key,
        "site": (round(place.lat, 4), round(place.lon, 4)) if place and exact else None,
        "tags": offer.tags,
        "alike": offer.fellowship.casefold() or str(sorted(offer.tags.get("outlook", ()))),
        "confirmed_on": offer.confirmed_on,
        "unverified": offer.unverified,
        "complete": offer.complete,
        "xyz": rules.xyz(place) if place else None,
        "in_person": offer.in_person,
        "online": offer.online or telehealth,
        "slots": tuple(offer.slots),
        "how_soon": -1 if offer.how_soon is None else offer.how_soon,
        "quality": offer.quality,
        "load": offer.load,
    }


def _in_reach(ways: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    assert wanted.place is not None
    home = rules.xyz(wanted.place)
    ways = ways.assign(away=ways.apply(rules.away, axis=1, home=home))
    return ways[ways.away <= int(wanted.within_miles * METRES_PER_MILE)]


def _in_time(ways: pd.DataFrame, wanted: Wanted, now: datetime) -> pd.DataFrame:
    found = ways.apply(rules.start, axis=1, wanted=wanted, now=now, result_type="reduce")
    ways = ways.assign(wait=found.map(lambda pair: pair[1]))
    return ways[~found.map(lambda pair: pair[0]).astype(bool)]


def _spread(fit: pd.DataFrame, limit: int) -> list[int]:
    """The best again and again, of its best so many at a time."""
    chosen: list[Any] = []
    columns = ["drawer", "last", "score", "key", "order", "group", "site", "alike"]
    rows = list(fit[columns].itertuples())
    for first in range(0, len(rows), STRETCH):
        _choose(rows[first : first + STRETCH], chosen, limit)
    return [one.Index for one in chosen]


def _choose(rows: list[Any], chosen: list[Any], limit: int) -> None:
    """Each of its fellowship that is chosen already puts one further back."""
    while len(chosen) < limit:
        groups, sites = {one.group for one in chosen}, Counter(one.site for one in chosen)
        alike = Counter(one.alike for one in chosen)
        left = [r for r in rows if r.group not in groups and (r.site is None or sites[r.site] < 3)]
        if not left:
            return
        chosen.append(min(left, key=lambda row: _stands(row, alike[row.alike])))


def _stands(row: Any, like_it: int) -> tuple[int, bool, int, str, int]:
    return row.drawer, row.last, 60 * min(5, like_it) - row.score, row.key, row.order


def _some_of_each(fit: pd.DataFrame, chosen: list[int], limit: int, wanted: Wanted) -> list[int]:
    """A secular and a 12-step group where nobody said what they believe; one from home soon."""
    kinds = [fit.drawer == 1, fit.meeting]
    if "outlook" not in {*wanted.must, *wanted.wish}:
        says = [fit.tags.map(lambda t, o=o: o in t.get("outlook", ())) for o in OUTLOOKS]
        kinds = [*says, *kinds]
    for kind in kinds:
        if len(chosen) < max(2, limit) or kind[chosen].any():
            continue
        fresh = fit.index[kind & ~fit.group.isin(fit.group[chosen])]
        sole = {i for each in kinds for i in chosen if each[i] and each[chosen].sum() == 1}
        spare = [i for i in chosen if i not in sole]
        if len(fresh) and spare:
            chosen = [i for i in chosen if i != max(spare)] + [int(fresh[0])]
    return chosen
