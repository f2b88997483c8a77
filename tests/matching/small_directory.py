"""A few listings round Boston on a Sunday evening, and who asks for them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

from matching import (
    Index,
    Kind,
    List,
    Offered,
    Place,
    Slot,
    Tier,
    Wanted,
)

NY = "America/New_York"
NOW = datetime(2026, 11, 22, 22, 20, tzinfo=UTC)  # a Sunday, 5:20 pm in Boston
BOSTON, CAMBRIDGE, SALEM = Place(42.36, -71.06), Place(42.37, -71.10), Place(42.52, -70.89)
TONIGHT = (Slot(0, time(19, 30), 60, NY),)


def tags(axes):
    return {axis: frozenset(value.split()) for axis, value in axes.items()}


def meeting(key, place=BOSTON, slots=TONIGHT, **axes):
    axes = {"for_whom": "self"} | axes
    return Offered(
        key=key, kind=Kind.MEETING, name=key, place=place, slots=slots, tags=tags(axes),
        confirmed_on=date(2026, 11, 1),
    )  # fmt: skip


def clinic(key, kind=Kind.TREATMENT, place=BOSTON, **axes):
    return Offered(
        key=key, kind=kind, name=key, place=place, tags=tags(axes), confirmed_on=date(2026, 11, 1)
    )


def want(kind=List.TREATMENT, **more):
    return Wanted(
        **{"kind": kind, "place": CAMBRIDGE, "state": "MA", "zone": NY, "tier": Tier.T3} | more
    )


def peers(**more):
    return want(List.PEERS, **more)


def ask(offers, wanted, **more):
    return Index.build(offers).rank(wanted, now=NOW, **more)


def keys(matches):
    return [match.key for match in matches]


def from_home(offer, *states):
    return replace(
        offer, key=f"home-{'-'.join(states)}", place=None, in_person=False, online=True,
        served_states=frozenset(states),
    )  # fmt: skip
