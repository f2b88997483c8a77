"""By which way in, how far and when: what was asked, and the next start one can reach?"""

import math
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from matching.words import CARE_KINDS, ForWhom, Kind, List, Tier, Wanted
from tests.matching import oracle_text
from tests.matching.oracle_facts import (
    HOME,
    PHONE,
    ROOM,
    apart,
    hours_around,
    list_of,
    tags,
    whole,
)


class Times:
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
