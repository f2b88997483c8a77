"""How does the live version of an edited listing come about? The source's newest words, and on top of
them, field by field, what was written here (ADR 16).

A composed version has no run. The version it was made from stays beside it untouched, its raw record
with it; nothing is composed for a listing without an edit.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.bulk import batches
from casework.directory.placing import placed
from casework.directory.stamps import carry_on
from casework.directory.stated import COST, PHONE, TAG, TEXTS, TIME, Stated
from casework.directory.sweeping import drop_entries
from db.models import (
    Cost,
    Entry,
    EntryLocation,
    EntryTag,
    Location,
    Phone,
    Schedule,
    SourceRecord,
    Tag,
)

OURS = "local"  # the code list of a tag that was added here
AT_ONCE = 200  # listings composed with one set of statements
PLACED = frozenset({"address", "confidential"})
PARTS: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    "phones": (Phone, PHONE),
    "times": (Schedule, TIME),
    "costs": (Cost, COST),
}
TYPED: Mapping[str, Any] = {"start": time, "valid_from": date, "valid_to": date}


@dataclass(frozen=True)
class Composed:
    """One version to make: from which one, and what stands in it instead."""

    record_id: int
    base_id: int
    fields: Stated


def compose(session: Session, wanted: Collection[Composed]) -> None:
    """Make these versions and turn the live ones to them, in the caller's transaction; some twenty
    statements per 200 listings. Compositions that were live before are dropped."""
    for part in batches(wanted, AT_ONCE):
        made = _entries(session, part)
        _copied(session, part, made)
        for name, (table, _) in PARTS.items():
            rows = [
                {"entry_id": made[one.record_id], **_typed(row)}
                for one in part
                for row in one.fields.get(name, ())
            ]
            _insert(session, table, rows)
        _tags(session, [(made[one.record_id], one.fields) for one in part])
        turn(session, made)


def turn(session: Session, live: Mapping[int, int]) -> None:
    """Record → the version that is live from now on; a composition it replaces goes."""
    if not live:
        return
    carry_on(session, col(Entry.id).in_(live.values()))
    table = SourceRecord.__table__  # type: ignore[attr-defined]
    change = sa.update(table).where(table.c.id == sa.bindparam("of"))
    session.connection().execute(
        change.values(live_entry_id=sa.bindparam("to")),
        [{"of": record, "to": entry} for record, entry in live.items()],
    )
    gone = sa.select(col(Entry.id)).where(
        col(Entry.record_id).in_(live),
        col(Entry.run_id).is_(None),
        col(Entry.id).not_in(live.values()),
    )
    drop_entries(session, list(session.execute(gone).scalars()))


def _entries(session: Session, part: Collection[Composed]) -> dict[int, int]:
    """Record → its new version's id."""
    table = Entry.__table__  # type: ignore[attr-defined]
    fields = {one.base_id: one.fields for one in part}
    bases = session.execute(sa.select(table).where(table.c.id.in_(fields))).mappings()
    rows = [(dict(row), fields[row["id"]]) for row in bases]
    _moved(session, [(row, of) for row, of in rows if PLACED & of.keys()])
    made = [_entry(row, of) for row, of in rows]
    returning = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    ids = session.execute(returning, made).scalars()
    return dict(zip((row["record_id"] for row in made), ids, strict=True))


def _entry(row: Mapping[str, Any], fields: Stated) -> dict[str, Any]:
    made = {**row, **{name: fields[name] for name in TEXTS if name in fields}, "run_id": None}
    del made["id"]
    if "ages" in fields:
        made |= {"min_age": fields["ages"]["min"], "max_age": fields["ages"]["max"]}
    return made


def _moved(session: Session, rows: Collection[tuple[dict[str, Any], Stated]]) -> None:
    """A place of its own for each version whose address was written here."""
    if not rows:
        return
    table = Location.__table__  # type: ignore[attr-defined]
    ids = [row["location_id"] for row, _ in rows if row["location_id"]]
    old = session.execute(sa.select(table).where(table.c.id.in_(ids))).mappings()
    known = {place["id"]: {k: v for k, v in place.items() if k != "id"} for place in old}
    empty = {column.name: _empty(column) for column in table.c if column.name != "id"}
    made = []
    for row, fields in rows:
        before = known.get(row["location_id"], empty)
        where, row["precision"] = placed(before, row["precision"], fields)
        made.append(empty | where)
    returning = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    for (row, _), id in zip(rows, session.execute(returning, made).scalars(), strict=True):
        row["location_id"] = id


def _empty(column: Any) -> Any:
    if column.nullable:
        return None
    return (
        False if isinstance(column.type, sa.Boolean) else "US" if column.name == "country" else ""
    )


def _copied(session: Session, part: Collection[Composed], made: Mapping[int, int]) -> None:
    """All that hangs on a version, but not what stands instead."""
    for name, (table, columns) in PARTS.items():
        _copy(session, table, columns, [one for one in part if name not in one.fields], made)
    _copy(session, EntryTag, ("tag_id",), part, made)
    _copy(session, EntryLocation, ("position", "location_id", "precision"), part, made)


def _copy(
    session: Session,
    table: Any,
    columns: Collection[str],
    ones: Collection[Composed],
    made: Mapping[int, int],
) -> None:
    if not ones:
        return
    rows, new = table.__table__, Entry.__table__  # type: ignore[attr-defined]
    old = sa.alias(new)
    query = (
        sa.select(new.c.id, *(rows.c[name] for name in columns))
        .select_from(rows)
        .join(old, old.c.id == rows.c.entry_id)
        .join(new, new.c.record_id == old.c.record_id)
        .where(
            old.c.id.in_([one.base_id for one in ones]),
            new.c.id.in_([made[one.record_id] for one in ones]),
        )
    )
    query = query.order_by(rows.c.id) if "id" in rows.c else query
    session.execute(sa.insert(rows).from_select(["entry_id", *columns], query))


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    """As the columns want it: "19:30" a time, "2026-05-01" a date."""
    return {
        name: TYPED[name].fromisoformat(value) if value and name in TYPED else value
        for name, value in row.items()
    }


def _tags(session: Session, made: Iterable[tuple[int, Stated]]) -> None:
    """Tags taken away with all their codes, and added with ours."""
    wanted = [(entry, *each) for entry, fields in made for each in _of_tags(fields)]
    if not wanted:
        return
    known = _known(session, {(axis, value) for _, axis, value, _ in wanted})
    gone = [(entry, id) for entry, *of, _ in wanted for id, _ in known.get(tuple(of), ())]
    link = EntryTag.__table__  # type: ignore[attr-defined]
    for part in batches(gone, 400):
        pair = sa.tuple_(link.c.entry_id, link.c.tag_id)
        session.execute(sa.delete(link).where(pair.in_(part)))
    added = [(entry, (axis, value)) for entry, axis, value, stands in wanted if stands]
    ours = {of: _ours(session, of, known.get(of, ())) for _, of in added}
    _insert(session, EntryTag, [{"entry_id": entry, "tag_id": ours[of]} for entry, of in added])


def _of_tags(fields: Stated) -> Iterator[tuple[str, str, bool]]:
    for field, stands in fields.items():
        if field.startswith(TAG):
            axis, _, value = field.removeprefix(TAG).partition(".")
            yield axis, value, stands


def _known(
    session: Session, wanted: Collection[tuple[str, str]]
) -> dict[Any, list[tuple[int, str]]]:
    """Axis and value → the codes that mean it, with their lists."""
    pair = sa.tuple_(col(Tag.axis), col(Tag.value_or_empty))
    found: dict[Any, list[tuple[int, str]]] = {}
    for tag in session.execute(sa.select(Tag).where(pair.in_(sorted(wanted)))).scalars():
        found.setdefault((tag.axis, tag.value_or_empty), []).append((tag.id, tag.code_list))
    return found


def _ours(session: Session, of: tuple[str, str], known: Iterable[tuple[int, str]]) -> int:
    axis, value = of
    for id, code_list in known:
        if code_list == OURS:
            return id
    tag = Tag(axis=axis, value_or_empty=value, code_list=OURS, code=value)
    session.add(tag)
    session.flush()
    return tag.id


def _insert(session: Session, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(sa.insert(table.__table__), rows)
