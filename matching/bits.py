"""Which bit of which word stands for a value, for "stated" and for "absence means no"?"""

from collections.abc import Iterable, Mapping
from threading import Lock

import numpy as np

from matching.words import AXES, DECIDED_AXES, REFUSALS

SERVED = "served_states"  # states are kept as one more axis
_VALUE, _STATED, _COMPLETE = "value", "stated", "complete"
Masks = tuple[tuple[int, np.uint64], ...]  # word, mask


class Bits:
    """An append-only numbering, shared by all snapshots: a bit never changes its meaning."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str, str], int] = {}
        self._memo: dict[tuple[str, frozenset[str]], int] = {}
        self._lock = Lock()
        for axis, values in AXES.items():
            self._number(_STATED, axis)
            self._number(_COMPLETE, axis)
            for value in values:
                self._number(_VALUE, axis, value)

    @property
    def words(self) -> int:
        return (len(self._at) + 63) // 64

    def of(self, tags: Mapping[str, frozenset[str]], complete: Iterable[str]) -> int:
        """All bits of one listing as one whole number."""
        bits = 0
        for axis, values in tags.items():
            if values:
                bits |= self._axis(axis, frozenset(values))
        for axis in complete:
            bits |= 1 << self._number(_COMPLETE, axis)
        return bits

    def values(self, axis: str, values: Iterable[str]) -> Masks:
        return self._masks((_VALUE, axis, value) for value in values)

    def complete(self, axis: str) -> Masks:
        return self._masks([(_COMPLETE, axis, "")])

    def stated(self, axis: str) -> Masks:
        return self._masks([(_STATED, axis, "")])

    def rules_out(self, axis: str) -> Masks:
        """The bits that make whatever else was asked on this axis a known no."""
        masks = [(_COMPLETE, axis, "")]
        if axis in DECIDED_AXES:
            masks.append((_STATED, axis, ""))
        masks += [(_VALUE, axis, value) for value in REFUSALS.get(axis, ())]
        return self._masks(masks)

    def _axis(self, axis: str, values: frozenset[str]) -> int:
        known = self._memo.get((axis, values))
        if known is None:
            known = 1 << self._number(_STATED, axis)
            for value in sorted(values):
                known |= 1 << self._number(_VALUE, axis, value)
            self._memo[axis, values] = known
        return known

    def _number(self, what: str, axis: str, value: str = "") -> int:
        name = (what, axis, value)
        if name not in self._at:
            with self._lock:
                self._at.setdefault(name, len(self._at))
        return self._at[name]

    def _masks(self, names: Iterable[tuple[str, str, str]]) -> Masks:
        words: dict[int, int] = {}
        for name in names:
            at = self._at.get(name)
            if at is not None:
                words[at // 64] = words.get(at // 64, 0) | 1 << at % 64
        return tuple((word, np.uint64(mask)) for word, mask in sorted(words.items()))
