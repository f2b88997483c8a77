"""What do the JSON answers of a BMLT server say of each meeting?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from imports.addresses import placed
from imports.attendance import named
from imports.codes import bmlt as codes
from imports.jsons import json_of, record_list, refuse_other
from imports.listing import Listing, Options, Phone, Reading, Tag, Time, Unreadable, Where
from imports.meeting_times import NTH, with_zones, zone_of
from imports.phones import phones
from imports.places import country_code, mended_zip, state_code
from imports.reading import Ids, Notes, Opened
from imports.text import clean, key, line, plain, was_broken, web_address
from imports.times import DAY, LONG, clock, length, weekday

FELLOWSHIP = "NA"
SUNDAY = 1  # weekday_tinyint
IN_PERSON, VIRTUAL, HYBRID = "1", "2", "3"  # venue_type
PERSONAL = re.compile(r"contact_|email_contact|e?mail")
USUAL = 60  # minutes, where neither record nor server says
EVERY = 100  # records between two words to the progress bar


@dataclass(slots=True)
class Feed:
    """The answers of one server, told apart by their shape, and what holds for all records."""

    options: Options
    meetings: list[Any] = field(default_factory=list)
    formats: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    by_key: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    bodies: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    usual: int = USUAL
    several_servers: bool = False
    notes: Notes = field(default_factory=Notes)
    ids: Ids = field(default_factory=Ids)


@dataclass(frozen=True, slots=True)
class Formats:
    """A meeting's formats: the tags, and the world ids that decide how it is attended."""

    tags: Sequence[Tag]
    worlds: frozenset[str]


def read(source: Opened, options: Options) -> Reading:
    """Every published meeting of a search answer, or of a folder of answers of one server.

    GetFormats and GetServiceBodies beside it are used; GetServerInfo is only asked for the usual
    length and never kept. Weekday 1 is Sunday. Unpublished meetings count as rejected. `code_list`
    is "bmlt". Raises `Unreadable` when no file holds meetings.
    """
    feed = _gathered(source, options)
    listings = []
    for row, record in enumerate(feed.meetings, start=1):
        if found := _meeting(record, row, feed):
            listings.append((row, found))
        if options.progress and row % EVERY == 0:
            options.progress(row)
    return Reading(
        with_zones(listings, feed.notes),
        feed.notes.problems,
        read=len(feed.meetings),
        rejected=len(feed.meetings) - len(listings),
        unknown_codes=feed.notes.unknown,
        code_list=codes.LIST,
    )


def _gathered(source: Opened, options: Options) -> Feed:
    feed = Feed(options)
    files = [f for f in source.files if not source.folder or f.name.lower().endswith(".json")]
    for file in files:
        found = json_of(file, feed.notes)
        known = _sort_in(found, feed)
        if not known and not source.folder:
            refuse_other(file.name, record_list(found, "meetings", "rows", "data") or [], "bmlt")
        if not known:
            feed.notes.warn(
                0, "file", file.name, "no meetings, formats or service bodies; not used"
            )
    if not feed.meetings:
        raise Unreadable(f"{source.name} holds no BMLT meeting.")
    if not feed.formats and any(isinstance(m, dict) and m.get("formats") for m in feed.meetings):
        said = "no list of formats (GetFormats) beside it; taken by the usual English keys"
        feed.notes.warn(0, "formats", source.name, said)
    servers = {line(m.get("root_server_uri")) for m in feed.meetings if isinstance(m, dict)}
    feed.several_servers = len(servers) > 1
    return feed


def _sort_in(found: Any, feed: Feed) -> bool:
    """Puts one answer where it belongs by its shape; False when it is none of them."""
    if isinstance(found, dict) and isinstance(found.get("meetings"), list):
        feed.meetings += found["meetings"]
        formats = found.get("formats")
        return _take_formats(formats if isinstance(formats, list) else [], feed) or True
    if not isinstance(found, list) or not found:
        return False
    keys = set().union(*(set(each) for each in found[:20] if isinstance(each, dict)))
    if {"id_bigint", "weekday_tinyint"} & keys:
        feed.meetings += found
    elif {"key_string", "name_string"} & keys:
        _take_formats(found, feed)
    elif {"parent_id", "helpline"} & keys:
        feed.bodies |= {plain(each.get("id")): each for each in found if isinstance(each, dict)}
    elif "defaultDuration" in keys:
        first = found[0] if isinstance(found[0], dict) else {}
        feed.usual = length(first.get("defaultDuration")) or USUAL
    else:
        return False
    return True


def _take_formats(formats: Sequence[Any], feed: Feed) -> bool:
    """By id and by key; a format in English is not replaced by its other languages."""
    for each in formats:
        if not isinstance(each, dict):
            continue
        for name, table in ((each.get("id"), feed.formats), (each.get("key_string"), feed.by_key)):
            if plain(name) and (plain(name) not in table or plain(each.get("lang")) == "en"):
                table[plain(name)] = each
    return bool(formats)


def _meeting(record: Any, row: int, feed: Feed) -> Listing | None:
    notes = feed.notes
    if not isinstance(record, dict) or not any(
        line(record.get(each)) for each in ("meeting_name", "location_text", "location_street")
    ):
        notes.error(row, "meeting_name", record, "neither name nor place: record rejected")
        return None
    if plain(record.get("published")) == "0":
        notes.error(row, "published", "0", "not published by its server: record left out")
        return None
    raw = {str(name): value for name, value in record.items() if not PERSONAL.match(str(name))}
    for name, value in raw.items():
        if was_broken(value):
            notes.warn(row, name, value, "broken characters mended for display")
    name = line(record.get("meeting_name")) or f"NA, {line(record.get('location_text'))}".rstrip(
        ", "
    )
    formats = _formats(record, feed)
    where = _where(record, row, feed)
    attendance, status = attendance_of(record, formats.worlds, where)
    body = feed.bodies.get(plain(record.get("service_body_bigint")), {})
    organization = line(record.get("service_body_name")) or line(body.get("name"))
    return Listing(
        source_id=_identity(record, row, feed),
        record_kind="meeting",
        name=name,
        description=clean(record.get("comments")),
        status=status,
        organization=organization,
        fellowship=FELLOWSHIP,
        group_key=f"{key(name)[:120]}@{key(where.name or where.line1)[:79]}",
        group_name=name,
        url=web_address(body.get("url")),
        where=where,
        times=[_time(record, row, where, feed)],
        phones=_phones(record, body, feed.options.country),
        tags=with_language(formats.tags, feed.options.language),
        attendance=attendance,
        join_url=web_address(record.get("virtual_meeting_link")),
        join_notes=clean(record.get("virtual_meeting_additional_info")),
        dial_in=line(record.get("phone_meeting_number")),
        external_id=plain(record.get("worldid_mixed")),
        raw=raw,
    )


def _identity(record: Mapping[str, Any], row: int, feed: Feed) -> str:
    """The server's id; with the server before it where a feed joins several (formats.md 4)."""
    made = plain(record.get("id_bigint"))
    if not made:
        made = key(*(line(record.get(each)) for each in ("meeting_name", "location_street")))[:80]
        made = f"{made}-{plain(record.get('weekday_tinyint'))}-{plain(record.get('start_time'))}"
        feed.notes.warn(row, "id_bigint", "", f"no id; made from name, place and time: {made}")
    server = plain(record.get("root_server_id"))
    if not server and feed.several_servers:
        server = key(line(record.get("root_server_uri")))
    return feed.ids.unique(f"{server}-{made}" if server else made, row, "id_bigint", feed.notes)


def _formats(record: Mapping[str, Any], feed: Feed) -> Formats:
    """Joined by shared id, else by key: one key may belong to two formats."""
    ids = [
        part
        for part in map(str.strip, plain(record.get("format_shared_id_list")).split(","))
        if part
    ]
    keys = [part for part in map(str.strip, plain(record.get("formats")).split(",")) if part]
    if ids and all(each in feed.formats for each in ids):
        found: list[Mapping[str, Any]] = [feed.formats[each] for each in ids]
    else:
        found = [feed.by_key.get(each, {"key_string": each}) for each in keys]
    tags: list[Tag] = []
    worlds = set()
    for each in found:
        world, short, name = (
            plain(each.get(part)) for part in ("world_id", "key_string", "name_string")
        )
        worlds.add(codes.world_id(world, short, name))
        known = codes.tags_of(world, short, name)
        if known is None:
            feed.notes.unknown_code(f"{world or short} {name}".strip())
        tags += known if known is not None else (Tag("", None, codes.LIST, world or short),)
    return Formats(list(dict.fromkeys((*tags, *codes.ALWAYS))), frozenset(worlds))


def with_language(tags: Sequence[Tag], language: str) -> list[Tag]:
    spoken = any(tag.axis == "language" and tag.value not in (None, "ase") for tag in tags)
    default = [Tag("language", language, codes.LIST, "")] if language and not spoken else []
    return [*tags, *default]


def _where(record: Mapping[str, Any], row: int, feed: Feed) -> Where:
    country = country_code(record.get("location_nation"), feed.options.country)
    state = state_code(record.get("location_province"), country)
    written = record.get("location_postal_code_1")
    postal_code, mended = mended_zip(written, state, country)
    if mended:
        feed.notes.warn(row, "location_postal_code_1", written, mended)
    towns = ("location_municipality", "location_city_subsection", "location_neighborhood")
    rides = (("bus_lines", "Bus"), ("train_lines", "Train"))
    where = Where(
        name=line(record.get("location_text")),
        line1=line(record.get("location_street")),
        city=next(filter(None, (line(record.get(each)) for each in towns)), ""),
        county=line(record.get("location_sub_province")),
        state=state,
        postal_code=postal_code,
        country=country,
        directions=clean(record.get("location_info")),
        transport="; ".join(
            f"{kind} {line(record[n])}" for n, kind in rides if line(record.get(n))
        ),
        virtual=plain(record.get("venue_type")) == VIRTUAL,
    )
    return placed(where, record, None, row, feed.notes)


def attendance_of(
    record: Mapping[str, Any], worlds: frozenset[str], where: Where
) -> tuple[str, str]:
    """By venue_type, else by the formats VM, HYBR and TC, else in person where a street is given.

    The second value is the status: temporarily closed when TC leaves no way online.
    """
    venue = plain(record.get("venue_type"))
    link = bool(
        plain(record.get("virtual_meeting_link")) or plain(record.get("phone_meeting_number"))
    )
    closed = codes.CLOSED_FOR_NOW in worlds
    if venue in (IN_PERSON, VIRTUAL, HYBRID):
        online, in_person = venue != IN_PERSON, venue != VIRTUAL
    else:
        online = link or bool({codes.VIRTUAL, codes.HYBRID} & worlds)
        only = codes.VIRTUAL in worlds and codes.HYBRID not in worlds
        in_person = not only and bool(where.line1 or where.name)
    in_person, online = in_person and not closed, online or (closed and link)
    status = "temporarily_closed" if closed and not online else "active"
    return named(in_person=in_person, online=online), status


def _time(record: Mapping[str, Any], row: int, where: Where, feed: Feed) -> Time:
    notes = feed.notes
    day = weekday(record.get("weekday_tinyint"), sunday=SUNDAY)
    if day is None:
        notes.warn(
            row, "weekday_tinyint", record.get("weekday_tinyint"), "not a day from 1 Sunday to 7"
        )
    written = plain(record.get("start_time"))
    start = clock(written)
    if start is None and written:
        notes.warn(row, "start_time", written, "not a time; kept as text, no start time")
    minutes = length(record.get("duration_time")) or feed.usual
    if minutes > LONG:
        notes.warn(
            row, "duration_time", record.get("duration_time"), f"{minutes} minutes long; kept"
        )
    words = [*clean(record.get("comments")).split("\n"), clean(record.get("location_info"))]
    nth = next((each[:200] for each in words if NTH.search(each)), "")
    return Time(
        weekday=day,
        start=start,
        minutes=minutes if start else None,
        zone=zone_of(record.get("time_zone"), where, feed.options.zone, row, notes),
        crosses_midnight=bool(start and start.hour * 60 + start.minute + minutes > DAY),
        text="; ".join(filter(None, (written if start is None else "", nth))),
    )


def _phones(record: Mapping[str, Any], body: Mapping[str, Any], country: str) -> list[Phone]:
    """The dial-in of the meeting and the helpline of its service body."""
    dial_in = re.split(r"[,;#]", plain(record.get("phone_meeting_number")))[0]
    return [
        *phones(dial_in, kind="dial_in", country=country),
        *phones(body.get("helpline"), kind="hotline", country=country, note=line(body.get("name"))),
    ]
