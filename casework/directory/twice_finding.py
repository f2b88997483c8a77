"""Which listings look like one place, and what is proposed to the editor? After each import for what it
touched, after a listing was entered or changed here, and whenever somebody asks.

The live directory is read in plain columns (of one listing its neighbourhood) and compared outside of any
transaction; what is new is written in one short one. What an editor decided stands.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from casework.access import Act
from casework.desk import Desk
from casework.directory import twice_alike, twice_meetings, twice_pairs, twice_rows
from casework.directory.bulk import batches
from casework.directory.one_place import KINDS, families
from casework.directory.twice_alike import Likeness, Place, listed_apart
from casework.directory.twice_certain import sure_groups, sure_meetings, sure_places
from casework.directory.twice_meetings import by_group
from casework.directory.twice_near import (
    Key,
    Scope,
    known_pairs,
    meetings_near,
    services_near,
)
from casework.directory.twice_pairs import Pair, in_order
from db.models import Duplicate, now

log = logging.getLogger("peerline")
# What of a listing is compared: a change of anything else changes no pair.
COMPARED = frozenset(
    {
        *("name", "name2", "address", "phones", "times", "join_url", "url"),
        *("status", "confidential"),
    }
)
STEP = 2_000  # proposals written in one transaction
Found = dict[Key, Likeness]
Only = frozenset[int] | None  # ids; None is all


@dataclass(frozen=True)
class LookedFor:
    """How many pairs look like one place now, and how many of them nobody was asked about before."""

    likely: int
    new: int


def look_for_twice(desk: Desk, *, run_id: int | None = None) -> LookedFor:
    """Propose what looks like one place; `run_id`: only what that import brought or changed.

    A proposal that no longer holds is taken back. Raises NotAllowed. 17,500 places and 5,000
    meetings take 2 to 3 s of processor time, whatever the run.
    """
    return _look(desk, Scope(run_id=run_id))


def look_around(desk: Desk, *records: int) -> None:
    """Listings that were entered or changed here, against their neighbourhood: by whoever did it, and
    in after their act, which stands whether or not they could be compared."""
    try:
        _look(Desk.of_system(desk.session, "same place twice"), Scope(records=frozenset(records)))
    except Exception:
        desk.session.rollback()
        log.exception("the same place twice could not be looked for")


def _look(desk: Desk, scope: Scope) -> LookedFor:
    desk.require(Act.EDIT_DIRECTORY)
    work = _Look(desk.session, scope)
    known = work.known
    found = work.found()
    desk.session.rollback()  # the question is over; no snapshot is held while we write
    fresh = [_row(key, how) for key, how in found.items() if key not in known]
    changed = [
        {
            "of": known[key].id,
            "likeness": how.points,
            "evidence": list(how.evidence),
            "sure": how.sure,
        }
        for key, how in found.items()
        if key in known and _differs(known[key], how)
    ]
    _write(desk, fresh, changed, work.gone(found))
    return LookedFor(len(found), len(fresh))


class _Look:
    """One look over all live listings."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session, self._scope = session, scope
        self._touched: dict[str, Only] = dict.fromkeys(KINDS)
        self._one = {kind: families(session, table) for kind, table in KINDS.items()}
        self.known = known_pairs(session, scope, self._one)

    def found(self) -> Found:
        found = dict(self._of("service", self._places()))
        alone, groups = self._meetings()
        found |= dict(self._of("group", groups))
        two = {
            key[1:]
            for key, row in self.known.items()
            if (key[0], row.state) == ("group", "different")
        }
        return found | {key: how for key, how in self._of("meeting", alone) if key[1:] not in two}

    def gone(self, found: Found) -> list[int]:
        """Proposals this look would have made again. What is joined now waits for its undoing."""
        return [
            row.id
            for key, row in self.known.items()
            if row.state == "proposed" and key not in found and self._covers(*key)
        ]

    def _covers(self, kind: str, *pair: int) -> bool:
        touched = self._touched[kind]
        alone = all(self._one[kind].head(id) == id for id in pair)
        return alone and (touched is None or not touched.isdisjoint(pair))

    def _places(self) -> dict[Pair, Likeness]:
        where, few = services_near(self._session, self._scope, self.known)
        rows = twice_rows.live_services(self._session, where)
        only = self._note("service", (row.id for row in rows if self._scope.touches(row)))
        places = twice_rows.places(self._session, rows, _entries(rows) if few else None)
        by_id = {place.id: place for place in places}
        found = {
            pair: replace(how, sure=sure_places(by_id[pair[0]], by_id[pair[1]]))
            for pair, how in twice_pairs.likely(places, only).items()
            if not self._listed_apart(pair, by_id)
        }
        for pair in self._repeats(rows, only):
            how = twice_alike.places(by_id[pair[0]], by_id[pair[1]])
            found[pair] = how.and_its_id_repeats()
        return found

    def _listed_apart(self, pair: Pair, by_id: Mapping[int, Place]) -> bool:
        """Joined to one of them already is what the list of the other names beside it."""
        ones, others = (
            [by_id[id] for id in self._one["service"].of(head) if id in by_id] for head in pair
        )
        return any(listed_apart(one, other) for one in ones for other in others)

    def _meetings(self) -> tuple[dict[Pair, Likeness], dict[Pair, Likeness]]:
        where, few = meetings_near(self._session, self._scope, self.known)
        rows = twice_rows.live_meetings(self._session, where)
        touched = (row.group_id for row in rows if self._scope.touches(row))
        groups = self._note("group", touched)
        # A group is judged by all its meetings, so all of them are looked at anew.
        of_them = (row.id for row in rows if groups is None or row.group_id in groups)
        only = self._note("meeting", of_them)
        meets = twice_rows.meetings(self._session, rows, _entries(rows) if few else None)
        alone, together = twice_meetings.likely(meets, only)
        by_id = {each.id: each for each in meets}
        of = by_group(meets)
        together = {
            (one, other): replace(how, sure=sure_groups(of[one], of[other]))
            for (one, other), how in together.items()
        }
        alone = {
            (one, other): replace(how, sure=sure_meetings(by_id[one], by_id[other]))
            for (one, other), how in alone.items()
        }
        for pair in self._repeats(rows, only):
            how = twice_meetings.meetings(by_id[pair[0]], by_id[pair[1]])
            alone[pair] = how.and_its_id_repeats()
        return alone, together

    def _note(self, kind: str, ids: Iterator[int]) -> Only:
        self._touched[kind] = None if self._scope.all else frozenset(ids)
        return self._touched[kind]

    def _repeats(self, rows: Sequence[Any], only: Only) -> Iterator[Pair]:
        for pair in twice_rows.repeats(self._session, rows):
            if only is None or not only.isdisjoint(pair):
                yield pair

    def _of(self, kind: str, pairs: Mapping[Pair, Likeness]) -> Iterator[tuple[Key, Likeness]]:
        """Between places: what is joined already is not asked again; of two rows of one place the
        pair that is more alike speaks."""
        one = self._one[kind]
        for pair, how in sorted(pairs.items(), key=lambda each: (each[1].points, each[0])):
            heads = in_order(*(one.head(id) for id in pair))
            if heads[0] != heads[1]:
                # What is certain of one row need not be of the one that is shown for it.
                yield (kind, *heads), how if heads == pair else replace(how, sure="")


def _entries(rows: Sequence[Any]) -> list[int]:
    return [row.entry_id for row in rows]


def _differs(row: Any, how: Likeness) -> bool:
    open_ = row.state in {"proposed", "undone"}
    stands = (row.likeness, tuple(row.evidence), row.sure)
    return open_ and stands != (how.points, how.evidence, how.sure)


def _row(key: Key, how: Likeness) -> dict[str, Any]:
    kind, first, second = key
    return {
        "kind": kind,
        "first_id": first,
        "second_id": second,
        "likeness": how.points,
        "evidence": list(how.evidence),
        "sure": how.sure,
        "state": "proposed",
        "proposed_at": now(),
    }


def _write(
    desk: Desk, fresh: list[dict[str, Any]], changed: list[dict[str, Any]], gone: list[int]
) -> None:
    table = Duplicate.__table__  # type: ignore[attr-defined]
    update = sa.update(table).where(table.c.id == sa.bindparam("of"))
    to_new: dict[str, Any] = {name: sa.bindparam(name) for name in ("likeness", "evidence", "sure")}
    delete = sa.delete(table).where(table.c.id == sa.bindparam("of"))
    for statement, rows in (
        (delete, [{"of": id} for id in gone]),
        (update.values(to_new), changed),
        (sa.insert(table), fresh),
    ):
        for part in batches(rows, STEP):
            with desk.changing(Act.EDIT_DIRECTORY):
                desk.session.connection().execute(statement, part)
                desk.keep(Act.EDIT_DIRECTORY, subject=f"likely the same place twice: {len(part)}")
