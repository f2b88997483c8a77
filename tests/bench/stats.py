"""Which few numbers stand for many times: median, p95, and the ratio of two engines?"""

import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

DRAWS = 2000


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value 95 in 100 stay at or below (nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def mean_ratio(slow: Sequence[float], fast: Sequence[float]) -> tuple[float, float, float]:
    """Geometric mean of paired ratios, with its 95 % interval by bootstrap over the pairs."""
    logs = [math.log(a / b) for a, b in zip(slow, fast, strict=True)]
    rng = random.Random(1)
    drawn = sorted(statistics.fmean(rng.choices(logs, k=len(logs))) for _ in range(DRAWS))
    ends = drawn[int(DRAWS * 0.025)], drawn[int(DRAWS * 0.975)]
    return (math.exp(statistics.fmean(logs)), math.exp(ends[0]), math.exp(ends[1]))


def ms(seconds: float) -> str:
    value = seconds * 1000
    return f"{value:.2f}" if value < 10 else f"{value:,.1f}"


def times(ratio: float) -> str:
    """A ratio to two figures: more would not come out again."""
    return f"{ratio:.2g}×" if ratio < 100 else f"{round(ratio, -1):,.0f}×"


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    begin = time.perf_counter()
    answer = call()
    return time.perf_counter() - begin, answer
