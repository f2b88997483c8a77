"""How are pairs that were joined taken apart again, many in one transaction?"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import col, select

from casework.desk import Desk
from casework.directory.bulk import batches
from casework.directory.one_place import KINDS, families
from casework.directory.twice_joining import MANY, decide, ids_by_kind, pair_of, rows_of, tell
from casework.errors import Refused
from db.models import Duplicate, Row, SupportGroup


class Apart:
    """Pairs that were joined, to be taken apart in one transaction, the last decision first."""

    def __init__(self, desk: Desk, lines: Collection[Duplicate]) -> None:
        self._desk = desk
        moments = {line.decided_at for line in lines if line.kind == "group"}
        self._with = self._meetings_with(moments)
        merged = [line for line in lines if line.state == "merged"]
        of_kind = ids_by_kind([*merged, *(x for its in self._with.values() for x in its)])
        self._rows = {
            kind: rows_of(desk.session, KINDS[kind], ids) for kind, ids in of_kind.items()
        }
        groups = of_kind.get("group", ())
        one = families(desk.session, SupportGroup, groups) if groups else None
        tell(desk, merged, one)  # while they are one

    def _meetings_with(self, moments: Collection[datetime]) -> dict[datetime, list[Duplicate]]:
        """The meetings that became one in the same act as their groups."""
        found: dict[datetime, list[Duplicate]] = {}
        for part in batches(sorted(moments), MANY):
            query = select(Duplicate).where(
                Duplicate.kind == "meeting",
                Duplicate.state == "merged",
                col(Duplicate.decided_at).in_(part),
            )
            for line in self._desk.session.exec(query):
                found.setdefault(line.decided_at, []).append(line)
        return found

    def take(self, line: Duplicate, at: datetime) -> list[Row]:
        """As it was before. Raises Refused, with nothing changed, where nothing was decided or they
        are joined another way by now; a line that was made for a meeting of two groups goes."""
        if line.state not in {"merged", "different"}:
            raise Refused("Nothing is decided about these two. Look again.")
        rows: list[Row] = [line]
        if line.state == "merged":
            meetings = self._with.get(line.decided_at, []) if line.kind == "group" else []
            for each in (line, *meetings):
                self._must_stand(each)
            rows += [self._part(each) for each in (line, *meetings)]
            rows += [each for each in meetings if self._keeps(each)]
        decide(self._desk, line, "undone", at)
        return rows

    def _keeps(self, line: Duplicate) -> bool:
        made_for_it = line.proposed_at == line.decided_at
        if made_for_it:
            self._desk.session.delete(line)
        else:
            line.state, line.kept_id = "proposed", None
        return not made_for_it

    def _must_stand(self, line: Duplicate) -> None:
        if self._left(line).merged_into_id != line.kept_id:
            raise Refused("These two are joined another way by now. Look again.")

    def _part(self, line: Duplicate) -> Row:
        row: Row = self._left(line)
        row.merged_into_id = None
        return row

    def _left(self, line: Duplicate) -> Any:
        """What is shown no more."""
        return self._rows[line.kind][next(id for id in pair_of(line) if id != line.kept_id)]
