"""Which question, and which step of the desk, stands behind a field path?

A path is `call.<name>`, `caller.<name>`, `concerned.<name>` or `support.<row id>.<name>`.
"""

import re
from uuid import UUID

from casework.fields.questions import CALL_FIELDS, SIDE_FIELDS, SUPPORT_FIELDS, Question

# The step of the call desk that asks it (product.md 1); what is not named is of the first minute.
SIDE_STEP: dict[str, int] = {
    **dict.fromkeys(("name", "age", "gender", "provenance"), 4),
    **dict.fromkeys(("phone", "ring", "hours", "voicemail", "texts", "may_answer", "cover"), 4),
    **dict.fromkeys(
        (
            *("substances", "last_use", "route", "daily", "seizure_ever", "overdose", "naloxone"),
            *("alone", "break", "left", "pregnant", "medication", "dose", "reachable"),
            *("diagnosed", "last_dose", "clinic", "take_homes"),
        ),
        5,
    ),
    **dict.fromkeys(
        (
            *("care", "medication_wish", "within", "travel", "modes", "payment", "speaks"),
            *("access", "times", "outlook", "company", "away_from", "away_miles", "tried"),
            *("accompany", "practical"),
        ),
        7,
    ),
}

SUPPORT_PATH = re.compile(r"^support\.([0-9a-f-]{36})\.(label|detail)$")


def question(path: str) -> Question | None:
    """The question behind a field path; None for a path no screen can have made."""
    area, _, name = path.partition(".")
    if area == "call":
        return CALL_FIELDS.get(name)
    if area in {"caller", "concerned"}:
        return SIDE_FIELDS.get(name)
    found = SUPPORT_PATH.match(path)
    return SUPPORT_FIELDS[found[2]] if found else None


def support_row(path: str) -> tuple[UUID, str] | None:
    """`support.<row id>.<name>` → the row and the name."""
    found = SUPPORT_PATH.match(path)
    return (UUID(found[1]), found[2]) if found else None


def said(path: str, value: str | None) -> str:
    """The answer in words: codes as their choices say them, free text as it is."""
    asked = question(path)
    if asked is None or not asked.choices or value is None:
        return value or ""
    return ", ".join(asked.choices.get(code, code) for code in value.split(",") if code)


def years(said: str) -> int | None:
    """An age that can be one; anything else stays as it was said and counts as not known."""
    found = int(said) if said.isdecimal() and len(said) <= 3 else None
    return found if found is not None and found < 120 else None


def under_age(said: str) -> bool:
    found = years(said)
    return found is not None and found < 18
