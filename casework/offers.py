"""Which lists does this call show, for whom and where, in words to read aloud?"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from casework import (
    calls,
    left_out,
    matches,
    needs,
    other_times,
    outcomes,
    safety,
    standing,
)
from casework.access import Act
from casework.desk import Desk
from casework.directory.outcomes import joined_of
from casework.errors import Refused
from casework.facts import Facts, value
from casework.matches import Card
from db.models import Referral, now
from matching import Match, Ranking, Tone, Wanted, spoken
from matching.words import List

AT_MOST = 8
ALL_HOURS = "all_hours"  # nobody waits for the next day to begin at an emergency department
# The sentences of what has to be confirmed by telephone before somebody counts as sent there.
TO_RING = frozenset(
    {
        "ring",
        "takes_unknown_ring",
        "pregnant_unknown_ring",
        "keeps_medication_unknown",
        "place_unknown",
    }
)
WITH_THOSE_BEHIND = 24  # looked at for the words of those that stood further up before


@dataclass(frozen=True)
class Offer:
    """One match with what a counsellor needs to say it and to send somebody there."""

    match: Match
    card: Card
    rank: int
    ring_first: bool = False
    near: bool = False
    sent: bool = False
    also: str = ""  # when else the group meets

    @property
    def to_confirm(self) -> list[str]:
        """What a tick is asked for; nothing where there is nothing to ring about."""
        unknowns = (one for one in self.match.because if one.tone is Tone.UNKNOWN)
        asked = [one.said() for one in unknowns if one.says in TO_RING]
        return list(dict.fromkeys(asked)) if self.ring_first else []


@dataclass(frozen=True)
class OfferList:
    side: str
    kind: List
    place: str = ""
    zone: str = ""
    offers: Sequence[Offer] = ()
    left_out: str = ""  # what was kept out and why, in words
    note: str = ""
    folded: bool = False
    missing: str = ""  # what would have to be known for this list to show anything
    accompany: bool = False  # someone to go along is offered first


def lists(
    desk: Desk,
    call: calls.OnDesk,
    known: Facts,
    *,
    at: datetime | None = None,
    given: safety.Gate | None = None,
) -> list[OfferList]:
    """The lists of a call (product.md 3), each for one person at one place. `given`: its gate, where
    it is read already."""
    desk.require(Act.MATCH)
    gate = given or safety.at_the_gate(desk, call.id)
    beside, weighed = needs.beside(desk, call, known, gate), outcomes.weighed(desk)
    asking = _Asking(call, known, beside, at or now(), weighed)
    wants = needs.lists_for(call.relation, call.stage, known, asking.tiers)
    found = [(want, _rank(asking, want, gate.answered_at)) for want in wants]
    keys = {m.key for _, r in found if r for m in (*r.matches, *r.ring_first, *r.near)}
    cards = matches.describe(desk, keys)
    sent = _sent(desk, call.id, cards)
    return [_list(asking, want, ranking, cards, sent) for want, ranking in found]


@dataclass(frozen=True)
class _Asking:
    """A call at one moment, with all that its lists are made of."""

    call: calls.OnDesk
    known: Facts
    beside: Mapping[str, needs.Beside]
    at: datetime
    by_outcomes: bool

    @property
    def tiers(self) -> dict[str, str]:
        return {"caller": self.call.caller_tier, "concerned": self.call.concerned_tier}

    def wanted(self, want: needs.Wants) -> Wanted:
        return needs.wanted(
            self.known,
            side=want.side,
            kind=want.kind,
            relation=self.call.relation,
            stage=self.call.stage,
            tier=self.tiers[want.side],
            beside=self.beside[want.side],
            by_outcomes=self.by_outcomes,
        )


def _rank(asking: _Asking, want: needs.Wants, gate_at: Mapping[str, datetime]) -> Ranking | None:
    """In the order of the last answer, in the words of now (casework/standing.py)."""
    if needs.where(asking.known, want.side) is None:
        return None
    wanted, at, seed = asking.wanted(want), asking.at, _seed(asking.call.id)
    gate = [gate_at[want.side]] if want.side in gate_at else []
    held_at = standing.ordered_at(asking.known, want.side, gate, at)
    held = matches.rank(wanted, now=held_at, limit=AT_MOST, seed=seed)
    if standing.same_minute(held_at, at):
        return held
    stand = frozenset(m.key for m in (*held.matches, *held.ring_first, *held.near))
    fresh = matches.rank(wanted, now=at, limit=WITH_THOSE_BEHIND, seed=seed, only=stand)
    return standing.with_words_of_now(held, fresh, at, wanted.zone)


def _seed(call_id: UUID) -> int:
    """The same call sees the same order among equals; another call another."""
    return int.from_bytes(hashlib.sha256(call_id.bytes).digest()[:4])


def _list(
    asking: _Asking,
    want: needs.Wants,
    ranking: Ranking | None,
    cards: Mapping[str, Card],
    sent: set[str],
) -> OfferList:
    side, kind, folded = want
    place = needs.where(asking.known, side)
    if ranking is None or place is None:
        missing = needs.where_missing(asking.known, side)
        return OfferList(side, kind, missing=missing, folded=folded)
    offers = [
        Offer(
            match,
            cards[match.key],
            rank,
            ring_first=matched is ranking.ring_first,
            near=matched is ranking.near,
            sent=match.key in sent,
            also=other_times.said(match.also, asking.at, place.zone),
        )
        for matched in (ranking.matches, ranking.ring_first, ranking.near)
        for rank, match in enumerate(matched, start=1)
        if match.key in cards
    ]
    return OfferList(
        side,
        kind,
        place.label,
        place.zone,
        offers,
        left_out=left_out.said(ranking.left_out_near, asking.wanted(want)),
        note=_note(asking.beside[side], ranking),
        folded=folded,
        accompany=kind is List.PEERS and _accompany(asking, side),
    )


def _note(beside: needs.Beside, ranking: Ranking) -> str:
    """What was wished and could not be understood is said, never dropped in silence."""
    texts = [
        f"Not kept away from “{text}”: we do not know where that is. A ZIP works."
        for text in beside.not_applied
    ]
    return " ".join(filter(None, (ranking.note, *texts)))


def _accompany(asking: _Asking, side: str) -> bool:
    """Would they like someone to meet them at the door (product.md 1.12)? Where they said yes, or said
    nothing and nobody is on their side."""
    if side == "concerned":
        return False  # a relative is told of his groups; he is not sent there
    said = value(asking.known, f"{side}.accompany")
    return said == "yes" or (said is None and bool(asking.beside[side].isolated))


def _sent(desk: Desk, call_id: UUID, cards: Mapping[str, Card]) -> set[str]:
    """Of these cards those this call was sent to, or to what was joined to them."""
    rows = desk.session.exec(
        select(Referral.service_id, Referral.group_id).where(
            Referral.call_id == call_id, desk.sees(Referral.centre_id)
        )
    ).all()
    if not rows:
        return set()
    shown = {key: (card.service_id, card.group_id) for key, card in cards.items()}
    one = joined_of(desk.session, [*rows, *shown.values()])
    sent = {one.where(*pair) for pair in rows}
    return {key for key, pair in shown.items() if one.where(*pair) in sent}


def find(lists_shown: Sequence[OfferList], side: str, kind: str, key: str) -> Offer:
    """The offer a press on the screen meant; it may have gone since the screen was drawn."""
    for shown in lists_shown:
        if (shown.side, shown.kind.value) == (side, kind):
            for offer in shown.offers:
                if offer.match.key == key:
                    return offer
    raise Refused("That place is no longer on the list. Look again.")


def when(offer: Offer, zone: str, at: datetime) -> str:
    """ "tonight 7:30 pm, in 2 h 10 min" in the person's own zone; of a door, when it opens."""
    start = offer.match.next_start
    says = {one.says for one in offer.match.because}
    if start is None or ALL_HOURS in says:
        return ""
    return ("opens " if "opens" in says else "") + spoken(start, at, zone)


def emergency(
    call: calls.OnDesk, desk: Desk, known: Facts, given: safety.Gate | None = None
) -> list[tuple[str, safety.Assessment]]:
    """The people on this call whose tier is T0 or T1, gravest first, with their steps."""
    assessed = safety.assessed(desk, call.id, known, given)
    sides = ("caller",) if call.about_self else ("concerned", "caller")
    found = [(side, assessed[side]) for side in sides]
    return sorted((f for f in found if f[1].tier in {"T0", "T1"}), key=lambda f: f[1].tier)
