"""Which tables does a folder or zip of CSVs hold? Found by base name and headings.

A datapackage.json is not asked: of a real one all paths were wrong (formats.md 5).
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePosixPath

from imports.hsds.names import NEEDED, SIGNS, table_named
from imports.hsds.package import Package, Row
from imports.listing import Unreadable
from imports.reading import File, Notes, Opened
from imports.tables import BROKEN, table_of
from imports.text import plain

NOTHING = frozenset({"null", "nan"})
# In 1.x the table `taxonomy` holds the terms; in 3.0 the lists they belong to.
OF_TERMS = frozenset({"parent_id", "vocabulary", "taxonomy_facet", "parent_name"})


def package_of(source: Opened, notes: Notes) -> Package | None:
    """The tables of the one folder that holds most of them; None where no CSV holds services.

    Empty tables and those no version knows are passed over. Raises `Unreadable` for a table that
    cannot be read: nothing is half read.
    """
    files = [each for each in source.files if each.name.lower().endswith(".csv")]
    chosen = _one_folder(files)
    _say_left(files, chosen, notes)
    package = Package()
    for file in chosen:
        if file.data.strip(b" \t\r\n\xef\xbb\xbf"):
            _take(file, package, notes)
    if not package.rows("service"):
        if files:
            raise Unreadable(f"{source.name} holds no table of services (services.csv).")
        return None
    package.count = len(package.rows("service"))
    return package


def _one_folder(files: Sequence[File]) -> Sequence[File]:
    """Examples and documentation beside the data hold tables of the same names."""
    folders: dict[str, list[File]] = defaultdict(list)
    for file in files:
        folders[str(PurePosixPath(file.name.lower()).parent)].append(file)

    def known(inside: Sequence[File]) -> tuple[bool, int]:
        found = {table_named(each.name) for each in inside} - {""}
        return "service" in found, len(found)

    return max(folders.values(), key=known, default=[])


def _say_left(files: Sequence[File], chosen: Sequence[File], notes: Notes) -> None:
    """Tables that stand in another folder than the rest."""
    for file in files:
        if file not in chosen and table_named(file.name):
            said = "not used: it lies in another folder than the table of services"
            notes.warn(0, "file", file.name, said)


def _take(file: File, package: Package, notes: Notes) -> None:
    kind = table_named(file.name) or _by_headings(file)
    if not kind:
        return
    needed = {NEEDED[kind]} if kind in NEEDED else set()
    table = table_of(file, needed, notes, may_be_empty=True)
    if kind == "taxonomy" and OF_TERMS & set(table.headings):
        kind = "taxonomy_term"
    name = PurePosixPath(file.name).stem.lower()
    before = len(package.tables[kind])
    for number, record in enumerate(table.records(), start=before + 1):
        if why := record.pop(BROKEN, ""):
            notes.error(number, f"{name}.row", " | ".join(record.values()), why)
            record = {}  # a service stays to be counted, and is rejected without a name
            if kind != "service":
                continue
        cells = {column: value for column, value in record.items() if _says(value)}
        package.tables[kind].append(Row(cells, number, name))


def _by_headings(file: File) -> str:
    try:
        held = set(table_of(file, (), Notes(), may_be_empty=True).headings)
    except Unreadable:
        return ""
    return next((name for name, signs in SIGNS.items() if signs <= held), "")


def _says(value: str) -> bool:
    text = plain(value)
    return bool(text) and text.lower() not in NOTHING
