"""Does a moment lie inside the hours that are safe where somebody is?"""

from datetime import timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


def inside(moment, zone, hours):
    there = moment.astimezone(ZoneInfo(zone))
    minute = there.hour * 60 + there.minute
    opens, closes = hours
    return opens <= minute < closes if opens < closes else minute >= opens or minute < closes
