"""What does a part hand back, and how does it look on a terminal?"""

from collections.abc import Sequence
from dataclasses import dataclass, field


class LeftOut(Exception):
    """A part or a peer that cannot be measured here; the message says why, and no figure is made."""


class Unequal(Exception):
    """Two engines gave different answers: no timings, exit 1."""


@dataclass
class Finding:
    """`line` is the finding in one sentence; `ratios` stand above all tables of a run."""

    line: str
    head: Sequence[str] = ()
    rows: list[Sequence[str]] = field(default_factory=list)
    tables: list[tuple[Sequence[str], list[Sequence[str]]]] = field(default_factory=list)
    ratios: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What the person at the keyboard asked for."""

    quick: bool
    seed: int | None = None  # another one than the published, while something is developed


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns wide enough for their words; all but the first stand right."""
    wide = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    lines = []
    for row in [head, *rows]:
        first, *rest = row
        cells = [first.ljust(wide[0])]
        cells += [cell.rjust(size) for cell, size in zip(rest, wide[1:], strict=True)]
        lines.append("  " + "  ".join(cells).rstrip())
    return "\n".join(lines)


def show(name: str, finding: Finding) -> None:
    print(f"\n{name}: {finding.line}")
    if finding.rows:
        print(table(finding.head, finding.rows))
    for head, rows in finding.tables:
        print(f"\n{table(head, rows)}")
    for note in finding.notes:
        print(f"  {note}")
    for what in finding.left_out:
        print(f"  left out: {what}")
