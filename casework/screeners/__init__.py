"""Which published screeners are here, how are they asked, and what do their answers come to?

Pure: no person, no call. `casework.safety` keeps the answers and lets a result set the tier.
"""

from casework.screeners.instrument import NOT_SAID, Instrument, Question, Result
from casework.screeners.shelf import NOT_INSTALLED, Missing, installed, missing, of

__all__ = [
    "NOT_INSTALLED",
    "NOT_SAID",
    "Instrument",
    "Missing",
    "Question",
    "Result",
    "installed",
    "missing",
    "of",
]
