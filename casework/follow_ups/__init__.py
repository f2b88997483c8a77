"""Whom do we ring back, when, by which rule, and what was heard?"""

from casework.follow_ups.attempts import RESULTS, record_attempt
from casework.follow_ups.book import (
    after_a_death,
    around_release,
    book,
    propose,
    proposed,
    stopped,
    violence,
)
from casework.follow_ups.closing import OUTCOMES, close, take
from casework.follow_ups.lists import Due, due, of_call, of_referral
from casework.follow_ups.moving import moved
from casework.follow_ups.reaching import Reach, contact
from casework.follow_ups.schedule import SCHEDULE, Line, Plan, plan
from casework.follow_ups.windows import said, window

__all__ = [
    "OUTCOMES",
    "RESULTS",
    "SCHEDULE",
    "Due",
    "Line",
    "Plan",
    "Reach",
    "after_a_death",
    "around_release",
    "book",
    "close",
    "contact",
    "due",
    "moved",
    "of_call",
    "of_referral",
    "plan",
    "propose",
    "proposed",
    "record_attempt",
    "said",
    "stopped",
    "take",
    "violence",
    "window",
]
