"""What puts one fitting listing before another: one function per reason, in whole points."""

from collections.abc import Callable, Iterator

import numpy as np

from matching.asked import Asked
from matching.bits import SERVED
from matching.columns import NEVER
from matching.marks import Array
from matching.medication import GIVES, friendly
from matching.schedule import NO_TIME
from matching.search import points
from matching.view import Entries, View
from matching.weights import (
    DAY,
    FRESH_MEETING,
    FRESH_SERVICE,
    GONE_FOR,
    GONE_SAID_FOR,
    NEAREST_HALF,
    NO_MEDICAID_FOR,
    NO_MEDICAID_SAID_FOR,
    PLACE_SOON_HALF,
    SOON_HALF,
    WAITS_FOR,
    by_list,
    weight,
)
from matching.words import IN_A_ROOM, MEDICAL_SETTINGS, UNDERSTOOD, ForWhom, Kind, Tier

Points = tuple[str, Array]
Better = Callable[[Asked, Entries], Iterator[Points]]

FADED = 20  # halved so often, nothing is left
FOCUS = {
    "alcohol": {"alcohol", "any_drug"},
    "opioid": {"opioids", "any_drug"},
    "benzodiazepine": {"any_drug"},
    "cocaine": {"cocaine", "any_drug"},
    "methamphetamine": {"stimulants", "any_drug"},
    "cannabis": {"cannabis", "any_drug"},
}


def near(asked: Asked, see: Entries) -> Iterator[Points]:
    """Points fall with the way to go, to half at a quarter of the travel limit."""
    half = max(asked.limit // 4, NEAREST_HALF)
    top = by_list("near", asked.wanted.kind) * half
    points = np.full(len(see), by_list("online", asked.wanted.kind))
    away = see.distance(asked)[see.in_rooms]
    points[see.in_rooms] = np.where(away < 0, 0, top // (half + away))
    yield "near", points


def soon(asked: Asked, see: Entries) -> Iterator[Points]:
    """The sooner it starts, or has a place, the better (domain.md 6.1: first visit ≤48 h)."""
    if asked.peers:
        wait = see.wait(asked)
        points = _left(_BY_MINUTES["soon"], wait)
        never = (wait == NO_TIME).nonzero()[0]
        if never.size:
            points[never] = ~see.meets[never] * weight("any_time")
        yield "soon", points
    else:
        yield "soon", _left(_BY_HOURS, hours_to_place(asked, see))


def open_(asked: Asked, see: Entries) -> Iterator[Points]:
    """A door that is open, a line that is answered, before "call after 8:00" (product.md 3)."""
    if not asked.peers:
        points = _left(_BY_MINUTES["open"], see.wait(asked))
        points[see.takes_everyone] = weight("open")
        yield "open", points


def _halving(top: int, half: int) -> Array:
    """The points left after so many minutes or hours, down to none; none for who has no time."""
    return np.append(top * half // (half + np.arange(top * half)), 0)


def _left(table: Array, passed: Array) -> Array:
    """-1 is no time, and stands last in the table."""
    points: Array = table[np.minimum(passed, len(table) - 2)]
    return points


_BY_MINUTES = {name: _halving(weight(name), SOON_HALF) for name in ("soon", "open")}
_BY_HOURS = _halving(weight("place_soon"), PLACE_SOON_HALF)


def hours_to_place(asked: Asked, see: View) -> Array:
    """Hours until there is a place: a wait told lately, else the listing's own word; -1 unknown.

    Never before its door opens, nor before one is there where that is a long way. An emergency
    department is open at all hours.
    """
    hours = see.col("how_soon").astype(np.int64)
    hours[see.bools(see.takes_everyone)] = 0
    if see.stock.told_waits:
        hours = _told_waits(asked, see, hours)
    soonest = np.maximum(see.opens(asked), see.long_way(asked))
    if not soonest.any():
        return hours
    return np.where(hours < 0, hours, np.maximum(hours, soonest))


def _told_waits(asked: Asked, see: View, stated: Array) -> Array:
    told = see.col("waits_at").astype(np.int64)
    passed = np.maximum(asked.now - told, 0)
    weeks = see.col("waits_hours").astype(np.int64)
    left = np.where(weeks < 0, -1, np.maximum(weeks - passed // 60, 0))
    return np.where((told > NEVER) & (passed < WAITS_FOR), left, stated)


def wishes(asked: Asked, see: Entries) -> Iterator[Points]:
    """What they wished for and the listing is known to have; unknown earns nothing."""
    for axis, values in asked.wish.items():
        met = see.has(axis, values)
        if values & IN_A_ROOM.get(axis, frozenset()):
            met = met & (see.room | see.has(axis, values - IN_A_ROOM[axis]))
        yield f"wish {axis}", met * weight("wish")


def medication_friendly(asked: Asked, see: Entries) -> Iterator[Points]:
    """Medication-friendly first or beside, for opioid use (domain.md 2.2, 5.3 rule 3)."""
    if asked.medication_matters:
        yield "friendly", friendly(asked, see) * weight("friendly")


def focus(asked: Asked, see: Entries) -> Iterator[Points]:
    """The substance is a tie-break, never a filter (domain.md 5.3 rule 5)."""
    values = set().union(*(FOCUS.get(s, set()) for s in asked.wanted.substances))
    if asked.peers and asked.for_self and values:
        yield "focus", see.has("substance_focus", values) * weight("focus")


def craft(asked: Asked, see: Entries) -> Iterator[Points]:
    """For relatives, ways of talking before an arranged intervention (5.3 rule 12)."""
    if asked.wanted.for_whom is ForWhom.KIN:
        yield "craft", see.has("approach", {"craft"}) * weight("craft")
        arranged = see.has("approach", {"confrontation"}) | see.is_kind(Kind.INTERVENTIONIST)
        yield "confrontation", arranged * weight("confrontation")


def safer(asked: Asked, see: Entries) -> Iterator[Points]:
    """Under violence women's groups are offered unasked (domain.md 5.3 rule 6)."""
    if asked.wanted.violence:
        yield "safer", see.has("women_only", {"yes"}) * weight("safer")


def young(asked: Asked, see: Entries) -> Iterator[Points]:
    """Under 18: young people's groups (domain.md 5.3 rule 10)."""
    if asked.peers and asked.wanted.age is not None and asked.wanted.age < 18:
        yield "young", see.has("company", {"young"}) * weight("young")


def medical(asked: Asked, see: Entries) -> Iterator[Points]:
    """At T1 a hospital, a bed for withdrawal, or the medication comes before talking, within the miles
    they can go (2.2, 2.5)."""
    if asked.care and asked.wanted.tier is Tier.T1:
        care = see.takes_everyone | see.has("setting", MEDICAL_SETTINGS)
        if asked.medication_matters:
            care = care | see.has("medication", GIVES)
        away = see.distance(asked)
        care = care & see.room & (away >= 0) & (away <= asked.limit)
        yield "medical", care * weight("medical")


def tongue(asked: Asked, see: Entries) -> Iterator[Points]:
    """A meeting held in a language nobody asked for (5.3 rule 8)."""
    if not asked.either("language"):
        other = see.meeting & see.stated("language") & ~see.has("language", UNDERSTOOD)
        yield "tongue", other * weight("tongue")


def states(asked: Asked, see: Entries) -> Iterator[Points]:
    """From home, and not known to serve their state, stands below what is known to (4.3)."""
    if asked.wanted.state and not asked.peers:
        yield "states", (~see.room & ~see.stated(SERVED)) * weight("states")


def words(asked: Asked, see: Entries) -> Iterator[Points]:
    """Words they named, in the name, town, ZIP, fellowship or services; a slip is forgiven."""
    if asked.words:
        top, stock = weight("words"), see.stock
        by_row = asked.once("words", lambda: points(stock, asked.words, top))
        yield "words", by_row[see.row]


def fresh(asked: Asked, see: Entries) -> Iterator[Points]:
    """What nobody has looked at for long stands further back, and says so (5.3 rule 11; 6.1)."""
    today = asked.now // DAY
    since = np.where(see.meeting, today - FRESH_MEETING, today - FRESH_SERVICE)
    yield "stale", (see.col("confirmed") < np.maximum(since, 0)) * weight("stale")
    yield "unverified", see.fact("unverified") * weight("unverified")
    yield "gone", see.fact("gone") * weight("gone")


def reports(asked: Asked, see: Entries) -> Iterator[Points]:
    """A full house and a closed door fade to unknown, never to available (matching.md 4)."""
    if len(see.stock.told_off):
        full = (asked.now - see.col("full_at").astype(np.int64)) // DAY
        gone = (asked.now - see.col("gone_at").astype(np.int64)) // GONE_FOR
        gone = np.where(gone < GONE_SAID_FOR // GONE_FOR, gone, FADED)
        yield "reports", -(_halved(full) + _halved(gone) + _no_medicaid(asked, see))


def _no_medicaid(asked: Asked, see: Entries) -> Array | int:
    """Only for who has to pay by it, and can pay there by nothing else."""
    others = asked.else_than_medicaid
    if others is None:
        return 0
    ago = asked.now - see.col("no_medicaid_at").astype(np.int64)
    halves = np.where(ago < NO_MEDICAID_SAID_FOR, ago // NO_MEDICAID_FOR, FADED)
    return np.where(see.has("payment", others), 0, _halved(halves))


def _halved(times: Array) -> Array:
    return -weight("reports") >> np.clip(times, 0, FADED)


def quality(asked: Asked, see: Entries) -> Iterator[Points]:
    """How it went for others lately; weighs less than speed and fit (product.md 3)."""
    if asked.wanted.by_outcomes:
        yield "quality", see.col("quality").astype(np.int64) * weight("quality") // 1000


def load(asked: Asked, see: Entries) -> Iterator[Points]:
    """Not everybody to the same door; without a say at T0 and T1 (matching.md 4)."""
    if asked.calm:
        yield "load", -(see.col("load").astype(np.int64) * weight("load") // 1000)


# What a listing earns whoever asks, but for the day, the tier, whether outcomes count, and whether a
# language was asked.
OF_ITSELF: tuple[Better, ...] = (tongue, fresh, quality, load)
BETTER: tuple[Better, ...] = (
    near,
    soon,
    open_,
    wishes,
    medication_friendly,
    focus,
    craft,
    safer,
    young,
    medical,
    states,
    words,
    reports,
    *OF_ITSELF,
)
