"""How do the rows of the directory become what matching chooses from?

Only what is live and still listed; all that stands for one place (one_place.py) is one offer; a confidential
door is placed at the middle of its ZIP. What became of people sent there stands beside what it says of
itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from casework.directory import further
from casework.directory.beside import Beside, Tags, shared
from casework.directory.last_checked import Asked, confirmed_on, not_verified
from casework.directory.learned import Learned
from casework.directory.one_place import shown_first, split, wider
from casework.directory.outcomes import Where
from casework.errors import Refused
from casework.places import of_town
from db.models import now
from imports.places import zip_in_state, zip_place
from matching.words import Kind, Offered, Place, Precision, Report, Slot, Status

AN_HOUR = 60


def offered(
    session: Session, keys: Iterable[str] | None = None, *, at: datetime | None = None
) -> Iterator[Offered]:
    """Every offer; or those of these keys ("s<service id>", "m<meeting id>") that still stand, and
    what is shown for those that stand for another."""
    services, meetings = (None, None) if keys is None else split(wider(session, keys))
    beside = Beside(session, services, meetings)
    only = None
    if keys is not None:
        only = {Where("s", beside.one_service.head(row.id)) for row in beside.services}
        only |= {Where("g", beside.one_group.head(row.group_id)) for row in beside.meetings}
    made = _Offers(beside, Learned(session, at or now(), only))
    yield from further.everywhere(session, made.services(), few=keys is not None)
    yield from made.meetings()


@dataclass(frozen=True, slots=True)
class _Offers:
    beside: Beside
    learned: Learned

    def services(self) -> Iterator[Offered]:
        for rows in shown_first(self.beside.services, self.beside.one_service):
            yield self._service(rows)

    def _service(self, rows: Sequence[Any]) -> Offered:
        row = rows[0]
        tags = self._tags(rows)
        online = row.attendance in {"online", "hybrid"} or "telehealth" in tags.get("setting", ())
        where = Where("s", self.beside.one_service.head(row.id))
        times = self._times(rows)
        return Offered(
            key=f"s{row.id}",
            kind=Kind(row.kind),
            tags=tags,
            complete=self._complete(rows, tags),
            refused=self._refused(rows),
            in_person=row.attendance not in {"online", "inactive"} and not row.virtual,
            online=online,
            slots=self._slots(row, _when_open(row, times)),
            reports=self._heard(("s", id) for id in self.beside.one_service.of(row.id)),
            **self.learned.of(where, Kind(row.kind), tags),
            **_of_entry(rows, self.beside.asked(*self._all("s", row.id))),
        )

    def meetings(self) -> Iterator[Offered]:
        for rows in shown_first(self.beside.meetings, self.beside.one_meeting):
            yield self._meeting(rows)

    def _meeting(self, rows: Sequence[Any]) -> Offered:
        row = rows[0]
        tags = self._tags(rows)
        groups = self.beside.one_group
        head = groups.head(row.group_id)
        placed = row.lat is not None or bool(row.line1)
        times = self._times(rows)
        return Offered(
            key=f"m{row.id}",
            kind=Kind.MEETING,
            group=f"g{head}",
            tags=tags,
            complete=self._complete(rows, tags),
            refused=self._refused(rows),
            in_person=row.attendance in {"in_person", "hybrid"} or (not row.attendance and placed),
            online=row.attendance in {"online", "hybrid"},
            slots=self._slots(row, [t for t in times if t.kind == "meeting"]),
            reports=self._heard(("g", id) for r in rows for id in groups.of(r.group_id)),
            **self.learned.of(Where("g", head), Kind.MEETING, tags),
            **_of_entry(rows, self.beside.asked(*self._all("g", row.group_id))),
        )

    def _all(self, sort: str, id: int) -> Iterator[Where]:
        one = self.beside.one_service if sort == "s" else self.beside.one_group
        return (Where(sort, each) for each in one.of(id))

    def _tags(self, rows: Sequence[Any]) -> Tags:
        return self.beside.tags(*(row.entry_id for row in rows))

    def _refused(self, rows: Sequence[Any]) -> Tags:
        return self.beside.refused(*(row.entry_id for row in rows))

    def _complete(self, rows: Sequence[Any], tags: Tags) -> frozenset[str]:
        return frozenset().union(*(self.beside.complete(row, tags) for row in rows))

    def _times(self, rows: Sequence[Any]) -> Sequence[Any]:
        """The shown one's; where it states none, those of the next that does."""
        every = (self.beside.times.get(row.entry_id, ()) for row in rows)
        return next((times for times in every if times), ())

    def _heard(self, of: Iterable[tuple[str, int]]) -> list[Report]:
        return [each for key in dict.fromkeys(of) for each in self.beside.reports.get(key, ())]

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


def _when_open(row: Any, times: Sequence[Any]) -> Sequence[Any]:
    """When somebody is taken in, where treatment states it; else when the door or line is open."""
    for kind in ("intake", "opening") if row.kind == Kind.TREATMENT else ("opening",):
        found = [time for time in times if time.kind == kind]
        if found:
            return found
    return times


def _of_entry(rows: Sequence[Any], asked: Asked | None) -> dict[str, Any]:
    """The shown one's words; what any of them keeps private, or says not to refer to, holds."""
    row = rows[0]
    private = any(each.confidential for each in rows)
    unwanted = any(each.status == Status.DO_NOT_REFER for each in rows)
    return {
        "name": _name(row, private=private),
        "place": _place(row, private=private),
        "ages": (row.min_age, row.max_age),
        "status": Status.DO_NOT_REFER if unwanted else Status(row.status),
        "gone_since": row.missing_since.date() if row.missing_since else None,
        "confirmed_on": confirmed_on(row, asked),
        "unverified": not_verified(row, asked),
        "served_states": shared(frozenset(row.served_states)),
        "state": row.state or "",
        "fellowship": row.fellowship or "",
        "words": "" if private else _words(row),
    }


def _name(row: Any, *, private: bool) -> str:
    """A second name may be the street of a place that is kept private: then it has a number."""
    told = row.name2 and not (private and any(letter.isdigit() for letter in row.name2))
    return f"{row.name} — {row.name2}" if told else str(row.name)


_towns: dict[str, str] = {}


def _words(row: Any) -> str:
    """Town, state and ZIP, one text for all who share it; a confidential place is found by its name
    alone."""
    text = " ".join(part for part in (row.city, row.state, row.postal_code) if part)
    return _towns.setdefault(text, text)


def _place(row: Any, *, private: bool) -> Place | None:
    """Its own point; without one, or where the door is private, the middle of its ZIP; else of its
    town (formats.md 0.8). Who only meets online is nowhere."""
    own = row.lat is not None and row.lon is not None and row.precision != "none"
    if own and not private:
        return Place(row.lat, row.lon, Precision(row.precision))
    if row.attendance == "online":
        return None
    middle = zip_in_state(row.postal_code or "", row.state or "")
    if middle and middle.lat is not None and middle.lon is not None:
        return Place(middle.lat, middle.lon, Precision.ZIP)
    return None if private else _town(row.city or "", row.state or "")


def _town(city: str, state: str) -> Place | None:
    try:
        return of_town(f"{city} {state}").place
    except Refused:
        return None
