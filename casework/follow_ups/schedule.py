"""When do we ring back after what? The table of domain.md 6.3, and how its lines are put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

APART = timedelta(hours=24)
OPEN_END = 12  # attempts where the table says "open"


def hours(count: int) -> timedelta:
    return timedelta(hours=count)


def days(*counts: int) -> tuple[timedelta, ...]:
    return tuple(timedelta(days=count) for count in counts)


WEEKLY = days(*range(7, 85, 7))
TO_120 = days(*range(7, 121, 7))


@dataclass(frozen=True)
class Line:
    """One situation: the first contact and the later ones, counted from its own beginning (the call,
    or the appointment or meeting), and how often we try."""

    why: str
    first: timedelta
    then: tuple[timedelta, ...]
    attempts: int


# domain.md 6.3. The last three are ours: other referrals (Inform USA: 7 to 14 days), release from
# custody or hospital as the line above it, and a relative whose person died as any family caller.
SCHEDULE: Mapping[str, Line] = {
    "after_911": Line("after an emergency", hours(0), (*days(1, 3, 7),), 5),
    "suicide_high": Line("safety", hours(24), days(3, 7, 14, 30), 5),
    "suicide_some": Line("safety", hours(72), days(7, 14, 30), 3),
    "overdose_release_gap": Line("tolerance may be lost", hours(24), days(3, 7, 14, 30), 5),
    "withdrawal": Line("withdrawal", hours(24), days(3, 7), 5),
    "pregnant": Line("priority place", hours(24), WEEKLY, 5),
    "injects_waiting": Line("interim help while waiting", hours(48), TO_120, 5),
    "live_in_booked": Line("before they go in", days(-1)[0], days(0, 3), 3),
    "outpatient_booked": Line("before the first visit", days(-1)[0], days(1, 14, 34), 3),
    "waiting": Line("still waiting?", days(3)[0], WEEKLY, OPEN_END),
    "peers": Line("after the first meeting", days(1)[0], days(7, 30), 3),
    "isolated": Line("not to be alone with it", hours(48), days(7, 14, 30, 90), 3),
    "family": Line("how is the family?", days(7)[0], days(30), 2),
    "recovery": Line("recovery check", days(30)[0], days(90, 180, 365), 2),
    "routine": Line("did they get in?", days(7)[0], days(14), 3),
    "release": Line("around release: tolerance is lost", hours(24), days(3, 7, 14, 30), 5),
    "bereaved": Line("after a loss", days(7)[0], days(30, 90), 2),
}


@dataclass(frozen=True)
class Plan:
    """What all lines that apply come to."""

    why: str
    first: datetime
    then: tuple[datetime, ...]
    attempts: int

    def after(self, moment: datetime) -> datetime | None:
        """The next contact at least a day after `moment`."""
        dates = (self.first, *self.then)
        return next((date for date in dates if date >= moment + APART), None)


def plan(lines: Sequence[tuple[str, datetime]], *, now: datetime) -> Plan | None:
    """Earliest first contact, the later dates at least 24 hours apart, the highest cap; None when no
    line applies. `lines`: situation → when it began. What has passed is not rung any more."""
    firsts, later = [], []
    for name, began in lines:
        line = SCHEDULE[name]
        dates = sorted(began + step for step in (line.first, *line.then))
        ahead = [date for date in dates if date >= now]
        due = began + line.first
        first = now if not ahead or due <= now < began + max(line.first, APART) else ahead[0]
        firsts.append((first, name))
        later += [date for date in ahead if date > first]
    if not firsts:
        return None
    first, name = min(firsts)
    kept: list[datetime] = []
    for date in sorted(later):
        if date >= (kept[-1] if kept else first) + APART:
            kept.append(date)
    attempts = max(SCHEDULE[name].attempts for name, _ in lines)
    return Plan(SCHEDULE[name].why, first, tuple(kept), attempts)
