"""The same answer worked out slowly: row by row in plain Python, written from docs/matching.md.

Shares no code with the engine but the word types.
"""

import math
import zlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from matching.words import (
    CARE_KINDS,
    PRACTICAL_KINDS,
    ForWhom,
    Kind,
    List,
    Offered,
    Place,
    Status,
    Tier,
    Wanted,
)
from tests.matching import oracle_text

ROOM, HOME, PHONE = "in_person", "online", "phone"
DECIDED = [
    "for_whom",
    "open_closed",
    "moud_stance",
    "outlook",
    "women_only",
    "men_only",
    "pregnancy",
]
REFUSES = {"no_medication", "no_opioid_treatment"}
REFUSES_ALCOHOL = {"no_medication", "no_alcohol_treatment"}
GIVES = {"methadone", "buprenorphine", "otp"}
ASK = [
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
BENDS = {"distance", "times", "cost", "format", "outlook"}
HELD_BY = {
    "status",
    "stay_away",
    "age",
    "age_group",
    "pregnancy",
    "keeps_medication",
    "opioid_treatment",
    "alcohol_treatment",
    "addiction_care",
    "exclusive",
    "withdrawal",
    "detox_substance",
    "only_if_asked",
}
ED_AXES = [
    "medication",
    "opioid_policy",
    "alcohol_policy",
    "pregnancy",
    "detox_substance",
    "age_group",
    "exclusive",
]
# From home there is no bed and no nurse beside it.
ROOM_ONLY = {
    "care_type": {"detox", "recovery_housing"},
    "setting": {
        *("residential", "residential_short", "residential_long", "residential_detox"),
        *("outpatient_detox", "hospital", "hospital_detox"),
    },
    "detox_substance": {
        *("alcohol", "benzodiazepine", "cocaine", "methamphetamine", "opioid", "medication_used"),
    },
    "access": {"childrens_beds"},
}
BUILDING = {"wheelchair", "accessible_toilet", "transport", "fragrance_free"}
SLACK = {"zip": 5, "city": 10, "none": 25}
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(eq=False)
class Entry:
    offer: Offered
    way: str
    failed: list
    ring: bool
    slot: int = 0
    said_slot: int = 0
    against: bool = False
    last: bool = False
    score: int = 0
    turn: int = 0

    @property
    def group(self):
        return self.offer.group or self.offer.key

    @property
    def order(self):
        way = [ROOM, HOME, PHONE].index(self.way)
        return (self.slot, self.against, self.last, -self.score, self.turn, self.offer.key, way)


def whole(miles):
    return int(min(miles, 13000) * 1609.344) if miles > 0 else 0


def point(place):
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    r = 6371009
    flat = r * math.cos(lat)
    return round(flat * math.cos(lon)), round(flat * math.sin(lon)), round(r * math.sin(lat))


def apart(a: Place, b: Place) -> int:
    squares = sum((x - y) ** 2 for x, y in zip(point(a), point(b), strict=True))
    return math.isqrt(squares)


def slack(place):
    return whole(SLACK.get(place.precision.value, 0))


def tags(offer, axis):
    return offer.tags.get(axis, frozenset())


def known(offer, axis, values):
    """Yes, no or unknown."""
    stated = tags(offer, axis)
    if stated & set(values):
        return YES
    if axis in offer.complete or (axis in DECIDED and stated):
        return NO
    if axis == "opioid_policy" and stated & REFUSES:
        return NO
    if axis == "alcohol_policy" and stated & REFUSES_ALCOHOL:
        return NO
    return UNKNOWN


def list_of(kind):
    if kind in CARE_KINDS:
        return List.TREATMENT
    return List.PRACTICAL if kind in PRACTICAL_KINDS else List.PEERS


class Oracle:
    def __init__(self, offers, wanted: Wanted, now: datetime, limit=20, seed=0):
        self.w, self.limit = wanted, limit
        self.now = datetime.fromtimestamp(math.ceil(now.timestamp() / 60) * 60, UTC)
        calm = wanted.tier not in (Tier.T0, Tier.T1)
        self.calm, self.seed = calm, seed if calm else 0
        self.word_points = oracle_text.points(wanted.words, offers)
        self.offers = [o for o in offers if list_of(o.kind) is wanted.kind]
        feet = {"walk": 4, "transit": 25}.get(wanted.travel, 10**6)
        self.reach = min(whole(wanted.within_miles), whole(feet))
        self.must = {a: set(v) for a, v in wanted.must.items() if v}
        self.wish = {a: set(v) for a, v in wanted.wish.items() if v}
        self.care = wanted.kind is List.TREATMENT
        self.peers = wanted.kind is List.PEERS
        if self.care and wanted.pregnant:
            self.must["pregnancy"] = {"yes"}
        if self.care and wanted.age is not None and wanted.age < 18:
            self.must.setdefault("age_group", {"adolescents" if wanted.age >= 13 else "children"})
        if self.wish.get("outlook", set()) & {"faith", "secular"}:
            self.must.setdefault("outlook", self.wish["outlook"])
        self.opioid = "opioid" in wanted.substances
        wants = self.either("medication") - {"naloxone"}
        wants |= self.either("opioid_policy") & {"accepts_medication"}
        wants |= self.either("moud_stance") & {"affirming", "accepts"}
        self.matters = wanted.on_medication or self.opioid or bool(wants)
        if self.peers and wanted.for_whom is not ForWhom.SELF:
            self.matters = False
        venues = {o.key: o for o in offers if o.key in wanted.stay_away.venues}
        doors = [(o.place, 150) for o in venues.values() if o.place]
        self.keep_from = doors + [(p, whole(m)) for p, m in wanted.stay_away.points]

    def either(self, axis):
        return self.must.get(axis, set()) | self.wish.get(axis, set())

    # --- the three lists -------------------------------------------------

    def lists(self):
        held = self.nearest_medical()
        entries = []
        for offer in self.offers:
            for way in self.ways(offer):
                away = self.away(offer, way)
                beyond = way == ROOM and away is not None and away > 2 * self.reach
                if beyond and offer.key not in held:
                    continue
                entries.append(self.judge(offer, way, way == ROOM and offer.key in held))
        for e in entries:
            self.place(e)
        fits = [e for e in entries if not e.failed]
        plain = [e for e in fits if not e.ring]
        sure = {e.offer.key for e in plain}
        ring = [e for e in fits if e.ring and e.offer.key not in sure]
        if all(e.against for e in plain) and not all(e.against for e in ring):
            plain, ring = [], ring + plain
        groups = {e.group for e in fits}
        near = [
            e
            for e in entries
            if len(e.failed) == 1
            and e.failed[0] in BENDS
            and e.group not in groups
            and not self.told_off(e.offer)
        ]
        self.left_out = self.count_left_out(entries, {e.offer.key for e in fits})
        return self.show(plain, held), self.show(ring, held), self.show(near, set(), each=False)

    def count_left_out(self, entries, fit):
        seen, counts, near = set(), Counter(), Counter()
        for e in sorted(entries, key=lambda e: e.way != ROOM):
            if len(e.failed) == 1 and e.offer.key not in fit | seen:
                seen.add(e.offer.key)
                counts[e.failed[0]] += 1
                near[e.failed[0]] += e.way == ROOM
        self.left_out_near = dict(+near)
        return dict(counts)

    def show(self, entries, held, each=True):
        entries = sorted(entries, key=lambda e: e.order)
        must_show = [e for e in entries if e.offer.key in held and e.way == ROOM]
        shown = list(must_show)
        for slot in range(4):
            drawer = [e for e in entries if e.slot == slot]
            for first in range(0, len(drawer), 200):
                self.choose(drawer[first : first + 200], shown)
        shown.sort(key=lambda e: e.order)
        shown = self.some_of_each(entries, shown, must_show) if each else shown
        for e in shown[2:]:
            e.score += self.explored(e)
        return shown[:2] + sorted(shown[2:], key=lambda e: e.order)

    def explored(self, e):
        if self.w.tier is not Tier.T3 or not self.w.by_outcomes:
            return 0
        return e.offer.explore * 1000 // 1000

    def choose(self, drawer, shown):
        if len(shown) >= self.limit:
            return
        sites = Counter(self.site(e.offer) for e in shown)
        counts = Counter(self.alike(e.offer) for e in shown)
        groups, fresh = {e.group for e in shown}, []
        for e in drawer:
            if e.group not in groups:
                groups.add(e.group)
                back = 60 * min(5, counts[self.alike(e.offer)])
                counts[self.alike(e.offer)] += 1
                fresh.append((e, back))

        def stands(one, explores):
            e, back = one
            more = self.explored(e) if explores else 0
            slot, against, last, score, *rest = e.order
            return (slot, against, last, score + back - more, *rest)

        for explores, enough in ((False, min(2, self.limit)), (True, self.limit)):
            for e, _ in sorted(fresh, key=lambda one: stands(one, explores)):
                site = self.site(e.offer)
                if len(shown) < enough and e not in shown and not (site and sites[site] >= 3):
                    shown.append(e)
                    sites[site] += 1

    def alike(self, offer):
        return offer.kind, offer.fellowship.casefold() or sorted(tags(offer, "outlook")).__repr__()

    def some_of_each(self, entries, shown, must_show):
        if len(shown) < max(2, self.limit):
            return shown
        kinds = []
        if self.matters:
            kinds.append(lambda e: self.friendly(e.offer))
        if self.peers:
            if not self.either("outlook"):
                kinds.append(lambda e: "secular" in tags(e.offer, "outlook"))
                kinds.append(lambda e: "twelve_step" in tags(e.offer, "outlook"))
            kinds.append(lambda e: e.slot == 1)
            kinds.append(lambda e: e.offer.kind is Kind.MEETING)
            kinds.append(lambda e: e.offer.kind is not Kind.MEETING)
        for kind in kinds:
            if any(kind(e) for e in shown):
                continue
            groups = {e.group for e in shown}
            fresh = [e for e in entries if kind(e) and e.group not in groups]
            bearers = [[e for e in shown if each(e)] for each in kinds]
            sole = [found[0] for found in bearers if len(found) == 1]
            spare = [e for e in shown if e not in sole and e not in must_show]
            if fresh and spare:
                shown = [e for e in shown if e is not spare[-1]] + [fresh[0]]
                shown.sort(key=lambda e: e.order)
        return shown

    def friendly(self, offer):
        if self.peers:
            return bool(tags(offer, "moud_stance") & {"affirming", "accepts"})
        accepts = "accepts_medication" in tags(offer, "opioid_policy")
        return accepts or bool(tags(offer, "medication") & GIVES)

    def site(self, offer):
        if offer.place is None or offer.place.precision.value not in ("point", "street"):
            return None
        if not offer.in_person:
            return None
        return round(offer.place.lat, 4), round(offer.place.lon, 4)

    def nearest_medical(self):
        if not (self.care and self.w.tier in (Tier.T1, Tier.T2) and self.w.place):
            return set()
        found = []
        for offer in self.offers:
            hospital = tags(offer, "setting") & {"hospital", "hospital_detox", "residential_detox"}
            programme = tags(offer, "medication") & {"otp", "methadone"}
            medical = offer.kind is Kind.EMERGENCY_DEPARTMENT or (
                offer.kind is Kind.TREATMENT and (hospital or programme)
            )
            if not self.matters and offer.kind is not Kind.EMERGENCY_DEPARTMENT and not hospital:
                continue
            placed = medical and offer.in_person and offer.place
            if (self.matters and self.is_against(offer)) or self.of_minors(offer):
                continue
            if placed and not self.judge(offer, ROOM, True).failed:
                found.append((apart(self.w.place, offer.place), offer.key, offer))
        found.sort(key=lambda f: f[:2])
        chosen = self.first_groups(found, 3)
        asked = self.either("medication") - {"naloxone"} or GIVES
        gives = [f for f in found if tags(f[2], "medication") & asked]
        if self.matters and not any(f[1] in chosen for f in gives):
            giver = self.first_groups(gives, 1)
            of = {f[1]: f[2].group or f[1] for f in found}
            theirs = {of[key] for key in giver}
            chosen = {key for key in chosen if of[key] not in theirs} | giver
        return chosen

    def first_groups(self, found, number):
        chosen, groups = set(), set()
        for _, key, offer in found:
            if len(chosen) < number and (offer.group or key) not in groups:
                chosen.add(key)
                groups.add(offer.group or key)
        return chosen

    # --- ways, miles, minutes ---------------------------------------------

    def ways(self, offer):
        if offer.kind is Kind.WARM_LINE:
            return [PHONE]
        ways = [ROOM] if offer.in_person else []
        telehealth = offer.kind in CARE_KINDS and "telehealth" in tags(offer, "setting")
        return ways + ([HOME] if offer.online or telehealth else [])

    def away(self, offer, way):
        """Metres, None where unknown."""
        if way != ROOM:
            return 0
        if self.w.place is None or offer.place is None:
            return None
        return apart(self.w.place, offer.place)

    def travel(self, offer, way):
        pace = {"car": 3, "transit": 6, "walk": 20}[self.w.travel]
        return min((self.away(offer, way) or 0) * pace * 1000 // 1609344, 1440)

    def start(self, offer, way):
        """Minutes to the start one can reach, and whether it is outside the wanted times."""
        travel = self.travel(offer, way)
        lead = timedelta(minutes=travel + (10 if offer.kind is Kind.MEETING else 0))
        found = [self.one_start(offer, slot, lead) for slot in offer.slots]
        outside, wait = min(found) if found else (False, None)
        return wait, outside

    def one_start(self, offer, slot, lead):
        ready = self.now + lead
        meeting = offer.kind is Kind.MEETING
        at = min(
            start
            for start, end in hours_around(slot, self.now)
            if start >= ready or (not meeting and end > ready)
        )
        at = max(at, self.now)
        if not meeting and at <= self.open_until(offer):
            at = self.now
        local = at.astimezone(ZoneInfo(self.w.zone))
        cell = ((local.weekday() + 1) % 7, local.hour // 6)
        every = len(self.w.times) in (0, 28)
        outside = meeting and not every and cell not in self.w.times
        return outside, int((at - self.now).total_seconds()) // 60

    def open_until(self, offer):
        """The end of the hours that adjoin, from those of now on; from a day on nobody asks when."""
        hours = sorted(pair for slot in offer.slots for pair in hours_around(slot, self.now))
        until = self.now
        for start, end in hours:
            if start <= until < end and until - self.now < timedelta(days=1):
                until = end
        return until

    def ago(self, offer, kinds):
        told = [r.at for r in offer.reports if r.kind in kinds]
        if not told:
            return 10**9
        return max(0, int(self.now.timestamp()) // 60 - int(max(told).timestamp()) // 60)

    def told_off(self, offer):
        full = self.ago(offer, {"full", "not_taking"}) < 1440
        return full or self.ago(offer, {"closed", "wrong_number"}) < 30 * 1440

    def told_no_medicaid(self, offer, days):
        asked = self.must.get("payment", set())
        pays = tags(offer, "payment") & ((set(asked) | {"free"}) - {"medicaid"})
        asked = not self.peers and "medicaid" in asked and not pays
        return asked and self.ago(offer, {"no_medicaid"}) < days * 1440

    # --- musts --------------------------------------------------------------

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
        settings = {"outpatient_detox", "residential_detox", "hospital_detox"}
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

    # --- order ----------------------------------------------------------------

    def place(self, e):
        offer, way, w = e.offer, e.way, self.w
        wait, _ = self.start(offer, way)
        hours = self.hours(offer, way, wait)
        e.against = self.matters and self.is_against(offer)
        e.slot = 3 if e.against else self.drawer(offer, way, wait, hours)
        emergency = offer.kind is Kind.EMERGENCY_DEPARTMENT
        last = emergency and w.tier in (Tier.T2, Tier.T3)
        told = self.ago(offer, {"waits"}) < 30 * 1440
        e.said_slot = e.slot = 3 if last else e.slot
        e.said_slot = 0 if last and not told else e.slot
        tried = w.did_not_suit
        last = last or self.told_no_medicaid(offer, 60) or self.not_their_language(offer)
        last = last or self.of_minors(offer)
        e.last = last or self.told_off(offer) or offer.key in tried or e.group in tried
        e.turn = self.turn(e.group)
        e.score += self.near(offer, way) + self.soon(offer, wait, hours) + self.wished(offer)
        e.score += self.extras(offer, way) + self.open_now(offer, wait) - self.doubts(offer)
        e.score += offer.quality * 200 // 1000 if w.by_outcomes else 0
        e.score -= offer.load * 250 // 1000 if self.calm else 0

    def not_their_language(self, offer):
        needed = self.must.get("language")
        if not (self.peers and needed and offer.kind is Kind.MEETING):
            return False
        return not tags(offer, "language") & needed

    def is_against(self, offer):
        if self.peers:
            return "abstinence_only" in tags(offer, "moud_stance")
        return "no_medication" in tags(offer, "opioid_policy")

    def turn(self, group):
        if self.seed == 0:
            return 0
        mixed = zlib.crc32(group.encode()) ^ (self.seed * 2654435761 % 2**32)
        return (mixed * 2246822519 % 2**32) >> 13

    def open_now(self, offer, wait):
        if self.peers:
            return 0
        if offer.kind is Kind.EMERGENCY_DEPARTMENT:
            return 200
        return 0 if wait is None else 200 * 120 // (120 + wait)

    def doubts(self, offer):
        checked, limit = offer.confirmed_on, 90 if offer.kind is Kind.MEETING else 365
        today = self.now.date()
        points = 100 * (checked is None or (today - checked).days > limit)
        points += 100 * offer.unverified + 200 * (offer.gone_since is not None)
        points += 200 // 2 ** min(40, self.ago(offer, {"full", "not_taking"}) // 1440)
        months = self.ago(offer, {"closed", "wrong_number"}) // (30 * 1440)
        points += 200 // 2**months if months < 3 else 0
        seasons = self.ago(offer, {"no_medicaid"}) // (60 * 1440)
        return points + (200 // 2**seasons if self.told_no_medicaid(offer, 180) else 0)

    def hours(self, offer, way, wait):
        hours = self.told_hours(offer)
        if hours is None:
            return None
        way_there = self.travel(offer, way) // 60
        hours = max(hours, way_there if way_there > 12 else 0)
        if wait is None or offer.kind is Kind.EMERGENCY_DEPARTMENT:
            return hours
        return max(hours, wait // 60)

    def told_hours(self, offer):
        waits = [r for r in offer.reports if r.kind == "waits"]
        if waits:
            last = max(waits, key=lambda r: int(r.at.timestamp()) // 60)
            passed = self.ago(offer, {"waits"})
            if passed < 30 * 1440:
                left = None if last.weeks is None else last.weeks * 168 - passed // 60
                return None if left is None else max(0, left)
        return 0 if offer.kind is Kind.EMERGENCY_DEPARTMENT else offer.how_soon

    def drawer(self, offer, way, wait, hours):
        if not self.peers:
            if hours is None:
                return 3
            return 0 if hours <= 12 else 1 if hours <= 48 else 2 if hours <= 336 else 3
        if wait is None:
            return 3
        zone = ZoneInfo(self.w.zone)
        at = (self.now + timedelta(minutes=wait)).astimezone(zone).date()
        days = (at - self.now.astimezone(zone).date()).days
        if way == ROOM and self.away(offer, way) is not None and days <= 1:
            return 0
        if way != ROOM and wait <= 1440:
            return 1
        return 2 if wait <= 10080 else 3

    def near(self, offer, way):
        top, home = {
            List.PEERS: (1000, 450),
            List.TREATMENT: (200, 90),
            List.PRACTICAL: (1000, 450),
        }[self.w.kind]
        if way != ROOM:
            return home
        away = self.away(offer, way)
        half = max(self.reach // 4, 800)
        return 0 if away is None else top * half // (half + away)

    def soon(self, offer, wait, hours):
        if not self.peers:
            return 0 if hours is None else 300 * 24 // (24 + hours)
        if wait is None:
            return 0 if offer.kind is Kind.MEETING else 300
        return 600 * 120 // (120 + wait)

    def wished(self, offer):
        return 250 * sum(bool(tags(offer, a) & v) for a, v in self.wish.items())

    def extras(self, offer, way):
        w, score = self.w, 0
        score += 400 * (self.matters and self.friendly(offer))
        if self.peers and w.for_whom is ForWhom.SELF:
            score += 40 * bool(tags(offer, "substance_focus") & self.focus())
        if w.for_whom is ForWhom.KIN:
            score += 150 * ("craft" in tags(offer, "approach"))
            arranged = "confrontation" in tags(offer, "approach")
            score -= 150 * (arranged or offer.kind is Kind.INTERVENTIONIST)
        score += 300 * self.medical(offer, way) - 300 * bool(self.held_in(offer))
        score += 150 * (w.violence and "yes" in tags(offer, "women_only"))
        if w.state and not self.peers and way != ROOM and not offer.served_states:
            score -= 200
        if self.peers and w.age is not None and w.age < 18:
            score += 150 * ("young" in tags(offer, "company"))
        return score + self.word_points[offer.key]

    def medical(self, offer, way):
        if not (self.care and self.w.tier is Tier.T1 and way == ROOM):
            return False
        setting = tags(offer, "setting") & {"hospital", "hospital_detox", "residential_detox"}
        gives = self.matters and tags(offer, "medication") & GIVES
        away = self.away(offer, way)
        if away is None or away > self.reach:
            return False
        return offer.kind is Kind.EMERGENCY_DEPARTMENT or bool(setting or gives)

    def held_in(self, offer):
        """The languages of a meeting, where it is not English and nobody asked for any."""
        spoken = tags(offer, "language")
        if not self.peers or offer.kind is not Kind.MEETING or self.either("language"):
            return set()
        return set() if spoken & {"en", "ase"} else spoken

    def focus(self):
        names = {
            "alcohol": "alcohol",
            "opioid": "opioids",
            "benzodiazepine": "any_drug",
            "cocaine": "cocaine",
            "methamphetamine": "stimulants",
            "cannabis": "cannabis",
        }
        theirs = {names[s] for s in self.w.substances if s in names}
        return theirs | ({"any_drug"} if theirs else set())


def starts_around(slot, now):
    return [start for start, _ in hours_around(slot, now)]


def hours_around(slot, now):
    """All starts and ends from a month before to three months after, by the calendar."""
    zone = ZoneInfo(slot.zone)
    day = now.astimezone(zone).date() - timedelta(days=40)
    found = []
    for _ in range(140):
        if (day.weekday() + 1) % 7 == slot.weekday and right_week(slot.nth, day):
            wall = datetime.combine(day, slot.start, tzinfo=zone)
            end = wall + timedelta(minutes=slot.minutes)  # by the clock on the wall
            found.append((wall.astimezone(UTC), end.astimezone(UTC)))
        day += timedelta(days=1)
    return found


def right_week(nth, day):
    if nth is None:
        return True
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth
