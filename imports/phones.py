"""Which numbers stand in a phone cell, and can they be dialled?"""

import re
from dataclasses import replace
from typing import Any

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumberMatcher

from imports.listing import Phone
from imports.text import line

SHORT = frozenset({"211", "311", "411", "511", "611", "711", "811", "911", "988", "112", "999"})
# Area code, exchange, line and an extension in any of its writings.
USUAL = re.compile(
    r"(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]{0,3}([2-9]\d\d)[-. ]?(\d{4})"
    r"(?:[ ,;]*(?:x|ext|extension)[. :]*(\d{1,7}))?",
    re.IGNORECASE,
)
MENU = re.compile(r"[ ,;]*\b(?:press|x?option|x?opt\.?|push)\s*#?\s*(\d{1,2})\b.*", re.IGNORECASE)
PLACEHOLDER = re.compile(r"(?:1)?(\d)\1{9}")


def phones(value: Any, *, kind: str = "main", country: str = "US", note: str = "") -> list[Phone]:
    """Every number of a cell, none for an empty cell or a placeholder.

    `raw` always holds what stood there; `e164` is "" for what cannot be dialled from anywhere:
    seven digits, 211, 988 (kept all the same). `x` and `ext.` become the extension, "press 2" a
    note; letters are dialled as their digits; two numbers in one cell become two (formats.md 10).
    """
    text = line(value)[:200]
    if not text or is_placeholder(text):
        return []
    found = _parsed(text, country if len(country) == 2 else "US")
    return [
        replace(each, kind=kind, note=" ".join(filter(None, (note, each.note)))) for each in found
    ]


def is_placeholder(value: Any) -> bool:
    """(999) 999-9999, 000-000-0000 and the like: a number nobody has."""
    digits = re.sub(r"\D", "", line(value)[:200])
    return bool(PLACEHOLDER.fullmatch(digits))


def _parsed(text: str, country: str) -> tuple[Phone, ...]:
    if country in ("US", "CA") and (usual := USUAL.fullmatch(text)):
        area, exchange, last, extension = usual.groups()
        return (Phone(raw=text, e164=f"+1{area}{exchange}{last}", extension=extension or ""),)
    if re.sub(r"\D", "", text) in SHORT:
        return (Phone(raw=text),)
    menu = MENU.search(text)
    body = text[: menu.start()] if menu else text
    several = _several(body, country)
    if len(several) > 1:
        return several
    number = _one(body, country)
    note = menu[0].strip(" ,;") if menu else ""
    extension = (number.extension or "") if number else ""
    return (Phone(raw=text, e164=_e164(number), extension=extension, note=note),)


def _one(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except NumberParseException:
        return None


def _several(text: str, country: str) -> tuple[Phone, ...]:
    try:
        matches = list(PhoneNumberMatcher(text, country, leniency=Leniency.POSSIBLE))
    except (NumberParseException, ValueError, IndexError):
        return ()
    return tuple(
        Phone(raw=each.raw_string, e164=_e164(each.number), extension=each.number.extension or "")
        for each in matches
    )


def _e164(number: phonenumbers.PhoneNumber | None) -> str:
    if number is None or not phonenumbers.is_possible_number(number):
        return ""
    text = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    local = phonenumbers.is_possible_number_with_reason(number)
    return text if local == phonenumbers.ValidationResult.IS_POSSIBLE else ""
