"""What was odd on so many rows that one line says it better than thousands?"""

from collections import defaultdict

from imports.reading import Notes

FIRST_FEW = 8


class Counted:
    """The notes of one reading, and oddities that are reported once with their count and first rows."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self._rows: dict[tuple[str, str], list[int]] = defaultdict(list)

    def often(self, row: int, field: str, action: str) -> None:
        self._rows[field, action].append(row)

    def close(self) -> None:
        """Write the counts into the notes, one warning each on row 0."""
        for (field, action), rows in self._rows.items():
            few = ", ".join(map(str, rows[:FIRST_FEW])) + (" …" if len(rows) > FIRST_FEW else "")
            self.notes.warn(0, field, f"{len(rows):,} rows: {few}", action)
