"""Where was a need sent, how far did it come, and what may be recorded next?"""

from casework.referrals.acts import (
    OUTCOMES,
    SOURCES,
    Heard,
    closed_for,
    confirm,
    make,
    step,
)
from casework.referrals.lists import OnList, of_call, of_person, one, open_ones, place_of, status_of
from casework.referrals.reopening import reopen
from casework.referrals.sending import OPEN_KINDS, not_sendable, send, set_kind
from casework.referrals.steps import (
    CLOSING,
    INFORMATION,
    KINDS,
    REASONS,
    TABLE,
    WORDS,
    Step,
    next_steps,
)

__all__ = [
    "CLOSING",
    "INFORMATION",
    "KINDS",
    "OPEN_KINDS",
    "OUTCOMES",
    "REASONS",
    "SOURCES",
    "TABLE",
    "WORDS",
    "Heard",
    "OnList",
    "Step",
    "closed_for",
    "confirm",
    "make",
    "next_steps",
    "not_sendable",
    "of_call",
    "of_person",
    "one",
    "open_ones",
    "place_of",
    "reopen",
    "send",
    "set_kind",
    "status_of",
    "step",
]
