"""When does it meet: weekdays counted from Sunday, clock times in every writing, lengths?"""

import re
from datetime import datetime, time
from typing import Any

from imports.text import plain

DAY = 1440  # minutes
LONG = 180  # minutes; a longer meeting is flagged, not dropped (formats.md 11.4)
CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(?:([ap])(?:\.?\s?m)?\.?)?",
    re.IGNORECASE | re.ASCII,
)
RUN = re.compile(r"(\d{1,2})(\d{2})\s*(?:([ap])(?:\.?\s?m)?\.?)?", re.IGNORECASE | re.ASCII)
NAMED = {"noon": time(12), "midnight": time(0), "mediodía": time(12), "medianoche": time(0)}
TWELVE = re.compile(r"12(?::00)?\s*(?=[nm]\w)")  # "12 noon", "12:00 midnight"
HALF = re.compile(r"\d\s*[ap](?:\.?\s?m)?\.?(?![a-z])", re.IGNORECASE)
BARE = re.compile(r"0?(?:[1-9]|1[0-2])[:.]?[0-5]\d(?::[0-5]\d)?")
OF_24 = re.compile(r"(?<![\d:.])(?:0\d|1[3-9]|2[0-3])[:.]?[0-5]\d(?!\d)", re.ASCII)
LOOSE = re.compile(r"[1-9][:.][0-5]\d(?::[0-5]\d)?")
EARLY = 6  # o'clock; hardly a door opens before
LENGTH = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
NAMES = """
sunday sun sundays domingo dom dimanche dim
monday mon mondays lunes lun lundi segunda
tuesday tue tues tuesdays martes mardi terça terca
wednesday wed weds wednesdays miércoles miercoles mercredi quarta
thursday thu thur thurs thursdays jueves jeudi quinta
friday fri fridays viernes vendredi sexta
saturday sat saturdays sábado sabado samedi
"""
WEEKDAYS = {name: day for day, names in enumerate(NAMES.split("\n")[1:8]) for name in names.split()}


def weekday(value: Any, *, sunday: int = 0) -> int | None:
    """0 Sunday to 6 Saturday, from a number (Sunday = `sunday`), its digits or a name; else None.

    Names in English, Spanish, French and Portuguese. A truth value is no day.
    """
    text = plain(value).lower().rstrip(".")
    text = text.removesuffix("-feira").strip()
    if text in WEEKDAYS:
        return WEEKDAYS[text]
    if not re.fullmatch(r"[0-9]", text):
        return None
    day = int(text) - sunday
    return day if 0 <= day <= 6 else None


def clock(value: Any) -> time | None:
    """A time of day from `19:30`, `7:30 PM`, `19:30:00`, `0730`, `730`, `830am`, `Noon`; else None.

    Seconds are dropped. `24:00` as a beginning is None: it does not say of which day. `8:00m` is
    None as well: nobody knows which half of the day.
    """
    if isinstance(value, datetime | time):
        return time(value.hour, value.minute)
    text = plain(value).lower()
    if (named := TWELVE.sub("", text)) in NAMED:
        return NAMED[named]
    if run := RUN.fullmatch(text):
        return _time(int(run[1]), int(run[2]), run[3])
    found = CLOCK.fullmatch(text)
    if not found or (found[2] is None and found[4] is None):
        return None
    return _time(int(found[1]), int(found[2] or 0), found[4])


def says_half(text: str) -> bool:
    """Whether it tells the halves of the day somewhere: "7 pm", "9a"."""
    return bool(HALF.search(text))


def is_bare(text: str) -> bool:
    """A clock that may stand for either half of the day, and does where others say which: `7:00`."""
    return bool(BARE.fullmatch(text.strip()))


def counts_to_24(text: str) -> bool:
    """Whether a clock in it can only be one of 24 hours: `07:30`, `19:30`, `1930`."""
    return bool(OF_24.search(text))


def is_unsure(opens: str, closes: str, *, of_a_door: bool = True) -> bool:
    """Whether two bare clocks may mean the afternoon: `10:00`–`2:00`, of a door `1:00`–`4:00`.

    Who counts to 24 writes `02:00` for the night; `9:00`–`17:00` and `8:00`–`11:00` are sure.
    """
    first, last = clock(opens), clock(closes)
    if first is None or last is None or says_half(opens) or says_half(closes):
        return False
    past_midnight = last < first and last != time(0)
    early = of_a_door and bool(LOOSE.fullmatch(opens.strip())) and first.hour < EARLY
    return early or (past_midnight and bool(LOOSE.fullmatch(closes.strip())))


def _time(hour: int, minute: int, half: str | None) -> time | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def length(value: Any) -> int | None:
    """Minutes of `HH:MM:SS` or `HH:MM`, up to 24:00:00; None for blank, zero or anything else."""
    found = LENGTH.fullmatch(plain(value))
    if not found:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if 0 < minutes <= DAY and int(found[2]) < 60 else None


def between(start: time, end: time) -> int:
    """Minutes from start to end; an end before the start lies on the next day, equal is 0."""
    return (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % DAY
