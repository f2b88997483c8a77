"""Which listings do these words mean, and which of them stands first?

Names, towns, ZIPs and fellowships by their words (text.py), services and kinds by the bits the rules
read (called.py). docs/words.md says what counts.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from matching import called, geo
from matching.marks import Array, positions, unpack
from matching.spelling import asked_words, by_name, fold, forgiven, letters_of, slips
from matching.stock import Stock
from matching.text import BEGINS, ONE_SLIP, PLACES, SAME, TWO_SLIPS
from matching.view import metres_from
from matching.words import Kind, Place, Status

ALL, ALIKE, SOME = "all", "alike", "some"


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing that was looked for: all words stand in it, all but for slips, or some of them."""

    key: str
    how: str = ALL
    miles: float | None = None


@dataclass(frozen=True, slots=True)
class Only:
    """What a list keeps to: these kinds and statuses (none: all), with a door, from home, not verified,
    gone from its source, or these keys or groups alone."""

    kinds: frozenset[Kind] = frozenset()
    in_person: bool = False
    online: bool = False
    statuses: frozenset[Status] = frozenset()
    unverified: bool = False
    gone: bool = False
    keys: Collection[str] | None = None

    def __bool__(self) -> bool:
        return self != EVERYTHING

    def among(self, stock: Stock, rows: Array) -> Array:
        """Which of these rows, all of them listings of this snapshot."""
        wanted: dict[str, Collection[str]] = {"kind": self.kinds, "status": self.statuses}
        asked = {"room": self.in_person, "away": self.online}
        asked |= {"unverified": self.unverified, "gone": self.gone}
        wanted |= {name: ["yes"] for name, is_so in asked.items() if is_so}
        for name, values in wanted.items():
            if values:
                rows = rows[_marked(stock, name, [str(value) for value in values])[rows]]
        if self.keys is not None:
            offers = stock.columns.offers[rows]
            kept = [offer.key in self.keys or offer.group in self.keys for offer in offers]
            rows = rows[np.array(kept, dtype=bool)]
        return rows


EVERYTHING = Only()


def _marked(stock: Stock, name: str, values: Sequence[str]) -> Array:
    marks = np.zeros(stock.words, dtype=np.uint64)
    for bit in stock.names.bits.fact(name, values):
        if bit < len(stock.marks):
            marks |= stock.marks[bit]
    return unpack(marks)[: len(stock)]


def points(stock: Stock, words: Sequence[str], top: int) -> Array:
    """By row, of `top`: a word that is the same counts whole, one begun three quarters; only where
    no listing has it so, one slip counts half and two a quarter."""
    total = np.zeros(len(stock), dtype=np.int64)
    for word in words:
        found = _how(stock, word, guess=False)
        if not found.any() and forgiven(word):
            found = _how(stock, word, guess=True)
        total += found // PLACES
    return total * top // (SAME * max(1, len(words)))


def _how(stock: Stock, word: str, *, guess: bool) -> Array:
    """How and where each row holds the word."""
    bits = stock.names.bits
    found = stock.texts.how(word, len(stock), guess=guess)
    for how, pairs in _meant(word, guess=guess):
        rows = np.zeros(stock.words, dtype=np.uint64)
        for axis, value in pairs:
            find = bits.fact if axis in called.FACTS else bits.values
            for bit in find(axis, [value]):
                if bit < len(stock.marks):
                    rows |= stock.marks[bit]
        found = np.maximum(found, unpack(rows)[: len(stock)] * np.uint8(how * PLACES))
    return found * unpack(stock.alive)[: len(stock)]


def _meant(word: str, *, guess: bool) -> list[tuple[int, set[tuple[str, str]]]]:
    """The services a word may mean, by how it is found in what they are called."""
    names = called.by_word()
    meant: dict[int, set[tuple[str, str]]] = {}
    for name, pairs in names.items():
        if name.startswith(word):
            meant.setdefault(SAME if name == word else BEGINS, set()).update(pairs)
    most = forgiven(word) if guess else 0
    if most:
        letters = letters_of(word)
        near = [n for n in names if (letters & ~letters_of(n)).bit_count() <= most and n.isalpha()]
        for name, away in zip(near, slips(word, near).tolist() if near else [], strict=True):
            if 0 < away <= most:
                meant.setdefault(ONE_SLIP if away == 1 else TWO_SLIPS, set()).update(names[name])
    return list(meant.items())


def search(
    stock: Stock,
    words: str,
    *,
    near: Place | None,
    within_miles: float,
    limit: int,
    only: Only = EVERYTHING,
) -> list[Hit]:
    """At most `limit`, best first. Without words, all that is near, or that the list keeps to;
    without any of them, nothing."""
    asked = asked_words(words)
    if limit <= 0 or (not asked and near is None and not only):
        return []
    rows = np.arange(len(stock))
    away = None
    if near is not None or only:
        rows = only.among(stock, positions(stock.alive))
    if near is not None:
        away = metres_from(stock.columns, rows, near)
        some = away <= geo.metres(within_miles)
        rows, away = rows[some], away[some]
    return _Search(stock, rows, away, limit).best(asked)


class _Search:
    def __init__(self, stock: Stock, rows: Array, away: Array | None, limit: int) -> None:
        self.stock = stock
        self.rows = rows
        self.away = away
        self.limit = limit

    def best(self, asked: Sequence[str]) -> list[Hit]:
        sure = [self._how(word, guess=False) for word in asked]
        every = self._hold_all(sure)
        hits = self._first(every, sure, ALL)
        if len(hits) < self.limit and any(map(forgiven, asked)):
            guessed = [
                self._how(word, guess=True) if forgiven(word) else how
                for word, how in zip(asked, sure, strict=True)
            ]
            alike = self._hold_all(guessed) & ~every
            hits += self._first(alike, guessed, ALIKE)[: self.limit - len(hits)]
            sure = guessed
        return hits or self._first(np.logical_or.reduce(sure), sure, SOME)

    def _how(self, word: str, *, guess: bool) -> Array:
        return _how(self.stock, word, guess=guess)[self.rows]

    def _hold_all(self, found: Sequence[Array]) -> Array:
        every = np.ones(len(self.rows), dtype=bool)
        for one in found:
            every &= one > 0
        return every

    def _first(self, which: Array, found: Sequence[Array], how: str) -> list[Hit]:
        """Most words, then the nearest or the best found, then by name, then by key."""
        at = np.flatnonzero(which)
        rows = self.rows[at]
        held, good = np.zeros(len(at), dtype=np.int16), np.zeros(len(at), dtype=np.int16)
        for one in found:
            held += one[at] > 0
            good += one[at]
        next_by = -good if self.away is None else self.away[at]
        columns = self.stock.columns
        by = [-held, next_by, columns.front[rows], columns.order[rows]]
        some = _least(by, self.limit)
        offers = columns.offers[rows[some]]
        names = [by_name(fold(offer.name)) for offer in offers]
        order = zip((-held)[some], next_by[some], names, columns.order[rows[some]], strict=True)
        best = [n for *_, n in sorted((*each, n) for n, each in enumerate(order))]
        return [Hit(offers[n].key, how, self._miles(at[some[n]])) for n in best]

    def _miles(self, at: int) -> float | None:
        return None if self.away is None else geo.miles(int(self.away[at]))


def _least(by: Sequence[Array], limit: int) -> Array:
    """Which few stand first in the order of these columns."""
    at = np.arange(len(by[0]))
    sure = at[:0]
    for column in by:
        values, left = column[at], limit - len(sure)
        if len(at) > left and values.min() < values.max():
            edge = np.partition(values, left - 1)[left - 1]
            sure = np.concatenate([sure, at[values < edge]])
            at = at[values == edge]
    return np.concatenate([sure, at[: limit - len(sure)]])
