"""Where does the invented helpline work? Real towns and ZIPs, invented streets, fictional numbers.

Phone numbers come only from the range reserved for fiction, NPA-555-0100 to NPA-555-0199.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from imports.listing import Phone, Where

FICTION = range(100, 200)
LISTED = range(100, 150)  # places and groups; people get the other half, each number once


@dataclass(frozen=True)
class Spot:
    """One ZIP and about where it lies (GeoNames, as in the zipcodes package)."""

    zip: str
    city: str
    county: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Metro:
    key: str
    state: str
    zone: str
    area_codes: Sequence[str]
    spots: Sequence[Spot]


METROS: dict[str, Metro] = {
    metro.key: metro
    for metro in (
        Metro(
            "dayton",
            "OH",
            "America/New_York",
            ("937", "326"),
            (
                Spot("45402", "Dayton", "Montgomery", 39.7563, -84.1895),
                Spot("45404", "Dayton", "Montgomery", 39.7862, -84.1622),
                Spot("45405", "Dayton", "Montgomery", 39.7899, -84.2135),
                Spot("45406", "Dayton", "Montgomery", 39.7821, -84.2373),
                Spot("45410", "Dayton", "Montgomery", 39.7474, -84.1600),
                Spot("45414", "Dayton", "Montgomery", 39.8285, -84.2024),
                Spot("45424", "Dayton", "Montgomery", 39.8353, -84.1123),
                Spot("45429", "Dayton", "Montgomery", 39.6841, -84.1633),
                Spot("45431", "Dayton", "Greene", 39.7574, -84.0569),
            ),
        ),
        Metro(
            "columbus",
            "OH",
            "America/New_York",
            ("614", "380"),
            (
                Spot("43004", "Blacklick", "Franklin", 40.0210, -82.8079),
                Spot("43068", "Reynoldsburg", "Franklin", 39.9551, -82.8035),
                Spot("43085", "Columbus", "Franklin", 40.0999, -83.0157),
                Spot("43201", "Columbus", "Franklin", 39.9952, -83.0047),
                Spot("43203", "Columbus", "Franklin", 39.9719, -82.9691),
                Spot("43206", "Columbus", "Franklin", 39.9426, -82.9748),
                Spot("43211", "Columbus", "Franklin", 40.0118, -82.9732),
                Spot("43215", "Columbus", "Franklin", 39.9671, -83.0044),
                Spot("43229", "Columbus", "Franklin", 40.0839, -82.9726),
            ),
        ),
        Metro(
            "desmoines",
            "IA",
            "America/Chicago",
            ("515",),
            (
                Spot("50309", "Des Moines", "Polk", 41.5887, -93.6212),
                Spot("50310", "Des Moines", "Polk", 41.6255, -93.6736),
                Spot("50311", "Des Moines", "Polk", 41.6010, -93.6729),
                Spot("50314", "Des Moines", "Polk", 41.6030, -93.6330),
                Spot("50315", "Des Moines", "Polk", 41.5444, -93.6192),
                Spot("50317", "Des Moines", "Polk", 41.6122, -93.5296),
                Spot("50265", "West Des Moines", "Polk", 41.5805, -93.7447),
                Spot("50021", "Ankeny", "Polk", 41.7212, -93.5682),
            ),
        ),
        Metro(
            "pueblo",
            "CO",
            "America/Denver",
            ("719",),
            (
                Spot("81001", "Pueblo", "Pueblo", 38.2879, -104.5848),
                Spot("81003", "Pueblo", "Pueblo", 38.2843, -104.6234),
                Spot("81004", "Pueblo", "Pueblo", 38.2441, -104.6278),
                Spot("81005", "Pueblo", "Pueblo", 38.2352, -104.6600),
                Spot("81007", "Pueblo", "Pueblo", 38.3870, -104.7792),
                Spot("80903", "Colorado Springs", "El Paso", 38.8388, -104.8145),
                Spot("80905", "Colorado Springs", "El Paso", 38.8377, -104.8370),
                Spot("80909", "Colorado Springs", "El Paso", 38.8520, -104.7735),
                Spot("80916", "Colorado Springs", "El Paso", 38.8076, -104.7403),
            ),
        ),
    )
}

STREETS = (
    *("Lanternwick Ave", "Quillmere St", "Tansy Hollow Rd", "Oldferry Ln", "Brackenshaw Blvd"),
    *("Marigold Spur", "Nettlewood Dr", "Pennywhistle St", "Saltmarsh Ct", "Thistlecomb Rd"),
    *("Umberfield Ave", "Vesperholt St", "Wickersham Loop", "Yarrowgate Pike", "Zephyrine Way"),
)


def where(
    rng: random.Random,
    metro: Metro,
    *,
    name: str = "",
    spot: Spot | None = None,
    precise: bool = True,
) -> Where:
    """An invented address at a real ZIP; without coordinates when not `precise`."""
    at = spot or rng.choice(metro.spots)
    return Where(
        name=name,
        line1=f"{rng.randrange(100, 9800)} {rng.choice(STREETS)}",
        city=at.city,
        county=at.county,
        state=metro.state,
        postal_code=at.zip,
        lat=round(at.lat + rng.uniform(-0.02, 0.02), 5) if precise else None,
        lon=round(at.lon + rng.uniform(-0.02, 0.02), 5) if precise else None,
        precision="street" if precise else "none",
        precision_source="source" if precise else "",
    )


def phone(rng: random.Random, metro: Metro, kind: str = "main", note: str = "") -> Phone:
    area, line = rng.choice(metro.area_codes), rng.choice(LISTED)
    return Phone(raw=f"({area}) 555-0{line}", e164=f"+1{area}5550{line}", kind=kind, note=note)


def peoples_numbers(rng: random.Random) -> Iterator[str]:
    """Numbers for people, each one once, in a mixed order."""
    rest = [n for n in FICTION if n not in LISTED]
    numbers = [f"+1{a}5550{n}" for m in METROS.values() for a in m.area_codes for n in rest]
    rng.shuffle(numbers)
    return iter(numbers)
