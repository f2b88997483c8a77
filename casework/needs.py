"""What is wanted, for whom: the facts of a call turned into the words of matching."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from sqlmodel import select

from casework import facts as known_facts
from casework import places
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.facts import Facts, value
from casework.fields import OPIOIDS, years
from db.models import Call, Need
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
FINDS = (("zip", places.of_zip), ("town", places.of_town))
DEFAULT_MILES = {List.TREATMENT: 30.0, List.PEERS: 15.0, List.PRACTICAL: 30.0}
DETOX_WORDS = frozenset({"alcohol", "benzodiazepine", "cocaine", "methamphetamine", "opioid"})


class Wants(NamedTuple):
    """One list a call shows; `folded`: it waits behind one press."""

    side: str
    kind: List
    folded: bool = False


PEERS_FIRST = frozenset({"meeting", "peer"})  # what the quick lane was asked for


def lists_for(relation: str, stage: str = "", facts: Facts | None = None) -> list[Wants]:
    """Which lists a call shows, in their order (product.md 1.3, 3). A relative gets one of their own;
    who lost someone is shown nobody else's; in recovery peers come first and treatment is folded."""
    known = facts or {}
    other = relation not in {"self", "unknown", "not_asked"}
    side = "concerned" if other else "caller"
    treatment, peers = Wants(side, List.TREATMENT), Wants("caller", List.PEERS)
    if stage == "lost_someone" and other:
        return [peers]
    found = [treatment, peers]
    if stage in {"in_recovery", "lost_someone"} and not other:
        found = [peers, treatment._replace(folded=True)]
    elif value(known, "call.quick") in PEERS_FIRST:
        found = [peers, treatment]
    if other:
        found.append(Wants(side, List.PEERS))
    if _codes(known, side, "practical"):
        found.insert(0, Wants(side, List.PRACTICAL))
    return found


def _codes(facts: Facts, side: str, name: str) -> frozenset[str]:
    known = facts.get(f"{side}.{name}")
    return known.codes if known and known.answer == "stated" else frozenset()


def where(facts: Facts, side: str) -> places.Found | None:
    """The place of one person; None while neither ZIP nor town can be read."""
    for name, find in FINDS:
        text = value(facts, f"{side}.{name}")
        if text:
            try:
                return find(text)
            except Refused:
                continue
    return None


def where_missing(facts: Facts, side: str) -> str:
    """Why there is no list yet: nothing said of the place, or nothing we can read."""
    said = [(find, text) for name, find in FINDS if (text := value(facts, f"{side}.{name}"))]
    problems = []
    for find, text in said:
        try:
            find(text)
        except Refused as problem:
            problems.append(str(problem))
    return " ".join(problems) or "Where they are: a ZIP, or a town with its state."


def not_applied(facts: Facts, side: str) -> str:
    """What was wished and could not be understood is said, never dropped in silence."""
    text = value(facts, f"{side}.away_from")
    if text and _place_of(text) is None:
        return f"Not kept away from “{text}”: we do not know where that is. A ZIP works."
    return ""


def _place_of(text: str) -> places.Found | None:
    for _, find in FINDS:
        try:
            return find(text)
        except Refused:
            continue
    return None


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

    def codes(name: str) -> frozenset[str]:
        return _codes(facts, side, name)

    def one(name: str) -> str:
        return value(facts, f"{side}.{name}") or ""

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
        must=_must(kind, codes, one),
        wish=_wish(kind, codes, one),
        age=years(one("age")),
        substances=frozenset(
            SUBSTANCE_WORDS[s] for s in codes("substances") if s in SUBSTANCE_WORDS
        ),
        on_medication=one("medication") in {"methadone", "buprenorphine"}
        or one("medication_wish") in {"methadone", "buprenorphine"},
        pregnant=one("pregnant") == "yes",
        violence=violence,
        stay_away=_stay_away(one),
    )


def _for_whom(side: str, kind: List, relation: str, stage: str) -> ForWhom:
    if stage == "lost_someone" and kind is List.PEERS:
        return ForWhom.BEREAVED
    about_other = relation not in {"self", "unknown", "not_asked"}
    return ForWhom.KIN if side == "caller" and about_other else ForWhom.SELF


def _must(kind: List, codes, one) -> dict[str, frozenset[str]]:  # type: ignore[no-untyped-def]
    must: dict[str, set[str]] = {}
    if one("speaks") and one("speaks") != "en":
        must["language"] = {one("speaks")}
    if "wheelchair" in codes("access"):
        must["access"] = {"wheelchair"}
    if kind is List.TREATMENT:
        _treatment_musts(must, codes, one)
    elif one("outlook"):
        must["outlook"] = {one("outlook")}
    return {axis: frozenset(values) for axis, values in must.items()}


def _treatment_musts(must: dict[str, set[str]], codes, one) -> None:  # type: ignore[no-untyped-def]
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


def _wish(kind: List, codes, one) -> dict[str, frozenset[str]]:  # type: ignore[no-untyped-def]
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


def _stay_away(one) -> StayAway:  # type: ignore[no-untyped-def]
    text, miles = one("away_from"), one("away_miles") or "5"
    if not text:
        return StayAway()
    found = _place_of(text)
    return StayAway(points=((found.place, float(miles)),)) if found else StayAway()


def need_for(desk: Desk, call: Call, side: str, kind: List) -> Need:
    """The need a referral belongs to, made at first use (inside a transaction of `changing`)."""
    found = desk.session.exec(
        select(Need).where(Need.call_id == call.id, Need.side == side, Need.kind == kind.value)
    ).first()
    if found is not None:
        return found
    place = where(known_facts.known(desk, call.id), side)
    need = Need(
        call_id=call.id,
        centre_id=call.centre_id,
        side=side,
        kind=kind.value,
        area=place.area if place else "",
    )
    desk.session.add(need)
    desk.session.flush()
    return need


def hear(desk: Desk, *, call_id: UUID, side: str, kind: List) -> UUID:
    """Note that this kind of help was asked for; its outcome is what reports count."""
    with desk.changing(Act.LOG_CALL):
        call = known_facts.writable(desk, call_id)
        need = need_for(desk, call, side, kind)
        desk.keep(Act.LOG_CALL, need)
        return need.id


def unmet(desk: Desk, *, call_id: UUID, side: str, kind: List, reason: str) -> None:
    """Nothing fitted: the need is written down as unmet, with why (domain.md 6.2)."""
    if reason not in UNMET:
        raise Refused("Choose why nothing fitted.")
    with desk.changing(Act.LOG_CALL):
        call = known_facts.writable(desk, call_id)
        need = need_for(desk, call, side, kind)
        need.outcome, need.unmet_reason = "unmet", reason
        desk.keep(Act.LOG_CALL, need)


UNMET = {
    "no_bed": "no bed",
    "waitlist": "waiting list",
    "cost": "cost",
    "insurance": "insurance said no",
    "too_far": "too far",
    "transport": "no way to get there",
    "hours": "hours",
    "childcare": "childcare",
    "language": "language",
    "access": "access",
    "not_eligible": "not eligible",
    "moud_refused": "does not support medication",
    "documents": "papers missing",
    "unwelcome": "felt unwelcome",
    "changed_mind": "changed their mind",
    "no_contact": "no contact any more",
    "none_exists": "nothing like it exists",
    "other": "something else",
}
