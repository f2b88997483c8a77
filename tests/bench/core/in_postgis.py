"""How does PostgreSQL answer the core query: PostGIS for the way to go, on a cluster of our own."""

from functools import cache
from typing import Any

import psycopg

from tests.bench.core.asked import Answer, Core, Hit
from tests.bench.core.rows import Rows
from tests.bench.core.sql import BEST, NEAR_MISS, Dialect, Said, Shape, halves, shape, values
from tests.bench.out import LeftOut
from tests.cluster import Cluster, binaries

DATABASE = "core"
COLUMNS = [*("id", "meeting", "room", "online", "x", "y", "z"), *("a", "b", "wait", "base", "name")]
MADE = """
CREATE EXTENSION postgis;
CREATE TABLE offer (id int PRIMARY KEY, meeting bool, room bool, online bool, x float8, y float8,
  z float8, a bigint, b bigint, wait bigint, base bigint, name text) WITH (fillfactor = 90);
"""
# A straight line through the earth is what counts as distance, so the points stand in space.
INDEXED = """
ALTER TABLE offer ADD place geometry(PointZ), ADD words tsvector;
UPDATE offer SET place = CASE WHEN room THEN ST_MakePoint(x, y, z) END,
  words = to_tsvector('simple', name);
CREATE INDEX by_kind ON offer (meeting, online, id);
CLUSTER offer USING by_kind;
CREATE INDEX place ON offer USING gist (place gist_geometry_ops_nd);
CREATE INDEX from_home ON offer (meeting) WHERE online;
"""
QUIET = "SET jit = off; SET max_parallel_workers_per_gather = 0; SET work_mem = '64MB'"
DIALECT = Dialect(
    name=lambda name: f"%({name})s" + ("" if name.startswith("word") else "::bigint"),
    divide="/",
    rest="%%",
    metres="floor(sqrt(square))::bigint",
    larger="greatest",
    found=lambda name: f"(words @@ %({name})s::tsquery)::int",
)


class InPostgis:
    def __init__(self, rows: Rows) -> None:
        tools = binaries()
        if tools is None:
            raise LeftOut("PostgreSQL is not installed")
        self.now, self.layout = rows.now, rows.layout
        self.cluster = Cluster(tools)  # which asks for its data_directory before anything is made
        try:
            self._fill(rows)
        except BaseException:
            self.cluster.stop()
            raise

    def _fill(self, rows: Rows) -> None:
        self.cluster.create(DATABASE)
        self.line = psycopg.connect(
            self.cluster.dsn(DATABASE), autocommit=True, prepare_threshold=None
        )
        try:
            self.line.execute(MADE)
        except psycopg.errors.FeatureNotSupported as why:
            raise LeftOut("PostGIS is not installed beside PostgreSQL") from why
        with self.line.cursor().copy(f"COPY offer ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in rows.frame[COLUMNS].itertuples(index=False):
                copy.write_row(row)
        self.line.execute(INDEXED)
        self.line.execute("VACUUM ANALYZE offer")
        self.line.execute(QUIET)

    def strict(self, core: Core) -> list[Hit]:
        return self._ask(core, near=False)

    def both(self, core: Core) -> Answer:
        return halves(self._ask(core, near=True))

    def _ask(self, core: Core, *, near: bool) -> list[Any]:
        reach = core.limit * (2 if near else 1)
        asked = values(core, self.layout, self.now) | {"reach": reach + 1}
        statement = (both if near else strict)(shape(core, self.layout))
        return self.line.execute(statement, asked, prepare=True).fetchall()

    def minute(self, waits: Any) -> None:
        with self.line.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE waits (id int, wait bigint)")
            with cursor.copy("COPY waits FROM STDIN") as copy:
                for row in enumerate(waits.tolist()):
                    copy.write_row(row)
            cursor.execute("UPDATE offer SET wait = w.wait FROM waits w WHERE w.id = offer.id")
            cursor.execute("DROP TABLE waits")

    def refresh(self, place: int, base: int) -> None:
        self.line.execute("UPDATE offer SET base = %s WHERE id = %s", (base, place))

    def size(self) -> int:
        found = self.line.execute("SELECT pg_total_relation_size('offer')").fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        self.line.close()
        self.cluster.stop()


@cache
def strict(of: Shape) -> str:
    said = Said(of, DIALECT)
    ways = [_scope(said.square, of, "online", *said.fits)] if of.online_ok else []
    if of.room_ok:
        ways.append(_scope(said.square, of, *_rooms(of.online_ok), *said.fits))
    scope = f"SELECT * FROM ({' UNION ALL '.join(ways)}) w WHERE {said.reached}"
    return f"SELECT id, {said.score} AS score, 0 FROM ({scope}) o {BEST}"


@cache
def both(of: Shape) -> str:
    said = Said(of, DIALECT)
    rooms = _scope(said.square, of, *_rooms(True))
    scope = f"{_scope(said.square, of, 'online')} UNION ALL {rooms}"
    return f"""
        WITH judged AS MATERIALIZED (
          SELECT id, {said.score} AS score, failed FROM (
            SELECT *, {said.failed} AS failed FROM ({scope}) s
            WHERE online OR square < {DIALECT.name("twice")}
          ) o WHERE failed = 0 OR {NEAR_MISS})
        (SELECT * FROM judged WHERE failed = 0 {BEST})
        UNION ALL (SELECT * FROM judged WHERE failed <> 0 {BEST})"""


def _rooms(online_apart: bool) -> list[str]:
    """Rooms that may be near; those that are online too may stand among the online ones."""
    here = f"ST_MakePoint({', '.join(DIALECT.name(axis) for axis in 'xyz')})"
    box = f"place &&& ST_Expand({here}, {DIALECT.name('reach')})"
    return [box, "NOT online"] if online_apart else [box]


def _scope(square: str, of: Shape, *conditions: str) -> str:
    kind = "meeting" if of.meeting else "NOT meeting"
    return f"SELECT *, {square} AS square FROM offer WHERE {' AND '.join([kind, *conditions])}"
