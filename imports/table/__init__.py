"""What does any spreadsheet say, once somebody has said what its columns are?"""

from datetime import UTC, datetime

from imports.listing import Listing, Options, Reading, Unreadable
from imports.meeting_times import with_zones
from imports.reading import Notes, Opened, only_file
from imports.table.cells import Sheet, sheet_of, value, words
from imports.table.fields import WEEKDAYS
from imports.table.listing import Feed, listing_of
from imports.table.mapping import TableMapping, from_json, to_json
from imports.table.when import tells_halves

EVERY = 200  # records between two words to the progress bar
TIMES = frozenset({"time", "end_time", *WEEKDAYS})

__all__ = ["TableMapping", "from_json", "read", "read_sheet", "to_json"]


def read(source: Opened, options: Options) -> Reading:
    """Every record of a CSV, a workbook or a JSON list, by `options.mapping` (its JSON form).

    A record whose cells do not stand under their headings is rejected, never shifted; so is one
    without a name (formats.md 7). `code_list` is "". Raises `Unreadable`: no mapping, a wrong one, a
    column of it that the file does not have, or no table at all.
    """
    file = only_file(source)
    notes = Notes()
    if not options.mapping:
        sheet_of(file, frozenset(), notes)  # what is no table is refused for that
        raise Unreadable(
            f"{file.name} needs a mapping: which of its columns is the name, the day, the phone."
        )
    mapping = from_json(options.mapping)
    return read_sheet(sheet_of(file, mapping.needed(), notes), mapping, options, notes)


def read_sheet(
    sheet: Sheet, mapping: TableMapping, options: Options, notes: Notes | None = None
) -> Reading:
    """The records of a sheet that is open already, by a mapping that was checked."""
    today = options.today or datetime.now(UTC).date()
    feed = Feed(mapping, options, today, notes=notes or Notes())
    feed.halves = _tells_halves(sheet, mapping)
    found: list[tuple[int, Listing]] = []
    for row, record in enumerate(sheet.records, start=1):
        if row in sheet.broken:
            feed.notes.error(row, "row", " | ".join(map(words, record.values())), sheet.broken[row])
        elif made := listing_of(record, row, feed):
            found.append((row, made))
        if options.progress and row % EVERY == 0:
            options.progress(row)
    return Reading(
        _in_zones(found, feed.notes),
        feed.notes.problems,
        read=len(sheet.records),
        rejected=len(sheet.records) - len(found),
        unknown_codes=feed.notes.unknown,
    )


def _tells_halves(sheet: Sheet, mapping: TableMapping) -> bool:
    refs = [ref for name in TIMES & mapping.columns.keys() for ref in mapping.columns[name]]
    return tells_halves(words(value(record, ref)) for record in sheet.records for ref in refs)


def _in_zones(found: list[tuple[int, Listing]], notes: Notes) -> list[Listing]:
    """Those that meet or open at a time get the zone of the rest of the list; words need none."""
    timed = [(row, each) for row, each in found if any(when.start for when in each.times)]
    zoned = dict(zip((row for row, _ in timed), with_zones(timed, notes), strict=True))
    return [zoned.get(row, each) for row, each in found]
