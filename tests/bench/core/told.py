"""How are the times of many engines put into words: medians, ratios beside what was promised?"""

import statistics
from collections.abc import Sequence

from tests.bench.core.asked import Core
from tests.bench.stats import mean_ratio, median, ms, p95, times

OURS = "Peerline"
STRICT, NEAR = "matches", "with near misses"
# What was promised before: at least so many times as fast.
WANTED = {
    STRICT: {
        "plain pandas": 2500,
        "vectorised pandas": 60,
        "PostGIS": 25,
        "DuckDB": 15,
        "SQLite": 14,
        "polars": 10,
    },
    NEAR: {"PostGIS": 35, "SQLite": 35, "DuckDB": 8, "polars": 6},
}
GROWTH = 3.9
CLOSE = 2.0
Took = dict[str, dict[int, float]]  # engine → number of the question → seconds, median of passes


def line(took: dict[str, Took]) -> str:
    parts = []
    for what, by in took.items():
        ours = list(by[OURS].values())
        parts.append(f"{what} median {ms(median(ours))} ms, p95 {ms(p95(ours))} ms")
    return f"core query, {'; '.join(parts)}."


def row(name: str, what: str, by: dict[int, float]) -> Sequence[str]:
    values = list(by.values())
    mean = statistics.fmean(values)
    figures = [ms(median(values)), ms(p95(values)), ms(mean), f"{1 / mean:,.1f}"]
    return [f"{name}, {what}", str(len(values)), *figures]


def _pairs(by: Took, name: str) -> tuple[list[float], list[float]]:
    """Theirs and ours, on the questions both were asked."""
    return [*by[name].values()], [by[OURS][n] for n in by[name]]


def ratio(what: str, name: str, by: Took) -> str:
    ratio, low, high = mean_ratio(*_pairs(by, name))
    wanted = WANTED[what].get(name)
    said = ""
    if wanted:
        said = f"; wanted at least {wanted:,}×: {'met' if ratio >= wanted else 'MISSED'}"
    return (
        f"{what}: {times(ratio)} as fast as {name} (geometric mean of {len(by[name])} pairs, "
        f"95 % interval {times(low)} to {times(high)}{said})"
    )


def by_kind(took: dict[str, Took], asked: Sequence[Core]) -> tuple[Sequence[str], list]:
    names = list(took[STRICT])
    lines = []
    for what, by in took.items():
        for kind in sorted({core.name for core in asked}):
            cells = []
            for name in names:
                some = [s for n, s in by.get(name, {}).items() if asked[n].name == kind]
                cells.append(ms(median(some)) if some else "–")
            lines.append([f"{kind}: {what}", *cells])
    return ("median ms by kind", *names), lines


def closest(took: dict[str, Took], asked: Sequence[Core]) -> list[str]:
    """The queries where a peer is close or ahead, named whatever they say."""
    lines = []
    for what, by in took.items():
        for name in by:
            if name == OURS:
                continue
            close = sorted((by[name][n] / by[OURS][n], n) for n in by[name])
            close = [(ratio, n) for ratio, n in close if ratio < CLOSE]
            ahead = sum(ratio < 1 for ratio, _ in close)
            if close:
                kinds = ", ".join(sorted({asked[n].name for _, n in close}))
                lines.append(
                    f"{name}, {what}: ahead at {ahead} and within {CLOSE:.0f}× at {len(close) - ahead}"
                    f" of {len(by[name])} (query {close[0][1]} first; {kinds});"
                )
    return lines or [f"no peer comes within {CLOSE:.0f}× at any query;"]
