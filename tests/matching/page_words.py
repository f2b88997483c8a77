"""Which plain words does the page of scenarios use, and what do they stand for?"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from matching import Kind, List

SUNDAY = date(2026, 11, 22)  # a weekday on the page is that day of this Sunday's week
LISTS = {
    "treatment": List.TREATMENT,
    "peer support": List.PEERS,
    "practical help": List.PRACTICAL,
}
KINDS = {kind.value.replace("_", " "): kind for kind in Kind}
MONTHS = "January February March April May June July August September October November December"
WEEK = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
PARTS = {"nights": 0, "mornings": 1, "afternoons": 2, "evenings": 3}
NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
DAYS = {
    **{day: [n] for n, day in enumerate(WEEK)},
    **{f"{day}s": [n] for n, day in enumerate(WEEK)},
    "every day": list(range(7)),
    "weekdays": [1, 2, 3, 4, 5],
    "weekday": [1, 2, 3, 4, 5],
}
# words → axis and value
WORDS = {
    "for people who use": ("for_whom", "self"),
    "for family": ("for_whom", "kin"),
    "for people who lost someone": ("for_whom", "bereaved"),
    "for children of someone who uses": ("for_whom", "teen_kin"),
    "12-step": ("outlook", "twelve_step"),
    "secular": ("outlook", "secular"),
    "faith-based": ("outlook", "faith"),
    "made for people on medication": ("moud_stance", "affirming"),
    "welcomes medication": ("moud_stance", "accepts"),
    "stance varies by group": ("moud_stance", "varies"),
    "abstinence only": ("moud_stance", "abstinence_only"),
    "open to anyone": ("open_closed", "open"),
    "closed meeting": ("open_closed", "closed"),
    "about alcohol": ("substance_focus", "alcohol"),
    "about any drug": ("substance_focus", "any_drug"),
    "about opioids": ("substance_focus", "opioids"),
    "women's group": ("company", "women"),
    "men's group": ("company", "men"),
    "LGBTQ+ group": ("company", "lgbtq"),
    "young people's group": ("company", "young"),
    "seniors' group": ("company", "seniors"),
    "veterans' group": ("company", "veterans"),
    "Native people's group": ("company", "native"),
    "women only": ("women_only", "yes"),
    "men only": ("men_only", "yes"),
    "English": ("language", "en"),
    "Spanish": ("language", "es"),
    "sign language": ("language", "ase"),
    "wheelchair": ("access", "wheelchair"),
    "childcare": ("access", "childcare"),
    "court papers signed": ("access", "proof_of_attendance"),
    "CRAFT": ("approach", "craft"),
    "arranged intervention": ("approach", "confrontation"),
    "substance treatment": ("care_type", "substance_use"),
    "mental health care": ("care_type", "mental_health"),
    "treats mental health beside substance use": ("care_type", "co_occurring"),
    "withdrawal care": ("care_type", "detox"),
    "sober home": ("care_type", "recovery_housing"),
    "outpatient": ("setting", "outpatient"),
    "live-in": ("setting", "residential"),
    "live-in withdrawal care": ("setting", "residential_detox"),
    "withdrawal care in hospital": ("setting", "hospital_detox"),
    "by phone or video": ("setting", "telehealth"),
    "methadone": ("medication", "methadone"),
    "buprenorphine": ("medication", "buprenorphine"),
    "certified opioid programme": ("medication", "otp"),
    "naloxone": ("medication", "naloxone"),
    "accepts medication from elsewhere": ("opioid_policy", "accepts_medication"),
    "does not support medication": ("opioid_policy", "no_medication"),
    "does not treat opioid use": ("opioid_policy", "no_opioid_treatment"),
    "does not treat alcohol use": ("alcohol_policy", "no_alcohol_treatment"),
    "alcohol withdrawal": ("detox_substance", "alcohol"),
    "benzodiazepine withdrawal": ("detox_substance", "benzodiazepine"),
    "opioid withdrawal": ("detox_substance", "opioid"),
    "Medicaid": ("payment", "medicaid"),
    "private insurance": ("payment", "private"),
    "cash": ("payment", "self_pay"),
    "free": ("payment", "free"),
    "sliding fee": ("payment", "sliding"),
    "takes adults": ("age_group", "adults"),
    "takes adolescents": ("age_group", "adolescents"),
    "takes pregnant women": ("pregnancy", "yes"),
    "does not take pregnant women": ("pregnancy", "no"),
    "opioid clients only": ("exclusive", "opioid_only"),
    "alcohol clients only": ("exclusive", "alcohol_only"),
    "DUI clients only": ("exclusive", "dui_only"),
}
EVERY = {  # "lists every …": what is missing there is a no
    "lists every access": "access",
    "lists every age": "age_group",
    "lists every care": "care_type",
    "lists every language": "language",
    "lists every medication": "medication",
    "lists every payment": "payment",
    "lists every policy on medication": "opioid_policy",
    "lists every setting": "setting",
    "lists every withdrawal": "detox_substance",
}
Tags = Mapping[str, frozenset[str]]


class Unread(ValueError):
    """A word on the page that says nothing to us."""


def parts(text: str, between: str) -> list[str]:
    return [part.strip() for part in text.split(between) if part.strip()]


def word(words, text: str):
    if text not in words:
        raise Unread(f"not understood: {text}")
    return words[text]


def shaped(pattern: str, text: str) -> re.Match[str]:
    found = re.fullmatch(pattern, text)
    if found is None:
        raise Unread(f"not understood: {text}")
    return found


def tags(text: str) -> Tags:
    """Any of these: "Spanish or English"."""
    found: Tags = {}
    for part in [text] if text in WORDS else parts(text, " or "):
        axis, value = word(WORDS, part)
        found = merged(found, {axis: frozenset({value})})
    return found


def merged(one: Tags, other: Tags) -> Tags:
    nothing: frozenset[str] = frozenset()
    return {axis: one.get(axis, nothing) | other.get(axis, nothing) for axis in {*one, *other}}


def hour(text: str) -> time:
    found = shaped(r"(\d+):(\d\d) ([ap])m", text)
    return time(int(found[1]) % 12 + 12 * (found[3] == "p"), int(found[2]))


def day(text: str) -> date:
    if text in WEEK:
        return SUNDAY + timedelta(days=WEEK.index(text))
    found = shaped(r"(\d+) (\w+)", text)
    return date(
        2026, word({m: n for n, m in enumerate(MONTHS.split(), 1)}, found[2]), int(found[1])
    )


def moment(text: str, zone: str) -> datetime:
    found = shaped(r"(.+?) (\d+:\d\d [ap]m)", text)
    return datetime.combine(day(found[1]), hour(found[2]), tzinfo=ZoneInfo(zone)).astimezone(UTC)
