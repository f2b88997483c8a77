"""What do the cells of a column mean in our words, by the value tables of a mapping?

A cell that stands in no table is kept as an unknown code and counted, never dropped.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from imports.codes import languages
from imports.listing import Tag
from imports.reading import Notes
from imports.table.cells import Cells, Record, value, words
from imports.table.mapping import Choice, Coded, TableMapping

LIST = "table"
LONGEST = 80  # characters of a code; a longer cell is a text
KINDS_OF_CODES = 200  # of one column; more are no codes but words, and stay in the raw record
YES = frozenset({"yes", "y", "true", "t", "1", "x", "✓", "✔", "si", "sí", "sim", "s", "on"})
NO = frozenset({"no", "n", "false", "f", "0", "não", "nao", "off", "none", "-"})
TONGUES = frozenset(languages.CODES.values())


@dataclass(slots=True)
class Codes:
    """The value tables of one mapping, looked up without case and outer blanks."""

    mapping: TableMapping
    notes: Notes
    tables: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    seen: dict[str, set[str]] = field(default_factory=dict)

    def kind(self, record: Record, row: int) -> str:
        """The kind of record; the mapping's own where its column says nothing known."""
        choice = self.mapping.kinds
        found, cell = self._chosen("kind", choice, record)
        if choice and cell and not found:
            self._unknown("kind", choice.column, cell)
            self.notes.warn(
                row, choice.column, cell, f"a kind nobody here knows; taken as {self.mapping.kind}"
            )
        return found or self.mapping.kind

    def status(self, record: Record, row: int) -> str:
        """Blank is active, with a word about it; what nobody knows is paused until somebody does."""
        choice = self.mapping.status
        found, cell = self._chosen("status", choice, record)
        if choice is None or found:
            return found or "active"
        if not cell:
            self.notes.warn(row, choice.column, "", "no status; taken as active")
            return "active"
        self._unknown("status", choice.column, cell)
        self.notes.warn(
            row, choice.column, cell, "a status nobody here knows; paused until it is known"
        )
        return "paused"

    def attendance(self, record: Record, row: int) -> str:
        """In person, online or both, as the mapping says; "" where it is to be worked out."""
        choice = self.mapping.attendances
        found, cell = self._chosen("attendance", choice, record)
        if choice and cell and not found:
            self._unknown("attendance", choice.column, cell)
            self.notes.warn(
                row, choice.column, cell, "a way to attend nobody here knows; worked out instead"
            )
        return found or self.mapping.attendance

    def tags(self, record: Record, cells: Cells) -> Iterator[Tag]:
        """What every record has, what its columns say, and its languages."""
        for said in self.mapping.always:
            axis, _, meaning = said.partition(":")
            yield Tag(axis, meaning, LIST, "")
        for number, coded in enumerate(self.mapping.tags):
            for cell in _parts(value(record, coded.column), coded.split):
                yield from self._coded(f"tags{number}", coded, cell)
        for each in cells.values("language"):
            yield from self._languages(words(each))

    def _coded(self, name: str, coded: Coded, cell: str) -> Iterator[Tag]:
        found = look_up(self._table(name, coded.values), cell)
        code = f"{coded.column}: {cell}"
        if found is None:
            if self._unknown(name, coded.column, cell):
                yield Tag(_only_axis(coded), None, LIST, code)
            return
        for said in found:
            axis, _, meaning = said.partition(":")
            yield Tag(axis, meaning, LIST, code)

    def _languages(self, text: str) -> Iterator[Tag]:
        codes, other = languages.listed(text)
        for code in codes:
            yield Tag("language", code, LIST, text[:LONGEST])
        for part in other:
            code = part if part in TONGUES else ""
            if code or self._unknown("language", "language", part):
                yield Tag("language", code or None, LIST, part[:LONGEST])

    def _chosen(self, name: str, choice: Choice | None, record: Record) -> tuple[str, str]:
        if choice is None:
            return "", ""
        cell = words(value(record, choice.column)).strip()
        return look_up(self._table(name, choice.values), cell) or "", cell

    def _table(self, name: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if name not in self.tables:
            self.tables[name] = {plain_code(cell): meaning for cell, meaning in values.items()}
        return self.tables[name]

    def _unknown(self, name: str, column: str, cell: str) -> bool:
        """Counts it; False for what is too long or too varied to be a code."""
        if len(cell) > LONGEST:
            return False
        seen = self.seen.setdefault(name, set())
        if cell not in seen and len(seen) >= KINDS_OF_CODES:
            return False
        seen.add(cell)
        self.notes.unknown_code(f"{column}: {cell}")
        return True


def plain_code(cell: str) -> str:
    """A cell as a value table looks it up: no case, single blanks."""
    return " ".join(cell.split()).casefold()


def look_up(table: Mapping[str, Any], cell: str) -> Any:
    """The meaning of a cell, or None; `yes` and `no` of a table stand for their other writings.

    A table that says only what yes means knows no as well: it means nothing.
    """
    name = plain_code(cell)
    if name in table:
        return table[name]
    if name in YES and "yes" in table:
        return table["yes"]
    if name in NO and ("no" in table or "yes" in table):
        return table.get("no", ())
    return None


def _parts(cell: Any, split: str) -> list[str]:
    if isinstance(cell, list):
        found = [words(each) for each in cell]
    else:
        text = words(cell)
        found = text.split(split) if split else [text]
    return [part.strip() for part in dict.fromkeys(found) if part.strip()]


def _only_axis(coded: Coded) -> str:
    """The axis an unknown cell belongs to, where its table speaks of a single one."""
    axes = Counter(said.partition(":")[0] for all in coded.values.values() for said in all)
    return next(iter(axes)) if len(axes) == 1 else ""
