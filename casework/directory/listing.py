"""What do we know about one listing, in words, with what its source wrote beside it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from casework.access import Act
from casework.desk import Desk
from casework.directory import further, kept_private, to_know
from casework.directory.cards import (
    Card,
    cards_of,
    is_private,
    of_places,
    phones_of,
    said,
    together,
)
from casework.directory.kept_private import NOTHING, Kept
from casework.directory.one_place import families
from casework.directory.raw import may_show_raw
from casework.directory.stated import NO
from casework.directory.words import DAYS, KIND_OF_TIME, LANGUAGES, NTH, STATUS
from casework.errors import NotFound
from db.models import (
    Cost,
    Entry,
    EntryTag,
    Location,
    Meeting,
    Schedule,
    Service,
    Source,
    SupportGroup,
    Tag,
)
from matching.words import AXES

ALSO = 40  # meetings of one group
ALL_DAY = 24 * 60
GEONAMES = "Place by ZIP: GeoNames, CC BY 4.0."


@dataclass(frozen=True)
class TagSaid:
    """Our words for a code, and the code as its source wrote it."""

    axis: str
    words: str  # "" where nobody here knows the code
    code_list: str
    code: str


@dataclass(frozen=True)
class Listed:
    card: Card
    phones: Sequence[str]  # "intake: 937-555-0100 ext. 2", the first to ring first
    times: Sequence[str]
    also: Sequence[str]  # other times of the same group, with where
    tags: Sequence[TagSaid]
    description: str
    eligibility: str
    costs: Sequence[str]
    directions: str
    fellowship: str
    status: str  # in words, "" for active
    complete: Sequence[str]  # axes on which silence means no
    fresh: str
    source: str
    attribution: str
    raw: Mapping[str, Any] | None  # None: it holds what may not be shown here
    message: str = ""  # of its source, for now
    to_know: Sequence[str] = ()  # how one gets in, what to bring, the wait as they word it
    also_at: Sequence[str] = ()  # the further places of a service that has several

    def by_axis(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for tag in self.tags:
            if tag.words and tag.words not in found.setdefault(tag.axis, []):
                found[tag.axis].append(tag.words)
        return found


def card(desk: Desk, *, service_id: int | None = None, meeting_id: int | None = None) -> Listed:
    """All about one service or one meeting. A private phone or confidential address is never in it;
    the source's raw record is withheld where it would hold one, but not from an editor.

    Raises NotAllowed; NotFound for what is not live and present.
    """
    desk.require(Act.SEARCH_DIRECTORY)
    kind, key = (Service, service_id) if service_id is not None else (Meeting, meeting_id)
    rows = of_places(desk.session, kind, [key] if key is not None else []).get(key or 0)
    if rows is None:
        raise NotFound("That listing")
    entries = [row.entry_id for row in rows]
    kept = kept_of(desk, entries)
    as_held = desk.session.get_one(Entry, entries[0])
    entry = kept.told(as_held)
    where = desk.session.get(Location, entry.location_id) if entry.location_id else None
    source = (
        desk.session.execute(sa.select(Source).where(Source.name == rows[0].source)).scalars().one()
    )
    shown = cards_of(desk.session, [rows])[0]
    numbers = together(phones_of(desk.session, entries), entries)
    return Listed(
        card=shown,
        phones=[phone_said(each, kept) for each in numbers],
        times=next((times for id in entries if (times := times_of(desk, id, kept))), []),
        also=_also(desk, shown),
        tags=tags_of(desk, entries),
        description=entry.description,
        eligibility=_eligibility(entry),
        costs=[kept.text(each) or "ask" for each in _costs(desk, entry.id)],
        directions="" if where is None or is_private(rows) else kept.text(where.directions),
        fellowship=entry.fellowship,
        status=STATUS[entry.status],
        complete=entry.complete_axes,
        fresh=_fresh(shown),
        source=source.name,
        attribution=attribution(source, where),
        raw=as_held.raw
        if may_show_raw(desk, [entry.record_id], private=is_private(rows))
        else None,
        message=shown.message,
        to_know=to_know.lines(entry),
        also_at=further.addresses(desk.session, rows[0].id, first=shown.where)
        if service_id is not None
        else (),
    )


def kept_of(desk: Desk, entries: Sequence[int]) -> Kept:
    """What any version of these listings keeps private."""
    records = sa.select(col(Entry.record_id)).where(col(Entry.id).in_(entries))
    found = list(desk.session.execute(records).scalars())
    return kept_private.together(kept_private.of(desk.session, found), found)


def phone_said(row: Any, kept: Kept = NOTHING) -> str:
    note = f" ({said_of_it})" if (said_of_it := kept.text(row.note)) else ""
    kind = "" if row.kind == "main" else f"{row.kind.replace('_', ' ')}: "
    return f"{kind}{said(row)}{note}"


def _rows(desk: Desk, table: Any, entry_id: int) -> Sequence[Any]:
    query = sa.select(table).where(table.entry_id == entry_id).order_by(table.id)
    return desk.session.execute(query).scalars().all()


def times_of(desk: Desk, entry_id: int, kept: Kept = NOTHING) -> list[str]:
    rows = _rows(desk, Schedule, entry_id)
    in_order = sorted(rows, key=lambda r: (r.weekday is None, r.weekday or 0))
    return [time_said(row, kept) for row in in_order]


def _also(desk: Desk, shown: Card) -> list[str]:
    """The group's other meetings, by weekday; "online" where there is no door."""
    if shown.group_id is None:
        return []
    groups = families(desk.session, SupportGroup, [shown.group_id]).of(shown.group_id)
    others = sa.select(col(Meeting.id)).where(
        col(Meeting.group_id).in_(groups), col(Meeting.id) != shown.meeting_id
    )
    ids = desk.session.execute(others.order_by(col(Meeting.id)).limit(ALSO)).scalars().all()
    places = list(
        {rows[0].id: rows for rows in of_places(desk.session, Meeting, ids).values()}.values()
    )
    where = {
        rows[0].entry_id: card.where or "online"
        for rows, card in zip(places, cards_of(desk.session, places), strict=True)
        if card.key != shown.key
    }
    of_them = sa.select(Schedule).where(
        col(Schedule.entry_id).in_(where), col(Schedule.weekday).is_not(None)
    )
    times = desk.session.execute(of_them).scalars().all()
    in_order = sorted(times, key=lambda t: (t.weekday or 0, t.start or time.min))
    return [
        _clock(each) + ("" if where[each.entry_id] == shown.where else f", {where[each.entry_id]}")
        for each in in_order
    ]


def time_said(row: Any, kept: Kept = NOTHING) -> str:
    words = f"{KIND_OF_TIME[row.kind]} {_clock(row)}" if _clock(row) else ""
    words = f"{words}{_season(row)}" if words else ""
    return ". ".join(part for part in (words, kept.text(row.text)) if part) or "by appointment"


def _season(row: Any) -> str:
    since = f", from {row.valid_from:%d %B %Y}" if row.valid_from else ""
    return since + (f", until {row.valid_to:%d %B %Y}" if row.valid_to else "")


def _clock(row: Any) -> str:
    """ "last Friday 7:30 pm, 60 min", "Monday 9:00 am to 5:00 pm", as far as it is stated."""
    day = f"{NTH.get(row.nth, '')}{DAYS[row.weekday]}" if row.weekday is not None else ""
    if row.kind != "meeting" and (row.minutes or 0) >= ALL_DAY:
        return f"{day} all day".strip()
    said = " ".join(part for part in (day, hour(row.start) if row.start else "") if part)
    return said + _how_long(row) if said else ""


def _how_long(row: Any) -> str:
    if not row.minutes:
        return ""
    if row.kind == "meeting" or not row.start:
        return f", {row.minutes} min"
    ends = datetime.combine(date.min, row.start) + timedelta(minutes=row.minutes)
    return f" to {hour(ends.time())}"


def hour(at: time) -> str:
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def tags_of(desk: Desk, entries: Sequence[int]) -> list[TagSaid]:
    linked = (
        sa.select(Tag)
        .join(EntryTag, col(EntryTag.tag_id) == col(Tag.id))
        .where(col(EntryTag.entry_id).in_(entries))
        .distinct()
    )
    order = {axis: place for place, axis in enumerate(AXES)}
    found = [
        TagSaid(tag.axis, words_of(tag.axis, tag.value_or_empty), tag.code_list, tag.code)
        for tag in desk.session.execute(linked).scalars()
    ]
    return sorted(found, key=lambda t: (order.get(t.axis, len(order)), t.words, t.code))


def words_of(axis: str, value: str) -> str:
    if value.startswith(NO):
        return f"no: {words_of(axis, value.removeprefix(NO))}"
    if axis == "language":
        return LANGUAGES.get(value, value)
    return AXES.get(axis, {}).get(value, value.replace("_", " "))


def _costs(desk: Desk, entry_id: int) -> list[str]:
    rows = _rows(desk, Cost, entry_id)
    return [row.text or row.kind.replace("_", " ") for row in rows]


def _eligibility(entry: Any) -> str:
    ages = ""
    if entry.min_age is not None or entry.max_age is not None:
        low, high = entry.min_age, entry.max_age
        ages = (
            f"from {low}"
            if high is None
            else f"up to {high}"
            if low is None
            else f"{low} to {high}"
        )
        ages = f"Ages {ages}."
    return " ".join(part for part in (ages, entry.eligibility) if part)


def _fresh(shown: Card) -> str:
    if shown.unverified:
        return "not verified here yet"
    return shown.fresh


def attribution(source: Source, where: Location | None) -> str:
    by_zip = GEONAMES if where is not None and where.precision_source == "zipcodes" else ""
    return " ".join(part for part in (source.licence_note, by_zip) if part)
