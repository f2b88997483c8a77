"""How does a match grow with the directory: build, memory, match, refresh, and how near the floor?

Ours alone, on the seeded invented country of tests/matching/synthetic.py (matching.md 9).
"""

import gc
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

from matching import Index, List, Offered, Tier, Wanted
from matching.marks import PER_WORD, count
from matching.rank import Judged
from tests.bench.out import Asked, Finding
from tests.bench.stats import mean_ratio, median, ms, p95, timed, times
from tests.matching.synthetic import NOW, directory, questions

DATA_SEED, SEED = 20270201, 20270518  # the questions were never used in development or tuning
SIZES = (250_000, 1_000_000)
QUESTIONS = 120
PASSES = 3
CHANGED = 100  # rows of a refresh, one in ten of them new
REFRESHES = 7
ROW_BYTES, SURVIVOR_BYTES = 18, 30  # what a perfect engine has to touch (matching.md 9)
SEED_OF_A_CALL = 5


@dataclass(frozen=True)
class Size:
    """What was measured on one directory."""

    match: list[float]  # seconds by question
    cpu: list[float]  # of these, what our own thread worked
    all_in: list[float]
    floor: list[float]
    notes: list[str]


def run(asked: Asked) -> Finding:
    wanted = list(questions(QUESTIONS // (4 if asked.quick else 1), SEED))
    speed = bandwidth()
    sizes = {n: _measure(n, wanted, speed) for n in (SIZES[:1] if asked.quick else SIZES)}
    first = sizes[SIZES[0]]
    found = Finding(
        f"{SIZES[0]:,} offers: match median {ms(median(first.match))} ms, p95 {ms(p95(first.match))} ms "
        f"with near misses; as the screen calls it median {ms(median(first.all_in))} ms.",
        ("offers, kind of query", "n", "match median ms", "p95", "all-in median", "p95", "floor"),
    )
    found.notes = [
        f"directory from seed {DATA_SEED}, {len(wanted)} questions from seed {SEED}; median of",
        f"{PASSES} passes; match: all lists, scores and what was left out, without sentences;",
        "all-in: treatment, peers and practical with their sentences and next meetings;",
        f"floor: {ROW_BYTES} B a row scanned and {SURVIVOR_BYTES} B a survivor at {speed / 1e9:.1f} GB/s",
    ]
    for number, size in sizes.items():
        found.rows += _rows(number, size, wanted)
        found.notes += [f"{number:,}: {note}" for note in size.notes]
    if len(sizes) > 1:
        ratio, low, high = mean_ratio(sizes[SIZES[1]].match, first.match)
        found.ratios = [
            f"{times(ratio)} from {SIZES[0]:,} to {SIZES[1]:,} offers "
            f"(95 % interval {times(low)} to {times(high)}; wanted: at most 3.9×)"
        ]
        worked = mean_ratio(sizes[SIZES[1]].cpu, first.cpu)[0]
        found.notes.append(f"growth by processor time: {times(worked)}")
    return found


def _kind(wanted: Wanted) -> str:
    if wanted.kind is List.PEERS:
        return "group, at their times" if wanted.times else "group, any time"
    soon = wanted.tier in (Tier.T1, Tier.T2)
    return "treatment, nearest medical too" if soon else "treatment"


def _rows(number: int, size: Size, wanted: Sequence[Wanted]) -> list[Sequence[str]]:
    kinds = [_kind(each) for each in wanted]
    rows = []
    for name in ["all", *sorted(set(kinds))]:
        which = [n for n, kind in enumerate(kinds) if name in ("all", kind)]
        match, all_in, floor = (
            [values[n] for n in which] for values in (size.match, size.all_in, size.floor)
        )
        figures = [median(match), p95(match), median(all_in), p95(all_in), median(floor)]
        rows.append([f"{number:,} {name}", str(len(which)), *map(ms, figures)])
    return rows


def _measure(number: int, wanted: Sequence[Wanted], speed: float) -> Size:
    offers = directory(number, DATA_SEED)
    gc.collect()
    before = _resident()
    built, index = timed(lambda: Index.build(offers))
    gc.collect()
    notes = [
        f"build {built:.1f} s; arrays {arrays(index) / 1e6:.0f} MB, the process grew by "
        f"{(_resident() - before) / 1e6:.0f} MB (the offers themselves apart)",
        _once_a_minute(index, wanted[0]),
        _refresh(index, offers, wanted[0]),
    ]
    match, cpu = _passes(wanted, lambda w: index.find(w, now=NOW, seed=SEED_OF_A_CALL))
    all_in, all_cpu = _passes(wanted, lambda w: _as_the_screen(index, w))
    floor = [_touched(index, each) / speed for each in wanted]
    notes.append(
        f"processor time: match median {ms(median(cpu))} ms, p95 {ms(p95(cpu))}; "
        f"all-in median {ms(median(all_cpu))} ms"
    )
    return Size(match, cpu, all_in, floor, notes)


def _passes(
    wanted: Sequence[Wanted], ask: Callable[[Wanted], Any]
) -> tuple[list[float], list[float]]:
    """By question: the median of the clock, and of what our own thread worked."""
    rng = random.Random(SEED)
    took: dict[int, list[tuple[float, float]]] = {n: [] for n in range(len(wanted))}
    for each in wanted:
        ask(each)
    for _ in range(PASSES):
        for n in rng.sample(range(len(wanted)), len(wanted)):
            begin = time.thread_time()
            seconds, _ = timed(lambda n=n: ask(wanted[n]))
            took[n].append((seconds, time.thread_time() - begin))
    clock, worked = (
        [median([pair[i] for pair in pairs]) for pairs in took.values()] for i in (0, 1)
    )
    return clock, worked


def _as_the_screen(index: Index, wanted: Wanted) -> None:
    for kind in List:
        index.rank(replace(wanted, kind=kind), now=NOW, seed=SEED_OF_A_CALL)


def _once_a_minute(index: Index, wanted: Wanted) -> str:
    index.find(wanted, now=NOW)
    firsts = []
    for minute in range(1, 6):
        later = NOW + timedelta(minutes=minute)
        first, _ = timed(lambda later=later: index.find(wanted, now=later))
        again, _ = timed(lambda later=later: index.find(wanted, now=later))
        firsts.append(max(0.0, first - again))
    return f"the first match of a clock minute costs {ms(median(firsts))} ms more"


def _refresh(index: Index, offers: Sequence[Offered], wanted: Wanted) -> str:
    rng = random.Random(SEED)
    took, after = [], []
    for turn in range(REFRESHES):
        some = rng.sample(range(len(offers)), CHANGED)
        rows = [replace(offers[n], quality=turn, unverified=True) for n in some]
        rows[::10] = [replace(row, key=f"new{turn}{row.key}") for row in rows[::10]]
        seconds, fresh = timed(lambda rows=rows: index.changed(rows, ()))
        took.append(seconds)
        after.append(timed(lambda fresh=fresh: fresh.find(wanted, now=NOW))[0])
    return (
        f"refresh of {CHANGED} rows median {ms(median(took))} ms, worst {ms(max(took))}; "
        f"the first match after it {ms(median(after))} ms"
    )


def _touched(index: Index, wanted: Wanted) -> int:
    return touched(index.find(wanted, now=NOW).order.judged)


def touched(judged: Judged) -> int:
    """Bytes a perfect engine reads."""
    survivors = count(judged.fits) + count(judged.once)
    return ROW_BYTES * judged.see.words * PER_WORD + SURVIVOR_BYTES * survivors


def arrays(index: Index) -> int:
    stock = index._stock
    columns = (getattr(stock.columns, f.name) for f in fields(stock.columns))
    return sum(column.nbytes for column in columns) + stock.marks.nbytes


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def bandwidth() -> float:
    """Bytes a second one core reads from memory, best of five."""
    block = np.ones(32_000_000, dtype=np.int64)
    return block.nbytes / min(timed(block.sum)[0] for _ in range(5))
