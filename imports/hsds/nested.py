"""Which tables stand in HSDS JSON, however its objects are nested and paged?"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from imports.hsds.names import PARENT, table_named
from imports.hsds.package import Package, Row
from imports.jsons import NAMES, json_of, shape
from imports.listing import Unreadable
from imports.places import number
from imports.reading import File, Notes, Opened
from imports.text import line

DEEPEST = 10  # objects in objects; the specification needs six
# Keys under which an answer carries its records, whatever they are.
LISTS = ("contents", "items", "results", "data")
ENTITIES = frozenset({"organization", "service", "location", "service_at_location"})
TERMS = frozenset({"taxonomy_term", "taxonomy"})
ONE_OF_MANY = frozenset({"organization", "service", "location", "taxonomy_term", "taxonomy"})
SIGNS: Sequence[tuple[str, frozenset[str]]] = (
    ("service_at_location", frozenset({"service", "location"})),
    ("service", frozenset({"service_at_locations", "status", "organization", "organization_id"})),
    ("organization", frozenset({"services", "organization_identifiers", "legal_status"})),
    ("location", frozenset({"location_type", "addresses"})),
)
# An old organization in the list of services would have these.
WHOSE = frozenset({"tax_status", "year_incorporated", "organization_identifiers", "services"})


def package_of(source: Opened, notes: Notes) -> Package:
    """The tables of one JSON file, or of all those of a folder or zip (the pages of one answer).

    Raises `Unreadable` for what is no JSON, a feed of another format, or a list without records.
    """
    files = [f for f in source.files if not source.folder or f.name.lower().endswith(".json")]
    made = _Made(notes)
    for file in files:
        if source.folder and file.name.lower().endswith("datapackage.json"):
            continue
        made.take(json_of(file, notes), file, alone=not source.folder)
    made.package.count = len(made.package.rows("service")) + made.unreadable
    return made.package


class _Made:
    """Objects flattened into rows; the same object met again adds only what was missing."""

    def __init__(self, notes: Notes) -> None:
        self.package = Package()
        self.notes = notes
        self.unreadable = 0
        self._entities: dict[tuple[str, str], Row] = {}
        self._tops: set[str] = set()
        self._children: set[tuple[str, str, str, str]] = set()
        self._fresh = count(1)
        self._number = count(1)

    def take(self, found: Any, file: File, *, alone: bool) -> None:
        self._tops.clear()  # the same service in two files is one
        records, kind = self._records(found, file)
        if records is None:
            return
        if not records and alone:
            raise Unreadable(f"{file.name} holds no record: its list is empty.")
        other = shape(records)
        if other and other != "hsds" and not kind:
            if not alone:
                return
            raise Unreadable(
                f"{file.name} looks like {NAMES[other]}, not {NAMES['hsds']}; "
                "choose that format instead."
            )
        self._each(kind or _kind(records) or table_named(file.name), records)

    def _records(self, found: Any, file: File) -> tuple[list[Any] | None, str]:
        """The list of an answer with its kind where a key names it; tables side by side are taken."""
        if isinstance(found, list):
            return found, ""
        if not isinstance(found, dict):
            return [], ""
        for name in LISTS:
            if isinstance(found.get(name), list):
                self._paged(found, file)
                return found[name], ""
        beside = {table_named(str(k)): v for k, v in found.items() if isinstance(v, list)}
        beside.pop("", None)
        if "service" in beside and not line(found.get("name")):
            for kind, records in beside.items():
                self._each(kind, records)
            return None, ""
        return [found], ""

    def _paged(self, found: Mapping[str, Any], file: File) -> None:
        pages = number(found.get("total_pages"))
        if pages is not None and pages > 1:
            page = line(found.get("page_number")) or "one"
            self.notes.warn(
                0,
                "page_number",
                page,
                f"{file.name} is page {page} of {pages:.0f}; only it was read",
            )

    def _each(self, kind: str, records: Sequence[Any]) -> None:
        for record in records:
            number = next(self._number)
            if isinstance(record, dict):
                self.put(kind, record, number, {}, 0)
            elif kind in ("service", ""):
                self.unreadable += 1
                self.notes.error(number, "service", record, "not a record: left out")

    def put(
        self, table: str, found: Mapping[str, Any], number: int, links: Mapping[str, str], deep: int
    ) -> str:
        """One object and all within it; its id."""
        cells = {str(k).lower(): v for k, v in found.items() if not isinstance(v, dict | list)}
        inside = {str(k).lower(): v for k, v in found.items() if isinstance(v, dict | list)}
        name = "services" if table == "service" else table
        kept = {k: v for k, v in cells.items() if v not in (None, "")}
        row = Row({**links, **kept}, number, name)
        id = row.id() or f"#{next(self._fresh)}"
        row["id"] = id
        if deep < DEEPEST:
            for key, value in inside.items():
                self._within(table, id, row, key, value, deep)
        self._keep(table, id, row, links, top=deep == 0)
        return id

    def _within(self, table: str, id: str, row: Row, key: str, value: Any, deep: int) -> None:
        child = table_named(key)
        if key in ("taxonomy_detail", "taxonomy_details"):
            child = "taxonomy"
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and child == "website":
                each = {"url": each}
            if not child or not isinstance(each, dict):
                continue
            if table == "service_attribute" and child == "taxonomy":
                child = "taxonomy_term"
            links = self._links(table, id, child)
            made = self.put(child, each, row.number, links, deep + 1)
            if child in TERMS or (child in ENTITIES and not isinstance(value, list)):
                row.setdefault("taxonomy_id" if child == "taxonomy" else f"{child}_id", made)

    def _links(self, table: str, id: str, child: str) -> dict[str, str]:
        """How a child names its parent."""
        if child in TERMS or (child == "organization"):
            return {}
        if child == "attribute":
            return {"link_id": id, "link_entity": table}
        if child == "location" and table == "service_at_location":
            return {}
        if child == "service" and table == "service_at_location":
            return {}
        return {PARENT[table]: id} if table in PARENT else {}

    def _keep(self, table: str, id: str, row: Row, links: Mapping[str, str], *, top: bool) -> None:
        if table in ONE_OF_MANY:
            known = self._entities.setdefault((table, id), row)
            again = top and table == "service" and id in self._tops
            if top and table == "service":
                self._tops.add(id)
            if known is not row and not again:
                for name, value in row.items():
                    known.setdefault(name, value)
                return
        else:
            mark = (table, id, *next(iter(links.items()), ("", "")))
            if mark in self._children:
                return
            self._children.add(mark)
        self.package.tables[table].append(row)


def _kind(records: Sequence[Any]) -> str:
    """What the objects of a list are, by the keys of its first ones."""
    keys: set[str] = set()
    for record in records[:20]:
        if isinstance(record, dict):
            keys |= {str(each).lower() for each in record}
    if SIGNS[0][1] <= keys:
        return "service_at_location"
    if keys & WHOSE and not keys & {"service_at_locations", "status"}:
        return "organization"
    return next((kind for kind, signs in SIGNS if signs & keys), "")
