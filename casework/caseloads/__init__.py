"""Who carries how much, what is late, and how does work move between colleagues?"""

from casework.caseloads.export import SHEETS, export
from casework.caseloads.lists import Work, work
from casework.caseloads.loads import POOL, WEIGHTS, Load, by_centre, by_counsellor
from casework.caseloads.moves import Moved, Selected, give_back, reassign, takers
from casework.caseloads.words import CLOSING, is_overdue, newest_step, still_open

__all__ = [
    "CLOSING",
    "POOL",
    "SHEETS",
    "WEIGHTS",
    "Load",
    "Moved",
    "Selected",
    "Work",
    "by_centre",
    "by_counsellor",
    "export",
    "give_back",
    "is_overdue",
    "newest_step",
    "reassign",
    "still_open",
    "takers",
    "work",
]
