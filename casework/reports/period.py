"""Which calls does a report speak of: from which day to which, of which centre and colleague?"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlmodel import col, select

from casework.access import Act
from casework.desk import Desk
from casework.errors import Refused
from db.models import Account, Call, Centre, now

FIRST_YEAR = 1900
LONGEST = 731  # days in one report


@dataclass(frozen=True)
class Chosen:
    """Both days belong to the report; a day is the centre's own, in its time zone."""

    since: date
    until: date
    centre_id: int | None = None
    counsellor_id: int | None = None

    @classmethod
    def last_days(cls, desk: Desk, days: int) -> "Chosen":
        zone = desk.session.exec(
            select(Centre.zone).where(Centre.id == desk.actor.centre_id)
        ).first()
        today = now().astimezone(ZoneInfo(zone or "UTC")).date()
        return cls(today - timedelta(days=days - 1), today)

    @property
    def days(self) -> list[date]:
        count = (self.until - self.since).days + 1
        return [self.since + timedelta(days=n) for n in range(count)]


@dataclass(frozen=True)
class Scope:
    """A period with the zones of the centres it covers, looked up once."""

    chosen: Chosen
    zones: dict[int, str]

    def holds(self, moment: Any, centre: Any) -> ColumnElement[bool]:
        """Rows whose moment lies in the period, day by day as each centre counts them."""
        parts = []
        for number, zone in self.zones.items():
            first = start_of(self.chosen.since, zone)
            end = start_of(self.chosen.until + timedelta(days=1), zone)
            parts.append(and_(col(centre) == number, col(moment) >= first, col(moment) < end))
        return or_(false(), *parts)

    def of_counsellor(self) -> ColumnElement[bool]:
        """Needs the call in the query."""
        who = self.chosen.counsellor_id
        return true() if who is None else col(Call.counsellor_id) == who


def start_of(day: date, zone: str) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def scope(desk: Desk, chosen: Chosen) -> Scope:
    """The centres this actor sees, narrowed by the filter; another centre is simply not there."""
    desk.require(Act.SEE_REPORTS)
    if chosen.until < chosen.since:
        raise Refused("The last day lies before the first one.")
    if (chosen.until - chosen.since).days > LONGEST:
        raise Refused("That is more than two years. Choose a shorter time.")
    if chosen.until > now().date() + timedelta(days=LONGEST) or chosen.since.year < FIRST_YEAR:
        raise Refused("There are no calls in those days. Choose others.")
    asked = true() if chosen.centre_id is None else Centre.id == chosen.centre_id
    rows = desk.session.exec(
        select(Centre.id, Centre.zone).where(desk.sees(Centre.id), asked)
    ).all()
    return Scope(chosen, dict(rows))


def choices(desk: Desk) -> tuple[dict[int, str], dict[int, str]]:
    """Centres and colleagues to filter by: id → name."""
    desk.require(Act.SEE_REPORTS)
    centres = desk.session.exec(
        select(Centre.id, Centre.name).where(desk.sees(Centre.id)).order_by(Centre.name)
    ).all()
    colleagues = desk.session.exec(
        select(Account.id, Account.name)
        .where(desk.sees(Account.centre_id), col(Account.role).in_(("counsellor", "supervisor")))
        .order_by(Account.name)
    ).all()
    return dict(centres), dict(colleagues)
