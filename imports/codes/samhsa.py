"""What does each SAMHSA service code say in our axes and values?

Facts of the National Directory 2022 to 2025 (public domain); the mapping is ours (formats.md 2).
"""

import re
from collections.abc import Iterable, Mapping

from imports.codes import samhsa_labels
from imports.listing import Tag
from matching.words import AXES

LIST = "samhsa"

# axis → value → codes. A code may say two things: CHLD is "children/adolescents".
VALUES: Mapping[str, Mapping[str, str]] = {
    "care_type": {
        "substance_use": "SA",
        "mental_health": "MH",
        "detox": "DT",
        "co_occurring": "SUMH CO",
        "recovery_housing": "HH",
    },
    "setting": {
        "outpatient": "OP ORT",
        "intensive_outpatient": "OIT",
        "day_program": "ODT PHDT",
        "outpatient_detox": "OD",
        "outpatient_medication": "OMB",
        "residential": "RES",
        "residential_short": "RS",
        "residential_long": "RL",
        "residential_detox": "RD",
        "hospital": "HI HIT",
        "hospital_detox": "HID",
        "telehealth": "TELE",
    },
    "medication": {
        "methadone": "MU METH MM",
        "buprenorphine": "BU BUM BWN BWON BERI BSDM UB",
        "naltrexone": "NU UN RPN NXN VTRL",
        "otp": "OTP",
        "naloxone": "NOE",
        "alcohol_medication": "PMAT ACM DSF",
    },
    "opioid_policy": {
        "accepts_medication": "MOA",
        "no_medication": "NMOA",
        "no_opioid_treatment": "NOOP",
        "opioid_only": "OUDO",
    },
    "alcohol_policy": {
        "accepts_medication": "ACMA",
        "no_medication": "NMAUT",
        "no_alcohol_treatment": "NAUT",
    },
    "detox_substance": {
        "alcohol": "ADTX",
        "benzodiazepine": "BDTX",
        "cocaine": "CDTX",
        "methamphetamine": "MDTX",
        "opioid": "ODTX",
        "medication_used": "MDET",
    },
    "payment": {
        "medicaid": "MD",
        "medicare": "MC",
        "private": "PI",
        "self_pay": "SF",
        "state_plan": "SI",
        "military": "MI",
        "tribal": "ITU",
        "free": "NP",
        "sliding": "SS",
        "assistance": "PA",
    },
    "age_group": {
        "children": "CHLD",
        "adolescents": "CHLD AD",
        "young_adults": "YAD",
        "adults": "ADLT",
        "seniors": "SNR",
    },
    "sex": {"female": "FEM", "male": "MALE"},
    "company": {
        "women": "WN",
        "men": "MN",
        "lgbtq": "GL",
        "young": "TAY",
        "seniors": "SE",
        "veterans": "VET",
        "court": "CJ",
        "trauma": "TRMA XA PTSD",
        "violence_survivors": "DV",
    },
    "pregnancy": {"yes": "PW"},
    "exclusive": {"dui_only": "DUO", "opioid_only": "OUDO", "alcohol_only": "AUDO"},
    "access": {"childcare": "CCC", "childrens_beds": "BC", "transport": "TA"},
    "approach": {
        "individual": "ICO IPT",
        "group": "GCO GT",
        "family": "FCO CFT MCO",
        "twelve_step_facilitation": "TWFA",
        "trauma": "TRC",
    },
    "ancillary": {
        "case_management": "CM ICM",
        "peer_support": "PEER RC",
        "housing": "HS SH",
        "employment": "EMP SEMP VRS",
        "violence_services": "DVFP",
        "interim": "ISC",
    },
    "language": {
        "es": "SP",
        "ase": "AH",
        "ar": "F4",
        "zh": "F17",
        "ht": "F19",
        "fa": "F25",
        "fr": "F28",
        "de": "F30",
        "el": "F31",
        "he": "F35",
        "hi": "F36",
        "hmn": "F37",
        "it": "F42",
        "ja": "F43",
        "ko": "F47",
        "pl": "F66",
        "pt": "F67",
        "ru": "F70",
        "tl": "F81",
        "vi": "F92",
        "oj": "N24",
        "ypk": "N40",
    },
}

# axis → codes that belong to it and have no value to match by.
NO_VALUE: Mapping[str, str] = {
    "medication": "DB DM DLC MWS PAIN CLND LFXD MMD MHCV MHIV MPEP NRT NSC ANTPYCH "
    "ARIPI ASENA BREXP CARIP CHLOR CLOZA DROPE FLUPH HALOP ILOPE LOXAP LURAS OLANZ OLANZF PALIP "
    "PERPH PIMOZ PROCH QUETI RISPE THIOR THIOT TRIFL ZIPRA INPE PC RPE AUINPE AUPC AURPE",
    "payment": "FSA SAMF CLF CMHG CSBG FG OSF PCF SCJJ SEF SMHA SWFS VAF",
    "company": "ADM MF HV COPSU ALZ PED PEFP SED SMI TBI DU",
    "language": "FX NX",
    "approach": "ANG BIA CBT CMI CRV MOTI MXM RELP SACA AIM AT CRT DBT ECT EMDR IDD KIT TMS SHG "
    "SAE HAEC HEOH TAEC TCC VOC TGD TOD",
    "ancillary": "ACC DP OFD ACU EIH IPC MHS SPS SSD AOSS ACT AOT CDM COOT DEC ES FPSY IMR LAD PRS "
    "TPC CIT PEOFF PEON WI BABA DAOF DAUT HBT HCT HIVT MST STDT TBS LABT CMHA CSAA MHPA OPC PIEC "
    "SMHD SSA STU HAV HBV",
    "licence": "CARF COA DEA FQHC HFAP HLA JC NCQA SOTP STAG STDH STMH MHC DDF FED IH LCCG PVTN "
    "PVTP STG TBG VAMC GH PSYH CBHC CMHC IPSY MSMH OMH ORES PH PSY RTCA RTCC SHP VAHC",
    "smoking": "SMON SMOP SMPD VAPN VAPP VPPD",
}

# Which codes show that the survey's question was answered: without one, absence is not stated. NOE
# is asked elsewhere and says nothing of methadone; MDET nothing of alcohol or benzodiazepines.
ANSWERED: Mapping[str, frozenset[str]] = {
    axis: frozenset(codes.split())
    for axis, codes in {
        "care_type": "SA MH DT SUMH HH",
        "setting": "OP ORT OIT ODT PHDT OD OMB RES RS RL RD HI HIT HID",
        "medication": "MU BU NU METH MM BUM UB UN RPN OTP BWN BWON BERI BSDM NXN VTRL",
        "opioid_policy": "MOA NMOA NOOP",
        "detox_substance": "ADTX BDTX CDTX MDTX ODTX",
        "payment": "MD MC PI SF SI MI ITU NP FSA SAMF",
        "age_group": "CHLD YAD ADLT SNR",
        "sex": "FEM MALE",
        "ancillary": "CM ICM PEER RC HS SH EMP SEMP VRS DVFP MHS SSD AOSS SHG",
        "language": "SP AH",
    }.items()
}
# Other languages said without saying which: the list of languages is then not complete.
UNNAMED_LANGUAGES = frozenset({"FX", "NX"})
COSTS = frozenset({"free", "sliding", "assistance", "self_pay", "tribal", "military"}) | frozenset(
    {"medicaid", "medicare", "private"}
)

# Labels of the API that have no code any more stand as their own code.
OBSOLETE = frozenset(
    entry[2:] for entry in samhsa_labels.OLDER.strip().splitlines() if entry.startswith("- ")
)


def _tags() -> dict[str, tuple[Tag, ...]]:
    found: dict[str, list[Tag]] = {}
    for axis, values in VALUES.items():
        for value, codes in values.items():
            for code in codes.split():
                found.setdefault(code, []).append(Tag(axis, value, LIST, code))
    for axis, codes in NO_VALUE.items():
        for code in codes.split():
            found.setdefault(code, []).append(Tag(axis, None, LIST, code))
    for label in OBSOLETE:
        found[label] = [Tag("approach", None, LIST, label)]
    return {code: tuple(tags) for code, tags in found.items()}


TAGS: Mapping[str, tuple[Tag, ...]] = _tags()
COST_OF: Mapping[str, tuple[str, str]] = {
    code: (value if value in COSTS else "other", AXES["payment"][value])
    for value, codes in VALUES["payment"].items()
    for code in codes.split()
}
ENGLISH = Tag("language", "en", LIST, "")
ONLY = {
    frozenset({"FEM"}): (Tag("women_only", "yes", LIST, "FEM"), Tag("men_only", "no", LIST, "FEM")),
    frozenset({"MALE"}): (
        Tag("men_only", "yes", LIST, "MALE"),
        Tag("women_only", "no", LIST, "MALE"),
    ),
    frozenset({"FEM", "MALE"}): (
        Tag("women_only", "no", LIST, "MALE"),
        Tag("men_only", "no", LIST, "FEM"),
    ),
}


def tags_of(codes: Iterable[str]) -> tuple[list[Tag], list[str]]:
    """The tags of a row's codes in their order, and the codes no list of ours knows.

    An unknown code becomes a tag without axis and value; a known one without a value of ours keeps
    its axis. A row that takes one sex only is women only or men only. No PW is no "no".
    """
    tags: list[Tag] = []
    unknown: list[str] = []
    codes = list(dict.fromkeys(codes))
    for code in codes:
        known = TAGS.get(code)
        if known is None:
            unknown.append(code)
            known = (Tag("", None, LIST, code),)
        tags += known
    tags.extend(ONLY.get(frozenset({"FEM", "MALE"} & set(codes)), ()))
    return tags, unknown


def complete_axes(codes: Iterable[str]) -> frozenset[str]:
    """On which axes absence means no for this row (formats.md 1): those whose item was answered."""
    held = set(codes)
    axes = {axis for axis, answers in ANSWERED.items() if not held.isdisjoint(answers)}
    named = any(code in TAGS and code[:1] in "FN" and code[1:].isdigit() for code in held)
    if held & UNNAMED_LANGUAGES and not named:
        axes.discard("language")
    return frozenset(axes)


def costs_of(codes: Iterable[str]) -> list[tuple[str, str]]:
    """What the payment codes say as costs: kind and the words for it."""
    return [COST_OF[code] for code in dict.fromkeys(codes) if code in COST_OF]


def label_key(label: str) -> str:
    """A label without what differs between its printings: case, blanks, `®`, stray bytes."""
    return re.sub(r"[^a-z0-9]", "", label.lower())


def _labels() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in (samhsa_labels.CODES + samhsa_labels.OLDER).strip().splitlines():
        code, _, label = entry.partition(" ")
        found.setdefault(label_key(label), label if code == "-" else code)
    return found


LABELS: Mapping[str, str] = _labels()
# The same words under two headings: "Young adults" as an age group and as a programme.
BY_GROUP = {("AGE", "youngadults"): "YAD", ("SG", "youngadults"): "TAY"}


def code_of(label: str, group: str = "") -> str | None:
    """The code of an API label (under category `group`), or None for a label nobody here knows."""
    name = label_key(label)
    return BY_GROUP.get((group, name)) or LABELS.get(name)
