"""Which listings may be shown: one function per rule, each with where it comes from."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matching import geo
from matching.asked import Asked
from matching.bits import SERVED
from matching.marks import Array
from matching.view import View
from matching.words import ForWhom, Kind, List, Status, Tier


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of every entry, as marks: known not to meet it, or not known.

    `unknown` is None where the rule has only yes and no. `ring`: a safety fact that must be
    confirmed by phone before it counts (product.md 3). `earns`: a known yes earns points.
    """

    rule: str
    no: Array
    unknown: Array | None = None
    ring: bool = False
    earns: bool = False
    axis: str = ""
    values: frozenset[str] = frozenset()


Rule = Callable[[Asked, View], Iterator[Verdict]]

# One failed must of these kinds makes a near miss; never one of any other (product.md 3).
NEAR = frozenset({"distance", "times", "cost", "format", "outlook"})
# What holds even for the three nearest medical places at T1 and T2.
_SAFETY_NAMES = (
    "status stay_away age age_group pregnancy keeps_medication opioid_treatment addiction_care "
    "exclusive withdrawal detox_substance only_if_asked"
)
SAFETY = frozenset(_SAFETY_NAMES.split())
ADDICTION_CARE = frozenset({"substance_use", "detox", "co_occurring", "recovery_housing"})
MEDICAL_AXES = frozenset(
    {"medication", "opioid_policy", "pregnancy", "detox_substance", "age_group", "exclusive"}
)
OPEN_ONLY_IF_ASKED = [
    "women",
    "men",
    "lgbtq",
    "young",
    "veterans",
    "non_binary",
    "poc",
    "native",
    "professionals",
    "seniors",
]


def status(_: Asked, see: View) -> Iterator[Verdict]:
    """Do-not-refer, paused and inactive never; temporarily closed never in person (formats 0.5)."""
    closed = see.fact("status", Status.TEMPORARILY_CLOSED.value)
    open_ = see.fact("status", Status.ACTIVE.value)
    yield Verdict("status", ~open_ & ~(closed & ~see.room))


def danger_first(asked: Asked, see: View) -> Iterator[Verdict]:
    """At T0 peer groups are hidden until a person clears the tier (domain.md 2.2)."""
    if asked.peers and asked.wanted.tier is Tier.T0:
        yield Verdict("danger_first", ~see.nothing())


def stay_away(asked: Asked, see: View) -> Iterator[Verdict]:
    """Keep N miles from venues, towns and people named (domain.md 5.3 rule 7; product.md 3)."""
    avoid = asked.wanted.stay_away
    no, unknown = see.nothing(), see.nothing()
    if avoid.groups:
        no |= see.of_groups(avoid.groups)
    for axis, values in avoid.tags.items():
        no |= see.has(axis, values)
    for place, miles in avoid.points:
        here = geo.on_earth(place)
        if here is not None:
            no |= see.nearer(here, geo.metres(miles) + geo.slack(here))
            unknown |= see.room & ~see.fact("placed")
    if avoid.groups or avoid.tags or avoid.points:
        yield Verdict("stay_away", no, unknown & ~no, ring=True)


def role(asked: Asked, see: View) -> Iterator[Verdict]:
    """Kin get kin groups; the bereaved theirs, never for a living person (5.3 rules 1, 12)."""
    if asked.wanted.kind is List.PRACTICAL:
        for_kin = asked.wanted.for_whom is ForWhom.KIN
        yield Verdict("role", see.nothing() if for_kin else see.is_kind(Kind.INTERVENTIONIST))
    if not asked.peers:
        return
    whom = {asked.wanted.for_whom.value}
    if asked.wanted.for_whom is ForWhom.KIN and (asked.wanted.age or 99) < 20:
        whom.add("teen_kin")
    fits = see.has("for_whom", whom)
    unstated = ~see.stated("for_whom")
    family = see.is_kind(Kind.FAMILY_SKILLS, Kind.FAMILY_PEER)
    anyone = see.is_kind(Kind.WARM_LINE, Kind.RECOVERY_CENTRE, Kind.COACH)
    for_kin = asked.wanted.for_whom is ForWhom.KIN
    no = ~unstated & ~fits
    if not for_kin:
        no |= unstated & family
    unknown = unstated & ~family & ~anyone
    yield Verdict("role", no, unknown & ~no, earns=True, values=frozenset(whom))


def closed_meetings(asked: Asked, see: View) -> Iterator[Verdict]:
    """A closed meeting is only for those it is for (domain.md 5.3 rule 9)."""
    if asked.peers and not asked.for_self:
        theirs = see.has("for_whom", {asked.wanted.for_whom.value, "teen_kin"})
        yield Verdict("closed_meetings", see.has("open_closed", {"closed"}) & ~theirs)


def only_if_asked(asked: Asked, see: View) -> Iterator[Verdict]:
    """Women's, men's, LGBTQ+, young people's, veterans' groups only if asked (5.3 rule 6)."""
    opened = asked.company
    no = see.nothing() if "women" in opened else see.has("women_only", {"yes"})
    if "men" not in opened:
        no |= see.has("men_only", {"yes"})
    theirs = see.meeting & see.has("company", OPEN_ONLY_IF_ASKED)
    yield Verdict("only_if_asked", no | (theirs & ~see.has("company", opened)))


def age(asked: Asked, see: View) -> Iterator[Verdict]:
    """The listing's own age limits, and the age groups it serves (domain.md 4.2; 5.3 rule 10)."""
    years = asked.wanted.age
    if years is None:
        return
    low, high = see.col("age_from"), see.col("age_to")
    no = see.marked((years < low) | (years > high))
    if years >= 18:
        groups = {"adults"} | ({"young_adults"} if years < 26 else set())
        groups |= {"seniors"} if years >= 60 else set()
        unlimited = see.marked((low < 0) & (high > 900))
        no |= unlimited & see.lacks("age_group", groups) & ~see.takes_everyone
    yield Verdict("age", no)


def withdrawal(asked: Asked, see: View) -> Iterator[Verdict]:
    """Withdrawal care must match each substance, never bare "detox" (domain.md 2.5)."""
    for substance in asked.withdrawal_from:
        yield _fact(see, "withdrawal", "detox_substance", frozenset({substance}))


def keeps_medication(asked: Asked, see: View) -> Iterator[Verdict]:
    """Nobody is sent where they would have to stop their medication (5.3 rule 3; 4.2 NMOA)."""
    if not (asked.care and asked.wanted.on_medication):
        return
    refuses = see.has("opioid_policy", {"no_medication", "no_opioid_treatment"})
    policy = see.has("opioid_policy", {"accepts_medication"})
    gives = see.has("medication", {"methadone", "buprenorphine", "otp"})
    neither = see.lacks("opioid_policy", {"accepts_medication"})
    neither &= see.lacks("medication", {"methadone", "buprenorphine", "otp"})
    no = (refuses | neither) & ~see.takes_everyone
    unknown = ~no & ~policy & ~gives & ~see.takes_everyone
    yield Verdict("keeps_medication", no, unknown, ring=True, earns=True)


def opioid_treatment(asked: Asked, see: View) -> Iterator[Verdict]:
    """A place that does not treat opioid use is no place for it (domain.md 4.2 NOOP)."""
    if asked.care and asked.opioids:
        yield Verdict("opioid_treatment", see.has("opioid_policy", {"no_opioid_treatment"}))


def addiction_care(asked: Asked, see: View) -> Iterator[Verdict]:
    """Mental health care alone is no answer to an addiction, unless it is asked for (product.md)."""
    if asked.care and not asked.must.get("care_type"):
        alone = see.has("care_type", {"mental_health"}) & ~see.has("care_type", ADDICTION_CARE)
        yield Verdict("addiction_care", alone & ~see.takes_everyone)


def exclusive(asked: Asked, see: View) -> Iterator[Verdict]:
    """DUI, opioid or alcohol clients only: shut to others (domain.md 4.2 exclusive codes)."""
    opened = set(asked.either("exclusive"))
    opened |= {"opioid_only"} if asked.opioids or asked.wanted.on_medication else set()
    opened |= {"alcohol_only"} if "alcohol" in asked.wanted.substances else set()
    shut = see.has("exclusive", {"dui_only", "opioid_only", "alcohol_only"} - opened)
    if "opioid_only" not in opened:
        shut |= see.has("opioid_policy", {"opioid_only"})
    yield Verdict("exclusive", shut & ~see.has("exclusive", opened))


def serves_state(asked: Asked, see: View) -> Iterator[Verdict]:
    """Care by phone or video counts only where it serves the caller's state."""
    if asked.wanted.state and asked.care:
        serves = see.has(SERVED, {asked.wanted.state})
        told = see.stated(SERVED)
        yield Verdict("serves_state", ~see.room & told & ~serves, ~see.room & ~told)


def format_(asked: Asked, see: View) -> Iterator[Verdict]:
    """In person, online or by phone, as they can (domain.md 5.2). A line counts as online."""
    modes, no = asked.wanted.modes, see.nothing()
    if modes and "in_person" not in modes:
        no |= see.room
    if modes and "online" not in modes:
        no |= ~see.room & ~see.phone
    if modes and not modes & {"phone", "online"}:
        no |= see.phone
    yield Verdict("format", no)


def distance(asked: Asked, see: View) -> Iterator[Verdict]:
    """Within the miles they would travel (domain.md 5.3 rule 8)."""
    yield Verdict("distance", see.beyond(asked), see.unplaced(asked))


def cost(asked: Asked, see: View) -> Iterator[Verdict]:
    """How it can be paid; free meets every purse, and meetings are free (domain.md 4.3)."""
    values = asked.must.get("payment")
    if values and not asked.peers:
        yield _fact(see, "cost", "payment", values | {"free"})


def outlook(asked: Asked, see: View) -> Iterator[Verdict]:
    """A stated faith or secular wish filters (domain.md 5.3 rule 4; 42 CFR 54.8)."""
    if "outlook" in asked.must:
        yield _fact(see, "outlook", "outlook", asked.must["outlook"])


def asked_for(asked: Asked, see: View) -> Iterator[Verdict]:
    """Every other must: any of the values asked on its axis (domain.md 5.3 rule 8)."""
    for axis, values in asked.must.items():
        if axis not in {"payment", "outlook"}:
            yield _fact(see, axis, axis, values)


def times(asked: Asked, see: View) -> Iterator[Verdict]:
    """When they can come, in their own clock (domain.md 5.3 rule 8). Only meetings have times."""
    if asked.times:
        yield Verdict("times", see.out_of_times(asked), see.meeting & ~see.fact("timed"))


def _fact(see: View, rule: str, axis: str, values: frozenset[str]) -> Verdict:
    """Yes, no or unknown on one axis; an emergency department takes whoever comes."""
    no = see.lacks(axis, values)
    unknown = ~no & ~see.has(axis, values)
    if axis in MEDICAL_AXES:
        no &= ~see.takes_everyone
        unknown &= ~see.takes_everyone
    return Verdict(rule, no, unknown, _is_safety(axis, values), True, axis, values)


def _is_safety(axis: str, values: frozenset[str]) -> bool:
    """The facts that are confirmed by phone when a listing does not state them (product.md 3)."""
    if axis == "access":
        return "wheelchair" in values
    if axis == "age_group":
        return bool(values & {"adolescents", "children"})
    if axis == "opioid_policy":
        return "accepts_medication" in values
    return axis in {"medication", "pregnancy", "detox_substance"}


MUST: tuple[Rule, ...] = (
    status,
    danger_first,
    role,
    closed_meetings,
    only_if_asked,
    addiction_care,
    exclusive,
    age,
    keeps_medication,
    opioid_treatment,
    withdrawal,
    serves_state,
    format_,
    distance,
    cost,
    outlook,
    asked_for,
    stay_away,
    times,
)
