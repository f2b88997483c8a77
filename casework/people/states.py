"""What happens to people: died, in custody, in hospital, moved (product.md 6)?"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from casework import follow_ups, hands, referrals
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from db.models import Person, Row

STATES: Mapping[str, str] = {
    "none": "as before",
    "died": "died",
    "in_custody": "in custody",
    "in_hospital": "in hospital",
    "moved": "moved away",
}
WITHIN = frozenset({"in_custody", "in_hospital"})


def set_state(
    desk: Desk,
    person_id: UUID,
    *,
    state: str,
    version: int,
    since: date | None = None,
    until: date | None = None,
) -> None:
    """Write down what happened. Died: every follow-up, referral and letter stops in this transaction,
    and those who called about them are rung about their loss. Custody and hospital: contact is planned
    around release, when tolerance is lost."""
    if state not in STATES:
        raise Refused("Choose what happened.")
    if since and until and until < since:
        raise Refused("They cannot come out before they went in.")
    with desk.changing(Act.EDIT_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        held = hands.holds_person(desk, person.id)
        hands.require(held, "Only who took a call with this person, or a supervisor, writes this.")
        if (person.state, person.state_until) == (state, until):
            raise Refused(f"It is written down already: {STATES[state]}.")
        if person.state == "died" and not hands.supervises(desk):
            raise Refused("Only a supervisor takes back that somebody died.")
        check_version(person, version)
        person.state, person.state_since, person.state_until = state, since, until
        desk.keep(Act.EDIT_PERSON, person, *_what_follows(desk, person, until))


def _what_follows(desk: Desk, person: Person, until: date | None) -> list[Row]:
    if person.state == "died":
        stopped = follow_ups.stopped(desk, person.id, outcome="died")
        closed = referrals.closed_for(desk, person.id, reason="died")
        return [*stopped, *closed, *follow_ups.after_a_death(desk, person.id)]
    if person.state in WITHIN:
        stopped = follow_ups.stopped(desk, person.id, outcome=person.state)
        planned = follow_ups.around_release(desk, person, until) if until else []
        return [*stopped, *planned]
    return []
