"""Which invented support groups meet, when and how; the fellowships are real, the groups are not."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from casework.demo.places import METROS, Metro, where
from casework.demo.services import tags
from casework.demo.words import GROUP_FIRST, GROUP_SECOND, HALLS
from imports.listing import Listing, Time, Where

VERIFIED_DAYS = 90  # verification of meetings falls due after this (product.md 2)


@dataclass(frozen=True)
class Fellowship:
    name: str
    groups: int  # in each town
    stated: Mapping[str, Sequence[str]]
    online_in_ten: int = 2


@dataclass(frozen=True)
class Group:
    name: str
    hall: Where


SELF: tuple[str, ...] = ("self",)
KIN: tuple[str, ...] = ("kin",)
TWELVE: tuple[str, ...] = ("twelve_step",)
FELLOWSHIPS = (
    Fellowship(
        "Alcoholics Anonymous", 38,
        {"outlook": TWELVE, "for_whom": SELF, "substance_focus": ("alcohol",), "goal": ("abstinent",)},
    ),
    Fellowship(
        "Narcotics Anonymous", 22,
        {
            "outlook": TWELVE, "for_whom": SELF, "substance_focus": ("any_drug",),
            "moud_stance": ("varies",), "goal": ("abstinent",),
        },
    ),
    Fellowship(
        "Medication-Assisted Recovery Anonymous", 5,
        {"outlook": TWELVE, "for_whom": SELF, "moud_stance": ("affirming",)}, 5,
    ),
    Fellowship(
        "SMART Recovery", 7,
        {"outlook": ("secular",), "for_whom": SELF, "moud_stance": ("accepts",), "approach": ("skills",)},
        4,
    ),
    Fellowship(
        "SMART Recovery Family & Friends", 2,
        {"outlook": ("secular",), "for_whom": KIN, "approach": ("skills", "craft")}, 5,
    ),
    Fellowship(
        "Recovery Dharma", 4,
        {"for_whom": SELF, "moud_stance": ("accepts",), "meeting_format": ("meditation",)}, 4,
    ),
    Fellowship(
        "LifeRing Secular Recovery", 3,
        {"outlook": ("secular",), "for_whom": SELF, "moud_stance": ("accepts",)}, 5,
    ),
    Fellowship(
        "Women for Sobriety", 3,
        {
            "outlook": ("secular",), "for_whom": SELF, "moud_stance": ("accepts",),
            "women_only": ("yes",), "company": ("women",),
        },
        4,
    ),
    Fellowship(
        "Celebrate Recovery", 4,
        {"outlook": ("faith",), "for_whom": ("self", "kin"), "moud_stance": ("varies",)}, 0,
    ),
    Fellowship(
        "Cocaine Anonymous", 3,
        {"outlook": TWELVE, "for_whom": SELF, "substance_focus": ("cocaine", "any_drug")},
    ),
    Fellowship(
        "Heroin Anonymous", 2,
        {
            "outlook": TWELVE, "for_whom": SELF, "substance_focus": ("opioids",),
            "moud_stance": ("abstinence_only",), "goal": ("abstinent",),
        },
    ),
    Fellowship("Al-Anon Family Groups", 9, {"outlook": TWELVE, "for_whom": KIN}),
    Fellowship(
        "Alateen", 2, {"outlook": TWELVE, "for_whom": ("teen_kin",), "age_group": ("adolescents",)}
    ),
    Fellowship("Nar-Anon Family Groups", 5, {"outlook": TWELVE, "for_whom": KIN}, 3),
    Fellowship("GRASP", 1, {"for_whom": ("bereaved",)}, 3),
    Fellowship(
        "All Recovery", 5, {"for_whom": SELF, "moud_stance": ("accepts",), "goal": ("abstinent", "reduce")}
    ),
)  # fmt: skip

# Extras come round by the meeting's number, so that every awkward kind is there for any seed.
ROUND: Sequence[tuple[int, Mapping[str, Sequence[str]]]] = (
    (6, {"language": ("es",)}),
    (5, {"access": ("wheelchair",)}),
    (9, {"company": ("newcomers",), "meeting_format": ("beginner",)}),
    (13, {"company": ("lgbtq",)}),
    (14, {"company": ("young",)}),
    (16, {"women_only": ("yes",), "company": ("women",)}),
    (17, {"men_only": ("yes",), "company": ("men",)}),
    (19, {"access": ("childcare",)}),
    (23, {"access": ("proof_of_attendance",)}),
)
NTH = {1: "1st", 2: "2nd", 3: "3rd", -1: "last"}


def meetings(rng: random.Random, today: date) -> Iterator[Listing]:
    """About 1,200: each group meets one to four times a week."""
    number = 0
    for metro in METROS.values():
        for fellowship in FELLOWSHIPS:
            for which in range(fellowship.groups):
                group = Group(_group_name(rng, fellowship, which), _hall(rng, metro, which))
                for slot in range((3, 2, 4, 1)[which % 4]):
                    number += 1
                    yield _meeting(rng, metro, fellowship, group, number, slot, today)


def _group_name(rng: random.Random, fellowship: Fellowship, which: int) -> str:
    first = GROUP_FIRST[(which + len(fellowship.name)) % len(GROUP_FIRST)]
    return f"{first} {rng.choice(GROUP_SECOND)}"


def _meeting(
    rng: random.Random,
    metro: Metro,
    fellowship: Fellowship,
    group: Group,
    number: int,
    slot: int,
    today: date,
) -> Listing:
    online = rng.randrange(10) < fellowship.online_in_ten
    attendance = ("online" if number % 2 else "hybrid") if online else "in_person"
    in_person = attendance != "online"
    key = f"{metro.key}-{fellowship.name}-{group.name}".casefold().replace(" ", "-")
    verified = today - timedelta(days=number * 3 % VERIFIED_DAYS)
    if number % 8 == 0:
        verified = today - timedelta(days=VERIFIED_DAYS + number % 400)
    return Listing(
        source_id=f"{metro.key}-m{number:04}",
        record_kind="meeting",
        name=f"{group.name} ({fellowship.name})",
        status="temporarily_closed" if number % 31 == 0 else "active",
        fellowship=fellowship.name,
        group_key=key,
        group_name=f"{group.name} ({fellowship.name})",
        where=group.hall if in_person else None,
        times=(_time(rng, metro, number, slot),),
        tags=tags(_stated(fellowship, number)),
        attendance=attendance,
        join_url=f"https://meet.example.org/{number:04}" if online else "",
        join_notes="Camera optional." if online else "",
        verified_on=verified,
        updated_at=datetime.combine(verified, time(12), UTC),
        raw={"demo": number},
    )


def _hall(rng: random.Random, metro: Metro, number: int) -> Where:
    return where(rng, metro, name=HALLS[number % len(HALLS)], precise=number % 12 != 0)


def _time(rng: random.Random, metro: Metro, number: int, slot: int) -> Time:
    weekday = (number + slot * 2) % 7
    hour, minute = rng.choice((7, 12, 17, 18, 19, 19, 20, 20)), rng.choice((0, 0, 30))
    minutes, crosses = rng.choice((60, 60, 75, 90)), False
    if number % 41 == 0:  # one that runs past midnight
        hour, minute, minutes, crosses = 23, 30, 60, True
    nth, text = None, ""
    if number % 21 == 0:
        nth = (1, 2, 3, -1)[number // 21 % 4]
        text = f"Only the {NTH[nth]} one of the month."
    elif number % 26 == 0:
        text = "3rd week open to guests, otherwise closed; ask the group."
    return Time(
        weekday=weekday,
        start=time(hour, minute),
        minutes=minutes,
        zone=metro.zone,
        crosses_midnight=crosses,
        text=text,
        nth=nth,
    )


def _stated(fellowship: Fellowship, number: int) -> dict[str, list[str]]:
    stated = {axis: list(values) for axis, values in fellowship.stated.items()}
    for every, extra in ROUND:
        if number % every == 0 and not _clash(stated, extra):
            for axis, values in extra.items():
                stated.setdefault(axis, []).extend(v for v in values if v not in stated[axis])
    if number % 4:  # every fourth does not say
        stated["open_closed"] = ["closed" if number % 3 == 0 else "open"]
    return stated


def _clash(stated: Mapping[str, Sequence[str]], extra: Mapping[str, Sequence[str]]) -> bool:
    """A women's group is not also one for men."""
    only = {"women_only", "men_only"}
    return bool(only & set(stated)) and bool(only & set(extra))
