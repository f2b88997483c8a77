"""Which invented clinics does the demo refer to, with every awkward kind among them?"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from casework.demo.places import METROS, Metro, phone, where
from casework.demo.words import PLACE_WORDS, TREATMENT_ENDINGS
from imports.listing import Listing, Phone, Tag, Time
from matching.words import AXES

CODE_LIST = "demo"
STALE = timedelta(days=500)  # verification falls due yearly (product.md 2)


def tag(axis: str, value: str) -> Tag:
    if AXES[axis] and value not in AXES[axis]:
        raise ValueError(f"{value} is no value of {axis}")
    return Tag(axis, value, CODE_LIST, value)


def tags(stated: Mapping[str, Sequence[str]]) -> tuple[Tag, ...]:
    return tuple(tag(axis, value) for axis, values in stated.items() for value in values)


def opening(metro: Metro, first: int, last: int, *, kind: str = "opening") -> Iterator[Time]:
    """Monday to Friday from one full hour to another; 24 hours on all days where first is last."""
    around_the_clock = first == last
    for weekday in range(7) if around_the_clock else range(1, 6):
        minutes = 24 * 60 if around_the_clock else (last - first) * 60
        yield Time(
            weekday=weekday,
            start=time(first),
            minutes=minutes,
            zone=metro.zone,
            kind=kind,
            crosses_midnight=around_the_clock,
        )


@dataclass(frozen=True)
class Profile:
    """One sort of clinic: its share among all, how it is named, what it states of itself."""

    share: int
    ending: str
    stated: Mapping[str, Sequence[str]]
    silent_on: Sequence[str] = ()  # axes a third of these places do not state


PROFILES = (
    Profile(
        16,
        "",
        {
            "care_type": ("substance_use", "co_occurring"),
            "setting": ("outpatient", "intensive_outpatient"),
            "medication": ("buprenorphine", "naltrexone", "naloxone"),
            "opioid_policy": ("accepts_medication",),
            "payment": ("medicaid", "private", "self_pay", "sliding"),
        },
        ("medication", "opioid_policy"),
    ),
    Profile(
        8,
        "Opioid Treatment Program",
        {
            "care_type": ("substance_use",),
            "setting": ("outpatient", "outpatient_medication"),
            "medication": ("methadone", "buprenorphine", "naloxone", "otp"),
            "opioid_policy": ("accepts_medication", "opioid_only"),
            "payment": ("medicaid", "self_pay", "state_plan"),
            "pregnancy": ("yes",),
        },
    ),
    Profile(
        8,
        "Withdrawal Unit",
        {
            "care_type": ("substance_use", "detox"),
            "setting": ("residential_detox", "residential", "hospital_detox"),
            "detox_substance": ("alcohol", "benzodiazepine", "opioid", "medication_used"),
            "medication": ("buprenorphine",),
            "payment": ("medicaid", "medicare", "private"),
        },
        ("detox_substance",),
    ),
    Profile(
        12,
        "House",
        {
            "care_type": ("substance_use",),
            "setting": ("residential", "residential_short"),
            "opioid_policy": ("accepts_medication",),
            "payment": ("medicaid", "private", "assistance"),
            "ancillary": ("case_management", "peer_support", "housing"),
        },
        ("opioid_policy", "payment"),
    ),
    Profile(
        6,
        "Fellowship Farm",
        {
            "care_type": ("substance_use",),
            "setting": ("residential", "residential_long"),
            "opioid_policy": ("no_medication",),
            "payment": ("free", "self_pay"),
            "outlook": ("faith",),
            "approach": ("twelve_step_facilitation",),
        },
    ),
    Profile(
        6,
        "Women's House",
        {
            "care_type": ("substance_use",),
            "setting": ("residential",),
            "women_only": ("yes",),
            "sex": ("female",),
            "company": ("women", "trauma", "violence_survivors"),
            "pregnancy": ("yes",),
            "access": ("childcare", "childrens_beds"),
            "opioid_policy": ("accepts_medication",),
            "payment": ("medicaid", "sliding"),
        },
    ),
    Profile(
        5,
        "Video Clinic",
        {
            "care_type": ("substance_use",),
            "setting": ("telehealth", "outpatient_medication"),
            "medication": ("buprenorphine", "naltrexone"),
            "opioid_policy": ("accepts_medication",),
            "payment": ("medicaid", "private", "self_pay"),
        },
    ),
    Profile(
        5,
        "Youth Program",
        {
            "care_type": ("substance_use", "mental_health"),
            "setting": ("outpatient",),
            "age_group": ("adolescents", "young_adults"),
            "approach": ("family", "individual"),
            "payment": ("medicaid", "private"),
        },
    ),
    Profile(
        4,
        "Sober Home",
        {
            "care_type": ("recovery_housing",),
            "opioid_policy": ("accepts_medication",),
            "payment": ("self_pay",),
        },
        ("opioid_policy",),
    ),
)
EXTRAS = (
    # how many in a hundred also state this
    (22, "language", "es"),
    (6, "language", "ase"),
    (40, "access", "wheelchair"),
    (18, "access", "transport"),
    (15, "company", "veterans"),
    (14, "company", "lgbtq"),
    (30, "approach", "group"),
    (20, "pregnancy", "yes"),
)


def treatment(rng: random.Random, today: date) -> Iterator[Listing]:
    """About 58 places for each town; every awkward kind comes round by its number."""
    for metro in METROS.values():
        number = 0
        for profile in PROFILES:
            for _ in range(round(profile.share * 0.83)):
                number += 1
                yield _clinic(rng, metro, profile, number, today)


def _clinic(
    rng: random.Random, metro: Metro, profile: Profile, number: int, today: date
) -> Listing:
    name = f"{PLACE_WORDS[(number * 7 + len(metro.key)) % len(PLACE_WORDS)]} " + (
        profile.ending or rng.choice(TREATMENT_ENDINGS)
    )
    stated = {axis: list(values) for axis, values in profile.stated.items()}
    for axis in profile.silent_on:
        if number % 3 == 0:
            del stated[axis]
    for chance, axis, value in EXTRAS:
        if rng.randrange(100) < chance and value not in stated.get(axis, ()):
            stated.setdefault(axis, []).append(value)
    online = profile.ending == "Video Clinic"
    return Listing(
        source_id=f"{metro.key}-t{number:03}",
        record_kind="treatment",
        name=name,
        organization=name.rsplit(" ", 1)[0],
        status=_status(number),
        where=where(rng, metro, name=name, precise=number % 11 != 0),
        times=tuple(_hours(metro, profile, number)),
        phones=_phones(rng, metro, number),
        tags=tags(stated),
        complete=frozenset({"setting", "payment"} & set(stated)),
        attendance="online" if online else "in_person",
        min_age=12 if "Youth" in profile.ending else 18,
        max_age=24 if "Youth" in profile.ending else None,
        updated_at=datetime.combine(today - _age(number), time(9), UTC),
        verified_on=today - _age(number),
        raw={"demo": number},
    )


def _status(number: int) -> str:
    return {13: "temporarily_closed", 17: "paused", 29: "do_not_refer"}.get(number % 37, "active")


def _age(number: int) -> timedelta:
    return STALE if number % 9 == 0 else timedelta(days=number * 5 % 300)


def _hours(metro: Metro, profile: Profile, number: int) -> Iterator[Time]:
    if number % 5 == 0:
        return  # not stated
    if "residential" in profile.stated.get("setting", ()):
        yield from opening(metro, 0, 0)
        yield from opening(metro, 8, 16, kind="intake")
    else:
        yield from opening(metro, 8, 18)
        yield from opening(metro, 9, 11 + number % 5, kind="intake")


def _phones(rng: random.Random, metro: Metro, number: int) -> tuple[Phone, ...]:
    main = phone(rng, metro)
    return (main, phone(rng, metro, "intake")) if number % 2 else (main,)
