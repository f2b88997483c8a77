"""What can we offer at this moment: an immutable snapshot of all listings, ready to be asked."""

from collections.abc import Iterable
from datetime import datetime

from matching import geo
from matching.answer import Found, answer, find, of_keys
from matching.asked import Asked
from matching.change import changed, is_loose, packed, room_for
from matching.columns import Names
from matching.encode import encode
from matching.keys import Keys
from matching.marks import positions
from matching.rank import Judged, Ranking, found_nearest, judge
from matching.reach import within_reach
from matching.search import EVERYTHING, Hit, Only, search
from matching.stock import Stock, stocked
from matching.timetable import Timetable
from matching.words import Offered, Place, Wanted

MINUTES_KEPT = 32  # a call's order is at most half an hour old (docs/adr/0013)
AROUND = geo.metres(50.0)  # seldom are three medical places further away


class Index:
    """Rows sorted by list, way in and grid cell, so that a radius is a few slices.

    A snapshot never changes: `changed` makes a new one. Threads may share it.
    """

    def __init__(self, stock: Stock, keys: Keys, timetables: tuple[Timetable, ...]) -> None:
        self._stock = stock
        self._keys = keys  # also of listings removed since
        self._timetables = timetables  # of the minutes asked for lately

    def __len__(self) -> int:
        return self._stock.listings

    @classmethod
    def build(cls, offers: Iterable[Offered]) -> "Index":
        """A snapshot of these listings; of two with one key the later stands."""
        rows = list({offer.key: offer for offer in offers}.values())
        names = Names()
        keys = sorted(offer.key for offer in rows)
        order = {key: place for place, key in enumerate(keys)}
        columns = encode(rows, names)
        columns.order[:] = [order[offer.key] for offer in rows]
        return cls(stocked(columns, names, room_for(len(rows))), Keys(keys), ())

    def changed(self, upserts: Iterable[Offered], removed: Iterable[str]) -> "Index":
        """A new snapshot with these listings put in or taken out; this one stays valid."""
        rows = list({offer.key: offer for offer in upserts}.values())
        stock, keys = changed(self._stock, self._keys, rows, frozenset(removed))
        same_times = stock.weekly is self._stock.weekly
        return Index(stock, keys, self._timetables if same_times else ())

    @property
    def loose(self) -> bool:
        """Whether so many listings were changed that it is time for `packed`."""
        return is_loose(self._stock)

    def packed(self) -> "Index":
        """The same listings, all sorted. Takes a while; meant for the background."""
        return Index(packed(self._stock), self._keys.together(), self._timetables)

    def rank(
        self,
        wanted: Wanted,
        *,
        now: datetime,
        limit: int = 20,
        seed: int = 0,
        language: str = "en",
        only: frozenset[str] | None = None,
    ) -> Ranking:
        """The lists for one need at one moment. The same question has the same answer.

        `only`: of the lists, those of these keys alone are said.
        """
        found = self.find(wanted, now=now, limit=limit, seed=seed)
        return answer(found if only is None else of_keys(found, only), language)

    def find(self, wanted: Wanted, *, now: datetime, limit: int = 20, seed: int = 0) -> Found:
        """As `rank`, before a word is said of it."""
        if now.tzinfo is None:
            raise ValueError("now must know its zone")
        asked = Asked(wanted, now)
        return find(asked, self._judged(asked), limit=max(0, limit), seed=seed)

    def _judged(self, asked: Asked) -> Judged:
        """The nearest medical places are looked for around, and everywhere if there are too few."""
        timetable = self._times_at(asked.now)
        judged = judge(asked, *within_reach(self._stock, timetable, asked, medical=AROUND))
        if found_nearest(asked, judged):
            return judged
        return judge(asked, *within_reach(self._stock, timetable, asked))

    def offer(self, key: str) -> Offered | None:
        """The listing of this key, if it stands."""
        return next(iter(self.offers_of({key})), None)

    def offers_of(self, keys: Iterable[str]) -> list[Offered]:
        """The listings of these keys that stand."""
        rows = self._stock.of_keys(frozenset(keys))
        found: list[Offered] = self._stock.columns.offers[rows].tolist()
        return found

    def offers(self) -> list[Offered]:
        """All listings that stand."""
        found: list[Offered] = self._stock.columns.offers[positions(self._stock.alive)].tolist()
        return found

    def search(
        self,
        words: str,
        *,
        near: Place | None = None,
        within_miles: float = 25.0,
        limit: int = 30,
        only: Only = EVERYTHING,
    ) -> list[Hit]:
        """The listings these words mean, best first; without words all that is near, or that the
        list keeps to."""
        return search(
            self._stock, words, near=near, within_miles=within_miles, limit=limit, only=only
        )

    def _times_at(self, now: int) -> Timetable:
        """The next starts of all times, once per minute asked for: calls keep minutes of their own."""
        held = self._timetables
        for timetable in held:
            if timetable.now == now:
                return timetable
        made = Timetable(self._stock.weekly, now)
        self._timetables = (made, *held[: MINUTES_KEPT - 1])  # one reference: old or new
        return made
