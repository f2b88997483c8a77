"""What does a directory of ours say in HSDS that HSDS has no field for? The taxonomy "Peerline".

A term's code (or id) is `axis:value`. On a service it is a tag, and the attribute's value is
`code list:code`. The axes `listing`, `place`, `phone`, `time` and `cost` are none of ours: there the
term names a field and the attribute's value what it holds (docs/hsds.md).
"""

from collections.abc import Mapping

from imports.hsds.package import Package, Row
from imports.listing import Tag
from imports.text import clean

NAME = "peerline"
_FIELDS = {
    "listing": "source_id record_kind name2 status organization fellowship group_key group_name "
    "attendance join_url join_notes dial_in served_states complete alert_until same_as external_id "
    "withheld unverified capacity email",
    "place": "precision precision_source county confidential virtual unstated",
    "phone": "kind private extension",
    "time": "kind zone minutes crosses_midnight text",
    "cost": "kind",
}
FIELDS: Mapping[str, frozenset[str]] = {
    axis: frozenset(fields.split()) for axis, fields in _FIELDS.items()
}


def is_ours(taxonomy: str) -> bool:
    return taxonomy.casefold().strip() == NAME


def tag_of(code: str, value: str) -> Tag | None:
    """The tag of a term on a service; None for one that names a field."""
    axis, _, said = code.partition(":")
    if axis in FIELDS:
        return None
    code_list, colon, own = value.partition(":")
    return Tag(axis, said or None, code_list, own) if colon else Tag(axis, said or None, NAME, code)


def fields_of(package: Package, axis: str, row: Row | None) -> dict[str, str]:
    """Field → what is said of it, on a service ("listing"), location, phone, schedule or cost."""
    found: dict[str, str] = {}
    for each in package.by("attribute", "link_id", row.id()) if row is not None else ():
        term = package.one("taxonomy_term", each.id("taxonomy_term_id"))
        code = code_of(each, term)
        named, _, field = code.partition(":")
        if named == axis and field in FIELDS[axis] and is_ours(taxonomy_of(package, term)):
            found[field] = clean(each.get("value"))
    return found


def code_of(attribute: Row, term: Row | None) -> str:
    return (
        (term.text("code") or term.id()) if term is not None else attribute.id("taxonomy_term_id")
    )


def taxonomy_of(package: Package, term: Row | None) -> str:
    """The name of the list a term belongs to; "" where none is given."""
    if term is None:
        return ""
    of = package.one("taxonomy", term.id("taxonomy_id"))
    return term.text("taxonomy", "vocabulary") or (of.text("name") if of is not None else "")
