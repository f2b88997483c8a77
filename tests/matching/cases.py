"""What could a screen and a directory say? Small random directories and questions from a seed."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from matching import (
    AXES,
    ForWhom,
    Kind,
    List,
    Offered,
    Place,
    Precision,
    Report,
    Slot,
    Stage,
    Status,
    StayAway,
    Tier,
    Wanted,
)
from matching.words import CARE_KINDS, PEER_KINDS, PRACTICAL_KINDS
from tests.matching.themes import themed

ZONES = ("America/New_York", "America/New_York", "America/Phoenix", "Europe/London", "UTC")
CHANGES = (datetime(2026, 3, 8, 7), datetime(2026, 11, 1, 6), datetime(2026, 10, 25, 1))  # noqa: DTZ001
KINDS = {
    List.PEERS: [Kind.MEETING] * 12 + sorted(PEER_KINDS),
    List.TREATMENT: [Kind.TREATMENT] * 8 + sorted(CARE_KINDS),
    List.PRACTICAL: sorted(PRACTICAL_KINDS),
}
VALUES = {axis: tuple(values) for axis, values in AXES.items() if values}
VALUES["language"] = ("en", "es")
SAID = (
    *("hop", "HOUSE of hope", "serenty", "josé", "alanon", "methadne dayton", "salem or", "45402"),
    *("womens group online", "narcotcs anonimous", "free childcare", "zzzz", "spanish hapbour"),
)
AGES = (*[None] * 6, 12, 13, 17, 18, 19, 20, 25, 26, 59, 60)  # either side of what a rule asks
COMMON = [
    "language",
    "access",
    "payment",
    "setting",
    "care_type",
    "medication",
    "opioid_policy",
    "alcohol_policy",
    "detox_substance",
]
PEER_AXES = [
    "for_whom",
    "for_whom",
    "outlook",
    "outlook",
    "moud_stance",
    "open_closed",
    "company",
    "women_only",
    "men_only",
    "substance_focus",
    "language",
    "access",
    "approach",
]
CARE_AXES = [*COMMON, "age_group", "pregnancy", "exclusive", "women_only", "approach", "sex"]


@dataclass
class Case:
    """A moment, a directory and a question."""

    now: datetime
    offers: list[Offered]
    wanted: Wanted
    limit: int
    seed: int


def case(seed: int, most: int = 30) -> Case:
    r = random.Random(seed)
    now = r.choice(CHANGES).replace(tzinfo=UTC) + timedelta(
        seconds=r.choice((r.randint(-8 * 86400, 8 * 86400), r.randint(-9000, 9000)))
    )
    kind = r.choice((List.PEERS, List.PEERS, List.TREATMENT, List.TREATMENT, List.PRACTICAL))
    wanted = question(r, kind)
    offers = [offered(r, n, kind, now) for n in range(r.randint(1, most))]
    wanted, offers = themed(r, wanted, offers)
    if wanted.kind is List.PRACTICAL and seed % 3 == 0:
        wanted = replace(wanted, kinds=some(random.Random(seed), KINDS[kind]))
    return Case(now, offers, wanted, r.choice((20, 20, 3, 2)), r.choice((0, 0, 1, 3_000_000_077)))


def some(r: random.Random, values, most: int = 2) -> frozenset:
    return frozenset(r.sample(values, min(len(values), r.randint(1, most))))


def tags(r: random.Random, axes: list[str], most: int) -> dict[str, frozenset[str]]:
    return {axis: some(r, VALUES[axis]) for axis in r.sample(axes, r.randint(0, most))}


def place(r: random.Random, spread: float = 0.35) -> Place:
    lat, lon = 42.36 + r.gauss(0, spread), -71.06 + r.gauss(0, spread)
    precision = r.choice((Precision.POINT, Precision.STREET, *Precision))
    if r.random() < 0.3:
        return Place(42.36, -71.06, precision)
    return Place(round(lat, 4), round(lon, 4), precision)


def weekly(r: random.Random, now: datetime) -> Slot:
    """Some in this very minute, a day or a week on, and some in the last of a day."""
    start = time(r.randint(0, 23), r.choice((0, 30, 59, (now + timedelta(seconds=59)).minute)))
    nth = r.choice((None, None, None, None, 1, 4, -1))
    return Slot(
        r.randint(0, 6), start, r.choice((30, 60, 60, 600, 600, 2880)), r.choice(ZONES), nth
    )


KINDS_OF_REPORT = (
    *("full", "full", "waits", "waits", "wrong_number", "closed", "not_taking"),
    *("no_medicaid", "no_medicaid", "kind"),
)


def reports(r: random.Random, now: datetime) -> list[Report]:
    """Mostly of the very minute in which what was told fades or is over, or of the one before."""
    if r.random() < 0.75:
        return []
    ago = timedelta(days=r.choice((0.1, 0.5, 1, 1, 6, 8, 30, 60, 90, 180)))
    kind = r.choice(KINDS_OF_REPORT)
    at = now + timedelta(seconds=-now.second % 60, minutes=now.minute % 2) - ago
    return [Report(kind, at, r.choice((None, 0, 1, 3)))]


def confirmed(r: random.Random, n: int, now: datetime) -> date | None:
    """Round the days on which a meeting's word is stale, and a service's."""
    if r.choice((True, False)):
        return None
    return now.date() - timedelta(days=(0, 89, 90, 91, 364, 365, 366)[n % 7])


def refused(r: random.Random, axes: list[str]) -> dict[str, frozenset[str]]:
    """Drawn from a copy, so that all else is as it would be without."""
    apart = random.Random()
    apart.setstate(r.getstate())
    return tags(apart, axes, 3) if apart.random() < 0.3 else {}


def offered(r: random.Random, n: int, asked: List, now: datetime) -> Offered:
    kind = r.choice(KINDS[asked]) if r.random() < 0.95 else r.choice(list(Kind))
    axes = PEER_AXES if asked is List.PEERS else CARE_AXES
    return Offered(
        key=f"{r.choice('abc')}{n:02d}",
        kind=kind,
        name=r.choice(("New Hope", "Harbour House", "hope", "Serenity Now", "Al-Anon José's")),
        group=r.choice(("", "", "", "g1", "g2", "g3")),
        tags=tags(r, axes, 5),
        complete=some(r, axes, 3) if r.random() < 0.4 else frozenset(),
        refused=refused(r, axes),
        place=place(r) if r.random() < 0.9 else None,
        in_person=r.random() < 0.8,
        online=r.random() < 0.3,
        served_states=r.choice((frozenset(), frozenset({"MA"}), frozenset({"NH"}))),
        state=r.choice(("", "", "MA", "NH")),
        slots=[weekly(r, now) for _ in range(r.choice((0, 1, 1, 1, 2, 3)))],
        ages=r.choice(((None, None), (None, None), (None, None), (18, None), (13, 19), (0, 40))),
        status=Status.ACTIVE if r.random() < 0.85 else r.choice(list(Status)),
        how_soon=r.choice((None, 0, 12, 13, 48, 49, 336, 337)),
        confirmed_on=confirmed(r, n, now),
        reports=reports(r, now),
        quality=r.choice((500, 500, r.randint(0, 1000))),
        got_in=r.choice((None, None, 399, 400, 600, 601)),
        explore=r.choice((0, 54, r.randint(0, 400))),
        load=r.choice((0, 0, r.randint(0, 2000))),
        unverified=r.random() < 0.2,
        gone_since=r.choice((None, None, None, date(2026, 1, 1))),
        fellowship=r.choice(("", "", "AA", "aa", "NA")),
        words=r.choice(("", "Dayton OH 45402", "Dayton OH AA", "Salem OR Narcotics Anonymous")),
    )


def question(r: random.Random, kind: List) -> Wanted:
    axes = PEER_AXES if kind is List.PEERS else CARE_AXES
    uses = ("alcohol", "benzodiazepine", "opioid", "cannabis", "methamphetamine")
    cells = [(day, part) for day in range(7) for part in range(4)]
    return Wanted(
        kind=kind,
        for_whom=r.choice((ForWhom.SELF, ForWhom.SELF, *ForWhom)),
        stage=r.choice((None, *Stage)),
        tier=r.choice((Tier.T3, Tier.T2, *Tier)),
        place=place(r, 0.1) if r.random() < 0.85 else None,
        state=r.choice((None, "MA")),
        within_miles=r.choice((25.0, 25.0, 5.0, 0.0, 100.0)),
        travel=r.choice(("car", "transit", "walk")),
        modes=frozenset(r.choice((*[("in_person", "online")] * 3, ("in_person",), ("online",)))),
        times=frozenset(r.sample(cells, r.randint(2, 14))) if r.random() < 0.4 else frozenset(),
        zone=r.choice(ZONES),
        must=tags(r, axes, 2) if r.random() < 0.5 else {},
        wish=tags(r, axes, 2),
        age=r.choice(AGES),
        substances=some(r, uses) if r.random() < 0.7 else frozenset(),
        on_medication=r.random() < 0.25,
        pregnant=r.random() < 0.2,
        violence=r.random() < 0.2,
        stay_away=stay_away(r) if r.random() < 0.25 else StayAway(),
        did_not_suit=r.choice((frozenset(), frozenset(), frozenset({"g1", "a03", "b04"}))),
        by_outcomes=r.random() < 0.8,
        about_another=r.random() < 0.5,
        words=r.choice(("", "", "hope", "harbour hope", r.choice(SAID))),
    )


def stay_away(r: random.Random) -> StayAway:
    points = [(place(r, 0.1), r.choice((1.0, 10.0)))] if r.random() < 0.7 else []
    groups = r.choice((frozenset(), frozenset({"g2"})))
    venues = r.choice((frozenset(), frozenset({"a01", "b02", "c03", "c04"})))
    return StayAway(points, groups, r.choice(({}, {"outlook": frozenset({"faith"})})), venues)
