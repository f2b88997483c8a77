"""Are these two one place? An editor decides, and may take it back at any time.

Referrals, reports and outcomes stay where they are and count for the kept one (one_place.py). What is
decided for many at once is in twice_many.py.
"""

from casework.access import Act
from casework.desk import Desk
from casework.directory.twice_joining import OPEN, Press, decide, one_at_a_time
from casework.directory.twice_parting import Apart
from casework.errors import NotFound, Refused
from db.models import Duplicate, now

WHAT = "That pair"


def merge(desk: Desk, duplicate_id: int, *, keep_id: int) -> None:
    """One place: `keep_id`, one of the two, is shown from now on with what is known of both.

    Of two groups the meetings that are the same become one as well. Raises NotAllowed; NotFound;
    Refused where somebody decided already, or the two were joined by another way.
    """
    with desk.changing(Act.EDIT_DIRECTORY):
        row = _row(desk, duplicate_id)
        press = Press(desk, [row])
        rows = press.join(row, keep_id, now())
        press.tell([row])
        desk.keep(Act.EDIT_DIRECTORY, *rows, subject=joined_to(row, keep_id))


def joined_to(row: Duplicate, keep_id: int) -> str:
    """For the trail."""
    other_id = row.second_id if keep_id == row.first_id else row.first_id
    return f"Duplicate {row.id}: {row.kind} {other_id} joined to {keep_id}"


def two_places(desk: Desk, duplicate_id: int) -> None:
    """Two different places: never proposed again, unless somebody asks for it (`reconsider`). Raises as
    `merge`."""
    with desk.changing(Act.EDIT_DIRECTORY):
        row = _row(desk, duplicate_id)
        if row.state not in OPEN:
            raise Refused("Somebody decided about these two already. Look again.")
        decide(desk, row, "different", now())
        desk.keep(Act.EDIT_DIRECTORY, row)


def reconsider(desk: Desk, duplicate_id: int) -> None:
    """As it was before: both stand for themselves, and the pair waits for a decision again.

    Raises NotAllowed; NotFound; Refused where nothing was decided.
    """
    with desk.changing(Act.EDIT_DIRECTORY):
        row = _row(desk, duplicate_id)
        apart = Apart(desk, [row])
        rows = apart.take(row, now())
        desk.keep(Act.EDIT_DIRECTORY, *rows, subject=taken_back(row))


def taken_back(row: Duplicate) -> str:
    return f"Duplicate {row.id}: taken back"


def _row(desk: Desk, duplicate_id: int) -> Duplicate:
    one_at_a_time(desk.session)
    row = desk.session.get(Duplicate, duplicate_id, populate_existing=True)
    if row is None:
        raise NotFound(WHAT)
    return row
