"""Who is theirs: on whose behalf did they call, and who called about them?"""

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, or_, select

from casework import flags, one_person
from casework.desk import Desk
from casework.fields import RELATIONS
from casework.hands import SELF
from casework.people.finding import masked_name
from db.models import Call, Person, Relation


@dataclass(frozen=True)
class Theirs:
    """Somebody beside them, by role and initials; opened apart, and never spoken of to the other."""

    id: UUID
    words: str
    called_about: bool  # this person called about them
    flagged: bool


def stand_together(desk: Desk, call: Call) -> Relation | None:
    """Two people of one call, kept as the relation that was said; the newest word for it counts."""
    if call.relation in SELF or call.caller_id is None or call.concerned_id is None:
        return None
    if call.caller_id == call.concerned_id:
        return None
    there = desk.session.exec(
        select(Relation).where(
            Relation.person_id == call.caller_id, Relation.other_id == call.concerned_id
        )
    ).first()
    row = there or Relation(
        centre_id=call.centre_id,
        person_id=call.caller_id,
        other_id=call.concerned_id,
        kind=call.relation,
    )
    row.kind = call.relation
    return row


def of_person(desk: Desk, person_id: UUID) -> list[Theirs]:
    """Read inside an opened record."""
    own = one_person.ids(desk, person_id)
    found = desk.session.exec(
        select(Relation).where(
            or_(col(Relation.person_id).in_(own), col(Relation.other_id).in_(own)),
            desk.sees(Relation.centre_id),
        )
    ).all()
    shown: dict[tuple[UUID, bool], Theirs] = {}
    for row in found:
        about = row.person_id in own
        people = one_person.rows(desk, row.other_id if about else row.person_id)
        kept = people[0]
        role, label = RELATIONS.get(row.kind, "someone"), masked_name(kept.name)
        words = f"{role} of {label}" if about else f"{label}, {role}"
        flagged = flags.any_stands(desk, [one.id for one in people])
        shown[kept.id, about] = Theirs(kept.id, words, about, flagged)
    return list(shown.values())


def apart(desk: Desk, person_id: UUID) -> set[UUID]:
    """Who stood beside them on a call, or is related to them: certainly somebody else."""
    own = one_person.ids(desk, person_id)
    related = desk.session.exec(
        select(Relation.person_id, Relation.other_id).where(
            or_(col(Relation.person_id).in_(own), col(Relation.other_id).in_(own))
        )
    ).all()
    on_calls = desk.session.exec(
        select(Call.caller_id, Call.concerned_id).where(
            or_(col(Call.caller_id).in_(own), col(Call.concerned_id).in_(own)),
            Call.caller_id != Call.concerned_id,
        )
    ).all()
    beside = {one for pair in (*related, *on_calls) for one in pair if one is not None}
    kept = desk.session.exec(select(one_person.root()).where(col(Person.id).in_(beside))).all()
    return {*beside, *(UUID(str(key)) for key in kept)} - set(own)
