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
EMPTY = frozenset({"inc", "incorporated", "llc", "ltd", "corp", "corporation", "co", "the", "pllc"})
UNIT = re.compile(
    r"\b(?:suites?|ste|units?|apt|room|rm|floor|fl|flr|bldg|building)\b\.?\s*#?\s*(\w[\w-]*)?|#\s*(\w+)"
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
    return " ".join(word for word in words if word not in EMPTY) or " ".join(words)


@lru_cache(MANY)
def street_of(line1: str, line2: str = "") -> tuple[str, str]:
    """Street and unit; a street without a number is none: it may be any house of it."""
    text = f"{line1} {line2}".casefold()
    units = [one or other for one, other in UNIT.findall(text)]
    words = plain(UNIT.sub(" ", text)).split()
    street = " ".join(SHORT.get(word, word) for word in words)
    return (
        street if any(c.isdigit() for c in street) else "",
        " ".join(sorted(filter(None, units))),
    )


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
