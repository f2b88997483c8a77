"""What should somebody know before they go: what is passing, how one gets in, what to bring, how long?"""

import re
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from db.models import now

SOMEWHERE = "America/New_York"  # where days end first: a message is rather gone than past its time


# What a passing message is about when it belongs on a paper: where one gets in, when, by which number.
WAY_IN = re.compile(
    r"\b(door|entrance|enter|elevator|lift|ramp|stairs|park\w*|closed?|open\w*|hours?|mov(ed|ing)|"
    r"relocat\w+|address|locat\w+|street|floor|suite|room|building|phone|number|call|ring|online|zoom|"
    r"meet\w*|holidays?|cancel\w*|suspend\w*|virtual\w*|in person|walk.?ins?|intake|admissions?|"
    r"appointments?|masks?|bring|"
    r"puerta|entrada|cerrad[oa]|horario|dirección|teléfono|llame)\b",
    re.IGNORECASE,
)

# What a meeting's notes say against its own times or place: not on holidays, cancelled, moved.
AGAINST = re.compile(
    r"\bno meetings?\b|\bnot (currently )?meeting\b|\b(does|will)(n.t| not) meet\b|\bcancel+ed\b|"
    r"\bsuspended\b|\bdiscontinued\b|\bpostponed\b|\bno longer meets?\b|\bclosed (on|for|until|due)\b|"
    r"\b(on|except|excluding) (\w+ )?holidays\b|\bhiatus\b|\bmoved to\b|\btemporary (move|location)\b",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"\n+|(?<=[.!?;])\s+|\s+/\s+|\*{3,}")

UNTIL = {"en": "until {0:%B} {0.day}", "es": "hasta el {0:%d/%m/%Y}"}


def message(entry: Any, zone: str) -> str:
    """The source's passing message, through the last day it gave by the clock there; "" after it."""
    if entry.alert_until is None or not entry.alert:
        return str(entry.alert)
    today = now().astimezone(ZoneInfo(zone or SOMEWHERE)).date()
    return "" if entry.alert_until < today else str(entry.alert)


def against(notes: str) -> str:
    """The sentences of a meeting's notes that tell against its own times or place, as they are: nobody is
    sent to a locked door because only its listing's page says "no meeting on holidays"."""
    if not AGAINST.search(notes):
        return ""
    said = [part.strip() for part in SENTENCES.split(notes) if AGAINST.search(part)]
    return " ".join(dict.fromkeys(said))


def on_paper(text: str, until: date | None, language: str) -> str:
    """As a letter says it, with the day it ends; "" where it does not concern the way in."""
    if not WAY_IN.search(text):
        return ""
    return f"{text} ({UNTIL[language].format(until)})" if until else text


def lines(entry: Any) -> list[str]:
    """One line for each thing the source says in words, none for what it does not."""
    said = {
        "Also called": entry.alternate_name,
        "How to get in": entry.application,
        "Bring": entry.documents,
        "Wait, as they word it": entry.wait,
        "Room": entry.capacity,
        "Serves": entry.service_area,
        "E-mail": entry.email,
    }
    return [f"{what}: {words}" for what, words in said.items() if words]
