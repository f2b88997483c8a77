"""Who stands before whom: the drawer, who is last in it, and the points?"""

import zlib
from datetime import timedelta
from zoneinfo import ZoneInfo

from matching.words import ForWhom, Kind, List, Tier
from tests.matching.oracle_facts import (
    GIVES,
    ROOM,
    tags,
)
from tests.matching.oracle_musts import Musts


class Points(Musts):
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
        e.score += self.near(offer, way) + self.soon(offer, wait, hours) + self.wished(offer, way)
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

    def wished(self, offer, way):
        had = [tags(offer, a) & self.to_be_had(a, v, way) for a, v in self.wish.items()]
        return 250 * sum(map(bool, had))

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
