"""What should whoever speaks with them next know first?"""

from uuid import UUID

from casework import hands
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from casework.people.sounding import name_key
from db.models import Person

LONGEST, LONGEST_NAME = 2_000, 200
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
