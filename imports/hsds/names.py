"""Which table of HSDS is meant by a file's name or a key, in any version?"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePosixPath

# Our name for a table: what files and keys call it from 1.0 to 3.1 and in the UK profile.
SPELLINGS: Mapping[str, str] = {
    "organization": "organization organizations organisation organisations",
    "service": "service services",
    "location": "location locations",
    "service_at_location": "service_at_location service_at_locations services_at_location "
    "services_at_locations",
    "address": "address addresses physical_address physical_addresses",
    "postal_address": "postal_address postal_addresses",
    "phone": "phone phones",
    "schedule": "schedule schedules regular_schedule regular_schedules",
    "holiday": "holiday_schedule holiday_schedules",
    "language": "language languages",
    "accessibility": "accessibility accessibility_for_disabilities",
    "cost_option": "cost_option cost_options",
    "payment": "payment_accepted payments_accepted",
    "required_document": "required_document required_documents",
    "service_area": "service_area service_areas",
    "capacity": "service_capacity service_capacities capacity capacities",
    "eligibility": "eligibility eligibilities eligibilitys",
    "attribute": "attribute attributes other_attribute other_attributes",
    "service_attribute": "service_attribute service_attributes services_attributes "
    "service_taxonomy services_taxonomy services_taxonomies service_taxonomies service_taxonomys",
    "taxonomy": "taxonomy taxonomies",
    "taxonomy_term": "taxonomy_term taxonomy_terms",
    "contact": "contact contacts",
    "website": "additional_url additional_urls website websites url urls",
}
BY_SPELLING: Mapping[str, str] = {
    spelling: table for table, spellings in SPELLINGS.items() for spelling in spellings.split()
}
# One heading that a table of this kind never lacks: where the heading is found, the table begins.
NEEDED: Mapping[str, str] = {
    "organization": "name",
    "service": "name",
    "location": "id",
    "service_at_location": "location_id",
    "address": "city",
    "postal_address": "city",
    "phone": "number",
    "schedule": "opens_at",
    "attribute": "link_id",
    "service_attribute": "service_id",
    "taxonomy_term": "id",
    "taxonomy": "id",
    "payment": "service_id",
}
# Which table a file of another name is: all of these headings.
SIGNS: Mapping[str, frozenset[str]] = {
    "service_at_location": frozenset({"service_id", "location_id", "id", "description"}),
    "service": frozenset({"organization_id", "name", "application_process"}),
    "location": frozenset({"latitude", "longitude", "transportation"}),
    "organization": frozenset({"name", "tax_status", "legal_status"}),
    "address": frozenset({"location_id", "address_1", "postal_code"}),
    "phone": frozenset({"number", "extension", "service_id"}),
    "schedule": frozenset({"service_id", "opens_at", "closes_at"}),
    "attribute": frozenset({"link_id", "link_entity"}),
}
# In which column of a child its parent is named.
PARENT: Mapping[str, str] = {
    "organization": "organization_id",
    "service": "service_id",
    "location": "location_id",
    "service_at_location": "service_at_location_id",
    "phone": "phone_id",
    "contact": "contact_id",
}


@lru_cache(maxsize=2000)
def table_named(name: str) -> str:
    """The table a file or key is meant for: `data/Services.csv`, `hsds_phones_2024.csv`; else ""."""
    stem = PurePosixPath(name.replace("\\", "/")).name.lower()
    stem = re.sub(r"\.(csv|json|tsv)$", "", stem)
    words = re.sub(r"[^a-z]+", "_", stem).strip("_")
    if words in BY_SPELLING:
        return BY_SPELLING[words]
    around = re.sub(
        r"^(hsds|open_referral|openreferral|export|data)_|_(export|data|hsds)$", "", words
    )
    return BY_SPELLING.get(around, "")
