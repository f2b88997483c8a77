"""Which words do we match in: the axes and their values, what is wanted and what is offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum


class Kind(StrEnum):
    """What kind of place an offer is; product.md 2 ("offer kinds beyond clinics and groups")."""

    TREATMENT = "treatment"
    MEETING = "meeting"
    WARM_LINE = "warm_line"
    COACH = "coach"
    RECOVERY_CENTRE = "recovery_centre"
    FAMILY_SKILLS = "family_skills"
    INTERVENTIONIST = "interventionist"
    FAMILY_PEER = "family_peer"
    EMERGENCY_DEPARTMENT = "emergency_department"
    MOBILE_CRISIS = "mobile_crisis"
    SHELTER = "shelter"
    SYRINGE_SERVICE = "syringe_service"
    SERVICE = "service"


PEER_KINDS = frozenset(
    {
        Kind.MEETING,
        Kind.WARM_LINE,
        Kind.COACH,
        Kind.RECOVERY_CENTRE,
        Kind.FAMILY_SKILLS,
        Kind.FAMILY_PEER,
    }
)
CARE_KINDS = frozenset({Kind.TREATMENT, Kind.EMERGENCY_DEPARTMENT, Kind.MOBILE_CRISIS})
PRACTICAL_KINDS = frozenset(
    {Kind.SHELTER, Kind.SYRINGE_SERVICE, Kind.SERVICE, Kind.INTERVENTIONIST}
)


class List(StrEnum):
    """The lists a call can show (product.md 3: "three lists"). `Wanted.kind` names one."""

    TREATMENT = "treatment"
    PEERS = "peers"
    PRACTICAL = "practical"  # shelters, syringe services, other services


class ForWhom(StrEnum):
    SELF = "self"
    KIN = "kin"
    BEREAVED = "bereaved"


class Stage(StrEnum):
    NOT_SURE = "not_sure"
    WANTS_HELP = "wants_help"
    IN_TREATMENT = "in_treatment"
    LEAVING = "leaving"
    IN_RECOVERY = "in_recovery"
    USING_AGAIN = "using_again"
    WORRIED = "worried"
    LOST_SOMEONE = "lost_someone"


class Tier(StrEnum):
    T0 = "T0"
    T1 = "T1"
    T2 = "T2"
    T3 = "T3"
    NOT_CLEARED = "not_cleared"


class Status(StrEnum):
    ACTIVE = "active"
    TEMPORARILY_CLOSED = "temporarily_closed"
    PAUSED = "paused"
    DO_NOT_REFER = "do_not_refer"
    INACTIVE = "inactive"


# Every axis and the values a rule may name. An importer maps foreign codes onto these; a code
# that maps to none is kept as a tag without a value. Axis → value → what a counsellor calls it.
AXES: Mapping[str, Mapping[str, str]] = {
    "care_type": {
        "substance_use": "substance use treatment",
        "mental_health": "mental health treatment",
        "detox": "withdrawal care",
        "co_occurring": "treats mental health beside substance use",
        "recovery_housing": "sober home",
    },
    "setting": {
        "outpatient": "outpatient",
        "intensive_outpatient": "intensive outpatient",
        "day_program": "day programme",
        "outpatient_detox": "withdrawal care as outpatient",
        "outpatient_medication": "medication as outpatient",
        "residential": "live-in",
        "residential_short": "live-in, up to 30 days",
        "residential_long": "live-in, over 30 days",
        "residential_detox": "live-in withdrawal care",
        "hospital": "hospital",
        "hospital_detox": "withdrawal care in hospital",
        "telehealth": "by phone or video",
    },
    "medication": {
        "methadone": "methadone",
        "buprenorphine": "buprenorphine",
        "naltrexone": "naltrexone",
        "otp": "certified opioid programme",
        "naloxone": "naloxone",
        "alcohol_medication": "medication for alcohol",
    },
    "opioid_policy": {
        "accepts_medication": "accepts medication from elsewhere",
        "no_medication": "does not support medication",
        "no_opioid_treatment": "does not treat opioid use",
        "opioid_only": "opioid clients only",
    },
    "alcohol_policy": {
        "accepts_medication": "accepts alcohol medication from elsewhere",
        "no_medication": "gives no medication for alcohol use",
        "no_alcohol_treatment": "does not treat alcohol use",
    },
    "detox_substance": {
        "alcohol": "alcohol withdrawal",
        "benzodiazepine": "benzodiazepine withdrawal",
        "cocaine": "cocaine withdrawal",
        "methamphetamine": "methamphetamine withdrawal",
        "opioid": "opioid withdrawal",
        "medication_used": "uses medication in withdrawal",
    },
    "payment": {
        "medicaid": "Medicaid",
        "medicare": "Medicare",
        "private": "private insurance",
        "self_pay": "cash",
        "state_plan": "state plan",
        "military": "military insurance",
        "tribal": "tribal funds",
        "free": "free",
        "sliding": "sliding fee",
        "assistance": "help with payment",
    },
    "age_group": {
        "children": "children",
        "young_adults": "young adults",
        "adults": "adults",
        "seniors": "seniors",
        "adolescents": "adolescents",
    },
    "sex": {"female": "women", "male": "men"},
    "company": {
        "women": "women",
        "men": "men",
        "non_binary": "non-binary people",
        "lgbtq": "LGBTQ+",
        "young": "young people",
        "seniors": "seniors",
        "poc": "people of colour",
        "native": "Native people",
        "veterans": "veterans",
        "newcomers": "newcomers",
        "professionals": "professionals",
        "parents": "parents",
        "court": "court clients",
        "trauma": "people with trauma",
        "violence_survivors": "survivors of violence",
    },
    "women_only": {"yes": "women only", "no": "not women only"},
    "men_only": {"yes": "men only", "no": "not men only"},
    "pregnancy": {"yes": "takes pregnant women", "no": "does not take pregnant women"},
    "language": {},  # BCP 47 codes: en, es, ase, fr, zh, vi …
    "access": {
        "wheelchair": "wheelchair",
        "accessible_toilet": "accessible toilet",
        "childcare": "childcare",
        "child_friendly": "children welcome",
        "childrens_beds": "beds for children",
        "transport": "help with transport",
        "proof_of_attendance": "proof of attendance",
        "fragrance_free": "fragrance free",
        "outdoors": "outdoors",
        "large_print": "large print",
    },
    "outlook": {"twelve_step": "12-step", "secular": "secular", "faith": "faith-based"},
    "moud_stance": {
        "affirming": "made for people on medication",
        "accepts": "accepts medication",
        "varies": "varies by group: ask before sharing",
        "abstinence_only": "does not support medication; you do not need to stop yours",
    },
    "goal": {"abstinent": "not using", "reduce": "using less"},
    "substance_focus": {
        "alcohol": "alcohol",
        "any_drug": "any drug",
        "opioids": "opioids",
        "cocaine": "cocaine",
        "cannabis": "cannabis",
        "stimulants": "stimulants",
    },
    "for_whom": {
        "self": "for the person who uses",
        "kin": "for family and friends",
        "bereaved": "for people who lost someone",
        "teen_kin": "for children of someone who uses",
    },
    "open_closed": {"open": "open to anyone", "closed": "only for people with the problem"},
    "exclusive": {
        "dui_only": "DUI clients only",
        "opioid_only": "opioid clients only",
        "alcohol_only": "alcohol clients only",
    },
    "meeting_format": {
        "speaker": "speaker",
        "discussion": "discussion",
        "step": "step study",
        "literature": "literature",
        "meditation": "meditation",
        "beginner": "beginners",
        "co_occurring": "dual diagnosis",
    },
    "approach": {
        "craft": "CRAFT",
        "skills": "skills training",
        "confrontation": "arranged intervention",
        "individual": "one to one",
        "group": "group counselling",
        "family": "family counselling",
        "twelve_step_facilitation": "12-step facilitation",
        "trauma": "trauma counselling",
    },
    "ancillary": {
        "case_management": "case management",
        "peer_support": "peer support",
        "housing": "help with housing",
        "employment": "help with work",
        "violence_services": "services for survivors of violence",
        "interim": "interim care while waiting",
    },
    "licence": {},
    "smoking": {},
}

# On these axes a stated value rules the others out: a group for family is not one for the person
# who uses, a 12-step group is not a secular one unless it says both.
DECIDED_AXES = frozenset(
    {"for_whom", "open_closed", "moud_stance", "outlook", "women_only", "men_only", "pregnancy"}
)
# Values that rule out the rest of their axis, on axes that are not decided as a whole.
REFUSALS: Mapping[str, frozenset[str]] = {
    "opioid_policy": frozenset({"no_medication", "no_opioid_treatment"}),
    "alcohol_policy": frozenset({"no_medication", "no_alcohol_treatment"}),
}
# On these axes one value does not stand in for another: a must asks for each of them.
EACH_AXES = frozenset({"access"})
# What is asked of a building, and is no matter from home.
OF_THE_BUILDING = frozenset({"wheelchair", "accessible_toilet", "transport", "fragrance_free"})
MEDICAL_SETTINGS = frozenset({"hospital", "hospital_detox", "residential_detox"})
# A meeting that states neither is held in another language.
UNDERSTOOD = frozenset({"en", "ase"})
# What needs a bed, a nurse or a counter in the room, and is not to be had from home.
IN_A_ROOM: Mapping[str, frozenset[str]] = {
    "care_type": frozenset({"detox", "recovery_housing"}),
    "setting": frozenset(
        {
            "residential",
            "residential_short",
            "residential_long",
            "residential_detox",
            "outpatient_detox",
            "hospital",
            "hospital_detox",
        }
    ),
    "detox_substance": frozenset(
        {"alcohol", "benzodiazepine", "cocaine", "methamphetamine", "opioid", "medication_used"}
    ),
    "medication": frozenset({"methadone", "otp"}),
    "access": frozenset({"childrens_beds"}),
}


class Precision(StrEnum):
    POINT = "point"
    STREET = "street"
    ZIP = "zip"
    CITY = "city"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A point on earth (degrees) and how sure we are of it."""

    lat: float
    lon: float
    precision: Precision = Precision.POINT


@dataclass(frozen=True, slots=True)
class Slot:
    """One weekly time in its own zone.

    `weekday` 0 is Sunday; `nth` is 1–4, or -1 for the last week of the month; None is every week.
    On a meeting it is when people meet; on any other kind it is when the door or line is open.
    """

    weekday: int
    start: time
    minutes: int
    zone: str
    nth: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a counsellor heard: kind is full, not_taking, waits, wrong_number, closed, no_medicaid or kind."""

    kind: str
    at: datetime
    weeks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One place or meeting, in the words of matching (contracts.md 3)."""

    key: str
    kind: Kind
    name: str
    group: str = ""
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    complete: frozenset[str] = frozenset()
    refused: Mapping[str, frozenset[str]] = field(default_factory=dict)  # axis → values known no
    place: Place | None = None
    in_person: bool = True
    online: bool = False
    served_states: frozenset[str] = frozenset()
    state: str = (
        ""  # where it stands: care from home is for it alone, unless it says whom it serves
    )
    slots: Sequence[Slot] = ()
    ages: tuple[int | None, int | None] = (None, None)
    status: Status = Status.ACTIVE
    how_soon: int | None = None  # hours until a place is expected; 0 walk-in today; None not stated
    confirmed_on: date | None = None
    reports: Sequence[Report] = ()
    quality: int = 500  # thousandths; 500 = not known, or as good as the others like it
    got_in: int | None = None  # thousandths of those sent there lately who got in; None: not known
    explore: int = 0  # thousandths: how much there is still to learn of it; counts at T3 only
    load: int = 0  # 0–2000
    unverified: bool = False
    gone_since: date | None = None  # its source lists it no more, and its grace is not over
    fellowship: str = ""  # "AA", "SMART Recovery"; a list does not fill up with one of them
    words: str = ""  # what else it is looked up by: town, state, ZIP


@dataclass(frozen=True, slots=True)
class StayAway:
    """What to keep away from: points with miles, groups, tags (axis → values), and venues.

    A person is kept away from by the places and groups they go to. `venues` are keys of listings:
    whatever meets at their door is kept away from, and their own room.
    """

    points: Sequence[tuple[Place, float]] = ()
    groups: frozenset[str] = frozenset()
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)
    venues: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One need, in the words of matching (contracts.md 3).

    `times`: (weekday 0 Sunday, part of day 0–3: night, morning, afternoon, evening) in `zone`;
    empty = any. The parts begin at midnight, 6:00, 12:00 and 18:00.
    `must` and `wish`: axis → any of these values; a must on `access` asks for each of them.
    `zone`: the caller's IANA zone. `did_not_suit`: groups or keys tried before.
    `substances`: alcohol, benzodiazepine, opioid, cocaine, methamphetamine, cannabis.
    `violence`: said of the person this list is for, never of somebody else on the call.
    `by_outcomes`: whether how it went for others may count; a clinical lead can switch it off.
    `kinds`: only these kinds of the practical list, where they said which help; empty is any.
    `place`: where they will be: for who leaves treatment, the town they go home to.
    `about_another`: whoever hears the list is not who it is for, so that it says "they".
    """

    kind: List
    for_whom: ForWhom = ForWhom.SELF
    stage: Stage | None = None
    tier: Tier = Tier.NOT_CLEARED
    place: Place | None = None
    state: str | None = None
    within_miles: float = 25.0
    travel: str = "car"  # car, transit, walk
    modes: frozenset[str] = frozenset({"in_person", "online"})
    times: frozenset[tuple[int, int]] = frozenset()
    zone: str = "UTC"
    must: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wish: Mapping[str, frozenset[str]] = field(default_factory=dict)
    age: int | None = None
    substances: frozenset[str] = frozenset()
    on_medication: bool = False
    pregnant: bool = False
    violence: bool = False
    stay_away: StayAway = StayAway()
    did_not_suit: frozenset[str] = frozenset()
    words: str = ""
    kinds: frozenset[Kind] = frozenset()
    by_outcomes: bool = True
    about_another: bool = False
