"""The same answer worked out slowly: row by row in plain Python, written from docs/matching.md.

Shares no code with the engine but the word types. The listing: oracle_facts; ways, miles and minutes:
oracle_times; musts: oracle_musts; order: oracle_points; the words: oracle_words.
"""

from collections import Counter

from matching.words import Kind, Tier
from tests.matching.oracle_facts import (
    BENDS,
    GIVES,
    ROOM,
    apart,
    tags,
)
from tests.matching.oracle_points import Points


class Oracle(Points):
    stretch = 64

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
        for first in range(0, len(entries), self.stretch):
            self.choose(entries[first : first + self.stretch], shown)
        shown.sort(key=lambda e: e.order)
        shown = self.some_of_each(entries, shown, must_show) if each else shown
        for e in shown[2:]:
            e.score += self.explored(e)
        for e in shown:
            e.also = self.other_times(e, entries)
        return shown[:2] + sorted(shown[2:], key=lambda e: e.order)

    def other_times(self, shown, entries):
        waits = {}
        for e in entries:
            if e.group == shown.group and e.offer.key != shown.offer.key:
                wait, _ = self.start(e.offer, e.way)
                wait = 10**9 if wait is None else wait
                waits[e.offer.key] = min(wait, waits.get(e.offer.key, 10**9))
        return tuple(sorted(waits, key=lambda key: (waits[key], key))[:20])

    def explored(self, e):
        if self.w.tier is not Tier.T3 or not self.w.by_outcomes:
            return 0
        return e.offer.explore * 1000 // 1000

    def choose(self, stretch, shown):
        for explores, enough in ((False, min(2, self.limit)), (True, self.limit)):
            while len(shown) < enough:
                left = [e for e in stretch if self.may_come(e, shown)]
                if not left:
                    break
                shown.append(min(left, key=lambda e: self.stands(e, shown, explores)))

    def may_come(self, e, shown):
        site = self.site(e.offer)
        there = [one for one in shown if self.site(one.offer) == site]
        return e.group not in {one.group for one in shown} and not (site and len(there) >= 3)

    def stands(self, e, shown, explores):
        like_it = [one for one in shown if self.alike(one.offer) == self.alike(e.offer)]
        back = 60 * min(5, len(like_it))
        more = self.explored(e) if explores else 0
        slot, against, last, score, *rest = e.order
        return (slot, against, last, score + back - more, *rest)

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
