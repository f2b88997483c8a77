"""What does each row of a NAWS table (GetNAWSDump, CSV or XLSX) say of a meeting?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time

from imports.addresses import placed, truth
from imports.bmlt.answers import EVERY, FELLOWSHIP, USUAL, attendance_of, with_language
from imports.codes import bmlt as codes
from imports.codes import languages
from imports.listing import Listing, Options, Reading, Tag, Time, Unreadable, Where
from imports.meeting_times import NTH, with_zones, zone_of
from imports.phones import phones
from imports.places import country_code, is_state, mended_zip, state_code
from imports.reading import Ids, Notes, Opened
from imports.tables import BROKEN, table_of
from imports.text import clean, key, line, plain, stamp, was_broken, web_address
from imports.times import DAY, clock, weekday

NEEDED = frozenset({"committee", "committeename", "day", "time"})
FORMATS = ("format1", "format2", "format3", "format4", "format5")
LANGUAGES = ("language1", "language2", "language3")
PERSONAL = re.compile(r"contact|company")
WHEELCHAIR = "WCHR"
Cells = Mapping[str, str]


@dataclass(slots=True)
class Feed:
    """What holds for all rows of one reading."""

    options: Options
    notes: Notes = field(default_factory=Notes)
    ids: Ids = field(default_factory=Ids)


def read(source: Opened, options: Options) -> Reading:
    """Every row that is published and not marked `D`. Raises `Unreadable`."""
    feed = Feed(options)
    rows = list(_rows(source, feed.notes))
    made = []
    for row, cells in enumerate(rows, start=1):
        if found := _meeting(cells, row, feed):
            made.append((row, found))
        if options.progress and row % EVERY == 0:
            options.progress(row)
    return Reading(
        with_zones(made, feed.notes),
        feed.notes.problems,
        read=len(rows),
        rejected=len(rows) - len(made),
        unknown_codes=feed.notes.unknown,
        code_list=codes.LIST,
    )


def _rows(source: Opened, notes: Notes) -> Iterator[Cells]:
    """All NAWS tables of a folder, or the one file."""
    found = False
    for file in source.files:
        try:
            table = table_of(file, NEEDED, notes)
        except Unreadable as refusal:
            if not source.folder:
                raise
            notes.warn(0, "file", file.name, f"not used: {refusal}")
            continue
        found = True
        yield from table.records()
    if not found:
        raise Unreadable(f"{source.name} holds no BMLT meeting.")


def _meeting(cells: Cells, row: int, feed: Feed) -> Listing | None:
    if not _stands(cells, row, feed.notes):
        return None
    for heading, value in cells.items():
        if was_broken(value):
            feed.notes.warn(row, heading, value, "broken characters mended for display")
    name = line(cells["committeename"]) or f"NA, {line(cells.get('place'))}"
    worlds = [code for each in FORMATS if (code := plain(cells.get(each)).upper())]
    where = _where(cells, row, feed)
    link = web_address(cells.get("virtualmeetinglink"))
    as_answer = {
        "virtual_meeting_link": link,
        "phone_meeting_number": cells.get("phonemeetingnumber"),
    }
    attendance, status = attendance_of(as_answer, frozenset(worlds), where)
    dial_in = line(cells.get("phonemeetingnumber"))
    return Listing(
        source_id=_identity(cells, name, row, feed),
        record_kind="meeting",
        name=name,
        description=clean(cells.get("room")),
        status=status,
        organization=line(cells.get("parentname")),
        fellowship=FELLOWSHIP,
        group_key=f"{key(name)[:120]}@{key(where.name or where.line1)[:79]}",
        group_name=name,
        where=where,
        times=[_time(cells, row, where, feed)],
        phones=phones(re.split(r"[,;#]", dial_in)[0], kind="dial_in", country=feed.options.country),
        tags=_tags(cells, worlds, row, feed),
        attendance=attendance,
        join_url=link,
        join_notes=clean(cells.get("virtualmeetinginfo")),
        dial_in=dial_in,
        updated_at=stamp(cells.get("lastchanged")),
        external_id=plain(cells["committee"]),
        raw={name: value for name, value in cells.items() if value and not PERSONAL.match(name)},
    )


def _stands(cells: Cells, row: int, notes: Notes) -> bool:
    """Whether the row is a meeting that anybody may go to: named, published, not deleted."""
    deleted, hidden = plain(cells.get("delete")).upper(), plain(cells.get("unpublished"))
    if why := cells.get(BROKEN):
        notes.error(row, "row", " | ".join(cells.values()), why)
    elif not any(line(cells.get(each)) for each in ("committeename", "place", "address")):
        notes.error(row, "committeename", "", "neither name nor place: record rejected")
    elif deleted == "D":
        notes.error(row, "delete", "D", "deleted by its service body: record left out")
    elif hidden and truth(hidden) is not False:
        notes.error(row, "unpublished", hidden, "not published by its server: record left out")
    else:
        if deleted:
            notes.warn(row, "delete", deleted, "neither blank nor D; kept")
        return True
    return False


def _identity(cells: Cells, name: str, row: int, feed: Feed) -> str:
    """The server's own id as in its JSON, else the world id, else made of name, place and time."""
    made = plain(cells.get("bmlt_id")) or plain(cells["committee"])
    if not made:
        words = (name, line(cells.get("address")), line(cells["day"]), line(cells["time"]))
        made = key(*words)[:120]
        feed.notes.warn(row, "committee", "", f"no id; made from name, place and time: {made}")
    return feed.ids.unique(made[:200], row, "committee", feed.notes)


def _where(cells: Cells, row: int, feed: Feed) -> Where:
    country = country_code(cells.get("country"), feed.options.country)
    state = state_code(cells.get("state"), country)
    if state and not is_state(state, country):
        feed.notes.warn(row, "state", state, "no state we know; kept as written")
    postal_code, mended = mended_zip(cells.get("zip"), state, country)
    if mended:
        feed.notes.warn(row, "zip", cells.get("zip"), mended)
    where = Where(
        name=line(cells.get("place")),
        line1=line(cells.get("address")),
        city=line(cells.get("city")) or line(cells.get("locborough")),
        state=state,
        postal_code=postal_code,
        country=country,
        directions=clean(cells.get("directions")),
        virtual=plain(cells["committee"]).upper().startswith("OLM"),
    )
    town = None if where.line1 else True  # a town's point is no door
    return placed(where, cells, town, row, feed.notes)


def _time(cells: Cells, row: int, where: Where, feed: Feed) -> Time:
    notes = feed.notes
    day = None if plain(cells["day"]).isdigit() else weekday(cells["day"])
    if day is None:
        notes.warn(row, "day", cells["day"], "not the name of a day; no day")
    start = _start(plain(cells["time"]), row, notes)
    words = [clean(cells.get("room")), *clean(cells.get("directions")).split("\n")]
    nth = next((each[:200] for each in words if NTH.search(each)), "")
    return Time(
        weekday=day,
        start=start,
        minutes=USUAL if start else None,
        zone=zone_of(cells.get("timezone"), where, feed.options.zone, row, notes),
        crosses_midnight=bool(start and start.hour * 60 + start.minute + USUAL > DAY),
        text="; ".join(filter(None, ("" if start else line(cells["time"]), nth))),
    )


def _start(written: str, row: int, notes: Notes) -> time | None:
    """`HHMM`; a spreadsheet takes leading zeros away, `930` is 09:30 and `0` is midnight."""
    whole = written.zfill(4) if written.isascii() and written.isdigit() else written
    if len(written) in (1, 2) and written.isdigit() and not (written == "0" or int(written) > 24):
        whole = ""  # the hour alone, or minutes past midnight: nobody knows
    start = clock(whole)
    if start is None and written:
        notes.warn(row, "time", written, "not a time as HHMM; kept as text, no start time")
    elif whole != written:
        notes.warn(row, "time", written, f"leading zero put back: {start:%H:%M}")
    return start


def _tags(cells: Cells, worlds: Sequence[str], row: int, feed: Feed) -> list[Tag]:
    open_closed = plain(cells.get("closed")).upper()
    found: list[Tag] = []
    if open_closed in ("OPEN", "CLOSED"):
        found += codes.TAGS[open_closed]
    elif open_closed:
        feed.notes.warn(row, "closed", open_closed, "neither OPEN nor CLOSED; not stated")
    if truth(line(cells.get("wheelchr"))):
        found += codes.TAGS[WHEELCHAIR]
    for world in worlds:
        found += _tags_of(world, "", feed)
    for name in filter(None, (each.strip() for each in line(cells.get("room")).split(","))):
        found += _tags_of("", name, feed)
    for said in filter(None, (line(cells.get(each)) for each in LANGUAGES)):
        found += _language(said, feed)
    return with_language(list(dict.fromkeys((*found, *codes.ALWAYS))), feed.options.language)


def _tags_of(world: str, name: str, feed: Feed) -> Sequence[Tag]:
    """Of a world id, or of a format without one, which stands by its name in `Room`."""
    known = codes.tags_of(world, "" if world else name[:80], name)
    if known is None:
        feed.notes.unknown_code(world or name[:80])
    return known if known is not None else (Tag("", None, codes.LIST, world or name[:80]),)


def _language(said: str, feed: Feed) -> Sequence[Tag]:
    code = languages.code_of(said) or (said.lower() if said.lower() in languages.TAGS else None)
    if code is None:
        feed.notes.unknown_code(said[:80])
    return (Tag("language", code, codes.LIST, said[:80]),)
