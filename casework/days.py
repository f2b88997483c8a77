"""Which day is it here, for what is stamped with a day?"""

from datetime import date
from zoneinfo import ZoneInfo

from casework.desk import Desk
from db.models import Helpline, now


def zone(desk: Desk) -> str:
    """The helpline's own time zone."""
    row = desk.session.get(Helpline, 1)
    return row.zone if row else "America/New_York"


def today(desk: Desk) -> date:
    return now().astimezone(ZoneInfo(zone(desk))).date()
