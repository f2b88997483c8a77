"""What does an HSDS file say (Open Referral): 3.0 and 3.1, 1.x and 2.x, the UK profile; JSON or tables?

The version is found by file names and headings, never by the version field. How a directory of ours
is written as HSDS, so that it comes back as it was, stands in docs/hsds.md.
"""

from imports.hsds import nested, tables
from imports.hsds.counted import Counted
from imports.hsds.package import Package
from imports.hsds.services import listings
from imports.listing import Options, Reading, Unreadable
from imports.reading import ZIP, Notes, Opened
from imports.zips import unpacked

CODE_LIST = "hsds"


def read(source: Opened, options: Options) -> Reading:
    """Every service of the file; `code_list` is "hsds".

    Takes a JSON answer or file, a zip or folder of tables (CSV), or one of JSON files. The unit is
    the service: one with several locations has the first in `where`, the others in `also_at`. A
    service without a name is rejected. Problems of other tables carry the row of that table and its
    name in `field`. Raises `Unreadable` when no service is found, or any table is damaged.
    """
    notes = Notes()
    package = _package(source, notes)
    if not package.rows("service"):
        raise Unreadable(f"{source.name} holds no HSDS service.")
    counted = Counted(notes)
    found = listings(package, options, counted)
    counted.close()
    return Reading(
        found,
        notes.problems,
        read=package.count,
        rejected=package.count - len(found),
        unknown_codes=notes.unknown,
        code_list=CODE_LIST,
    )


def _package(source: Opened, notes: Notes) -> Package:
    if not source.folder and source.files[0].data.startswith(ZIP):
        source = unpacked(source.files[0], ".csv", ".json")
    if found := tables.package_of(source, notes):
        return found
    return nested.package_of(source, notes)
