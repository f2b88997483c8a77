"""When is one word another: whatever its case and marks, begun only, or a slip or two away?

Pure functions of texts; docs/words.md says what counts.
"""

import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np

from matching.marks import Array

ASKED_AT_MOST = 8  # words of a question; a whole sentence is not looked up
ONE_SLIP, TWO_SLIPS, LONGEST = 4, 8, 30  # letters from which so much is forgiven, and up to which
HYPHENS = "-\u2010\u2011"
UNMARKED = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ŋ": "n", "ŧ": "t", "'": "", "\u2019": "", "\u02bc": "", "\n": "\n",
    **dict.fromkeys(HYPHENS, "-"),
}  # fmt: skip
# Words that say nothing of a place; alone they are looked for all the same.
LITTLE = frozenset({
    "a", "an", "and", "at", "by", "for", "from", "in", "is", "near", "of", "on", "or", "the", "to",
    "who", "with", "con", "de", "del", "el", "en", "la", "las", "los", "o", "para", "por", "un",
    "una", "y",
})  # fmt: skip
STATES = frozenset({"de", "in", "la", "or"})  # what they mean at the end: "portland or"


class _Letters(dict[int, str]):
    """What becomes of each letter; worked out as they are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = UNMARKED.get(letter)
        if kept is None:
            mark = unicodedata.category(letter).startswith("M")
            kept = letter if letter.isalnum() else "" if mark else " "
        self[code] = kept
        return kept


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Small letters without marks; hyphens and ends of line stay, all else parts words."""
    small = text.lower() if text.isascii() else _unmarked(text)  # the quick way says the same
    return small.translate(_LETTERS)


def fold_all(texts: Sequence[str]) -> list[str]:
    """As `fold`, many at once; an end of line is a blank."""
    if not texts:
        return []
    lines = [text.replace("\n", " ") for text in texts]
    plain = fold("\n".join(line if line.isascii() else "" for line in lines)).split("\n")
    return [
        folded if line.isascii() else fold(line) for line, folded in zip(lines, plain, strict=True)
    ]


def _unmarked(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def by_name(folded: str) -> str:
    """How a folded name stands in the order of names: its words with one blank between."""
    pieces = ("-".join(filter(None, piece.split("-"))) for piece in folded.split())
    return " ".join(pieces)


def words_in(folded: str) -> Iterator[str]:
    """The words of a listing's folded text: "al-anon" is al, anon and alanon."""
    for piece in folded.split():
        if "-" not in piece:
            yield piece
            continue
        parts = [part for part in piece.split("-") if part]
        yield from parts
        if len(parts) > 1:
            yield "".join(parts)


def asked_words(text: str) -> tuple[str, ...]:
    """The words to look for, once each, without those that say nothing."""
    words = list(dict.fromkeys(fold(text).replace("-", " ").split()))
    telling = [word for word in words if _tells(word) or (word in STATES and word == words[-1])]
    return tuple((telling or words)[:ASKED_AT_MOST])


def _tells(word: str) -> bool:
    return word not in LITTLE and (len(word) > 1 or word.isdigit())


def forgiven(word: str) -> int:
    """How many slips; numbers are never guessed."""
    if not word.isalpha() or not ONE_SLIP <= len(word) <= LONGEST:
        return 0
    return 1 if len(word) < TWO_SLIPS else 2


def letters_of(word: str) -> int:
    """Its letters as a set of bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def slips(word: str, others: Sequence[str]) -> Array:
    """How many letters have to be put in, left out, changed or swapped with their neighbour until the
    word begins each of the others; what is more than forgiven is not told exactly."""
    most = forgiven(word)
    wide = len(word) + most
    table = np.array(others, dtype=f"U{wide}").view(np.uint32).reshape(len(others), wide)
    letters = np.ascontiguousarray(table.T)
    far = np.uint8(most + 1)
    before = np.full((wide + 1, len(others)), far)
    above = np.minimum(np.arange(wide + 1, dtype=np.uint8), far)[:, None].repeat(len(others), 1)
    same_before = np.zeros(letters.shape, dtype=bool)
    for i, letter in enumerate(word, 1):
        same = letters == ord(letter)
        here = np.full((wide + 1, len(others)), far)
        here[0] = min(i, int(far))
        for j in range(max(1, i - most), min(wide, i + most) + 1):
            steps = np.minimum(above[j - 1] + ~same[j - 1], np.minimum(above[j], here[j - 1]) + 1)
            if i > 1 and j > 1:
                swapped = same[j - 2] & same_before[j - 1]
                steps = np.where(swapped, np.minimum(steps, before[j - 2] + 1), steps)
            here[j] = np.minimum(steps, far)
        before, above, same_before = above, here, same
    return above.min(axis=0)
