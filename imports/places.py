"""Where on earth is it: ZIPs mended, states by their codes, a ZIP's centre and time zone?"""

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

import zipcodes

from imports.text import clean, line, plain

# ZIPs of these states begin with 0 and lose it in every spreadsheet (formats.md 0.9).
LEADING_ZERO = frozenset({"CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI"})
US = frozenset({"US", "USA", "U.S.", "U.S.A.", "UNITED STATES", "UNITED STATES OF AMERICA"})
CANADA = frozenset({"CA", "CAN", "CANADA"})
BRITAIN = frozenset({"GB", "GBR", "UK", "U.K.", "UNITED KINGDOM", "GREAT BRITAIN"})
BRITISH = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})", re.IGNORECASE | re.ASCII)
CANADIAN = re.compile(r"([ABCEGHJ-NPRSTVXY]\d[A-Z])[ -]?(\d[A-Z]\d)", re.IGNORECASE)
STATE_TEXT = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa
KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey
NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon
PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah
VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico
GU Guam|VI Virgin Islands|AS American Samoa|MP Northern Mariana Islands|FM Micronesia
MH Marshall Islands|PW Palau
"""
PROVINCE_TEXT = """
AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador
NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec
SK Saskatchewan|YT Yukon
"""
# How newspapers and people shorten them, blanks as dashes.
SHORT_STATE_TEXT = """
AL ala|AZ ariz|AR ark|CA calif|CO colo|CT conn|DE del|DC d.c washington-dc washington-d.c|FL fla|IL ill
IN ind|KS kan kans|MD md|MA mass|MI mich|MN minn|MS miss|MO mo|MT mont|NE neb nebr|NV nev|NH n.h|NJ n.j
NM n.m|NY n.y|NC n.c|ND n.d|OK okla|OR ore oreg|PA penn penna|RI r.i|SC s.c|SD s.d|TN tenn|TX tex
VT vt|VA va|WA wash washington-state|WV w.va w.v|WI wis wisc|WY wyo|PR p.r|NY new-york-state
VI us-virgin-islands u.s.-virgin-islands
"""
SHORT_PROVINCE_TEXT = """
AB alta|NB n.b|NL nfld newfoundland|NS n.s|ON ont|PE p.e.i pei|QC que québec p.q|SK sask|BC b.c
"""


def _names(text: str) -> dict[str, str]:
    pairs = (each.split(" ", 1) for each in text.strip().replace("\n", "|").split("|"))
    return {name.lower(): code for code, name in pairs}


def _short(text: str) -> dict[str, str]:
    """Without their full stops, as they are looked up."""
    return {name: code for code, *names in map(str.split, text.strip().replace("|", "\n").split("\n"))
            for name in names}  # fmt: skip


STATES = _names(STATE_TEXT)
PROVINCES = _names(PROVINCE_TEXT)
SHORT_STATES, SHORT_PROVINCES = _short(SHORT_STATE_TEXT), _short(SHORT_PROVINCE_TEXT)
CODES, PROVINCE_CODES = frozenset(STATES.values()), frozenset(PROVINCES.values())


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """What `zipcodes` knows of a ZIP: degrees of its centre (None where unknown) and its zone."""

    city: str
    state: str
    county: str
    lat: float | None
    lon: float | None
    zone: str


@lru_cache(maxsize=1)
def _rows() -> dict[str, dict[str, Any]]:
    return {row["zip_code"]: row for row in zipcodes.list_all()}


@lru_cache(maxsize=50_000)
def zip_place(postal_code: str) -> ZipPlace | None:
    """The place of a five-digit US ZIP, or None. One list in memory; first use takes ~0.4 s."""
    row = _rows().get(postal_code)
    if row is None:
        return None
    lat, lon = coordinates(row["lat"], row["long"])
    zone = row["timezone"] if row["timezone"] in zones() else ""
    return ZipPlace(row["city"], row["state"], row["county"] or "", lat, lon, zone)


@lru_cache(maxsize=80)
def _places_of(state: str) -> tuple[ZipPlace, ...]:
    of = (zip_place(code) for code, row in _rows().items() if row["state"] == state)
    return tuple(place for place in of if place is not None)


def zip_in_state(postal_code: str, state: str) -> ZipPlace | None:
    """As `zip_place`, but None where the ZIP lies in another state than the one written beside it."""
    place = zip_place(postal_code)
    return place if place and (state not in CODES or place.state == state) else None


def points_of(state: str) -> list[tuple[float, float]]:
    """The centres of all ZIPs of a state whose place is known, in degrees."""
    return [(p.lat, p.lon) for p in _places_of(state) if p.lat is not None and p.lon is not None]


def counties_of(state: str) -> frozenset[str]:
    """The counties of a state in which a ZIP lies, as `zipcodes` writes them ("Garrett County")."""
    return frozenset(place.county for place in _places_of(state))


@lru_cache(maxsize=80)
def state_zone(state: str) -> str:
    """The zone of a state that lies in a single one (45 do, by their ZIPs), or ""."""
    found = {place.zone for place in _places_of(state) if place.zone}
    return found.pop() if len(found) == 1 else ""


@lru_cache(maxsize=1)
def zones() -> frozenset[str]:
    """Every IANA zone name this machine knows."""
    return frozenset(available_timezones())


def zone_or_none(value: Any) -> str:
    """An IANA zone that exists on this machine ("Napakiak" does not), or ""."""
    text = plain(value)
    return text if (text in zones() and "/" in text) or text == "UTC" else ""


def mended_zip(value: Any, state: str = "", country: str = "US") -> tuple[str, str]:
    """A postal code and what was done to it ("" for nothing).

    Five digits for the US: ZIP+4 in any writing is cut, four digits are padded where the state's
    ZIPs begin with 0 (formats.md 0.9, 11.3). Canadian codes as `A1A 1A1`. What is no postal code
    ("NY") gives "".
    """
    text = plain(value).upper()
    if not text:
        return "", ""
    if found := CANADIAN.fullmatch(text):
        return f"{found[1]} {found[2]}", ""
    if country and country not in US:
        return line(text)[:20], ""
    digits = re.sub(r"[\s\-–]+", "", text)
    if not digits.isascii() or not digits.isdigit():
        return "", "no postal code; left out"
    if len(digits) == 5:
        return digits, ""
    if len(digits) == 9:
        return digits[:5], "" if digits != text else "nine digits read as ZIP+4"
    if state in LEADING_ZERO and len(digits) in (3, 4, 8):
        whole = digits.zfill(5 if len(digits) < 8 else 9)[:5]
        return whole, f"leading zero put back: {whole}"
    return "", "not a ZIP of five digits; left out"


def state_code(value: Any, country: str = "US") -> str:
    """Two letters for a state, territory or province by name or code; other text trimmed as it is."""
    text = line(value).strip(" .,")
    if text.upper() in CODES:
        return text.upper()
    for names in (STATES, PROVINCES) if country in US else (PROVINCES, STATES):
        if text.lower() in names:
            return names[text.lower()]
    short = re.sub(r"[\s,]+", "-", text.lower())
    for names in (SHORT_STATES, SHORT_PROVINCES) if country in US else (SHORT_PROVINCES,):
        if short in names:
            return names[short]
    return text.upper() if len(text) == 2 else text


def is_state(text: str, country: str = "US") -> bool:
    """Whether it is a state, territory or province by its code; elsewhere any text may be one."""
    return text in CODES or text in PROVINCE_CODES or country not in (*US, *CANADA, "")


def country_code(value: Any, default: str = "US") -> str:
    """`US`, `CA` and `GB` in all their writings; another text is kept, "" gives the default."""
    text = clean(value).upper()
    if not text:
        return default
    for code, names in (("US", US), ("CA", CANADA), ("GB", BRITAIN)):
        if text in names:
            return code
    return text[:60]


def country_of_code(postal_code: Any, country: str) -> str:
    """The country, or the one that alone writes postal codes like this (Canada, Britain)."""
    text = plain(postal_code)
    if CANADIAN.fullmatch(text):
        return "CA"
    return "GB" if country in US and BRITISH.fullmatch(text) else country


def number(value: Any) -> float | None:
    """A finite number from a number or its text; None for everything else."""
    try:
        found = float(plain(value) or "nan")
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def coordinates(lat: Any, lon: Any) -> tuple[float | None, float | None]:
    """Degrees, both or neither; 0, 0 and what lies off the earth are none."""
    north, east = number(lat), number(lon)
    if north is None or east is None or (north == 0 and east == 0):
        return None, None
    if not (-90 <= north <= 90 and -180 <= east <= 180):
        return None, None
    return north, east
