"""How likely is it that whoever we send to a place gets in? Counts in, estimates out, nothing else.

Empirical Bayes: few outcomes say little, so a place is drawn towards the others like it, the more the
fewer we know. A place is never its own yardstick (docs/outcomes.md).
"""

import math
from dataclasses import dataclass
from datetime import date

HALF_LIFE = 180  # days until an outcome counts half
SHRINK = 20  # how many outcomes the rate of all weighs in the rate of the like
LEAST, MOST = 4.0, 50.0  # how many outcomes the rate of the like weighs in that of one place
KNOWN = 5.0  # effective outcomes; below, we do not know yet
YARDSTICK = 20.0  # effective outcomes of others; below, there is nothing to compare with
USUAL = 500  # thousandths of quality: as good as the others like it, or not known
Z80 = 1.2816  # of a normal curve: eight of ten lie within


def weight(happened: date, today: date) -> float:
    age = (today - happened).days
    return float(2.0 ** (-max(0, age) / HALF_LIFE))


@dataclass(frozen=True, slots=True)
class Tally:
    """Weighted outcomes: of `known`, so many got in."""

    got_in: float = 0.0
    known: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.got_in + other.got_in, self.known + other.known)

    def __sub__(self, other: "Tally") -> "Tally":
        known = max(0.0, self.known - other.known)
        return Tally(min(known, max(0.0, self.got_in - other.got_in)), known)

    @property
    def rate(self) -> float:
        return self.got_in / self.known if self.known > 0 else 0.5


NONE = Tally()


@dataclass(frozen=True, slots=True)
class Alike:
    """The places of one cell added up, and how far they lie apart."""

    tally: Tally = NONE
    places: int = 0
    squares: float = 0.0  # Σ known²
    apart: float = 0.0  # Σ got_in² ÷ known

    def with_place(self, one: Tally, sign: int = 1) -> "Alike":
        if one.known <= 0:
            return self
        return Alike(
            self.tally + one if sign > 0 else self.tally - one,
            self.places + sign,
            self.squares + sign * one.known**2,
            self.apart + sign * one.got_in**2 / one.known,
        )

    def without(self, one: Tally) -> "Alike":
        return self.with_place(one, -1)

    def between(self) -> float:
        """The variance between places beyond what chance alone would make (method of moments)."""
        known, rate = self.tally.known, self.tally.rate
        room = known - self.squares / known if known > 0 else 0.0
        if self.places < 2 or room <= 1e-9:
            return 0.0
        seen = self.apart - self.tally.got_in * rate
        return max(0.0, (seen - (self.places - 1) * rate * (1 - rate)) / room)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What outcomes say of one place, with what they said of the others like it."""

    own: Tally
    usual: float
    firm: float  # how many outcomes `usual` weighs
    comparable: bool

    @classmethod
    def of(cls, own: Tally, alike: Alike, others: Tally) -> "Estimate":
        """`alike`: the other places of its cell; `others`: all other places of its list."""
        comparable = others.known >= YARDSTICK
        everywhere = others if comparable else others + own
        known = alike.tally.known + SHRINK
        usual = (alike.tally.got_in + SHRINK * everywhere.rate) / known
        between = alike.between()
        firm = MOST if between <= 0 else usual * (1 - usual) / between - 1
        return cls(own, usual, min(MOST, max(LEAST, firm)), comparable)

    @property
    def rate(self) -> float:
        return (self.own.got_in + self.firm * self.usual) / (self.own.known + self.firm)

    @property
    def is_known(self) -> bool:
        return self.own.known >= KNOWN

    @property
    def got_in(self) -> int | None:
        """Thousandths, for the words "most people got in"; None: we do not know yet. Of what was counted
        and what is estimated the one nearer to half, so that neither makes the words untrue."""
        return _thousandths(sorted((self.rate, self.own.rate, 0.5))[1]) if self.is_known else None

    @property
    def quality(self) -> int:
        """Thousandths above or below USUAL: better or worse than the others like it. What is not known
        is neither punished nor rewarded, and a cell where it is hard to get in is not either."""
        if not self.is_known or not self.comparable:
            return USUAL
        better = _thousandths(self.rate) - _thousandths(self.usual)
        return min(1000, max(0, USUAL + better))

    @property
    def explore(self) -> int:
        """Thousandths: the less we know of a place, the more there is to learn."""
        rate = self.rate
        return _thousandths(0.5 * math.sqrt(rate * (1 - rate) / (self.own.known + self.firm + 1)))

    def interval(self) -> tuple[float, float]:
        """Where the rate lies in eight cases of ten: Wilson's interval, in place of the exact beta one,
        which differs by a percent or two at these counts."""
        n, p = self.own.known + self.firm, self.rate
        middle = p + Z80**2 / (2 * n)
        half = Z80 * math.sqrt(p * (1 - p) / n + Z80**2 / (4 * n * n))
        return (middle - half) / (1 + Z80**2 / n), (middle + half) / (1 + Z80**2 / n)


def _thousandths(part: float) -> int:
    return math.floor(1000 * part + 1e-9)  # 0.7 is 700, whatever the last bit says
