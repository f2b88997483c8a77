"""Which of them stands before which: drawer, then the demoted last, then score, turn and key."""

from collections.abc import Callable
from functools import cached_property
from itertools import pairwise

import numpy as np

from matching.asked import Asked
from matching.better import BETTER, OF_ITSELF, hours_to_place
from matching.columns import NEVER
from matching.marks import Array, Bools, Marks, any_yes, looking, pack
from matching.medication import against
from matching.rank import Judged
from matching.rules import of_minors
from matching.schedule import DAY, WEEK
from matching.sheet import Sheet
from matching.view import Entries
from matching.weights import FULL_FOR, GONE_FOR, NO_MEDICAID_FOR
from matching.words import Tier

FOR_THEM = tuple(rule for rule in BETTER if rule not in OF_ITSELF)
TOP_SCORE = 30_000
SCORE_AT = 44  # where the score stands in a rank


class Order:
    """By what the entries of one answer stand before one another."""

    def __init__(self, asked: Asked, judged: Judged, seed: int) -> None:
        self.asked = asked
        self.judged = judged
        self.seed = seed if asked.calm else 0
        self.gone = told_off(asked, judged.see)
        self.against = against(asked, judged.see)
        self._drawers = drawers(asked, judged.see, self.against)
        self._demoted = self.gone | did_not_suit(asked, judged.see)
        self._demoted |= told_no_medicaid(asked, judged.see) | no_word_of_theirs(asked, judged.see)
        self._demoted |= for_minors(asked, judged.see)
        if asked.emergency_last:
            self._demoted |= judged.see.takes_everyone

    def inside(self, drawer: int) -> Marks:
        return self._drawers[drawer]

    def drawer(self, where: Array) -> Array:
        look, found = looking(where), np.zeros(len(where), dtype=np.int64)
        for number in range(1, len(self._drawers)):
            found[look(self._drawers[number])] = number
        return found

    def stand(self, where: Array, drawer: Array) -> Array:
        """Where each stands, least first, but for turn and key: they count among equals."""
        see, look = self.judged.see.entries(where), looking(where)
        stand = drawer << 2
        for marks, back in ((self.against, 2), (self._demoted, 1)):
            if any_yes(marks):
                stand |= look(marks) * back
        return stand << 15 | TOP_SCORE - self.score(look, see)

    def rank(self, where: Array, stand: Array) -> Array:
        """The whole number each stands by, least first."""
        see = self.judged.see
        row, columns = see.row(where), see.stock.columns
        rank = stand << 19 | turn(columns.tie[row], self.seed)
        return rank << 25 | columns.order[row].astype(np.int64) << 1 | see.at_home(where)

    @property
    def explores(self) -> bool:
        """Little-known places get a chance at T3 only (product.md 3)."""
        return self.asked.wanted.tier is Tier.T3 and self.asked.wanted.by_outcomes

    def score(self, look: Callable[[Marks], Bools], see: Entries) -> Array:
        """The sum of the parts. What listings earn whoever asks is worked out once a day."""
        score = self._of_itself[see.row].astype(np.int64)
        score += self.judged.points(look)
        for rule in FOR_THEM:
            for _, part in rule(self.asked, see):
                score += part
        return score

    @cached_property
    def _of_itself(self) -> Array:
        stock, asked = self.judged.see.stock, self.asked
        named = bool(asked.either("language"))
        name = ("of itself", asked.now // DAY, asked.calm, asked.wanted.by_outcomes, named)
        return stock.shelves.kept.get(name, len(stock), self._earned)

    def _earned(self, rows: Array) -> Array:
        see = self.judged.see
        entries = Entries(see.stock, see.times, rows, np.zeros(len(rows), dtype=bool))
        parts = (part for rule in OF_ITSELF for _, part in rule(self.asked, entries))
        return sum(parts, np.zeros(len(rows), dtype=np.int64)).astype(np.int16)

    def parts(self, where: Array, see: Entries) -> dict[str, Array]:
        """The score's parts by name."""
        better = {name: part for rule in BETTER for name, part in rule(self.asked, see)}
        asked = np.zeros(len(where), dtype=np.int64) + self.judged.points(looking(where))
        return {"asked": asked} | better


def drawer_of(rank: int) -> int:
    return rank >> 61


def drawers(asked: Asked, see: Sheet, last: Marks) -> tuple[Marks, ...]:
    """In which of the four each entry belongs; who is against medication in the last."""
    first = _peer_drawers(asked, see) if asked.peers else _place_drawers(asked, see)
    if asked.medication_matters:
        first = [inside & ~last for inside in first]
    return *first, ~(first[0] | first[1] | first[2])


def _peer_drawers(asked: Asked, see: Sheet) -> list[Marks]:
    """In person today or tomorrow; from home within 24 hours; this week; later, or ask."""
    rooms, home = see.rooms, see.home_waits
    wait = rooms.wait(asked)
    soon = (wait >= 0) & (wait <= asked.clock.tomorrow_ends - 1) & (rooms.distance(asked) >= 0)
    week = (wait >= 0) & (wait <= WEEK) & ~soon
    today = see.nothing()
    today[: see.from_home] = home.today
    return [see.of_rooms(soon), today, see.joined(home.week, week)]


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


def for_minors(asked: Asked, see: Sheet) -> Marks:
    """For children and adolescents, and nobody said how old they are."""
    return see.same(of_minors) if asked.care and asked.wanted.age is None else see.nothing()


def no_word_of_theirs(asked: Asked, see: Sheet) -> Marks:
    """A meeting that does not say it is held in the language they need."""
    needed = asked.must.get("language")
    if not asked.peers or not needed:
        return see.nothing()
    return see.nothing() | (see.meeting & ~see.has("language", needed))


def turn(tie: Array, seed: int) -> Array | int:
    """Whose turn it is among equals: by the group's text and the call's seed; 0 is no turn."""
    if seed == 0:
        return 0
    mixed = tie.astype(np.uint64) ^ np.uint64(seed * 2654435761 % 2**32)
    mixed = mixed * np.uint64(2246822519) % np.uint64(2**32)
    return (mixed >> np.uint64(13)).astype(np.int64)
