"""What should be said of each must: plain Python, written from docs/sayings.md."""

from datetime import timedelta
from math import ceil

from tests.matching.oracle import Oracle
from tests.matching.oracle_facts import (
    HELD_BY,
    NO,
    ROOM,
    UNKNOWN,
    tags,
)
from tests.matching.oracle_spoken import Spoken, ground

SUBSTANCES = ["alcohol", "benzodiazepine", "opioid", "cocaine", "methamphetamine"]
EVERYONE = {
    *("medication", "opioid_policy", "alcohol_policy", "pregnancy", "detox_substance"),
    *("age_group", "exclusive"),
}
NOT_SAID = ["alcohol_treatment", "serves_state", "format", "distance", "stay_away", "times"]
SAFE = {"medication", "pregnancy", "detox_substance"}
PEOPLE = {"age_group": "takes", "sex": "takes", "pregnancy": "takes_pregnant", "company": "among"}


class MustWords(Spoken, Oracle):
    """Of the row that is `offer` by `way`."""

    def musts(self):
        answers = {}
        for rule, answer, *marks in self.verdicts(self.offer, self.way):
            if "earns" in marks or rule not in self.must:  # "exclusive" is a rule and may be asked
                answers.setdefault(rule, []).append(answer)
        others = sorted(set(self.must) - {"payment", "outlook"})
        order = [
            "age",
            "keeps_medication",
            "alcohol_treatment",
            "withdrawal",
            "serves_state",
            "format",
        ]
        order += ["distance", "cost"]
        if self.peers:
            yield from self.must_said("role", answers["role"][0])
        for rule in [*order, "outlook", *others, "stay_away", "times"]:
            for number, answer in enumerate(self.answers(rule, answers)):
                yield from self.must_said(rule, answer, number)

    def answers(self, rule, answers):
        if rule == "serves_state" and self.w.state and self.way != ROOM:
            return answers.get(rule, [] if self.meeting else [UNKNOWN])
        if rule == "alcohol_treatment" and self.care and self.opioid:
            told = "alcohol" in self.w.substances
            refuses = "no_alcohol_treatment" in tags(self.offer, "alcohol_policy")
            return [UNKNOWN] if told and refuses else []
        if rule == "times":
            untimed = self.meeting and self.start(self.offer, self.way)[0] is None
            every = len(self.w.times) in (0, 28)
            return [] if every else [UNKNOWN] if untimed else answers[rule]
        return answers.get(rule, [])

    def asked(self, rule, number):
        """The axis and the values a must asks for."""
        if rule == "withdrawal":
            theirs = [s for s in SUBSTANCES if s in self.w.substances]
            return "detox_substance", {theirs[number]}
        if rule == "access":
            return "access", {sorted(self.must["access"])[number]}
        if rule == "cost":
            return "payment", self.must["payment"] | {"free"}
        return rule, self.must.get(rule, set())

    def must_said(self, rule, answer, number=0):
        axis, values = self.asked(rule, number)
        if answer == NO:
            if self.near_miss:
                yield self.give(rule, axis)
            elif self.kept and rule not in HELD_BY:
                yield self.lacks(rule, axis, values)
        elif answer == UNKNOWN:
            yield self.open_question(rule, axis, values)
        elif rule == "role":
            yield "reason", f"for_{self.w.for_whom.value}", {}
        elif self.emergency and (axis in EVERYONE or rule == "keeps_medication"):
            yield "reason", "everyone", {}
        elif rule == "keeps_medication":
            yield "reason", "keeps_medication", {}
        elif rule not in NOT_SAID:
            yield from self.met(rule, axis, values)

    def met(self, rule, axis, values):
        stated = tags(self.offer, axis) & self.to_be_had(axis, values, self.way)
        key = "pays" if rule == "cost" else PEOPLE.get(axis, "has")
        if stated:  # else it is no matter from home
            yield "reason", key, {} if key == "takes_pregnant" else {"all": (axis, stated)}

    def open_question(self, rule, axis, values):
        if rule == "alcohol_treatment":
            return "caution", "alcohol_not_treated", {}
        fixed = {
            "keeps_medication": "keeps_medication_unknown",
            "role": "role_unknown",
            "serves_state": "states_unknown",
            "distance": "distance_unknown",
            "stay_away": "place_unknown",
            "age": "of_minors",
            "times": "time_unknown",
        }
        if rule in fixed:
            return "unknown", fixed[rule], {}
        if axis == "language":
            return "unknown", self.no_language, {"any": (axis, values)}
        safety = (
            axis in SAFE
            or (axis == "access" and "wheelchair" in values)
            or (axis == "age_group" and bool(values & {"adolescents", "children"}))
            or (axis == "opioid_policy" and "accepts_medication" in values)
        )
        end = "ring" if safety else "ask"
        if axis == "pregnancy":
            return "unknown", "pregnant_unknown_ring", {}
        key = {"takes": f"takes_unknown_{end}", "among": f"among_unknown_{end}"}
        return "unknown", key.get(PEOPLE.get(axis), end), {"any": (axis, values)}

    @property
    def no_language(self):
        return "no_language_there" if self.peers else "no_language"

    def lacks(self, rule, axis, values):
        if rule == "distance":
            return "caution", "far", {"limit": self.looked()}
        if rule == "format":
            return "caution", "other_way", self.ways_asked()
        key = "no_language" if axis == "language" else "not_listed"
        return "caution", key, {"any": (axis, values)}

    def give(self, rule, axis):
        if rule == "distance":
            miles = ground(self.away(self.offer, self.way))
            miles = miles if self.sure() else ceil(miles)
            return "needs", "needs_distance", {"miles": miles, "limit": self.looked()}
        if rule == "times":
            start = self.now + timedelta(minutes=self.start(self.offer, self.way)[0])
            if any(slot.nth for slot in self.offer.slots):
                return "needs", "needs_day", {"day": start}
            return "needs", "needs_times", {"weekly": start}
        if rule == "format":
            return "needs", "needs_format", self.ways_asked()
        wanted, theirs = {"any": (axis, self.must[axis])}, tags(self.offer, axis)
        if not theirs:
            return "needs", f"needs_other_{rule}", wanted
        return "needs", f"needs_{rule}", {"theirs": (axis, theirs), **wanted}

    def looked(self):
        return min(self.w.within_miles, {"walk": 4, "transit": 25}.get(self.w.travel, 10**6))

    def ways_asked(self):
        return {"theirs": ("way", {self.way}), "any": ("way", self.w.modes)}
