"""What was worked out of a snapshot and is the same for every caller? It is worked out once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np

from matching.marks import Array

Thing = TypeVar("Thing")
MOST = 64  # things kept; of old minutes nobody asks again
FEW = 16  # and as many columns; of old days nobody asks again


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


class KeptRows:
    """A value for each row. Rows never change, so only those put in since are worked out."""

    def __init__(self) -> None:
        self._held: dict[Hashable, Array] = {}

    def get(self, name: Hashable, rows: int, make: Callable[[Array], Array]) -> Array:
        held = self._held.get(name)
        known = 0 if held is None else len(held)
        if held is None or known < rows:
            fresh = make(np.arange(known, rows))
            held = fresh if held is None else np.concatenate([held, fresh])
            self._held = {**self._held, name: held} if len(self._held) < FEW else {name: held}
        return held
