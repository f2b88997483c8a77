"""What have all presses about one place in common: whom they tell, and who may take them back?"""

from datetime import datetime, timedelta

from casework.desk import Desk
from casework.directory import changes
from casework.errors import NotAllowed, Refused
from db.models import Row, Service, SupportGroup, now

UNDO_FOR = timedelta(minutes=10)


def choose_one(service_id: int | None, group_id: int | None) -> None:
    if (service_id is None) == (group_id is None):
        raise Refused("Choose one place or one group.")


def readers(desk: Desk, service_id: int | None, group_id: int | None) -> list[Row]:
    """To be added in the transaction of the press. Raises NotFound for a place that is not there."""
    if service_id is not None:
        desk.find(Service, service_id, what="That place")
    else:
        desk.find(SupportGroup, group_id, what="That group")
    return changes.of_place(desk.session, service_id, group_id)


def lately(at: datetime) -> bool:
    """It may be taken back still, and a second press of the same is the first."""
    return at > now() - UNDO_FOR


def own(desk: Desk, by_id: int, *, did: str) -> None:
    """`did` ends the sentence: "You may not take back what a colleague …"."""
    if by_id != desk.me:
        raise NotAllowed(f"You may not take back what a colleague {did}.")
