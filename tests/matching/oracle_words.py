"""What should be said of each row: plain Python, written from docs/sayings.md.

Shares no code with the engine but the word types and the lists of words; the templates are read from
the page itself.
"""

from datetime import timedelta
from pathlib import Path

from matching.words import ForWhom, Kind, Status, Tier
from tests.matching.oracle_facts import (
    GIVES,
    PHONE,
    ROOM,
    says_no,
    tags,
)
from tests.matching.oracle_must_words import MustWords
from tests.matching.oracle_spoken import ground
from tests.matching.sayings_page import said_when

PAGE = said_when((Path(__file__).parents[2] / "docs" / "sayings.md").read_text())
COLUMN = {"en": "English", "es": "Spanish"}
TO_YOU = {"against", "varies", "stance_unknown", "safer", "after_safe"}


class Words(MustWords):
    def __init__(self, offers, wanted, now, limit=20, seed=0):
        super().__init__(offers, wanted, now, limit, seed)
        self.at = now
        self.found = [list(each) for each in super().lists()]
        self.shown = [entry.offer for each in self.found for entry in each]

    def lists(self):
        return self.found

    def said(self, entry, *, near=False, held=False):
        """(as, key, facts, axis) of one row in the order of the page, the same words once."""
        self.offer, self.way = entry.offer, entry.way
        self.near_miss, self.kept = near, held
        rows = [*self.first(), *self.musts(), *self.rest()]
        return list({repr(row): row for row in rows}.values())

    def sentences(self, entry, language, **where):
        """Reasons, unknowns, cautions, and what would have to give."""
        found = {"reason": [], "unknown": [], "caution": [], "needs": []}
        for tone, key, facts in self.said(entry, **where):
            filled = {hole: self.filled(hole, fact, language) for hole, fact in facts.items()}
            found[tone].append(PAGE[key][COLUMN[language]].format(**filled))
        return [tuple(each) for each in found.values()]

    # --- first ----------------------------------------------------------------

    def first(self):
        yield from self.time()
        yield from self.whereabouts()
        if not self.peers and not self.told("waits", 30):
            yield self.soon_said()

    @property
    def meeting(self):
        return self.offer.kind is Kind.MEETING

    @property
    def emergency(self):
        return self.offer.kind is Kind.EMERGENCY_DEPARTMENT

    def time(self):
        wait, _ = self.start(self.offer, self.way)
        if wait is None:
            if self.meeting:
                yield "unknown", "time_unknown", {}
        elif wait == 0 and not self.meeting:
            closes = self.open_until(self.offer)
            short = self.now < closes < self.now + timedelta(days=1)
            yield (
                "reason",
                "open_until" if short else "open_now",
                {"until": closes} if short else {},
            )
        else:
            when = self.now + timedelta(minutes=wait)
            yield "reason", "meets" if self.meeting else "opens", {"when": when}

    def whereabouts(self):
        away = self.away(self.offer, self.way)
        if self.way != ROOM:
            if self.offer.status is Status.TEMPORARILY_CLOSED:
                yield "caution", "door_closed", {}
            yield "reason", "by_phone" if self.way == PHONE else "from_home", {}
        elif away is None:
            yield "unknown", "distance_unknown", {}
        else:
            if self.sure():
                yield "reason", "away", {"miles": ground(away)}
            elif ground(away) < 1:
                yield "reason", "close_by", {}
            else:
                yield "reason", "about_away", {"miles": int(ground(away) + 0.5)}

    def sure(self):
        known = {self.offer.place.precision.value, self.w.place.precision.value}
        return known <= {"point", "street"}

    def soon_said(self):
        hours = self.offer.how_soon
        if self.emergency:
            return "reason", "all_hours", {}
        if hours is None:
            return "unknown", "soon_unknown", {}
        if hours == 0:
            wait, _ = self.start(self.offer, self.way)
            return "reason", "walk_in_then" if wait else "walk_in", {}
        if hours <= 48:
            return "reason", "within_hours", {"hours": hours}
        return "reason", "in_days", {"days": (hours + 23) // 24}

    def rest(self):
        for tone, key, facts in self.rest_to_you():
            them = self.w.about_another and key in TO_YOU
            yield tone, f"{key}_them" if them else key, facts

    def rest_to_you(self):
        yield from self.wished_said()
        if self.held_in(self.offer):
            yield "caution", "held_in", {"all": ("language", self.held_in(self.offer))}
        if self.w.violence and "yes" in tags(self.offer, "women_only"):
            yield "reason", "safer", {}
        yield from self.outcome()
        if self.w.for_whom is ForWhom.SELF and "closed" in tags(self.offer, "open_closed"):
            yield "caution", "closed", {}
        if self.matters:
            yield from self.stance() if self.peers else self.policy()
        if self.offer.kind is Kind.INTERVENTIONIST:
            yield "caution", "private", {}
        if self.w.for_whom is not ForWhom.SELF and "craft" in tags(self.offer, "approach"):
            yield "reason", "craft", {}
        tried = self.w.did_not_suit
        if self.offer.key in tried or self.offer.group in tried - {""}:
            yield "caution", "tried", {}
        yield from self.reported()
        yield from self.checked()
        if self.peers and self.w.tier is Tier.T1:
            yield "caution", "after_safe", {}
        if self.kept:
            away = self.away(self.offer, self.way)
            near = away is not None and away <= self.reach
            yield "reason", "nearest" if near else "nearest_far", {}

    def outcome(self):
        got_in = self.offer.got_in
        if self.meeting or not self.w.by_outcomes:
            return
        if got_in is None:
            if not self.emergency and any(
                o.kind is not Kind.MEETING and o.got_in is not None for o in self.shown
            ):
                yield "unknown", "not_yet", {}
        elif got_in < 400:
            yield "caution", "fewer_got_in", {}
        else:
            yield "reason", "half_got_in" if got_in <= 600 else "most_got_in", {}

    def wished_said(self):
        for axis in sorted(self.wish):
            values, stated = self.wish[axis], tags(self.offer, axis)
            had = stated & self.to_be_had(axis, values, self.way)
            if had == {"naloxone"}:
                yield "reason", "naloxone", {}
            elif had:
                key = "wished_among" if axis == "company" else "wished"
                yield "reason", key, {"all": (axis, had)}
            elif axis == "language" and axis not in self.must:
                yield "unknown", self.no_language, {"any": (axis, values)}
            elif axis in self.offer.complete or says_no(self.offer, axis, values):
                continue
            elif not stated and axis not in self.must:
                key = "wish_among_unknown" if axis == "company" else "wish_unknown"
                yield "unknown", key, {"any": (axis, values)}

    def stance(self):
        stated = tags(self.offer, "moud_stance")
        for value, tone, key in (
            ("affirming", "reason", "affirming"),
            ("accepts", "reason", "accepts"),
            ("abstinence_only", "caution", "against"),
            ("varies", "caution", "varies"),
        ):
            if value in stated:
                return [(tone, key, {})]
        return [("unknown", "stance_unknown", {})] if self.meeting else []

    def policy(self):
        policy, gives = tags(self.offer, "opioid_policy"), tags(self.offer, "medication") & GIVES
        gives = self.to_be_had("medication", gives, self.way)
        if "no_medication" in policy:
            yield "caution", "against", {}
        if self.w.on_medication or "medication" in self.must:
            return
        if gives:
            yield "reason", "gives_medication", {"all": ("medication", gives)}
        elif "accepts_medication" in policy:
            yield "reason", "accepts_elsewhere", {}

    def told(self, kind, days):
        """The last report of a kind, while it is believed."""
        found = [r for r in self.offer.reports if r.kind == kind]
        if not found:
            return None
        last = max(found, key=lambda r: int(r.at.timestamp()) // 60)
        return last if self.ago(self.offer, {kind}) < days * 1440 else None

    def reported(self):
        for kind, key, days in (
            ("full", "full", 8),
            ("not_taking", "not_taking", 8),
            ("wrong_number", "wrong_number", 90),
            ("closed", "shut", 90),
            ("no_medicaid", "no_medicaid", 180),
            ("kind", "was_kind", 180),
        ):
            last = self.told(kind, days)
            if last:
                key = "full_before" if kind == "full" and not self.told(kind, 1) else key
                yield "reason" if kind == "kind" else "caution", key, {"told": last.at}
        wait = self.told("waits", 30)
        if wait and wait.weeks is None:
            yield "caution", "waits_unknown", {"told": wait.at}
        elif wait and wait.weeks == 0:
            yield "reason", "no_wait", {"told": wait.at}
        elif wait:
            yield "caution", "waits", {"weeks": wait.weeks, "told": wait.at}

    def checked(self):
        if self.offer.unverified:
            yield "caution", "unverified", {}
        if self.offer.gone_since:
            yield "caution", "gone", {"date": self.offer.gone_since}
        checked = self.offer.confirmed_on
        if checked is None:
            yield "unknown", "checked_unknown", {}
        elif (self.now.date() - checked).days > (90 if self.meeting else 365):
            yield "caution", "old", {"date": checked}
