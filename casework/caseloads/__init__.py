"""Who carries how much, what is late, and how does work move between colleagues?"""

from casework.caseloads.loads import POOL, WEIGHTS, Load, Work, by_centre, by_counsellor, work
from casework.caseloads.moves import Moved, Selected, give_back, reassign, takers
from casework.caseloads.words import CLOSING, is_overdue, newest_step, still_open

__all__ = [
    "CLOSING",
    "POOL",
    "WEIGHTS",
    "Load",
    "Moved",
    "Selected",
    "Work",
    "by_centre",
    "by_counsellor",
    "give_back",
    "is_overdue",
    "newest_step",
    "reassign",
    "still_open",
    "takers",
    "work",
]
