"""What does a code of the 211 taxonomy say in our axes? By its prefix, as far as it concerns our work.

Only codes: the terms are licensed and stand nowhere here. A line is `prefix kind axis=value …`; what a
longer prefix says is added to what the shorter ones say, unless its line begins with `!`. `-` is no
kind of its own. Facts of formats.md 5 and 6; the table is ours.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from imports.listing import Tag

LIST = "211"
CODE = re.compile(r"[A-Z]{1,2}(-\d{4}(\.\d{4}(-\d{3}(\.\d{2})?)?)?)?")
TABLE = """
RX treatment care_type=substance_use
RX-1700 - care_type=detox
RX-1700.0500 - detox_substance=alcohol
RX-1700.0500-330 - setting=residential_detox detox_substance=medication_used
RX-1700.0500-650 - setting=outpatient_detox detox_substance=medication_used
RX-1700.1700-330 - setting=residential_detox
RX-1700.1700-500 - detox_substance=opioid
RX-1700.1700-650 - setting=outpatient_detox
RX-8450.1150 - setting=outpatient
RX-8450.3300 - setting=residential
RX-8450.5000 - setting=outpatient_medication
RX-8450.5000-510 - medication=methadone medication=otp
RX-8450.6600 - pregnancy=yes
RX-8450.7000 - setting=residential
RX-8450.8100 - setting=day_program
RX-8500 - care_type=recovery_housing
!RX-0400.1850 service
!RX-0400.1855 service
!RX-8250 service
!RX-8450.7900 service
!RX-8470 service
!RX-8470.8200 service care_type=substance_use
RD treatment care_type=mental_health
RF treatment care_type=mental_health
RF-2000 - approach=family
RF-2500 - approach=group
RF-3300 - approach=individual
!RF-6500 service ancillary=peer_support
RM treatment care_type=mental_health
RM-3300 - setting=hospital
RM-6500 - setting=outpatient
RP treatment care_type=mental_health
!RP-1400.8000-175 service
!RP-1400.8000-500 service
!RP-1400.8000-670 service
RP-1400.8000-050 - age_group=adolescents
RP-1400.8000-100 - for_whom=bereaved
RP-1400.8000-145 - for_whom=kin
RP-1400.8000-270 - age_group=seniors
RP-1400.8000-655 - pregnancy=yes
RP-1400.8000-900 - company=veterans
!RP-1500 service
!RP-1500.1500 treatment care_type=mental_health setting=residential_short
!RP-1500.3400-650 mobile_crisis
RP-6400.1500 - age_group=children age_group=adolescents
RP-6400.2700 - age_group=seniors
RP-6400.8000-600 - ancillary=case_management
RP-6400.8000-620 - setting=day_program
RR service
PN-8100 service
PN-8100.0500-070 - substance_focus=alcohol
PN-8100.0500-180 - substance_focus=any_drug
PN-8100.0500-230 family_peer for_whom=kin substance_focus=alcohol
PN-8100.0500-235 family_peer for_whom=kin substance_focus=any_drug
PN-8100.1000 - for_whom=bereaved
PN-8100.4500-240 - company=lgbtq
PN-8100.4500-850 - company=veterans
PN-8100.4500-950 - company=young
BH service ancillary=housing
BH-1800 shelter
BH-1800.1500 - company=violence_survivors
LH service
TJ service
YF-8000.0500 - substance_focus=alcohol
YF-8000.1800-620 - substance_focus=opioids
YF-8000.1800-680 - pregnancy=yes
YF-8000.1800-850 - age_group=adolescents
YJ-2300 - for_whom=kin substance_focus=alcohol
YJ-3500 - for_whom=kin substance_focus=any_drug
YJ-8000 - for_whom=bereaved
YV-3000.3050 - company=men
YV-3000.3150 - company=veterans
YV-3000.7500 - company=women
YV-3000.8000 - company=young
"""


def _table() -> dict[str, tuple[bool, str, tuple[tuple[str, str], ...]]]:
    found = {}
    for entry in TABLE.strip().splitlines():
        prefix, kind, *tags = entry.split()
        said = tuple((axis, value) for axis, _, value in (tag.partition("=") for tag in tags))
        found[prefix.lstrip("!")] = (prefix[0] == "!", "" if kind == "-" else kind, said)
    return found


PREFIXES = _table()


def is_code(text: str) -> bool:
    """A code of this taxonomy, or several joined by ` * ` (a service for somebody)."""
    parts = [each.strip() for each in text.split("*")]
    return all(CODE.fullmatch(each) for each in parts)


@lru_cache(maxsize=20_000)
def said_by(code: str) -> tuple[str, Sequence[Tag]]:
    """(kind or "", tags) of a code; one that concerns other work keeps a tag without a value."""
    kind, tags = "", []
    for part in (each.strip() for each in code.split("*")):
        for prefix in _prefixes(part):
            alone, own, said = PREFIXES.get(prefix, (False, "", ()))
            kind = kind or own
            tags += [Tag(axis, value, LIST, code) for axis, value in said]
            if alone:
                break
    return kind, tuple(tags) or (Tag("", None, LIST, code),)


def _prefixes(code: str) -> list[str]:
    """The code and all it stands under, the longest first: `RX-1700.0500`, `RX-1700`, `RX`."""
    ends = [found.start() for found in re.finditer(r"[-.]", code)]
    return [code, *(code[:end] for end in reversed(ends))]
