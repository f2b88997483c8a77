"""What did the source itself write of a field? Its raw names and values, found by their names.

Every format names its columns in its own way, and a spreadsheet in any way at all; what belongs to no
field stands with the rest of the raw record, so nothing of it is out of sight.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Raw = tuple[str, str]  # a name as its source wrote it, and what stands there

# Tried in this order; the first that finds its words in a name has it.
NAMES: tuple[tuple[str, str], ...] = (
    ("confidential", r"confidential|private|secret"),
    ("ages", r"\bages?\b|min(imum)?.?age|max(imum)?.?age"),
    ("email", r"e-?mail"),
    ("join_notes", r"conference_(url|phone)_notes|virtual.*info|join.*notes?"),
    ("join_url", r"conference_url|virtual_meeting_link|join"),
    ("dial_in", r"conference_phone|phone_meeting|dial"),
    ("phones", r"phone|intake\d|hotline|\btel|fax|tty"),
    ("url", r"web|\burl\b|\blinks?\b"),
    ("attendance", r"attendance|venue_type"),
    ("times", r"\bday\b|weekday|hours?\b|time|schedule|duration|opens|closes"),
    (
        "address",
        r"address|street|city|town|state\b|province|zip|postal|municip|country|county|coord",
    ),
    ("address", r"latitude|longitude|^location|region"),
    ("application", r"appl|intake.?proc|how.?to"),
    ("documents", r"document"),
    ("wait", r"wait"),
    ("eligibility", r"eligib|who.?may"),
    ("costs", r"\bfees?|\bcosts?|price|paym"),
    ("status", r"status|active|published|closed"),
    ("alert", r"alert"),
    ("name2", r"name2|alternate|aka"),
    ("name", r"name1?\b|title"),
    ("description", r"descr|notes?\b|comment|about"),
)
FINDS = tuple((field, re.compile(words)) for field, words in NAMES)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
LONGEST = 2_000  # letters of one value


def by_field(raw: Mapping[str, Any]) -> dict[str, list[Raw]]:
    """Field → what its source wrote there; "" for what belongs to none. What is empty is left out."""
    found: dict[str, list[Raw]] = {}
    for name, value in raw.items():
        for where, text in _flat(str(name), value):
            found.setdefault(_field(where), []).append((where, text[:LONGEST]))
    return found


def _field(name: str) -> str:
    plain = CAMEL.sub(" ", name).casefold().replace("_", " ")
    for field, words in FINDS:
        if words.search(plain) or words.search(name.casefold()):
            return field
    return ""


def _flat(name: str, value: Any) -> Iterator[Raw]:
    """Parts of a mapping by their path; a list of plain values on one line."""
    if isinstance(value, Mapping):
        for inner, each in value.items():
            yield from _flat(f"{name}.{inner}", each)
    elif isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _flat(f"{name}.{number}", each)
    elif isinstance(value, list):
        if value:
            yield name, ", ".join(map(_text, value))
    elif value not in (None, ""):
        yield name, _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
