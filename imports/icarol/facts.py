"""What does one row of an iCarol export say by itself, read once and reported once?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from imports import opening_hours
from imports.codes import taxonomy211
from imports.icarol import cells
from imports.icarol.levels import Row
from imports.icarol.places import Places
from imports.listing import Phone, Tag, Where
from imports.opening_hours import Hours
from imports.reading import Notes
from imports.text import clean, was_broken


@dataclass(frozen=True, slots=True)
class Facts:
    """A row with what its cells mean; empty where they say nothing."""

    row: Row
    status: str
    withheld: bool
    where: Where | None
    phones: Sequence[Phone]
    hours: Hours
    hours_text: str
    costs: Sequence[tuple[str, str]]
    paying: Sequence[Tag]
    languages: Sequence[Tag]
    access: Sequence[Tag]
    whom: Sequence[Tag]
    codes: Sequence[str]
    alert: tuple[str, date | None]
    updated_at: datetime | None
    verified_on: datetime | None

    def __call__(self, heading: str) -> str:
        return clean(self.row.cells.get(heading.lower())) if self.row(heading) else ""


def facts_of(
    row: Row,
    places: Places,
    codes: Mapping[str, Sequence[str]],
    notes: Notes,
    today: date | None = None,
) -> Facts:
    """All of one row; what is odd in it goes into `notes`. Dates after `today` (this day) are slips."""
    for heading, value in row.cells.items():
        if was_broken(value):
            notes.warn(row.number, heading, value, "broken characters mended for display")
    hours, hours_text = _hours(row, notes)
    costs, paying = cells.costs(row)
    verified = cells.past(row, "LastVerifiedOn", today, notes)
    return Facts(
        row=row,
        status=_status(row, notes),
        withheld=_withheld(row, notes),
        where=places.where(row, notes),
        phones=cells.phone_lines(row, notes, places.country),
        hours=hours,
        hours_text=hours_text,
        costs=costs,
        paying=paying,
        languages=cells.spoken(row),
        access=cells.access(row),
        whom=cells.whom(row, notes),
        codes=_codes(row, codes, notes),
        alert=cells.alert(row, notes),
        updated_at=cells.past(row, "UpdatedOn", today, notes),
        verified_on=verified,
    )


def _status(row: Row, notes: Notes) -> str:
    """As stated, and not referred to where the row says it is not available for referral."""
    stated = cells.status(row, notes)
    if row("AvailableForReferral") and not cells.flag(
        row, "AvailableForReferral", notes, careful=False
    ):
        return cells.worst((stated, "do_not_refer"))
    return stated


def _withheld(row: Row, notes: Notes) -> bool:
    """Kept out of its source's website or printed directory: staff may see it (formats.md 6)."""
    out = [
        cells.flag(row, each, notes, careful=True)
        for each in ("ExcludeFromWebsite", "ExcludeFromDirectory")
    ]
    kept_in = row("AvailableForDirectory")
    return any(out) or (
        bool(kept_in) and not cells.flag(row, "AvailableForDirectory", notes, careful=False)
    )


def _hours(row: Row, notes: Notes) -> tuple[Hours, str]:
    """The structured hours of either column, and the words beside them.

    `Hours` is structured, so what cannot be read of it is a problem; `HoursOfOperation` is free text
    and read only where all of it has the structured form.
    """
    structured, words = row("Hours"), clean(row.cells.get("hoursofoperation"))
    found = opening_hours.read(structured)
    for piece in found.unread:
        notes.warn(row.number, "Hours", piece, "hours that cannot be read; kept as text")
    free = opening_hours.read(words)
    if not found.times and free.times and not free.unread:
        return free, "; ".join(found.unread)
    return found, "; ".join(dict.fromkeys(filter(None, (*found.unread, words))))


def _codes(row: Row, from_file: Mapping[str, Sequence[str]], notes: Notes) -> Sequence[str]:
    found = from_file.get(row.id, ()) if row.id else ()
    codes = list(dict.fromkeys((*taxonomy211.codes_in(row("TaxonomyCodes")), *found)))
    for each in codes:
        if not taxonomy211.is_code(each):
            notes.unknown_code(each)
    return codes
