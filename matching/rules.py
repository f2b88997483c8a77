"""Which listings may be shown: one function per rule, each with where it comes from."""

from collections.abc import Callable, Iterable, Iterator

from matching import geo
from matching.asked import Asked
from matching.bits import SERVED, STANDS_IN
from matching.marks import Array
from matching.medication import GIVES
from matching.verdict import Verdict, fact
from matching.view import View
from matching.weights import AT_THE_DOOR
from matching.words import EACH_AXES, ForWhom, Kind, List, Place, Status, Tier

FAMILY = (Kind.FAMILY_SKILLS, Kind.FAMILY_PEER)
ANYONE = (Kind.WARM_LINE, Kind.RECOVERY_CENTRE, Kind.COACH)
Rule = Callable[[Asked, View], Iterator[Verdict]]

ADDICTION_CARE = frozenset({"substance_use", "detox", "co_occurring", "recovery_housing"})
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
MINORS = frozenset({"children", "adolescents"})
GENDERS = frozenset({"women", "men", "non_binary"})  # a women's LGBTQ+ group is a women's group


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
    if avoid.venues:
        no |= see.room & see.of_keys(avoid.venues)
    for place, metres in _kept_from(asked, see):
        no |= see.nearer(place, metres + geo.slack(place))
        unknown |= see.room & ~see.fact("placed")
    if avoid.groups or avoid.tags or avoid.points or avoid.venues:
        yield Verdict("stay_away", no, unknown & ~no, ring=True)


def _kept_from(asked: Asked, see: View) -> Iterator[tuple[Place, int]]:
    """The places to keep away from, and how many metres: towns, and the doors of venues."""
    avoid, stock = asked.wanted.stay_away, see.stock
    found = [(place, geo.metres(miles)) for place, miles in avoid.points]
    if avoid.venues:
        offers = stock.columns.offers[stock.of_keys(avoid.venues)]
        found += [(offer.place, AT_THE_DOOR) for offer in offers]
    for place, metres in found:
        here = geo.on_earth(place)
        if here is not None:
            yield here, metres


def role(asked: Asked, see: View) -> Iterator[Verdict]:
    """Kin get kin groups; the bereaved theirs, never for a living person (5.3 rules 1, 12). Who asks
    for a bed gets no telephone line."""
    if asked.wanted.kind is List.PRACTICAL:
        for_kin = asked.wanted.for_whom is ForWhom.KIN
        other = ~see.is_kind(*asked.wanted.kinds) if asked.wanted.kinds else see.nothing()
        yield Verdict("role", other if for_kin else other | see.is_kind(Kind.INTERVENTIONIST))
    if not asked.peers:
        return
    whom = {asked.wanted.for_whom.value}
    if asked.wanted.for_whom is ForWhom.KIN and (asked.wanted.age or 99) < 20:
        whom.add("teen_kin")
    theirs = frozenset(whom)
    no, unknown = see.same(_not_theirs, theirs), see.same(_of_nobody)
    yield Verdict("role", no, unknown, earns=True, values=theirs)


def _not_theirs(see: View, whom: frozenset[str]) -> Array:
    no = see.stated("for_whom") & ~see.has("for_whom", whom)
    if ForWhom.KIN.value in whom:
        return no
    return no | (~see.stated("for_whom") & see.is_kind(*FAMILY))


def _of_nobody(see: View, _: frozenset[str]) -> Array:
    """Nobody says whose they are: not family's, and not for anyone."""
    return ~(see.stated("for_whom") | see.is_kind(*FAMILY, *ANYONE))


def closed_meetings(asked: Asked, see: View) -> Iterator[Verdict]:
    """A closed meeting is only for those it is for (domain.md 5.3 rule 9)."""
    if asked.peers and not asked.for_self:
        theirs = see.has("for_whom", {asked.wanted.for_whom.value, "teen_kin"})
        yield Verdict("closed_meetings", see.has("open_closed", {"closed"}) & ~theirs)


def only_if_asked(asked: Asked, see: View) -> Iterator[Verdict]:
    """Women's, men's, LGBTQ+, young people's, veterans' groups only if asked (5.3 rule 6)."""
    yield Verdict("only_if_asked", see.same(_not_asked, asked.company))


def _not_asked(see: View, opened: frozenset[str]) -> Array:
    no = see.nothing() if "women" in opened else see.has("women_only", {"yes"})
    if "men" not in opened:
        no |= see.has("men_only", {"yes"})
    no |= _meets_as(see, OPEN_ONLY_IF_ASKED) & ~see.has("company", opened)
    return no | (_meets_as(see, {"women", "men"}) & ~see.has("company", opened & GENDERS))


def _meets_as(see: View, company: Iterable[str]) -> Array:
    return see.meeting & see.has("company", company)


def age(asked: Asked, see: View) -> Iterator[Verdict]:
    """The listing's own age limits, and the age groups it serves (domain.md 4.2; 5.3 rule 10)."""
    years = asked.wanted.age
    if years is None:
        if asked.care:
            no, unknown = see.nothing(), see.same(of_minors)
            yield Verdict("age", no, unknown, axis="age_group", values=MINORS)
        return
    low, high = see.col("age_from"), see.col("age_to")
    no = see.marked((years < low) | (years > high))
    if years >= 18:
        groups = {"adults"} | ({"young_adults"} if years < 26 else set())
        groups |= {"seniors"} if years >= 60 else set()
        unlimited = see.marked((low < 0) & (high > 900))
        no |= unlimited & see.lacks("age_group", groups) & ~see.takes_everyone
    yield Verdict("age", no)


def of_minors(see: View, _: frozenset[str] = frozenset()) -> Array:
    """Serves children or adolescents, and lists no grown-up: nobody said how old they are."""
    minors = see.has("age_group", MINORS) & see.lacks(
        "age_group", {"adults", "young_adults", "seniors"}
    )
    return minors & ~see.takes_everyone


def withdrawal(asked: Asked, see: View) -> Iterator[Verdict]:
    """Withdrawal care must match each substance, never bare "detox" (domain.md 2.5)."""
    for substance in asked.withdrawal_from:
        yield fact(see, "withdrawal", "detox_substance", frozenset({substance}))


def keeps_medication(asked: Asked, see: View) -> Iterator[Verdict]:
    """Nobody is sent where they would have to stop their medication (5.3 rule 3; 4.2 NMOA)."""
    if not (asked.care and asked.wanted.on_medication):
        return
    refuses = see.has("opioid_policy", {"no_medication", "no_opioid_treatment"})
    policy = see.has("opioid_policy", {"accepts_medication"})
    gives = see.has("medication", GIVES)
    neither = see.lacks("opioid_policy", {"accepts_medication"})
    neither &= see.lacks("medication", GIVES)
    no = (refuses | neither) & ~see.takes_everyone
    unknown = ~no & ~policy & ~gives & ~see.takes_everyone
    yield Verdict("keeps_medication", no, unknown, ring=True, earns=True)


def opioid_treatment(asked: Asked, see: View) -> Iterator[Verdict]:
    """A place that does not treat opioid use is no place for it (domain.md 4.2 NOOP)."""
    if asked.care and asked.opioids:
        yield Verdict("opioid_treatment", see.has("opioid_policy", {"no_opioid_treatment"}))


def alcohol_treatment(asked: Asked, see: View) -> Iterator[Verdict]:
    """Nor one that does not treat alcohol use for alcohol (domain.md 4.2 NAUT).

    Who uses opioids too is told, not kept away: it may be where the medication is (4.3).
    """
    if asked.care and "alcohol" in asked.wanted.substances:
        refuses = see.has("alcohol_policy", {"no_alcohol_treatment"})
        told = refuses if asked.opioids else see.nothing()
        yield Verdict("alcohol_treatment", refuses & ~told, told)


def addiction_care(asked: Asked, see: View) -> Iterator[Verdict]:
    """Mental health care alone is no answer to an addiction, unless it is asked for (product.md)."""
    if asked.care and not asked.must.get("care_type"):
        yield Verdict("addiction_care", see.same(_no_addiction))


def _no_addiction(see: View, _: frozenset[str]) -> Array:
    alone = see.has("care_type", {"mental_health"}) & ~see.has("care_type", ADDICTION_CARE)
    return alone & ~see.takes_everyone


def exclusive(asked: Asked, see: View) -> Iterator[Verdict]:
    """DUI, opioid or alcohol clients only: shut to others (domain.md 4.2 exclusive codes)."""
    opened = set(asked.either("exclusive"))
    opened |= {"opioid_only"} if asked.opioids or asked.wanted.on_medication else set()
    opened |= {"alcohol_only"} if "alcohol" in asked.wanted.substances else set()
    yield Verdict("exclusive", see.same(_shut, frozenset(opened)))


def _shut(see: View, opened: frozenset[str]) -> Array:
    shut = see.has("exclusive", {"dui_only", "opioid_only", "alcohol_only"} - opened)
    if "opioid_only" not in opened:
        shut |= see.has("opioid_policy", {"opioid_only"})
    return shut & ~see.has("exclusive", opened)


def serves_state(asked: Asked, see: View) -> Iterator[Verdict]:
    """From home counts only where it serves their state; nationwide only if it says so: care that
    says nothing is for the state it stands in (4.3)."""
    state = asked.wanted.state
    if state:
        told = see.stated(SERVED)
        no = told & ~see.has(SERVED, {state})
        if asked.care:
            no |= ~told & see.stated(STANDS_IN) & ~see.has(STANDS_IN, {state})
        yield Verdict("serves_state", ~see.room & no, ~see.room & ~told & ~no & ~see.meeting)


def format_(asked: Asked, see: View) -> Iterator[Verdict]:
    """In person, online or by phone, as they can (domain.md 5.2). A line counts as online."""
    modes, no = asked.wanted.modes, see.nothing()
    if not modes:
        return
    if "in_person" not in modes:
        no |= see.room
    if "online" not in modes:
        no |= ~see.room & ~see.phone
    if not modes & {"phone", "online"}:
        no |= see.phone
    yield Verdict("format", no)


def distance(asked: Asked, see: View) -> Iterator[Verdict]:
    """Within the miles they would travel (domain.md 5.3 rule 8)."""
    yield Verdict("distance", see.beyond(asked), see.unplaced(asked))


def cost(asked: Asked, see: View) -> Iterator[Verdict]:
    """How it can be paid; free meets every purse, and meetings are free (domain.md 4.3)."""
    values = asked.must.get("payment")
    if values and not asked.peers:
        yield fact(see, "cost", "payment", values | {"free"})


def outlook(asked: Asked, see: View) -> Iterator[Verdict]:
    """A stated faith or secular wish filters (domain.md 5.3 rule 4; 42 CFR 54.8)."""
    if "outlook" in asked.must:
        yield fact(see, "outlook", "outlook", asked.must["outlook"])


def asked_for(asked: Asked, see: View) -> Iterator[Verdict]:
    """Every other must: any of the values asked; a wheelchair and a crèche: each (5.3 rule 8)."""
    for axis, values in asked.must.items():
        if axis in EACH_AXES:
            for value in sorted(values):
                yield fact(see, axis, axis, frozenset({value}))
        elif axis not in {"payment", "outlook"}:
            yield fact(see, axis, axis, values)


def times(asked: Asked, see: View) -> Iterator[Verdict]:
    """When they can come, in their own clock (domain.md 5.3 rule 8). Only meetings have times."""
    if asked.times:
        yield Verdict("times", see.out_of_times(asked), see.meeting & ~see.fact("timed"))


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
    alcohol_treatment,
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
