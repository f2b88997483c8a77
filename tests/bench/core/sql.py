"""How does a database say the core query? The same words for all, with each one's own index before.

A statement is made once for each shape of query (how many groups, wishes and words; times or not)
and prepared; what is asked goes in as parameters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.bench.core.asked import DISTANCE, FORMAT, LIMIT, NEAR, TIMES, Core
from tests.bench.core.rows import Layout, clock, masks

Values = dict[str, int | str]


@dataclass(frozen=True)
class Dialect:
    """Where the databases differ."""

    name: Callable[[str], str]  # how a parameter is written
    divide: str  # whole numbers, rounded down
    rest: str  # of a division
    metres: str  # the whole square root of `square`
    larger: str
    found: Callable[[str], str]  # 1 or 0: the word of this parameter is in the name


@dataclass(frozen=True)
class Shape:
    """What makes another statement."""

    meeting: bool
    online_ok: bool
    room_ok: bool
    times: bool
    facts: tuple[tuple[int, str], ...]  # failed bit, word
    wishes: tuple[str, ...]
    words: int


def shape(core: Core, layout: Layout) -> Shape:
    found = masks(core, layout)
    return Shape(
        core.meeting,
        core.online_ok,
        core.room_ok,
        bool(core.cells),
        tuple((bit, word) for bit, word, _ in found.facts),
        tuple(word for word, _ in found.wishes),
        len(core.words),
    )


def values(core: Core, layout: Layout, now: datetime) -> Values:
    """The parameters of a statement."""
    x, y, z = core.home
    asked: Values = {"x": x, "y": y, "z": z, "half": core.half}
    asked |= {"within": (core.limit + 1) ** 2, "twice": (2 * core.limit + 1) ** 2}
    found = masks(core, layout)
    asked |= {f"fact{n}": mask for n, (_, _, mask) in enumerate(found.facts)}
    asked |= {f"wish{n}": mask for n, (_, mask) in enumerate(found.wishes)}
    asked |= {f"word{n}": word for n, word in enumerate(core.words)}
    if core.cells:
        mine = clock(now, core.wanted.zone)
        asked |= {"cells": core.cells, "minute": mine.minute}
        asked |= {"changes": mine.changes, "by": mine.by}
    return asked


class Said:
    """The parts of a statement for one shape."""

    def __init__(self, of: Shape, by: Dialect) -> None:
        self.of, self.by = of, by
        p = by.name
        dx, dy, dz = (f"({axis} - {p(axis)})" for axis in "xyz")
        self.square = f"{dx} * {dx} + {dy} * {dy} + {dz} * {dz}"

    @property
    def fits(self) -> list[str]:
        """Conditions of a match, beside its reach."""
        return [f"NOT ({wrong})" for wrong in self._wrong.values()]

    @property
    def reached(self) -> str:
        """A way in that is not too far and will do."""
        ways = ["online"] if self.of.online_ok else []
        ways += [f"(room AND square < {self.by.name('within')})"] if self.of.room_ok else []
        return " OR ".join(ways)

    @property
    def failed(self) -> str:
        """All failed bits together."""
        p = self.by.name
        close = f"(room AND square < {p('twice')})"
        screen = "online" if self.of.online_ok else "(1 = 0)"
        room = close if self.of.room_ok else "(1 = 0)"
        wrong = {
            DISTANCE: f"NOT {screen} AND {close} AND square >= {p('within')}",
            FORMAT: f"NOT {screen} AND NOT {room}",
        }
        return " + ".join(
            f"(CASE WHEN {test} THEN {bit} ELSE 0 END)"
            for bit, test in (wrong | self._wrong).items()
        )

    @property
    def _wrong(self) -> dict[int, str]:
        """By bit: what says that it failed. OPEN keeps whatever is not known."""
        p = self.by.name
        wrong = {
            bit: f"({word} & {p(f'fact{n}')}) = 0" for n, (bit, word) in enumerate(self.of.facts)
        }
        if self.of.times:
            minute = f"({p('minute')} + wait + CASE WHEN wait >= {p('changes')} THEN {p('by')} ELSE 0 END)"
            cell = f"CAST({minute} {self.by.rest} 10080 {self.by.divide} 360 AS INTEGER)"
            wrong[TIMES] = f"wait >= 0 AND ({p('cells')} >> {cell}) & 1 = 0"
        return wrong

    @property
    def score(self) -> str:
        p, over = self.by.name, self.by.divide
        close = f"1000 * {p('half')} {over} ({p('half')} + {self.by.metres})"
        near = f"CASE WHEN room AND square < {p('twice')} THEN {close} ELSE 0 END"
        online = "CASE WHEN online THEN 450 ELSE 0 END" if self.of.online_ok else "0"
        parts = [f"{self.by.larger}({near}, {online})", "base"]
        parts.append(f"72000 {over} (120 + wait)" if self.of.meeting else "300")
        parts += [
            f"CASE WHEN ({word} & {p(f'wish{n}')}) <> 0 THEN 250 ELSE 0 END"
            for n, word in enumerate(self.of.wishes)
        ]
        if self.of.words:
            found = " + ".join(self.by.found(f"word{n}") for n in range(self.of.words))
            parts.append(f"800 * ({found}) {over} {self.of.words}")
        return " + ".join(parts)


BEST = f"ORDER BY score DESC, id LIMIT {LIMIT}"
NEAR_MISS = f"failed IN {NEAR}"


def halves(found: list[tuple]) -> tuple[list[tuple], list[tuple]]:
    """Matches and near misses; which of the two stands first a database need not keep."""
    best = sorted(found, key=lambda hit: (-hit[1], hit[0]))
    return [hit for hit in best if not hit[2]], [hit for hit in best if hit[2]]
