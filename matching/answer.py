"""Which lists does a counsellor get: matches, ring first, near misses, and what was left out?"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np

from matching import geo
from matching.asked import Asked
from matching.because import Because, Tone
from matching.folded import folded
from matching.heard import wait_told
from matching.line import Line, next_stretches
from matching.marks import Array, Marks, any_yes
from matching.order import Order, drawer_of
from matching.rank import (
    PEER_SLOTS,
    PLACE_SLOTS,
    Judged,
    Match,
    MatchSlot,
    Ranking,
    left_out,
    nearly,
    to_ring,
)
from matching.row import Row
from matching.sentences import rows_of, said_of
from matching.spread import Chosen, choose
from matching.stock import Stock
from matching.view import ROOM, WAYS
from matching.weights import SAFE_PLACES
from matching.words import Tier

NOTES = {
    Tier.T0: "Danger first: peer groups are hidden until a person clears this.",
    Tier.T1: "Below, after you are safe.",
    Tier.T2: "Second: care comes first.",
}
NOTES_OF_ANOTHER = {**NOTES, Tier.T1: "Below, once they are safe."}


@dataclass(frozen=True, slots=True)
class Listed:
    """One list before anything is said: its entries, and of each its group's other times."""

    chosen: list[Chosen]
    also: list[tuple[int, ...]]  # their rows, the next first


@dataclass(frozen=True, slots=True)
class Found:
    """The three lists and what was left out, without a sentence."""

    order: Order
    lists: tuple[Listed, ...]  # matches, ring first, near misses
    left_out: tuple[Mapping[str, int], Mapping[str, int]]


def find(asked: Asked, judged: Judged, *, limit: int, seed: int) -> Found:
    order = Order(asked, judged, seed)
    sure, rung = _never_first(order, judged.fits & ~judged.ring, to_ring(judged))
    near = Line(order, nearly(judged, order.gone), but=judged.fitting)
    lines = [Line(order, sure, judged.held), Line(order, rung, judged.held), near]
    if limit:
        next_stretches(lines)
    lists = [choose(line, limit, each=line is not near) if limit else [] for line in lines]
    return Found(order, tuple(map(Listed, lists, folded(lines, lists))), left_out(judged))


def _never_first(order: Order, sure: Marks, rung: Marks) -> tuple[Marks, Marks]:
    """Who is against medication opens no list while somebody else is only to be rung first."""
    if any_yes(sure & ~order.against) or not any_yes(rung & ~order.against):
        return sure, rung
    return sure & ~sure, rung | sure


def of_keys(found: Found, keys: frozenset[str]) -> Found:
    """The lists with these keys alone, in their order; so that nothing is said of the others."""
    see, lists = found.order.judged.see, []
    for listed in found.lists:
        where = np.array([one.where for one in listed.chosen], dtype=np.int64)
        theirs = see.entries(where).of_keys(keys).tolist()
        chosen, also = compress(listed.chosen, theirs), compress(listed.also, theirs)
        lists.append(Listed(list(chosen), list(also)))
    return replace(found, lists=tuple(lists))


def answer(found: Found, language: str = "en") -> Ranking:
    asked = found.order.asked
    matches, ring_first, near = _said(found, language)
    return Ranking(
        matches=matches,
        ring_first=ring_first,
        near=near,
        left_out=found.left_out[0],
        left_out_near=found.left_out[1],
        note=_note(asked) if asked.peers else "",
    )


def _note(asked: Asked) -> str:
    notes = NOTES_OF_ANOTHER if asked.wanted.about_another else NOTES
    return notes.get(asked.wanted.tier, "")


def _said(found: Found, language: str) -> list[tuple[Match, ...]]:
    """All lists at once: most of what is said costs the same for one row as for thirty."""
    order, chosen = found.order, [one for listed in found.lists for one in listed.chosen]
    if not chosen:
        return [() for _ in found.lists]
    where = np.array([one.where for one in chosen], dtype=np.int64)
    shown = order.judged.see.entries(where)
    parts = order.parts(where, shown)
    if order.explores:
        parts["explore"] = np.array([p for listed in found.lists for p in _tried(listed.chosen)])
    rows = rows_of(order.asked, shown, np.isin(where, order.judged.held))
    near = len(chosen) - len(found.lists[-1].chosen)
    said = said_of(order.judged.tried, where, rows, near)
    told = zip(rows, said, _by_row(parts), strict=True)
    keys = _keys_of(order.judged.see.stock)
    return [
        tuple(
            _match(row, because, points, drawer_of(one.rank), keys(also), language)
            for one, also, (row, because, points) in zip(
                listed.chosen, listed.also, told, strict=False
            )
        )
        for listed in found.lists
    ]


def _keys_of(stock: Stock) -> Callable[[tuple[int, ...]], tuple[str, ...]]:
    """The keys of some rows."""
    offers = stock.columns.offers
    return lambda rows: tuple([offers[row].key for row in rows])


def _tried(chosen: list[Chosen]) -> list[int]:
    """Points for how little is known of them; not for those that stand first."""
    return [0 if n < SAFE_PLACES else one.explored for n, one in enumerate(chosen)]


def _by_row(parts: Mapping[str, Array]) -> Iterator[dict[str, int]]:
    """The parts of the score that count."""
    for points in zip(*(part.tolist() for part in parts.values()), strict=True):
        yield {name: each for name, each in zip(parts, points, strict=True) if each}


def _slot(row: Row, drawer: int) -> MatchSlot:
    """An emergency department that stands last is open all the same."""
    if row.emergency and row.asked.emergency_last and not wait_told(row):
        return MatchSlot.TODAY
    return (PEER_SLOTS if row.asked.peers else PLACE_SLOTS)[drawer]


def _match(
    row: Row,
    because: tuple[Because, ...],
    parts: Mapping[str, int],
    drawer: int,
    also: tuple[str, ...],
    language: str,
) -> Match:
    words: dict[Tone, list[str]] = {tone: [] for tone in Tone}
    for one in because:
        words[one.tone].append(one.said(language))
    meets = row.wait > 0 or (row.wait == 0 and row.meeting)
    return Match(
        key=row.offer.key,
        slot=_slot(row, drawer),
        score=sum(parts.values()),
        parts=parts,
        reasons=tuple(words[Tone.REASON]),
        unknowns=tuple(words[Tone.UNKNOWN]),
        cautions=tuple(words[Tone.CAUTION]),
        distance=geo.miles(row.away) if row.way == ROOM and row.away >= 0 else None,
        next_start=row.start().at if meets else None,
        via=WAYS[row.way],
        would_need=" ".join(words[Tone.NEEDS]),
        also=also,
        because=because,
    )
