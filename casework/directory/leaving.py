"""What of the directory may leave it, listing by listing? Only what a caller may hear.

Live and still listed; all that stands for one place once, the shown one's words first. Not at all: what its
source withholds from public lists. A door or number that any version keeps private stays here, and so
does every text that holds it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory import kept_private as private
from casework.directory.bulk import batches
from casework.directory.last_checked import Asked, asked, came_at, newest, not_verified
from casework.directory.leaving_rows import Beside
from casework.directory.listed import still_listed
from casework.directory.listing import attribution
from casework.directory.one_place import Families, families, shown_first
from casework.directory.outcomes import Where
from db.models import Entry, ImportRun, Meeting, Service, Source, SourceRecord, SupportGroup
from exports.hsds import facts
from imports.places import zip_place

AT_ONCE = 200  # places worked on at once
SAME = (
    *("name", "name2", "alternate_name", "description", "fellowship", "url", "email"),
    *("attendance", "join_url", "join_notes", "dial_in", "min_age", "max_age", "eligibility"),
    *("application", "documents", "wait", "capacity", "service_area", "alert", "alert_until"),
)
TIME = (
    *("kind", "weekday", "start", "minutes", "crosses_midnight", "zone", "nth"),
    *("valid_from", "valid_to", "text"),
)


def leaving(session: Session) -> Iterator[facts.Leaving]:
    """Services, then meetings; a few hundred are held at a time."""
    for kind in (Service, Meeting):
        made = _Leaving.of(session, kind)
        for part in batches(shown_first(listed_rows(session, kind), made.one), AT_ONCE):
            yield from made.batch(part)


def credits(session: Session) -> list[facts.Credit]:
    """Every source that has a listing here, and whom to credit for it."""
    listed = sa.select(col(SourceRecord.source_id)).where(still_listed())
    query = sa.select(Source).where(col(Source.id).in_(listed)).order_by(col(Source.name))
    return [facts.Credit(each.name, each.licence_note) for each in session.execute(query).scalars()]


def listed_rows(session: Session, kind: Any) -> Sequence[Any]:
    """Few columns of every place: who stands for whom is decided among all."""
    of_kind = col(Service.kind) if kind is Service else col(Meeting.group_id)
    query = (
        sa.select(
            col(kind.id), of_kind, col(kind.record_id), col(SourceRecord.source_id),
            col(SourceRecord.source_key), col(SourceRecord.missing_since), came_at(),
            col(Entry.id).label("entry_id"), col(Entry.status), col(Entry.withheld),
            col(Entry.unverified), col(ImportRun.published_at).label("listed"),
        )
        .join(SourceRecord, col(SourceRecord.id) == col(kind.record_id))
        .join(Entry, col(Entry.id) == col(SourceRecord.live_entry_id))
        .outerjoin(ImportRun, col(ImportRun.id) == col(Entry.run_id))
        .where(still_listed())
        .order_by(col(kind.id))
    )  # fmt: skip
    return session.execute(query).all()


def _twice(session: Session, column: Any, source: Any) -> frozenset[str]:
    """Keys that more than one source uses."""
    query = sa.select(column).group_by(column).having(sa.func.count(sa.distinct(source)) > 1)
    return frozenset(session.execute(query).scalars())


@dataclass(frozen=True, slots=True)
class _Leaving:
    session: Session
    kind: Any
    one: Families
    groups: Families
    sources: Mapping[int, Source]
    asked: Mapping[Where, Asked]
    ids_twice: frozenset[str]
    groups_twice: frozenset[str]

    @classmethod
    def of(cls, session: Session, kind: Any) -> "_Leaving":
        return cls(
            session,
            kind,
            families(session, kind),
            families(session, SupportGroup),
            {each.id: each for each in session.execute(sa.select(Source)).scalars()},
            asked(session),
            _twice(session, col(SourceRecord.source_key), col(SourceRecord.source_id)),
            _twice(session, col(SupportGroup.group_key), col(SupportGroup.source_id)),
        )

    def batch(self, part: Sequence[Sequence[Any]]) -> Iterator[facts.Leaving]:
        rows = [row for its in part for row in its]
        heads = {self.groups.head(its[0].group_id) for its in part if self.kind is Meeting}
        beside = Beside(self.session, [row.entry_id for row in rows], heads)
        kept = private.of(self.session, [row.record_id for row in rows])
        for its in part:
            if not any(row.withheld for row in its):
                yield self._one(its, beside, private.together(kept, [r.record_id for r in its]))

    def _one(self, rows: Sequence[Any], beside: Beside, kept: private.Kept) -> facts.Leaving:
        row, source = rows[0], self.sources[rows[0].source_id]
        entry, organization = beside.entries[row.entry_id]
        words = {name: getattr(entry, name) for name in SAME}
        known = newest(self.asked.get(where) for where in self._asked_of(row))
        days = [day for day in (entry.verified_on, known and known.at.date()) if day]
        places = beside.where(row.entry_id)
        return facts.Leaving(
            id=self._unique(row.source_key, source, self.ids_twice),
            credit=facts.Credit(source.name, attribution(source, beside.first(row.entry_id))),
            status="do_not_refer"
            if any(each.status == "do_not_refer" for each in rows)
            else entry.status,
            organization=organization,
            served_states=entry.served_states,
            complete=sorted({axis for r in rows for axis in beside.entry(r).complete_axes}),
            unverified=not_verified(row, known),
            verified_on=max(days, default=None),
            updated_at=entry.source_updated_at,
            listed_at=row.listed.date() if row.listed else None,
            places=[facts.Place(**kept.place(place)) for place in places],
            times=self._times(rows, beside, source, kept),
            phones=[
                facts.Number(
                    number=p.e164 or p.raw, extension=p.extension, kind=p.kind,
                    note=kept.text(p.note), language=p.language,
                )
                for p in _once(p for r in rows for p in beside.phones.get(r.entry_id, ()))
                if not kept.number(p)
            ],
            tags=list(dict.fromkeys(t for r in rows for t in beside.tags.get(r.entry_id, ()))),
            costs=[
                (c.kind, kept.text(c.text)) for c in beside.costs.get(row.entry_id, ())
            ],
            **self._named(row, beside),
            **{name: kept.text(value) for name, value in words.items()} | {"name": kept.name(entry.name)},
        )  # fmt: skip

    def _asked_of(self, row: Any) -> Iterator[Where]:
        if self.kind is Service:
            return (Where("s", id) for id in self.one.of(row.id))
        return (Where("g", id) for id in self.groups.of(row.group_id))

    def _unique(self, key: str, source: Source, twice: Collection[str]) -> str:
        return f"{key} @ {source.name}" if key in twice else key

    def _named(self, row: Any, beside: Beside) -> dict[str, Any]:
        """Its kind, and of a meeting the group it belongs to, the kept one of those joined."""
        if self.kind is Service:
            return {"kind": row.kind}
        group = beside.groups[self.groups.head(row.group_id)]
        of = self.sources[group.source_id]
        key = self._unique(group.group_key, of, self.groups_twice)
        return {"kind": "meeting", "group_key": key, "group_name": group.name}

    def _times(
        self, rows: Sequence[Any], beside: Beside, source: Source, kept: private.Kept
    ) -> list[facts.Time]:
        """Those of the first that states any; the zone a time has here goes along."""
        found = next((t for r in rows if (t := beside.times.get(r.entry_id))), ())
        where = beside.first(rows[0].entry_id)
        at = zip_place(where.postal_code) if where is not None else None
        zone = source.zone or (at.zone if at else "")
        return [
            facts.Time(**{
                **{name: getattr(each, name) for name in TIME},
                "zone": each.zone or (zone if each.start else ""),
                "text": kept.text(each.text),
            })
            for each in found
        ]  # fmt: skip


def _once(phones: Iterator[Any]) -> Sequence[Any]:
    """The numbers of all that stand for one place, each once."""
    found: dict[tuple[str, str, str], Any] = {}
    for each in phones:
        found.setdefault((each.e164 or each.raw, each.extension, each.kind), each)
    return list(found.values())
