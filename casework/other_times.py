"""When else does a group meet, or where else is a service given, beside what its card says?"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from casework.directory import snapshot
from casework.follow_ups.situations import next_held
from matching import spoken

AT_MOST = 3


def said(keys: Collection[str], at: datetime, zone: str) -> str:
    """ "Also Thursday 7:00 pm, Saturday 10:00 am.": the next ones, in the person's own clock; of a
    service with several places "Also in Xenia OH." """
    if not keys:
        return ""
    others = snapshot.fresh().index.offers_of(keys)
    if any(offer.key[:1] == "s" for offer in others):
        return _also_in([offer.words for offer in others])
    slots = (slot for offer in others for slot in offer.slots)
    starts = sorted({start for slot in slots if (start := next_held(slot, at))})
    words = [spoken(start, at, zone).partition(", in ")[0] for start in starts[:AT_MOST]]
    more = " and more" if len(starts) > AT_MOST else ""
    return f"Also {', '.join(words)}{more}." if words else ""


def _also_in(places: Sequence[str]) -> str:
    """Town and state; a confidential place has none to say."""
    towns = sorted({re.sub(r"\s*\S*\d\S*", "", each) for each in places} - {""})
    more = " and more" if len(towns) > AT_MOST else ""
    return f"Also in {', '.join(towns[:AT_MOST])}{more}." if towns else ""
