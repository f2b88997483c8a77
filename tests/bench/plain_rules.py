"""What does each core rule say of one row of a plain frame? Written from docs/matching.md.

Shares no code with the engine but the word types.
"""

import math
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from matching import ForWhom, List, Place, Slot, Wanted
from matching.words import DECIDED_AXES, REFUSALS

SHUT = {"dui_only", "opioid_only", "alcohol_only"}
ONLY_ASKED = {
    *("women", "men", "lgbtq", "young", "veterans", "non_binary", "poc", "native"),
    *("professionals", "seniors"),
}
RADIUS = 6_371_009
NO_START = -1
MINORS = {"children", "adolescents"}
BEDS = {"residential", "residential_short", "residential_long"}


def xyz(place: Place) -> tuple[int, int, int]:
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    flat = RADIUS * math.cos(lat)
    return round(flat * math.cos(lon)), round(flat * math.sin(lon)), round(RADIUS * math.sin(lat))


def said(row: Any, axis: str) -> frozenset[str]:
    return row.tags.get(axis, frozenset())


def fact(row: Any, axis: str, values: frozenset[str]) -> str:
    stated = said(row, axis)
    if stated & values:
        return "yes"
    if axis in row.complete or (axis in DECIDED_AXES and stated):
        return "no"
    return "no" if stated & REFUSALS.get(axis, frozenset()) else "unknown"


def musts(row: Any, wanted: Wanted) -> list[str]:
    """Yes, no or unknown, one for each fact that can be asked and that earns points."""
    peers = wanted.kind is List.PEERS
    answers = [_role(row, wanted)] if peers else []
    for axis, values in wanted.must.items():
        if axis == "payment" and not peers:
            answers.append(fact(row, axis, values | {"free"}))
        elif axis != "payment":
            answers.append(fact(row, axis, values))
    return answers


def _role(row: Any, wanted: Wanted) -> str:
    stated = said(row, "for_whom")
    if not stated:
        return "unknown"
    return "yes" if wanted.for_whom.value in stated else "no"


MIND_ALONE = frozenset({"mental_health"})  # care types of a place that treats no addiction


def open_to(row: Any, wanted: Wanted) -> bool:
    """Nobody is sent where they are not meant to come."""
    asked = wanted.wish.get("company", frozenset()) | wanted.must.get("company", frozenset())
    company = said(row, "company")
    treats = said(row, "care_type")
    if wanted.kind is List.TREATMENT and "care_type" not in wanted.must and treats == MIND_ALONE:
        return False
    if "yes" in said(row, "women_only") and "women" not in asked:
        return False
    if "yes" in said(row, "men_only") and "men" not in asked:
        return False
    if row.meeting and company & ONLY_ASKED and not company & asked:
        return False
    if said(row, "exclusive") & SHUT or "opioid_only" in said(row, "opioid_policy"):
        return False
    theirs = said(row, "for_whom") & {wanted.for_whom.value, "teen_kin"}
    closed = "closed" in said(row, "open_closed")
    return not (row.meeting and wanted.for_whom is not ForWhom.SELF and closed and not theirs)


def away(row: Any, home: tuple[int, int, int]) -> int:
    """Metres, 0 from home, -1 not known."""
    if row.way != "in_person":
        return 0
    if row.xyz is None:
        return -1
    return math.isqrt(sum((a - b) ** 2 for a, b in zip(row.xyz, home, strict=True)))


def start(row: Any, wanted: Wanted, now: datetime) -> tuple[bool, int]:
    """Whether it is outside the times they can come, and minutes to the start one can reach."""
    if not row.slots or not row.meeting:
        return False, NO_START
    lead = min(max(row.away, 0) * 3000 // 1_609_344, 1440) + 10
    return min(_one_start(each, wanted, now, now + timedelta(minutes=lead)) for each in row.slots)


def _one_start(slot: Slot, wanted: Wanted, now: datetime, ready: datetime) -> tuple[bool, int]:
    at = next_start(slot, ready)
    local = at.astimezone(ZoneInfo(wanted.zone))
    cell = ((local.weekday() + 1) % 7, local.hour // 6)
    outside = bool(wanted.times) and cell not in wanted.times
    return outside, int((at - now).total_seconds()) // 60


def next_start(slot: Slot, ready: datetime) -> datetime:
    zone = ZoneInfo(slot.zone)
    day = ready.astimezone(zone).date() - timedelta(days=1)
    while True:
        if (day.weekday() + 1) % 7 == slot.weekday and _right_week(slot.nth, day):
            at = datetime.combine(day, slot.start, tzinfo=zone).astimezone(UTC)
            if at >= ready:
                return at
        day += timedelta(days=1)


def _right_week(nth: int | None, day: Any) -> bool:
    if nth == -1:
        return (day + timedelta(days=7)).month != day.month
    return nth is None or (day.day - 1) // 7 + 1 == nth


def score(row: Any, wanted: Wanted, reach: int, today: date) -> int:
    peers = wanted.kind is List.PEERS
    points = 300 * row.known
    half = max(reach // 4, 800)
    if row.way != "in_person":
        points += 450 if peers else 90
    elif row.away >= 0:
        points += (1000 if peers else 200) * half // (half + row.away)
    if peers:
        points += 600 * 120 // (120 + row.wait) if row.wait >= 0 else 0
    elif row.how_soon >= 0:
        points += 300 * 24 // (24 + hours(row))
    points += 250 * sum(bool(said(row, axis) & values) for axis, values in wanted.wish.items())
    if wanted.for_whom is ForWhom.KIN:
        approach = said(row, "approach")
        points += 150 * ("craft" in approach) - 150 * ("confrontation" in approach)
    spoken = said(row, "language")
    if row.meeting and spoken and not spoken & {"en", "ase"}:
        points -= 0 if "language" in {*wanted.must, *wanted.wish} else 300
    checked, believed = row.confirmed_on, 90 if row.meeting else 365
    points -= 100 * (checked is None or (today - checked).days > believed) + 100 * row.unverified
    return points + row.quality * 200 // 1000 - row.load * 250 // 1000


def last(row: Any, wanted: Wanted) -> bool:
    """For children and adolescents alone, and nobody said how old they are."""
    served = said(row, "age_group")
    if (
        wanted.kind is not List.TREATMENT
        or wanted.age is not None
        or "age_group" not in row.complete
    ):
        return False
    return bool(served & MINORS) and not served & {"adults", "young_adults", "seniors"}


def hours(row: Any) -> int:
    """Nothing is sooner than a long way takes."""
    way = min(max(row.away, 0) * 3000 // 1_609_344, 1440) // 60
    return max(row.how_soon, way if way > 12 else 0)


def drawer(row: Any, wanted: Wanted, tomorrow_ends: int) -> int:
    if wanted.kind is not List.PEERS:
        return 3 if row.how_soon < 0 else sum(hours(row) > limit for limit in (12, 48, 336))
    if row.wait < 0:
        return 3
    if row.way == "in_person" and row.away >= 0 and row.wait < tomorrow_ends:
        return 0
    if row.way != "in_person" and row.wait <= 1440:
        return 1
    return 2 if row.wait <= 10080 else 3


def tomorrow_ends(wanted: Wanted, now: datetime) -> int:
    zone = ZoneInfo(wanted.zone)
    day = now.astimezone(zone).date() + timedelta(days=2)
    end = datetime.combine(day, time(), tzinfo=zone)
    return int(end.timestamp() - now.timestamp()) // 60
