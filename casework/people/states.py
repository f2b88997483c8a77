"""What happens to people: died, in custody, in hospital, moved (product.md 6)?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from casework import follow_ups, hands, one_person, referrals
from casework.access import Act
from casework.desk import Desk, check_version
from casework.errors import Refused
from db.models import Person, Row, now

STATES: Mapping[str, str] = {
    "none": "as before",
    "died": "died",
    "in_custody": "in custody",
    "in_hospital": "in hospital",
    "moved": "moved away",
}
LONGEST = timedelta(days=366 * 60)
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
    _refuse_impossible(since, until)
    with desk.changing(Act.EDIT_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        held = hands.holds_person(desk, person.id)
        hands.require(held, "Only who took a call with this person, or a supervisor, writes this.")
        everywhere = one_person.rows(desk, person.id)
        counts = one_person.state(everywhere)
        if (counts.state, counts.state_until) == (state, until):
            raise Refused(f"It is written down already: {STATES[state]}.")
        if counts.state == "died" and not hands.supervises(desk):
            raise Refused("Only a supervisor takes back that somebody died.")
        check_version(person, version)
        for one in (person, *everywhere):
            one.state, one.state_since, one.state_until = state, since, until
        follows = _what_follows(desk, person, [one.id for one in everywhere], until)
        desk.keep(Act.EDIT_PERSON, person, *everywhere, *follows)


def _refuse_impossible(since: date | None, until: date | None) -> None:
    today = now().date()
    if since and until and until < since:
        raise Refused("They cannot come out before they went in.")
    if since and since > today + timedelta(days=1):  # a day ahead somewhere in the world
        raise Refused("That day has not come yet.")
    if until and until > today + LONGEST:
        raise Refused("That day is too far away to plan for. Leave it empty.")


def _what_follows(
    desk: Desk, person: Person, everywhere: Sequence[UUID], until: date | None
) -> list[Row]:
    desk.session.flush()
    if person.state == "died":
        return ends(desk, *everywhere)
    if person.state in WITHIN:
        stopped = follow_ups.stopped(desk, *everywhere, outcome=person.state)
        planned = follow_ups.around_release(desk, person, until) if until else []
        return [*stopped, *planned]
    return []


def ends(desk: Desk, *everywhere: UUID) -> list[Row]:
    """All that a death ends, for these rows of a person; those who called about them are rung."""
    rows = follow_ups.stopped(desk, *everywhere, outcome="died")
    for one in everywhere:
        rows += referrals.closed_for(desk, one, reason="died")
    return [*rows, *follow_ups.after_a_death(desk, *everywhere)]
