"""How does an editor enter a place that no feed brings: a warm line, a coach, a shelter?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from casework import days, lines, places
from casework.access import Act
from casework.desk import Desk
from casework.directory import by_hand, twice_finding
from casework.directory.known_already import known_already, plain_name
from casework.errors import Refused
from db.models import Verification
from imports.listing import Listing, Tag, Time
from imports.opening import opening_times
from matching.words import AXES, Kind

# What is entered by hand: everything but treatment and meetings, which come with more than a line.
ENTERED: Mapping[Kind, str] = {
    Kind.WARM_LINE: "warm line",
    Kind.COACH: "recovery coach",
    Kind.RECOVERY_CENTRE: "recovery centre",
    Kind.FAMILY_SKILLS: "family skills",
    Kind.FAMILY_PEER: "family peer",
    Kind.INTERVENTIONIST: "interventionist",
    Kind.EMERGENCY_DEPARTMENT: "emergency department",
    Kind.MOBILE_CRISIS: "mobile crisis",
    Kind.SHELTER: "shelter",
    Kind.SYRINGE_SERVICE: "syringe service",
    Kind.SERVICE: "other help",
}
# What there is to know of a kind while it is entered.
ABOUT: Mapping[Kind, str] = {
    Kind.WARM_LINE: "A line where peers listen; no crisis line.",
    Kind.COACH: "Trained, non-clinical, often certified by the state.",
    Kind.RECOVERY_CENTRE: "People walk in: groups, coffee, help with papers.",
    Kind.FAMILY_SKILLS: "CRAFT, SMART Family & Friends: for relatives.",
    Kind.FAMILY_PEER: "A relative who lived through it, for relatives.",
    Kind.INTERVENTIONIST: "Private, costs money; ask their method. A gentle invitation comes first.",
    Kind.EMERGENCY_DEPARTMENT: "A hospital's own door, open at all hours.",
    Kind.MOBILE_CRISIS: "A team that comes to the person.",
}
PRIVATE = "Private, costs money; ask their method."
PAYS: Mapping[str, str] = {
    "free": "free",
    "sliding": "sliding fee",
    "medicaid": "Medicaid",
    "private": "private insurance",
    "self_pay": "pay yourself",
}
WHOM: Mapping[str, str] = {
    "self": "who uses",
    "kin": "family and friends",
    "bereaved": "who lost someone",
}
HOW: Mapping[str, str] = {
    "phone": "rang them today",
    "website": "read it on their website today",
    "email": "they wrote it today",
    "visit": "was there today",
}
CODES = "local"
FAMILY = frozenset({Kind.FAMILY_SKILLS, Kind.FAMILY_PEER})
ALL_HOURS = "24/7"


@dataclass(frozen=True, kw_only=True)
class Typed:
    """A place as an editor typed it. `place`: a ZIP, or a town or county with its state; `checked`:
    how it was checked today (a key of HOW), "" for not verified."""

    kind: Kind
    name: str
    phone: str = ""
    place: str = ""
    online: bool = False
    hours: str = ""
    checked: str = ""
    for_whom: frozenset[str] = frozenset()
    pays: frozenset[str] = frozenset()
    cost: str = ""
    address: str = ""
    private_address: bool = False
    website: str = ""
    notes: str = ""
    spanish: bool = False


def enter(desk: Desk, typed: Typed) -> int:
    """The place is listed at once, as verified today or as not verified; its service id.

    Raises NotAllowed; Refused without a name or a way to reach it, for a place nobody knows, or for
    one that is listed already under the same name with the same telephone.
    """
    desk.require(Act.EDIT_DIRECTORY)
    listing = _listing(desk, typed)
    _not_twice(desk, typed)
    with desk.changing(Act.EDIT_DIRECTORY):
        service, record = by_hand.put(desk, listing, of="desk")
        checked = [_checked(desk, service.id, typed.checked)] if typed.checked else []
        desk.keep(Act.EDIT_DIRECTORY, service, record, *checked)
        service_id, record_id = service.id, record.id
    twice_finding.look_around(desk, record_id)
    return service_id


def _listing(desk: Desk, typed: Typed) -> Listing:
    if typed.kind not in ENTERED:
        raise Refused("Treatment and meetings come with a feed or a table; choose another kind.")
    if typed.checked and typed.checked not in HOW:
        raise Refused("Say how it was checked.")
    name = lines.line(typed.name, "The name", most=255)
    if not (typed.phone.strip() or typed.place.strip() or typed.website.strip()):
        raise Refused(
            "Say its phone number, where it is or its website: somebody has to get there."
        )
    where = by_hand.place_called(typed.place, typed.address)
    if where and typed.private_address:
        where = replace(where, confidential=True)
    return Listing(
        source_id="",
        record_kind=typed.kind.value,
        name=name,
        description=_description(typed),
        where=where,
        times=tuple(_times(desk, typed)),
        phones=by_hand.numbers_in(typed.phone),
        tags=tuple(_tags(typed)),
        attendance=_attendance(typed),
        url=_website(typed.website),
        costs=tuple(_costs(typed)),
        unverified=not typed.checked,
        verified_on=_today(desk, typed),
    )


def _not_twice(desk: Desk, typed: Typed) -> None:
    same = [
        one.card
        for one in known_already(desk, name=typed.name, phone=typed.phone)
        if plain_name(one.card.name) == plain_name(typed.name)
    ]
    dialled = {each.e164 or each.raw for each in by_hand.numbers_in(typed.phone)}
    for card in same:
        theirs = {each.e164 or each.raw for each in by_hand.numbers_in(card.phone)}
        if theirs & dialled or not (theirs or dialled):
            raise Refused(f"{card.name} is listed already, with the same number.")


def _today(desk: Desk, typed: Typed) -> date | None:
    return days.today(desk) if typed.checked else None


def _times(desk: Desk, typed: Typed) -> list[Time]:
    """In the clock of where it is; of a line without a place, in ours."""
    hours = typed.hours
    if typed.kind is Kind.EMERGENCY_DEPARTMENT and not hours.strip():
        hours = ALL_HOURS
    return opening_times(hours[: lines.LONG], _zone(desk, typed.place))


def _zone(desk: Desk, place: str) -> str:
    if not place.strip():
        return days.zone(desk)
    found = places.of_zip(place) if place.strip()[:1].isdigit() else places.of_town(place)
    return found.zone


def _attendance(typed: Typed) -> str:
    """A line is reached from home; a place is, too, where it says so."""
    at_home = typed.online or typed.kind is Kind.WARM_LINE
    at_a_door = bool(typed.place.strip()) and typed.kind is not Kind.WARM_LINE
    if at_home and at_a_door:
        return "hybrid"
    return "online" if at_home else "in_person"


def _tags(typed: Typed) -> Iterator[Tag]:
    whom = typed.for_whom or (frozenset({"kin"}) if typed.kind in FAMILY else frozenset())
    stated = {
        "for_whom": whom,
        "payment": typed.pays,
        "language": {"es"} if typed.spanish else set(),
    }
    for axis, values in stated.items():
        for value in sorted(values):
            if AXES[axis] and value not in AXES[axis]:
                raise Refused("Choose among the answers that are shown.")
            yield Tag(axis, value, CODES, value)


def _description(typed: Typed) -> str:
    notes = typed.notes.strip()[:2000]
    if typed.kind is Kind.INTERVENTIONIST and PRIVATE not in notes:
        return f"{PRIVATE} {notes}".strip()
    return notes


def _costs(typed: Typed) -> Iterator[tuple[str, str]]:
    if typed.cost.strip():
        kind = next(iter(sorted(typed.pays)), "other")
        yield kind, lines.line(typed.cost, "What it costs", most=lines.LONG)


def _website(typed: str) -> str:
    """With https:// in front of what was typed without it."""
    said = lines.line(typed, "The website", most=lines.LONG, needed=False)
    if not said or "://" in said:
        if said and not said.startswith(("https://", "http://")):
            raise Refused("A website begins with https://.")
        return said
    return f"https://{said}"


def _checked(desk: Desk, service_id: int, how: str) -> Verification:
    return Verification(service_id=service_id, how=how, outcome="confirmed", by_id=desk.me)
