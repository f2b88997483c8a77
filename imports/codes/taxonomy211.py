"""What does a code of the 211 taxonomy say in our axes, and what kind of place has it?

The taxonomy's terms are licensed and are not here: only what a code means to us, by its longest
known beginning (formats.md 5, 6). One line is `beginning|kind|axis=value …`, a bare word being a care_type; a
line without values ends what a shorter beginning would say.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from imports.listing import Tag

LIST = "211"
CODE = re.compile(r"[A-Z]{1,2}(?:-\d{4}(?:\.\d{4}(?:-\d{3}(?:\.\d{2})?)?)?)?")
MEANT = """
RX|treatment|substance_use
RX-0400|service|
RX-1700|treatment|substance_use detox
RX-1700.0500|treatment|substance_use detox detox_substance=alcohol
RX-1700.0500-330|treatment|substance_use detox detox_substance=alcohol setting=hospital_detox
RX-1700.0500-650|treatment|substance_use detox detox_substance=alcohol setting=outpatient_detox
RX-1700.1700-330|treatment|substance_use detox setting=hospital_detox
RX-1700.1700-500|treatment|substance_use detox detox_substance=opioid
RX-1700.1700-650|treatment|substance_use detox setting=outpatient_detox
RX-1750|service|
RX-8250|service|
RX-8450.1150|treatment|substance_use setting=outpatient
RX-8450.3300|treatment|substance_use setting=hospital
RX-8450.5000|treatment|substance_use substance_focus=opioids
RX-8450.5000-510|treatment|substance_use substance_focus=opioids medication=methadone medication=otp
RX-8450.6600|treatment|substance_use pregnancy=yes
RX-8450.7000|treatment|substance_use setting=residential
RX-8450.7900|service|
RX-8450.8100|treatment|substance_use setting=day_program
RX-8470|service|
RX-8500|treatment|recovery_housing
RD|treatment|mental_health
RM|treatment|mental_health
RM-3300|treatment|mental_health setting=hospital
RM-6500|treatment|mental_health setting=outpatient
RM-6500.5000|service|
RM-7000|treatment|mental_health setting=residential
RP-1400|treatment|mental_health
RP-1400.8000-050|treatment|mental_health age_group=adolescents
RP-1400.8000-100|treatment|mental_health for_whom=bereaved
RP-1400.8000-145|treatment|mental_health for_whom=kin
RP-1400.8000-175|service|
RP-1400.8000-270|treatment|mental_health age_group=seniors
RP-1400.8000-500|service|
RP-1400.8000-655|treatment|mental_health pregnancy=yes
RP-1400.8000-670|service|
RP-1400.8000-900|treatment|mental_health company=veterans
RP-1500.1500|treatment|mental_health setting=residential_short
RP-1500.3400-650|mobile_crisis|
RP-6400|treatment|mental_health
RP-6400.1500|treatment|mental_health age_group=children age_group=adolescents
RP-6400.2700|treatment|mental_health age_group=seniors
RP-6400.8000-600|treatment|mental_health ancillary=case_management
RP-6400.8000-620|treatment|mental_health setting=day_program
RF-2000||approach=family
RF-2500||approach=group
RF-3300||approach=individual
RF-6500||ancillary=peer_support
PN-8100.0500-070|meeting|substance_focus=alcohol for_whom=self
PN-8100.0500-180|meeting|substance_focus=any_drug for_whom=self
PN-8100.0500-200|meeting|substance_focus=alcohol for_whom=kin
PN-8100.0500-230|meeting|substance_focus=alcohol for_whom=kin
PN-8100.0500-235|meeting|substance_focus=any_drug for_whom=kin
PN-8100.0500-250|service|
PN-8100.0500-800|service|
PN-8100.0500-900|service|
PN-8100.0500|meeting|
PN-8100.1000|meeting|for_whom=bereaved
PN-8100.4500-240||company=lgbtq
PN-8100.4500-850||company=veterans
PN-8100.4500-950||company=young
YF-8000.0500||substance_focus=alcohol
YF-8000.1800-620||substance_focus=opioids
YF-8000.1800-680||pregnancy=yes
YF-8000.1800-850||age_group=adolescents
YJ-2300||for_whom=kin substance_focus=alcohol
YJ-3500||for_whom=kin substance_focus=any_drug
YJ-8000||for_whom=bereaved
YV-3000.3050||company=men
YV-3000.3150||company=veterans
YV-3000.7500||company=women
YV-3000.8000||company=young
BH-1800|shelter|
BH-1800.1500-080|service|
BH-1800.1500-100|shelter|company=violence_survivors
BH-1800.3500|service|
BH-3700||ancillary=housing
BH-3800||ancillary=housing
BH-3900||ancillary=housing
BH-8400||ancillary=housing
BH-8500||ancillary=housing
BH-8600||ancillary=housing
PH-1000||ancillary=case_management
"""
# What a listing with several codes is: the first of these that one of its codes says.
FIRST = ("treatment", "mobile_crisis", "shelter", "meeting")


def _lines() -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    found = {}
    for entry in MEANT.strip().splitlines():
        start, kind, meaning = entry.split("|")
        pairs = (pair.rpartition("=") for pair in meaning.split())
        found[start] = (kind, tuple((axis or "care_type", value) for axis, _, value in pairs))
    return found


MEANING: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = _lines()


def codes_in(text: str) -> list[str]:
    """The codes of a cell: `;` between codes, ` * ` between the facets of one, which stays one code."""
    pieces = (re.sub(r"\s*\*\s*", " * ", " ".join(each.split())) for each in text.split(";"))
    return list(dict.fromkeys(each.upper()[:200] for each in pieces if each))


def is_code(code: str) -> bool:
    """Whether it is written as the taxonomy writes its codes, each facet of it."""
    return all(CODE.fullmatch(facet) for facet in code.split(" * "))


@lru_cache(maxsize=10_000)
def tags_of(code: str) -> tuple[Tag, ...]:
    """The tags of one code with all its facets; without a value of ours it is kept all the same."""
    said = dict.fromkeys(pair for facet in code.split(" * ") for pair in _meaning(facet)[1])
    return tuple(Tag(axis, value, LIST, code) for axis, value in said) or (
        Tag("", None, LIST, code),
    )


def kind_of(codes: Iterable[str]) -> str:
    """`Listing.record_kind` by a listing's codes: one of FIRST, else "service".

    A "meeting" is a support group for addiction or grief; other support groups are services.
    """
    kinds = {_meaning(facet)[0] for code in codes for facet in code.split(" * ")}
    return next((kind for kind in FIRST if kind in kinds), "service")


def _meaning(facet: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """That of the longest known beginning that ends where the code has a joint."""
    start = facet
    while start:
        if start in MEANING:
            return MEANING[start]
        start = start[: max(start.rfind(each) for each in "-.")] if re.search("[-.]", start) else ""
    return "", ()
