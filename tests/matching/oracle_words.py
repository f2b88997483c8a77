"""What should be said of each row: plain Python, written from docs/sayings.md.

Shares no code with the engine but the word types and the lists of words; the templates are read from
the page itself.
"""

from datetime import UTC, date, timedelta
from math import asin, ceil
from pathlib import Path
from zoneinfo import ZoneInfo

from matching.sayings import LANGUAGES
from matching.words import ForWhom, Kind, Status, Tier
from tests.matching.oracle import (
    GIVES,
    HELD_BY,
    NO,
    PHONE,
    ROOM,
    ROOM_ONLY,
    UNKNOWN,
    Oracle,
    tags,
)
from tests.matching.sayings_page import said_when

PAGE = said_when((Path(__file__).parents[2] / "docs" / "sayings.md").read_text())
COLUMN = {"en": "English", "es": "Spanish"}
SUBSTANCES = ["alcohol", "benzodiazepine", "opioid", "cocaine", "methamphetamine"]
EVERYONE = {
    *("medication", "opioid_policy", "alcohol_policy", "pregnancy", "detox_substance"),
    *("age_group", "exclusive"),
}
NOT_SAID = ["alcohol_treatment", "serves_state", "format", "distance", "stay_away", "times"]
SAFE = {"medication", "pregnancy", "detox_substance"}
DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
PEOPLE = {"age_group": "takes", "sex": "takes", "pregnancy": "takes_pregnant", "company": "among"}
TO_YOU = {"against", "varies", "stance_unknown", "safer", "after_safe"}
UNITS = {
    "en": {"mile": "mile miles", "hour": "hour hours", "day": "day days", "week": "week weeks"},
    "es": {
        "mile": "milla millas",
        "hour": "hora horas",
        "day": "día días",
        "week": "semana semanas",
    },
}


class Words(Oracle):
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

    # --- musts ----------------------------------------------------------------

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
        if self.way != ROOM:
            values = values - ROOM_ONLY.get(axis, set())
        stated = tags(self.offer, axis) & values
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

    # --- the rest ---------------------------------------------------------------

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
            if stated & values == {"naloxone"}:
                yield "reason", "naloxone", {}
            elif stated & values:
                key = "wished_among" if axis == "company" else "wished"
                yield "reason", key, {"all": (axis, stated & values)}
            elif axis == "language" and axis not in self.must:
                yield "unknown", self.no_language, {"any": (axis, values)}
            elif not stated and axis not in self.offer.complete and axis not in self.must:
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

    # --- words ------------------------------------------------------------------

    def filled(self, hole, fact, language):
        if isinstance(fact, tuple):
            return listed(*fact, language, "both" if hole == "all" else "either")
        if hole == "date":
            return f"{'el' if language == 'es' else 'on'} {month_day(fact, language, year=True)}"
        if hole in ("when", "told", "until", "weekly", "day"):
            there = fact.astimezone(ZoneInfo(self.w.zone))
            return getattr(self, f"say_{hole}")(there, language)
        unit = "mile" if hole in ("miles", "limit") else hole[:-1]
        one, many = UNITS[language][unit].split()
        return f"{fact:g} {one if fact == 1 else many}"

    def say_when(self, there, language):
        here = self.at.astimezone(ZoneInfo(self.w.zone))
        days = (there.date() - here.date()).days
        spanish = language == "es"
        if days == 0 and there.hour < 12:
            day = "esta mañana" if spanish else "this morning"
        elif days == 0 and there.hour < 17:
            day = "esta tarde" if spanish else "this afternoon"
        elif days == 0:
            day = "esta noche" if spanish else "tonight"
        elif days == 1:
            day = "mañana" if spanish else "tomorrow"
        elif days < 7:
            weekday = DAYS[language][there.weekday()]
            day = f"el {weekday}" if spanish else weekday
        else:
            day = weekday_date(there, language)
        said = f"{day} {clock(there, language)}"
        wait = there.astimezone(UTC) - self.at.astimezone(UTC)
        minutes = int(wait.total_seconds() // 60)
        if minutes >= 1440:
            return said
        if minutes == 0:
            return f"{said}, {'ahora' if spanish else 'now'}"
        hours, rest = minutes // 60, minutes % 60
        long = f"{hours} h " * (hours > 0) + f"{rest} min" * (rest > 0)
        return f"{said}, {'en' if spanish else 'in'} {long.strip()}"

    def say_told(self, there, language):
        here = self.at.astimezone(ZoneInfo(self.w.zone))
        days = (here.date() - there.date()).days
        if days > 1:
            weekday, day = DAYS[language][there.weekday()], month_day(there, language)
            return f"el {weekday} {day}" if language == "es" else f"on {weekday}, {day}"
        if language == "es":
            return f"{['hoy', 'ayer'][days]} {clock(there, language)}"
        return f"{['today', 'yesterday'][days]} at {clock(there, language)}"

    def say_until(self, there, language):
        return clock(there, language).removeprefix("a ")

    def say_weekly(self, there, language):
        day = DAYS[language][there.weekday()]
        if language == "en":
            return f"{day}s at {clock(there, language)}"
        many = day + "s" if day in ("sábado", "domingo") else day
        return f"los {many} {clock(there, language)}"

    def say_day(self, there, language):
        return f"{weekday_date(there, language)} {clock(there, language)}"


def ground(chord):
    """Miles over the ground, to a tenth."""
    return round(2 * 6371009 * asin(min(1.0, chord / 2 / 6371009)) / 1609.344, 1)


def clock(there, language):
    hour = there.hour % 12 or 12
    said = f"{hour}:{there.minute:02d} {'pm' if there.hour >= 12 else 'am'}"
    if language == "en":
        return said
    return f"a la {said}" if hour == 1 else f"a las {said}"


def month_day(day: date, language, *, year=False):
    month = MONTHS[language].split()[day.month - 1]
    if language == "es":
        return f"{day.day} de {month}" + f" de {day.year}" * year
    return f"{month} {day.day}" + f", {day.year}" * year


def weekday_date(there, language):
    weekday = DAYS[language][there.weekday()]
    if language == "es":
        return f"el {weekday} {month_day(there, language)}"
    return f"{weekday}, {month_day(there, language)},"


def listed(axis, values, language, joint):
    words = LANGUAGES[language]
    known = words.values.get(axis, {})
    said = sorted(known.get(v, v.replace("_", " ")) for v in values)
    if len(said) == 1:
        return said[0]
    joint = words.either if joint == "either" else words.both
    if joint == "o" and said[-1].lower().startswith(("o", "ho")):
        joint = "u"
    if joint == "y" and said[-1].lower().startswith(("i", "hi")):
        joint = "e"
    return f"{', '.join(said[:-1])} {joint} {said[-1]}"
