"""How long does a match take on the real directory, beside the first thing one would write?"""

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from matching import Index, Offered
from tests.bench import real
from tests.bench.out import Asked, Finding, LeftOut, Unequal
from tests.bench.plain_pandas import Answer, Plain
from tests.bench.questions import NOW, SEED, Question, core, full
from tests.bench.stats import mean_ratio, median, ms, p95, timed, times

LIMIT = 20
BLOCK = 8
PASSES = 3
Took = dict[str, dict[int, list[float]]]  # engine → number of the query → seconds


def run(asked: Asked) -> Finding:
    offers = [replace(each, explore=0) for each in real.offers()]  # the peer tries nobody out
    if not offers:
        raise LeftOut("no listing could be taken in")
    built, index = timed(lambda: Index.build(offers))
    framed, plain = timed(lambda: Plain(offers))
    questions = core(offers, 1 if asked.quick else 5)
    shown = _must_be_equal(index, plain, questions)
    engines: dict[str, Callable[[Question], Any]] = {
        "matching": lambda q: index.rank(q.wanted, now=NOW, limit=LIMIT),
        "plain pandas": lambda q: plain.ask(q.wanted, NOW, LIMIT),
    }
    took = interleaved(engines, questions)
    by_query = {name: [median(took[name][n]) for n in range(len(questions))] for name in engines}
    found = _finding(by_query, questions)
    found.notes = [
        f"{len(offers):,} real listings; {len(questions)} queries from seed {SEED}, none used in",
        f"development; all {len(questions)} lists of ids, ways in and scores are equal ({shown} entries)",
        f"median of {PASSES} passes, blocks of {BLOCK} in random order; matching also finds near",
        "misses, reasons and what each rule left out, which the peer does not",
        f"{_rates(by_query)}; {_closest(by_query, questions)}",
        f"built once: index {built:.2f} s, frame {framed:.2f} s; {_one_changed(index, offers)};",
        _beside(index, questions),
    ]
    found.left_out = real.taken_in().left_out
    return found


def _must_be_equal(index: Index, plain: Plain, questions: Sequence[Question]) -> int:
    """How many listings stand in all the equal lists together."""
    shown = 0
    for number, question in enumerate(questions):
        ranking = index.rank(question.wanted, now=NOW, limit=LIMIT)
        ours: Answer = [(m.key, m.via, m.score) for m in ranking.matches]
        theirs = plain.ask(question.wanted, NOW, LIMIT)
        if ours != theirs or ranking.ring_first:
            pairs = zip_longest(ours, theirs)
            first = next((pair for pair in pairs if pair[0] != pair[1]), ranking.ring_first[:1])
            raise Unequal(f"query {number} ({question.name}), first difference: {first}")
        shown += len(ours)
    return shown


def interleaved(
    engines: dict[str, Callable[[Question], Any]], questions: Sequence[Question]
) -> Took:
    """All warm from the equality check; every block is asked of all engines in random order."""
    rng = random.Random(SEED)
    took: Took = {name: {n: [] for n in range(len(questions))} for name in engines}
    for _ in range(PASSES):
        for first in range(0, len(questions), BLOCK):
            for name in rng.sample(list(engines), len(engines)):
                for n in range(first, min(first + BLOCK, len(questions))):
                    seconds, _ = timed(lambda name=name, n=n: engines[name](questions[n]))
                    took[name][n].append(seconds)
    return took


def _finding(by_query: dict[str, list[float]], questions: Sequence[Question]) -> Finding:
    ours, theirs = by_query["matching"], by_query["plain pandas"]
    ratio, low, high = mean_ratio(theirs, ours)
    interval = f"{times(low)} to {times(high)}"
    found = Finding(
        f"core query, median {ms(median(ours))} ms, p95 {ms(p95(ours))} ms; plain pandas "
        f"{ms(median(theirs))} and {ms(p95(theirs))} ms.",
        ("core query", "n", "median ms", "p95 ms", "pandas median", "pandas p95", "ratio"),
        ratios=[
            f"{times(ratio)} as fast as plain pandas filter-and-apply (geometric mean of "
            f"{len(ours)} pairs, 95 % interval {interval})"
        ],
    )
    names = ["all", *sorted({q.name for q in questions})]
    for name in names:
        which = [n for n, q in enumerate(questions) if name in ("all", q.name)]
        a, b = [ours[n] for n in which], [theirs[n] for n in which]
        cells = [ms(median(a)), ms(p95(a)), ms(median(b)), ms(p95(b)), times(mean_ratio(b, a)[0])]
        found.rows.append([name, str(len(which)), *cells])
    return found


def _rates(by_query: dict[str, list[float]]) -> str:
    means = {name: statistics.fmean(took) for name, took in by_query.items()}
    return ", ".join(f"{name} mean {ms(s)} ms, {1 / s:,.1f} queries/s" for name, s in means.items())


def _closest(by_query: dict[str, list[float]], questions: Sequence[Question]) -> str:
    """The query where the peer comes nearest; named whatever it says."""
    ours, theirs = by_query["matching"], by_query["plain pandas"]
    ratio, number = min((theirs[n] / ours[n], n) for n in range(len(questions)))
    return f"the peer comes closest at query {number} ({questions[number].name}): {times(ratio)}"


def _one_changed(index: Index, offers: Sequence[Offered]) -> str:
    """A place that says it is full: how long until a new snapshot holds it."""
    some = random.Random(SEED).sample(list(offers), 20)
    took = [timed(lambda o=o: index.changed([replace(o, load=o.load + 1)], []))[0] for o in some]
    return f"one changed listing {ms(median(took))} ms"


def _beside(index: Index, questions: Sequence[Question]) -> str:
    """What a first query of a minute pays, and what the full rules cost over the core."""
    next_minute = NOW.replace(minute=NOW.minute + 1)
    first = timed(lambda: index.rank(questions[0].wanted, now=next_minute, limit=LIMIT))[0]
    again = timed(lambda: index.rank(questions[0].wanted, now=next_minute, limit=LIMIT))[0]
    pairs = list(zip(questions, full(questions), strict=True))
    took = [
        [timed(lambda q=q: index.rank(q.wanted, now=NOW, limit=LIMIT))[0] for q in pair]
        for pair in pairs
        for _ in range(PASSES)
    ]
    rules = [each[1] for each in took]
    over = mean_ratio(rules, [each[0] for each in took])[0]
    return (
        f"once a minute {ms(max(0.0, first - again))} ms more; full rules median "
        f"{ms(median(rules))} ms, p95 {ms(p95(rules))} ms, {times(over)} the core"
    )
