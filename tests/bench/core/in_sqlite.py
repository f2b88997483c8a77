"""How does SQLite answer the core query: R*Tree for the way to go, FTS5 for the words."""

import sqlite3
from functools import cache
from typing import Any

from tests.bench.core.asked import Answer, Core, Hit
from tests.bench.core.rows import Rows
from tests.bench.core.sql import BEST, NEAR_MISS, Dialect, Said, Shape, halves, shape, values

COLUMNS = ["id", "meeting", "room", "online", "x", "y", "z", "a", "b", "wait", "base"]
FIELDS = ", ".join(f"{column} INTEGER" for column in COLUMNS).replace(
    "id INTEGER", "id INTEGER PRIMARY KEY"
)
MADE = f"""
CREATE TABLE offer ({FIELDS});
CREATE VIRTUAL TABLE place USING rtree_i32(id, x0, x1, y0, y1, z0, z1, +kind);
CREATE VIRTUAL TABLE words USING fts5(name, content='', columnsize=0, detail=none);
"""
INDEXED = """
CREATE INDEX from_home ON offer (meeting, room, a, b, wait, base, x, y, z, online) WHERE online;
INSERT INTO words (words) VALUES ('optimize');
ANALYZE;
"""
FAR = 800_000  # metres: a circle so wide is read faster without the tree
HAS_WORD = "(o.id IN (SELECT rowid FROM words WHERE words MATCH :{0}))"
DIALECT = Dialect(
    name=lambda name: f":{name}",
    divide="/",
    rest="%",
    metres="CAST(sqrt(square) AS INTEGER)",
    larger="max",
    found=lambda name: HAS_WORD.format(name),
)


class InSqlite:
    def __init__(self, rows: Rows) -> None:
        self.now, self.layout = rows.now, rows.layout
        self.base = sqlite3.connect(":memory:", cached_statements=500)
        self.base.executescript(MADE)
        frame = rows.frame
        marks = ", ".join("?" * len(COLUMNS))
        whole = frame[COLUMNS].astype("int64").to_numpy().tolist()
        self.base.executemany(f"INSERT INTO offer VALUES ({marks})", whole)
        rooms = frame[frame.room]
        corners = rooms[["id", "x", "x", "y", "y", "z", "z", "meeting"]].astype("int64")
        self.base.executemany(
            "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", corners.to_numpy().tolist()
        )
        names = zip(frame.id.tolist(), frame.name, strict=True)
        self.base.executemany("INSERT INTO words (rowid, name) VALUES (?, ?)", names)
        self.base.executescript(INDEXED)

    def strict(self, core: Core) -> list[Hit]:
        return self._ask(core, near=False)

    def both(self, core: Core) -> Answer:
        return halves(self._ask(core, near=True))

    def _ask(self, core: Core, *, near: bool) -> list[Any]:
        reach = core.limit * (2 if near else 1)
        asked = values(core, self.layout, self.now) | {"kind": int(core.meeting)}
        for axis, at in zip("xyz", core.home, strict=True):
            asked |= {f"{axis}0": at - reach, f"{axis}1": at + reach}
        statement = (both if near else strict)(shape(core, self.layout), reach > FAR)
        return self.base.execute(statement, asked).fetchall()

    def minute(self, waits: Any) -> None:
        pairs = zip(waits.tolist(), range(len(waits)), strict=True)
        self.base.executemany("UPDATE offer SET wait = ? WHERE id = ?", pairs)

    def refresh(self, place: int, base: int) -> None:
        self.base.execute("UPDATE offer SET base = ? WHERE id = ?", (base, place))

    def size(self) -> int:
        pages, each = (
            self.base.execute(f"PRAGMA {n}").fetchone()[0] for n in ("page_count", "page_size")
        )
        return int(pages * each)

    def close(self) -> None:
        self.base.close()


@cache
def strict(of: Shape, wide: bool) -> str:
    """Matches; only what can be one is read."""
    said = Said(of, DIALECT)
    ways = [_from_home(said, *said.fits)] if of.online_ok else []
    if of.room_ok:
        ways.append(_rooms(said, wide, *(["NOT online"] if of.online_ok else []), *said.fits))
    scope = f"SELECT * FROM ({' UNION ALL '.join(ways)}) WHERE {said.reached}"
    return f"SELECT id, {said.score} AS score, 0 FROM ({scope}) o {BEST}"


@cache
def both(of: Shape, wide: bool) -> str:
    """Matches and near misses, from all in scope."""
    said = Said(of, DIALECT)
    scope = f"{_from_home(said)} UNION ALL {_rooms(said, wide, 'NOT online')}"
    return f"""
        WITH judged AS MATERIALIZED (
          SELECT id, {said.score} AS score, failed FROM (
            SELECT *, {said.failed} AS failed FROM ({scope}) WHERE online OR square < :twice
          ) o WHERE failed = 0 OR {NEAR_MISS})
        SELECT * FROM (SELECT * FROM judged WHERE failed = 0 {BEST})
        UNION ALL SELECT * FROM (SELECT * FROM judged WHERE failed <> 0 {BEST})"""


def _from_home(said: Said, *conditions: str) -> str:
    return _read(said, "offer", "online", *conditions)


def _rooms(said: Said, wide: bool, *conditions: str) -> str:
    """Rooms that may be near; those that are online too may stand among the online ones."""
    if wide:
        return _read(said, "offer", "room", *conditions)
    box = [f"{axis}0 >= :{axis}0 AND {axis}1 <= :{axis}1" for axis in "xyz"]
    tree = "place CROSS JOIN offer ON offer.id = place.id"  # this way round
    return _read(said, tree, *box, "place.kind = :kind", *conditions)


def _read(said: Said, of: str, *conditions: str) -> str:
    where = " AND ".join(["meeting = :kind", *conditions])
    return f"SELECT offer.*, {said.square} AS square FROM {of} WHERE {where}"
