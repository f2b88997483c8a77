"""How is one field of a listing said in words, for the screen and for the audit trail?"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any

from casework.directory.cards import said
from casework.directory.editable import ATTENDANCES, STATUSES
from casework.directory.good_lines import COST_KINDS
from casework.directory.listing import hour, phone_said, time_said
from casework.directory.stated import ADDRESS, TAG

NOTHING = "nothing"
PRIVATE = "kept private"
LONGEST = 300  # letters of one value in the trail


def lines(field: str, value: Any) -> list[str]:
    """What stands in a field, a line for each telephone, time or cost; none where nothing stands."""
    if field.startswith(TAG):
        return ["yes"] if value else ["no"]
    found = SAID[field](value) if field in SAID else [value]
    return [line for line in found if line]


def words(field: str, value: Any) -> str:
    """On one line."""
    return "; ".join(lines(field, value)) or NOTHING


def from_to(row: Mapping[str, Any]) -> tuple[str, str]:
    """When a time begins and ends, as people type it: "7:30 pm", "8:30 pm"; "" for what is not
    stated."""
    if not row["start"]:
        return "", ""
    start = time.fromisoformat(row["start"])
    if not row["minutes"]:
        return hour(start), ""
    ends = datetime.combine(date.min, start) + timedelta(minutes=row["minutes"])
    return hour(start), hour(ends.time())


def for_the_trail(field: str, value: Any, *, confidential: bool) -> str:
    """As `words`, without a private number and without an address that is kept private."""
    if field == "address" and confidential:
        return PRIVATE
    if field == "phones":
        value = [phone for phone in value if not phone["private"]]
    text = " ".join(words(field, value).split())
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def phone_number(value: Mapping[str, Any]) -> str:
    """The number alone: "937-555-0100 ext. 2"."""
    return said(SimpleNamespace(**value))


def _phone(value: Mapping[str, Any]) -> str:
    private = " · private" if value["private"] else ""
    return phone_said(SimpleNamespace(**value)) + private


def _time(value: Mapping[str, Any]) -> str:
    start = time.fromisoformat(value["start"]) if value["start"] else None
    return time_said(SimpleNamespace(**{**value, "start": start}))


def _address(value: Mapping[str, str]) -> list[str]:
    line1, line2, city, state, postal_code = (value[name] for name in ADDRESS)
    town = " ".join(part for part in (f"{city}," if city and state else city, state) if part)
    return [line1, line2, " ".join(part for part in (town, postal_code) if part)]


def _ages(value: Mapping[str, int | None]) -> list[str]:
    low, high = value["min"], value["max"]
    if low is None:
        return [f"up to {high}"] if high is not None else []
    return [f"from {low}" if high is None else f"{low} to {high}"]


def _cost(value: Mapping[str, str]) -> str:
    kind = COST_KINDS.get(value["kind"], value["kind"].replace("_", " "))
    return f"{kind}: {value['text']}" if value["text"] else kind


SAID: Mapping[str, Any] = {
    "status": lambda value: [STATUSES.get(value, value)],
    "attendance": lambda value: [ATTENDANCES.get(value, value)],
    "confidential": lambda value: ["yes" if value else "no"],
    "phones": lambda value: [_phone(each) for each in value],
    "times": lambda value: [_time(each) for each in value],
    "costs": lambda value: [_cost(each) for each in value],
    "address": _address,
    "ages": _ages,
}
