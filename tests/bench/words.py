"""How long does Find take for one to three words in a whole country of listings?

The words are taken from the listings themselves, some cut short or misspelled, by a seed that was not
used in development.
"""

import random
from collections.abc import Sequence
from dataclasses import replace

from matching import Index, Offered
from tests.bench.out import Asked, Finding
from tests.bench.stats import median, ms, p95, timed
from tests.matching.synthetic import ZIPS, directory

DATA_SEED, SEED = 20270301, 20270302
SIZE = 250_000
QUESTIONS = 300
PASSES = 3
SERVICES = ("methadone", "suboxone", "detox", "spanish", "medicaid", "group", "online", "women")
FELLOWSHIPS = ("AA", "NA", "Al-Anon", "SMART Recovery", "")
LIMIT = 120  # Find looks at four meetings for each of its thirty lines


def run(asked: Asked) -> Finding:
    rng = random.Random(SEED)
    offers = [_with_words(rng, offer) for offer in directory(SIZE, DATA_SEED)]
    built, index = timed(lambda: Index.build(offers))
    kinds = ("as written", "begun", "misspelled")
    questions = [
        (kind, number, _question(rng, offers, number, kind))
        for kind in kinds
        for number in (1, 2, 3)
        for _ in range(QUESTIONS // 9 // (4 if asked.quick else 1))
    ]
    took = _took(index, [text for *_, text in questions])
    found = Finding(
        f"Find in {SIZE:,} listings, one to three words: median {ms(median(took))} ms, "
        f"p95 {ms(p95(took))} ms (wanted: median at most 5 ms).",
        ("words", "n", "median ms", "p95"),
    )
    found.notes = [
        f"directory from seed {DATA_SEED}, {len(questions)} questions from seed {SEED}; median of",
        f"{PASSES} passes; the best {LIMIT} keys, without cards; the index was built in {built:.1f} s",
    ]
    for kind in kinds:
        for number in (1, 2, 3):
            some = [t for t, q in zip(took, questions, strict=True) if q[:2] == (kind, number)]
            found.rows.append(
                [f"{number}, {kind}", str(len(some)), ms(median(some)), ms(p95(some))]
            )
    return found


def _with_words(rng: random.Random, offer: Offered) -> Offered:
    z = rng.choice(ZIPS)
    town = f"{z['city']} {z['state']} {z['zip_code']}"
    return replace(offer, words=town, fellowship=rng.choice(FELLOWSHIPS))


def _question(rng: random.Random, offers: Sequence[Offered], number: int, kind: str) -> str:
    """Words of one listing, or one of them and a service; the last is begun or misspelled."""
    offer = rng.choice(offers)
    words = rng.sample(f"{offer.name} {offer.words}".split(), number)
    if number > 1 and rng.random() < 0.3:
        words[0] = rng.choice(SERVICES)
    last = words[-1]
    if kind == "begun":
        words[-1] = last[: max(2, len(last) // 2)]
    elif kind == "misspelled" and len(last) > 3:
        at = rng.randrange(1, len(last) - 1)
        words[-1] = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
    return " ".join(words)


def _took(index: Index, texts: Sequence[str]) -> list[float]:
    rng = random.Random(SEED)
    times: list[list[float]] = [[] for _ in texts]
    for _ in range(PASSES):
        for n in rng.sample(range(len(texts)), len(texts)):
            times[n].append(timed(lambda n=n: index.search(texts[n], limit=LIMIT))[0])
    return [median(each) for each in times]
