"""How does DuckDB answer the core query: in memory, rows in the order it is asked for them."""

from typing import Any

import duckdb
import pandas as pd

from tests.bench.core.asked import Answer, Core, Hit
from tests.bench.core.rows import Rows
from tests.bench.core.sql import BEST, NEAR_MISS, Dialect, Said, Shape, halves, shape, values

DIALECT = Dialect(
    name=lambda name: f"${name}",
    divide="//",
    rest="%",
    metres="CAST(floor(sqrt(square)) AS BIGINT)",
    larger="greatest",
    found=lambda name: f"CAST(contains(name, ' ' || ${name} || ' ') AS BIGINT)",
)


# In the order they are asked for, so that row groups can be passed over.
MADE = """
CREATE TABLE offer AS SELECT id, meeting, room, online, x, y, z, a, b, wait, base, name
FROM offers ORDER BY meeting, online, z
"""


class InDuckdb:
    def __init__(self, rows: Rows) -> None:
        self.now, self.layout = rows.now, rows.layout
        self.base = duckdb.connect(":memory:", config={"threads": 1})
        self._statements: dict[tuple[Shape, bool], duckdb.Statement] = {}
        self.base.register("offers", rows.frame)
        self.base.execute(MADE).fetchall()
        self.base.unregister("offers")

    def strict(self, core: Core) -> list[Hit]:
        return self._ask(core, near=False)

    def both(self, core: Core) -> Answer:
        return halves(self._ask(core, near=True))

    def _ask(self, core: Core, *, near: bool) -> list[Any]:
        of, reach = shape(core, self.layout), core.limit * (2 if near else 1)
        asked = values(core, self.layout, self.now)
        asked |= {"z0": core.home[2] - reach - 1, "z1": core.home[2] + reach + 1}
        statement = self._read(of, near)
        used = {name: asked[name] for name in statement.named_parameters}
        return self.base.execute(statement, used).fetchall()

    def _read(self, of: Shape, near: bool) -> duckdb.Statement:
        """Read once for each shape; DuckDB plans it with each question's values."""
        if (of, near) not in self._statements:
            words = (both if near else strict)(of)
            self._statements[of, near] = self.base.extract_statements(words)[0]
        return self._statements[of, near]

    def minute(self, waits: Any) -> None:
        self.base.register("waits", pd.DataFrame({"id": range(len(waits)), "wait": waits}))
        changed = "UPDATE offer SET wait = w.wait FROM waits w WHERE w.id = offer.id"
        self.base.execute(changed).fetchall()
        self.base.unregister("waits")

    def refresh(self, place: int, base: int) -> None:
        changed = "UPDATE offer SET base = $base WHERE id = $id"
        self.base.execute(changed, {"base": base, "id": place}).fetchall()

    def size(self) -> int:
        [(used,)] = self.base.execute(
            "SELECT sum(memory_usage_bytes) FROM duckdb_memory()"
        ).fetchall()
        return int(used)

    def close(self) -> None:
        self.base.close()


def strict(of: Shape) -> str:
    said = Said(of, DIALECT)
    box = "z BETWEEN $z0 AND $z1"
    close = f"(online OR {box})" if of.online_ok and of.room_ok else box if of.room_ok else "online"
    conditions = " AND ".join([_kind(of), close, *said.fits])
    scope = f"SELECT *, {said.square} AS square FROM offer WHERE {conditions}"
    return f"SELECT id, {said.score} AS score, 0 FROM ({scope}) WHERE {said.reached} {BEST}"


def both(of: Shape) -> str:
    said = Said(of, DIALECT)
    scope = f"""SELECT *, {said.square} AS square FROM offer
        WHERE {_kind(of)} AND (online OR (room AND z BETWEEN $z0 AND $z1))"""
    return f"""
        WITH judged AS MATERIALIZED (
          SELECT id, {said.score} AS score, failed FROM (
            SELECT *, {said.failed} AS failed FROM ({scope}) WHERE online OR square < $twice
          ) WHERE failed = 0 OR {NEAR_MISS})
        (SELECT * FROM judged WHERE failed = 0 {BEST})
        UNION ALL (SELECT * FROM judged WHERE failed <> 0 {BEST})"""


def _kind(of: Shape) -> str:
    return "meeting" if of.meeting else "NOT meeting"
