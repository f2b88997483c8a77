"""What fits whom, and why: what is wanted against what is offered, with reasons to read aloud.

>>> from datetime import UTC, datetime, time
>>> from matching import ForWhom, Index, Kind, List, Offered, Place, Slot, Wanted
>>> kin = {"for_whom": frozenset({"kin"})}
>>> sunday = Slot(weekday=0, start=time(19, 30), minutes=60, zone="America/New_York")
>>> room = Offered(key="al-anon-1", kind=Kind.MEETING, name="Al-Anon, Main Street", tags=kin,
...                place=Place(42.36, -71.06), slots=[sunday])
>>> mother = Wanted(kind=List.PEERS, for_whom=ForWhom.KIN, place=Place(42.37, -71.10),
...                 zone="America/New_York")
>>> ranking = Index.build([room]).rank(mother, now=datetime(2026, 11, 22, 22, 20, tzinfo=UTC))
>>> match = ranking.matches[0]
>>> match.slot.value, match.distance
('in person, today or tomorrow', 2.2)
>>> match.reasons
('Meets tonight 7:30 pm, in 2 h 10 min.', '2.2 miles away.', 'For family and friends.')
>>> because = match.because[2]
>>> because.rule, because.axis, because.said("es")
('role', 'for_whom', 'Para familiares y amigos.')
"""

from matching.aloud import spoken
from matching.because import Because, Tone
from matching.columns import list_of
from matching.index import Index
from matching.rank import Match, MatchSlot, Ranking
from matching.weights import VERSION, WEIGHTS
from matching.words import (
    AXES,
    ForWhom,
    Kind,
    List,
    Offered,
    Place,
    Precision,
    Report,
    Slot,
    Stage,
    Status,
    StayAway,
    Tier,
    Wanted,
)

__all__ = [
    "AXES",
    "VERSION",
    "WEIGHTS",
    "Because",
    "ForWhom",
    "Index",
    "Kind",
    "List",
    "Match",
    "MatchSlot",
    "Offered",
    "Place",
    "Precision",
    "Ranking",
    "Report",
    "Slot",
    "Stage",
    "Status",
    "StayAway",
    "Tier",
    "Tone",
    "Wanted",
    "list_of",
    "spoken",
]
