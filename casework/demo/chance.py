"""How does the same seed make the same demo: one source of chance, of keys and of moments?"""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from db.models import Row

Thing = TypeVar("Thing")
AnyRow = TypeVar("AnyRow", bound=Row)


class Chance:
    """Everything the demo draws, and every row it makes, in the order they were made."""

    def __init__(self, seed: int, now: datetime) -> None:
        self.rng = random.Random(seed)
        self.now = now
        self.rows: list[Row] = []

    def uid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def pick(self, things: Sequence[Thing]) -> Thing:
        return self.rng.choice(things)

    def some(self, things: Sequence[Thing], most: int) -> list[Thing]:
        return self.rng.sample(things, self.rng.randint(1, min(most, len(things))))

    def odds(self, of_hundred: int) -> bool:
        return self.rng.randrange(100) < of_hundred

    def ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def local(self, zone: str) -> datetime:
        return self.now.astimezone(ZoneInfo(zone))

    def keep(self, row: AnyRow) -> AnyRow:
        self.rows.append(row)
        return row


def layers(rows: Iterable[Row], order: Sequence[type[Row]]) -> list[list[Row]]:
    """The rows by their tables, in an order in which foreign keys hold."""
    found: dict[type[Row], list[Row]] = {kind: [] for kind in order}
    for row in rows:
        found[type(row)].append(row)
    return [batch for batch in found.values() if batch]
