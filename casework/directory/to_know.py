"""What should somebody know before they go: what is passing, how one gets in, what to bring, how long?"""

from datetime import date

from db.models import Entry


def message(entry: Entry, today: date) -> str:
    """The source's passing message, through the last day it gave; "" after it."""
    over = entry.alert_until is not None and entry.alert_until < today
    return "" if over else entry.alert


def lines(entry: Entry) -> list[str]:
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
