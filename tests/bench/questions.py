"""What is asked of both engines? A seeded mix of core queries, and the same with the full rules."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from matching import ForWhom, Kind, List, Offered, Place, Precision, Tier, Wanted

SEED = 20270131  # never used in development or tuning
NOW = datetime(2026, 10, 28, 21, 3, tzinfo=UTC)  # the autumn clock change is inside its week
MEDICAID = {"payment": frozenset({"medicaid"})}
SPANISH = {"language": frozenset({"es"})}
LIVE_IN = {"setting": frozenset({"residential", "residential_short", "residential_long"})}
EVENINGS = frozenset((day, 3) for day in (1, 2, 3, 4))
# Kind of query → what is wanted beside place and reach.
MIX = {
    "group, any time": {"kind": List.PEERS},
    "group, weekday evenings": {"kind": List.PEERS, "times": EVENINGS},
    "group, women wished for": {"kind": List.PEERS, "wish": {"company": frozenset({"women"})}},
    "group for a relative": {"kind": List.PEERS, "for_whom": ForWhom.KIN},
    "treatment, Medicaid": {"kind": List.TREATMENT, "must": MEDICAID},
    "treatment, live-in, Medicaid": {"kind": List.TREATMENT, "must": MEDICAID | LIVE_IN},
    "treatment, Spanish": {"kind": List.TREATMENT, "must": SPANISH},
    "treatment, national": {"kind": List.TREATMENT, "within_miles": 3000.0},
}


@dataclass(frozen=True)
class Question:
    name: str
    wanted: Wanted


def core(offers: Sequence[Offered], each: int) -> list[Question]:
    """`each` of every kind, asked from near a listing of that list, in random order."""
    rng = random.Random(SEED)
    homes = {
        List.PEERS: [o for o in offers if o.kind is Kind.MEETING and o.place and o.slots],
        List.TREATMENT: [o for o in offers if o.kind is Kind.TREATMENT and o.place],
    }
    made = [
        Question(name, _wanted(rng, said, rng.choice(homes[said["kind"]])))
        for name, said in MIX.items()
        for _ in range(each)
        if homes[said["kind"]]
    ]
    rng.shuffle(made)
    return made


def _wanted(rng: random.Random, said: dict, near: Offered) -> Wanted:
    assert near.place is not None
    lat, lon = near.place.lat + rng.gauss(0, 0.05), near.place.lon + rng.gauss(0, 0.05)
    zone = near.slots[0].zone if near.slots else "America/New_York"
    reach = rng.choice((5.0, 15.0, 25.0, 50.0))
    return Wanted(
        tier=Tier.T3,
        place=Place(lat, lon, Precision.ZIP),
        zone=zone,
        **{"within_miles": reach, **said},
    )


def full(questions: Sequence[Question]) -> list[Question]:
    """The same callers with what a call hears beside it: tier, age, substances, medication."""
    rng = random.Random(SEED + 1)
    return [
        replace(
            q,
            wanted=replace(
                q.wanted,
                tier=rng.choice((Tier.T2, Tier.T3, Tier.T3)),
                age=rng.randint(19, 70),
                substances=frozenset({rng.choice(("alcohol", "opioid", "cocaine"))}),
                on_medication=rng.random() < 0.2,
            ),
        )
        for q in questions
    ]
