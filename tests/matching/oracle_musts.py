"""Who may be shown, must by must: yes, no or unknown?"""

from matching.words import ForWhom, Kind, List, Status, Tier
from tests.matching.oracle_facts import (
    ASK,
    BUILDING,
    ED_AXES,
    GIVES,
    HELD_BY,
    HOME,
    NO,
    PHONE,
    REFUSES,
    ROOM,
    ROOM_ONLY,
    UNKNOWN,
    YES,
    Entry,
    apart,
    known,
    slack,
    tags,
)
from tests.matching.oracle_times import Times


class Musts(Times):
    def judge(self, offer, way, held):
        verdicts = list(self.verdicts(offer, way))
        failed = [rule for rule, answer, *_ in verdicts if answer == NO]
        if held:
            failed = [rule for rule in failed if rule in HELD_BY]
        ring = any(v[1] == UNKNOWN and "ring" in v[2:] for v in verdicts)
        e = Entry(offer, way, failed, ring)
        e.score = 300 * sum(v[1] == YES and "earns" in v[2:] for v in verdicts)
        return e

    def verdicts(self, offer, way):
        w, whom = self.w, self.w.for_whom
        no = {True: NO, False: YES}
        closed = offer.status is Status.TEMPORARILY_CLOSED and way != ROOM
        yield "status", no[offer.status is not Status.ACTIVE and not closed]
        if self.peers:
            yield "danger_first", no[w.tier is Tier.T0]
            yield "role", self.role(offer), "earns"
            if whom is not ForWhom.SELF:
                theirs = tags(offer, "for_whom") & {whom.value, "teen_kin"}
                yield "closed_meetings", no["closed" in tags(offer, "open_closed") and not theirs]
        if w.kind is List.PRACTICAL:
            arranged = offer.kind is Kind.INTERVENTIONIST
            other = bool(w.kinds) and offer.kind not in w.kinds
            yield "role", no[other or (arranged and whom is not ForWhom.KIN)]
        yield "only_if_asked", no[self.not_asked(offer)]
        yield "exclusive", no[self.shut(offer)]
        if w.age is not None:
            yield "age", no[self.wrong_age(offer)]
        yield from self.care_verdicts(offer, way)
        modes = {ROOM: {"in_person"}, HOME: {"online"}, PHONE: {"phone", "online"}}[way]
        yield "format", no[bool(w.modes) and not (w.modes & modes)]
        away = self.away(offer, way)
        yield "distance", UNKNOWN if away is None else no[away > self.reach]
        if "payment" in self.must and not self.peers:
            yield self.fact(offer, "cost", "payment", self.must["payment"] | {"free"}, way)
        yield from self.asked_for(offer, way)
        if w.state and way != ROOM and offer.served_states:
            yield "serves_state", YES if w.state in offer.served_states else NO
        elif w.state and way != ROOM and self.care and offer.state not in ("", w.state):
            yield "serves_state", NO
        yield "stay_away", self.stay_away(offer, way), "ring"
        _, outside = self.start(offer, way)
        yield "times", no[outside]

    def care_verdicts(self, offer, way):
        w = self.w
        if not self.care:
            return
        if w.age is None and self.of_minors(offer):
            yield "age", UNKNOWN
        emergency = offer.kind is Kind.EMERGENCY_DEPARTMENT
        if not self.must.get("care_type"):
            treats = tags(offer, "care_type")
            other = treats & {"substance_use", "detox", "co_occurring", "recovery_housing"}
            alone = "mental_health" in treats and not other and not emergency
            yield "addiction_care", NO if alone else YES
        if w.on_medication:
            accepts = known(offer, "opioid_policy", {"accepts_medication"})
            gives = known(offer, "medication", GIVES)
            refuses = tags(offer, "opioid_policy") & REFUSES
            answer = YES if YES in (accepts, gives) else UNKNOWN
            if refuses or (accepts == NO and gives == NO):
                answer = NO
            yield "keeps_medication", YES if emergency else answer, "earns", "ring"
        if self.opioid:
            refuses = "no_opioid_treatment" in tags(offer, "opioid_policy")
            yield "opioid_treatment", NO if refuses else YES
        if "alcohol" in w.substances and not self.opioid:
            refuses = "no_alcohol_treatment" in tags(offer, "alcohol_policy")
            yield "alcohol_treatment", NO if refuses else YES
        yield from self.withdrawal(offer, way)

    def withdrawal(self, offer, way):
        w, settings = self.w, {"outpatient_detox", "residential_detox", "hospital_detox"}
        if "detox" in self.must.get("care_type", ()) or self.must.get("setting", set()) & settings:
            for s in ["alcohol", "benzodiazepine", "opioid", "cocaine", "methamphetamine"]:
                if s in w.substances:
                    yield self.fact(offer, "withdrawal", "detox_substance", {s}, way)

    def asked_for(self, offer, way):
        for axis, values in self.must.items():
            for some in [{v} for v in sorted(values)] if axis == "access" else [values]:
                if axis == "access" and way != ROOM and some <= BUILDING:
                    yield axis, YES, "earns"
                elif axis != "payment":
                    yield self.fact(offer, axis, axis, some, way)

    def fact(self, offer, rule, axis, values, way):
        answer = known(offer, axis, values)
        if offer.kind is Kind.EMERGENCY_DEPARTMENT and axis in ED_AXES:
            answer = YES
        room_only = ROOM_ONLY.get(axis, set()) & set(values)
        if way != ROOM and room_only:
            rest = set(values) - room_only
            answer = known(offer, axis, rest) if rest else NO
        safety = (
            axis in ("medication", "pregnancy", "detox_substance")
            or (axis == "access" and "wheelchair" in values)
            or (axis == "age_group" and bool(set(values) & {"adolescents", "children"}))
            or (axis == "opioid_policy" and "accepts_medication" in values)
        )
        return (rule, answer, "earns", "ring") if safety else (rule, answer, "earns")

    def to_be_had(self, axis, values, way):
        return set(values) if way == ROOM else set(values) - ROOM_ONLY.get(axis, set())

    def role(self, offer):
        w, stated = self.w, tags(offer, "for_whom")
        if not stated:
            if offer.kind in (Kind.FAMILY_SKILLS, Kind.FAMILY_PEER):
                return YES if w.for_whom is ForWhom.KIN else NO
            anyone = offer.kind in (Kind.WARM_LINE, Kind.RECOVERY_CENTRE, Kind.COACH)
            return YES if anyone else UNKNOWN
        young = w.for_whom is ForWhom.KIN and w.age is not None and w.age < 20
        fits = w.for_whom.value in stated or (young and "teen_kin" in stated)
        return YES if fits else NO

    def opened(self):
        w, opened = self.w, set(self.either("company"))
        if w.violence or w.pregnant or "yes" in self.either("women_only"):
            opened.add("women")
        if "yes" in self.either("men_only"):
            opened.add("men")
        if self.care and "female" in self.either("sex"):
            opened.add("women")
        if self.care and "male" in self.either("sex"):
            opened.add("men")
        if w.age is not None and w.age < 26:
            opened.add("young")
        if w.age is not None and w.age >= 60:
            opened.add("seniors")
        return opened

    def not_asked(self, offer):
        opened, company = self.opened(), tags(offer, "company")
        for one in ("women", "men"):
            if "yes" in tags(offer, f"{one}_only") and one not in opened:
                return True
        if offer.kind is not Kind.MEETING:
            return False
        genders = company & {"women", "men", "non_binary"}
        of_one = bool(genders & {"women", "men"}) and not genders & opened
        return of_one or (bool(company & set(ASK)) and not company & opened)

    def shut(self, offer):
        opened = set(self.either("exclusive"))
        if self.opioid or self.w.on_medication:
            opened.add("opioid_only")
        if "alcohol" in self.w.substances:
            opened.add("alcohol_only")
        said = tags(offer, "exclusive")
        if said & opened:
            return False
        policy = "opioid_only" in tags(offer, "opioid_policy") and "opioid_only" not in opened
        return policy or bool(said & {"dui_only", "opioid_only", "alcohol_only"} - opened)

    def of_minors(self, offer):
        """For minors alone, and nobody said how old they are."""
        if not self.care or self.w.age is not None or offer.kind is Kind.EMERGENCY_DEPARTMENT:
            return False
        minors = tags(offer, "age_group") & {"children", "adolescents"}
        grown = known(offer, "age_group", {"adults", "young_adults", "seniors"})
        return bool(minors) and grown == NO

    def wrong_age(self, offer):
        age, (low, high) = self.w.age, offer.ages
        if (low is not None and age < low) or (high is not None and age > high):
            return True
        if age < 18 or low is not None or high is not None:
            return False
        if offer.kind is Kind.EMERGENCY_DEPARTMENT:
            return False
        groups = {"adults"} | ({"young_adults"} if age < 26 else set())
        groups |= {"seniors"} if age >= 60 else set()
        return known(offer, "age_group", groups) == NO

    def stay_away(self, offer, way):
        avoid = self.w.stay_away
        if (offer.group or offer.key) in avoid.groups:
            return NO
        if any(tags(offer, axis) & values for axis, values in avoid.tags.items()):
            return NO
        if way != ROOM or not (self.keep_from or avoid.venues):
            return YES
        if offer.key in avoid.venues:
            return NO
        if offer.place is None:
            return UNKNOWN if self.keep_from else YES
        for place, metres in self.keep_from:
            if apart(place, offer.place) < metres + slack(place) + slack(offer.place):
                return NO
        return YES
