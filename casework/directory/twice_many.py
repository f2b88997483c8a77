"""How does an editor join many in one press, where two lists hold the same places, and take it all back?

Only what is as good as certain (twice_certain.py), looked at once more in the transaction of the press.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, col, select

from casework.access import Act
from casework.desk import Desk
from casework.directory.twice import joined_to, taken_back
from casework.directory.twice_certain import sure_groups, sure_meetings, sure_places
from casework.directory.twice_joining import Press, ids_by_kind, one_at_a_time, rows_of
from casework.directory.twice_meetings import by_group
from casework.directory.twice_parting import Apart
from casework.directory.twice_rows import meetings_by_id, meetings_of, places_of
from casework.errors import CaseworkError, NotFound, Refused
from db.models import Duplicate, Row, now

AT_ONCE = 500  # pairs in one press: one short transaction, half a second on SQLite
STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Together:
    """What a press did: the ids of the pairs it joined, or took apart, in order, and how many of those
    asked for it left as they were."""

    done: list[int]
    left: int = 0

    @property
    def press(self) -> int:
        """By which all of it is taken back."""
        return self.done[0]


def merge_all(desk: Desk, ids: Collection[int], *, of_source: int | None = None) -> Together:
    """Each of these pairs is one place from now on, as a press of its own would make it: kept is what
    was there first, or what comes from `of_source` where one of the two does.

    What somebody decided meanwhile, or what is not as good as certain any more, is left alone and
    counted. Raises NotAllowed; Refused for more than AT_ONCE pairs and where none is left to join.
    """
    desk.require(Act.EDIT_DIRECTORY)
    if len(ids) > AT_ONCE:
        raise Refused(f"That is too much at once: at most {AT_ONCE} pairs.")
    with desk.changing(Act.EDIT_DIRECTORY):
        one_at_a_time(desk.session)
        asked = rows_of(desk.session, Duplicate, ids)
        keep = _kept(desk.session, [x for x in asked.values() if x.state == "proposed"], of_source)
        lines = [asked[id] for id in sorted(keep)]
        press, moment, rows = Press(desk, lines), now(), list[Row]()
        decided: dict[int, Any] = {}
        for number, line in enumerate(lines):
            try:
                made = press.join(line, keep[line.id], moment + number * STEP)
            except CaseworkError:
                continue  # two of these say the same, or a pair before it joined them already
            decided[line.id] = made[0]
            rows += made
        if not decided:
            raise Refused(
                "Nothing was joined: somebody decided about these meanwhile, or something speaks "
                "against it by now. Look again."
            )
        done = list(decided)
        for row in decided.values() if len(done) > 1 else ():
            row.decided_with_id = done[0]
        press.tell([asked[id] for id in done])
        trail = [joined_to(asked[id], keep[id]) for id in done]
        desk.keep(Act.EDIT_DIRECTORY, *rows, subject=trail)
    return Together(done, len(ids) - len(done))


def reconsider_all(desk: Desk, press: int) -> Together:
    """All of one press is as it was before it; what was taken back already, or is joined another way by
    now, stays. Raises NotAllowed; NotFound where nothing of it is left."""
    with desk.changing(Act.EDIT_DIRECTORY):
        one_at_a_time(desk.session)
        query = select(Duplicate).where(
            Duplicate.decided_with_id == press, Duplicate.state == "merged"
        )
        last_first = query.order_by(col(Duplicate.decided_at).desc())
        fresh = last_first.execution_options(populate_existing=True)
        lines = list(desk.session.exec(fresh))
        apart, moment, rows = Apart(desk, lines), now(), list[Row]()
        done = []
        for number, line in zip(count(), lines, strict=False):
            try:
                rows += apart.take(line, moment + number * STEP)
            except Refused:
                continue
            line.state = "proposed"  # as though nobody had pressed: it may be pressed again
            done.append(line)
        if not done:
            raise NotFound("What was joined in one press")
        trail = [taken_back(line) for line in done]
        desk.keep(Act.EDIT_DIRECTORY, *rows, subject=trail)
    return Together([line.id for line in done], len(lines) - len(done))


def _kept(
    session: Session, lines: Collection[Duplicate], of_source: int | None
) -> Mapping[int, int]:
    """Pair → which of the two is kept, of those that are as good as certain now."""
    ids = ids_by_kind(lines)
    places = {each.id: each for each in places_of(session, ids.get("service", ()))}
    meets = {each.id: each for each in meetings_by_id(session, ids.get("meeting", ()))}
    groups = by_group(meetings_of(session, ids.get("group", ())))
    kept = {}
    for line in lines:
        first, second = line.first_id, line.second_id
        if line.kind == "service" and {first, second} <= places.keys():
            why = sure_places(places[first], places[second])
            source = places[second].source
        elif line.kind == "meeting" and {first, second} <= meets.keys():
            why, source = sure_meetings(meets[first], meets[second]), meets[second].source
        elif line.kind == "group" and {first, second} <= groups.keys():
            why, source = sure_groups(groups[first], groups[second]), groups[second][0].source
        else:
            continue  # one of them is gone
        if why:
            kept[line.id] = second if source == of_source else first
    return kept
