"""Which question, and which step of the desk, stands behind a field path?

A path is `call.<name>`, `caller.<name>`, `concerned.<name>`, `support.<row id>.<name>`, or of a line of
the wishes `caller.away.<line>.<name>`, `concerned.tried.<line>.<name>`.
"""

import re
from typing import NamedTuple
from uuid import UUID

from casework.fields.questions import (
    CALL_FIELDS,
    LINE_FIELDS,
    SIDE_FIELDS,
    SUPPORT_FIELDS,
    Question,
)

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
            *("accompany", "practical", "also", "goal", "words", "away"),
        ),
        7,
    ),
}

SUPPORT_PATH = re.compile(
    r"^support\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(label|detail|where|miles)$"
)
LINE_PATH = re.compile(r"^(caller|concerned)\.(away|tried)\.([0-9a-f]{8})\.([a-z]+)$")
IN_THE_MAP = frozenset({"label", "detail"})  # what stands in the row itself, too


def question(path: str) -> Question | None:
    """The question behind a field path; None for a path no screen can have made."""
    area, _, name = path.partition(".")
    if area == "call":
        return CALL_FIELDS.get(name)
    line = line_of(path)
    if line is not None:
        return LINE_FIELDS[line.kind].get(line.name)
    if area in {"caller", "concerned"}:
        return SIDE_FIELDS.get(name)
    found = SUPPORT_PATH.match(path)
    return SUPPORT_FIELDS[found[2]] if found else None


def support_row(path: str) -> tuple[UUID, str] | None:
    """`support.<row id>.<name>` → the row and the name, for what stands in the row."""
    found = SUPPORT_PATH.match(path)
    return (UUID(found[1]), found[2]) if found and found[2] in IN_THE_MAP else None


class Line(NamedTuple):
    """Where an answer of one line of the wishes belongs."""

    side: str
    kind: str
    id: str
    name: str

    @property
    def path(self) -> str:
        return f"{self.side}.{self.kind}.{self.id}.{self.name}"


def line_of(path: str) -> Line | None:
    found = LINE_PATH.match(path)
    return Line(*found.groups()) if found else None


def step_name(path: str) -> str:
    """What SIDE_STEP calls it: a line by its kind, everything else by its name."""
    line = line_of(path)
    return line.kind if line else path.partition(".")[2]


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
