"""How do the places, times, numbers and costs of a listing stand in HSDS 3.0?"""

from datetime import time

from exports.hsds.facts import Number, Place, Time
from exports.hsds.ours import Row, fields, filled, id_of

DAYS = ("SU", "MO", "TU", "WE", "TH", "FR", "SA")
DAY = 24 * 60
LONGEST_NIGHT = 16 * 60  # minutes; what is longer past midnight is said as minutes
NOT_STATED = "not stated"  # the schemas want these, and an empty cell is none
_TYPES = {"fax": "fax", "tty": "textphone"}


def place(service: str, number: int, of: Place) -> Row:
    """A service_at_location with its location; of a confidential one the town alone."""
    of = _kept_private(of) if of.confidential else of
    id = id_of(service, "place", number)
    address, unstated = _address(id, of)
    said = {"precision": of.precision, "precision_source": of.precision_source}
    said = {} if of.confidential else said
    said |= {"confidential": "true"} if of.confidential else {}
    said |= {"unstated": ",".join(unstated)} if unstated else {}
    location = {
        "id": id,
        "location_type": "virtual" if of.virtual else "physical",
        "name": of.name,
        "description": of.directions,
        "transportation": of.transport,
        "latitude": of.lat,
        "longitude": of.lon,
        "addresses": [address] if address else [],
        "attributes": fields("location", id, "place", said),
    }
    link = id_of(service, "at", number)
    return {"id": link, "service_id": service, "location_id": id, "location": filled(location)}


def _kept_private(of: Place) -> Place:
    return Place(
        city=of.city,
        county=of.county,
        state=of.state,
        postal_code=of.postal_code,
        country=of.country,
        confidential=True,
        virtual=of.virtual,
    )


def _address(location: str, of: Place) -> tuple[Row, list[str]]:
    """The address and which of its columns only say that nothing is stated; none where all are."""
    needed = {
        "address_1": of.line1,
        "city": of.city,
        "state_province": of.state,
        "postal_code": of.postal_code,
    }
    if not any((*needed.values(), of.line2, of.county)):
        return {}, []
    row = {
        "id": id_of(location, "address"),
        "location_id": location,
        **{name: value or NOT_STATED for name, value in needed.items()},
        "address_2": of.line2,
        "region": of.county,
        "country": of.country or "US",
        "address_type": "physical",
    }
    return filled(row), [name for name, value in needed.items() if not value]


def schedule(service: str, number: int, of: Time) -> Row:
    """A rule of every week, or of the nth week of a month; words where no weekday is known."""
    id = id_of(service, "time", number)
    day = DAYS[of.weekday] if of.weekday is not None else ""
    start = of.start if day else None
    closes = _closes(start, of.minutes)
    said = {"kind": of.kind, "text": of.text, "zone": of.zone}
    said["crosses_midnight"] = "true" if of.crosses_midnight else "false"
    if start is not None and closes is None:
        said["minutes"] = str(of.minutes or "")
    row = {
        "id": id,
        "service_id": service,
        "freq": ("MONTHLY" if of.nth else "WEEKLY") if day else "",
        "byday": f"{of.nth or ''}{day}",
        "opens_at": _clock(start),
        "closes_at": _clock(closes),
        "valid_from": of.valid_from.isoformat() if of.valid_from else "",
        "valid_to": of.valid_to.isoformat() if of.valid_to else "",
        "description": of.text,
        "attributes": fields("schedule", id, "time", said),
    }
    return filled(row)


def _clock(at: time | None) -> str:
    return at.isoformat("seconds") if at is not None else ""


def _closes(start: time | None, minutes: int | None) -> time | None:
    """When it closes, where two clocks say it; else None, and the minutes stand beside it."""
    if start is None or not minutes:
        return None
    begins = start.hour * 60 + start.minute
    if begins == 0 and minutes == DAY:
        return time(23, 59)
    ends = (begins + minutes) % DAY
    whole_day = begins == 0 and minutes >= DAY - 1
    past_midnight = 0 < ends < begins and minutes > LONGEST_NIGHT
    if whole_day or minutes >= DAY or past_midnight:
        return None
    return time(ends // 60, ends % 60)


def phone(service: str, number: int, of: Number) -> Row:
    id = id_of(service, "phone", number)
    plain = of.extension.isascii() and of.extension.isdigit() and of.extension[0] != "0"
    said = {"kind": of.kind}
    said |= {"extension": of.extension} if of.extension and not plain else {}
    spoken = {"id": id_of(id, "language"), "phone_id": id, "code": of.language, "name": of.language}
    row = {
        "id": id,
        "service_id": service,
        "number": of.number,
        "extension": int(of.extension) if plain else None,
        "type": _TYPES.get(of.kind, "voice"),
        "description": of.note,
        "languages": [spoken] if of.language else [],
        "attributes": fields("phone", id, "phone", said),
    }
    return filled(row)


def cost(service: str, number: int, kind: str, words: str) -> Row:
    id = id_of(service, "cost", number)
    row = {"id": id, "service_id": service, "option": words}
    return filled(row | {"attributes": fields("cost_option", id, "cost", {"kind": kind})})
