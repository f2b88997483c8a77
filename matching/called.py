"""By which plain words is a service looked for: the names of values and kinds, and what else they
are called?

A value that says no ("does not take pregnant women") is found by no word.
"""

from collections.abc import Mapping
from functools import cache

from matching.spelling import LITTLE, fold, words_in
from matching.words import AXES, Kind

LANGUAGES: Mapping[str, str] = {
    "en": "English", "es": "Spanish", "ase": "sign language", "fr": "French", "pt": "Portuguese",
    "ru": "Russian", "ar": "Arabic", "zh": "Chinese", "vi": "Vietnamese", "ko": "Korean",
    "ht": "Haitian Creole", "tl": "Tagalog", "pl": "Polish", "it": "Italian", "de": "German",
    "hmn": "Hmong", "ja": "Japanese", "fa": "Farsi", "hi": "Hindi",
}  # fmt: skip
# Words that would call half the directory, or what the value is not.
EMPTY = LITTLE | {
    "accepts", "any", "anyone", "as", "beside", "care", "elsewhere", "help", "less", "made", "not",
    "one", "only", "over", "people", "person", "problem", "someone", "takes", "treats", "up", "use",
    "uses", "using", "while",
}  # fmt: skip
SAYS_NO = frozenset(
    {
        ("women_only", "no"),
        ("men_only", "no"),
        ("pregnancy", "no"),
        ("opioid_policy", "no_medication"),
        ("opioid_policy", "no_opioid_treatment"),
        ("opioid_policy", "no_alcohol_treatment"),
        ("moud_stance", "abstinence_only"),
        ("moud_stance", "varies"),
    }
)
ALSO_CALLED: Mapping[tuple[str, str], str] = {
    ("care_type", "detox"): "detox",
    ("care_type", "recovery_housing"): "recovery housing halfway house",
    ("setting", "outpatient_detox"): "detox",
    ("setting", "residential"): "residential rehab inpatient",
    ("setting", "residential_short"): "residential rehab inpatient",
    ("setting", "residential_long"): "residential rehab inpatient",
    ("setting", "residential_detox"): "residential detox inpatient",
    ("setting", "hospital"): "inpatient",
    ("setting", "hospital_detox"): "detox inpatient",
    ("setting", "intensive_outpatient"): "iop",
    ("setting", "day_program"): "day program",
    ("setting", "telehealth"): "telehealth",
    ("medication", "buprenorphine"): "suboxone subutex sublocade zubsolv brixadi",
    ("medication", "naltrexone"): "vivitrol",
    ("medication", "naloxone"): "narcan",
    ("medication", "otp"): "otp",
    ("company", "women"): "womens ladies",
    ("company", "men"): "mens",
    ("company", "lgbtq"): "lgbt lgbtq lgbtqia gay lesbian bisexual transgender queer",
    ("company", "young"): "youth",
    ("women_only", "yes"): "womens ladies",
    ("men_only", "yes"): "mens",
    ("pregnancy", "yes"): "pregnancy",
    ("for_whom", "kin"): "relatives parents",
    ("for_whom", "bereaved"): "grief bereaved bereavement loss",
    ("for_whom", "teen_kin"): "alateen",
    ("outlook", "twelve_step"): "twelve",
    ("language", "ase"): "asl",
    ("language", "fa"): "persian",
}
KIND_CALLED: Mapping[Kind, str] = {
    Kind.TREATMENT: "treatment",
    Kind.MEETING: "meeting group",
    Kind.WARM_LINE: "warm line warmline",
    Kind.COACH: "recovery coach",
    Kind.RECOVERY_CENTRE: "recovery centre center",
    Kind.FAMILY_SKILLS: "family skills",
    Kind.INTERVENTIONIST: "interventionist intervention",
    Kind.FAMILY_PEER: "family peer",
    Kind.EMERGENCY_DEPARTMENT: "emergency department room er",
    Kind.MOBILE_CRISIS: "mobile crisis",
    Kind.SHELTER: "shelter",
    Kind.SYRINGE_SERVICE: "syringe needle exchange service",
    Kind.SERVICE: "",
}

FELLOWSHIPS: Mapping[str, str] = {
    "aa": "Alcoholics Anonymous",
    "na": "Narcotics Anonymous",
    "ca": "Cocaine Anonymous",
    "ha": "Heroin Anonymous",
    "ma": "Marijuana Anonymous",
    "cma": "Crystal Meth Anonymous",
    "daa": "Drug Addicts Anonymous",
    "coda": "Co-Dependents Anonymous",
    "aca": "Adult Children of Alcoholics",
    "mara": "Medication-Assisted Recovery Anonymous",
}
FACTS = frozenset({"kind", "away"})  # what is no axis
FROM_HOME = frozenset({"online", "virtual", "zoom"})  # what can be used from home


@cache
def of_value(axis: str, value: str) -> frozenset[str]:
    """The words by which a listing with this value is found."""
    if (axis, value) in SAYS_NO:
        return frozenset()
    name = LANGUAGES.get(value, "") if axis == "language" else AXES.get(axis, {}).get(value, "")
    return frozenset(words_in(fold(f"{name} {ALSO_CALLED.get((axis, value), '')}"))) - EMPTY


def of_fellowship(name: str) -> str:
    """ "NA Narcotics Anonymous"; as it stands where we know no other name."""
    return f"{name} {FELLOWSHIPS.get(name.casefold(), '')}"


@cache
def of_kind(kind: Kind) -> frozenset[str]:
    return frozenset(KIND_CALLED[kind].split())


@cache
def by_word() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Word → the (axis, value) it may mean; beside the axes "kind", and "away" for from home."""
    found: dict[str, list[tuple[str, str]]] = {}
    pairs = [(axis, value) for axis, values in AXES.items() for value in values]
    pairs += [("language", value) for value in LANGUAGES]
    for axis, value in pairs:
        for word in of_value(axis, value):
            found.setdefault(word, []).append((axis, value))
    for kind in Kind:
        for word in of_kind(kind):
            found.setdefault(word, []).append(("kind", kind.value))
    for word in FROM_HOME:
        found.setdefault(word, []).append(("away", "yes"))
    return {word: tuple(found[word]) for word in sorted(found)}
