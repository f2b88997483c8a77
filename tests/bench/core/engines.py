"""Who answers the core query here, and do all of them answer it alike?"""

import importlib
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import Any, Protocol

from tests.bench.core.asked import Answer, Core, Hit
from tests.bench.core.rows import Rows
from tests.bench.out import LeftOut, Unequal
from tests.bench.stats import timed

PEERS = {
    "plain pandas": ("in_pandas", "PlainPandas"),
    "vectorised pandas": ("in_vectors", "VectorisedPandas"),
    "PostGIS": ("in_postgis", "InPostgis"),
    "DuckDB": ("in_duckdb", "InDuckdb"),
    "SQLite": ("in_sqlite", "InSqlite"),
    "polars": ("in_polars", "InPolars"),
}
SLOW = "plain pandas"  # seconds a query: asked one of each kind, and for matches only


class Engine(Protocol):
    def strict(self, core: Core) -> list[Hit]:
        """The matches alone."""

    def both(self, core: Core) -> Answer:
        """Matches and near misses."""


class Peer(Engine, Protocol):
    def minute(self, waits: Any) -> None:
        """Take in the minutes to the next start, by row, as once a clock minute."""

    def refresh(self, place: int, base: int) -> None:
        """Take in one changed listing."""

    def size(self) -> int:
        """Bytes."""

    def close(self) -> None: ...


def opened(
    rows: Rows, names: Sequence[str] = tuple(PEERS)
) -> tuple[dict[str, Peer], dict[str, float], list[str]]:
    """The peers that are installed, the seconds each took to fill, and why others are left out."""
    peers: dict[str, Peer] = {}
    took: dict[str, float] = {}
    left_out: list[str] = []
    for name in names:
        try:
            took[name], peers[name] = timed(lambda name=name: _filled(name, rows))
        except ImportError as why:
            left_out.append(f"{name}: not installed ({why.name})")
        except LeftOut as why:
            left_out.append(f"{name}: {why}")
    return peers, took, left_out


def _filled(name: str, rows: Rows) -> Peer:
    file, kind = PEERS[name]
    make: Callable[[Rows], Peer] = getattr(
        importlib.import_module(f"tests.bench.core.{file}"), kind
    )
    return make(rows)


def asked_of(name: str, questions: Sequence[Core]) -> list[int]:
    """Which questions an engine is asked: all, or the first of each kind."""
    if name != SLOW:
        return list(range(len(questions)))
    firsts: dict[str, int] = {}
    for number, core in enumerate(questions):
        firsts.setdefault(core.name, number)
    return sorted(firsts.values())


def must_be_equal(
    ours: Engine, peers: dict[str, Peer], questions: Sequence[Core]
) -> tuple[int, int]:
    """How many matches and near misses stand in all our lists together."""
    answers = [ours.both(core) for core in questions]
    for n, core in enumerate(questions):
        _same("our matches alone", n, core, (ours.strict(core), []), (answers[n][0], []))
    for name, peer in peers.items():
        for n in asked_of(name, questions):
            _same(name, n, questions[n], peer.both(questions[n]), answers[n])
            alone = peer.strict(questions[n]), []
            _same(f"{name}, matches alone", n, questions[n], alone, (answers[n][0], []))
    return sum(len(fit) for fit, _ in answers), sum(len(near) for _, near in answers)


def _same(name: str, number: int, core: Core, theirs: Answer, ours: Answer) -> None:
    """Ids, scores, failed bits and order."""
    for words, mine, other in zip(("match", "near miss"), ours, theirs, strict=True):
        for place, (a, b) in enumerate(zip_longest(mine, other)):
            if a is None or b is None or tuple(a) != tuple(b):
                where = f"query {number} ({core.name}), {words} {place + 1}"
                raise Unequal(f"{name}, {where}: ours {a}, theirs {b} (id, score, failed bit)")
