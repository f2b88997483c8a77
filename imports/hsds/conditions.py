"""On which conditions does an HSDS service take people: whom, from where, at what cost, how many?"""

import re
from collections.abc import Sequence
from typing import Any

from imports.codes.hsds import PAYMENTS
from imports.hsds import ours
from imports.hsds.counted import Counted
from imports.hsds.package import Package, Row
from imports.listing import Tag
from imports.places import CODES, number, state_code
from imports.text import clean, key

OLDEST = 120
EVERYWHERE = re.compile(r"(?i)^(state of|all of|statewide)\b|\bstatewide$")


def ages(package: Package, row: Row, counted: Counted) -> tuple[int | None, int | None]:
    rows = [row, *package.by("eligibility", "service_id", row.id())]
    low, high = (
        next((age for r in rows if (age := _age(r.get(column))) is not None), None)
        for column in ("minimum_age", "maximum_age")
    )
    if high == 0:
        high = None  # an empty field of many systems
    if low is not None and high is not None and low > high:
        written = f"{low} to {high}"
        counted.notes.warn(row.number, "minimum_age", written, "from above to; left out")
        return None, None
    return low, high


def _age(value: Any) -> int | None:
    found = number(value)
    return int(found) if found is not None and 0 <= found <= OLDEST else None


def eligibility(package: Package, row: Row) -> str:
    rows = package.by("eligibility", "service_id", row.id())
    texts = [clean(row.get("eligibility_description")), clean(row.get("eligibility"))]
    texts += [clean(r.get("eligibility_description")) or clean(r.get("eligibility")) for r in rows]
    return "\n".join(dict.fromkeys(filter(None, texts)))


def documents(package: Package, row: Row) -> str:
    rows = package.by("required_document", "service_id", row.id())
    return "; ".join(dict.fromkeys(filter(None, (each.text("document") for each in rows))))


def areas(package: Package, row: Row) -> list[str]:
    rows = package.by("service_area", "service_id", row.id())
    names = (each.text("name", "service_area", "description") for each in rows)
    return list(dict.fromkeys(filter(None, names)))


def states(areas: Sequence[str]) -> list[str]:
    """The states that an area names: `Florida`, `FL`, `Dade County, FL`."""
    parts = (part for area in areas for part in (area, area.rpartition(",")[2]))
    found = (state_code(EVERYWHERE.sub("", part).strip(" ,:-")) for part in parts)
    return list(dict.fromkeys(each for each in found if each in CODES))


def capacity(package: Package, row: Row) -> str:
    rows = package.by("capacity", "service_id", row.id())
    return "; ".join(dict.fromkeys(filter(None, map(_capacity, rows))))


def costs(package: Package, row: Row) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    kinds: list[tuple[str, str]] = []  # of a directory of ours, some without words
    if fees := clean(row.get("fees_description")) or clean(row.get("fees")):
        found.append((_cost_kind(fees), fees))
    for each in package.by("cost_option", "service_id", row.id()):
        said = ours.fields_of(package, "cost", each)
        if "kind" in said:
            kinds.append((said["kind"], each.text("option")))
        elif words := _option(each):
            found.append(("other", words))
    for each in package.by("payment", "service_id", row.id()):
        written = each.text("payment", "payment_accepted", "name")
        found.append((_cost_kind(written), written))
    return list(dict.fromkeys([*kinds, *(each for each in found if each[1])]))


def _cost_kind(text: str) -> str:
    kind = PAYMENTS.get(key(text), "")
    if not kind and re.search(r"(?i)\bsliding\b", text):
        return "sliding"
    return "other" if kind in ("", "state_plan") else kind


def free(costs: Sequence[tuple[str, str]]) -> list[Tag]:
    """A fee that is one word for nothing, or a sliding one, is said as payment too."""
    return [Tag("payment", k, "hsds", text[:200]) for k, text in costs if k in ("free", "sliding")]


def _option(row: Row) -> str:
    amount = row.text("amount")
    money = " ".join(filter(None, (amount, row.text("currency").upper()))) if amount else ""
    words = ", ".join(filter(None, (money, row.text("amount_description"))))
    ends = row.text("valid_to")[:10]
    until = f" (until {ends})" if ends else ""
    return ": ".join(filter(None, (row.text("option"), words))) + until


def _capacity(row: Row) -> str:
    available, most = row.text("available"), row.text("maximum")
    unit = row.text("unit", "unit_name", "description") or "places"
    if not (available or most):
        return ""
    free = f"{available} of {most} {unit} free" if available and most else ""
    free = free or (f"{available} {unit} free" if available else f"{most} {unit} in all")
    when = row.text("updated")[:10]
    return f"{free} ({when})" if when else free
