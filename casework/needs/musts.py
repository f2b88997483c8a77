"""Which of what they said must hold, and which is a wish?

Only what was stated; where one answer makes two readings possible, the milder one.
"""

from collections.abc import Mapping
from typing import NamedTuple

from casework.facts import Facts, value
from casework.fields import OPIOIDS
from casework.needs.said import Said
from matching.words import List

Axes = Mapping[str, frozenset[str]]
CARE_MUST: Mapping[str, tuple[str, str]] = {
    "detox": ("care_type", "detox"),
    "residential": ("setting", "residential"),
    "outpatient": ("setting", "outpatient"),
    "intensive_outpatient": ("setting", "intensive_outpatient"),
    "recovery_housing": ("care_type", "recovery_housing"),
}
QUICK_CARE = {"detox": "detox", "medication": "medication"}  # the quick lane asks it in one press
FREE = {"free": ("free", "sliding", "assistance"), "sliding": ("sliding", "assistance", "free")}
ON_OPIOID_MEDICATION = frozenset({"methadone", "buprenorphine"})
STARTS_WITH = {True: ON_OPIOID_MEDICATION, False: ON_OPIOID_MEDICATION | {"naltrexone"}}
# Items of the yearly survey, where silence is a no; of other languages silence says nothing.
SURVEYED_LANGUAGES = frozenset({"es", "ase"})


class Need(NamedTuple):
    """One person's answers, for one list."""

    kind: List
    said: Said
    facts: Facts

    @property
    def treatment(self) -> bool:
        return self.kind is List.TREATMENT

    @property
    def opioids(self) -> bool:
        return bool(self.said.codes("substances") & OPIOIDS)

    @property
    def care(self) -> frozenset[str]:
        """The kinds of care they named; else what the quick lane was asked for."""
        quick = QUICK_CARE.get(value(self.facts, "call.quick") or "")
        named = self.said.codes("care")
        return named or (frozenset({quick}) if quick else frozenset())

    @property
    def language(self) -> str:
        """What they need; a caller who speaks Spanish with us needs it there too."""
        ours = value(self.facts, "call.language") if self.said.side == "caller" else ""
        spoken = self.said.one("speaks") or (ours if ours in SURVEYED_LANGUAGES else "")
        return spoken if spoken and spoken != "en" else ""

    @property
    def must_speak(self) -> bool:
        """A group is no use in a language they do not speak; a clinic may owe them an interpreter, so
        that silence about a language nobody was asked about, or any with an interpreter, is no no."""
        through_one = value(self.facts, "call.interpreter") == "yes"
        return not self.treatment or (self.language in SURVEYED_LANGUAGES and not through_one)

    @property
    def wants(self) -> str:
        return self.said.one("medication_wish")

    @property
    def on_medication(self) -> bool:
        """Takes methadone or buprenorphine, or wants to. Among peers any medication counts, and being
        open to it: a group that is against it is no place for them (domain.md 5.3 rule 3)."""
        takes = self.said.one("medication")
        if {takes, self.wants} & ON_OPIOID_MEDICATION:
            return True
        about = takes in {"naltrexone", "other"} or self.wants in {"naltrexone", "open"}
        return self.kind is List.PEERS and (about or "medication" in self.care)


def musts(need: Need) -> Axes:
    said = need.said
    must: dict[str, set[str]] = {}
    if need.language and need.must_speak:
        must["language"] = {need.language}
    if access := _access(need) - _wished_access(need):
        must["access"] = set(access)
    if need.treatment:
        _treatment(must, need)
    elif said.one("outlook"):
        must["outlook"] = {said.one("outlook")}
    return {axis: frozenset(values) for axis, values in must.items()}


def _treatment(must: dict[str, set[str]], need: Need) -> None:
    said = need.said
    if said.one("gender") in {"female", "male"}:
        must["sex"] = {said.one("gender")}
    for care in sorted(need.care & set(CARE_MUST)):
        axis, word = CARE_MUST[care]
        must.setdefault(axis, set()).add(word)
    if medication := _medication(need):
        must["medication"] = set(medication)
    if said.one("pregnant") == "yes":
        must["pregnancy"] = {"yes"}
    pays = {word for code in said.codes("payment") for word in FREE.get(code, (code,))}
    if pays:
        must["payment"] = pays


def _medication(need: Need) -> frozenset[str]:
    """Which medication a place has to give. Who takes it and has the next dose safe keeps their clinic:
    the place has only to let them, which is a rule of its own."""
    takes = need.said.one("medication")
    if takes in ON_OPIOID_MEDICATION and need.said.one("dose") != "safe":
        return frozenset({takes})
    if need.wants in STARTS_WITH[False]:
        return frozenset({need.wants})
    return STARTS_WITH[need.opioids] if "medication" in need.care else frozenset()


def wishes(need: Need) -> Axes:
    said = need.said
    wish: dict[str, frozenset[str]] = {}
    company = said.codes("company") | (said.codes("also") & {"trauma"})
    if need.treatment and "proof_of_attendance" in said.codes("access"):
        company |= {"court"}  # a programme says it serves court clients, not that it signs papers
    if company:
        wish["company"] = company
    if access := _access(need) & _wished_access(need):
        wish["access"] = access
    if need.language and not need.must_speak:
        wish["language"] = frozenset({need.language})
    if said.one("goal"):
        wish["goal"] = frozenset({said.one("goal")})
    if "mental_health" in said.codes("also"):
        axis = "care_type" if need.treatment else "meeting_format"
        wish[axis] = frozenset({"co_occurring"})
    if need.treatment:
        _of_treatment(wish, need)
    return wish


def _access(need: Need) -> frozenset[str]:
    """What they need of a place. A meeting has no beds, and it may welcome children or have somebody to
    mind them; no clinic says that it signs for a court."""
    asked = need.said.codes("access")
    if need.treatment:
        return asked - {"proof_of_attendance"}
    if need.kind is List.PEERS and "childcare" in asked:
        asked |= {"child_friendly"}
    return asked - {"childrens_beds"} if need.kind is List.PEERS else asked


def _wished_access(need: Need) -> frozenset[str]:
    """Each need of access is a must (domain.md 5.3 rule 8), but where either of two will do, and help
    with the way, which is a help."""
    either = {"childcare", "child_friendly"} if need.kind is List.PEERS else set()
    return frozenset({"transport", *either})


def _of_treatment(wish: dict[str, frozenset[str]], need: Need) -> None:
    if need.said.one("outlook") == "twelve_step":
        wish["approach"] = frozenset({"twelve_step_facilitation"})
    if need.said.one("medication") == "naltrexone":
        wish["medication"] = frozenset({"naltrexone"})
    elif need.wants == "open":
        wish["medication"] = STARTS_WITH[need.opioids]
    elif need.opioids and need.said.one("naloxone") != "yes":
        wish["medication"] = frozenset({"naloxone"})
