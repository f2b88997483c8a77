"""What does a SAMHSA file say: National Directory workbook, locator table, or the API's JSON?"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from imports.addresses import placed
from imports.codes import samhsa
from imports.jsons import begins, json_of, record_list, refuse_other
from imports.listing import Listing, Options, Phone, Reading, Where
from imports.phones import is_placeholder, phones
from imports.places import is_state, mended_zip, number, state_code, zip_in_state
from imports.reading import File, Ids, Notes, Opened, only_file
from imports.tables import BROKEN, table_of
from imports.text import key, line, was_broken, web_address

# Columns of a listing's identity (formats.md 2): no SAMHSA file carries an id of its own.
IDENTITY = ("name1", "name2", "street1", "city")
KINDS = {"sa": "su", "su": "su", "substance": "su", "otp": "su", "mh": "mh", "mental": "mh"}
TEXTS = ("name1", "name2", "street1", "street2", "city", "county")
DIRECTORY = frozenset({"name1", "state", "zip"})
EXTENSION = re.compile(r"(?:x|ext\.?)?\s*(\d{1,7})", re.IGNORECASE)
PHONES = (
    ("phone", "main"),
    ("intake1", "intake"),
    ("intake2", "intake"),
    ("intake1a", "intake"),
    ("intake2a", "intake"),
    ("hotline1", "hotline"),
)
# What the locator's table has before its one column per code (formats.md 2b).
LEADING_TEXT = """
name1 name2 street1 street2 city state zip zip4 county phone intake_prompt intake1 intake2 intake1a
intake2a hotline1 website latitude longitude type_facility directory_type services miles frid
"""
LEADING = frozenset(LEADING_TEXT.split())
CODE = re.compile(r"[a-z][a-z0-9]{1,7}")
WIDE = 5  # code columns we know; with fewer, a column of ones may mean anything
MARKS = frozenset({"1", "1.0", "X", "x", "Y", "TRUE"})
CUT_AT = 30_000  # rows; the locator's export ends there without a word
EVERY = 500  # records between two words to the progress bar


def read(source: Opened, options: Options) -> Reading:
    """Every facility of the file; `code_list` is "samhsa".

    Takes the workbook (XLSX), the same as CSV with more columns in front, the locator's wide CSV
    and the API's answer. A row without name1 is rejected. SU and MH rows with equal name1, street1
    and ZIP carry `same_as`, the id of the SU row. Raises `Unreadable`.
    """
    file = only_file(source)
    notes = Notes()
    rows = list(_rows(file, notes))
    if len(rows) == CUT_AT:
        notes.warn(
            0, "file", file.name, f"exactly {CUT_AT} rows, where the locator cuts: ask by state"
        )
    listings: list[Listing] = []
    ids, columns = Ids(), _code_columns(rows)
    for count, row in enumerate(rows, start=1):
        if found := _facility(row, count, notes, ids, columns):
            listings.append(found)
        if options.progress and count % EVERY == 0:
            options.progress(count)
    return Reading(
        _linked(listings),
        notes.problems,
        read=len(rows),
        rejected=len(rows) - len(listings),
        unknown_codes=notes.unknown,
        code_list=samhsa.LIST,
    )


def _rows(file: File, notes: Notes) -> Iterable[dict[str, Any]]:
    if begins(file).startswith((b"{", b"[")):
        found = json_of(file, notes)
        _paged(found, file, notes)
        records = record_list(found, "rows", "meetings", "data") or []
        refuse_other(file.name, records, "findtreatment")
        return [_lowered(each) for each in records]
    return table_of(file, DIRECTORY, notes).records()


def _paged(found: Any, file: File, notes: Notes) -> None:
    pages = number(found.get("totalPages")) if isinstance(found, dict) else None
    if pages is not None and pages > 1:
        page = line(found.get("page")) or "one"
        said = f"{file.name} is page {page} of {pages:.0f}; only it was read"
        notes.warn(0, "page", page, said)


def _lowered(record: Any) -> dict[str, Any]:
    if not isinstance(record, dict):
        return {}
    return {str(name).lower(): value for name, value in record.items() if name != BROKEN}


def _code_columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns of a wide table that stand for one code each, those unknown to us as well."""
    names = rows[0] if rows else {}
    known = [name for name in names if name.upper() in samhsa.TAGS and name not in LEADING]
    if len(known) < WIDE:
        return known
    return [name for name in names if name not in LEADING and CODE.fullmatch(name)]


def _facility(
    row: Mapping[str, Any], count: int, notes: Notes, ids: Ids, columns: Sequence[str]
) -> Listing | None:
    texts = {name: line(row.get(name)) for name in TEXTS}
    if why := row.get(BROKEN):
        notes.error(count, "row", " | ".join(map(line, row.values())), why)
        return None
    if not texts["name1"]:
        notes.error(count, "name1", line(row.get("facility_id")), "no name: record rejected")
        return None
    for name in TEXTS:
        if was_broken(row.get(name)):
            notes.warn(count, name, row[name], "broken characters mended for display")
    codes = _codes(row, columns)
    tags, unknown = samhsa.tags_of(codes)
    for code in unknown:
        notes.unknown_code(code)
    complete = samhsa.complete_axes(codes)
    state = state_code(row.get("state"))
    if "language" in complete and state != "PR":
        tags.append(samhsa.ENGLISH)
    if state and not is_state(state):
        notes.warn(count, "state", state, "no state we know; kept as written")
    postal_code, mended = mended_zip(row.get("zip"), state)
    if mended:
        notes.warn(count, "zip", row.get("zip"), mended)
    identity = _identity(_kind(row, codes), texts, state, postal_code)
    return Listing(
        source_id=ids.unique(identity, count, "name1", notes),
        record_kind="treatment",
        name=texts["name1"],
        name2=texts["name2"],
        organization=texts["name1"],
        url=web_address(row.get("website")),
        where=_where(row, texts, state, postal_code, count, notes),
        phones=_phones(row, count, notes),
        tags=tags,
        complete=complete,
        costs=samhsa.costs_of(codes),
        raw=row,
    )


def _kind(row: Mapping[str, Any], codes: Sequence[str]) -> str:
    """su or mh: as the file says, else by the code MH that every mental health row carries."""
    for column in ("directory_type", "typefacility", "type_facility"):
        if said := line(row.get(column)).lower():
            return KINDS.get(said, said)
    return "mh" if "MH" in codes else "su"


def _identity(kind: str, texts: Mapping[str, str], state: str, postal_code: str) -> str:
    words = [kind, *(key(texts[name]) for name in IDENTITY), state.lower(), postal_code]
    made = hashlib.sha256("\x1f".join(words).encode("utf-8", "replace"))
    return f"{kind}-{made.hexdigest()[:24]}"


def _codes(row: Mapping[str, Any], columns: Sequence[str]) -> list[str]:
    """Codes from `service_code_info` (blanks, `*`, in old lists `/` between them), the API's labels,
    or a table's one column per code."""
    if "service_code_info" in row:
        return re.sub(r"[*/]", " ", line(row["service_code_info"])).split()
    if "services" in row:
        return _labelled(row["services"])
    return [name.upper() for name in columns if line(row.get(name)) in MARKS]


def _labelled(services: Any) -> list[str]:
    codes = []
    for each in services if isinstance(services, list) else []:
        if not isinstance(each, dict):
            continue
        for label in filter(None, map(line, line(each.get("f3")).split("; "))):
            codes.append(samhsa.code_of(label, line(each.get("f2"))) or label)
    return codes


def _where(
    row: Mapping[str, Any],
    texts: Mapping[str, str],
    state: str,
    postal_code: str,
    count: int,
    notes: Notes,
) -> Where:
    place = zip_in_state(postal_code, state)
    where = Where(
        line1=texts["street1"],
        line2=texts["street2"],
        city=texts["city"],
        county=texts["county"] or (place.county if place else ""),
        state=state,
        postal_code=postal_code,
    )
    return placed(where, row, None, count, notes)


def _phones(row: Mapping[str, Any], count: int, notes: Notes) -> list[Phone]:
    found: list[Phone] = []
    for column, kind in PHONES:
        value = row.get(column)
        if not value:
            continue
        if is_placeholder(value):
            notes.warn(count, column, value, "a placeholder, not a number; left out")
        elif column[-1] == "a" and found and (only := EXTENSION.fullmatch(line(value))):
            found[-1] = replace(found[-1], extension=only[1])
        else:
            asked = line(row.get("intake_prompt")) if kind == "intake" else ""
            found += [each for each in phones(value, kind=kind, note=asked) if each not in found]
    return found


def _linked(listings: Sequence[Listing]) -> list[Listing]:
    """MH rows point at the first SU row with the same name1, street1 and ZIP (formats.md 1)."""
    first: dict[tuple[str, ...], str] = {}
    for each in listings:
        if each.source_id.startswith("su-") and (site := _site(each)):
            first.setdefault(site, each.source_id)
    return [
        replace(each, same_as=first[site])
        if each.source_id.startswith("mh-") and (site := _site(each)) in first
        else each
        for each in listings
    ]


def _site(listing: Listing) -> tuple[str, ...]:
    where = listing.where or Where()
    words = (listing.name, where.line1, where.postal_code)
    return tuple(" ".join(word.casefold().split()) for word in words) if all(words) else ()
