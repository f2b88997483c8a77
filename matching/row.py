"""What is one shown row, read plainly: the listing, by which way in, how far and how soon?"""

from dataclasses import dataclass
from datetime import datetime

from matching.asked import Asked
from matching.because import At
from matching.schedule import moment
from matching.view import ROOM
from matching.words import IN_A_ROOM, Kind, Offered, Precision

NOTHING: frozenset[str] = frozenset()
EXACT = frozenset({Precision.POINT, Precision.STREET})


@dataclass(frozen=True, slots=True)
class Row:
    """One listing by one way in. `held`: one of the three nearest medical places. `beside_known`: it is
    shown with a place of which we know how it goes there."""

    asked: Asked
    now: datetime  # UTC
    offer: Offered
    way: int  # of view.WAYS
    away: int  # metres; 0 from home, -1 not known
    wait: int  # minutes to the start one can reach, -1 where none is stated
    open_for: int = 0  # minutes until the door closes that is open now
    held: bool = False
    beside_known: bool = False

    @property
    def meeting(self) -> bool:
        return self.offer.kind is Kind.MEETING

    @property
    def emergency(self) -> bool:
        return self.offer.kind is Kind.EMERGENCY_DEPARTMENT

    @property
    def exact(self) -> bool:
        """Whether both places are known to the door or the street."""
        places = (self.offer.place, self.asked.home)
        return all(place is not None and place.precision in EXACT for place in places)

    def to_be_had(self, axis: str, values: frozenset[str]) -> frozenset[str]:
        """Those of them that can be had by this way in."""
        return values if self.way == ROOM else values - IN_A_ROOM.get(axis, NOTHING)

    def tags(self, axis: str) -> frozenset[str]:
        return self.offer.tags.get(axis, NOTHING)

    def says_no(self, axis: str, values: frozenset[str]) -> bool:
        """To all of these, plainly or because it says all there is."""
        return axis in self.offer.complete or values <= self.offer.refused.get(axis, NOTHING)

    def start(self) -> At:
        return self.moment(moment(self.asked.now, self.wait))

    def moment(self, at: datetime) -> At:
        return At(at, self.now, self.asked.wanted.zone)
