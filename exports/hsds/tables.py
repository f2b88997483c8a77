"""Which rows of which table is a service of HSDS 3.0 in the tabular package?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exports.hsds.ours import Row

# Table → its columns as published, in their order, "*" where the schema wants one. The file is named
# as the published datapackage.json names it, and a table of which nothing is known is there, empty.
_PUBLISHED = {
    "organizations": "id* name* alternate_name description* email website tax_status tax_id "
    "year_incorporated legal_status logo uri parent_organization_id",
    "programs": "id* organization_id* name* alternate_name description*",
    "services": "id* organization_id* program_id name* alternate_name description url email status* "
    "interpretation_services application_process fees_description wait_time fees accreditations "
    "eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert "
    "last_modified",
    "attributes": "id* link_id* taxonomy_term_id* link_type link_entity* value",
    "service_at_location": "id* service_id* location_id* description",
    "locations": "id* location_type* url organization_id name alternate_name description "
    "transportation latitude longitude external_identifier external_identifier_type",
    "phones": "id* location_id service_id organization_id contact_id service_at_location_id number* "
    "extension type description",
    "contacts": "id* organization_id service_id service_at_location_id location_id name title "
    "department email",
    "addresses": "id* location_id attention address_1* address_2 city* region state_province* "
    "postal_code* country* address_type*",
    "schedules": "id* service_id location_id service_at_location_id valid_from valid_to dtstart "
    "timezone until count wkst freq interval byday byweekno bymonthday byyearday description "
    "opens_at closes_at schedule_link attending_type notes",
    "funding": "id* organization_id service_id source",
    "service_areas": "id* service_id name description extent extent_type uri",
    "required_documents": "id* service_id document uri",
    "languages": "id* service_id location_id phone_id name code note",
    "accessibility": "id* location_id description details url",
    "taxonomy_terms": "id* code name* description* parent_id taxonomy language taxonomy_id term_uri",
    "metadata": "id* resource_id* resource_type* last_action_date* last_action_type* field_name* "
    "previous_value* replacement_value* updated_by*",
    "meta_table_descriptions": "id* name language character_set",
    "cost_options": "id* service_id* valid_from valid_to option currency amount amount_description",
    "organization_identifiers": "id* organization_id* identifier_scheme identifier_type* identifier*",
    "taxonomies": "id* name* description* uri version",
}
COLUMNS: Mapping[str, Sequence[str]] = {
    table: columns.replace("*", "").split() for table, columns in _PUBLISHED.items()
}
_NEEDED = {table: columns.split() for table, columns in _PUBLISHED.items()}
_TYPES = {
    "number": "year_incorporated minimum_age maximum_age latitude longitude extension timezone count "
    "interval amount",
    "date": "assured_date valid_from valid_to dtstart until last_action_date",
    "time": "opens_at closes_at",
    "datetime": "last_modified",
}
TYPE = {column: kind for kind, columns in _TYPES.items() for column in columns.split()}
_CHOICES = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "location_type": ("physical", "postal", "virtual"),
    "address_type": ("physical", "postal", "virtual"),
    "freq": ("WEEKLY", "MONTHLY"),
}
_RESOURCES = {
    name: name for name in ("service_at_location", "metadata", "funding", "accessibility")
}
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
        "name": _name(table),
        "path": f"{table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(table, name) for name in COLUMNS[table]],
            "primaryKey": ["id"],
            "foreignKeys": [_key(name) for name in COLUMNS[table] if name in _KEYS],
        },
    }


def _name(table: str) -> str:
    return _RESOURCES.get(table, table.removesuffix("s"))


def _field(table: str, column: str) -> dict[str, Any]:
    """As the published package has it; without its formats, which readers take differently."""
    constraints: dict[str, Any] = {}
    if f"{column}*" in _NEEDED[table]:
        constraints["required"] = True
    if column in _CHOICES:
        constraints["enum"] = list(_CHOICES[column])
    return {"name": column, "type": TYPE.get(column, "string"), "constraints": constraints}


def _key(column: str) -> dict[str, Any]:
    reference = {"resource": _KEYS[column], "fields": ["id"]}
    return {"fields": [column], "reference": reference}


# Columns that point at another table → the resource there.
_KEYS = {f"{_name(table)}_id": _name(table) for table in COLUMNS}
