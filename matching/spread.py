"""Which of the fitting listings make a list a counsellor can use?"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from matching.asked import Asked
from matching.rank import Judged, demoted, points, slots, turn
from matching.view import Array, View, among

PER_SITE = 3
FOLDED = 20  # other times of one group that a card can name
TOP_SCORE = 60_000
OUTLOOKS = ("secular", "twelve_step")


@dataclass(frozen=True, slots=True)
class Ordered:
    """Entries of one list, best first, with what the order came from."""

    see: View
    failed: Array
    slot: Array
    parts: dict[str, Array]
    score: Array


def ordered(asked: Asked, judged: Judged, which: Array, seed: int) -> Ordered:
    """By drawer, then the demoted last, then score, then turn, then the key as text."""
    some = judged.narrow(np.flatnonzero(which))
    parts = {"asked": some.known} | points(asked, some.see)
    score: Array = np.asarray(sum(parts.values()), dtype=np.int64)
    slot = slots(asked, some.see).astype(np.int64)
    rank: Array = slot << 1 | demoted(asked, some.see)
    rank = rank << 16 | (TOP_SCORE - score)
    rank = rank << 20 | turn(some.see, seed if asked.calm else 0)
    rank = rank << 24 | some.see.col("order")
    best = np.argsort(rank, kind="stable")
    return Ordered(
        some.see.narrow(best),
        some.failed[best],
        slot[best],
        {name: part[best] for name, part in parts.items()},
        score[best],
    )


def choose(asked: Asked, entries: Ordered, limit: int, held: Array) -> list[int]:
    """One row per group, at most three per site; the nearest medical places always."""
    see = entries.see
    must_show = np.flatnonzero(np.isin(see.row, held) & see.room).tolist()
    open_to_all = _one_per_group(see, must_show, limit)
    if asked.peers and not asked.either("outlook"):
        open_to_all = _both_outlooks(see, open_to_all, limit)
    return sorted(open_to_all)


def _one_per_group(see: View, must_show: list[int], limit: int) -> list[int]:
    groups, sites = see.col("group"), see.col("site")
    chosen, taken = list(must_show), set(groups[must_show].tolist())
    at_site = Counter(sites[must_show].tolist())
    for i, (group, site) in enumerate(zip(groups, sites, strict=True)):
        if len(chosen) >= limit:
            break
        if group in taken or (site >= 0 and at_site[site] >= PER_SITE):
            continue
        chosen.append(i)
        taken.add(group)
        at_site[site] += 1
    return chosen


def _both_outlooks(see: View, chosen: list[int], limit: int) -> list[int]:
    """Nobody said what they believe: a secular and a 12-step group, where there are any."""
    has = {outlook: see.has("outlook", {outlook}) for outlook in OUTLOOKS}
    groups = see.col("group")
    for outlook in OUTLOOKS:
        if len(chosen) < 2 or len(chosen) < limit or has[outlook][chosen].any():
            continue
        fresh = has[outlook] & ~np.isin(groups, groups[chosen])
        other = OUTLOOKS[1 - OUTLOOKS.index(outlook)]
        sole = [i for i in chosen if has[other][i]]
        spare = [i for i in chosen if sole != [i]]
        if fresh.any():
            chosen = [i for i in chosen if i != max(spare)] + [int(np.argmax(fresh))]
    return chosen


def folded(entries: Ordered, chosen: list[int]) -> dict[int, tuple[str, ...]]:
    """The keys of each chosen group's other times that fit, best first."""
    groups = entries.see.col("group")
    mine = {int(groups[i]): i for i in chosen}
    also: dict[int, list[str]] = {i: [] for i in chosen}
    offers = entries.see.columns.offers
    for other in np.flatnonzero(among(groups, groups[chosen])).tolist():
        first = mine[int(groups[other])]
        key = offers[entries.see.row[other]].key
        if key != offers[entries.see.row[first]].key and key not in also[first]:
            also[first].append(key)
    return {i: tuple(keys[:FOLDED]) for i, keys in also.items()}
