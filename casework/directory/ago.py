"""How long ago was something, as people say it?"""

from datetime import datetime, timedelta

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK, MONTH, YEAR = 7 * DAY, timedelta(days=30.4), timedelta(days=365)
# Up to how long, counted in what.
STEPS = (
    (HOUR, MINUTE, "minute"),
    (DAY, HOUR, "hour"),
    (2 * WEEK, DAY, "day"),
    (2 * MONTH, WEEK, "week"),
    (2 * YEAR, MONTH, "month"),
)


def ago(at: datetime, now: datetime) -> str:
    """ "a moment ago", "5 minutes ago", "yesterday", "3 weeks ago", "2 years ago"."""
    passed = now - at
    if passed < MINUTE:
        return "a moment ago"
    if DAY <= passed < 2 * DAY:
        return "yesterday"
    for until, unit, word in STEPS:
        if passed < until:
            return _counted(passed // unit, word)
    return _counted(passed // YEAR, "year")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'} ago"
