"""What do single cells say of ages, costs, beds, dates and a licence that ran out?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from imports.ages import OLDEST, stated
from imports.listing import Tag
from imports.reading import Notes
from imports.table.cells import Cells, words
from imports.table.codes import LIST, LONGEST, NO, YES, plain_code
from imports.table.mapping import TableMapping
from imports.text import stamp

ADULTS = frozenset({"adults", "adults only", "adult"})
FREE = re.compile(
    r"(?:free(?: of charge)?|no (?:fee|cost|charge)s?|none|gratis|gratuit[oa])\s*(?:[,.;(].*)?",
    re.DOTALL,
)
DATES = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d")
MONTH_FIRST, DAY_FIRST = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y"), ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether one may be sent there, and the message that says why not."""

    status: str
    alert: str = ""


def standing(
    cells: Cells, mapping: TableMapping, status: str, today: date, row: int, notes: Notes
) -> Standing:
    """The status, paused (or with a message only) where the licence has lapsed.

    By its own column of yes and no; without one by the day it ends, once that is past. A list that
    says no and is older than that day is not believed to know better: then there is a message.
    """
    said = plain_code(words(cells.first("expired")))
    ends = day(cells, "expires", mapping, row, notes)
    if said and said not in YES | NO:
        notes.warn(row, "expired", said, "neither yes nor no; not used")
    past = ends is not None and ends < today
    if said not in YES and not past:
        return Standing(status, cells.text("alert"))
    due = said in NO
    paused = mapping.lapsed == "paused" and not due
    done = "paused" if paused else "kept, with a warning"
    what = "licence was due for renewal" if due else "licence lapsed"
    notes.warn(row, "expires", words(cells.first("expires")), f"{what}: {done}")
    when = f" on {ends:%d %b %Y}" if ends else ""
    alert = f"{what.capitalize()}{when}, says its licence list. Ask before sending anybody."
    alert = "\n".join(filter(None, (alert, cells.text("alert"))))
    return Standing("paused" if paused and status == "active" else status, alert)


def day(cells: Cells, name: str, mapping: TableMapping, row: int, notes: Notes) -> date | None:
    """A date; month before day unless the mapping says otherwise. None and a word where it is none."""
    text = words(cells.first(name)).strip()
    if not text:
        return None
    for form in (*DATES, *(DAY_FIRST if mapping.day_first else MONTH_FIRST)):
        try:
            return datetime.strptime(text[:10].strip(), form).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    notes.warn(row, name, text, "not a date; left out")
    return None


def changed(cells: Cells, mapping: TableMapping, row: int, notes: Notes) -> datetime | None:
    """When its source last changed it, in UTC."""
    text = words(cells.first("updated")).strip()
    if text and not mapping.day_first and (found := stamp(text)):
        return found
    found_day = day(cells, "updated", mapping, row, notes)
    return (
        datetime(found_day.year, found_day.month, found_day.day, tzinfo=UTC) if found_day else None
    )


def ages(cells: Cells, row: int, notes: Notes) -> tuple[int | None, int | None, str]:
    """Youngest, oldest, and the words for what could not be read as years."""
    low, high = (_year(cells, each, row, notes) for each in ("min_age", "max_age"))
    text = cells.line("ages") or words(cells.first("ages"))
    read = (18, None) if text.casefold() in ADULTS else stated(text)
    if read == (None, None):
        return low, high, f"Ages: {text}" if text else ""
    return low if low is not None else read[0], high if high is not None else read[1], ""


def _year(cells: Cells, name: str, row: int, notes: Notes) -> int | None:
    text = words(cells.first(name)).strip()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= OLDEST:
        return int(text)
    notes.warn(row, name, text, "not an age in years; left out")
    return None


def beds(cells: Cells) -> str:
    """Beds in words; 0 means it has none, not that it is full (formats.md 7)."""
    text = words(cells.first("beds")).strip()
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        return text
    count = int(text)
    return "no beds" if count == 0 else "1 bed" if count == 1 else f"{count} beds"


def costs(text: str) -> list[tuple[str, str]]:
    """Kind and words; free only where the cell says so and names no sum."""
    if not text:
        return []
    plain = text.casefold()
    if FREE.fullmatch(plain) and not re.search(r"[\d$€£]", plain):
        return [("free", text)]
    return [("sliding" if "sliding" in plain else "other", text)]


def cost_tags(found: Sequence[tuple[str, str]]) -> list[Tag]:
    """What a caller can ask for by what it costs."""
    return [
        Tag("payment", kind, LIST, text[:LONGEST])
        for kind, text in found
        if kind in ("free", "sliding")
    ]
