"""How many listings a second reach the database, beside inserting them row by row?"""

import random

from sqlmodel import Session, select

from casework.directory import rows
from db.models import (
    Cost,
    Entry,
    EntryTag,
    Location,
    Meeting,
    Phone,
    Schedule,
    Service,
    Source,
    SourceRecord,
    SupportGroup,
    Tag,
)
from db.session import engine
from imports.listing import Listing
from tests.bench import feeds, real
from tests.bench.out import Asked, Finding
from tests.bench.stats import median, timed, times

SEED = 20270117
HEAD = ("taken in", "records", "s", "records/s", "with reading/s", "row by row/s", "ratio")


def run(asked: Asked) -> Finding:
    taken = real.taken_in()
    found = Finding("", HEAD)
    sample = 150 if asked.quick else 500
    for feed in (f for f in feeds.PER_FORMAT if f in taken.seconds):
        took, count, slow = taken.seconds[feed], taken.records[feed], _row_by_row(feed, sample)
        ratio = slow * count / took
        name, rate = f"{feed.format} ({feed.name})", f"{count / took:,.0f}"
        whole = f"{count / (took + taken.reading[feed]):,.0f}"
        found.rows.append(
            [name, f"{count:,}", f"{took:.1f}", rate, whole, f"{1 / slow:,.0f}", times(ratio)]
        )
        found.ratios.append(
            f"{feed.format}: {times(ratio)} the records/s of a row-by-row ORM insert"
        )
    found.line = (
        f"from the file to published: {', '.join(f'{r[0]} {r[4]} records/s' for r in found.rows)}."
    )
    found.notes = [
        "taken in: staging, publishing and audit of what was read; commits with synchronous=FULL",
        f"row by row: {sample} of the same listings (seed {SEED}), already read; session.add and",
        "flush per record, one commit at the end, rolled back",
    ]
    found.left_out = taken.left_out
    return found


def _row_by_row(feed: feeds.Feed, sample: int) -> float:
    """Seconds a record, median of three."""
    listings = feeds.reader(feed)().listings
    some = random.Random(SEED).sample(list(listings), min(sample, len(listings)))
    return median([timed(lambda: _insert(some))[0] for _ in range(3)]) / len(some)


def _insert(listings: list[Listing]) -> None:
    with Session(engine(), expire_on_commit=False) as session:
        session.connection(execution_options={"writes": True})
        source = Source(name="row by row", format="table")
        session.add(source)
        session.flush()
        known: dict[tuple, int] = {}
        for listing in listings:
            _one(session, source.id, listing, known)
        session.rollback()


def _one(session: Session, source: int, listing: Listing, known: dict[tuple, int]) -> None:
    """What the ORM's users write first: add, flush for the id, go on; tags are remembered."""
    record = SourceRecord(source_id=source, source_key=listing.source_id)
    where = Location(**rows.location(listing.where)) if listing.where else None
    session.add_all([row for row in (record, where) if row is not None])
    session.flush()
    entry = Entry(
        record_id=record.id, location_id=where.id if where else None, **rows.entry(listing)
    )
    session.add(entry)
    session.flush()
    record.live_entry_id = entry.id
    session.add_all(Schedule(**values) for values in rows.schedules(entry.id, listing))
    session.add_all(Phone(**values) for values in rows.phones(entry.id, listing))
    session.add_all(Cost(**values) for values in rows.costs(entry.id, listing))
    tags = {_tag(session, rows.tag_key(tag), known) for tag in listing.tags}
    session.add_all(EntryTag(entry_id=entry.id, tag_id=tag) for tag in tags)
    if rows.is_meeting(listing):
        group = {"source_id": source, "group_key": rows.group_key(listing)}
        of_group = _same(session, SupportGroup, group, known, name=listing.group_name)
        session.add(Meeting(record_id=record.id, group_id=of_group))
    else:
        session.add(Service(record_id=record.id, kind=rows.kind_of(listing, {})))
    session.flush()


def _tag(session: Session, key: rows.TagKey, known: dict[tuple, int]) -> int:
    names = ("axis", "value_or_empty", "code_list", "code")
    return _same(session, Tag, dict(zip(names, key, strict=True)), known)


def _same(session: Session, kind: type, same: dict, known: dict[tuple, int], **more: str) -> int:
    """The id of the row with these values; asked of the database once."""
    key = (kind, *same.values())
    if key not in known:
        found = session.exec(select(kind).filter_by(**same)).first() or kind(**same, **more)
        session.add(found)
        session.flush()
        known[key] = found.id
    return known[key]
