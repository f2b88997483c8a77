"""What does one row of a spreadsheet say of a place or a meeting, by the mapping of its columns?"""

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import date

from imports.attendance import DIALLED, known_provider, named
from imports.listing import Listing, Options, Phone, Where
from imports.meeting_times import zone_of
from imports.phones import is_placeholder, phones
from imports.places import state_zone
from imports.reading import Ids, Notes
from imports.table import facts
from imports.table.cells import Cells, Record, value, words
from imports.table.codes import Codes
from imports.table.fields import BETWEEN
from imports.table.mapping import TableMapping
from imports.table.place import place_of
from imports.table.when import Clock, times_of
from imports.text import key, line, plain, was_broken, web_address

PHONES = (("phone", "main"), ("intake", "intake"), ("hotline", "hotline"))
# Of what an id is made where the list has none: name, place, day and time, and the telephone.
IDENTITY = (
    "name",
    "name2",
    "place",
    "address",
    "line1",
    "city",
    "state",
    "postal_code",
    "day",
    "time",
)
WAYS = frozenset({"address", "line1", "place", "join_url", "dial_in"})
LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
KEPT_ID = 200  # characters


@dataclass(slots=True)
class Feed:
    """What holds for all records of one reading."""

    mapping: TableMapping
    options: Options
    today: date
    halves: bool = False  # the times of this file say am and pm
    notes: Notes = field(default_factory=Notes)
    ids: Ids = field(default_factory=Ids)
    codes: Codes = field(init=False)

    def __post_init__(self) -> None:
        self.codes = Codes(self.mapping, self.notes)


def listing_of(record: Record, row: int, feed: Feed) -> Listing | None:
    """The listing, or None with the reason in the notes where the name is blank."""
    notes, mapping = feed.notes, feed.mapping
    cells = Cells(record, mapping.columns)
    name = cells.line("name", BETWEEN["name"])
    if not name:
        shown = next(filter(None, map(words, record.values())), "")
        notes.error(row, "name", shown, "no name: record rejected")
        return None
    raw = {each: cell for each, cell in record.items() if each not in mapping.drop}
    for each, cell in raw.items():
        if was_broken(cell):
            notes.warn(row, each, cell, "broken characters mended for display")
    kind = feed.codes.kind(record, row)
    low, high, ages = facts.ages(cells, row, notes)
    status = feed.codes.status(record, row)
    stands = facts.standing(cells, mapping, status, feed.today, row, notes)
    costs = facts.costs(cells.text("cost"))
    made = Listing(
        source_id=_identity(cells, row, feed),
        record_kind=kind,
        name=name,
        status=stands.status,
        alert=stands.alert,
        fellowship=mapping.fellowship,
        url=_web(cells, row, notes),
        phones=_phones(cells, row, feed),
        tags=list(dict.fromkeys([*feed.codes.tags(record, cells), *facts.cost_tags(costs)])),
        min_age=low,
        max_age=high,
        eligibility="\n".join(filter(None, (cells.text("eligibility"), ages))),
        capacity=facts.beds(cells),
        costs=costs,
        updated_at=facts.changed(cells, mapping, row, notes),
        verified_on=facts.day(cells, "verified", mapping, row, notes),
        raw=raw,
    )
    return _with_times(_with_texts(made, cells), cells, row, feed)


def _with_texts(made: Listing, cells: Cells) -> Listing:
    return replace(
        made,
        name2=cells.line("name2"),
        description=cells.text("description"),
        organization=cells.line("organization"),
        alternate_name=cells.line("alternate_name"),
        email=cells.line("email"),
        application=cells.text("application"),
        documents=cells.text("documents"),
        wait=cells.text("wait"),
        service_area=cells.text("service_area"),
        join_notes=cells.text("join_notes"),
        dial_in=cells.line("dial_in"),
    )


def _with_times(made: Listing, cells: Cells, row: int, feed: Feed) -> Listing:
    """Where, how and when one goes there."""
    notes, meets = feed.notes, made.record_kind == "meeting"
    where, exact = place_of(cells, feed.options.country, row, notes)
    join_url = _join_url(cells, row, notes)
    attendance = feed.codes.attendance(cells.record, row)
    attendance = attendance or _attendance(made.record_kind, cells, join_url, exact)
    if where and attendance == "online":
        where = replace(where, virtual=True)
    zone = zone_of(cells.first("zone"), where, feed.options.zone, row, notes)
    zone = zone or (state_zone(where.state) if where else "")
    way = Clock(halves=feed.halves, sunday=feed.mapping.sunday, meets=meets)
    group_key, group_name = _group(cells, made.name, where) if meets else ("", "")
    return replace(
        made,
        where=where,
        times=times_of(cells, way, zone, row, notes),
        attendance=attendance,
        join_url=join_url,
        group_key=group_key,
        group_name=group_name,
    )


def _identity(cells: Cells, row: int, feed: Feed) -> str:
    """The column of ids; without one, or where it is blank, a hash of the columns that tell it."""
    own = cells.line("id", BETWEEN["id"])
    if own:
        if len(own) > KEPT_ID:
            own = f"{own[: KEPT_ID - 13]}-{_hashed([own])[:12]}"
        return feed.ids.unique(own, row, "id", feed.notes)
    refs = feed.mapping.id_from
    told = [words(value(cells.record, ref)) for ref in refs] or [
        cells.line(each) for each in IDENTITY
    ]
    if not any(told):
        told = [cells.line("name")]
    made = f"{key(cells.line('name'))[:40]}-{_hashed(told)[:12]}"
    if "id" in cells.columns:
        feed.notes.warn(row, "id", "", f"no id; made from its name, place and time: {made}")
    return feed.ids.unique(made, row, "id", feed.notes)


def _hashed(told: list[str]) -> str:
    text = "\x1f".join(" ".join(each.casefold().split()) for each in told)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _group(cells: Cells, name: str, where: Where | None) -> tuple[str, str]:
    """The stated group, else name and place (formats.md 1)."""
    group = cells.line("group")
    if key(group):
        return key(group)[:200], group
    place = (where.name or where.line1 or where.city) if where else ""
    return f"{key(name)[:120]}@{key(place)[:79]}", name


def _attendance(kind: str, cells: Cells, join_url: str, exact: bool) -> str:
    """By link, telephone and address; "" where the list has no columns that would say it."""
    digits = re.sub(r"\D", "", cells.line("dial_in"))
    online = known_provider(join_url) or len(digits) >= DIALLED
    says = kind == "meeting" and not WAYS.isdisjoint(cells.columns)
    return named(in_person=exact, online=online) if online or says else ""


def _join_url(cells: Cells, row: int, notes: Notes) -> str:
    """The link itself, or the first in a text that leads to where meetings are held."""
    for each in cells.values("join_url"):
        whole = web_address(line(each))
        links = [whole] if whole else [x.rstrip(".,;)") for x in LINK.findall(words(each))]
        for link in links:
            if whole or known_provider(link):
                return web_address(link)
        if plain(each) and not links and " " not in plain(each):
            notes.warn(row, "join_url", each, "not a link that can be opened; left out")
    return ""


def _web(cells: Cells, row: int, notes: Notes) -> str:
    written = line(words(cells.first("url")))
    found = web_address(written)
    if not found and re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", written, re.ASCII):
        found = web_address(f"https://{written}")
    if written and not found and written.lower() not in ("http://", "https://", "n/a", "none"):
        notes.warn(row, "url", written, "not a web address; left out")
    return found


def _phones(cells: Cells, row: int, feed: Feed) -> list[Phone]:
    found: list[Phone] = []
    country = feed.options.country
    land = words(cells.first("country"))
    country = land.upper() if re.fullmatch(r"[A-Za-z]{2}", land) else country
    for name, kind in PHONES:
        for each in cells.values(name):
            if is_placeholder(words(each)):
                feed.notes.warn(row, name, each, "a placeholder, not a number; left out")
                continue
            found += [x for x in phones(words(each), kind=kind, country=country) if x not in found]
    dial_in = re.split(r"[,;#]", cells.line("dial_in"))[0]
    return [*found, *phones(dial_in, kind="dial_in", country=country)]
