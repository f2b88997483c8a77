"""Which file of an iCarol export holds the resources, which their coverage, which their codes?"""

from dataclasses import dataclass, field

from imports.codes import taxonomy211
from imports.icarol.levels import Row, number_in
from imports.icarol.places import Part, covered
from imports.listing import Unreadable
from imports.reading import File, Notes, Opened
from imports.tables import Table, table_of

RESOURCES = frozenset({"resourceagencynum", "publicname"})
COVERAGE = frozenset({"resource_id", "state_province"})
CODES = frozenset({"program_num", "code"})


@dataclass(slots=True)
class Files:
    """The resources in their order, and by their numbers which places they serve and their codes."""

    rows: list[Row] = field(default_factory=list)
    coverage: dict[str, list[Part]] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)


def files_of(source: Opened, notes: Notes) -> Files:
    """The tables, told apart by their headings. Raises `Unreadable` where none holds resources."""
    files = Files()
    if not source.folder:
        files.rows = _rows(table_of(source.files[0], RESOURCES, notes), 0)
        return files
    for file in source.files:
        if table := _table(file, RESOURCES, notes):
            files.rows += _rows(table, len(files.rows))
        elif table := _table(file, COVERAGE, notes):
            _take_coverage(table, files)
        elif table := _table(file, CODES, notes):
            _take_codes(table, files)
        else:
            notes.warn(0, "file", file.name, "no resources, coverage or taxonomy; not used")
    if not files.rows:
        raise Unreadable(f"{source.name} holds no iCarol resources.")
    return files


def _table(file: File, needed: frozenset[str], notes: Notes) -> Table | None:
    tried = Notes()
    try:
        table = table_of(file, needed, tried)
    except Unreadable:
        return None
    notes.problems += tried.problems
    return table


def _rows(table: Table, before: int) -> list[Row]:
    return [Row(before + count, record) for count, record in enumerate(table.records(), start=1)]


def _take_coverage(table: Table, files: Files) -> None:
    for record in table.records():
        held = files.coverage.setdefault(number_in(record["resource_id"]), [])
        if (part := covered(record)) and part not in held:
            held.append(part)


def _take_codes(table: Table, files: Files) -> None:
    for record in table.records():
        held = files.codes.setdefault(number_in(record["program_num"]), [])
        held += taxonomy211.codes_in(record["code"])
