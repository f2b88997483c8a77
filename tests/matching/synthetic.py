"""What does a whole country look like: a seeded, plausible, invented directory and its questions."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import zipcodes

from matching import ForWhom, Kind, List, Offered, Place, Precision, Slot, Tier, Wanted

NOW = datetime(2026, 10, 28, 21, 3, tzinfo=UTC)
OUTLOOKS = (("twelve_step", 75), ("secular", 12), ("faith", 8), ("", 5))
STANCES = ("affirming", "accepts", "varies", "abstinence_only", "")
SETTINGS = ("outpatient", "intensive_outpatient", "residential", "residential_detox", "hospital")
SUBSTANCES = ("alcohol", "benzodiazepine", "opioid", "cocaine", "methamphetamine")
COMPANY = ("women", "men", "lgbtq", "young", "veterans", "newcomers")


def _zips() -> list[dict]:
    found = zipcodes.filter_by(active=True, zip_code_type="STANDARD")
    return [z for z in found if z["timezone"].startswith(("America/", "Pacific/"))]


ZIPS = _zips()


def directory(size: int, seed: int = 1) -> list[Offered]:
    rng = random.Random(seed)
    return [_offer(rng, number) for number in range(size)]


def _some(rng: random.Random, values: tuple[str, ...], most: int) -> frozenset[str]:
    return frozenset(rng.sample(values, rng.randint(0, most)))


def _near(rng: random.Random, z: dict) -> Place:
    lat, lon = float(z["lat"]) + rng.gauss(0, 0.03), float(z["long"]) + rng.gauss(0, 0.03)
    return Place(lat, lon, Precision.STREET)


def _offer(rng: random.Random, number: int) -> Offered:
    z = rng.choice(ZIPS)
    checked = NOW.date() - timedelta(days=rng.randint(0, 500))
    if rng.random() < 0.116:
        return _facility(rng, number, z, checked)
    return _meeting(rng, number, z, checked)


def _facility(rng: random.Random, number: int, z: dict, checked: date) -> Offered:
    tags = {
        "care_type": frozenset({"substance_use"}) | _some(rng, ("detox", "co_occurring"), 2),
        "setting": frozenset(rng.sample(SETTINGS, rng.randint(1, 3))),
        "medication": _some(rng, ("methadone", "buprenorphine", "naltrexone", "otp"), 3),
        "opioid_policy": _some(rng, ("accepts_medication", "no_medication"), 1),
        "detox_substance": _some(rng, SUBSTANCES, 5),
        "payment": _some(rng, ("medicaid", "medicare", "private", "self_pay", "free"), 4),
        "language": frozenset({"en"}) | _some(rng, ("es", "ase"), 1),
        "pregnancy": _some(rng, ("yes",), 1),
        "access": _some(rng, ("wheelchair", "childcare"), 2),
    }
    online = rng.random() < 0.3
    return Offered(
        key=f"f{number:07d}",
        kind=Kind.TREATMENT,
        name=f"{rng.choice(('Harbour', 'River', 'Hope', 'Cedar'))} {z['city']} Center",
        tags=tags,
        complete=frozenset({"payment", "setting", "care_type"}),
        place=_near(rng, z),
        online=online,
        served_states=frozenset({z["state"]}) if online else frozenset(),
        how_soon=rng.choice((None, 0, 24, 72, 300, 900)),
        confirmed_on=checked,
        quality=rng.randint(300, 800),
        load=rng.choice((0, 0, 200, 900)),
    )


def _meeting(rng: random.Random, number: int, z: dict, checked: date) -> Offered:
    weights = [w for _, w in OUTLOOKS]
    outlook = rng.choices([o for o, _ in OUTLOOKS], weights)[0]
    way = rng.random()
    tags = {
        "outlook": frozenset({outlook} - {""}),
        "moud_stance": frozenset({rng.choice(STANCES)} - {""}),
        "for_whom": frozenset({rng.choices(("self", "kin", "bereaved", ""), (80, 12, 2, 6))[0]})
        - {""},
        "open_closed": frozenset({rng.choice(("open", "closed", ""))} - {""}),
        "language": frozenset({rng.choices(("en", "es", ""), (70, 10, 20))[0]} - {""}),
        "company": _some(rng, COMPANY, 1) if rng.random() < 0.2 else frozenset(),
        "access": _some(rng, ("wheelchair", "childcare"), 1),
        "substance_focus": _some(rng, ("alcohol", "any_drug", "opioids"), 1),
    }
    start = time(rng.randint(6, 21), rng.choice((0, 15, 30)))
    nth = rng.choice((1, 2, 3, 4, -1)) if rng.random() < 0.05 else None
    return Offered(
        key=f"m{number:07d}",
        kind=Kind.MEETING,
        name=f"{rng.choice(('Serenity', 'Sunrise', 'New Hope', 'Way Out'))} {z['city']}",
        group=f"g{rng.randint(0, number) // 3}",
        tags=tags,
        place=_near(rng, z) if way > 0.18 else None,
        in_person=way > 0.18,
        online=way < 0.26,
        slots=(Slot(rng.randint(0, 6), start, 60, z["timezone"], nth),),
        confirmed_on=checked,
        quality=rng.randint(300, 800),
    )


def questions(number: int, seed: int = 2) -> Iterator[Wanted]:
    rng = random.Random(seed)
    for _ in range(number):
        yield _question(rng)


def _question(rng: random.Random) -> Wanted:
    z = rng.choice(ZIPS)
    kind = rng.choice((List.PEERS, List.PEERS, List.TREATMENT))
    peers = kind is List.PEERS
    must: dict[str, frozenset[str]] = {}
    if rng.random() < 0.3:
        must["language"] = frozenset({rng.choice(("es", "en"))})
    if rng.random() < 0.4 and not peers:
        must["payment"] = frozenset({rng.choice(("medicaid", "private"))})
    wish = {"company": frozenset({rng.choice(COMPANY)})} if rng.random() < 0.3 else {}
    days = frozenset((day, part) for day in rng.sample(range(7), 3) for part in (2, 3))
    return Wanted(
        kind=kind,
        for_whom=rng.choice((ForWhom.SELF, ForWhom.SELF, ForWhom.KIN)),
        tier=rng.choice((Tier.T1, Tier.T2, Tier.T3, Tier.T3)),
        place=Place(float(z["lat"]), float(z["long"]), Precision.ZIP),
        state=z["state"],
        within_miles=rng.choice((5.0, 15.0, 25.0, 50.0)),
        zone=z["timezone"],
        times=days if rng.random() < 0.4 else frozenset(),
        must=must,
        wish=wish,
        substances=frozenset({rng.choice(SUBSTANCES)}),
        on_medication=rng.random() < 0.2,
    )
