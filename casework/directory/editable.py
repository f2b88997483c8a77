"""Which fields of a listing may an editor write over, and what is a good value for each?

`checked` takes a value as a person typed it and gives it as `stated` does, or says in words what is
wrong with it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from casework.directory import good_lines
from casework.directory.stated import NO, TAG
from casework.directory.words import LANGUAGES
from casework.errors import Refused
from imports.text import clean, line, web_address
from matching.words import AXES

NAME, LINE, TEXT = 255, 500, 10_000  # the longest name, line and text
TITLES: Mapping[str, str] = {
    "name": "Name",
    "name2": "Site or programme",
    "status": "Status",
    "phones": "Telephones",
    "address": "Address",
    "confidential": "Address is confidential",
    "times": "Hours and times",
    "attendance": "In person or online",
    "join_url": "Link to join",
    "join_notes": "How to join",
    "dial_in": "Number to dial in",
    "url": "Website",
    "email": "E-mail",
    "application": "How to get in",
    "documents": "What to bring",
    "wait": "Waiting time",
    "eligibility": "Who may come",
    "ages": "Ages",
    "costs": "What it costs",
    "alert": "Message of the day",
    "description": "Description",
}
STATUSES: Mapping[str, str] = {
    "active": "active",
    "temporarily_closed": "temporarily closed",
    "paused": "paused",
    "do_not_refer": "do not refer",
    "inactive": "no longer there",
}
ATTENDANCES: Mapping[str, str] = {
    "": "not stated",
    "in_person": "in person",
    "online": "online",
    "hybrid": "in person and online",
    "inactive": "neither now",
}
OLDEST = 120
EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")


def title(field: str) -> str:
    """What an editor calls the field: "Telephones"; of a tag its words: "Medicaid", "no: Medicaid"."""
    if field.startswith(TAG):
        return value_said(*axis_and_value(field))
    return TITLES[field]


def value_said(axis: str, value: str) -> str:
    """The words of a value, also of one that says plainly no."""
    words = values_of(axis)[value.removeprefix(NO)]
    return f"no: {words}" if value.startswith(NO) else words


def axis_and_value(field: str) -> tuple[str, str]:
    axis, _, value = field.removeprefix(TAG).partition(".")
    return axis, value


def values_of(axis: str) -> Mapping[str, str]:
    """The values an editor can set on an axis, with their words; none where we have no list."""
    return LANGUAGES if axis == "language" else AXES.get(axis, {})


def known(field: str) -> None:
    """Refused for what is no field that can be changed here."""
    if field.startswith(TAG):
        axis, value = axis_and_value(field)
        if value.removeprefix(NO) not in values_of(axis):
            raise Refused("Choose one of the values on the list.")
    elif field not in TITLES:
        raise Refused("That part of a listing cannot be changed here.")


def checked(field: str, value: Any, before: Any = None) -> Any:
    """The value as it is kept. `before` is what stands now: a line of a list that is left as it was
    passes, however odd its source wrote it. Raises Refused in words for the editor."""
    known(field)
    if field.startswith(TAG):
        return bool(value)
    return CHECKS.get(field, _text)(value, before)


def _text(value: Any, _: Any, *, longest: int = TEXT) -> str:
    text = clean(value)
    if len(text) > longest:
        raise Refused(f"That is too long: at most {longest:,} letters.")
    return text


def _line(value: Any, _: Any, *, longest: int = LINE) -> str:
    return _text(line(value), _, longest=longest)


def _name(value: Any, _: Any) -> str:
    name = _line(value, _, longest=NAME)
    if not name:
        raise Refused("A listing needs a name.")
    return name


def _url(value: Any, _: Any) -> str:
    text = line(value)
    whole = text if "://" in text or not text else f"https://{text}"
    found = web_address(whole)
    if text and not found:
        raise Refused("A website looks like https://example.org.")
    return found


def _email(value: Any, _: Any) -> str:
    text = line(value)
    if text and not EMAIL.fullmatch(text):
        raise Refused("An e-mail address looks like intake@example.org.")
    return text


def _chosen(words: Mapping[str, str]) -> Callable[[Any, Any], str]:
    def check(value: Any, _: Any) -> str:
        if value not in words:
            raise Refused("Choose one of the values on the list.")
        return str(value)

    return check


def _ages(value: Any, _: Any) -> dict[str, int | None]:
    low, high = _age(value.get("min")), _age(value.get("max"))
    if low is not None and high is not None and low > high:
        raise Refused("The youngest age is above the oldest.")
    return {"min": low, "max": high}


def _age(value: Any) -> int | None:
    if value is None or value == "":
        return None
    text = str(value).strip()
    if not (text.isascii() and text.isdigit()) or int(text) > OLDEST:
        raise Refused(f"An age is a whole number, 0 to {OLDEST}.")
    return int(text)


def _truth(value: Any, _: Any) -> bool:
    return bool(value)


LINES: Collection[str] = ("name2", "wait", "alert", "join_notes", "dial_in")
CHECKS: Mapping[str, Callable[[Any, Any], Any]] = {
    "name": _name,
    "url": _url,
    "join_url": _url,
    "email": _email,
    "status": _chosen(STATUSES),
    "attendance": _chosen(ATTENDANCES),
    "ages": _ages,
    "address": good_lines.address,
    "confidential": _truth,
    "phones": good_lines.phones,
    "times": good_lines.times,
    "costs": good_lines.costs,
    **dict.fromkeys(LINES, _line),
}
