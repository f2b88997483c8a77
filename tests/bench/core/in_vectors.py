"""How would one write the core query in pandas without a loop over rows?"""

from typing import Any

import numpy as np
import pandas as pd

from tests.bench.core.asked import DISTANCE, FORMAT, LIMIT, NEAR, TIMES, Answer, Core, Hit
from tests.bench.core.rows import Rows, clock, masks

COLUMNS = ["room", "online", "x", "y", "z", "a", "b", "wait", "base"]


class VectorisedPandas:
    def __init__(self, rows: Rows) -> None:
        self.now, self.layout = rows.now, rows.layout
        self.frames = {
            bool(meeting): frame[["id", *COLUMNS]].reset_index(drop=True)
            for meeting, frame in rows.frame.groupby("meeting")
        }
        self.frames.setdefault(True, rows.frame[["id", *COLUMNS]].head(0))
        self.frames.setdefault(False, rows.frame[["id", *COLUMNS]].head(0))
        split = rows.frame.name.str.split().explode()
        self.words = {word: ids.to_numpy() for word, ids in split.index.groupby(split).items()}

    def strict(self, core: Core) -> list[Hit]:
        frame = self.frames[core.meeting]
        fits = self._boxed(frame, core, core.limit)
        for _, word, mask in masks(core, self.layout).facts:
            fits &= (frame[word] & mask) != 0
        if core.cells:
            fits &= ~self._wrong(frame, core)
        rows = _measured(frame[fits], core)
        by_screen = rows.online & core.online_ok
        by_room = rows.reached & (rows.away <= core.limit) & core.room_ok
        return self._best(rows[by_screen | by_room], core, 0)

    def both(self, core: Core) -> Answer:
        frame = self.frames[core.meeting]
        rows = frame[self._boxed(frame, core, 2 * core.limit) | frame.online]
        rows = _measured(rows, core)
        rows = rows[rows.online | rows.reached]
        failed = self._failed(rows, core)
        near = failed.isin(NEAR)
        return self._best(rows[failed == 0], core, 0), self._best(rows[near], core, failed[near])

    def _boxed(self, frame: pd.DataFrame, core: Core, limit: int) -> pd.Series:
        """Who may be in reach, by the cheapest look."""
        rooms = frame.room & frame.z.between(core.home[2] - limit - 1, core.home[2] + limit + 1)
        return frame.online | rooms if core.online_ok else rooms

    def _wrong(self, rows: pd.DataFrame, core: Core) -> pd.Series:
        """Who meets when they cannot come."""
        mine = clock(self.now, core.wanted.zone)
        minute = mine.minute + rows.wait + (rows.wait >= mine.changes) * mine.by
        return (rows.wait >= 0) & ~open_cells(core)[minute % 10080 // 360]

    def _failed(self, rows: pd.DataFrame, core: Core) -> pd.Series:
        no_screen = ~(rows.online & core.online_ok)
        failed = (no_screen & rows.reached & (rows.away > core.limit)) * DISTANCE
        failed |= (no_screen & ~(rows.reached & core.room_ok)) * FORMAT
        if core.cells:
            failed |= self._wrong(rows, core) * TIMES
        for bit, word, mask in masks(core, self.layout).facts:
            failed |= ((rows[word] & mask) == 0) * bit
        return failed

    def _best(self, rows: pd.DataFrame, core: Core, failed: Any) -> list[Hit]:
        near = (1000 * core.half // (core.half + rows.away)).where(rows.reached, 0)
        score = np.maximum(near, rows.online * (450 if core.online_ok else 0)) + rows.base
        score += 72_000 // (120 + rows.wait) if core.meeting else 300
        for word, mask in masks(core, self.layout).wishes:
            score += ((rows[word] & mask) != 0) * 250
        if core.words:
            found = sum(rows.id.isin(self.words.get(word, ())) for word in core.words)
            score += 800 * found // len(core.words)
        best = rows.assign(score=score, failed=failed).nlargest(LIMIT, "score", keep="all")
        best = best.sort_values(["score", "id"], ascending=[False, True]).head(LIMIT)
        return list(zip(best.id.tolist(), best.score.tolist(), best.failed.tolist(), strict=True))

    def minute(self, waits: Any) -> None:
        for frame in self.frames.values():
            frame["wait"] = waits[frame.id.to_numpy()]

    def refresh(self, place: int, base: int) -> None:
        for frame in self.frames.values():
            frame.loc[frame.id == place, "base"] = base

    def size(self) -> int:
        frames = sum(frame.memory_usage(deep=True).sum() for frame in self.frames.values())
        return int(frames) + sum(ids.nbytes for ids in self.words.values())

    def close(self) -> None:
        self.frames.clear()


def open_cells(core: Core) -> np.ndarray:
    """By part of the week: whether they can come."""
    return np.array([core.cells >> cell & 1 for cell in range(28)], dtype=bool)


def _measured(rows: pd.DataFrame, core: Core) -> pd.DataFrame:
    """Metres to the room, and whether it is within twice the limit."""
    square = sum((rows[axis] - at) ** 2 for axis, at in zip("xyz", core.home, strict=True))
    away = np.sqrt(square.astype("float64")).astype("int64")
    return rows.assign(away=away, reached=rows.room & (away <= 2 * core.limit))
