"""What is wanted, for whom: the facts of a call turned into the words of matching."""

from collections.abc import Mapping

from casework.facts import Facts
from casework.fields import OPIOIDS, years
from casework.needs.said import Said, place_of, where
from matching.words import ForWhom, List, Stage, StayAway, Tier, Wanted

# Our substance → the word withdrawal care and tie-breaks use (domain.md 4.2).
SUBSTANCE_WORDS = {
    **dict.fromkeys(OPIOIDS, "opioid"),
    "alcohol": "alcohol",
    "benzodiazepine": "benzodiazepine",
    "sedatives": "benzodiazepine",
    "cocaine": "cocaine",
    "methamphetamine": "methamphetamine",
    "stimulants": "methamphetamine",
    "cannabis": "cannabis",
}
CARE_MUST: Mapping[str, tuple[str, str]] = {
    "detox": ("care_type", "detox"),
    "residential": ("setting", "residential"),
    "outpatient": ("setting", "outpatient"),
    "intensive_outpatient": ("setting", "intensive_outpatient"),
    "recovery_housing": ("care_type", "recovery_housing"),
}
# (weekday 0 Sunday, part of day: night, morning, afternoon, evening)
TIMES: Mapping[str, frozenset[tuple[int, int]]] = {
    "weekday_day": frozenset((day, part) for day in range(1, 6) for part in (1, 2)),
    "weekday_evening": frozenset((day, 3) for day in range(1, 6)),
    "saturday": frozenset((6, part) for part in range(4)),
    "sunday": frozenset((0, part) for part in range(4)),
}
FREE = {"free": ("free", "sliding", "assistance"), "sliding": ("sliding", "assistance", "free")}
DEFAULT_MILES = {List.TREATMENT: 30.0, List.PEERS: 15.0, List.PRACTICAL: 30.0}
DETOX_WORDS = frozenset({"alcohol", "benzodiazepine", "cocaine", "methamphetamine", "opioid"})


def wanted(
    facts: Facts,
    *,
    side: str,
    kind: List,
    relation: str,
    stage: str,
    tier: str,
    violence: bool = False,
) -> Wanted:
    """What one list of one person asks for. Only what was stated becomes a must; nothing is guessed."""

    said = Said(facts, side)
    codes, one = said.codes, said.one
    found = where(facts, side)
    return Wanted(
        kind=kind,
        for_whom=_for_whom(side, kind, relation, stage),
        stage=Stage(stage) if stage in set(Stage) else None,
        tier=Tier(tier),
        place=found.place if found else None,
        state=found.state if found else None,
        zone=found.zone if found else "America/New_York",
        within_miles=float(one("within") or DEFAULT_MILES[kind]),
        travel=one("travel") or "car",
        modes=codes("modes") or frozenset({"in_person", "online"}),
        times=frozenset().union(*(TIMES[t] for t in codes("times"))),
        must=_must(kind, said),
        wish=_wish(kind, said),
        age=years(one("age")),
        substances=frozenset(
            SUBSTANCE_WORDS[s] for s in codes("substances") if s in SUBSTANCE_WORDS
        ),
        on_medication=one("medication") in {"methadone", "buprenorphine"}
        or one("medication_wish") in {"methadone", "buprenorphine"},
        pregnant=one("pregnant") == "yes",
        violence=violence,
        stay_away=_stay_away(said),
    )


def _for_whom(side: str, kind: List, relation: str, stage: str) -> ForWhom:
    if stage == "lost_someone" and kind is List.PEERS:
        return ForWhom.BEREAVED
    about_other = relation not in {"self", "unknown", "not_asked"}
    return ForWhom.KIN if side == "caller" and about_other else ForWhom.SELF


def _must(kind: List, said: Said) -> dict[str, frozenset[str]]:
    codes, one = said.codes, said.one
    must: dict[str, set[str]] = {}
    if one("speaks") and one("speaks") != "en":
        must["language"] = {one("speaks")}
    if "wheelchair" in codes("access"):
        must["access"] = {"wheelchair"}
    if kind is List.TREATMENT:
        _treatment_musts(must, said)
    elif one("outlook"):
        must["outlook"] = {one("outlook")}
    return {axis: frozenset(values) for axis, values in must.items()}


def _treatment_musts(must: dict[str, set[str]], said: Said) -> None:
    codes, one = said.codes, said.one
    for care in sorted(codes("care") & set(CARE_MUST)):
        axis, word = CARE_MUST[care]
        must.setdefault(axis, set()).add(word)
    substances = {SUBSTANCE_WORDS.get(s, "") for s in codes("substances")} & DETOX_WORDS
    if "detox" in codes("care") and substances:
        must["detox_substance"] = substances
    if "medication" in codes("care"):
        opioids = codes("substances") & OPIOIDS
        must["medication"] = {"methadone", "buprenorphine"} | (set() if opioids else {"naltrexone"})
    medication = one("medication") if one("medication") in {"methadone", "buprenorphine"} else ""
    medication = medication or one("medication_wish")
    if medication in {"methadone", "buprenorphine", "naltrexone"}:
        must["medication"] = {medication}
    if one("pregnant") == "yes":
        must["pregnancy"] = {"yes"}
    pays = {word for code in codes("payment") for word in FREE.get(code, (code,))}
    if pays:
        must["payment"] = pays


def _wish(kind: List, said: Said) -> dict[str, frozenset[str]]:
    codes, one = said.codes, said.one
    wish: dict[str, frozenset[str]] = {}
    if codes("company"):
        wish["company"] = codes("company")
    if codes("access") - {"wheelchair"}:
        wish["access"] = codes("access") - {"wheelchair"}
    if kind is List.TREATMENT and codes("substances") & OPIOIDS and one("naloxone") != "yes":
        wish["medication"] = frozenset({"naloxone"})
    if kind is List.TREATMENT and one("outlook") == "twelve_step":
        wish["approach"] = frozenset({"twelve_step_facilitation"})
    return wish


def _stay_away(said: Said) -> StayAway:
    text, miles = said.one("away_from"), said.one("away_miles") or "5"
    if not text:
        return StayAway()
    found = place_of(text)
    return StayAway(points=((found.place, float(miles)),)) if found else StayAway()
