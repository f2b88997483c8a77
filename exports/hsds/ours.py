"""How is said what HSDS has no field for? Attributes of the taxonomy "Peerline" (docs/hsds.md)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from uuid import UUID, uuid5

Row = dict[str, Any]

SPACE = UUID("5d0f1c52-6a1e-4b0e-9d55-0c9b7b1f2a60")  # of all ids that leave; never to be changed
NAME = "Peerline"


def id_of(*parts: object) -> str:
    """The same id for the same thing, from one export to the next."""
    return str(uuid5(SPACE, "\x1f".join(map(str, parts))))


TAXONOMY: Row = {
    "id": id_of("taxonomy"),
    "name": NAME,
    "description": "What this directory says in its own words, and what HSDS has no field for",
}


@lru_cache(maxsize=5_000)
def _term(code: str) -> tuple[str, str]:
    axis, _, value = code.partition(":")
    words = " ".join(part for part in (axis, value) if part).replace("_", " ")
    return id_of("term", code), words or "a code of its source"


def attribute(entity: str, id: str, code: str, value: str) -> Row:
    """One attribute on the row `id` of the table `entity`, with its term."""
    term, words = _term(code)
    return {
        "id": id_of(id, code, value),
        "link_id": id,
        "link_entity": entity,
        "taxonomy_term_id": term,
        "value": value,
        "taxonomy_term": {
            "id": term,
            "code": code,
            "name": words,
            "description": words,
            "taxonomy": NAME,
            "taxonomy_id": TAXONOMY["id"],
        },
    }


def fields(entity: str, id: str, axis: str, said: Mapping[str, str]) -> list[Row]:
    """One attribute for each field; an empty one says that it is empty."""
    return [attribute(entity, id, f"{axis}:{name}", value) for name, value in said.items()]


def filled(row: Row) -> Row:
    """Without what says nothing: the schemas know no null."""
    return {name: value for name, value in row.items() if value not in (None, "", [])}
