"""What became of the people we sent to a place, how many are on their way there, how soon do they get in?

Counts about places, of every centre together: of a referral only where it went and which steps came
when; never who it was for (docs/outcomes.md).
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col

from casework.directory.estimates import NONE, Tally, weight
from casework.directory.one_place import Families, families
from db.models import Meeting, Referral, ReferralStep, Service, SupportGroup

WINDOW = timedelta(days=720)  # four half-lives: what is older weighs next to nothing
LATELY = timedelta(days=90)  # for how soon people get in, and how many a day
ON_THE_WAY = timedelta(days=7)  # after that nothing is left of a referral's load
HALF_A_DAY = 12
ENOUGH = 5  # waits heard, below which how soon stays unknown

CAME = frozenset({"attended", "engaged", "completed"})
SAID_NO = frozenset({"rejected", "cancelled"})
SETTLING = CAME | SAID_NO | {"accepted"}
TELLING = SETTLING | {"sent"}
# Why it ended that is theirs and not the place's; the place's own reasons stand for themselves.
OF_THE_PLACE = frozenset(
    {
        *("no_bed", "waitlist", "cost", "insurance", "hours", "language", "access", "not_eligible"),
        *("moud_refused", "documents", "unwelcome"),
    }
)
OF_THE_CALLER = frozenset(
    {"changed_mind", "no_contact", "too_far", "transport", "childcare", "mistake", "died"}
)


class Where(NamedTuple):
    """A service ("s") or a group ("g"): the head of all that stand for one place."""

    sort: str
    id: int


class Joined(NamedTuple):
    """What counts for what."""

    services: Families
    groups: Families

    def where(self, service: int | None, group: int | None) -> Where:
        if service is not None:
            return Where("s", self.services.head(service))
        return Where("g", self.groups.head(group or 0))

    def head(self, place: Where) -> Where:
        return self.where(place.id, None) if place.sort == "s" else self.where(None, place.id)

    def among(self, only: Collection[Where]) -> Any:
        """Referrals to those places and groups, and to all that were joined to them."""
        services = self.services.all_of(each.id for each in only if each.sort == "s")
        groups = self.groups.all_of(each.id for each in only if each.sort == "g")
        return sa.or_(col(Referral.service_id).in_(services), col(Referral.group_id).in_(groups))


def joined(session: Session, only: Collection[Where] | None = None) -> Joined:
    if only is None:
        return Joined(families(session, Service), families(session, SupportGroup))
    return joined_of(session, [(w.id, None) if w.sort == "s" else (None, w.id) for w in only])


def joined_of(session: Session, pairs: Iterable[tuple[int | None, int | None]]) -> Joined:
    """Of these (service, None) and (None, group)."""
    listed = list(pairs)
    return Joined(
        families(session, Service, {s for s, _ in listed if s is not None}),
        families(session, SupportGroup, {g for _, g in listed if g is not None}),
    )


@dataclass(slots=True)
class Path:
    """The steps of one referral that tell, oldest first."""

    referral: UUID
    where: Where
    sent: datetime | None = None
    accepted: datetime | None = None
    appointment: datetime | None = None
    came: datetime | None = None
    last: str = ""
    reason: str = ""
    at: datetime | None = None

    def take(self, step: Any) -> None:
        if step.status == "sent":
            self.sent = self.sent or step.at
        elif step.status == "scheduled":
            self.appointment = step.appointment_at
        elif step.status == "accepted":
            self.accepted = self.accepted or step.at
        elif step.status in CAME:
            self.came = self.came or step.at
        self.last, self.reason, self.at = step.status, step.reason, step.at

    def outcome(self) -> tuple[date, bool] | None:
        """The day it was settled and whether they got in; None while that is not known, or where what
        ended it was the caller's own."""
        if self.sent is None or self.at is None:
            return None
        if self._turned_away():
            return self.at.date(), False
        return (self.came.date(), True) if self.came else None

    def _turned_away(self) -> bool:
        if self.last == "rejected":
            return self.reason not in OF_THE_CALLER
        return self.last == "cancelled" and self.reason in OF_THE_PLACE

    def waited(self) -> float | None:
        """Hours from sent until they were there, or until the place said yes."""
        there = self.came or self.accepted
        if self.sent is None or there is None:
            return None
        booked = self.appointment
        if self.came and booked and self.sent < booked < self.came:
            there = booked  # that they went is often heard days later
        return max(0.0, (there - self.sent).total_seconds() / 3600)


def paths(
    session: Session, today: date, *, only: Collection[Where] | None = None
) -> Iterator[Path]:
    """Every referral with a telling step in the window; of few places, every referral."""
    places = joined(session, only)
    if only is not None:
        return walked(session.execute(steps().where(places.among(only))), places)
    since = datetime.combine(today, datetime.min.time(), UTC) - WINDOW
    telling = (
        sa.select(col(ReferralStep.referral_id))
        .where(col(ReferralStep.status).in_(SETTLING))
        .where(col(ReferralStep.at) >= since)
    )
    rows = session.execute(steps().where(col(ReferralStep.referral_id).in_(telling)))
    return walked(rows, places)


def steps() -> sa.Select[Any]:
    """Steps in the order of referrals; named columns only, none of a person."""
    return (
        sa.select(
            col(ReferralStep.referral_id), col(Referral.service_id), col(Referral.group_id),
            col(ReferralStep.status), col(ReferralStep.reason), col(ReferralStep.at),
            col(ReferralStep.appointment_at),
        )
        .join(Referral, col(Referral.id) == col(ReferralStep.referral_id))
        .order_by(col(ReferralStep.referral_id), col(ReferralStep.seq))
    )  # fmt: skip


def walked(rows: Iterable[Any], places: Joined) -> Iterator[Path]:
    """One path a referral."""
    for referral, its in groupby(rows, key=attrgetter("referral_id")):
        path: Path | None = None
        for row in its:
            path = path or Path(referral, places.where(row.service_id, row.group_id))
            path.take(row)
        if path is not None:
            yield path


@dataclass(slots=True)
class Heard:
    """What is known of one place."""

    tally: Tally = NONE
    before_today: Tally = NONE
    counted: int = 0  # people, each as one
    got_in: int = 0
    came_lately: int = 0
    waits: list[float] = field(default_factory=list)

    def take(self, path: Path, today: date) -> None:
        self._wait(path, today)
        outcome = path.outcome()
        if outcome is None or today - outcome[0] > WINDOW:
            return
        day, got_in = outcome
        weighs = weight(day, today)
        one = Tally(weighs * got_in, weighs)
        self.tally += one
        self.before_today += one if day < today else NONE
        self.counted, self.got_in = self.counted + 1, self.got_in + got_in
        if got_in and today - day <= LATELY:
            self.came_lately += 1

    def _wait(self, path: Path, today: date) -> None:
        there, waited = path.came or path.accepted, path.waited()
        if there is not None and waited is not None and today - there.date() <= LATELY:
            self.waits.append(waited)

    @property
    def how_soon(self) -> int | None:
        """Hours, the middle of what the last months showed, by whole half days; unknown below ENOUGH."""
        if len(self.waits) < ENOUGH:
            return None
        return HALF_A_DAY * math.ceil(sorted(self.waits)[len(self.waits) // 2] / HALF_A_DAY)


def heard(
    session: Session, today: date, *, only: Collection[Where] | None = None
) -> dict[Where, Heard]:
    """By place, in a fixed order, so that sums come out alike in every process."""
    found: dict[Where, Heard] = defaultdict(Heard)
    for path in paths(session, today, only=only):
        found[path.where].take(path, today)
    return dict(found)


def on_the_way(
    session: Session, at: datetime, *, only: Collection[Where] | None = None
) -> dict[Where, float]:
    """How many were sent to each place lately, each fading by a day (matching.md 4), counted by whole
    hours: every process comes to the same."""
    hour = hour_of(at)
    places = joined(session, only)
    query = (
        sa.select(col(Referral.service_id), col(Referral.group_id), col(ReferralStep.at))
        .join(Referral, col(Referral.id) == col(ReferralStep.referral_id))
        .where(col(ReferralStep.status) == "sent", col(ReferralStep.at) > hour - ON_THE_WAY)
        .order_by(col(ReferralStep.at), col(ReferralStep.referral_id))
    )
    if only is not None:
        query = query.where(places.among(only))
    found: dict[Where, float] = defaultdict(float)
    for row in session.execute(query):
        hours = max(0, (hour - row.at).total_seconds() // 3600 + 1)
        found[places.where(row.service_id, row.group_id)] += math.exp(-hours / 24)
    return dict(found)


def hour_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def keys_of(session: Session, places: Iterable[Where]) -> set[str]:
    """The keys of matching that stand for them: a service, or every meeting of a group."""
    wanted = set(places)
    heads = [each.id for each in wanted if each.sort == "g"]
    services = {f"s{each.id}" for each in wanted if each.sort == "s"}
    if not heads:
        return services
    groups = families(session, SupportGroup, heads).all_of(heads)
    meetings = sa.select(col(Meeting.id)).where(col(Meeting.group_id).in_(groups))
    return services | {f"m{id}" for id in session.execute(meetings).scalars()}
