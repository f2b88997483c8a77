"""How is a random directory made to speak of one thing?"""

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from matching import Offered, Place, Precision, Tier, Wanted

HOME = Place(42.36, -71.06)
DETOX = ("alcohol", "benzodiazepine", "opioid", "cocaine", "methamphetamine")
Offers = list[Offered]
Themed = tuple[Wanted, Offers]


def any_of(r: random.Random, values: Iterable[str], most: int = 2) -> frozenset[str]:
    values = sorted(values)
    return frozenset(r.sample(values, r.randint(1, min(most, len(values)))))


def saying(r, offers: Offers, axis: str, values: Iterable[str], share=0.6, all_of=0.4) -> Offers:
    """So many of them state a value on an axis, and so many declare the axis complete."""
    return [_stating(r, o, axis, values, share, all_of) for o in offers]


def _stating(r, offer: Offered, axis: str, values, share: float, all_of: float) -> Offered:
    rest = {a: v for a, v in offer.tags.items() if a != axis}
    tags = {**rest, axis: any_of(r, values)} if r.random() < share else rest
    complete = offer.complete | {axis} if r.random() < all_of else offer.complete - {axis}
    return replace(offer, tags=tags, complete=complete)


def some_are(r, offers: Offers, share: float, **facts: Any) -> Offers:
    return [replace(o, **facts) if r.random() < share else o for o in offers]


def must(wanted: Wanted, **axes: frozenset[str]) -> Wanted:
    return replace(wanted, must={**wanted.must, **axes})


def wish(wanted: Wanted, **axes: frozenset[str]) -> Wanted:
    return replace(wanted, wish={**wanted.wish, **axes})


def simple(wanted: Wanted) -> Wanted:
    """Nothing else is asked, so that this one thing decides."""
    nothing: frozenset = frozenset()
    return replace(
        wanted,
        must={},
        wish={},
        age=None,
        times=nothing,
        modes=nothing,
        pregnant=False,
        tier=Tier.T3,
    )


DOORS = {"exclusive", "women_only", "men_only", "company", "for_whom"}


def near_by(r, offers: Offers) -> Offers:
    """Most are rooms about town, open to all."""
    return [
        replace(
            o,
            in_person=True,
            place=Place(42.36 + r.gauss(0, 0.08), -71.06 + r.gauss(0, 0.08), Precision.ZIP),
            ages=(None, None),
            tags={a: v for a, v in o.tags.items() if a not in DOORS},
        )
        if r.random() < 0.8
        else o
        for o in offers
    ]
