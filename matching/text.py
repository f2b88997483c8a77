"""Which listings hold a word: in their name, or among their town, state, ZIP and fellowship?

Words in order, each with the rows that hold it, so that all words with one beginning are one run.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from matching.called import of_fellowship
from matching.marks import Array
from matching.spelling import fold_all, forgiven, letters_of, slips, words_in
from matching.words import Offered

# How a word is found in a listing: the same, begun, or with slips; above that, where it stands.
SAME, BEGINS, ONE_SLIP, TWO_SLIPS = 4, 3, 2, 1
FIRST_OF_NAME, OF_NAME, ELSEWHERE = 2, 1, 0
PLACES = 4  # how × PLACES + where
PIECE = 5_000  # texts read at once
_HELD = (1 << 34) - 1
_BEYOND = "\U0010ffff"
Text = tuple[str, str]  # the name, and the other words


@dataclass(frozen=True, slots=True)
class Postings:
    """All words in order; of each the rows, ascending, as row × PLACES + where it stands."""

    words: Sequence[str]
    starts: Array
    held: Array  # uint32
    letters: Array  # of each word as bits
    length: Array  # of each word; 0 where nothing is guessed

    @classmethod
    def of(cls, rows: Array, texts: Sequence[Text]) -> "Postings":
        ids = _Ids()
        own = rows.astype(np.int64) * PLACES
        names, others = zip(*texts, strict=True) if len(own) else ((), ())
        parts = [
            ids.read(names, own + OF_NAME, FIRST_OF_NAME - OF_NAME),
            ids.read(others, own + ELSEWHERE, 0),
        ]
        words = sorted(ids)
        place = np.empty(len(words), dtype=np.int64)
        place[[ids[word] for word in words]] = np.arange(len(words))
        keys = np.concatenate(parts)
        keys = place[keys >> 34] << 34 | keys & _HELD
        keys.sort()
        last = np.ones(len(keys), dtype=bool)
        last[:-1] = keys[1:] >> 2 != keys[:-1] >> 2  # of two places in one listing the better
        keys = keys[last]
        sizes = np.bincount(keys >> 34, minlength=len(words))
        return cls(
            words=words,
            starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
            held=(keys & _HELD).astype(np.uint32),
            letters=np.fromiter(map(letters_of, words), dtype=np.uint64, count=len(words)),
            length=np.fromiter(map(_guessable, words), dtype=np.uint8, count=len(words)),
        )

    def of_word(self, word: str, *, guess: bool) -> Iterator[tuple[int, Array]]:
        """What is held of it by how it is found, the better ways later."""
        if guess:
            yield from self._alike(word)
        low, high = (bisect_left(self.words, end) for end in (word, word + _BEYOND))
        if low < high:
            same = low + (self.words[low] == word)
            yield BEGINS, self.held[self.starts[same] : self.starts[high]]
            yield SAME, self.held[self.starts[low] : self.starts[same]]

    def _alike(self, word: str) -> Iterator[tuple[int, Array]]:
        most = forgiven(word)
        if not most:
            return
        missing = np.bitwise_count(np.uint64(letters_of(word)) & ~self.letters)
        near = np.flatnonzero((missing <= most) & (self.length >= len(word) - most))
        if not len(near):
            return
        away = slips(word, [self.words[n] for n in near.tolist()])
        for how, steps in ((TWO_SLIPS, 2), (ONE_SLIP, 1)):
            if steps <= most:
                some = near[away == steps].tolist()
                if some:
                    runs = [self.held[self.starts[n] : self.starts[n + 1]] for n in some]
                    yield how, np.concatenate(runs)


class _Ids(dict[str, int]):
    """Numbers for words as they are met."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number

    def read(self, texts: Sequence[str], held: Array, first: int) -> Array:
        """Word and what is held of it as one whole number each; `first` more for a text's first.
        Many listings share a name or a town: it is read once."""
        number_of = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        which = np.fromiter(map(number_of.__getitem__, texts), dtype=np.int64, count=len(texts))
        words, counts = self._of_all(list(number_of))
        starts, sizes = (np.cumsum(counts) - counts)[which], counts[which]
        begins = np.cumsum(sizes) - sizes
        at = np.arange(sizes.sum()) + np.repeat(starts - begins, sizes)
        held = np.repeat(held, sizes)
        held[begins[sizes > 0]] += first
        return words[at].astype(np.int64) << 34 | held

    def _of_all(self, texts: Sequence[str]) -> tuple[Array, Array]:
        """The words of all texts one after the other, and how many each has."""
        found = [np.empty(0, dtype=np.int32)]
        counts = [np.empty(0, dtype=np.int64)]
        for begin in range(0, len(texts), PIECE):
            lines = [
                list(words_in(line)) if "-" in line else line.split()
                for line in fold_all(texts[begin : begin + PIECE])
            ]
            found.append(
                np.fromiter(map(self.__getitem__, chain.from_iterable(lines)), dtype=np.int32)
            )
            counts.append(np.fromiter(map(len, lines), dtype=np.int64))
        return np.concatenate(found), np.concatenate(counts)


def _guessable(word: str) -> int:
    return min(len(word), 255) if word.isalpha() else 0


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of all rows of a snapshot. Never edited.

    Rows that came later stand in small postings of their own, of which two of a size become one.
    """

    parts: Sequence[tuple[Array, Postings]]  # the rows of each, and their words

    @classmethod
    def of(cls, offers: Array) -> "Texts":
        return cls([_part(np.arange(len(offers)), offers)])

    def with_more(self, rows: Array, offers: Array) -> "Texts":
        """With these rows, of all offers."""
        first, *later = self.parts
        while later and len(later[-1][0]) <= len(rows):
            rows = np.concatenate([later.pop()[0], rows])
        return Texts([first, *later, _part(rows, offers)]) if len(rows) else self

    def how(self, word: str, rows: int, *, guess: bool) -> Array:
        """How and where each row holds the word; 0 where it does not."""
        found = np.zeros(rows, dtype=np.uint8)
        for _, postings in self.parts:
            for how, held in postings.of_word(word, guess=guess):
                _put(found, held, how)
        return found


def _part(rows: Array, offers: Array) -> tuple[Array, Postings]:
    return rows, Postings.of(rows, [text_of(offer) for offer in offers[rows]])


def text_of(offer: Offered) -> Text:
    if not offer.fellowship:
        return offer.name, offer.words
    return offer.name, f"{offer.words} {of_fellowship(offer.fellowship)}"


def _put(found: Array, held: Array, how: int) -> None:
    rows, where = held >> 2, held & 3
    for place in (ELSEWHERE, OF_NAME, FIRST_OF_NAME):
        found[rows[where == place]] = how * PLACES + place
