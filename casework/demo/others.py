"""Which places do directory feeds lack, so that a helpline enters them itself (product.md 2)?"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.demo.places import METROS, Metro, phone, where
from casework.demo.services import opening, tags
from casework.demo.words import PLACE_WORDS
from imports.listing import Listing
from matching.words import Kind


@dataclass(frozen=True)
class Other:
    kind: Kind
    count: int  # in each town
    name: str
    stated: Mapping[str, Sequence[str]]
    attendance: str = "in_person"
    hours: tuple[int, int] = (9, 17)
    description: str = ""
    costs: Sequence[tuple[str, str]] = ()


OTHERS = (
    Other(
        Kind.WARM_LINE, 1, "Warm Line", {"for_whom": ("self", "kin"), "payment": ("free",)},
        "online", (0, 0), "People in recovery answer, day and night.",
    ),
    Other(
        Kind.COACH, 2, "Recovery Coaches",
        {"moud_stance": ("affirming",), "payment": ("free",), "company": ("newcomers",)},
        "hybrid", (10, 19), "A coach meets people where they are, also at the first appointment.",
    ),
    Other(
        Kind.RECOVERY_CENTRE, 2, "Recovery Community Center",
        {"moud_stance": ("accepts",), "payment": ("free",), "access": ("wheelchair",)},
        "in_person", (10, 21), "Walk in; coffee, groups, help with papers.",
    ),
    Other(
        Kind.FAMILY_SKILLS, 1, "CRAFT Family Course",
        {"for_whom": ("kin",), "approach": ("craft", "skills"), "payment": ("sliding",)},
        "hybrid", (17, 21), "Eight evenings: a way of talking that more often leads people to care.",
    ),
    Other(
        Kind.INTERVENTIONIST, 1, "Family Meetings",
        {"approach": ("confrontation",), "for_whom": ("kin",), "payment": ("self_pay",)},
        "in_person", (9, 17), "Private, costs money; ask their method.",
        (("self_pay", "asks for a fee before the first visit"),),
    ),
    Other(
        Kind.FAMILY_PEER, 1, "Parents' Peer Line", {"for_whom": ("kin",), "payment": ("free",)},
        "online", (9, 21), "Parents who lived through it ring back the same day.",
    ),
    Other(
        Kind.EMERGENCY_DEPARTMENT, 1, "General Hospital, emergency department",
        {"care_type": ("detox",), "setting": ("hospital",), "medication": ("buprenorphine", "naloxone")},
        "in_person", (0, 0),
    ),
    Other(
        Kind.MOBILE_CRISIS, 1, "Mobile Crisis Team", {"payment": ("free",)}, "in_person", (0, 0),
        "Two people come to the door, without police.",
    ),
    Other(
        Kind.SHELTER, 1, "Night Shelter", {"access": ("wheelchair",), "payment": ("free",)},
        "in_person", (0, 0), "Overnight, doors from 7 pm.",
    ),
    Other(
        Kind.SHELTER, 1, "Shelter for Women and Children",
        {
            "women_only": ("yes",), "access": ("childrens_beds",), "payment": ("free",),
            "ancillary": ("violence_services",),
        },
        "in_person", (0, 0),
    ),
    Other(
        Kind.SYRINGE_SERVICE, 1, "Exchange Van",
        {"medication": ("naloxone",), "goal": ("reduce",), "payment": ("free",)},
        "in_person", (16, 20), "Naloxone and test strips, no name needed.",
    ),
    Other(
        Kind.SERVICE, 2, "Help Desk",
        {"ancillary": ("employment", "housing", "case_management"), "language": ("es",)},
    ),
)  # fmt: skip


def others(rng: random.Random, today: date) -> Iterator[tuple[Kind, Listing]]:
    """The kind beside each, since a Listing of a feed does not say it."""
    for metro in METROS.values():
        for sort, other in enumerate(OTHERS):
            for number in range(other.count):
                yield other.kind, _other(rng, metro, other, (sort, number), today)


def _other(
    rng: random.Random, metro: Metro, other: Other, which: tuple[int, int], today: date
) -> Listing:
    town = metro.spots[0].city
    word = PLACE_WORDS[(which[0] * 5 + which[1] * 3 + len(metro.key)) % len(PLACE_WORDS)]
    in_person = other.attendance != "online"
    confidential = "Women and Children" in other.name
    place = where(rng, metro, name=other.name) if in_person else None
    return Listing(
        source_id=f"{metro.key}-{other.kind}-{which[0]}-{which[1]}",
        record_kind="service",
        name=f"{word} {other.name}, {town}",
        description=other.description,
        organization=f"{word} {town}",
        where=replace(place, confidential=True) if place and confidential else place,
        times=tuple(opening(metro, *other.hours)),
        phones=(phone(rng, metro, "hotline" if not in_person else "main"),),
        tags=tags(other.stated),
        attendance=other.attendance,
        costs=other.costs,
        verified_on=today - timedelta(days=20 + which[0]),
        raw={"demo": other.kind.value},
    )
