"""Which rows of which table is a service of HSDS 3.0 in the tabular package?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.hsds.ours import Row

# Table → its columns in order; the file is named as the published datapackage.json names it.
COLUMNS: Mapping[str, Sequence[str]] = {
    name: columns.split()
    for name, columns in {
        "organizations": "id name description",
        "services": "id organization_id name alternate_name description url email status "
        "application_process wait_time eligibility_description minimum_age maximum_age "
        "assured_date alert last_modified",
        "service_at_location": "id service_id location_id",
        "locations": "id location_type name description transportation latitude longitude",
        "addresses": "id location_id address_1 address_2 city region state_province postal_code "
        "country address_type",
        "schedules": "id service_id valid_from valid_to freq byday description opens_at closes_at",
        "phones": "id service_id number extension type description",
        "languages": "id phone_id name code",
        "cost_options": "id service_id option",
        "service_areas": "id service_id name",
        "required_documents": "id service_id document",
        "attributes": "id link_id taxonomy_term_id link_entity value",
        "taxonomy_terms": "id code name description taxonomy taxonomy_id",
        "taxonomies": "id name description",
        "metadata": "id resource_id resource_type last_action_date last_action_type field_name "
        "previous_value replacement_value updated_by",
    }.items()
}
_NUMBERS = frozenset({"minimum_age", "maximum_age", "latitude", "longitude", "extension"})
_DAYS = frozenset({"assured_date", "valid_from", "valid_to", "last_action_date"})
_RESOURCES = {"service_at_location": "service_at_location", "metadata": "metadata"}
_RESOURCES |= {"addresses": "address", "taxonomies": "taxonomy"}
# Where a row stands within another: the key it stands under → its table.
_WITHIN = {name: name for name in COLUMNS} | {
    "service_at_locations": "service_at_location",
    "organization": "organizations",
    "location": "locations",
    "taxonomy_term": "taxonomy_terms",
}


def rows(table: str, row: Row) -> Iterator[tuple[str, Row]]:
    """The row and all within it, each with its table; what many share comes as often as it stands."""
    yield table, row
    for key, value in row.items():
        if isinstance(value, dict | list):
            for each in value if isinstance(value, list) else [value]:
                yield from rows(_WITHIN[key], each)


def package(sources: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """datapackage.json: the tables, and whom to credit."""
    return {
        "name": "human_services_data",
        "title": "Directory of a helpline, in HSDS 3.0",
        "profile": "tabular-data-package",
        "homepage": "http://docs.openreferral.org",
        "sources": list(sources),
        "resources": [_resource(table) for table in COLUMNS],
    }


def _resource(table: str) -> dict[str, Any]:
    return {
        "name": _RESOURCES.get(table, table.removesuffix("s")),
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": name, "type": _type(name)} for name in COLUMNS[table]],
            "primaryKey": "id",
        },
    }


def _type(column: str) -> str:
    if column in _NUMBERS:
        return "number"
    return "date" if column in _DAYS else "string"
