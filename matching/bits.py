"""Which bit stands for a value, for "stated", for "absence means no", or for a plain fact?"""

from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from matching.words import AXES, DECIDED_AXES, REFUSALS

FREE = "free"  # stands beside whatever way to pay is asked for
SERVED = "served_states"  # states are kept as axes of their own
STANDS_IN = "stands_in"
_VALUE, _STATED, _COMPLETE, _FACT = "value", "stated", "complete", "fact"
_REFUSED = "refused"
Numbers = tuple[int, ...]  # of bits
Tags = Mapping[str, frozenset[str]]


class Bits:
    """An append-only numbering, shared by all snapshots: a bit never changes its meaning."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str, str], int] = {}
        self._memo: dict[str, dict[frozenset[str], int]] = {}
        self._complete: dict[frozenset[str], int] = {}
        self._lock = Lock()
        for axis, values in AXES.items():
            self._number(_STATED, axis)
            self._number(_COMPLETE, axis)
            for value in values:
                self._number(_VALUE, axis, value)

    def __len__(self) -> int:
        return len(self._at)

    def of(self, tags: Tags, complete: frozenset[str], refused: Tags) -> int:
        """All bits of one listing's tags as one whole number."""
        bits = self._done(complete) if complete else 0
        for axis, values in refused.items():
            for value in values:
                bits |= 1 << self._number(_REFUSED, axis, value)
        for axis, values in tags.items():
            if values:
                bits |= self.axis(axis, values)
        return bits

    def axis(self, axis: str, values: frozenset[str]) -> int:
        memo = self._memo.setdefault(axis, {})
        known = memo.get(values)
        if known is None:
            known = 1 << self._number(_STATED, axis)
            for value in sorted(values):
                known |= 1 << self._number(_VALUE, axis, value)
            memo[frozenset(values)] = known
        return known

    def facts(self, facts: Iterable[tuple[str, str]]) -> int:
        bits = 0
        for name, value in facts:
            bits |= 1 << self._number(_FACT, name, value)
        return bits

    def fact(self, name: str, values: Iterable[str]) -> Numbers:
        return self._find([(_FACT, name, value) for value in values])

    def values(self, axis: str, values: Iterable[str]) -> Numbers:
        return self._find([(_VALUE, axis, value) for value in values])

    def stated(self, axis: str) -> Numbers:
        return self._find([(_STATED, axis, "")])

    def rules_out(self, axis: str) -> Numbers:
        """The bits that make whatever else was asked on this axis a known no."""
        names = [(_COMPLETE, axis, "")]
        if axis in DECIDED_AXES:
            names.append((_STATED, axis, ""))
        names += [(_VALUE, axis, value) for value in REFUSALS.get(axis, ())]
        return self._find(names)

    def refused(self, axis: str, values: Iterable[str]) -> Sequence[Numbers]:
        """The bit of a plain no to each of these values; none where no listing says no to all of them.
        A place that takes no Medicaid is not free for all that: nobody asks that of it."""
        asked = [value for value in values if value != FREE] or [FREE]
        found = [self._find([(_REFUSED, axis, value)]) for value in asked]
        return found if all(found) else ()

    def _done(self, complete: frozenset[str]) -> int:
        known = self._complete.get(complete)
        if known is None:
            known = 0
            for axis in sorted(complete):
                known |= 1 << self._number(_COMPLETE, axis)
            self._complete[frozenset(complete)] = known
        return known

    def _number(self, what: str, axis: str, value: str = "") -> int:
        name = (what, axis, value)
        if name not in self._at:
            with self._lock:
                self._at.setdefault(name, len(self._at))
        return self._at[name]

    def _find(self, names: Iterable[tuple[str, str, str]]) -> Numbers:
        """What no listing ever said has no bit."""
        found = map(self._at.get, names)
        return tuple([number for number in found if number is not None])
