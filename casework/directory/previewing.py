"""How does a listing that is not in yet read to the person bringing it in?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.directory.words import DAYS, LANGUAGES, STATUS
from imports.listing import Listing, Reading, Tag, Time, Where
from matching.words import AXES, Kind

KINDS: Mapping[str, str] = {
    Kind.TREATMENT: "a treatment place",
    Kind.MEETING: "a meeting of a group",
    Kind.WARM_LINE: "a warm line",
    Kind.COACH: "a recovery coach",
    Kind.RECOVERY_CENTRE: "a recovery centre",
    Kind.FAMILY_SKILLS: "family skills",
    Kind.FAMILY_PEER: "a family peer",
    Kind.INTERVENTIONIST: "an interventionist",
    Kind.EMERGENCY_DEPARTMENT: "an emergency department",
    Kind.MOBILE_CRISIS: "a mobile crisis team",
    Kind.SHELTER: "a shelter",
    Kind.SYRINGE_SERVICE: "a syringe service",
    Kind.SERVICE: "another service",
}
ATTENDANCES: Mapping[str, str] = {
    "in_person": "in person",
    "online": "online",
    "hybrid": "in person and online",
    "inactive": "no way in is stated",
}
STATUSES: Mapping[str, str] = {**STATUS, "active": "open: callers are sent there"}
SHOWN = 4  # times and facts of one listing, in a preview


@dataclass(frozen=True)
class Seen:
    """One listing in words, for a line of a preview."""

    name: str
    what: str
    where: str
    when: str
    phones: str
    says: str


def as_read(listing: Listing) -> Seen:
    """The listing as it would stand in the directory."""
    standing = [STATUS.get(listing.status, ""), ATTENDANCES.get(listing.attendance, "")]
    ages = _ages(listing)
    says = dict.fromkeys(
        filter(None, (*map(_tag, listing.tags), ages, listing.capacity, listing.alert))
    )
    return Seen(
        name=" — ".join(filter(None, (listing.name, listing.name2))),
        what=", ".join(filter(None, (KINDS.get(listing.record_kind, ""), *standing))),
        where=_where(listing.where) if listing.where else "",
        when="; ".join(_some([_when(each) for each in listing.times])),
        phones=", ".join(each.raw for each in listing.phones),
        says=", ".join(_some(list(says), 8)),
    )


def odd(reading: Reading) -> list[tuple[str, int]]:
    """What was odd in these records, the most frequent first."""
    return Counter(f"{each.field}: {each.action}" for each in reading.problems).most_common(5)


def tag_words(said: str) -> str:
    """ "payment:medicaid" as a person says it."""
    axis, _, value = said.partition(":")
    words = (
        LANGUAGES.get(value, value) if axis == "language" else AXES.get(axis, {}).get(value, value)
    )
    return f"{axis.replace('_', ' ')}: {words}"


def all_tags() -> list[str]:
    """Every "axis:value" one can say of a place, languages by their code."""
    said = [f"{axis}:{value}" for axis, values in AXES.items() for value in values]
    return [*said, *(f"language:{code}" for code in LANGUAGES)]


def _tag(tag: Tag) -> str:
    if not tag.value:
        return f"“{tag.code}” (nobody here knows it)" if tag.code else ""
    words = LANGUAGES if tag.axis == "language" else AXES.get(tag.axis, {})
    return words.get(tag.value, tag.value)


def _ages(listing: Listing) -> str:
    low, high = listing.min_age, listing.max_age
    if low is None and high is None:
        return ""
    return (
        f"ages {low} to {high}"
        if low is not None and high is not None
        else (f"ages {low} and over" if high is None else f"ages up to {high}")
    )


def _where(where: Where) -> str:
    parts = (
        where.name,
        where.line1,
        where.city,
        " ".join(filter(None, (where.state, where.postal_code))),
    )
    return ", ".join(filter(None, parts))


def _when(time: Time) -> str:
    day = "" if time.weekday is None else DAYS[time.weekday]
    start = f"{time.start:%I:%M %p}".lstrip("0").lower() if time.start else ""
    long = f"({time.minutes} min)" if time.minutes and time.start else ""
    return " ".join(filter(None, (day, start, long))) or time.text or "by appointment"


def _some(words: Sequence[str], count: int = SHOWN) -> Iterable[str]:
    return words if len(words) <= count else [*words[:count], f"and {len(words) - count} more"]
