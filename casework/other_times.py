"""When else does a group meet, beside the time its card says?"""

from collections.abc import Collection
from datetime import datetime

from casework.directory import snapshot
from casework.follow_ups.situations import next_held
from matching import spoken

AT_MOST = 3


def said(keys: Collection[str], at: datetime, zone: str) -> str:
    """ "Also Thursday 7:00 pm, Saturday 10:00 am.": the next ones, in the person's own clock."""
    if not keys:
        return ""
    slots = (slot for offer in snapshot.fresh().index.offers_of(keys) for slot in offer.slots)
    starts = sorted({start for slot in slots if (start := next_held(slot, at))})
    words = [spoken(start, at, zone).partition(", in ")[0] for start in starts[:AT_MOST]]
    more = " and more" if len(starts) > AT_MOST else ""
    return f"Also {', '.join(words)}{more}." if words else ""
