"""How is one yes or no kept for many rows: one bit each, 64 rows in a word."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Bools = NDArray[np.bool_]
Marks = NDArray[np.uint64]
PER_WORD = 64
EVERY = np.uint64(2**64 - 1)


def words_for(rows: int) -> int:
    return -(-rows // PER_WORD)


def pack(bools: Array) -> Marks:
    """The last word is filled up with no."""
    short = -len(bools) % PER_WORD
    if short:
        bools = np.concatenate([bools, np.zeros(short, dtype=bools.dtype)])
    return np.packbits(bools, bitorder="little").view(np.uint64)


def unpack(marks: Marks) -> Bools:
    return np.unpackbits(marks.view(np.uint8), bitorder="little").view(np.bool_)


def any_yes(marks: Array) -> bool:
    """Whether there is a yes; also among bools."""
    return bool(np.count_nonzero(marks))  # quicker than `any`


def positions(marks: Marks) -> Array:
    """Where a yes stands. Words without one are passed over, which most are."""
    held = marks.nonzero()[0]
    if held.size * 2 > marks.size:
        return unpack(marks).nonzero()[0]
    if not held.size:
        return held
    inside = unpack(marks[held]).nonzero()[0]
    return held[inside >> 6] << 6 | inside & 63


def at(where: Array, words: int) -> Marks:
    """A yes at these places, of so many words."""
    bools = np.zeros(words * PER_WORD, dtype=np.uint8)
    bools[where] = 1
    return np.packbits(bools, bitorder="little").view(np.uint64)


def runs(first: Array, sizes: Array) -> Array:
    """Whole numbers from each first on, so many, one run after the other."""
    ends = np.cumsum(sizes)
    return np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + sizes, sizes)


def count(marks: Marks) -> int:
    return int(np.bitwise_count(marks).sum(dtype=np.int64))


def stands(marks: Marks, where: Array) -> Bools:
    """Whether there is a yes at each of these places."""
    byte = marks.view(np.uint8)[where >> 3]
    return (byte >> (where & 7).astype(np.uint8) & 1).view(np.bool_)


def looking(where: Array) -> Callable[[Marks], Bools]:
    """`stands`, for several marks at the same places."""
    byte, bit = where >> 3, np.uint8(1) << (where & 7).astype(np.uint8)
    return lambda marks: (marks.view(np.uint8)[byte] & bit) != 0


def across(words: Array, bits: int) -> Marks:
    """From one row's bits side by side to one bit's rows side by side."""
    rows, bits = words.shape[1], min(bits, len(words) * PER_WORD)
    marks = np.zeros((bits, words_for(rows)), dtype=np.uint64)
    for bit in range(bits):
        word = words[bit // PER_WORD]
        marks[bit] = pack((word >> np.uint64(bit % PER_WORD) & np.uint64(1)).astype(np.uint8))
    return marks
