"""Was this opened by this person a moment ago, so that drawing it again is no second opening?

A ticket is a keyed hash of who opened what and when: a screen keeps it beside the id, and only an act
that wrote its line in the trail gives one out.
"""

import hmac
from datetime import timedelta

from casework.desk import Desk
from db.models import now
from db.secrets import fingerprint

LASTS = timedelta(hours=2)  # a record left open over a shift is opened anew


def ticket(desk: Desk, what: str) -> str:
    return _signed(desk, what, int(now().timestamp()))


def holds(desk: Desk, what: str, given: str) -> bool:
    at, _, _ = given.partition(".")
    if not at.isdecimal():
        return False
    fresh = 0 <= now().timestamp() - int(at) <= LASTS.total_seconds()
    return fresh and hmac.compare_digest(given, _signed(desk, what, int(at)))


def _signed(desk: Desk, what: str, at: int) -> str:
    return f"{at}.{fingerprint(f'{desk.actor.id} {what} {at}', 'opening')}"
