"""How does a way to reach somebody come to stand, change and end, and what moves with it?"""

from collections.abc import Sequence
from uuid import UUID

from casework import follow_ups, hands
from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from casework.reach import NOTHING_SAID, Rules, apply, channel_row
from db.models import Call, Channel, Person, Row, now

NOT_YOURS = "Only who took a call with this person, or a supervisor, changes how we reach them."


def add_channel(
    desk: Desk,
    *,
    person_id: UUID,
    value: str,
    kind: str = "phone",
    rules: Rules = NOTHING_SAID,
    call_id: UUID | None = None,
) -> UUID:
    """A way to reach them; `call_id` when they named it on that call (what violence asks for)."""
    with desk.changing(Act.EDIT_PERSON):
        person = hands.locked(desk, Person, person_id, what="That person")
        hands.require(hands.holds_person(desk, person.id), NOT_YOURS)
        if call_id is not None:
            desk.find(Call, call_id, what="That call")
        channel = channel_row(desk, person, value, kind=kind, rules=rules, call_id=call_id)
        desk.keep(Act.EDIT_PERSON, channel, *moved(desk, person.id, channel))
    return channel.id


def change_rules(desk: Desk, *, channel_id: UUID, rules: Rules) -> None:
    """What is safe on it is different now; booked call-backs move into the new hours."""
    with desk.changing(Act.EDIT_PERSON):
        channel = _held(desk, channel_id)
        apply(channel, rules)
        desk.keep(Act.EDIT_PERSON, channel, *moved(desk, channel.person_id, channel))


def drop_channel(desk: Desk, *, channel_id: UUID) -> None:
    """The number is dead, or they want it gone; twice is refused."""
    with desk.changing(Act.EDIT_PERSON):
        channel = _held(desk, channel_id)
        channel.ended_at = now()
        desk.keep(Act.EDIT_PERSON, channel, *moved(desk, channel.person_id, channel))


def _held(desk: Desk, channel_id: UUID) -> Channel:
    channel = hands.locked(desk, Channel, channel_id, what="That number")
    hands.require(hands.holds_person(desk, channel.person_id), NOT_YOURS)
    if channel.ended_at is not None:
        raise Refused("That number is out of use already.")
    return channel


def moved(desk: Desk, person_id: UUID, channel: Channel) -> Sequence[Row]:
    """The person's call-backs, once this channel stands as it does now."""
    desk.session.add(channel)
    desk.session.flush()
    return follow_ups.moved(desk, person_id)
