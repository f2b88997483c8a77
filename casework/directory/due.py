"""Which places should be asked next whether what we say of them is true?

Yearly, a meeting every 90 days, and first of all what nobody ever checked (product.md 2). What is read
out and referred to most comes first: there a wrong number hurts most people. Read from the lists that
counsellors see, so that two listings of one place are asked once.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.access import Act
from casework.desk import Desk
from casework.directory import keys, snapshot
from casework.directory.cards import Card, describe
from casework.directory.last_checked import ANSWERED, period
from casework.directory.outcomes import Joined, Where, joined
from db.models import Referral, Shown, Verification, now
from matching.words import Kind, Offered, Status

USED_LATELY = timedelta(days=90)
AGAIN_AFTER = timedelta(days=3)  # a place nobody reached
GIVE_UP_AFTER = 3  # times not reached; then somebody decides
OVER = frozenset({Status.DO_NOT_REFER, Status.INACTIVE})  # nobody is sent there
SHOWN = 25


@dataclass(frozen=True)
class Used:
    """How often lately, over all centres; whose calls they were is nowhere said."""

    read_out: int = 0
    referred: int = 0

    @property
    def times(self) -> int:
        return self.read_out + self.referred


@dataclass(frozen=True)
class DueLine:
    """One place to ask. `since`: when it was last true, None for never."""

    place: Where
    card: Card
    meeting: bool
    used: Used
    since: date | None
    days_late: int  # 0 where it was never checked
    tries: int  # not reached since then


@dataclass(frozen=True)
class Due:
    """`total` are due now; `lines` the first of them. `waiting` were not reached lately and come back
    by themselves; `given_up` were not reached three times: somebody decides."""

    total: int
    lines: Sequence[DueLine]
    waiting: int
    given_up: Sequence[DueLine]


@dataclass(frozen=True)
class _Place:
    key: str  # of the listing whose card stands for it
    meeting: bool
    since: date | None
    unverified: bool

    def late(self, today: date) -> int | None:
        """Days past its time, 0 where it was never checked; None where it is not due."""
        if self.since is None or self.unverified:
            return 0
        late = (today - self.since).days - period(meeting=self.meeting)
        return late if late > 0 else None


def due(desk: Desk, *, limit: int = SHOWN, only: Collection[str] | None = None) -> Due:
    """What to ask next; `only`: of the listings with these keys. Raises NotAllowed."""
    desk.require(Act.VERIFY_LISTING)
    at, index = now(), snapshot.fresh().index
    places = _places(index.offers() if only is None else index.offers_of(only))
    one = joined(desk.session)
    late = {p: days for p, its in places.items() if (days := its.late(at.date())) is not None}
    asking = _Asking(places, late, one, _used(desk.session, at, one), _tried(desk.session, one))
    resting = {place for place in late if _rests(asking.tries(place), at)}
    given_up = {place for place in late if len(asking.tries(place)) >= GIVE_UP_AFTER}
    now_due = set(late) - resting - given_up
    return Due(
        len(now_due),
        asking.lines(desk, now_due, limit),
        len(resting - given_up),
        asking.lines(desk, given_up, limit),
    )


@dataclass(frozen=True)
class _Asking:
    """All places, and of those that are late how often each was used, and not reached."""

    places: Mapping[Where, _Place]
    late: Mapping[Where, int]
    one: Joined
    by_use: Mapping[Where, Used]
    tried: Mapping[Where, Sequence[datetime]]

    def used(self, place: Where) -> Used:
        return self.by_use.get(self.one.head(place), Used())

    def tries(self, place: Where) -> Sequence[datetime]:
        return self.tried.get(self.one.head(place), ())

    def lines(self, desk: Desk, chosen: Collection[Where], limit: int) -> list[DueLine]:
        """The most used first, then what was true longest ago."""
        few = sorted(chosen, key=self._first)[:limit]
        cards = describe(desk, {self.places[place].key for place in few})
        found = ((place, self.places[place]) for place in few)
        return [
            DueLine(
                place,
                cards[its.key],
                its.meeting,
                self.used(place),
                its.since,
                self.late[place],
                len(self.tries(place)),
            )
            for place, its in found
            if its.key in cards
        ]

    def _first(self, place: Where) -> tuple[int, date, str]:
        its = self.places[place]
        return -self.used(place).times, its.since or date.min, its.key


def place_of(offer: Offered) -> Where:
    """A group is asked once for all its meetings."""
    if offer.kind is Kind.MEETING and offer.group:
        return Where("g", int(offer.group[1:]))
    return Where("s", keys.number(offer.key))


def _places(offers: Sequence[Offered]) -> dict[Where, _Place]:
    """Of a group the meeting that was true longest ago."""
    together: dict[Where, list[Offered]] = defaultdict(list)
    for offer in offers:
        if offer.status not in OVER and keys.is_first(offer.key):
            together[place_of(offer)].append(offer)
    return {place: _oldest(found) for place, found in together.items()}


def _oldest(found: Sequence[Offered]) -> _Place:
    first = min(found, key=lambda offer: (offer.confirmed_on or date.min, offer.key))
    return _Place(
        first.key,
        first.kind is Kind.MEETING,
        first.confirmed_on,
        any(offer.unverified for offer in found),
    )


def _rests(tries: Sequence[datetime], at: datetime) -> bool:
    return bool(tries) and tries[-1] > at - AGAIN_AFTER


def _tried(session: Session, one: Joined) -> Mapping[Where, Sequence[datetime]]:
    """When nobody was reached, since somebody was; in order."""
    columns = (
        Verification.service_id,
        Verification.group_id,
        Verification.outcome,
        Verification.at,
    )
    query = sa.select(*map(col, columns)).order_by(col(Verification.at), col(Verification.id))
    found: dict[Where, list[datetime]] = defaultdict(list)
    for service, group, outcome, at in session.execute(query):
        place = one.where(service, group)
        if outcome in ANSWERED or outcome == "gone":
            found.pop(place, None)
        else:
            found[place].append(at)
    return found


def _used(session: Session, at: datetime, one: Joined) -> Mapping[Where, Used]:
    read = _counted(session, one, Shown, Shown.read_out, col(Shown.shown_at) > at - USED_LATELY)
    sent = _counted(session, one, Referral, sa.true(), col(Referral.made_at) > at - USED_LATELY)
    return {
        place: Used(read.get(place, 0), sent.get(place, 0)) for place in read.keys() | sent.keys()
    }


def _counted(session: Session, one: Joined, table: Any, *chosen: Any) -> Mapping[Where, int]:
    query = (
        sa.select(col(table.service_id), col(table.group_id), sa.func.count())
        .where(*chosen)
        .group_by(col(table.service_id), col(table.group_id))
    )
    found: dict[Where, int] = defaultdict(int)
    for service, group, count in session.execute(query):
        found[one.where(service, group)] += count
    return found
