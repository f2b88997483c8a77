"""How are names, streets and links written alike before they are compared?"""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz

LONG_ENOUGH, PART = 8, 88  # letters of a name that may be part of another; how alike they are then

MANY = 200_000  # texts remembered: a directory has each several times

# How the post office shortens what people spell out, and what stands for nothing in a name.
SHORT = {
    **{"street": "st", "avenue": "ave", "av": "ave", "boulevard": "blvd", "drive": "dr"},
    **{"road": "rd", "lane": "ln", "court": "ct", "place": "pl", "square": "sq", "circle": "cir"},
    **{"highway": "hwy", "parkway": "pkwy", "pike": "pike", "turnpike": "tpke", "terrace": "ter"},
    **{"trail": "trl", "route": "rte", "plaza": "plz", "center": "ctr", "centre": "ctr"},
    **{"north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne"},
    **{"northwest": "nw", "southeast": "se", "southwest": "sw", "mount": "mt", "fort": "ft"},
    **{"saint": "st", "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th"},
    **{"fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th", "ninth": "9th"},
}
NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "ten": "10"}
# What people leave out of a street: "315 East Washington" is "315 E Washington St".
LEFT_OUT = frozenset(
    {
        *("st", "ave", "blvd", "dr", "rd", "ln", "ct", "pl", "sq", "cir", "hwy", "pkwy", "pike"),
        *("tpke", "ter", "trl", "rte", "plz", "way", "n", "s", "e", "w", "ne", "nw", "se", "sw"),
        *("us", "state"),
    }
)
BOX = re.compile(r"\bp\.? ?o\.? ?box\b\s*\w*")
IN_A_NUMBER = re.compile(r"(?<=\d)-(?=\d)")
EMPTY = frozenset({"inc", "incorporated", "llc", "ltd", "corp", "corporation", "co", "the", "pllc"})
# How national lists shorten names, spelled out.
LONG = {
    **{"ctr": "center", "ctrs": "centers", "centre": "center", "hlth": "health", "fam": "family"},
    **{"serv": "services", "servs": "services", "svc": "services", "svcs": "services"},
    **{"csl": "counseling", "counselling": "counseling", "trt": "treatment", "prog": "program"},
    **{"comm": "community", "behav": "behavioral", "dept": "department", "hosp": "hospital"},
    **{"med": "medical", "univ": "university", "rehab": "rehabilitation", "assoc": "associates"},
    **{"mh": "mental health", "programme": "program", "saint": "st", "street": "st"},
    **{"mount": "mt", "fort": "ft", "n": "north", "s": "south", "e": "east", "w": "west"},
}
UNIT = re.compile(
    r"\b(\d+(?:st|nd|rd|th)|ground|first|second|third|fourth|fifth)\s+(?:floor|fl|flr)\b"
    r"|\b(?:suites?|ste|units?|apt|room|rm|floor|fl|flr|bldg|building)\b\.?\s*#?\s*(\w[\w-]*)?"
    r"|#\s*(\w+)"
)
# Words that set two programmes, or two meetings, of one house apart, however alike the rest is.
APART = frozenset(
    {
        *("men", "mens", "man", "male", "males", "women", "womens", "woman", "female", "females"),
        *("boys", "girls", "adolescent", "adolescents", "teen", "teens", "youth", "children"),
        *("child", "family", "families", "adult", "adults", "spanish", "espanol", "veterans"),
        *("residential", "outpatient", "inpatient", "detox", "methadone", "otp", "day", "night"),
        *("i", "ii", "iii", "iv", "north", "south", "east", "west", "beginners", "newcomers"),
    }
)
ZOOM = re.compile(r"zoom\.us/(?:j|my|s|w)/([\w.-]+)")
SCHEME = re.compile(r"^\w+://(?:www\.)?")


@lru_cache(MANY)
def plain(text: str) -> str:
    """Small letters and digits, without accents and marks."""
    bare = unicodedata.normalize(
        "NFKD", text.replace("&", " and ").replace("'", "").replace("’", "")
    )
    kept = (c if c.isalnum() else " " for c in bare.casefold() if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


@lru_cache(MANY)
def name_of(text: str) -> str:
    words = plain(text).split()
    said = " ".join(LONG.get(word, word) for word in words if word not in EMPTY)
    return said or " ".join(words)


def town_of(city: str, state: str) -> str:
    """ "Saint Paul" and "St. Paul" are one town; "" without one."""
    return _short(f"{city} {state}") if city else ""


@lru_cache(MANY)
def street_of(line1: str, line2: str = "") -> tuple[str, str]:
    """Street and unit; a street without a number is none (it may be any house of it), nor is a box at
    the post office. What stands beside the street (a building, a floor) is not part of it."""
    first, second = line1.casefold(), line2.casefold()
    units = [next(filter(None, each), "") for each in UNIT.findall(f"{first} {second}")]
    street = _street(first) or _street(second)
    return street, " ".join(sorted(SHORT.get(unit, unit) for unit in units if unit))


def _street(text: str) -> str:
    text = IN_A_NUMBER.sub("", BOX.sub(" ", text))  # 18-47 Mott Avenue is 1847
    at = UNIT.search(text)
    before = text[: at.start()] if at else text
    street = _short(before if _digit(before) else UNIT.sub(" ", text))
    first, _, rest = street.partition(" ")
    street = f"{NUMBERS.get(first, first)} {rest}".strip()
    return street if _digit(street) else ""


def _digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _short(text: str) -> str:
    return " ".join(SHORT.get(word, word) for word in plain(text).split())


@lru_cache(MANY)
def door_of(street: str) -> str:
    """The street without what people leave out of it; of "5 w st" all of it."""
    words = street.split()
    kept = [word for word in words if word not in LEFT_OUT]
    return " ".join(kept if len(kept) > 1 else words)


@lru_cache(MANY)
def one_street(one: str, other: str) -> bool:
    """Nothing in either says another street: "315 e washington" is "315 e washington st"."""
    return door_of(one) == door_of(other) and _within(one.split(), other.split())


def _within(one: list[str], other: list[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


@lru_cache(MANY)
def link_of(url: str) -> str:
    """What of a link leads to the room: not its password, nor where somebody came from."""
    if found := ZOOM.search(url.casefold()):
        return f"zoom {found[1]}"
    return SCHEME.sub("", url.strip().casefold()).split("?")[0].rstrip("/")


def site_of(url: str) -> str:
    return link_of(url).split("/")[0]


@lru_cache(MANY)
def alike_in_full(one: str, other: str) -> int:
    """0 to 100: how alike two names are, in whatever order their words stand; 0 without one."""
    return int(fuzz.token_sort_ratio(one, other)) if one and other else 0


@lru_cache(MANY)
def alike(one: str, other: str) -> int:
    """As `alike_in_full`; a name that is wholly part of a longer one is PART."""
    how = alike_in_full(one, other)
    if min(len(one), len(other)) < LONG_ENOUGH or how >= PART:
        return how
    return max(how, int(PART / 100 * fuzz.token_set_ratio(one, other)))


@lru_cache(MANY)
def marks(name: str) -> frozenset[str]:
    """The words and numbers of a name that set it apart from its neighbours."""
    return frozenset(word for word in name.split() if word in APART or word.isdigit())
