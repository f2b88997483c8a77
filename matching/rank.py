"""Which listings fit, which nearly, and what does each rule alone keep out?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np

from matching.asked import Asked
from matching.because import Because, Tone
from matching.marks import Array, Bools, Marks, any_yes, at, positions, stands
from matching.medication import against
from matching.rules import MUST, Rule, of_minors
from matching.sheet import Sheet
from matching.verdict import NEAR, SAFETY, Verdict
from matching.view import metres_from
from matching.weights import weight
from matching.words import MEDICAL_SETTINGS, Place

NEAREST_MEDICAL = 3
ENOUGH = 64  # of the nearest medical places: so many of them are more than three groups


class MatchSlot(StrEnum):
    """The drawers a list is sorted into before any score counts (product.md 3)."""

    IN_PERSON_SOON = "in person, today or tomorrow"
    ONLINE_SOON = "online, now or within 24 hours"
    THIS_WEEK = "this week"
    LATER = "later, or ask when"
    TODAY = "today"
    WITHIN_48_HOURS = "within 48 hours"
    WITHIN_TWO_WEEKS = "within two weeks"
    ASK = "ask how soon"


PEER_SLOTS = tuple(MatchSlot)[:4]
PLACE_SLOTS = tuple(MatchSlot)[4:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A listing that fits, in words that can be read aloud."""

    key: str
    slot: MatchSlot
    score: int
    parts: Mapping[str, int]
    reasons: tuple[str, ...] = ()
    unknowns: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    distance: float | None = None  # miles
    next_start: datetime | None = None  # aware, UTC
    via: str = "in_person"  # in_person, online or phone
    would_need: str = ""  # near misses: what would have to give
    also: tuple[str, ...] = ()  # keys of the group's other times that fit
    because: tuple[Because, ...] = ()  # the facts behind every sentence, in the order they are said

    def said(self, tone: Tone, language: str = "en") -> tuple[str, ...]:
        """The sentences of one tone in another language than the one asked for."""
        return tuple(one.said(language) for one in self.because if one.tone is tone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What fits, what to ring first, what would nearly fit, and what each rule alone kept out."""

    matches: tuple[Match, ...] = ()
    ring_first: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    left_out_near: Mapping[str, int] = field(default_factory=dict)  # of these, those with a room
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """Every entry in scope by how many musts it fails: none, one, or more."""

    see: Sheet
    fits: Marks
    once: Marks  # exactly one failed must
    ring: Marks  # a safety fact is not known
    tried: tuple[Verdict, ...]
    known: tuple[Array, ...]  # musts known to be met
    held: Array  # positions of the nearest medical places, which only safety can keep out

    @property
    def fitting(self) -> Marks:
        """Rows that fit by any way in."""
        return self.see.by_row(self.fits)

    def points(self, look: Callable[[Marks], Bools]) -> Array | int:
        """For musts known to be met, where one looks."""
        return sum(look(marks) * weight("asked") for marks in self.known)

    def failed(self, rules: frozenset[str]) -> Marks:
        no = self.see.nothing()
        for verdict in self.tried:
            if verdict.rule in rules:
                no |= verdict.no
        return no


def judge(asked: Asked, see: Sheet, scope: Marks, must: Sequence[Rule] = MUST) -> Judged:
    """Try every must on every entry."""
    one, two, unsafe, ring = (see.nothing() for _ in range(4))
    tried: list[Verdict] = []
    known: list[Array] = []
    for rule in must:
        for verdict in rule(asked, see):
            two |= one & verdict.no
            one |= verdict.no
            if asked.needs_medical and verdict.rule in SAFETY:
                unsafe |= verdict.no
            if verdict.ring and verdict.unknown is not None:
                ring |= verdict.unknown
            if verdict.earns and verdict.unknown is not None:
                known.append(~(verdict.no | verdict.unknown))
            tried.append(verdict)
    held = _nearest_medical(asked, see, unsafe)
    if len(held):
        spared = at(held, see.words)
        scope, one, two = scope | spared, one & ~spared, two & ~spared
    return Judged(see, scope & ~one, scope & one & ~two, ring, tuple(tried), tuple(known), held)


def _nearest_medical(asked: Asked, see: Sheet, unsafe: Marks) -> Array:
    """At T1 and T2 the three nearest medical places that safety does not forbid; where medication
    matters, also the nearest that is known to give it."""
    if not asked.needs_medical or asked.home is None:
        return np.empty(0, dtype=np.int64)
    medical = at(see.rooms_at, see.words) & see.fact("medical") & see.fact("placed") & ~unsafe
    if asked.wanted.age is None:
        medical &= ~see.same(of_minors)
    if not asked.medication_matters:
        medical &= see.takes_everyone | see.has("setting", MEDICAL_SETTINGS)
        return _nearest(see, medical, asked.home, NEAREST_MEDICAL)
    medical &= ~against(asked, see)
    three = _nearest(see, medical, asked.home, NEAREST_MEDICAL)
    gives = medical & see.has("medication", asked.medication_asked)
    if stands(gives, three).any():
        return three
    giver, group = _nearest(see, gives, asked.home, 1), see.stock.columns.group
    others = ~np.isin(group[see.row(three)], group[see.row(giver)])  # a group stands once
    return np.concatenate([three[others], giver])


def found_nearest(asked: Asked, judged: Judged) -> bool:
    """Whether all the nearest medical places are among those looked at: no others are nearer."""
    if not asked.needs_medical or asked.home is None:
        return True
    see, held = judged.see, judged.held
    if len(np.unique(see.stock.columns.group[see.row(held)])) < NEAREST_MEDICAL:
        return False
    gives = see.has("medication", asked.medication_asked)
    return not asked.medication_matters or bool(stands(gives, held).any())


def _nearest(see: Sheet, which: Marks, home: Place, number: int) -> Array:
    """So many, one per group."""
    where = positions(which)
    away = metres_from(see.stock.columns, see.row(where), home)
    if len(where) > ENOUGH:
        close = np.flatnonzero(away <= np.partition(away, ENOUGH)[ENOUGH])
        chosen = _one_per_group(see, where[close], away[close], number)
        if len(chosen) == number:
            return chosen
    return _one_per_group(see, where, away, number)


def _one_per_group(see: Sheet, where: Array, away: Array, number: int) -> Array:
    columns, row = see.stock.columns, see.row(where)
    best = np.lexsort((columns.order[row], away))
    _, first = np.unique(columns.group[row[best]], return_index=True)
    return where[best[np.sort(first)[:number]]]


def to_ring(judged: Judged) -> Marks:
    """A safety fact is not known, and the listing fits by no other way in without it."""
    see, fits = judged.see, judged.fits
    if not any_yes(fits & judged.ring):
        return see.nothing()
    return fits & judged.ring & ~see.of_rows(see.by_row(fits & ~judged.ring))


def nearly(judged: Judged, gone: Marks) -> Marks:
    """Exactly one failed must of a kind that bends, and nobody told of a full house or a
    closed door."""
    return judged.once & judged.failed(NEAR) & ~gone


def left_out(judged: Judged) -> tuple[dict[str, int], dict[str, int]]:
    """How many listings each rule alone kept out, by whichever way in comes closest; and how many
    of them have a room that was looked at. From home the whole country was."""
    see = judged.see
    alone = judged.once & ~see.of_rows(judged.fitting)
    rooms = alone & see.room
    counted = alone & ~(~see.room & see.of_rows(see.by_row(rooms)))
    kept_out = np.bitwise_count([verdict.no & counted for verdict in judged.tried])
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for found, part in zip(counts, (kept_out, kept_out[:, see.from_home :]), strict=True):
        for verdict, number in zip(judged.tried, part.sum(axis=1).tolist(), strict=True):
            if number:
                found[verdict.rule] = found.get(verdict.rule, 0) + number
    return counts
