"""How does the directory leave in HSDS 3.0 (Open Referral), as JSON or as the tabular package?

What HSDS has no field for goes along in the taxonomy "Peerline", so that it comes back as it was
(docs/hsds.md). Listings are written as they come: thousands are never held at once.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from exports.hsds import tables
from exports.hsds.facts import Credit, Leaving
from exports.hsds.ours import TAXONOMY
from exports.hsds.services import service

# Rows that many services share are written once.
_SHARED = frozenset({"organizations", "taxonomy_terms"})


def write_json(listings: Iterable[Leaving], out: IO[bytes]) -> int:
    """A list of services, each with its organization and places within (schema: service_package);
    how many. No listing, an empty list."""
    count = 0
    out.write(b"[")
    for count, each in enumerate(listings, start=1):
        text = json.dumps(service(each), ensure_ascii=False)
        out.write((",\n" if count > 1 else "\n").encode() + text.encode("utf-8", "replace"))
    out.write(b"\n]\n")
    return count


def write_zip(listings: Iterable[Leaving], credits: Sequence[Credit], out: IO[bytes]) -> int:
    """Tables as CSV with datapackage.json, which names the sources; how many services.

    The cells are exact, for programs: unlike the workbooks, nothing is done to those that a
    spreadsheet would take for a formula.
    """
    with TemporaryDirectory() as made:
        folder = Path(made)
        count = _write_tables(listings, folder)
        with ZipFile(out, "w", ZIP_DEFLATED) as package:
            sources = [{"title": c.source, "description": c.words} for c in credits]
            text = json.dumps(tables.package(sources), indent=1, ensure_ascii=False)
            package.writestr("datapackage.json", text)
            for table in tables.COLUMNS:
                package.write(folder / f"{table}.csv", f"{table}.csv")
    return count


def _write_tables(listings: Iterable[Leaving], folder: Path) -> int:
    count = 0
    shared: set[str] = set()
    with ExitStack() as files:
        writers = {table: _writer(files, folder, table) for table in tables.COLUMNS}
        writers["taxonomies"].writerow(TAXONOMY)
        for each in listings:
            count += 1
            for table, row in tables.rows("services", service(each)):
                if table in _SHARED and row["id"] in shared:
                    continue
                writers[table].writerow(row)
                if table in _SHARED:
                    shared.add(row["id"])
    return count


def _writer(files: ExitStack, folder: Path, table: str) -> "csv.DictWriter[str]":
    path = folder / f"{table}.csv"
    opened = path.open("w", encoding="utf-8", errors="replace", newline="")
    file = files.enter_context(opened)
    writer: csv.DictWriter[str] = csv.DictWriter(
        file, tables.COLUMNS[table], restval="", extrasaction="ignore", lineterminator="\r\n"
    )
    writer.writeheader()
    return writer


__all__ = ["Credit", "Leaving", "write_json", "write_zip"]
