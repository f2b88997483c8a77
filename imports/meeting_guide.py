"""What does a Meeting Guide feed (JSON, or the same as a table) say of each meeting?"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from imports import attendance, meeting_names, meeting_records, meeting_times, meeting_types
from imports.addresses import meeting_place
from imports.codes.meeting_guide import FELLOWSHIPS, CodeList, code_list
from imports.listing import Listing, Options, Phone, Reading, Unreadable, Where
from imports.phones import phones
from imports.reading import Ids, Notes, Opened, only_file
from imports.tables import BROKEN
from imports.text import clean, key, line, plain, stamp, was_broken, web_address

DEFAULT_LIST = "aa"
IDS = ("slug", "id", "post_name")
NAMES = ("name", "title", "group", "location")
# Members' own data: neither imported nor kept beside the listing (formats.md 3).
PERSONAL = re.compile(
    r"(^|_)(contact|e?mail|phone(_\d+)?$|venmo|paypal|square|cash_?app|zelle|homegroup|author)"
    r"|^(feedback|edit_url)",
)
PUBLIC = frozenset({"conference_phone", "entity_phone", "entity_email"})
# A district or area shares its name among many groups: it is no group.
DISTRICT = re.compile(r"(d|district|area)[\s.#-]*\d+[a-z]?", re.IGNORECASE)
NUMBERED = re.compile(r"[\W\d]*(d\d+)?[\W\d]*(gso)?[\W\d]*", re.IGNORECASE)
LONGEST_ID, KEPT_ID = 64, 200  # characters: what the format allows, what we keep as it is
EVERY = 100  # records between two words to the progress bar


@dataclass(slots=True)
class Feed:
    """What holds for all records of one reading."""

    options: Options
    codes: CodeList
    notes: Notes = field(default_factory=Notes)
    ids: Ids = field(default_factory=Ids)
    halves: bool = False  # somewhere it says am or pm


def read(source: Opened, options: Options) -> Reading:
    """Every meeting of the feed; `options.code_list` names whose type codes they are ("aa" if none).

    Day 0 is Sunday; an array of days gives one Time each. A record without any name is rejected.
    Members' data are dropped from `raw` too. Raises `Unreadable`.
    """
    file = only_file(source)
    codes = code_list(options.code_list or DEFAULT_LIST)
    if codes is None:
        known = ", ".join(FELLOWSHIPS)
        raise Unreadable(f"No code list is called “{options.code_list}”; known are {known}.")
    feed = Feed(options, codes)
    records = meeting_records.of(file, feed.notes)
    feed.halves = meeting_times.says_halves(records)
    listings = []
    for row, record in enumerate(records, start=1):
        if found := _meeting(record, row, feed):
            listings.append((row, found))
        if options.progress and row % EVERY == 0:
            options.progress(row)
    return Reading(
        meeting_times.with_zones(listings, feed.notes),
        feed.notes.problems,
        read=len(records),
        rejected=len(records) - len(listings),
        unknown_codes=feed.notes.unknown,
        code_list=codes.name,
    )


def _meeting(record: Any, row: int, feed: Feed) -> Listing | None:
    notes, options = feed.notes, feed.options
    if isinstance(record, dict) and (why := record.get(BROKEN)):
        notes.error(row, "row", " | ".join(map(plain, record.values())), why)
        return None
    name = (
        next(filter(None, (line(record.get(each)) for each in NAMES)), "")
        if _fields(record)
        else ""
    )
    if not name:
        notes.error(row, "name", record, "no name: record rejected")
        return None
    if not line(record.get("name")):
        notes.warn(row, "name", "", f"no name; “{name}” stands in")
    raw = {each: value for each, value in record.items() if not is_personal(each)}
    for each, value in raw.items():
        if was_broken(value):
            notes.warn(row, each, value, "broken characters mended for display")
    where, exact = meeting_place(record, row, notes, options.country)
    types = meeting_types.read(record, row, feed.codes, notes)
    way = attendance.decide(record, types.written, exact, row, notes)
    if where and way.attendance == "online":
        where = replace(where, virtual=True)
    group_key, group_name = _group(record, name, where)
    said = meeting_names.called(name, feed.codes.fellowship)
    dial_in = line(record.get("conference_phone"))
    return Listing(
        source_id=_identity(record, name, row, feed),
        record_kind="meeting",
        name=said,
        description=_description(record),
        status=_status(name, way.status, row, notes),
        organization=line(record.get("entity")),
        fellowship=feed.codes.fellowship,
        group_key=group_key,
        group_name=said if group_name == name else group_name,
        url=web_address(record.get("url")) or web_address(record.get("website")),
        where=where,
        times=meeting_times.read(record, row, where, options, notes, halves=feed.halves),
        phones=[
            *_dial_in(dial_in, row, options, notes),
            *phones(record.get("entity_phone"), kind="hotline", note=line(record.get("entity"))),
        ],
        tags=types.tags_with_language(feed.options.language),
        attendance=way.attendance,
        join_url=way.join_url,
        join_notes=clean(record.get("conference_url_notes")),
        dial_in="\n".join(filter(None, (dial_in, clean(record.get("conference_phone_notes"))))),
        updated_at=_updated(record, row, notes),
        raw=raw,
    )


def _fields(record: Any) -> bool:
    """Whether there is more than an id: no record is a name alone made of its id."""
    return isinstance(record, dict) and any(
        value not in (None, "", []) for name, value in record.items() if name not in (*IDS, "types")
    )


def is_personal(name: str) -> bool:
    """Whether a field holds a member's name, e-mail, phone, payment handle or the like."""
    return name not in PUBLIC and bool(PERSONAL.search(name))


def _identity(record: Mapping[str, Any], name: str, row: int, feed: Feed) -> str:
    """The slug or id as text; without one, made of name, day, time and address."""
    wanted = next(filter(None, (plain(record.get(each)) for each in IDS)), "")
    if not wanted:
        words = [name, *(repr(record.get(each)) for each in ("day", "time", "address"))]
        digest = hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()
        wanted = f"{key(name)[:40]}-{digest[:8]}"
        feed.notes.warn(row, "slug", "", f"no id; made from name, day, time and address: {wanted}")
    elif len(wanted) > LONGEST_ID:
        feed.notes.warn(row, "slug", wanted, f"longer than {LONGEST_ID} characters; kept")
        if len(wanted) > KEPT_ID:
            digest = hashlib.sha256(wanted.encode("utf-8", "replace")).hexdigest()
            wanted = f"{wanted[: KEPT_ID - 13]}-{digest[:12]}"
    return feed.ids.unique(wanted, row, "slug", feed.notes)


def _group(record: Mapping[str, Any], name: str, where: Where | None) -> tuple[str, str]:
    """A stable key and the name of the group (formats.md 1): by its name, else name and place."""
    group = line(record.get("group"))
    shared = group and (group == line(record.get("district")) or DISTRICT.fullmatch(group))
    if group and not shared and key(group):
        return key(group)[:200], name if NUMBERED.fullmatch(group) else group
    place = (where.name or where.line1 or where.city) if where else ""
    return f"{key(name)[:120]}@{key(place)[:79]}", name


def _status(name: str, status: str, row: int, notes: Notes) -> str:
    if not meeting_names.is_business(name):
        return status
    notes.warn(row, "name", name, "a business meeting, not one for support; not offered")
    return "do_not_refer"


def _description(record: Mapping[str, Any]) -> str:
    notes, group_notes = clean(record.get("notes")), clean(record.get("group_notes"))
    return notes if group_notes in notes else "\n".join(filter(None, (notes, group_notes)))


def _dial_in(dial_in: str, row: int, options: Options, notes: Notes) -> list[Phone]:
    if not dial_in:
        return []
    number = re.split(r"[,;#]", dial_in)[0]
    if re.search(r"[a-zA-Z]{2}", dial_in):
        notes.warn(row, "conference_phone", dial_in, "letters in the number; kept as written")
    found = phones(number, kind="dial_in", country=options.country)
    if not any(each.e164 for each in found):
        notes.warn(row, "conference_phone", dial_in, "not a number that can be dialled; kept")
    return found


def _updated(record: Mapping[str, Any], row: int, notes: Notes) -> Any:
    value = record.get("updated")
    found = stamp(value)
    if found is None and plain(value):
        notes.warn(row, "updated", value, "not a date; left out")
    return found
