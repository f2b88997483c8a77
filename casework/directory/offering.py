"""How do the rows of the directory become what matching chooses from?

Only what is live and still listed; the two surveys of one facility are one offer; a confidential door is
placed at the middle of its ZIP. What became of people sent there stands beside what it says of itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from casework.directory import further
from casework.directory.beside import Beside, Tags
from casework.directory.last_checked import Asked, confirmed_on
from casework.directory.learned import Learned
from casework.directory.outcomes import Where
from db.models import now
from imports.places import zip_place
from matching.words import Kind, Offered, Place, Precision, Slot, Status

AN_HOUR = 60


def offered(
    session: Session, keys: Iterable[str] | None = None, *, at: datetime | None = None
) -> Iterator[Offered]:
    """Every offer, or those with these keys ("s<service id>", "m<meeting id>") that still stand."""
    services, meetings = _ids(keys)
    beside = Beside(session, services, meetings)
    only = None
    if keys is not None:
        only = {_of_service(row) for row in beside.services}
        only |= {Where("g", row.group_id) for row in beside.meetings}
    made = _Offers(beside, Learned(session, at or now(), only))
    yield from further.everywhere(session, made.services(), few=keys is not None)
    yield from made.meetings()


def _ids(keys: Iterable[str] | None) -> tuple[list[int] | None, list[int] | None]:
    if keys is None:
        return None, None
    found: dict[str, list[int]] = {"s": [], "m": []}
    for key in keys:
        found[key[0]].append(int(key[1:]))
    return found["s"], found["m"]


def _of_service(row: Any) -> Where:
    return Where("s", row.same_as_id or row.id)


@dataclass(frozen=True, slots=True)
class _Offers:
    beside: Beside
    learned: Learned

    def services(self) -> Iterator[Offered]:
        """One offer a place: a second survey of it adds its tags, and stands alone when the first
        is gone."""
        rows = _listed_first(self.beside.services)
        here = {row.id for row in rows}
        twins: dict[int, list[Any]] = defaultdict(list)
        for row in rows:
            if row.same_as_id in here:
                twins[row.same_as_id].append(row)
        for row in rows:
            if row.same_as_id not in here:
                yield self._service(row, twins.get(row.id, ()))

    def _service(self, row: Any, twins: Sequence[Any]) -> Offered:
        all_rows = (row, *twins)
        tags = self.beside.tags(*(r.entry_id for r in all_rows))
        times = self.beside.times.get(row.entry_id, ())
        online = row.attendance in {"online", "hybrid"} or "telehealth" in tags.get("setting", ())
        complete = frozenset().union(*(self.beside.complete(r, tags) for r in all_rows))
        return Offered(
            key=f"s{row.id}",
            kind=Kind(row.kind),
            tags=tags,
            complete=complete,
            in_person=row.attendance not in {"online", "inactive"} and not row.virtual,
            online=online,
            slots=self._slots(row, _when_open(row, times)),
            reports=[x for r in all_rows for x in self.beside.reports.get(("s", r.id), ())],
            **self.learned.of(_of_service(row), Kind(row.kind), tags),
            **_of_entry(row, self.beside.asked(*(Where("s", r.id) for r in all_rows))),
        )

    def meetings(self) -> Iterator[Offered]:
        for row in self.beside.meetings:
            yield self._meeting(row, self.beside.tags(row.entry_id))

    def _meeting(self, row: Any, tags: Tags) -> Offered:
        times = self.beside.times.get(row.entry_id, ())
        placed = row.lat is not None or bool(row.line1)
        return Offered(
            key=f"m{row.id}",
            kind=Kind.MEETING,
            group=f"g{row.group_id}",
            tags=tags,
            complete=self.beside.complete(row, tags),
            in_person=row.attendance in {"in_person", "hybrid"} or (not row.attendance and placed),
            online=row.attendance in {"online", "hybrid"},
            slots=self._slots(row, [t for t in times if t.kind == "meeting"]),
            reports=self.beside.reports.get(("g", row.group_id), ()),
            **self.learned.of(Where("g", row.group_id), Kind.MEETING, tags),
            **_of_entry(row, self.beside.asked(Where("g", row.group_id))),
        )

    def _slots(self, row: Any, times: Sequence[Any]) -> tuple[Slot, ...]:
        """Times without any zone are not guessed: the offer then says nothing about its times."""
        zone = self.beside.zones.get(row.source_id) or ""
        if not zone and any(not t.zone for t in times):
            place = zip_place(row.postal_code or "")
            zone = place.zone if place else ""
        return tuple(
            Slot(t.weekday, t.start, t.minutes or AN_HOUR, t.zone or zone, t.nth)
            for t in times
            if t.zone or zone
        )


def _listed_first(rows: Sequence[Any]) -> Sequence[Any]:
    """Without a survey that lists a place no more while another of the same place still does."""
    listed = {_of_service(row) for row in rows if row.missing_since is None}
    return [row for row in rows if row.missing_since is None or _of_service(row) not in listed]


def _when_open(row: Any, times: Sequence[Any]) -> Sequence[Any]:
    """When somebody is taken in, where treatment states it; else when the door or line is open."""
    for kind in ("intake", "opening") if row.kind == Kind.TREATMENT else ("opening",):
        found = [time for time in times if time.kind == kind]
        if found:
            return found
    return times


def _of_entry(row: Any, asked: Asked | None) -> dict[str, Any]:
    return {
        "name": f"{row.name} — {row.name2}" if row.name2 else row.name,
        "place": _place(row),
        "ages": (row.min_age, row.max_age),
        "status": Status(row.status),
        "gone_since": row.missing_since.date() if row.missing_since else None,
        "confirmed_on": confirmed_on(row, asked),
        "unverified": row.unverified and asked is None,
        "fellowship": row.fellowship or "",
        "words": _words(row),
    }


_towns: dict[str, str] = {}


def _words(row: Any) -> str:
    """Town, state and ZIP, one text for all who share it; a confidential place is found by its name
    alone."""
    if row.confidential:
        return ""
    text = " ".join(part for part in (row.city, row.state, row.postal_code) if part)
    return _towns.setdefault(text, text)


def _place(row: Any) -> Place | None:
    if row.confidential:
        middle = zip_place(row.postal_code or "")
        if middle is None or middle.lat is None or middle.lon is None:
            return None
        return Place(middle.lat, middle.lon, Precision.ZIP)
    if row.lat is None or row.lon is None or row.precision == "none":
        return None
    return Place(row.lat, row.lon, Precision(row.precision))
