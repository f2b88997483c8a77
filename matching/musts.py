"""What does a must say of a row: how it is met, that nobody confirmed it, or what is missing?"""

from math import ceil

from matching.asked import Asked
from matching.because import Because, Facts, Tone
from matching.geo import METRES_PER_MILE, miles
from matching.medication import GIVES
from matching.row import NOTHING, Row
from matching.verdict import MEDICAL_AXES, Verdict
from matching.view import ROOM, WAYS
from matching.words import OF_THE_BUILDING

# What a rule says where its values cannot be named.
NOT_KNOWN = {
    "keeps_medication": "keeps_medication_unknown",
    "role": "role_unknown",
    "distance": "distance_unknown",
    "times": "time_unknown",
    "serves_state": "states_unknown",
    "stay_away": "place_unknown",
    "age": "of_minors",
}
# What is said of an axis whose values are people.
MET = {"age_group": "takes", "sex": "takes", "pregnancy": "takes_pregnant", "company": "among"}
UNMET = {
    **dict.fromkeys(("age_group", "sex"), "takes_unknown"),
    "pregnancy": "pregnant_unknown",
    "company": "among_unknown",
}
ACCEPTS = frozenset({"accepts_medication"})


def met(row: Row, verdict: Verdict) -> Because:
    """A must known to be met, by what the listing states."""
    rule, axis = verdict.rule, verdict.axis
    if row.emergency and (rule == "keeps_medication" or axis in MEDICAL_AXES):
        return Because(rule, Tone.REASON, "everyone")
    if rule == "keeps_medication":
        accepts = row.tags("opioid_policy") & ACCEPTS
        axis = "opioid_policy" if accepts else "medication"
        return Because(rule, Tone.REASON, rule, axis, accepts or row.tags("medication") & GIVES)
    if rule == "role":
        says = f"for_{row.asked.wanted.for_whom.value}"
        return Because(rule, Tone.REASON, says, "for_whom", row.tags("for_whom") & verdict.values)
    stated = row.to_be_had(axis, verdict.values) & row.tags(axis) or verdict.values
    return Because(
        rule, Tone.REASON, "pays" if rule == "cost" else MET.get(axis, "has"), axis, stated
    )


def no_matter(row: Row, verdict: Verdict) -> bool:
    """From home nothing is said of the building."""
    of_the_building = verdict.axis == "access" and verdict.values <= OF_THE_BUILDING
    return of_the_building and row.way != ROOM and not verdict.values & row.tags("access")


def unknown(asked: Asked, verdict: Verdict) -> Because:
    """Nobody confirmed it; of alcohol a place that does not treat it is told of, not hidden."""
    rule, axis = verdict.rule, verdict.axis
    if rule == "alcohol_treatment":
        axis, values = "alcohol_policy", frozenset({"no_alcohol_treatment"})
        return Because(rule, Tone.CAUTION, "alcohol_not_treated", axis, values)
    if rule in NOT_KNOWN:
        values = verdict.values if axis else NOTHING
        return Because(rule, Tone.UNKNOWN, NOT_KNOWN[rule], axis, values)
    if axis == "language":
        return Because(rule, Tone.UNKNOWN, no_language(asked), axis, verdict.values)
    ring = "ring" if verdict.ring else "ask"
    says = f"{UNMET[axis]}_{ring}" if axis in UNMET else ring
    return Because(rule, Tone.UNKNOWN, says, axis, verdict.values)


def no_language(asked: Asked) -> str:
    """Care may owe them an interpreter; a group of people does not."""
    return "no_language_there" if asked.peers else "no_language"


def unmet(row: Row, verdict: Verdict) -> Because:
    """A must that one of the three nearest medical places does not meet."""
    rule, axis = verdict.rule, verdict.axis
    if rule == "distance":
        return Because(rule, Tone.CAUTION, "far", facts=(_limit(row),))
    if rule == "format":
        return Because(rule, Tone.CAUTION, "other_way", "way", *_other_way(row))
    if axis == "language":
        return Because(rule, Tone.CAUTION, "no_language", axis, verdict.values)
    return Because(rule, Tone.CAUTION, "not_listed", axis, verdict.values)


def needed(row: Row, verdict: Verdict) -> Because:
    """The one must a near miss fails: what would have to give (product.md 3)."""
    rule, axis = verdict.rule, verdict.axis
    if rule == "distance":
        far = ("miles", miles(row.away) if row.exact else float(ceil(miles(row.away))))
        return Because(rule, Tone.NEEDS, "needs_distance", facts=(far, _limit(row)))
    if rule == "times":
        every_week = all(slot.nth is None for slot in row.offer.slots)
        says, hole = ("needs_times", "weekly") if every_week else ("needs_day", "day")
        return Because(rule, Tone.NEEDS, says, facts=((hole, row.start()),))
    if rule == "format":
        return Because(rule, Tone.NEEDS, "needs_format", "way", *_other_way(row))
    asked = row.asked.must.get(axis, NOTHING)
    theirs = row.tags(axis)
    if not theirs:
        return Because(rule, Tone.NEEDS, f"needs_other_{rule}", axis, asked)
    return Because(rule, Tone.NEEDS, f"needs_{rule}", axis, asked, (("theirs", theirs),))


def _limit(row: Row) -> tuple[str, float]:
    """What was looked at: nobody may have said a number."""
    return "limit", round(row.asked.limit / METRES_PER_MILE, 1)


def _other_way(row: Row) -> tuple[frozenset[str], Facts]:
    return frozenset(row.asked.wanted.modes), (("theirs", frozenset({WAYS[row.way]})),)
