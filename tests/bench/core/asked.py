"""What is every engine asked? A seeded mix of core queries, from the whole country."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from matching import ForWhom, List, Place, Precision, Tier, Wanted
from tests.bench.plain_pandas import METRES_PER_MILE
from tests.bench.plain_rules import xyz
from tests.matching.synthetic import ZIPS

NOW = datetime(2026, 10, 28, 21, 3, tzinfo=UTC)  # the autumn clock change is inside its week
LIMIT = 20
DISTANCE, FORMAT, TIMES, COST, OUTLOOK, ROLE, OTHER = (1 << n for n in range(7))
NEAR = (DISTANCE, FORMAT, TIMES, COST, OUTLOOK)  # any one of these alone makes a near miss
NAMED = {"payment": COST, "outlook": OUTLOOK, "for_whom": ROLE}
BITS = {"distance": DISTANCE, "format": FORMAT, "times": TIMES, "cost": COST, "outlook": OUTLOOK}
EVENINGS = frozenset((day, 3) for day in range(1, 6))
WEEKEND = frozenset((day, part) for day in (0, 6) for part in (1, 2, 3))
Hit = tuple[int, int, int]  # place of the key among all keys, score, failed bit
Answer = tuple[list[Hit], list[Hit]]  # matches and near misses, best first


@dataclass(frozen=True)
class Fact:
    """One any-of group: listings known to have none of the values fail the bit."""

    bit: int
    axis: str
    values: frozenset[str]


@dataclass(frozen=True)
class Core:
    """One core query: a need in the words of matching, and the same as the peers read it."""

    name: str
    wanted: Wanted

    @property
    def meeting(self) -> bool:
        return self.wanted.kind is List.PEERS

    @cached_property
    def home(self) -> tuple[int, int, int]:
        assert self.wanted.place is not None
        return xyz(self.wanted.place)

    @cached_property
    def limit(self) -> int:
        """Whole metres."""
        return int(self.wanted.within_miles * METRES_PER_MILE)

    @property
    def half(self) -> int:
        return max(self.limit // 4, 800)

    @property
    def room_ok(self) -> bool:
        return "in_person" in self.wanted.modes

    @property
    def online_ok(self) -> bool:
        return "online" in self.wanted.modes

    @cached_property
    def cells(self) -> int:
        """The parts of the week they can come, one bit each; 0 is any."""
        return sum(1 << day * 4 + part for day, part in self.wanted.times)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Role, cost, outlook and every other hard fact."""
        found = [Fact(ROLE, "for_whom", frozenset({self.wanted.for_whom.value}))]
        for axis, values in self.wanted.must.items():
            values = values | {"free"} if axis == "payment" else values
            found.append(Fact(NAMED.get(axis, OTHER << len(found)), axis, values))
        return tuple(found if self.meeting else found[1:])

    @cached_property
    def words(self) -> tuple[str, ...]:
        return words_of(self.wanted.words)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, each once, whatever their case and marks."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold())
    return tuple(sorted(set(letters.split())))


# Kind of query → what is wanted beside place and reach. Whoever asks for meetings has a role.
MEDICAID = {"payment": frozenset({"medicaid"})}
SPANISH = {"language": frozenset({"es"})}
ROOMS, SCREENS = frozenset({"in_person"}), frozenset({"online"})
PEERS, CARE = {"kind": List.PEERS}, {"kind": List.TREATMENT}
MIX: dict[str, dict] = {
    "meeting, in person": PEERS | {"modes": ROOMS},
    "meeting, any way": PEERS,
    "meeting, evenings": PEERS | {"times": EVENINGS},
    "meeting, weekend, women wished for": PEERS
    | {"times": WEEKEND, "wish": {"company": frozenset({"women"})}},
    "meeting, secular": PEERS | {"must": {"outlook": frozenset({"secular"})}},
    "meeting for kin, Spanish": PEERS | {"for_whom": ForWhom.KIN, "must": SPANISH},
    "meeting, online, by name": PEERS | {"modes": SCREENS, "words": True},
    "treatment, Medicaid": CARE | {"must": MEDICAID},
    "treatment, Medicaid, live-in": CARE
    | {"must": MEDICAID | {"setting": frozenset({"residential", "residential_detox"})}},
    "treatment, in person, Spanish, by name": CARE
    | {"modes": ROOMS, "must": SPANISH, "words": True},
    "treatment, national": CARE
    | {"within_miles": 3000.0, "must": MEDICAID, "wish": {"medication": frozenset({"methadone"})}},
    "meeting, national, in person": PEERS
    | {"within_miles": 3000.0, "modes": ROOMS, "must": SPANISH},
}


def questions(each: int, seed: int) -> list[Core]:
    """`each` of every kind, in random order."""
    rng = random.Random(seed)
    made = [Core(name, _wanted(rng, dict(said))) for name, said in MIX.items() for _ in range(each)]
    rng.shuffle(made)
    return made


def _wanted(rng: random.Random, said: dict) -> Wanted:
    z = rng.choice(ZIPS)
    lat, lon = float(z["lat"]) + rng.gauss(0, 0.05), float(z["long"]) + rng.gauss(0, 0.05)
    reach = rng.choice((5.0, 10.0, 25.0, 50.0))
    if said.pop("words", False):
        said["words"] = f"{rng.choice(('hope', 'sunrise', 'cedar', 'serenity'))} {z['city']}"
    return Wanted(
        tier=Tier.T3,
        place=Place(round(lat, 4), round(lon, 4), Precision.ZIP),
        zone=z["timezone"],
        **{"within_miles": reach, **said},
    )
