"""Which public lists do we know by their columns? One JSON file each: a start, to be changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from imports.table.mapping import TableMapping, from_json


@dataclass(frozen=True, slots=True)
class Layout:
    """A public list, what a person calls it, what its licence asks to be said, and its columns."""

    key: str
    title: str
    attribution: str
    mapping: TableMapping


@lru_cache(maxsize=1)
def layouts() -> Sequence[Layout]:
    """By the names of their files."""
    return [_read(path) for path in sorted(Path(__file__).parent.glob("*.json"))]


def _read(path: Path) -> Layout:
    said = json.loads(path.read_text(encoding="utf-8"))
    return Layout(path.stem, said["title"], said.get("attribution", ""), from_json(said["mapping"]))
