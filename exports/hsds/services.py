"""How does one listing stand in HSDS 3.0, with all that belongs to it within?"""

import re

from exports.hsds import parts
from exports.hsds.facts import Credit, Leaving
from exports.hsds.ours import Row, attribute, fields, filled, id_of

# HSDS has four words for how a service stands; the exact one of ours goes along as an attribute.
STATUS = {"active": "active", "temporarily_closed": "temporarily closed"}
# One address and nothing beside it: the schema wants no more. Others go along as an attribute.
_WORD = r"[A-Za-z0-9_%+-]+"
E_MAIL = re.compile(
    rf"(?=.{{1,64}}@){_WORD}(\.{_WORD})*@([A-Za-z0-9]([A-Za-z0-9-]{{0,61}}[A-Za-z0-9])?\.)+[A-Za-z]{{2,63}}"
)


def service(of: Leaving) -> Row:
    """A service as the schema of 3.0 has it, its organization and places within."""
    id = id_of("service", of.credit.source, of.id)
    organization = _organization(of)
    row = {
        "id": id,
        "organization_id": organization["id"],
        "name": of.name,
        "alternate_name": of.alternate_name,
        "description": of.description,
        "url": of.url,
        "email": of.email if E_MAIL.fullmatch(of.email) else "",
        "status": STATUS.get(of.status, "inactive"),
        "application_process": of.application,
        "wait_time": of.wait,
        "eligibility_description": of.eligibility,
        "minimum_age": of.min_age,
        "maximum_age": of.max_age,
        "assured_date": of.verified_on.isoformat() if of.verified_on else "",
        "alert": of.alert,
        "last_modified": of.updated_at.isoformat() if of.updated_at else "",
        "organization": organization,
    }
    return filled(row | _within(id, of))


def _within(id: str, of: Leaving) -> Row:
    def numbered(table: str, **said: str) -> list[Row]:
        row = filled({"id": id_of(id, table), "service_id": id, **said})
        return [row] if any(said.values()) else []

    return {
        "service_at_locations": [parts.place(id, n, each) for n, each in enumerate(of.places)],
        "schedules": [parts.schedule(id, n, each) for n, each in enumerate(of.times)],
        "phones": [parts.phone(id, n, each) for n, each in enumerate(of.phones)],
        "cost_options": [parts.cost(id, n, *each) for n, each in enumerate(of.costs)],
        "service_areas": numbered("area", name=of.service_area),
        "required_documents": numbered("document", document=of.documents),
        "attributes": _attributes(id, of),
        "metadata": _metadata(id, of),
    }


def _attributes(id: str, of: Leaving) -> list[Row]:
    said = {
        "source_id": of.id,
        "record_kind": of.kind,
        "status": of.status,
        "organization": of.organization,
        "attendance": of.attendance,
        "served_states": ",".join(of.served_states),
    }
    maybe = {
        **{name: getattr(of, name) for name in ("name2", "fellowship", "group_key", "group_name")},
        **{name: getattr(of, name) for name in ("join_url", "join_notes", "dial_in", "capacity")},
        "complete": ",".join(sorted(of.complete)),
        "alert_until": of.alert_until.isoformat() if of.alert_until else "",
        "unverified": "true" if of.unverified else "",
        "email": "" if E_MAIL.fullmatch(of.email) else of.email,
    }
    said |= {name: value for name, value in maybe.items() if value}
    tags = dict.fromkeys((f"{t.axis}:{t.value}", f"{t.code_list}:{t.code}") for t in of.tags)
    return [
        *fields("service", id, "listing", said),
        *(attribute("service", id, code, value) for code, value in tags),
    ]


def _organization(of: Leaving) -> Row:
    """Whose service it is; where nobody says, the source stands for it, since HSDS wants one."""
    name = of.organization or of.credit.source
    id = id_of("organization", of.credit.source, of.organization)
    return {"id": id, "name": name, "description": f"Listed by {credited(of.credit)}"}


def _metadata(id: str, of: Leaving) -> list[Row]:
    """Where it comes from, and whom to credit."""
    day = of.updated_at.date() if of.updated_at else of.listed_at
    return [
        {
            "id": id_of(id, "metadata"),
            "resource_id": id,
            "resource_type": "service",
            "last_action_date": day.isoformat() if day else "1970-01-01",
            "last_action_type": "import",
            "field_name": "all",
            "previous_value": "not stated",
            "replacement_value": "as listed by its source",
            "updated_by": credited(of.credit),
        }
    ]


def credited(credit: Credit) -> str:
    return f"{credit.source} ({credit.words})" if credit.words else credit.source
