"""Which lists does a counsellor get: matches, ring first, near misses, and what was left out?"""

import numpy as np

from matching import geo
from matching.asked import Asked
from matching.rank import (
    PEER_SLOTS,
    PLACE_SLOTS,
    Judged,
    Match,
    Ranking,
    left_out,
    near_kinds,
    told_off,
)
from matching.schedule import moment
from matching.sentences import Said, say
from matching.spread import Ordered, choose, folded, ordered
from matching.view import WAYS, Array, Bools, among
from matching.words import Tier

NOTES = {
    Tier.T0: "Danger first: peer groups are hidden until a person clears this.",
    Tier.T1: "Below, after you are safe.",
    Tier.T2: "Second: care comes first.",
}


def answer(asked: Asked, judged: Judged, *, limit: int, seed: int, held: Array) -> Ranking:
    fits = judged.failed < 0
    lists = [
        _list(asked, judged, fits & ~judged.ring, limit, seed, held),
        _list(asked, judged, _to_ring(judged, fits), limit, seed, held),
        _list(asked, judged, _near(asked, judged, fits), limit, seed, held[:0]),
    ]
    return Ranking(
        matches=lists[0],
        ring_first=lists[1],
        near=lists[2],
        left_out=left_out(judged),
        note=NOTES.get(asked.wanted.tier, "") if asked.peers else "",
    )


def _to_ring(judged: Judged, fits: Bools) -> Bools:
    """A safety fact is not known, and the listing fits by no other way in without it."""
    row = judged.see.row
    return fits & judged.ring & ~among(row, row[fits & ~judged.ring])


def _near(asked: Asked, judged: Judged, fits: Bools) -> Bools:
    """Exactly one failed must of a kind that bends, the group fits no other way, and nobody
    told of a full house or a closed door."""
    groups = judged.see.col("group")
    near = ~fits & near_kinds(judged) & ~told_off(asked, judged.see)
    return near & ~among(groups, groups[fits])


def _list(
    asked: Asked, judged: Judged, which: Bools, limit: int, seed: int, held: Array
) -> tuple[Match, ...]:
    if limit == 0 or not which.any():
        return ()
    entries = ordered(asked, judged, which, seed)
    chosen = choose(asked, entries, limit, held)
    also = folded(entries, chosen)
    shown = entries.see.narrow(np.array(chosen, dtype=np.int64))
    failed = [judged.rules[f] if f >= 0 else "" for f in entries.failed[chosen].tolist()]
    said = say(asked, shown, failed, np.isin(shown.row, held) & shown.room)
    metres = shown.distance(asked).tolist()
    waits = shown.wait(asked)[0].tolist()
    return tuple(
        _match(asked, entries, i, said[n], metres[n], waits[n], also[i])
        for n, i in enumerate(chosen)
    )


def _match(
    asked: Asked,
    entries: Ordered,
    i: int,
    said: Said,
    metres: int,
    wait: int,
    also: tuple[str, ...],
) -> Match:
    see = entries.see
    names = PEER_SLOTS if asked.peers else PLACE_SLOTS
    room = bool(see.room[i])
    meets = wait > 0 or (wait == 0 and bool(see.meeting[i]))
    return Match(
        key=see.columns.offers[see.row[i]].key,
        slot=names[int(entries.slot[i])],
        score=int(entries.score[i]),
        parts={name: int(part[i]) for name, part in entries.parts.items() if part[i]},
        reasons=said.reasons,
        unknowns=said.unknowns,
        cautions=said.cautions,
        distance=geo.miles(metres) if room and metres >= 0 else None,
        next_start=moment(asked.now, wait) if meets else None,
        via=WAYS[int(see.way[i])],
        would_need=said.would_need,
        also=also,
    )
