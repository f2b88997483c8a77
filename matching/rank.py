"""Which listings fit, in which order, and why?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

import numpy as np

from matching.asked import Asked
from matching.better import BETTER, hours_to_place
from matching.columns import NEVER
from matching.rules import MUST, NEAR, SAFETY, Verdict
from matching.schedule import DAY, WEEK
from matching.view import Array, Bools, View
from matching.weights import FULL_FOR, GONE_FOR, weight


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What fits, what to ring first, what would nearly fit, and what each rule alone kept out."""

    matches: tuple[Match, ...] = ()
    ring_first: tuple[Match, ...] = ()
    near: tuple[Match, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """All entries with at most one failed must."""

    see: View
    failed: Array  # number of the failed rule, -1 none
    rules: tuple[str, ...]
    ring: Bools
    known: Array  # points for musts known to be met

    def narrow(self, keep: Array) -> "Judged":
        return Judged(
            self.see.narrow(keep), self.failed[keep], self.rules, self.ring[keep], self.known[keep]
        )


def judge(asked: Asked, see: View, held: Bools) -> Judged:
    """Try every must on every entry. `held`: the nearest medical places, which only safety
    can keep out."""
    rules: list[str] = []
    count = np.zeros(len(see), dtype=np.int16)
    failed = np.full(len(see), -1, dtype=np.int16)
    ring = see.nothing()
    known = np.zeros(len(see), dtype=np.int64)
    for rule in MUST:
        if rule is MUST[-1]:  # the dear one: only for those who may still fit or nearly fit
            keep = np.flatnonzero(count <= 1)
            see, held, ring = see.narrow(keep), held[keep], ring[keep]
            count, failed, known = count[keep], failed[keep], known[keep]
        for verdict in rule(asked, see):
            no = verdict.no if verdict.rule in SAFETY else verdict.no & ~held
            count += no
            failed[no] = len(rules)
            rules.append(verdict.rule)
            ring |= _to_ring(verdict, see)
            known += _known(verdict)
    keep = np.flatnonzero(count <= 1)
    return Judged(see, failed, tuple(rules), ring, known).narrow(keep)


def _to_ring(verdict: Verdict, see: View) -> Bools:
    if verdict.ring and verdict.unknown is not None:
        return verdict.unknown
    return see.nothing()


def _known(verdict: Verdict) -> Array | int:
    if not verdict.earns or verdict.unknown is None:
        return 0
    return (~verdict.no & ~verdict.unknown) * weight("asked")


def left_out(judged: Judged) -> dict[str, int]:
    """How many listings each rule alone kept out, by whichever way in comes closest."""
    see = judged.see
    fits = np.zeros(len(see.columns), dtype=bool)
    fits[see.row[judged.failed < 0]] = True
    alone = np.flatnonzero((judged.failed >= 0) & ~fits[see.row])
    by_row = np.full(len(see.columns), -1, dtype=np.int16)
    backwards = alone[::-1]  # the last written stays: the room, which comes first
    by_row[see.row[backwards]] = judged.failed[backwards]
    tally = np.bincount(by_row[by_row >= 0], minlength=len(judged.rules))
    counts: dict[str, int] = {}
    for rule, number in zip(judged.rules, tally.tolist(), strict=True):
        if number:
            counts[rule] = counts.get(rule, 0) + number
    return counts


def points(asked: Asked, see: View) -> dict[str, Array]:
    """Every part of the score but the musts, by name."""
    return {name: part for better in BETTER for name, part in better(asked, see)}


def slots(asked: Asked, see: View) -> Array:
    """The number of the drawer each entry belongs to."""
    if not asked.peers:
        hours = hours_to_place(asked, see)
        numbers = np.searchsorted([12, 48, 14 * 24], hours)
        return np.where((hours < 0) | against_medication(asked, see), 3, numbers)
    wait, _ = see.wait(asked)
    timed = wait >= 0
    near = see.room & (see.distance(asked) >= 0) & (wait <= asked.clock.tomorrow_ends - 1)
    bridge = ~see.room & (wait <= DAY)
    numbers = np.where(near, 0, np.where(bridge, 1, np.where(wait <= WEEK, 2, 3)))
    return np.where(timed & ~against_medication(asked, see), numbers, 3)


def against_medication(asked: Asked, see: View) -> Bools:
    """Never first for whom medication matters: they stand in the last drawer (5.3 rule 3)."""
    if not asked.medication_matters:
        return see.nothing()
    if asked.peers:
        return see.has("moud_stance", {"abstinence_only"})
    return see.has("opioid_policy", {"no_medication"})


def demoted(asked: Asked, see: View) -> Bools:
    """Last in its drawer: told full today, told gone this month, or did not suit before."""
    return told_off(asked, see) | did_not_suit(asked, see)


def told_off(asked: Asked, see: View) -> Bools:
    """Told full within a day, or told closed or a wrong number within a month."""
    full = _ago(asked, see, "full_at") < FULL_FOR
    return full | (_ago(asked, see, "gone_at") < GONE_FOR)


def did_not_suit(asked: Asked, see: View) -> Bools:
    tried = asked.wanted.did_not_suit
    if not tried:
        return see.nothing()
    groups = [see.names.groups[name] for name in tried if name in see.names.groups]
    keys = [see.names.keys[name] for name in tried if name in see.names.keys]
    return np.isin(see.col("group"), groups) | np.isin(see.col("key"), keys)


def _ago(asked: Asked, see: View, column: str) -> Array:
    told = see.col(column).astype(np.int64)
    return np.where(told == NEVER, np.int64(1 << 40), np.maximum(asked.now - told, 0))


def turn(see: View, seed: int) -> Array:
    """Whose turn it is among equals: by the group's text and the call's seed; 0 is no turn."""
    if seed == 0:
        return np.zeros(len(see), dtype=np.int64)
    mixed = see.col("tie").astype(np.uint64) ^ np.uint64(seed * 2654435761 % 2**32)
    mixed = mixed * np.uint64(2246822519) % np.uint64(2**32)
    return (mixed >> np.uint64(12)).astype(np.int64)


def near_kinds(judged: Judged) -> Bools:
    """Whether the one failed must is of a kind that makes a near miss."""
    kinds = np.array([rule in NEAR for rule in judged.rules] + [False])
    return kinds[judged.failed]
