"""What can be known of one listing, read row by row: plain Python, written from docs/matching.md.

The oracle shares no code with the engine but the word types.
"""

import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from matching.words import CARE_KINDS, PRACTICAL_KINDS, List, Offered, Place

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
    "medication": {"methadone", "otp"},
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


def says_no(offer, axis, values):
    """Plainly, to each of them."""
    return all(value in offer.refused.get(axis, ()) for value in values)


def known(offer, axis, values):
    """Yes, no or unknown."""
    stated = tags(offer, axis)
    if stated & set(values):
        return YES
    if axis in offer.complete or (axis in DECIDED and stated):
        return NO
    if says_no(offer, axis, set(values) - {"free"} or values):
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
