"""Which numbers does an HSDS service answer, and which belong to a person nobody should ring?"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from imports import phones as cells
from imports.addresses import truth
from imports.codes import languages
from imports.hsds import ours
from imports.hsds.counted import Counted
from imports.hsds.package import Package, Row
from imports.hsds.places import KEPT_PRIVATE, Place
from imports.listing import Phone

KINDS = {
    "fax": "fax", "textphone": "tty", "tty": "tty", "tdd": "tty", "tty/tdd": "tty",
    "hotline": "hotline", "crisis": "hotline", "helpline": "hotline", "toll free": "tollfree",
    "toll-free": "tollfree", "tollfree": "tollfree", "after hours": "after_hours",
    "intake": "intake",
}  # fmt: skip
# A pager answers nobody who calls.
NOT_CALLED = frozenset({"pager"})
OURS = frozenset({"main", *KINDS.values(), "dial_in"})


def of(
    package: Package, service: Row, places: Sequence[Place], country: str, counted: Counted
) -> list[Phone]:
    """The service's own numbers and its places', else its organization's, else a contact's.

    A contact's number comes without the person's name, and only where no other is known.
    """
    at = [p.link.id() for p in places if p.link is not None]
    where = [p.location.id() for p in places]
    id, organization = service.id(), service.id("organization_id")
    nearest = [
        *package.by("phone", "service_id", id),
        *package.every("phone", "service_at_location_id", at),
        *package.every("phone", "location_id", where),
    ]
    contacts = [
        *package.by("contact", "service_id", id),
        *package.every("contact", "service_at_location_id", at),
        *package.every("contact", "location_id", where),
    ]
    through = [p for c in contacts for p in package.by("phone", "contact_id", c.id())]
    for rows in (nearest, package.by("phone", "organization_id", organization), through):
        if found := _numbers(package, rows, country, counted):
            return found
    return []


def _numbers(package: Package, rows: Iterable[Row], country: str, counted: Counted) -> list[Phone]:
    found: dict[tuple[str, str, str], Phone] = {}
    for row in {id(row): row for row in rows}.values():
        if row.text("type").lower() in NOT_CALLED:
            continue
        for each in _of_row(package, row, country, counted):
            found.setdefault((each.e164 or each.raw, each.extension, each.kind), each)
    return list(found.values())


def _of_row(package: Package, row: Row, country: str, counted: Counted) -> list[Phone]:
    written = row.text("number").strip("\"' ")
    said = ours.fields_of(package, "phone", row)
    kind = said.get("kind", "")
    kind = kind if kind in OURS else KINDS.get(row.text("type").lower(), "main")
    numbers = cells.phones(written, kind=kind, country=country)
    if not numbers:
        counted.notes.warn(row.number, row.field("number"), written, "no number; left out")
    extension = said.get("extension") or row.text("extension")
    note = row.text("description")[:300]
    private = bool(truth(said.get("private"))) or row.text("type").lower() in KEPT_PRIVATE
    spoken = row.text("language")
    language = languages.code_of(spoken) or languages.of_iso(spoken) or _spoken(package, row)
    return [
        replace(
            each,
            extension=each.extension or extension,
            note=_noted(note, each.note),
            private=private,
            language=language,
        )
        for each in numbers
    ]


def _noted(note: str, found: str) -> str:
    return note if note.endswith(found) else " ".join(filter(None, (note, found)))


def _spoken(package: Package, row: Row) -> str:
    rows = package.by("language", "phone_id", row.id())
    spoken = [
        languages.of_iso(each.text("code")) or languages.code_of(each.text("name")) for each in rows
    ]
    return (spoken[0] or "") if len(spoken) == 1 else ""
