"""How urgent is it, for each person apart?

Fixed rules of domain.md 2.2: the highest trigger wins, an unanswered gate item is "not cleared", and
only a person, with a reason, ends an emergency.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from casework.facts import Facts, value
from casework.fields import OPIOIDS, under_age
from casework.safety.words import GATE, STEPS
from casework.screeners import Result


@dataclass(frozen=True)
class Trigger:
    """Why somebody is of that tier; `item` names the gate question it came from."""

    words: str
    tier: str
    steps: str = ""
    item: str = ""


@dataclass(frozen=True)
class Urgent:
    """Steps to take now, and all that calls for them."""

    tier: str
    steps: tuple[str, ...]
    key: str
    triggers: tuple[Trigger, ...]

    @property
    def words(self) -> str:
        return ", ".join(t.words for t in self.triggers)

    @property
    def rings_911(self) -> bool:
        """Whether a step may end in 911, so that the number of where they are is needed."""
        return any("911" in step for step in self.steps)


@dataclass(frozen=True)
class Assessment:
    """`tier` T0–T3 or not_cleared; `unanswered` names gate items without a yes or a no."""

    tier: str
    triggers: tuple[Trigger, ...]
    unanswered: tuple[str, ...]

    @property
    def urgent(self) -> tuple[Urgent, ...]:
        """The steps of every T0 and T1 trigger, gravest first: what comes first depends on the
        trigger, and one does not hide another."""
        tiers: dict[str, list[Trigger]] = {}
        for trigger in self.triggers:
            if trigger.tier in {"T0", "T1"} and trigger.steps:
                tiers.setdefault(trigger.steps, []).append(trigger)
        return tuple(Urgent(ts[0].tier, STEPS[key], key, tuple(ts)) for key, ts in tiers.items())


Answers = Mapping[str, str]


def assess(
    answers: Answers,
    facts: Facts,
    side: str,
    cleared: Iterable[str] = (),
    screened: Result | None = None,
) -> Assessment:
    """The tier of one person by fixed rules. `cleared`: tiers a person ended, with a reason;
    `screened`: what the suicide screener came to, which adds a trigger and never takes one away."""
    found = (*_from_gate(answers), *_from_screener(screened), *_from_facts(facts, side))
    triggers = sorted(found, key=lambda t: t.tier)
    standing = tuple(t for t in triggers if t.tier not in set(cleared))
    unanswered = tuple(item for item in GATE if answers.get(item) not in {"yes", "no"})
    if standing:
        return Assessment(standing[0].tier, standing, unanswered)
    return Assessment("not_cleared" if unanswered else "T3", (), unanswered)


def _from_gate(answers: Answers) -> Iterable[Trigger]:
    for name, item in GATE.items():
        signs = [s for key, s in item.signs.items() if answers.get(f"{name}.{key}") == "yes"]
        if answers.get(name) == "yes" and not signs:
            signs = [item.bare]
        for sign in signs:
            yield Trigger(sign.words, sign.tier, sign.steps, name)


# domain.md 2.2: screener high and moderate. An attempt or the means in hand are the gate's, and T0.
SCREENED = {"high": ("T1", "suicide"), "moderate": ("T2", "suicide_lately")}


def _from_screener(screened: Result | None) -> Iterable[Trigger]:
    if screened is not None and screened.level in SCREENED:
        tier, steps = SCREENED[screened.level]
        yield Trigger(f"suicide screener {screened.words}", tier, steps, "screener")


Said = Callable[[str], str]

# Beside the gate, these facts set a tier (domain.md 2.2): the test, and what it means.
FACTS: tuple[tuple[Callable[[Said], bool], Trigger], ...] = (
    (lambda s: s("overdose") == "day", Trigger("overdose in the last day", "T1", "reversed")),
    (
        lambda s: s("reachable") == "no" and bool(set(s("substances").split(",")) & OPIOIDS),
        Trigger("cannot be reached, uses opioids", "T1", "unreachable"),
    ),
    (
        lambda s: s("pregnant") == "yes" and s("dose") in {"at_risk", "missed", "out"},
        Trigger("pregnant, and a dose is missed or about to be", "T1", "dose"),
    ),
    (lambda s: s("pregnant") == "yes", Trigger("pregnant", "T2")),
    (lambda s: s("route") == "injection", Trigger("injects", "T2")),
    (lambda s: s("overdose") == "month", Trigger("overdose in the last month", "T2")),
    (
        lambda s: s("left") in {"jail", "detox", "hospital"},
        Trigger("came out in the last 30 days", "T2"),
    ),
    (
        lambda s: s("break") == "yes",
        Trigger("using again after weeks without: tolerance is lost", "T2"),
    ),
    (lambda s: s("dose") in {"missed", "out"}, Trigger("out of medication", "T2")),
    (lambda s: under_age(s("age")), Trigger("under 18", "T2")),
)


SETS_TIER = frozenset(
    {"overdose", "reachable", "substances", "pregnant", "dose", "route", "left", "break", "age"}
)


def _from_facts(facts: Facts, side: str) -> Iterable[Trigger]:
    def said(name: str) -> str:
        return value(facts, f"{side}.{name}") or ""

    return (trigger for test, trigger in FACTS if test(said))
