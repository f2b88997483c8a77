"""What would one write first? The core query in plain pandas: filter, apply, sort."""

import math
from typing import Any

import pandas as pd

from matching import Kind
from tests.bench.core.asked import DISTANCE, FORMAT, LIMIT, NEAR, TIMES, Answer, Core, Hit
from tests.bench.core.rows import Clock, Rows, clock
from tests.bench.plain_rules import fact, xyz

FAR = -1


class PlainPandas:
    """Tags stay what they are: sets of words by axis. The minutes and the two thousandths, which
    are the same for every question, stand ready."""

    def __init__(self, rows: Rows) -> None:
        self.now = rows.now
        self.frame = pd.DataFrame(
            {
                "id": rows.frame.id,
                "meeting": [offer.kind is Kind.MEETING for offer in rows.offers],
                "room": [offer.in_person for offer in rows.offers],
                "online": [offer.online for offer in rows.offers],
                "xyz": [xyz(offer.place) if offer.place else None for offer in rows.offers],
                "tags": [offer.tags for offer in rows.offers],
                "complete": [offer.complete for offer in rows.offers],
                "words": [frozenset(name.split()) for name in rows.frame.name],
                "wait": rows.frame.wait,
                "base": rows.frame.base,
            }
        )

    def strict(self, core: Core) -> list[Hit]:
        rows = self._in_scope(core)
        return _best(rows[rows.failed == 0], core)

    def both(self, core: Core) -> Answer:
        rows = self._in_scope(core)
        return _best(rows[rows.failed == 0], core), _best(rows[rows.failed.isin(NEAR)], core)

    def _in_scope(self, core: Core) -> pd.DataFrame:
        rows = self.frame[self.frame.meeting == core.meeting]
        rows = rows.assign(away=rows.apply(_away, axis=1, core=core))
        rows = rows[rows.online | (rows.away != FAR)]
        mine = clock(self.now, core.wanted.zone)
        return rows.assign(failed=rows.apply(_failed, axis=1, core=core, mine=mine))

    def minute(self, waits: Any) -> None:
        self.frame["wait"] = waits

    def refresh(self, place: int, base: int) -> None:
        self.frame.loc[place, "base"] = base

    def size(self) -> int:
        return int(self.frame.memory_usage(deep=True).sum())

    def close(self) -> None:
        del self.frame


def _away(row: Any, core: Core) -> int:
    if not row.room:
        return FAR
    away = math.isqrt(sum((a - b) ** 2 for a, b in zip(row.xyz, core.home, strict=True)))
    return away if away <= 2 * core.limit else FAR


def _failed(row: Any, core: Core, mine: Clock) -> int:
    by_screen = row.online and core.online_ok
    failed = DISTANCE if not by_screen and row.away > core.limit else 0
    if not by_screen and not (core.room_ok and row.away != FAR):
        failed |= FORMAT
    if core.wanted.times and row.wait >= 0:
        minute = mine.minute + row.wait + (mine.by if row.wait >= mine.changes else 0)
        if not core.cells >> minute % 10080 // 360 & 1:
            failed |= TIMES
    for each in core.facts:
        if fact(row, each.axis, each.values) == "no":
            failed |= each.bit
    return failed


def _score(row: Any, core: Core) -> int:
    near = 1000 * core.half // (core.half + row.away) if row.away != FAR else 0
    points = max(near, 450 if row.online and core.online_ok else 0)
    points += 600 * 120 // (120 + row.wait) if row.meeting else 300
    for axis, values in core.wanted.wish.items():
        points += 250 * bool(row.tags.get(axis, frozenset()) & values)
    if core.words:
        points += 800 * len(row.words.intersection(core.words)) // len(core.words)
    return points + row.base


def _best(rows: pd.DataFrame, core: Core) -> list[Hit]:
    if rows.empty:
        return []
    rows = rows.assign(score=rows.apply(_score, axis=1, core=core))
    rows = rows.sort_values(["score", "id"], ascending=[False, True]).head(LIMIT)
    return list(zip(rows.id.tolist(), rows.score.tolist(), rows.failed.tolist(), strict=True))
