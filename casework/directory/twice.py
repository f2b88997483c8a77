"""Are these two one place? An editor decides, and may take it back at any time.

Joining writes one link from what is shown no more to what is kept (`merged_into_id`); referrals, reports
and outcomes stay where they are and count for the kept one (one_place.py).
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from casework.access import Act
from casework.desk import Desk
from casework.directory import changes
from casework.directory.one_place import KINDS, families
from casework.directory.twice_meetings import same
from casework.directory.twice_pairs import Pair, in_order
from casework.directory.twice_rows import meetings_of
from casework.errors import NotFound, Refused
from db.models import DirectoryChange, Duplicate, Row, SupportGroup, now

OPEN = frozenset({"proposed", "undone"})
WHAT = "That pair"


@dataclass(frozen=True)
class Asked:
    """What is decided about: a proposal, or what follows from one."""

    kind: str
    likeness: int
    evidence: Sequence[str]


def merge(desk: Desk, duplicate_id: int, *, keep_id: int) -> None:
    """One place: `keep_id`, one of the two, is shown from now on with what is known of both.

    Of two groups the meetings that are the same become one as well. Raises NotAllowed; NotFound;
    Refused where somebody decided already, or the two were joined by another way.
    """
    with desk.changing(Act.EDIT_DIRECTORY):
        row, moment = _open(desk, duplicate_id), now()
        asked, pair = Asked(row.kind, row.likeness, row.evidence), (row.first_id, row.second_id)
        if keep_id not in pair:
            raise NotFound("That place")
        other_id = next(id for id in pair if id != keep_id)
        theirs = families(desk.session, KINDS[asked.kind], [other_id]).of(other_id)
        rows = _join(desk, asked, keep_id, other_id, moment)
        if asked.kind == "group":
            rows += _meetings_too(desk, keep_id, theirs, moment)
        told = _told(desk, asked.kind, pair)
        subject = f"Duplicate {row.id}: {row.kind} {other_id} joined to {keep_id}"
        desk.keep(Act.EDIT_DIRECTORY, *rows, *told, subject=subject)


def two_places(desk: Desk, duplicate_id: int) -> None:
    """Two different places: never proposed again, unless somebody asks for it (`reconsider`). Raises as
    `merge`."""
    with desk.changing(Act.EDIT_DIRECTORY):
        row = _open(desk, duplicate_id)
        _decide(desk, row, "different", now())
        desk.keep(Act.EDIT_DIRECTORY, row)


def reconsider(desk: Desk, duplicate_id: int) -> None:
    """As it was before: both stand for themselves, and the pair waits for a decision again.

    Raises NotAllowed; NotFound; Refused where nothing was decided.
    """
    with desk.changing(Act.EDIT_DIRECTORY):
        row = _row(desk, duplicate_id)
        if row.state not in {"merged", "different"}:
            raise Refused("Nothing is decided about these two. Look again.")
        rows: list[Row] = [row]
        if row.state == "merged":
            pair = (row.first_id, row.second_id)
            told = _told(desk, row.kind, pair)  # while they are one
            rows += [*_apart(desk, row), *_meetings_apart(desk, row), *told]
        _decide(desk, row, "undone", now())
        desk.keep(Act.EDIT_DIRECTORY, *rows, subject=f"Duplicate {row.id}: taken back")


def _row(desk: Desk, duplicate_id: int) -> Duplicate:
    row = desk.session.get(Duplicate, duplicate_id, populate_existing=True)
    if row is None:
        raise NotFound(WHAT)
    return row


def _open(desk: Desk, duplicate_id: int) -> Duplicate:
    row = _row(desk, duplicate_id)
    if row.state not in OPEN:
        raise Refused("Somebody decided about these two already. Look again.")
    return row


def _decide(desk: Desk, row: Duplicate, state: str, moment: datetime) -> None:
    row.state, row.decided_at, row.decided_by_id = state, moment, desk.actor.id
    row.kept_id = None


def _join(desk: Desk, asked: Asked, keep_id: int, other_id: int, moment: datetime) -> list[Row]:
    """The link between the heads of both, and the line of the decision: another than was proposed,
    where one of the two was joined since."""
    one = families(desk.session, KINDS[asked.kind], [keep_id, other_id])
    kept, other = one.head(keep_id), one.head(other_id)
    if kept == other:
        raise Refused("These two are one place already. Look again.")
    row = _line(desk, asked, in_order(kept, other), moment)
    if row.state == "different":
        raise Refused("These were called two different places. Take that back first.")
    _decide(desk, row, "merged", moment)
    row.kept_id = kept
    joined = desk.session.get_one(KINDS[asked.kind], other, populate_existing=True)
    joined.merged_into_id = kept
    desk.session.add_all([row, joined])
    desk.session.flush()
    return [row, joined]


def _line(desk: Desk, asked: Asked, pair: Pair, moment: datetime) -> Duplicate:
    kind, (first, second) = asked.kind, pair
    this = (Duplicate.kind == kind, Duplicate.first_id == first, Duplicate.second_id == second)
    return desk.session.exec(select(Duplicate).where(*this)).first() or Duplicate(
        kind=kind,
        first_id=first,
        second_id=second,
        likeness=asked.likeness,
        evidence=list(asked.evidence),
        proposed_at=moment,
    )


def _meetings_too(desk: Desk, keep_id: int, theirs: Collection[int], moment: datetime) -> list[Row]:
    """After their groups were joined; `theirs`: the groups that are shown no more."""
    groups = families(desk.session, SupportGroup, [keep_id]).of(keep_id)
    rows: list[Row] = []
    for one, other, how in same(meetings_of(desk.session, groups)):
        if (one.group in theirs) == (other.group in theirs):
            continue  # they were in one card before
        keep, left = (other, one) if one.group in theirs else (one, other)
        with suppress(Refused):  # one of them was decided about by itself
            alike = Asked("meeting", how.points, how.evidence)
            rows += _join(desk, alike, keep.id, left.id, moment)
    return rows


def _told(desk: Desk, kind: str, pair: Pair) -> list[Row]:
    """Every process reads both again."""
    if kind == "service":
        return [DirectoryChange(service_id=id) for id in pair]
    if kind == "meeting":
        return [DirectoryChange(meeting_id=id) for id in pair]
    groups = families(desk.session, SupportGroup, pair).all_of(pair)
    return [row for id in sorted(groups) for row in changes.of_place(desk.session, None, id)]


def _apart(desk: Desk, row: Duplicate) -> list[Row]:
    other_id = row.first_id if row.kept_id == row.second_id else row.second_id
    joined = desk.session.get_one(KINDS[row.kind], other_id, populate_existing=True)
    if joined.merged_into_id != row.kept_id:
        raise Refused("These two are joined another way by now. Look again.")
    joined.merged_into_id = None
    return [joined]


def _meetings_apart(desk: Desk, row: Duplicate) -> list[Row]:
    """The meetings that became one in the same act as their groups; a line that was made for it goes."""
    if row.kind != "group":
        return []
    lines = desk.session.exec(
        select(Duplicate).where(
            Duplicate.kind == "meeting",
            Duplicate.state == "merged",
            Duplicate.decided_at == row.decided_at,
        )
    ).all()
    rows: list[Row] = []
    for line in lines:
        rows += _apart(desk, line)
        if line.proposed_at == line.decided_at:
            desk.session.delete(line)
        else:
            line.state, line.kept_id = "proposed", None
            rows.append(line)
    return rows
