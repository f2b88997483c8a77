"""How does polars answer the core query: lazily, one frame for each kind, sorted south to north."""

import os
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # one thread, as all; read when polars is loaded

import polars as pl

from tests.bench.core.asked import DISTANCE, FORMAT, LIMIT, NEAR, TIMES, Answer, Core, Hit
from tests.bench.core.rows import Rows, clock, masks

COLUMNS = ["id", "room", "online", "x", "y", "z", "a", "b", "wait", "base", "name"]
BEST = 1 << 32
in_room, by_screen, away = pl.col("room"), pl.col("online"), pl.col("away")


class InPolars:
    def __init__(self, rows: Rows) -> None:
        self.now, self.layout = rows.now, rows.layout
        self.frames = {
            meeting: pl.from_pandas(
                rows.frame[rows.frame.meeting == meeting][COLUMNS].sort_values("z")
            ).with_columns(pl.col("z").set_sorted())
            for meeting in (True, False)
        }

    def strict(self, core: Core) -> list[Hit]:
        near = _boxed(core, core.limit)
        ways = (by_screen if core.online_ok else False) | (near if core.room_ok else False)
        scope = self.frames[core.meeting].lazy().filter(ways, *self._fits(core))
        by_room = in_room & (away <= core.limit)
        reached = (by_screen if core.online_ok else False) | (by_room if core.room_ok else False)
        found = _measured(scope, core).filter(reached).with_columns(pl.lit(0).alias("failed"))
        return _hits(self._best(found, core).collect())

    def both(self, core: Core) -> Answer:
        scope = self.frames[core.meeting].lazy().filter(by_screen | _boxed(core, 2 * core.limit))
        scope = _measured(scope, core).filter(by_screen | (away <= 2 * core.limit))
        judged = scope.with_columns(self._failed(core).alias("failed"))
        lists = [judged.filter(pl.col("failed") == 0), judged.filter(pl.col("failed").is_in(NEAR))]
        fit, near = pl.collect_all([self._best(some, core) for some in lists])
        return _hits(fit), _hits(near)

    def _wrong(self, core: Core) -> dict[int, pl.Expr]:
        """By bit: what says that it failed. OPEN keeps whatever is not known."""
        facts = masks(core, self.layout).facts
        wrong = {bit: (pl.col(word) & mask) == 0 for bit, word, mask in facts}
        if core.cells:
            mine, wait = clock(self.now, core.wanted.zone), pl.col("wait")
            minute = mine.minute + wait + (wait >= mine.changes) * pl.lit(mine.by)
            cells = [cell for cell in range(28) if core.cells >> cell & 1]
            wrong[TIMES] = (wait >= 0) & ~(minute % 10080 // 360).is_in(cells)
        return wrong

    def _fits(self, core: Core) -> list[pl.Expr]:
        return [~wrong for wrong in self._wrong(core).values()]

    def _failed(self, core: Core) -> pl.Expr:
        close = in_room & (away <= 2 * core.limit)
        screen = by_screen if core.online_ok else pl.lit(False)
        room = close if core.room_ok else pl.lit(False)
        wrong = {DISTANCE: ~screen & close & (away > core.limit), FORMAT: ~screen & ~room}
        return pl.sum_horizontal(
            pl.when(test).then(bit).otherwise(0)
            for bit, test in (wrong | self._wrong(core)).items()
        )

    def _best(self, found: pl.LazyFrame, core: Core) -> pl.LazyFrame:
        near = pl.when(in_room & (away <= 2 * core.limit)).then(
            1000 * core.half // (core.half + away)
        )
        online = pl.when(by_screen).then(450 if core.online_ok else 0).otherwise(0)
        soon = 72_000 // (120 + pl.col("wait")) if core.meeting else pl.lit(300)
        score = pl.max_horizontal(near.otherwise(0), online) + pl.col("base") + soon
        for word, mask in masks(core, self.layout).wishes:
            score += pl.when((pl.col(word) & mask) != 0).then(250).otherwise(0)
        if core.words:
            names = [pl.col("name").str.contains(f" {word} ", literal=True) for word in core.words]
            score += 800 * pl.sum_horizontal(names).cast(pl.Int64) // len(core.words)
        found = found.select("id", score.alias("score"), "failed")
        key = pl.col("score") * BEST + (BEST - 1 - pl.col("id"))
        return found.top_k(LIMIT, by=key).sort(["score", "id"], descending=[True, False])

    def minute(self, waits: Any) -> None:
        fresh = pl.DataFrame({"id": range(len(waits)), "wait": waits})
        self.frames = {
            meeting: frame.drop("wait").join(fresh, on="id", how="left", maintain_order="left")
            for meeting, frame in self.frames.items()
        }

    def refresh(self, place: int, base: int) -> None:
        changed = pl.when(pl.col("id") == place).then(base).otherwise("base").alias("base")
        self.frames = {kind: frame.with_columns(changed) for kind, frame in self.frames.items()}

    def size(self) -> int:
        return sum(int(frame.estimated_size()) for frame in self.frames.values())

    def close(self) -> None:
        self.frames.clear()


def _boxed(core: Core, reach: int) -> pl.Expr:
    """Rooms that may be near, by the cheapest look."""
    return in_room & pl.col("z").is_between(core.home[2] - reach - 1, core.home[2] + reach + 1)


def _measured(rows: pl.LazyFrame, core: Core) -> pl.LazyFrame:
    """With whole metres to the place."""
    apart = [pl.col(axis) - at for axis, at in zip("xyz", core.home, strict=True)]
    square = sum(each * each for each in apart)
    return rows.with_columns(square.sqrt().floor().cast(pl.Int64).alias("away"))


def _hits(found: pl.DataFrame) -> list[Hit]:
    return found.select("id", "score", "failed").rows()
