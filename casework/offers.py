"""Which lists does this call show, for whom and where, in words to read aloud?"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from casework import calls, facts, matches, needs, reasons, safety, support
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.facts import Facts
from casework.matches import Card
from db.models import Referral, Shown, now
from matching import VERSION, Match, Ranking, spoken
from matching.words import List

AT_MOST = 8
# Product words for what each rule kept out are the engine's; the desk shows the three largest.
WORST = 3
VIOLENT = frozenset({"violence_now", "home"})


@dataclass(frozen=True)
class Offer:
    """One match with what a counsellor needs to say it and to send somebody there."""

    match: Match
    card: Card
    rank: int
    ring_first: bool = False
    near: bool = False
    sent: bool = False


@dataclass(frozen=True)
class OfferList:
    side: str
    kind: List
    place: str
    zone: str
    offers: Sequence[Offer]
    left_out: Mapping[str, int]
    note: str
    folded: bool = False
    missing: str = ""  # what would have to be known for this list to show anything


def lists(
    desk: Desk, call: calls.OnDesk, known: Facts, *, at: datetime | None = None
) -> list[OfferList]:
    """The lists of a call (product.md 3), each for one person at one place."""
    desk.require(Act.MATCH)
    at = at or now()
    sent = _sent(desk, call.id)
    tiers = {"caller": call.caller_tier, "concerned": call.concerned_tier}
    violent = violence(desk, call.id)
    wants = needs.lists_for(call.relation, call.stage, known)
    found = [
        (want, _rank(call, known, want, tier=tiers[want.side], violent=violent, at=at))
        for want in wants
    ]
    keys = {m.key for _, r in found if r for m in (*r.matches, *r.ring_first, *r.near)}
    cards = matches.describe(desk, keys)
    return [_list(known, want, ranking, cards, sent) for want, ranking in found]


def violence(desk: Desk, call_id: UUID) -> bool:
    """Did anyone say that a home or a person is violent? Then women's groups are offered unasked. A bare
    yes to danger counts as its gravest reading, as in the gate, until a sign narrows it."""
    said = any(_violent(answers) for answers in safety.gate(desk, call_id).values())
    return said or any(one.violent == "yes" for one in support.sources(desk, call_id))


def _violent(answers: Mapping[str, str]) -> bool:
    signs = {sign for sign in safety.GATE["danger"].signs if answers.get(f"danger.{sign}") == "yes"}
    return bool(signs & VIOLENT) or (answers.get("danger") == "yes" and not signs)


def _rank(
    call: calls.OnDesk,
    known: Facts,
    want: needs.Wants,
    *,
    tier: str,
    violent: bool,
    at: datetime,
) -> Ranking | None:
    if needs.where(known, want.side) is None:
        return None
    wanted = needs.wanted(
        known,
        side=want.side,
        kind=want.kind,
        relation=call.relation,
        stage=call.stage,
        tier=tier,
        violence=violent,
    )
    return matches.rank(wanted, now=at, limit=AT_MOST, seed=_seed(call.id))


def _seed(call_id: UUID) -> int:
    """The same call sees the same order among equals; another call another."""
    return int.from_bytes(hashlib.sha256(call_id.bytes).digest()[:4])


def _list(
    known: Facts,
    want: needs.Wants,
    ranking: Ranking | None,
    cards: Mapping[str, Card],
    sent: set[tuple[int | None, int | None]],
) -> OfferList:
    side, kind, folded = want
    place = needs.where(known, side)
    if ranking is None or place is None:
        return OfferList(side, kind, "", "", (), {}, "", folded, needs.where_missing(known, side))
    offers = [
        Offer(
            match,
            cards[match.key],
            rank,
            ring_first=matched is ranking.ring_first,
            near=matched is ranking.near,
            sent=(cards[match.key].service_id, cards[match.key].group_id) in sent,
        )
        for matched in (ranking.matches, ranking.ring_first, ranking.near)
        for rank, match in enumerate(matched, start=1)
        if match.key in cards
    ]
    note = " ".join(filter(None, (needs.not_applied(known, side), ranking.note)))
    return OfferList(side, kind, place.label, place.zone, offers, ranking.left_out, note, folded)


def _sent(desk: Desk, call_id: UUID) -> set[tuple[int | None, int | None]]:
    return set(
        desk.session.exec(
            select(Referral.service_id, Referral.group_id).where(
                Referral.call_id == call_id, desk.sees(Referral.centre_id)
            )
        ).all()
    )


def find(lists_shown: Sequence[OfferList], side: str, kind: str, key: str) -> Offer:
    """The offer a press on the screen meant; it may have gone since the screen was drawn."""
    for shown in lists_shown:
        if (shown.side, shown.kind.value) == (side, kind):
            for offer in shown.offers:
                if offer.match.key == key:
                    return offer
    raise Refused("That place is no longer on the list. Look again.")


def when(offer: Offer, zone: str, at: datetime) -> str:
    """ "tonight 7:30 pm, in 2 h 10 min", in the person's own zone."""
    start = offer.match.next_start
    return spoken(start, at, zone) if start else ""


def note_shown(
    desk: Desk, *, call_id: UUID, shown: OfferList, offer: Offer, read_out: bool, chosen: bool
) -> None:
    """Keep why an option was shown and where it stood (EKRA: no paid ranking)."""
    with desk.changing(Act.MATCH):
        call = facts.writable(desk, call_id)
        card = offer.card
        row = desk.session.exec(
            select(Shown).where(
                Shown.call_id == call_id,
                Shown.side == shown.side,
                Shown.service_id == card.service_id,
                Shown.group_id == card.group_id,
            )
        ).first() or Shown(
            call_id=call_id,
            centre_id=call.centre_id,
            side=shown.side,
            list_kind=shown.kind.value,
            service_id=card.service_id,
            group_id=card.group_id,
            meeting_id=card.meeting_id,
            rank=offer.rank,
            slot=offer.match.slot.value,
            score=offer.match.score,
            rules_version=VERSION,
            reasons=reasons.kept(offer.match),
            shown_by_id=desk.me,
        )
        row.read_out = row.read_out or read_out
        row.chosen = row.chosen or chosen
        desk.keep(Act.MATCH, row)


def read_out(desk: Desk, call_id: UUID) -> list[Shown]:
    """What was read out or chosen on this call, in that order."""
    return list(
        desk.session.exec(
            select(Shown)
            .where(Shown.call_id == call_id, desk.sees(Shown.centre_id))
            .order_by(col(Shown.chosen).desc(), col(Shown.shown_at))
        ).all()
    )


def emergency(call: calls.OnDesk, desk: Desk, known: Facts) -> list[tuple[str, safety.Assessment]]:
    """The people on this call whose tier is T0 or T1, gravest first, with their steps."""
    assessed = safety.assessed(desk, call.id, known)
    sides = ("caller",) if call.about_self else ("concerned", "caller")
    found = [(side, assessed[side]) for side in sides]
    return sorted((f for f in found if f[1].tier in {"T0", "T1"}), key=lambda f: f[1].tier)
