"""What do the tables of one HSDS package hold, and which rows belong together?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from imports.text import line


class Row(dict[str, Any]):
    """One row: its cells, its number from 1, and the name its file or key gives the table."""

    __slots__ = ("number", "table")

    def __init__(self, cells: dict[str, Any], number: int, table: str) -> None:
        super().__init__(cells)
        self.number = number
        self.table = table

    def id(self, column: str = "id") -> str:
        """An id as text; "" where there is none."""
        return line(self.get(column))[:200]

    def text(self, *columns: str) -> str:
        """The first of these columns that says anything, trimmed, on one line."""
        return next(filter(None, (line(self.get(each)) for each in columns)), "")

    def field(self, column: str) -> str:
        """How a problem names this cell: a service's own by its column, others with their table."""
        return column if self.table in {"services", "service"} else f"{self.table}.{column}"


Rows = Sequence[Row]


class Package:
    """The tables by our names (names.SPELLINGS); `count` services were met, readable or not."""

    def __init__(self) -> None:
        self.tables: dict[str, list[Row]] = defaultdict(list)
        self.count = 0
        self._indexes: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def rows(self, table: str) -> Rows:
        return self.tables.get(table, ())

    def by(self, table: str, column: str, id: str) -> Rows:
        """The rows of a table whose `column` names this id, in file order."""
        if not id:
            return ()
        made = self._indexes.get((table, column))
        if made is None:
            made = defaultdict(list)
            for row in self.tables.get(table, ()):
                if named := row.id(column):
                    made[named].append(row)
            self._indexes[table, column] = made
        return made.get(id, ())

    def one(self, table: str, id: str) -> Row | None:
        """The first row of a table with this id."""
        found = self.by(table, "id", id)
        return found[0] if found else None

    def every(self, table: str, column: str, ids: Sequence[str]) -> Iterator[Row]:
        """As `by`, for several ids."""
        for id in ids:
            yield from self.by(table, column, id)
