"""Two records of one person: which may they be, how are they merged, and how taken apart again?"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, or_, select

from casework import follow_ups, hands, one_person, reach
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.people.finding import LIKELY, Masked, masked, may_surface
from casework.people.relations import apart
from casework.people.sounding import likeness, words_of
from casework.people.states import WITHIN, ends
from db.models import Channel, FollowUp, Person, Row

BOTH = "Only who took a call with both, or a supervisor, does that."
MOST = 5
SAME_NUMBER, SAME_SOUND = "the same number", "a name that sounds the same"


@dataclass(frozen=True)
class Alike:
    """Somebody who may be the same person: masked, with what speaks for it."""

    person: Masked
    why: str


def alike(desk: Desk, person_id: UUID) -> list[Alike]:
    """Who may be the same as an opened person, the likely first. People flagged never come up here."""
    desk.require(Act.OPEN_PERSON)
    person = one_person.kept(desk, desk.find(Person, person_id, what="That person"))
    own = one_person.ids(desk, person.id)
    others = {*_by_number(desk, own)}
    found: list[tuple[str, str, Person]] = []
    for row in _candidates(desk, person, others, [*own, *apart(desk, person.id)]):
        nearness = min(
            likeness(person.name or "", row.name or ""), likeness(row.name or "", person.name or "")
        )
        sounds, rings = nearness >= LIKELY, row.id in others
        if sounds or rings:
            both_names = sounds and len(words_of(row.name or "")) > 1
            sure = "likely" if (sounds and rings) or both_names else "possible"
            why = [SAME_NUMBER] * rings + [SAME_SOUND] * sounds
            found.append((sure, " and ".join(why), row))
    found = sorted(found, key=lambda one: one[0])[:MOST]
    shown = masked(desk, [row for _, _, row in found], [sure for sure, _, _ in found])
    return [Alike(one, why) for one, (_, why, _) in zip(shown, found, strict=True)]


def _by_number(desk: Desk, own: Sequence[UUID]) -> Sequence[UUID]:
    theirs = select(Channel.value_hash).where(
        col(Channel.person_id).in_(own), Channel.kind == "phone", col(Channel.ended_at).is_(None)
    )
    found = desk.session.exec(
        select(one_person.root())
        .join(Channel, col(Channel.person_id) == col(Person.id))
        .where(col(Channel.value_hash).in_(theirs), col(Channel.ended_at).is_(None))
    ).all()
    return [UUID(str(key)) for key in found]


def _candidates(
    desk: Desk, person: Person, by_number: set[UUID], never: Sequence[UUID]
) -> Sequence[Person]:
    sounds = [col(Person.name_key).contains(mark) for mark in (person.name_key or "").split()]
    return desk.session.exec(
        select(Person)
        .where(
            may_surface(desk),
            Person.centre_id == person.centre_id,
            col(Person.merged_into_id).is_(None),
            col(Person.id).not_in(never),
            or_(col(Person.id).in_(by_number), *sounds),
        )
        .order_by(col(Person.created_at).desc())
        .limit(100)
    ).all()


def merge(desk: Desk, *, kept_id: UUID, other_id: UUID) -> None:
    """`other` is the same person as `kept`: read together from now on, each row keeping its own. A death
    known of one holds for both at once; what was stopped stays stopped."""
    with desk.changing(Act.MERGE_PEOPLE):
        kept, other = _both(desk, kept_id, other_id)
        _refuse(desk, kept, other)
        other.merged_into_id = kept.id
        kept.version, other.version = kept.version + 1, other.version + 1
        desk.session.add_all([kept, other])
        desk.session.flush()
        follows = _stay_stopped(desk, one_person.rows(desk, kept.id))
        desk.session.flush()
        follows += follow_ups.moved(desk, kept.id)
        subject = f"Person {other.id} merged into Person {kept.id}"
        desk.keep(Act.MERGE_PEOPLE, kept, other, *follows, subject=subject)


def _both(desk: Desk, kept_id: UUID, other_id: UUID) -> tuple[Person, Person]:
    """Both rows, locked in one order, so that two people merging them the other way round do not wait."""
    rows = {
        key: hands.locked(desk, Person, key, what="That person")
        for key in sorted({kept_id, other_id})
    }
    return rows[kept_id], rows[other_id]


def _refuse(desk: Desk, kept: Person, other: Person) -> None:
    held = hands.supervises(desk) or all(hands.took_call(desk, p.id) for p in (kept, other))
    hands.require(held, BOTH)
    if kept.id == other.id:
        raise Refused("That is one record already.")
    if kept.centre_id != other.centre_id:
        raise Refused("They belong to two centres.")
    if kept.merged_into_id is not None or other.merged_into_id is not None:
        raise Refused("One of them is merged already. Open the record that was kept.")
    if len(one_person.ids(desk, other.id)) > 1:
        raise Refused("Others are merged into that one. Open it, and merge this one into it.")
    if other.id in apart(desk, kept.id):
        raise Refused("They stand side by side on one call, so they are two people.")
    if one_person.died(desk, kept.id) != (other.state == "died"):
        hands.require(hands.supervises(desk), "One of them died. Only a supervisor merges them.")


def _stay_stopped(desk: Desk, people: Sequence[Person]) -> list[Row]:
    """Died, in custody, in hospital or "do not call", said of one of them, stops the others as well."""
    state = one_person.state(people).state
    rows: list[Row] = []
    for one in people:
        if state == "died" and one.state != "died":
            rows += ends(desk, one.id)
        elif state in WITHIN and one.state != state:
            rows += follow_ups.stopped(desk, one.id, outcome=state)
    if any(_asked_not_to_call(desk, one) for one in people):
        everywhere = [one.id for one in people]
        rows += follow_ups.stopped(desk, *everywhere, outcome="asked_not_to_call")
    return rows


def _asked_not_to_call(desk: Desk, person: Person) -> bool:
    """They said so, and named no number since."""
    asked = desk.session.exec(
        select(FollowUp.id)
        .where(FollowUp.person_id == person.id, FollowUp.outcome == "asked_not_to_call")
        .limit(1)
    ).first()
    usable = [c for c in reach.standing(desk, person.id, kind="phone") if c.person_id == person.id]
    return asked is not None and not any(
        reach.is_usable(c.safe, reach.window_of(c)) for c in usable
    )


def unmerge(desk: Desk, *, other_id: UUID) -> None:
    """They are two people after all: each reads alone again. What was stopped is not begun again."""
    with desk.changing(Act.MERGE_PEOPLE):
        other = hands.locked(desk, Person, other_id, what="That person")
        kept = hands.locked(desk, Person, other.merged_into_id or other.id, what="That person")
        held = hands.supervises(desk) or all(hands.took_call(desk, p.id) for p in (kept, other))
        hands.require(held, BOTH)
        if kept.id == other.id:
            raise Refused("That record stands alone already.")
        other.merged_into_id = None
        kept.version, other.version = kept.version + 1, other.version + 1
        desk.session.flush()
        moved = [*follow_ups.moved(desk, kept.id), *follow_ups.moved(desk, other.id)]
        subject = f"Person {other.id} taken out of Person {kept.id}"
        desk.keep(Act.MERGE_PEOPLE, kept, other, *moved, subject=subject)
