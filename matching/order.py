"""Which of them stands before which: drawer, then the demoted last, then score, turn and key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import numpy as np

from matching.asked import Asked
from matching.better import BETTER, Better, hours_to_place
from matching.columns import NEVER
from matching.marks import Array, Marks, looking, pack, positions
from matching.medication import against
from matching.rank import Judged
from matching.schedule import WEEK
from matching.sheet import Sheet
from matching.view import Entries
from matching.weights import FULL_FOR, GONE_FOR, NO_MEDICAID_FOR
from matching.words import Tier

TOP_SCORE = 30_000
STRETCH = 200  # so many of a drawer are put in order at a time; a list seldom needs more
SCORE_AT = 44  # where the score stands in a rank
FEW = 64  # fewer are not worth an order of their own
LAST_DRAWER = 3


@dataclass(frozen=True, slots=True)
class Run:
    """Entries, best first: their positions and the whole numbers they stand by."""

    where: Array
    rank: Array


class Order:
    """The order of one answer, worked out only as far as somebody looks."""

    def __init__(
        self, asked: Asked, judged: Judged, seed: int, better: Sequence[Better] = BETTER
    ) -> None:
        self.asked = asked
        self.judged = judged
        self.seed = seed if asked.calm else 0
        self._better = better
        self._ranked: list[list[Run]] = []  # by list and drawer, as `positions` has them
        self.gone = told_off(asked, judged.see)
        self.against = against(asked, judged.see)
        self._drawers = drawers(asked, judged.see, self.against)
        self._demoted = self.gone | did_not_suit(asked, judged.see)
        self._demoted |= told_no_medicaid(asked, judged.see)
        if asked.emergency_last:
            self._demoted |= judged.see.takes_everyone

    def best_first(self, which: Marks, drawer: int = 0) -> Iterator[Run]:
        """Drawer by drawer; small ones are ranked together."""
        while drawer <= LAST_DRAWER:
            batch, drawer = self._batch(which, drawer)
            yield from _one_by_one(batch, self.rank(np.concatenate(batch)))

    def all_best_first(self, lists: Sequence[Marks]) -> list[Iterator[Run]]:
        """The same of some lists; the first entries of all are ranked together."""
        begun = [self._batch(which, 0) for which in lists]
        ranks = self.rank_each([np.concatenate(batch) for batch, _ in begun])
        for (batch, _), rank in zip(begun, ranks, strict=True):
            ends = np.cumsum([len(where) for where in batch])
            self._ranked.append(list(map(Run, batch[1:], np.split(rank, ends[:-1])[1:])))
        return [
            chain(_one_by_one(batch, rank), self.best_first(which, drawer))
            for which, (batch, drawer), rank in zip(lists, begun, ranks, strict=True)
        ]

    def best_again(self, which: Marks) -> Iterator[Run]:
        """Some of one of the lists begun; what was ranked of it is not ranked again."""
        for drawer in range(LAST_DRAWER + 1):
            where = positions(which & self.inside(drawer))
            if not len(where):
                continue
            known = next(filter(None, (_of(runs, drawer, where) for runs in self._ranked)), None)
            if known is None:
                yield from self.best_first(which, drawer)
                return
            yield from _in_order(where, known.rank[known.where.searchsorted(where)])

    def rank_each(self, wheres: Sequence[Array]) -> list[Array]:
        """`rank` for some lists at once."""
        where = np.concatenate(wheres)
        ends = np.cumsum([len(some) for some in wheres])
        rank = self.rank(where) if len(where) else where
        return np.split(rank, ends[:-1])

    def _batch(self, which: Marks, drawer: int) -> tuple[list[Array], int]:
        """Entries of the next drawers, until they are worth an order, and the drawer after."""
        waiting = [np.empty(0, dtype=np.int64)]
        if not which.any():
            return waiting, LAST_DRAWER + 1
        while drawer <= LAST_DRAWER and sum(map(len, waiting)) < FEW:
            waiting.append(positions(which & self.inside(drawer)))
            drawer += 1
        return waiting, drawer

    def inside(self, drawer: int) -> Marks:
        return self._drawers[drawer]

    def rank(self, where: Array) -> Array:
        """The whole number each stands by, least first."""
        see, look = self.judged.see.entries(where), looking(where)
        score = np.asarray(sum(self.parts(where, see).values()))
        rank = np.zeros(len(where), dtype=np.int64)
        for number, inside in enumerate(self._drawers):
            rank += look(inside) * np.int64(number)
        rank = rank << 1 | look(self.against)
        rank = rank << 1 | look(self._demoted)
        rank = rank << 15 | (TOP_SCORE - score)
        rank = rank << 19 | turn(see, self.seed)
        return rank << 25 | see.col("order").astype(np.int64) << 1 | ~see.room

    @property
    def explores(self) -> bool:
        """Little-known places get a chance at T3 only (product.md 3)."""
        return self.asked.wanted.tier is Tier.T3 and self.asked.wanted.by_outcomes

    def parts(self, where: Array, see: Entries) -> dict[str, Array]:
        """The score's parts by name."""
        better = {name: part for rule in self._better for name, part in rule(self.asked, see)}
        return {"asked": self.judged.points(where)} | better


def drawer_of(rank: int) -> int:
    return rank >> 61


def _of(runs: Sequence[Run], drawer: int, where: Array) -> Run | None:
    """A list's entries of one drawer, if these are of them: one entry is in one list only."""
    if drawer >= len(runs):
        return None
    run = runs[drawer]
    at = int(run.where.searchsorted(where[0]))
    return run if at < len(run.where) and run.where[at] == where[0] else None


def _one_by_one(batch: Sequence[Array], rank: Array) -> Iterator[Run]:
    for where in batch:
        yield from _in_order(where, rank[: len(where)])
        rank = rank[len(where) :]


def _in_order(where: Array, rank: Array) -> Iterator[Run]:
    """One drawer, by so many at a time."""
    if len(where) > 2 * STRETCH:
        split = np.argpartition(rank, STRETCH)
        first, rest = split[:STRETCH], split[STRETCH:]
        first = first[np.argsort(rank[first])]
        yield Run(where[first], rank[first])
        where, rank = where[rest], rank[rest]
    best = np.argsort(rank)
    for start in range(0, len(best), STRETCH):
        some = best[start : start + STRETCH]
        yield Run(where[some], rank[some])


def drawers(asked: Asked, see: Sheet, last: Marks) -> tuple[Marks, ...]:
    """In which of the four each entry belongs; who is against medication in the last."""
    first = _peer_drawers(asked, see) if asked.peers else _place_drawers(asked, see)
    if asked.medication_matters:
        first = [inside & ~last for inside in first]
    return *first, ~(first[0] | first[1] | first[2])


def _peer_drawers(asked: Asked, see: Sheet) -> list[Marks]:
    """In person today or tomorrow; from home within 24 hours; this week; later, or ask."""
    rooms, home = see.rooms, see.home_waits
    wait, _ = rooms.wait(asked)
    soon = (wait >= 0) & (wait <= asked.clock.tomorrow_ends - 1) & (rooms.distance(asked) >= 0)
    week = (wait >= 0) & (wait <= WEEK) & ~soon
    return [
        see.of_rooms(soon),
        see.joined(home.today, np.zeros_like(soon)),
        see.joined(home.week, week),
    ]


def _place_drawers(asked: Asked, see: Sheet) -> list[Marks]:
    """At most 12 hours, 48, two weeks; else ask."""
    hours = hours_to_place(asked, see)
    if asked.emergency_last:
        hours[see.bools(see.takes_everyone)] = -1
    ends = (-1, 12, 48, 14 * 24)
    return [pack((hours > after) & (hours <= until)) for after, until in pairwise(ends)]


def told_off(asked: Asked, see: Sheet) -> Marks:
    """Told full within a day, or told closed or a wrong number within a month."""
    rows, columns = see.stock.told_off, see.stock.columns
    if not len(rows):
        return see.nothing()
    full = _ago(asked, columns.full_at[rows]) < FULL_FOR
    return see.at_rows(rows[full | (_ago(asked, columns.gone_at[rows]) < GONE_FOR)])


def told_no_medicaid(asked: Asked, see: Sheet) -> Marks:
    """Told lately that it does not take the Medicaid they pay by. A colleague's word is not its
    source's, so that it stands last and is not left out."""
    rows, others = see.stock.told_off, asked.else_than_medicaid
    if others is None or not len(rows):
        return see.nothing()
    told = _ago(asked, see.stock.columns.no_medicaid_at[rows]) < NO_MEDICAID_FOR
    return see.at_rows(rows[told]) & ~see.has("payment", others)


def _ago(asked: Asked, told: Array) -> Array:
    told = told.astype(np.int64)
    return np.where(told == NEVER, np.int64(1 << 40), np.maximum(asked.now - told, 0))


def did_not_suit(asked: Asked, see: Sheet) -> Marks:
    tried = asked.wanted.did_not_suit
    if not tried:
        return see.nothing()
    return see.of_groups(tried) | see.of_keys(tried)


def turn(see: Entries, seed: int) -> Array | int:
    """Whose turn it is among equals: by the group's text and the call's seed; 0 is no turn."""
    if seed == 0:
        return 0
    mixed = see.col("tie").astype(np.uint64) ^ np.uint64(seed * 2654435761 % 2**32)
    mixed = mixed * np.uint64(2246822519) % np.uint64(2**32)
    return (mixed >> np.uint64(13)).astype(np.int64)
