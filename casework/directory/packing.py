"""Who sorts an index anew when many of its listings were changed? A thread; nobody waits for it.

What changes meanwhile is put into the sorted one too, before it is swapped in by reference.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from matching import Index
from matching.words import Offered

Change = tuple[Sequence[Offered], set[str]]
log = logging.getLogger("peerline")


class Packing:
    """`changed` is called, and `put` calls back, while the snapshot's lock is held."""

    def __init__(self, swap: threading.RLock, put: Callable[[Index, Index], None]) -> None:
        self._swap = swap
        self._put = put
        self._last: Index | None = None  # what has become of the index that is being sorted
        self._since: list[Change] = []
        self._thread: threading.Thread | None = None

    def changed(self, index: Index, upserts: Sequence[Offered], gone: set[str]) -> Index:
        made = index.changed(upserts, gone)
        if self._last is index:
            self._last = made
            self._since.append((upserts, gone))
        elif made.loose and self._last is None:
            self._last = made
            self._thread = threading.Thread(target=self._pack, args=(made,), daemon=True)
            self._thread.start()
        return made

    def settle(self, timeout: float) -> None:
        thread = self._thread
        if thread is not None:
            thread.join(timeout)

    def _pack(self, index: Index) -> None:
        packed: Index | None = None
        try:
            packed = index.packed()
        except Exception:
            log.exception("the index could not be sorted anew; the old one serves")
        with self._swap:
            for upserts, gone in self._since:
                packed = packed and packed.changed(upserts, gone)
            if packed is not None and self._last is not None:
                self._put(self._last, packed)
            self._last, self._since = None, []
