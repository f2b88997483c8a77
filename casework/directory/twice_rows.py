"""What of every live listing is compared: read once, in plain columns, as light values."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.twice_alike import Place
from casework.directory.twice_meetings import Meets
from casework.directory.twice_pairs import Pair, in_order
from casework.directory.twice_words import (
    door_of,
    link_of,
    name_of,
    plain,
    site_of,
    street_of,
    town_of,
)
from db.models import (
    Entry,
    Location,
    Meeting,
    Phone,
    Schedule,
    Service,
    Source,
    SourceRecord,
    SupportGroup,
)

NUMBERED = re.compile(r"-\d+$")
SURVEYS = "findtreatment"  # SU and MH are two surveys of one file
OF_ENTRY = ("name", "name2", "url", "fellowship", "join_url", "run_id", "status", "withheld")
Number = tuple[str, str]  # and its extension
OF_LOCATION = ("line1", "line2", "city", "state", "postal_code", "confidential")


def live(session: Session, kind: Any, *columns: Any, where: Any = None) -> list[Any]:
    """Live and present rows of a kind, with where they are."""
    query = (
        sa.select(
            col(kind.id), col(kind.record_id),
            col(SourceRecord.source_id), col(SourceRecord.source_key), *columns,
            col(Entry.id).label("entry_id"), *(col(getattr(Entry, name)) for name in OF_ENTRY),
            col(Location.name).label("house"),
            *(col(getattr(Location, name)) for name in OF_LOCATION),
        )
        .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .outerjoin(Location, col(Location.id) == col(Entry.location_id))
        .where(col(SourceRecord.state) == "present")
        .order_by(col(kind.id))
    )  # fmt: skip
    return list(session.execute(query if where is None else query.where(where)))


def repeats(session: Session, rows: Iterable[Any]) -> dict[Pair, str]:
    """Pairs of ids of which the second's id was used before in its file, and was made unique by a
    number behind it (contracts.md 2). An id that ends in a number by itself stands in its record."""
    known = {(row.source_id, row.source_key): row for row in rows}
    found = {}
    for (source, key), row in known.items():
        base = known.get((source, NUMBERED.sub("", key))) if NUMBERED.search(key) else None
        if base is not None:
            found[row.entry_id] = (in_order(base.id, row.id), key)
    raws = sa.select(col(Entry.id), col(Entry.raw)).where(col(Entry.id).in_(list(found)))
    return {
        found[entry][0]: found[entry][1]
        for entry, raw in session.execute(raws)
        if found[entry][1] not in {str(value) for value in raw.values()}
    }


def live_services(session: Session, where: Any = None) -> list[Any]:
    return live(session, Service, col(Service.kind), where=where)


def live_meetings(session: Session, where: Any = None) -> list[Any]:
    return live(session, Meeting, col(Meeting.group_id), where=where)


def places(
    session: Session, rows: Iterable[Any], few: Collection[int] | None = None
) -> list[Place]:
    """Of `live_services`; `few`: their entries, where not all."""
    surveys = _surveys(session)
    phones = _phones(session, few)
    return [_place(row, surveys, phones.get(row.entry_id, ())) for row in rows]


def places_of(session: Session, ids: Collection[int]) -> list[Place]:
    """Of a few services alone."""
    rows = live_services(session, col(Service.id).in_(ids))
    return places(session, rows, few=[row.entry_id for row in rows])


def _place(row: Any, surveys: frozenset[int], phones: Collection[Number]) -> Place:
    survey = str(row.source_id)
    if row.source_id in surveys:
        survey += row.source_key[:2]
    street, unit = street_of(row.line1 or "", row.line2 or "")
    return Place(
        id=row.id,
        survey=survey,
        name=name_of(row.name),
        programme=name_of(row.name2),
        street=street,
        unit=unit,
        town=town_of(row.city or "", row.state or ""),
        zip=(row.postal_code or "")[:5],
        phones=frozenset(number for number, _ in phones),
        extensions=frozenset(each for each in phones if each[1]),
        house=name_of(row.house or ""),
        site=site_of(row.url),
        status=row.status,
        source=row.source_id,
        kind=row.kind,
        hidden=bool(row.confidential or row.withheld),
        said=row.name2 or row.name,
    )


def _surveys(session: Session) -> frozenset[int]:
    rows = session.execute(sa.select(col(Source.id)).where(col(Source.format) == SURVEYS))
    return frozenset(rows.scalars())


def _phones(session: Session, few: Collection[int] | None) -> Mapping[int, set[Number]]:
    """Entry → its numbers that may be told; a fax is often a whole house's."""
    query = (
        sa.select(col(Phone.entry_id), col(Phone.e164), col(Phone.extension))
        .join(SourceRecord, col(SourceRecord.live_entry_id) == col(Phone.entry_id))
        .where(col(Phone.e164) != "", ~col(Phone.private), col(Phone.kind) != "fax")
    )
    if few is not None:
        query = query.where(col(Phone.entry_id).in_(few))
    found: dict[int, set[Number]] = defaultdict(set)
    for entry, number, extension in session.execute(query):
        found[entry].add((number, extension))
    return found


def meetings(
    session: Session, rows: Iterable[Any], few: Collection[int] | None = None
) -> list[Meets]:
    """Of `live_meetings`; `few`: their entries, where not all."""
    names = _group_names(session)
    times = _times(session, few)
    return [_meets(row, names, times.get(row.entry_id, frozenset())) for row in rows]


def meetings_of(session: Session, groups: Collection[int]) -> list[Meets]:
    """Of a few groups alone."""
    rows = live_meetings(session, col(Meeting.group_id).in_(groups))
    return meetings(session, rows, few=[row.entry_id for row in rows])


def meetings_by_id(session: Session, ids: Collection[int]) -> list[Meets]:
    """A few alone."""
    rows = live_meetings(session, col(Meeting.id).in_(ids))
    return meetings(session, rows, few=[row.entry_id for row in rows])


def _meets(row: Any, names: Mapping[int, str], times: frozenset[tuple[int, str]]) -> Meets:
    return Meets(
        id=row.id,
        group=row.group_id,
        source=row.source_id,
        name=name_of(row.name),
        group_name=name_of(names.get(row.group_id, row.name)),
        fellowship=plain(row.fellowship),
        times=times,
        doors=_doors(row),
        link=link_of(row.join_url),
        unit=street_of(row.line1 or "", row.line2 or "")[1],
        status=row.status,
        hidden=bool(row.confidential or row.withheld),
    )


def _doors(row: Any) -> frozenset[str]:
    """Ways to name where it meets; one in common is enough."""
    town = town_of(row.city or "", row.state or "")
    street, house = (
        door_of(street_of(row.line1 or "", row.line2 or "")[0]),
        name_of(row.house or ""),
    )
    nears = [near for near in ((row.postal_code or "")[:5], town) if near]
    return frozenset(f"{what}, {near}" for what in (street, house) if what for near in nears)


def _group_names(session: Session) -> Mapping[int, str]:
    rows = session.execute(sa.select(col(SupportGroup.id), col(SupportGroup.name)))
    return {id: name for id, name in rows}  # noqa: C416


def _times(
    session: Session, few: Collection[int] | None
) -> Mapping[int, frozenset[tuple[int, str]]]:
    query = (
        sa.select(col(Schedule.entry_id), col(Schedule.weekday), col(Schedule.start))
        .join(SourceRecord, col(SourceRecord.live_entry_id) == col(Schedule.entry_id))
        .where(col(Schedule.weekday).is_not(None), col(Schedule.start).is_not(None))
        .where(col(Schedule.kind) == "meeting")
    )
    if few is not None:
        query = query.where(col(Schedule.entry_id).in_(few))
    found: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for entry, weekday, start in session.execute(query):
        found[entry].add((weekday, f"{start:%H:%M}"))
    return {entry: frozenset(times) for entry, times in found.items()}
