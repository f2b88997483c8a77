"""How do we say a time, a day or a number aloud, in the caller's own clock?"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from matching.schedule import zone_of

_EN_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_ES_DAYS = "lunes martes miércoles jueves viernes sábado domingo"
_DAYS = {"en": _EN_DAYS.split(), "es": _ES_DAYS.split()}
_EN_WEEKLY = [f"{day}s" for day in _DAYS["en"]]
_ES_WEEKLY = [f"los {day if day.endswith('s') else day + 's'}" for day in _DAYS["es"]]
_WEEKLY = {"en": _EN_WEEKLY, "es": _ES_WEEKLY}
_EN = "January February March April May June July August September October November December"
_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_MONTHS = {"en": _EN.split(), "es": _ES.split()}
_WORDS = {
    "en": ("this morning", "this afternoon", "tonight", "tomorrow", "in", "now"),
    "es": ("esta mañana", "esta tarde", "esta noche", "mañana", "en", "ahora"),
}
_PAST = {"en": ("today", "yesterday"), "es": ("hoy", "ayer")}
_UNITS = {
    "en": {
        **dict.fromkeys(("miles", "limit"), ("mile", "miles")),
        "hours": ("hour", "hours"),
        "days": ("day", "days"),
        "weeks": ("week", "weeks"),
    },
    "es": {
        **dict.fromkeys(("miles", "limit"), ("milla", "millas")),
        "hours": ("hora", "horas"),
        "days": ("día", "días"),
        "weeks": ("semana", "semanas"),
    },
}


def spoken(when: datetime, now: datetime, zone: str, language: str = "en") -> str:
    """For example "tonight 7:30 pm, in 2 h 10 min"; the wait is said within a day."""
    said, wait = start(when, now, zone, language), when - now
    if timedelta() <= wait < timedelta(days=1):
        said += f", {_wait(wait, _known(language))}"
    return said


def start(when: datetime, now: datetime, zone: str, language: str = "en") -> str:
    """The same without the wait: "tonight 7:30 pm"."""
    words = _known(language)
    there = when.astimezone(zone_of(zone))
    return f"{_day(there, now.astimezone(zone_of(zone)), words)} {_hour(there, words)}"


def told(when: datetime, now: datetime, zone: str, language: str = "en") -> str:
    """For example "today at 2:10 pm", "yesterday at 2:10 pm", "on Tuesday, November 3"."""
    words = _known(language)
    there = when.astimezone(zone_of(zone))
    ago = (now.astimezone(zone_of(zone)).date() - there.date()).days
    if ago in (0, 1):
        at = "at " if words == "en" else ""
        return f"{_PAST[words][ago]} {at}{_hour(there, words)}"
    weekday = _DAYS[words][there.weekday()]
    if words == "es":
        return f"el {weekday} {_day_and_month(there, words)}"
    return f"on {weekday}, {_day_and_month(there, words)}"


def weekly(when: datetime, now: datetime, zone: str, language: str = "en") -> str:  # noqa: ARG001
    """For example "Tuesdays at 7:30 pm"."""
    words = _known(language)
    there = when.astimezone(zone_of(zone))
    at = " at" if words == "en" else ""
    return f"{_WEEKLY[words][there.weekday()]}{at} {_hour(there, words)}"


def until(when: datetime, now: datetime, zone: str, language: str = "en") -> str:  # noqa: ARG001
    """For example "8:00 pm": within a day nobody asks which."""
    return _hour(when.astimezone(zone_of(zone)), _known(language)).removeprefix("a ")


def by_date(when: datetime, now: datetime, zone: str, language: str = "en") -> str:  # noqa: ARG001
    """For example "Tuesday, December 1, 7:30 pm"."""
    words = _known(language)
    there = when.astimezone(zone_of(zone))
    return f"{_long(there, words)} {_hour(there, words)}"


def on_date(day: date, language: str = "en") -> str:
    """For example "on March 3, 2025"."""
    words = _known(language)
    if words == "es":
        return f"el {_day_and_month(day, words)} de {day.year}"
    return f"on {_day_and_month(day, words)}, {day.year}"


def number(unit: str, count: float, language: str = "en") -> str:
    """For example "2.2 miles", "1 week"."""
    one, many = _UNITS[_known(language)][unit]
    return f"{count:g} {one if count == 1 else many}"


def before(joint: str, word: str) -> str:
    """ "siete u ocho", "padres e hijos": the Spanish joints give way to the same sound."""
    sound = word.casefold()
    if joint == "o" and sound.startswith(("o", "ho", "8")):
        return "u"
    if joint == "y" and sound.startswith(("i", "hi")) and not sound.startswith("hie"):
        return "e"
    return joint


# How the moment of each placeholder is said.
MOMENTS: Mapping[str, Callable[[datetime, datetime, str, str], str]] = {
    "when": spoken,
    "start": start,
    "told": told,
    "until": until,
    "weekly": weekly,
    "day": by_date,
}


def _known(language: str) -> str:
    return language if language in _WORDS else "en"


def _day(there: datetime, here: datetime, words: str) -> str:
    days = (there.date() - here.date()).days
    if days == 0:
        return _WORDS[words][0 if there.hour < 12 else 1 if there.hour < 17 else 2]
    if days == 1:
        return _WORDS[words][3]
    weekday = _DAYS[words][there.weekday()]
    if 0 < days < 7:
        return f"el {weekday}" if words == "es" else weekday
    return _long(there, words)


def _long(there: datetime, words: str) -> str:
    weekday = _DAYS[words][there.weekday()]
    if words == "es":
        return f"el {weekday} {_day_and_month(there, words)}"
    return f"{weekday}, {_day_and_month(there, words)},"


def _day_and_month(day: date, words: str) -> str:
    month = _MONTHS[words][day.month - 1]
    return f"{day.day} de {month}" if words == "es" else f"{month} {day.day}"


def _hour(there: datetime, words: str) -> str:
    hour = (there.hour + 11) % 12 + 1
    said = f"{hour}:{there.minute:02d} {'am' if there.hour < 12 else 'pm'}"
    if words == "es":
        return f"a {'la' if hour == 1 else 'las'} {said}"
    return said


def _wait(wait: timedelta, words: str) -> str:
    minutes = int(wait.total_seconds() // 60)
    if minutes == 0:
        return _WORDS[words][5]
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest else []
    return f"{_WORDS[words][4]} {' '.join(parts)}"
