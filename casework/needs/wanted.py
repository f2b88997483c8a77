"""What is wanted, for whom: the facts of a call turned into the words of matching."""

from casework.facts import Facts
from casework.fields import OPIOIDS, times, years
from casework.needs.beside import Beside
from casework.needs.musts import Need, musts, wishes
from casework.needs.said import Said, where
from matching.words import ForWhom, Kind, List, Stage, StayAway, Tier, Wanted

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
DEFAULT_MILES = {List.TREATMENT: 30.0, List.PEERS: 15.0, List.PRACTICAL: 30.0}
NOTHING = Beside()


def wanted(
    facts: Facts,
    *,
    side: str,
    kind: List,
    relation: str,
    stage: str,
    tier: str,
    beside: Beside = NOTHING,
    by_outcomes: bool = True,
) -> Wanted:
    """What one list of one person asks for. Only what was stated becomes a must; nothing is guessed."""
    said = Said(facts, side)
    codes, one = said.codes, said.one
    need = Need(kind, said, facts)
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
        travel=one("travel") if one("travel") in {"transit", "walk"} else "car",
        modes=_modes(need),
        times=times.cells(codes("times")),
        must=musts(need),
        wish=wishes(need),
        age=years(one("age")),
        substances=frozenset(
            SUBSTANCE_WORDS[s] for s in codes("substances") if s in SUBSTANCE_WORDS
        ),
        on_medication=need.on_medication,
        pregnant=one("pregnant") == "yes",
        violence=beside.violence,
        stay_away=StayAway(beside.points, beside.groups, venues=beside.venues),
        did_not_suit=beside.did_not_suit,
        words=one("words"),
        kinds=_kinds(codes("practical")) if kind is List.PRACTICAL else frozenset(),
        by_outcomes=by_outcomes,
        about_another=side == "concerned",
    )


def _kinds(practical: frozenset[str]) -> frozenset[Kind]:
    """What they need, by the kinds of the directory; other help is whatever is neither."""
    return frozenset(Kind(code) for code in practical if code in set(Kind))


def _modes(need: Need) -> frozenset[str]:
    """Who cannot travel is looked for from home. Care by phone is listed as online: it counts for both
    (domain.md 4.3: medication may be started by telephone alone)."""
    modes = need.said.codes("modes") or frozenset({"in_person", "online"})
    if need.said.one("travel") == "none":
        modes = modes - {"in_person"} or frozenset({"online", "phone"})
    return modes | {"online"} if need.treatment and "phone" in modes else modes


def _for_whom(side: str, kind: List, relation: str, stage: str) -> ForWhom:
    if stage == "lost_someone" and kind is List.PEERS:
        return ForWhom.BEREAVED
    about_other = relation not in {"self", "unknown", "not_asked"}
    return ForWhom.KIN if side == "caller" and about_other else ForWhom.SELF
