"""What should whoever speaks with them next know first: how to approach them, and the flags?"""

from collections.abc import Mapping
from uuid import UUID

from casework import hands, one_person
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from casework.people.sounding import name_key
from db.models import Person

LONGEST, LONGEST_NAME = 2_000, 200
FLAGS: Mapping[str, str] = {"vulnerable": "vulnerable", "violent": "has been violent"}
NOT_YOURS = "Only who took a call with this person, or a supervisor, writes this."


def note(desk: Desk, person_id: UUID, *, approach: str, name: str, version: int) -> None:
    """How to approach them, read by colleagues only, and the name as it was heard; empty takes away."""
    if len(approach) > LONGEST or len(name) > LONGEST_NAME:
        raise Refused(f"Keep it under {LONGEST:,} characters; it is read in a second.")
    with desk.changing(Act.EDIT_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        hands.require(hands.holds_person(desk, person.id), NOT_YOURS)
        check_version(person, version)
        person.approach = approach.strip() or None
        if name.strip() != (person.name or ""):
            person.name, person.name_key = name.strip() or None, name_key(name)
        desk.keep(Act.EDIT_PERSON, person)


def flag(desk: Desk, person_id: UUID, *, vulnerable: bool, violent: bool, version: int) -> None:
    """A supervisor's word: flagged people never come up by phone or name (product.md 1.7)."""
    with desk.changing(Act.FLAG_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        everywhere = one_person.rows(desk, person.id)
        before = any(p.vulnerable for p in everywhere), any(p.violent for p in everywhere)
        if before == (vulnerable, violent):
            raise Refused("It is written down that way already.")
        check_version(person, version)
        for one in everywhere:
            one.vulnerable, one.violent = vulnerable, violent
        desk.keep(Act.FLAG_PERSON, person, *everywhere)
