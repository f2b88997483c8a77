"""How long does it take to find what is listed twice, beside comparing each with each, and beside a
pandas merge with difflib?"""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Any

import pandas as pd

from casework.directory import twice_rows, twice_words
from casework.directory.twice_alike import LIKELY, Likeness, Place, places
from casework.directory.twice_pairs import Pair, around, likely
from db.session import reading
from tests.bench import real
from tests.bench.out import Asked, Finding, LeftOut, Unequal
from tests.bench.questions import SEED
from tests.bench.stats import mean_ratio, median, ms, timed, times

STATES, FEW = 12, 4
SMALL, LARGE = 80, 400  # places of a state: each with each of more takes minutes
PASSES = 3
ALIKE = 0.88  # of difflib
Found = Mapping[Pair, Likeness]


def run(asked: Asked) -> Finding:
    every = _places()
    states = _states(every)[: FEW if asked.quick else STATES]
    if not states:
        raise LeftOut("no listing could be taken in")
    engines: dict[str, Callable[[Sequence[Place]], Any]] = {
        "ours": likely,
        "each with each": each_with_each,
        "pandas and difflib": merged,
    }
    found = {name: [ask(rows) for rows in states] for name, ask in engines.items()}
    for number, (ours, theirs) in enumerate(
        zip(found["ours"], found["each with each"], strict=True)
    ):
        _must_be_equal(number, ours, theirs)
    took = _interleaved(engines, states)
    return _finding(took, found, states, every)


def each_with_each(rows: Sequence[Place]) -> Found:
    """The same rules without choosing whom to compare."""
    known = around(rows)
    judged = (
        ((one.id, other.id), places(one, other, known)) for one, other in combinations(rows, 2)
    )
    return {pair: how for pair, how in judged if how.points >= LIKELY}


def merged(rows: Sequence[Place]) -> set[Pair]:
    """What one would write first: merge by telephone and by street and ZIP, keep names much alike."""
    frame = pd.DataFrame(
        [
            (p.id, p.whole_name, p.street, p.zip, number)
            for p in rows
            for number in p.phones or ("",)
        ],
        columns=["id", "name", "street", "zip", "phone"],
    )
    by_phone = _merge(frame[frame.phone != ""], ["phone"])
    by_door = _merge(frame[frame.street != ""].drop_duplicates("id"), ["street", "zip"])
    pairs = pd.concat([by_phone, by_door]).drop_duplicates(["id_x", "id_y"])
    return {
        (int(one), int(other))
        for one, other, mine, theirs in pairs[["id_x", "id_y", "name_x", "name_y"]].itertuples(
            index=False
        )
        if SequenceMatcher(None, mine, theirs).ratio() >= ALIKE
    }


def _merge(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    both = frame.merge(frame, on=keys)
    return both[both.id_x < both.id_y][["id_x", "id_y", "name_x", "name_y"]]


def _places() -> list[Place]:
    real.taken_in()
    with reading() as session:
        return twice_rows.places(session, twice_rows.live_services(session))


def _states(every: Sequence[Place]) -> list[list[Place]]:
    of: dict[str, list[Place]] = defaultdict(list)
    for place in sorted(every, key=lambda each: each.id):
        of[place.town.rpartition(" ")[2]].append(place)
    fit = [name for name in sorted(of) if name and SMALL <= len(of[name]) <= LARGE]
    return [of[name] for name in random.Random(SEED).sample(fit, len(fit))]


def _must_be_equal(number: int, ours: Found, theirs: Found) -> None:
    if ours != theirs:
        first = sorted(set(ours.items()) ^ set(theirs.items()), key=lambda each: each[0])[:1]
        raise Unequal(f"state {number}: {len(ours)} and {len(theirs)} pairs, first: {first}")


def _interleaved(
    engines: Mapping[str, Callable[[Sequence[Place]], Any]], states: Sequence[Sequence[Place]]
) -> dict[str, list[float]]:
    """Median of the passes by state; nothing is remembered from one to the next."""
    rng = random.Random(SEED)
    took: dict[str, list[list[float]]] = {name: [[] for _ in states] for name in engines}
    for _ in range(PASSES):
        for n in rng.sample(range(len(states)), len(states)):
            for name in rng.sample(list(engines), len(engines)):
                _forget()
                took[name][n].append(timed(lambda name=name, n=n: engines[name](states[n]))[0])
    return {name: [median(each) for each in of] for name, of in took.items()}


def _forget() -> None:
    for remembered in ("alike", "alike_in_full", "marks", "door_of", "one_street"):
        getattr(twice_words, remembered).cache_clear()


def _finding(
    took: Mapping[str, list[float]],
    found: Mapping[str, Sequence[Any]],
    states: Sequence[Sequence[Place]],
    every: Sequence[Place],
) -> Finding:
    _forget()
    whole, pairs = timed(lambda: likely(every))
    _forget()
    plain, theirs = timed(lambda: merged(every))
    count = [len(rows) for rows in states]
    finding = Finding(
        f"{len(every):,} listings compared in {ms(whole)} ms ({len(pairs):,} pairs); a pandas merge "
        f"with difflib takes {ms(plain)} ms.",
        ("by state", "places", "pairs", "median ms"),
        rows=[
            (name, f"{sum(count):,}", f"{sum(map(len, found[name])):,}", ms(median(took[name])))
            for name in took
        ],
    )
    for name in ("each with each", "pandas and difflib"):
        ratio, low, high = mean_ratio(took[name], took["ours"])
        finding.ratios.append(
            f"{times(ratio)} as fast as {name} (geometric mean of {len(states)} states of "
            f"{min(count)} to {max(count)} places, 95 % interval {times(low)} to {times(high)})"
        )
    both = len(theirs & set(pairs))
    finding.notes = [
        "the pairs, points and evidence of ours and of each with each are equal in every state;",
        f"pandas and difflib has other rules: of its {len(theirs):,} pairs {both:,} are among ours,",
        f"and {len(pairs) - both:,} of ours it does not find",
        f"states drawn from seed {SEED}; median of {PASSES} passes in random order, nothing remembered",
    ]
    finding.left_out = real.taken_in().left_out
    return finding
