"""Which needs found nothing, where and why?"""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, func, select

from casework import places
from casework.desk import Desk
from casework.needs import UNMET
from casework.reports.lists import CallLine, lines
from casework.reports.period import Chosen, scope
from db.models import Call, Need

KINDS = {"treatment": "treatment", "peers": "peer support", "practical": "practical help"}


@dataclass(frozen=True)
class Unmet:
    """One figure: an area (ZIP3 or state), a kind of need, a reason."""

    area: str
    kind: str
    reason: str
    count: int

    @property
    def place(self) -> str:
        return places.area_label(self.area)

    @property
    def why(self) -> str:
        return UNMET.get(self.reason, self.reason)


@dataclass(frozen=True)
class Needs:
    """All needs heard, and those unmet in detail, most first."""

    heard: int
    unmet: list[Unmet]

    @property
    def total(self) -> int:
        return sum(row.count for row in self.unmet)

    def by(self, name: str) -> dict[str, int]:
        """Counts by "area", "kind" or "reason", most first."""
        found: dict[str, int] = {}
        for row in self.unmet:
            found[getattr(row, name)] = found.get(getattr(row, name), 0) + row.count
        return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def unmet_needs(desk: Desk, chosen: Chosen) -> Needs:
    covered = scope(desk, chosen)
    rows = desk.session.exec(
        select(Need.outcome, Need.area, Need.kind, Need.unmet_reason, func.count())  # type: ignore[call-overload]
        .join(Call, col(Call.id) == col(Need.call_id))
        .where(covered.holds(Need.heard_at, Need.centre_id), covered.of_counsellor())
        .group_by(col(Need.outcome), col(Need.area), col(Need.kind), col(Need.unmet_reason))
    ).all()
    found = [
        Unmet(area, kind, reason or "other", count)
        for outcome, area, kind, reason, count in rows
        if outcome == "unmet"
    ]
    found.sort(key=lambda row: (-row.count, row.area, row.kind, row.reason))
    return Needs(sum(row[-1] for row in rows), found)


def unmet_calls(
    desk: Desk,
    chosen: Chosen,
    *,
    area: str | None = None,
    kind: str | None = None,
    reason: str | None = None,
) -> list[CallLine]:
    """The calls behind an unmet figure."""
    covered = scope(desk, chosen)
    conditions: list[Any] = [
        covered.holds(Need.heard_at, Need.centre_id),
        col(Need.outcome) == "unmet",
    ]
    for column, wanted in ((Need.area, area), (Need.kind, kind), (Need.unmet_reason, reason)):
        if wanted is not None:
            conditions.append(col(column) == wanted)
    return lines(desk, covered, col(Call.id).in_(select(Need.call_id).where(*conditions)))
