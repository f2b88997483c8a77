"""How is a time, a day or a number said aloud, and values one after the other?"""

from datetime import UTC, date
from math import asin
from zoneinfo import ZoneInfo

from matching.sayings import LANGUAGES

DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "es": ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
}
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
UNITS = {
    "en": {"mile": "mile miles", "hour": "hour hours", "day": "day days", "week": "week weeks"},
    "es": {
        "mile": "milla millas",
        "hour": "hora horas",
        "day": "día días",
        "week": "semana semanas",
    },
}


class Spoken:
    """Of whoever has `w`, what is wanted, and `at`, the moment it was asked."""

    def filled(self, hole, fact, language):
        if isinstance(fact, tuple):
            return listed(*fact, language, "both" if hole == "all" else "either")
        if hole == "date":
            return f"{'el' if language == 'es' else 'on'} {month_day(fact, language, year=True)}"
        if hole in ("when", "told", "until", "weekly", "day"):
            there = fact.astimezone(ZoneInfo(self.w.zone))
            return getattr(self, f"say_{hole}")(there, language)
        unit = "mile" if hole in ("miles", "limit") else hole[:-1]
        one, many = UNITS[language][unit].split()
        return f"{fact:g} {one if fact == 1 else many}"

    def say_when(self, there, language):
        here = self.at.astimezone(ZoneInfo(self.w.zone))
        days = (there.date() - here.date()).days
        spanish = language == "es"
        if days == 0 and there.hour < 12:
            day = "esta mañana" if spanish else "this morning"
        elif days == 0 and there.hour < 17:
            day = "esta tarde" if spanish else "this afternoon"
        elif days == 0:
            day = "esta noche" if spanish else "tonight"
        elif days == 1:
            day = "mañana" if spanish else "tomorrow"
        elif days < 7:
            weekday = DAYS[language][there.weekday()]
            day = f"el {weekday}" if spanish else weekday
        else:
            day = weekday_date(there, language)
        said = f"{day} {clock(there, language)}"
        wait = there.astimezone(UTC) - self.at.astimezone(UTC)
        minutes = int(wait.total_seconds() // 60)
        if minutes >= 1440:
            return said
        if minutes == 0:
            return f"{said}, {'ahora' if spanish else 'now'}"
        hours, rest = minutes // 60, minutes % 60
        long = f"{hours} h " * (hours > 0) + f"{rest} min" * (rest > 0)
        return f"{said}, {'en' if spanish else 'in'} {long.strip()}"

    def say_told(self, there, language):
        here = self.at.astimezone(ZoneInfo(self.w.zone))
        days = (here.date() - there.date()).days
        if days > 1:
            weekday, day = DAYS[language][there.weekday()], month_day(there, language)
            return f"el {weekday} {day}" if language == "es" else f"on {weekday}, {day}"
        if language == "es":
            return f"{['hoy', 'ayer'][days]} {clock(there, language)}"
        return f"{['today', 'yesterday'][days]} at {clock(there, language)}"

    def say_until(self, there, language):
        return clock(there, language).removeprefix("a ")

    def say_weekly(self, there, language):
        day = DAYS[language][there.weekday()]
        if language == "en":
            return f"{day}s at {clock(there, language)}"
        many = day + "s" if day in ("sábado", "domingo") else day
        return f"los {many} {clock(there, language)}"

    def say_day(self, there, language):
        return f"{weekday_date(there, language)} {clock(there, language)}"


def ground(chord):
    """Miles over the ground, to a tenth."""
    return round(2 * 6371009 * asin(min(1.0, chord / 2 / 6371009)) / 1609.344, 1)


def clock(there, language):
    hour = there.hour % 12 or 12
    said = f"{hour}:{there.minute:02d} {'pm' if there.hour >= 12 else 'am'}"
    if language == "en":
        return said
    return f"a la {said}" if hour == 1 else f"a las {said}"


def month_day(day: date, language, *, year=False):
    month = MONTHS[language].split()[day.month - 1]
    if language == "es":
        return f"{day.day} de {month}" + f" de {day.year}" * year
    return f"{month} {day.day}" + f", {day.year}" * year


def weekday_date(there, language):
    weekday = DAYS[language][there.weekday()]
    if language == "es":
        return f"el {weekday} {month_day(there, language)}"
    return f"{weekday}, {month_day(there, language)},"


def listed(axis, values, language, joint):
    words = LANGUAGES[language]
    known = words.values.get(axis, {})
    said = sorted(known.get(v, v.replace("_", " ")) for v in values)
    if len(said) == 1:
        return said[0]
    joint = words.either if joint == "either" else words.both
    if joint == "o" and said[-1].lower().startswith(("o", "ho")):
        joint = "u"
    if joint == "y" and said[-1].lower().startswith(("i", "hi")):
        joint = "e"
    return f"{', '.join(said[:-1])} {joint} {said[-1]}"
