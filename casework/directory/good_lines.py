"""What is a good address, telephone, time or cost, as an editor types it line by line?"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from typing import Any

from casework.directory.cards import said
from casework.directory.stated import ADDRESS
from casework.errors import Refused
from imports.listing import Phone
from imports.phones import phones as read_phones
from imports.places import CODES, PROVINCES, mended_zip, state_code, zip_place, zone_or_none
from imports.text import line
from imports.times import DAY, between, clock

PHONE_KINDS: Mapping[str, str] = {
    "main": "main", "intake": "intake", "hotline": "hotline", "tollfree": "toll-free",
    "after_hours": "after hours", "tty": "TTY", "dial_in": "dial-in", "fax": "fax",
}  # fmt: skip
TIME_KINDS: Mapping[str, str] = {"meeting": "meets", "opening": "open", "intake": "intake"}
COST_KINDS: Mapping[str, str] = {
    "free": "free", "sliding": "sliding fee", "assistance": "help with payment",
    "self_pay": "self-pay", "medicaid": "Medicaid", "medicare": "Medicare",
    "private": "private insurance", "military": "military insurance", "tribal": "tribal funds",
    "other": "other",
}  # fmt: skip
LONGEST_LIST = 60
LINE = 500  # letters of a note


def address(value: Mapping[str, Any], before: Any) -> dict[str, str]:
    found = {name: _short(value.get(name, "")) for name in ADDRESS}
    if found == before:
        return found
    state, written = state_code(found["state"]), found["postal_code"]
    if state and state not in CODES and state not in PROVINCES.values():
        raise Refused("A state has two letters, like OH.")
    country = "CA" if state in PROVINCES.values() else "US"
    code, _ = mended_zip(written, state, country)
    if written and not code:
        raise Refused("A ZIP has five digits, like 45402.")
    place = zip_place(code)
    if place and state in CODES and place.state != state:
        raise Refused(f"The ZIP {code} lies in {place.state}, not in {state}.")
    if country == "US" and code and not place:
        raise Refused(f"There is no ZIP {code}.")
    return {**found, "state": state, "postal_code": code}


def _listed(value: Any, before: Any, check: Callable[[Mapping[str, Any]], Any]) -> list[Any]:
    """Each line once, in order; a line that stood there before passes as it was."""
    if len(value) > LONGEST_LIST:
        raise Refused(f"At most {LONGEST_LIST} lines.")
    found: list[Any] = []
    for row in value:
        good = row if row in (before or ()) else check(row)
        if good is not None and good not in found:
            found.append(good)
    return found


def phones(value: Sequence[Mapping[str, Any]], before: Any) -> list[dict[str, Any]]:
    known = {said(Phone(**row)): row for row in before or ()}
    return _listed(value, before, lambda row: _phone(row, known))


def _phone(row: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any] | None:
    """`number` as typed, with kind, note, language and private; an empty number is no line."""
    typed = line(row.get("number", row.get("raw", "")))
    if not typed:
        return None
    if row.get("kind", "main") not in PHONE_KINDS:
        raise Refused("Choose what the number is for.")
    number = known.get(typed) or _number(typed)
    return {
        **{name: number[name] for name in ("raw", "e164", "extension")},
        "kind": row.get("kind", "main"),
        "note": _short(row.get("note", "")),
        "language": line(row.get("language", ""))[:20],
        "private": bool(row.get("private", False)),
    }


def _number(typed: str) -> dict[str, str]:
    found = read_phones(typed)
    if not found:
        raise Refused(f"“{typed[:40]}” is a number nobody has.")
    if len(found) > 1:
        raise Refused("One number to a line, please.")
    one = found[0]
    if not one.e164 and len(re.sub(r"\D", "", typed)) not in (3, 7):
        raise Refused(f"“{typed[:40]}” is no telephone number. One looks like 937-555-0100.")
    return {"raw": one.raw, "e164": one.e164, "extension": one.extension}


def times(value: Sequence[Mapping[str, Any]], before: Any) -> list[dict[str, Any]]:
    return _listed(value, before, _time)


def _time(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """`start` and `end` as typed ("7:30 pm"), or `minutes`; weekday 0 is Sunday, None by appointment.
    A line without day, time and text is none."""
    text, weekday, nth = _short(row.get("text", "")), row.get("weekday"), row.get("nth")
    start, end = _clock(row.get("start")), _clock(row.get("end"))
    if weekday is None and start is None and not text:
        return None
    if row.get("kind") not in TIME_KINDS or weekday not in (None, *range(7)):
        raise Refused("Choose the day, and whether it meets or is open.")
    if nth not in (None, 1, 2, 3, 4, 5, -1):
        raise Refused("Choose which week of the month, or every week.")
    if end is not None and start is None:
        raise Refused("Say when it begins as well.")
    if start is not None and weekday is None:
        raise Refused("Say on which day.")
    minutes = _minutes(row, start, end)
    return {
        "kind": row["kind"],
        "weekday": weekday,
        "start": start.isoformat("minutes") if start else None,
        "minutes": minutes,
        "crosses_midnight": bool(start and minutes and _after(start) + minutes > DAY),
        "zone": zone_or_none(row.get("zone", "")),
        "nth": nth,
        "valid_from": _day(row.get("valid_from")),
        "valid_to": _day(row.get("valid_to")),
        "text": text,
    }


def _minutes(row: Mapping[str, Any], start: time | None, end: time | None) -> int | None:
    if start is not None and end is not None:
        return between(start, end) or DAY  # from eight to eight is all day
    minutes = row.get("minutes")
    if minutes in (None, "") or start is None:
        return None
    if not isinstance(minutes, int) or not 0 < minutes <= DAY:
        raise Refused("A time lasts up to 24 hours.")
    return minutes


def _after(start: time) -> int:
    return start.hour * 60 + start.minute


def _clock(value: Any) -> time | None:
    if value is None or value == "":
        return None
    if isinstance(value, time):
        return value
    found = clock(value)
    if found is None:
        raise Refused(f"“{str(value)[:20]}” is no time of day. One looks like 7:30 pm.")
    return found


def _day(value: Any) -> str | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Refused("A date looks like 2026-05-01.") from None


def costs(value: Sequence[Mapping[str, Any]], before: Any) -> list[dict[str, str]]:
    return _listed(value, before, _cost)


def _cost(row: Mapping[str, Any]) -> dict[str, str] | None:
    kind, text = row.get("kind") or "", _short(row.get("text", ""))
    if not kind and not text:
        return None
    if kind and kind not in COST_KINDS:
        raise Refused("Choose what kind of cost it is.")
    return {"kind": kind or "other", "text": text}


def _short(value: Any) -> str:
    text = line(value)
    if len(text) > LINE:
        raise Refused(f"That is too long: at most {LINE:,} letters.")
    return text
