"""What was asked, said exactly: a Wanted with its gaps closed and its consequences drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from matching import geo
from matching.marks import Array
from matching.schedule import DAY, PARTS, Clock, clock_at, minute_of
from matching.spelling import asked_words
from matching.words import ForWhom, List, Place, Tier, Wanted

MINUTES_PER_MILE = {"car": 3, "transit": 6, "walk": 20}
LONG_WAY = 12  # hours; what is further than that is not "today"
LONGEST_TRAVEL = DAY  # minutes; nobody plans a longer way to a meeting
FURTHEST = {"walk": 4.0, "transit": 25.0}  # miles: an hour and twenty, two and a half
MARGIN = 10  # minutes to get ready
DETOX_SUBSTANCES = ("alcohol", "benzodiazepine", "opioid", "cocaine", "methamphetamine")
WITHDRAWAL_SETTINGS = frozenset({"outpatient_detox", "residential_detox", "hospital_detox"})
FRIENDLY_STANCE = frozenset({"affirming", "accepts"})
OF_SEX = {"female": "women", "male": "men"}
Tags = Mapping[str, frozenset[str]]
T = TypeVar("T")


def _stated(tags: Tags) -> dict[str, frozenset[str]]:
    """An axis with nothing chosen on it was not asked."""
    return {axis: frozenset(values) for axis, values in sorted(tags.items()) if values}


@dataclass(frozen=True)
class Asked:
    """One need at one moment. Every rule reads this, never the Wanted's raw gaps."""

    wanted: Wanted
    at: datetime

    @cached_property
    def now(self) -> int:
        """The next whole minute since 1970: a start within this minute is not promised."""
        return minute_of(self.at) + (self.at.second > 0 or self.at.microsecond > 0)

    @cached_property
    def clock(self) -> Clock:
        return clock_at(self.now, self.wanted.zone)

    @property
    def peers(self) -> bool:
        return self.wanted.kind is List.PEERS

    @property
    def care(self) -> bool:
        return self.wanted.kind is List.TREATMENT

    @property
    def for_self(self) -> bool:
        return self.wanted.for_whom is ForWhom.SELF

    @cached_property
    def home(self) -> Place | None:
        return geo.on_earth(self.wanted.place)

    @property
    def miles(self) -> float:
        """How far they would travel; on foot and by bus never further than one can."""
        said = self.wanted.within_miles
        return min(said, FURTHEST.get(self.wanted.travel, said))

    @cached_property
    def limit(self) -> int:
        """The same in metres."""
        return geo.metres(self.miles)

    @property
    def minutes_per_mile(self) -> int:
        return MINUTES_PER_MILE.get(self.wanted.travel, MINUTES_PER_MILE["car"])

    def minutes_to_go(self, metres: Array) -> Array:
        return metres * (self.minutes_per_mile * 1000) // 1_609_344

    @cached_property
    def times(self) -> frozenset[int]:
        """The wanted cells of the 7 × 4 grid; all of them is none."""
        cells = {
            day * len(PARTS) + part
            for day, part in self.wanted.times
            if 0 <= day < 7 and 0 <= part < len(PARTS)
        }
        return frozenset(cells) if len(cells) < 7 * len(PARTS) else frozenset()

    @cached_property
    def must(self) -> dict[str, frozenset[str]]:
        must = _stated(self.wanted.must)
        if self.care and self.wanted.pregnant:
            must["pregnancy"] = frozenset({"yes"})
        if self.care and self.wanted.age is not None and self.wanted.age < 18:
            group = "adolescents" if self.wanted.age >= 13 else "children"
            must.setdefault("age_group", frozenset({group}))
        outlook = self.wish.get("outlook", frozenset())
        if outlook & {"faith", "secular"}:
            must.setdefault("outlook", outlook)
        return dict(sorted(must.items()))

    @cached_property
    def words(self) -> tuple[str, ...]:
        return asked_words(self.wanted.words)

    def once(self, what: str, work_out: Callable[[], T]) -> T:
        """Worked out once for this question; a question is asked of one snapshot."""
        if what not in self._known:
            self._known[what] = work_out()
        return self._known[what]

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    @cached_property
    def wish(self) -> dict[str, frozenset[str]]:
        return _stated(self.wanted.wish)

    def either(self, axis: str) -> frozenset[str]:
        """What was asked on an axis, as must or as wish."""
        nothing: frozenset[str] = frozenset()
        return self.must.get(axis, nothing) | self.wish.get(axis, nothing)

    @property
    def else_than_medicaid(self) -> frozenset[str] | None:
        """Where they have to pay by Medicaid: what else would do; None where Medicaid is not asked."""
        paid = self.must.get("payment", frozenset())
        if self.peers or "medicaid" not in paid:
            return None
        return (paid | {"free"}) - {"medicaid"}

    @property
    def withdrawal_from(self) -> tuple[str, ...]:
        """The substances withdrawal care must be for, where withdrawal care is a must."""
        detox = "detox" in self.must.get("care_type", ())
        detox = detox or bool(self.must.get("setting", frozenset()) & WITHDRAWAL_SETTINGS)
        if not (self.care and detox):
            return ()
        return tuple(s for s in DETOX_SUBSTANCES if s in self.wanted.substances)

    @property
    def opioids(self) -> bool:
        return "opioid" in self.wanted.substances

    @property
    def medication_matters(self) -> bool:
        """On or wanting medication, or uses opioids (domain.md 5.3 rule 3). Relatives' groups have no
        stance to it (5.1)."""
        if self.peers and not self.for_self:
            return False
        return self.wanted.on_medication or self.opioids or self.wants_medication

    @property
    def wants_medication(self) -> bool:
        """A must or a wish for it, for a place that accepts it or a group that is friendly to it."""
        wants = bool(self.either("medication") - {"naloxone"})
        wants = wants or "accepts_medication" in self.either("opioid_policy")
        return wants or bool(self.either("moud_stance") & FRIENDLY_STANCE)

    @property
    def medication_asked(self) -> frozenset[str]:
        """What would be medication for them: what they ask for, else what halves deaths."""
        return self.either("medication") - {"naloxone"} or frozenset(
            {"methadone", "buprenorphine", "otp"}
        )

    @property
    def emergency_last(self) -> bool:
        """Whether an emergency department is kept for the worst: at T2 and T3 (domain.md 2.2)."""
        return self.wanted.tier in (Tier.T2, Tier.T3)

    @property
    def calm(self) -> bool:
        """Whether fairness between places may have a say: never at T0 or T1."""
        return self.wanted.tier not in (Tier.T0, Tier.T1)

    @property
    def needs_medical(self) -> bool:
        return self.care and self.wanted.tier in (Tier.T1, Tier.T2)

    @cached_property
    def company(self) -> frozenset[str]:
        """Whose groups are opened: those asked for, and those offered unasked (5.3 rules 6, 10)."""
        opened = set(self.either("company"))
        if self.wanted.violence or self.wanted.pregnant or "yes" in self.either("women_only"):
            opened.add("women")
        if "yes" in self.either("men_only"):
            opened.add("men")
        if self.care:
            opened |= {OF_SEX[sex] for sex in self.either("sex") if sex in OF_SEX}
        if self.wanted.age is not None and self.wanted.age < 26:
            opened.add("young")
        if self.wanted.age is not None and self.wanted.age >= 60:
            opened.add("seniors")
        return frozenset(opened)
