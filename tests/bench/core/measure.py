"""How fast is the core query beside what else one would take, on one directory of the whole country?

The method is fixed before the figures: the same lists first, else no timings; engines in turn, block
by block; medians of passes; paired ratios with their interval; a ratio that misses says so.
"""

import gc
import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from matching import Index, Offered
from tests.bench import machine
from tests.bench.core import told
from tests.bench.core.asked import MIX, NOW, Core, questions
from tests.bench.core.engines import SLOW, Engine, Peer, asked_of, must_be_equal, opened
from tests.bench.core.ours import Ours
from tests.bench.core.rows import Rows, rows
from tests.bench.core.told import GROWTH, NEAR, OURS, STRICT, WANTED, Took
from tests.bench.out import Asked, Finding
from tests.bench.questions import Question, full
from tests.bench.scale import bandwidth
from tests.bench.stats import mean_ratio, median, ms, p95, timed, times
from tests.matching.synthetic import directory

DATA_SEED, SEED = 20270311, 20270519  # never asked in development; --seed is for that
SIZE, LARGER, SMALL = 250_000, 1_000_000, 25_000
EACH, FEW = 10, 2  # questions of each kind
BLOCK, PASSES = 8, 3


@dataclass(frozen=True)
class Field:
    """All that is measured against each other."""

    offers: Sequence[Offered]
    rows: Rows
    index: Index
    ours: Ours
    peers: dict[str, Peer]
    asked: Sequence[Core]


def run(asked: Asked) -> Finding:
    begin = machine.load()
    offers = directory(SMALL if asked.quick else SIZE, DATA_SEED)
    seed = asked.seed or SEED
    cores = questions(FEW if asked.quick else EACH, seed)
    built, ours = timed(lambda: Ours(Index.build(offers), NOW))
    plain = rows(offers, NOW)
    peers, filled, left_out = opened(plain)
    field = Field(offers, plain, ours.index, ours, peers, cores)
    try:
        found = _measured(field, {OURS: built} | filled, seed)
    finally:
        for peer in peers.values():
            peer.close()
    if not asked.quick:
        _grown(found, field)
    found.left_out = left_out
    found.notes.append(f"load average {begin:.2f} before this part and {machine.load():.2f} after")
    if max(begin, machine.load()) > machine.BUSY:
        found.ratios = []
        found.notes.append(f"contended (a load above {machine.BUSY}): no ratio from this run")
    return found


def _measured(field: Field, filled: dict[str, float], seed: int) -> Finding:
    fit, near = must_be_equal(field.ours, field.peers, field.asked)
    gc.collect()
    gc.freeze()  # the directory itself is not looked through again in the middle of a query
    took = {what: _interleaved(field, what) for what in WANTED}
    gc.unfreeze()
    found = Finding(
        told.line(took),
        ("engine, lists", "n", "median ms", "p95", "mean", "queries/s"),
        rows=[told.row(name, what, by[name]) for what, by in took.items() for name in by],
    )
    found.ratios = [
        told.ratio(what, name, by) for what, by in took.items() for name in by if name != OURS
    ]
    found.tables = [told.by_kind(took, field.asked), _apart(field, filled)]
    found.notes = [
        f"{len(field.offers):,} invented listings from seed {DATA_SEED}; {len(field.asked)} queries "
        f"from seed {seed}:",
        f"{len(field.asked) // len(MIX)} of each of the {len(MIX)} kinds in the table;",
        f"before any timing all lists were equal: ids, scores, failed bits and order ({fit:,} matches,",
        f"{near:,} near misses); {SLOW} is asked the first of each kind alone, matches only;",
        f"median of {PASSES} passes, blocks of {BLOCK}, engines in random order, one thread each;",
        *told.closest(took, field.asked),
        _floor(field, took[NEAR][OURS]),
        _rules(field, took[NEAR][OURS]),
    ]
    return found


def _interleaved(field: Field, what: str) -> Took:
    """All are warm from the check; every block is asked of all engines in random order."""
    engines = _asking({OURS: field.ours, **field.peers}, what)
    return interleaved(engines, field.asked)


def _asking(engines: dict[str, Any], what: str) -> dict[str, Callable[[Core], Any]]:
    return {
        name: engine.strict if what == STRICT else engine.both
        for name, engine in engines.items()
        if what == STRICT or name != SLOW
    }


def interleaved(engines: dict[str, Callable[[Core], Any]], asked: Sequence[Core]) -> Took:
    rng = random.Random(SEED)
    mine = {name: set(asked_of(name, asked)) for name in engines}
    took: dict[str, dict[int, list[float]]] = {name: {} for name in engines}
    for _ in range(PASSES):
        for first in range(0, len(asked), BLOCK):
            for name in rng.sample(list(engines), len(engines)):
                for n in mine[name].intersection(range(first, first + BLOCK)):
                    seconds, _ = timed(lambda name=name, n=n: engines[name](asked[n]))
                    took[name].setdefault(n, []).append(seconds)
    return {name: {n: median(each) for n, each in by.items()} for name, by in took.items()}


def _apart(field: Field, filled: dict[str, float]) -> tuple[Sequence[str], list]:
    """What is paid beside a query: once, once a clock minute, once a changed listing."""
    later = NOW + timedelta(minutes=1)
    waits = field.rows.waits(later)
    minute, refresh = _ours_apart(field)
    lines = [
        [OURS, f"{filled[OURS]:.1f}", f"{field.ours.size() / 1e6:,.0f}", ms(minute), ms(refresh)]
    ]
    for name, peer in field.peers.items():
        size = f"{peer.size() / 1e6:,.0f}"
        minute = timed(lambda peer=peer: peer.minute(waits))[0]
        refresh = median([timed(lambda p=peer, n=n: p.refresh(n, n))[0] for n in range(5)])
        lines.append([name, f"{filled[name]:.1f}", size, ms(minute), ms(refresh)])
    return ("apart", "built in s", "MB", "once a minute ms", "one row changed ms"), lines


def _ours_apart(field: Field) -> tuple[float, float]:
    minute = median([timed(lambda n=n: field.ours.minute(n))[0] for n in range(1, 6)])
    some = random.Random(SEED).sample(list(field.offers), 5)
    changed = [timed(lambda o=o: field.index.changed([replace(o, load=7)], []))[0] for o in some]
    return minute, median(changed)


def _floor(field: Field, took: dict[int, float]) -> str:
    speed = bandwidth()
    touched = [field.ours.touched(core) for core in field.asked]
    floor, mean = statistics.fmean(touched) / speed, statistics.fmean(took.values())
    return (
        f"{NEAR}, mean {ms(mean)} ms; the floor is {ms(floor)} ms (bytes that must be touched at "
        f"{speed / 1e9:.1f} GB/s): {times(mean / floor)} the floor;"
    )


def _rules(field: Field, core: dict[int, float]) -> str:
    """What the full rules, three lists and what was left out cost over the core."""
    wanted = [q.wanted for q in full([Question(core.name, core.wanted) for core in field.asked])]
    for each in wanted:
        field.index.find(each, now=NOW)
    took = [
        median([timed(lambda w=w: field.index.find(w, now=NOW))[0] for _ in range(PASSES)])
        for w in wanted
    ]
    over = mean_ratio(took, [core[n] for n in range(len(wanted))])[0]
    return (
        f"the full rules (three lists, what was left out): median {ms(median(took))} ms, "
        f"p95 {ms(p95(took))} ms, {times(over)} the core with near misses;"
    )


def _grown(found: Finding, field: Field) -> None:
    """The same questions of a directory four times as large, beside the first."""
    larger = Ours(Index.build(directory(LARGER, DATA_SEED)), NOW)
    sizes: dict[str, Engine] = {f"{SIZE:,}": field.ours, f"{LARGER:,}": larger}
    for what in WANTED:
        for core in field.asked:
            larger.both(core)
        took = interleaved(_asking(sizes, what), field.asked)
        small, large = (list(by.values()) for by in took.values())
        ratio, low, high = mean_ratio(large, small)
        wanted = f"; wanted at most {GROWTH}×: {'met' if ratio <= GROWTH else 'MISSED'}"
        found.ratios.append(
            f"{what}: {times(ratio)} from {SIZE:,} to {LARGER:,} listings (95 % interval "
            f"{times(low)} to {times(high)}{wanted if what == NEAR else ''})"
        )
        found.notes.append(
            f"{LARGER:,} listings, {what}: median {ms(median(large))} ms, p95 {ms(p95(large))} ms;"
        )
