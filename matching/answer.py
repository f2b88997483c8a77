"""Which lists does a counsellor get: matches, ring first, near misses, and what was left out?"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching import geo
from matching.asked import Asked
from matching.marks import Array, Marks
from matching.order import Order, drawer_of
from matching.rank import (
    PEER_SLOTS,
    PLACE_SLOTS,
    Judged,
    Match,
    Ranking,
    left_out,
    nearly,
    to_ring,
)
from matching.schedule import moment
from matching.sentences import Said, say
from matching.spread import Chosen, Grouped, choose, folded, grouped, others, without
from matching.view import WAYS, Entries
from matching.words import Tier

NOTES = {
    Tier.T0: "Danger first: peer groups are hidden until a person clears this.",
    Tier.T1: "Below, after you are safe.",
    Tier.T2: "Second: care comes first.",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One list before anything is said: its entries, and each group's other times."""

    chosen: list[Chosen]
    also: Mapping[int, tuple[str, ...]]
    held: Array


@dataclass(frozen=True, slots=True)
class Found:
    """The three lists and what was left out, without a sentence."""

    order: Order
    lists: tuple[Listed, ...]  # matches, ring first, near misses
    left_out: Mapping[str, int]


def find(asked: Asked, judged: Judged, *, limit: int, seed: int) -> Found:
    order = Order(asked, judged, seed)
    fits = grouped(order, judged.fits)
    near, near_by_group = without(order, nearly(judged, order.gone), fits)
    sure, rung = _never_first(order, judged.fits & ~judged.ring, to_ring(judged))
    none = judged.held[:0]
    lists = [
        _list(order, sure, fits, limit, judged.held),
        _list(order, rung, fits, limit, judged.held),
        _list(order, near, near_by_group, limit, none),
    ]
    also = folded(order, lists)
    held = (judged.held, judged.held, none)
    listed = (Listed(*each) for each in zip((c for c, _ in lists), also, held, strict=True))
    return Found(order, tuple(listed), left_out(judged))


def _never_first(order: Order, sure: Marks, rung: Marks) -> tuple[Marks, Marks]:
    """Who is against medication opens no list while somebody else is only to be rung first."""
    if (sure & ~order.against).any() or not (rung & ~order.against).any():
        return sure, rung
    return sure & ~sure, rung | sure


def _list(
    order: Order, which: Marks, among: Grouped, limit: int, held: Array
) -> tuple[list[Chosen], Grouped]:
    chosen = choose(order, which, limit, held) if limit and which.any() else []
    return chosen, others(order, which, among, chosen)


def answer(found: Found) -> Ranking:
    asked = found.order.asked
    matches, ring_first, near = (_said(found.order, listed) for listed in found.lists)
    return Ranking(
        matches=matches,
        ring_first=ring_first,
        near=near,
        left_out=found.left_out,
        note=NOTES.get(asked.wanted.tier, "") if asked.peers else "",
    )


def _said(order: Order, listed: Listed) -> tuple[Match, ...]:
    if not listed.chosen:
        return ()
    where = np.array([one.where for one in listed.chosen], dtype=np.int64)
    shown = order.judged.see.entries(where)
    parts = {name: part.tolist() for name, part in order.parts(where, shown).items()}
    said = say(order.asked, shown, np.isin(where, listed.held))
    told = [{name: part[n] for name, part in parts.items() if part[n]} for n in range(len(where))]
    return tuple(
        _match(order.asked, shown, n, told[n], said[n], drawer_of(one.rank), listed.also[one.group])
        for n, one in enumerate(listed.chosen)
    )


def _match(
    asked: Asked,
    shown: Entries,
    n: int,
    parts: Mapping[str, int],
    said: Said,
    drawer: int,
    also: tuple[str, ...],
) -> Match:
    room, metres = bool(shown.room[n]), int(shown.distance(asked)[n])
    wait = int(shown.wait(asked)[0][n])
    meets = wait > 0 or (wait == 0 and bool(shown.meeting[n]))
    return Match(
        key=shown.stock.columns.offers[shown.row[n]].key,
        slot=(PEER_SLOTS if asked.peers else PLACE_SLOTS)[drawer],
        score=sum(parts.values()),
        parts=parts,
        reasons=said.reasons,
        unknowns=said.unknowns,
        cautions=said.cautions,
        distance=geo.miles(metres) if room and metres >= 0 else None,
        next_start=moment(asked.now, wait) if meets else None,
        via=WAYS[int(shown.way[n])],
        would_need=said.would_need,
        also=also,
    )
