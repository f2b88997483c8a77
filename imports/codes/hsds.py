"""What do the terms say that HSDS feeds use beside the 211 taxonomy: by their English names?

Names as in Open Eligibility (CC BY-SA) and in feeds seen; a line is `names|kind|axis=value …`.
"""

from collections.abc import Mapping, Sequence

from imports.listing import Tag
from imports.text import key

TERMS = """
detox;detoxification;withdrawal management|treatment|care_type=detox
addiction & recovery;addiction and recovery;substance abuse;substance use|treatment|care_type=substance_use
substance abuse treatment;substance use treatment|treatment|care_type=substance_use
substance use disorder treatment|treatment|care_type=substance_use
substance abuse counseling;substance use counseling|treatment|care_type=substance_use
outpatient treatment|treatment|setting=outpatient
residential treatment|treatment|setting=residential
hospital treatment|treatment|setting=hospital
medications for addiction;medication assisted treatment|treatment|setting=outpatient_medication
methadone;methadone clinic|treatment|medication=methadone
buprenorphine|treatment|medication=buprenorphine
sober living;recovery housing;recovery house|treatment|care_type=recovery_housing
mental health care;mental health services;mental health|treatment|care_type=mental_health
peer support;peer recovery support|service|ancillary=peer_support
12-step;12 step;twelve step|service|outlook=twelve_step
emergency shelter;temporary shelter;homeless shelter|shelter|
domestic violence shelter;womens shelter;women's shelter|shelter|company=violence_survivors
needle exchange;syringe exchange;syringe services;syringe service program|syringe_service|
mobile crisis;mobile crisis team|mobile_crisis|
emergency room;emergency department|emergency_department|
warm line;warmline|warm_line|
recovery community center;recovery center|recovery_centre|
recovery coach;recovery coaching|coach|
case management||ancillary=case_management
help find housing;housing||ancillary=housing
support groups||
veterans||company=veterans
lgbtq;lgbtq+;lgbt||company=lgbtq
women||company=women
pregnant;pregnant women||pregnancy=yes
"""
# What 1.x calls payments accepted, and words that are a whole fee.
PAYMENTS: Mapping[str, str] = {
    "medicaid": "medicaid", "medicare": "medicare", "private-insurance": "private",
    "insurance": "private", "private-health-insurance": "private", "commercial-insurance": "private",
    "cash": "self_pay", "self-pay": "self_pay", "self-payment": "self_pay", "check": "self_pay",
    "credit-card": "self_pay", "debit-card": "self_pay", "sliding-scale": "sliding",
    "sliding-fee": "sliding", "sliding-fee-scale": "sliding", "free": "free", "no-fee": "free",
    "no-fees": "free", "none": "free", "no-charge": "free", "no-cost": "free",
    "free-of-charge": "free", "tricare": "military", "military-insurance": "military",
    "indian-health-service": "tribal", "state-plan": "state_plan",
}  # fmt: skip


def _terms() -> dict[str, tuple[str, tuple[tuple[str, str], ...]]]:
    found = {}
    for entry in TERMS.strip().splitlines():
        names, kind, tags = entry.split("|")
        said = tuple((axis, value) for axis, _, value in (t.partition("=") for t in tags.split()))
        found.update({key(name): (kind, said) for name in names.split(";")})
    return found


NAMED = _terms()


def said_by(name: str, code_list: str, code: str) -> tuple[str, Sequence[Tag]] | None:
    """(kind or "", tags) of a term by its name; None for one nobody here knows."""
    known = NAMED.get(key(name))
    if known is None:
        return None
    kind, said = known
    tags = tuple(Tag(axis, value, code_list, code) for axis, value in said)
    return kind, tags or (Tag("", None, code_list, code),)
