"""What was worked out of a snapshot and is the same for every caller? It is worked out once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Thing = TypeVar("Thing")
MOST = 64  # things kept; of old minutes nobody asks again


class Kept:
    """Nothing of a caller. Threads may work the same thing out twice; either will do."""

    def __init__(self) -> None:
        self._held: dict[Hashable, Any] = {}

    def get(self, name: Hashable, make: Callable[[], Thing]) -> Thing:
        found: Thing | None = self._held.get(name)
        return self._keep(name, make()) if found is None else found

    def _keep(self, name: Hashable, made: Thing) -> Thing:
        if len(self._held) >= MOST:
            self._held = {}
        self._held[name] = made
        return made
