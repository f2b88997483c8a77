"""What did an import find and do? The report of contracts.md 2, for a file and for the screen."""

import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casework.errors import Refused
from db.models import ImportProblem
from exports.spreadsheets import csv_bytes
from imports.listing import Problem


@dataclass(frozen=True, kw_only=True)
class Report:
    """`read = rejected + new + changed + unchanged`; `missing` = seen before, not in this file."""

    format: str
    source: str
    file: str
    sha256: str
    dry_run: bool
    read: int
    rejected: int
    new: int
    changed: int
    unchanged: int
    missing: int
    problems: Sequence[Problem] = ()
    unknown_codes: Mapping[str, int] = field(default_factory=dict)
    run_id: int | None = None
    needs_yes: bool = False  # more than a fifth of the source would go missing
    same_file: bool = False  # as the last time, read by the same reader: not read again

    def to_json(self) -> str:
        plain: dict[str, Any] = {
            name: getattr(self, name)
            for name in (
                *("format", "source", "file", "sha256", "dry_run", "read", "rejected"),
                *("new", "changed", "unchanged", "missing"),
            )
        }
        plain["problems"] = [_problem(p) for p in self.problems]
        plain["unknown_codes"] = dict(self.unknown_codes)
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"

    def in_words(self) -> str:
        """One sentence of what happened, or would."""
        would = "would be " if self.dry_run else ""
        parts = [
            f"{self.new:,} {would}new",
            f"{self.changed:,} {would}changed",
            f"{self.unchanged:,} unchanged",
            f"{self.missing:,} no longer in the file",
            f"{self.rejected:,} rejected",
        ]
        return f"{self.read:,} records read: " + ", ".join(parts) + "."

    def of_the_file(self) -> str:
        """What is to be said beside the counts, or ""."""
        return "The same file as last time: nothing changed." if self.same_file else ""

    def summary(self) -> list[tuple[str, str, int]]:
        """Problems by kind, the most frequent first: (field, what was done, how often)."""
        counts = Counter((p.field, p.action.partition(":")[0]) for p in self.problems)
        return [(where, action, count) for (where, action), count in counts.most_common()]

    def most_frequent(self, count: int = 12) -> list[str]:
        """The commonest problems, one line each, and how many codes nobody here knows."""
        said = self.summary()
        lines = [f"{often:>7,}  {where}: {action}" for where, action, often in said[:count]]
        if len(said) > count:
            lines.append(f"         and {len(said) - count} other kinds of problems")
        if self.unknown_codes:
            lines.append(
                f"{len(self.unknown_codes):>7,}  codes nobody here knows, kept as they are"
            )
        return lines


def check_report_path(path: Path | None) -> None:
    """Refused before anything is read where the report could not be written."""
    if path is None:
        return
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise Refused(f"The report cannot be written to {path}: there is no such folder.")
    if not os.access(path if path.exists() else path.absolute().parent, os.W_OK):
        raise Refused(f"The report cannot be written to {path}: this program may not write there.")


def _problem(problem: Problem | ImportProblem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "field": problem.field,
        "severity": problem.severity,
        "value": problem.value,
        "action": problem.action,
    }


def as_csv(problems: Sequence[Problem | ImportProblem]) -> bytes:
    """The problems for a spreadsheet."""
    columns = ["row", "field", "severity", "value", "action"]
    return csv_bytes(columns, [list(_problem(each).values()) for each in problems])
