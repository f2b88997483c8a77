"""How do we say a time aloud, in the caller's own clock?"""

from datetime import datetime, timedelta

from matching.schedule import zone_of

_EN_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_ES_DAYS = "lunes martes miércoles jueves viernes sábado domingo"
_DAYS = {"en": _EN_DAYS.split(), "es": _ES_DAYS.split()}
_EN = "January February March April May June July August September October November December"
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_MONTHS = {"en": _EN.split(), "es": _ES.split()}
_WORDS = {
    "en": ("this morning", "this afternoon", "tonight", "tomorrow", "in", "now"),
    "es": ("esta mañana", "esta tarde", "esta noche", "mañana", "en", "ahora"),
}


def spoken(when: datetime, now: datetime, zone: str, language: str = "en") -> str:
    """For example "tonight 7:30 pm, in 2 h 10 min"; the wait is said within a day."""
    words = language if language in _WORDS else "en"
    there = when.astimezone(zone_of(zone))
    here = now.astimezone(zone_of(zone))
    wait = when - now
    said = f"{_day(there, here, words)} {_hour(there)}"
    if timedelta() <= wait < timedelta(days=1):
        said += f", {_wait(wait, words)}"
    return said


def _day(there: datetime, here: datetime, words: str) -> str:
    days = (there.date() - here.date()).days
    if days == 0:
        return _WORDS[words][0 if there.hour < 12 else 1 if there.hour < 17 else 2]
    if days == 1:
        return _WORDS[words][3]
    weekday = _DAYS[words][there.weekday()]
    if 0 < days < 7:
        return weekday
    month = _MONTHS[words][there.month - 1]
    if words == "es":
        return f"{weekday} {there.day} de {month},"
    return f"{weekday}, {month} {there.day},"


def _hour(there: datetime) -> str:
    return f"{(there.hour + 11) % 12 + 1}:{there.minute:02d} {'am' if there.hour < 12 else 'pm'}"


def _wait(wait: timedelta, words: str) -> str:
    minutes = int(wait.total_seconds() // 60)
    if minutes == 0:
        return _WORDS[words][5]
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest else []
    return f"{_WORDS[words][4]} {' '.join(parts)}"
