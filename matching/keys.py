"""In which place does a key stand among all keys, as text?"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keys:
    """All keys ever met, in order. Few are new: to copy the many for them would take longest."""

    many: list[str]
    few: tuple[str, ...] = ()

    def place(self, key: str) -> int:
        return bisect_left(self.many, key) + bisect_left(self.few, key)

    def hold(self, key: str) -> bool:
        return _holds(self.many, key) or _holds(self.few, key)

    def and_also(self, new: Iterable[str]) -> "Keys":
        return Keys(self.many, tuple(sorted((*self.few, *new))))

    def together(self) -> "Keys":
        return Keys(sorted((*self.many, *self.few))) if self.few else self


def _holds(keys: Sequence[str], key: str) -> bool:
    at = bisect_left(keys, key)
    return at < len(keys) and keys[at] == key
